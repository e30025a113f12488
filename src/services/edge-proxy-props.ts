import { EdgeSite } from './edge-site';
import { EdgeTls } from './edge-tls';
import { Frontend } from './frontend';
import { MaintenanceOptions } from './maintenance-options';
import { Duration, Size } from '../base';
import { Resources, Service } from '../model';

/** What an {@link EdgeProxy} needs to know. */
export interface EdgeProxyProps {
  /**
   * The frontend that users see. Its API's paths go to the API directly, everything else to the frontend.
   *
   * @default - there is none, and `service` gets all requests
   */
  readonly frontend?: Frontend;

  /**
   * The service that gets all requests where there is no frontend: a backend whose users are programs. Its first port is used.
   *
   * @default - there is a `frontend`
   */
  readonly service?: Service;

  /**
   * The public DNS name. With TLS, requests for one that is none of its names are redirected to it (HTTP) or refused (HTTPS).
   *
   * @default - any host name is served
   */
  readonly domain?: string;

  /**
   * Further names, from which users are redirected to the domain for good (308): `www.example.com` beside `example.com`.
   *
   * @default - none
   */
  readonly aliases?: string[];

  /**
   * Further names at which something else answers: another application, an API with a name of its own.
   *
   * @default - none
   */
  readonly sites?: EdgeSite[];

  /**
   * Where certificates come from, those of all names.
   *
   * @default - `EdgeTls.automatic()` if there is a domain, otherwise `EdgeTls.off()`
   */
  readonly tls?: EdgeTls;

  /**
   * The port of the host for HTTP, where `<ID>_HTTP_PORT` does not say otherwise.
   *
   * @default 80
   */
  readonly httpHostPort?: number;

  /**
   * The port of the host for HTTPS, where `<ID>_HTTPS_PORT` does not say otherwise. HTTP is redirected to it.
   *
   * @default 443
   */
  readonly httpsHostPort?: number;

  /**
   * The largest request body; a larger one is answered with 413.
   *
   * @default - the largest of the frontends and their routes, or 10 MiB
   */
  readonly maxBodySize?: Size;

  /**
   * How long a service may take before it begins to answer; then the answer is 504. A stream or a websocket may last longer.
   *
   * @default Duration.seconds(60), or the longest `timeout` of the frontends' routes
   */
  readonly timeout?: Duration;

  /**
   * Proxies in front, such as a load balancer or a CDN, as networks (`10.0.0.0/8`) or addresses: what they say about the client and
   * the scheme is believed, and nobody else. Needs Caddy 2.8 or newer.
   *
   * @default - none: clients connect to it directly
   */
  readonly trustedProxies?: string[];

  /**
   * What is answered while there is maintenance, and to whom: `maintenance on` of the production script.
   *
   * @default - everybody gets a page that is generated, and is asked to try again in 5 minutes
   */
  readonly maintenance?: MaintenanceOptions;

  /**
   * The version of Caddy, 2.6 or newer.
   *
   * @default "2"
   */
  readonly version?: string;

  /**
   * The image. It must have `caddy`, `wget` and a shell.
   *
   * @default - `caddy:<version>-alpine`
   */
  readonly image?: string;

  /**
   * CPU and memory, where the environment limits them.
   *
   * @default - at most 1 CPU and 256 MiB
   */
  readonly resources?: Resources;
}
