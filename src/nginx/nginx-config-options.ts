import { Compression } from './compression';
import { HashedFiles } from './hashed-files';
import { NginxRoute } from './nginx-route';
import { SecurityHeaders } from './security-headers';
import { Duration, Size } from '../base';

/** The certificate with which nginx serves HTTPS itself. */
export interface NginxTls {
  /** The file with the certificate and its chain, absolute, inside the container. */
  readonly certificate: string;

  /** The file with the key, absolute, inside the container. */
  readonly key: string;

  /**
   * The port for HTTPS, IPv4 and IPv6.
   *
   * @default 8443
   */
  readonly port?: number;
}

/** What nginx writes about each request, to `/var/log/nginx/access.log`, which is standard output in the official images. */
export enum AccessLog {
  /** One line as web servers have always written it. */
  COMBINED = 'combined',
  /** One line of JSON, with the request's id and the times of the service behind. */
  JSON = 'json',
  /** Nothing. */
  OFF = 'off',
}

/** How long nginx waits for clients. Then it closes the connection. */
export interface NginxTimeouts {
  /**
   * For all headers of a request (`client_header_timeout`).
   *
   * @default Duration.seconds(10)
   */
  readonly headers?: Duration;

  /**
   * For the next part of a request's body (`client_body_timeout`).
   *
   * @default Duration.seconds(20)
   */
  readonly body?: Duration;

  /**
   * For the client to take the next part of an answer (`send_timeout`).
   *
   * @default Duration.seconds(30)
   */
  readonly send?: Duration;
}

/** A file with the application's runtime configuration, written before nginx starts. */
export interface NginxRuntimeConfig {
  /** Its path, as the application asks for it, below the base path: `/config.json`. */
  readonly path: string;

  /** Where it is, absolute, inside the container. */
  readonly file: string;
}

/** Options of a {@link NginxConfig}. */
export interface NginxConfigOptions {
  /**
   * The port on which nginx listens, IPv4 and IPv6.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * The folder of the built application. The files of a `basePath` are below it: those of `/crm/` in `<root>/crm`.
   *
   * @default "/usr/share/nginx/html"
   */
  readonly root?: string;

  /**
   * The path of the application, with a slash at both ends (Angular's `baseHref`).
   *
   * @default "/"
   */
  readonly basePath?: string;

  /**
   * Another path at which the built files are asked for too, with a slash at both ends (Angular's `deployUrl`).
   *
   * @default - only at the base path
   */
  readonly filesPath?: string;

  /**
   * The languages of an application that is built once for each, into a folder of that name: `pt-BR`, `en`. Whoever comes without one
   * is redirected to the first that the browser asks for, or the first of these.
   *
   * @default - one build, without such folders
   */
  readonly locales?: string[];

  /**
   * Whether the build has a page for each route (`about/index.html`), which answers `/about`. Other routes get `index.csr.html`, the page
   * that Angular makes for the browser, if there is one, or the entry page.
   *
   * @default false
   */
  readonly prerendered?: boolean;

  /**
   * What is passed on to services.
   *
   * @default - nothing
   */
  readonly routes?: NginxRoute[];

  /**
   * The largest request body. A larger one is answered with 413.
   *
   * @default Size.mebibytes(10)
   */
  readonly maxBodySize?: Size;

  /**
   * HTTPS. HTTP then redirects to it.
   *
   * @default - HTTP only
   */
  readonly tls?: NginxTls;

  /**
   * Which files never change, because their name has a hash of their content: they are kept for a year.
   *
   * @default HashedFiles.angular()
   */
  readonly hashedFiles?: HashedFiles;

  /**
   * How long images, fonts and media without a hash are kept before a browser asks whether they have changed, in whole seconds.
   *
   * @default Duration.minutes(10)
   */
  readonly mediaMaxAge?: Duration;

  /**
   * A folder with hashed files of earlier releases, for pages that were loaded before a release. Files of this one come first.
   *
   * @default - there are none
   */
  readonly earlierFiles?: string;

  /**
   * The application's configuration.
   *
   * @default - none
   */
  readonly runtimeConfig?: NginxRuntimeConfig;

  /**
   * Headers of every answer.
   *
   * @default - all of them, with the values that they have by default
   */
  readonly securityHeaders?: SecurityHeaders;

  /**
   * Whether another file of the `http` context sets `$inline_script_sources` and `$inline_style_sources`, the sources of what
   * stands in the built pages themselves.
   *
   * @default false
   */
  readonly inlineSources?: boolean;

  /**
   * How files have been compressed when the image was built. Brotli and Zstandard need an image of nginx with their module.
   *
   * @default [Compression.GZIP]
   */
  readonly compression?: Compression[];

  /**
   * What is written about each request.
   *
   * @default AccessLog.COMBINED
   */
  readonly accessLog?: AccessLog;

  /**
   * How long nginx waits for clients.
   *
   * @default - as each says
   */
  readonly timeouts?: NginxTimeouts;

  /**
   * Proxies in front, as networks (`10.0.0.0/8`) or addresses: what they say about a client is believed (`X-Forwarded-For`,
   * `X-Forwarded-Proto`, `X-Request-ID`). Nobody else is.
   *
   * @default - there are none
   */
  readonly trustedProxies?: string[];

  /**
   * The page, HTML, that people see while a service does not answer. Programs get JSON.
   *
   * @default - a short one in English
   */
  readonly unavailablePage?: string;

  /**
   * The version of nginx. From 1.27.3 and with a `startFolder`, connections to services are kept open, which older ones cannot do for a
   * service that may move.
   *
   * @default - unknown: what all versions from 1.25.1 can do
   */
  readonly nginxVersion?: string;

  /**
   * The folder with what is found out when the container starts, absolute: `listen-<port>.conf` (whether the host has IPv6) and
   * `services.conf` (`resolver`, the search domain of services as `$search_suffix`, and from version 1.27.3 an `upstream` for each). With
   * them one image runs on Compose and on Kubernetes. The program `before-start.sh` in the images of {@link SpaNginxFrontend} writes them.
   *
   * @default - there is none: nginx listens on IPv4 and IPv6, and asks the `nameServers`
   */
  readonly startFolder?: string;

  /**
   * Addresses of the name servers that know the services, where there is no `startFolder` to say so.
   *
   * @default - none, and no routes
   */
  readonly nameServers?: string[];
}
