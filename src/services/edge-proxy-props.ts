import { EdgeSite } from './edge-site';
import { EdgeTls } from './edge-tls';
import { Frontend } from './frontend';
import { MaintenanceOptions } from './maintenance-options';
import { Duration, Size } from '../base';
import { Resources, Service } from '../model';

/** Options of an {@link EdgeProxy}. */
export interface EdgeProxyProps {
  /**
   * The frontend that users see. Its API's paths go directly to the API, everything else to the frontend.
   *
   * @default - none; `service` gets all requests
   */
  readonly frontend?: Frontend;

  /**
   * The service that gets all requests if there is no frontend, such as an API. Its first port is used.
   *
   * @default - none; `frontend` is required then
   */
  readonly service?: Service;

  /**
   * The public DNS name. With TLS, requests for unknown names are redirected to it (HTTP) or rejected (HTTPS).
   *
   * @default - any host name is served
   */
  readonly domain?: string;

  /**
   * Additional names, which are permanently redirected (308) to the domain: `www.example.com` beside `example.com`.
   *
   * @default - none
   */
  readonly aliases?: string[];

  /**
   * Additional domains that are served by something else: another application, an API with its own domain.
   *
   * @default - none
   */
  readonly sites?: EdgeSite[];

  /**
   * Where the certificates of all names come from.
   *
   * @default - `EdgeTls.automatic()` if there is a domain, otherwise `EdgeTls.off()`
   */
  readonly tls?: EdgeTls;

  /**
   * The host port for HTTP; the variable `<ID>_HTTP_PORT` overrides it.
   *
   * @default 80
   */
  readonly httpHostPort?: number;

  /**
   * The host port for HTTPS; the variable `<ID>_HTTPS_PORT` overrides it. HTTP is redirected to it.
   *
   * @default 443
   */
  readonly httpsHostPort?: number;

  /**
   * The maximum size of a request body; larger ones are answered with 413.
   *
   * @default - the largest of the frontends and their routes, or 10 MiB
   */
  readonly maxBodySize?: Size;

  /**
   * How long a service may take to send response headers, before the request is answered with 504. Streams and websockets may last longer.
   *
   * @default Duration.seconds(60), or the longest `timeout` of the frontends' routes
   */
  readonly timeout?: Duration;

  /**
   * Proxies in front, such as a load balancer or a CDN, as networks (`10.0.0.0/8`) or addresses: only they are trusted to report the
   * client's address and scheme. Needs Caddy 2.8 or newer.
   *
   * @default - none: clients connect to it directly
   */
  readonly trustedProxies?: string[];

  /**
   * What is served during maintenance, and who gets through: `maintenance on` of the production script.
   *
   * @default - everybody gets a generated page, with a `Retry-After` of 5 minutes
   */
  readonly maintenance?: MaintenanceOptions;

  /**
   * The version of Caddy, 2.6 or newer.
   *
   * @default "2"
   */
  readonly version?: string;

  /**
   * The image. It must contain `caddy`, `wget` and a shell.
   *
   * @default - `caddy:<version>-alpine`
   */
  readonly image?: string;

  /**
   * CPU and memory limits and reservations, in environments that limit resources.
   *
   * @default - limits of 1 CPU and 256 MiB
   */
  readonly resources?: Resources;
}
