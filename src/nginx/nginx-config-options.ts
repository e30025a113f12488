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
  /** One line in the combined log format. */
  COMBINED = 'combined',
  /** One line of JSON, with the request's id and the times of the service behind. */
  JSON = 'json',
  /** Nothing. */
  OFF = 'off',
}

/** How long nginx waits for clients before it closes the connection. */
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
   * For the client to receive the next part of a response (`send_timeout`).
   *
   * @default Duration.seconds(30)
   */
  readonly send?: Duration;
}

/** A file with the application's runtime configuration, written before nginx starts. */
export interface NginxRuntimeConfig {
  /** Its URL path, below the base path: `/config.json`. */
  readonly path: string;

  /** Where it is, absolute, inside the container. */
  readonly file: string;
}

/** Options of a {@link NginxConfig}. */
export interface NginxConfigOptions {
  /**
   * The port that nginx listens on, IPv4 and IPv6.
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
   * Another path under which the built files are served, with a slash at both ends (Angular's `deployUrl`).
   *
   * @default - only the base path
   */
  readonly filesPath?: string;

  /**
   * The locales of an application that is built once per locale, into a folder of that name: `pt-BR`, `en`. A request without one is
   * redirected to the first available language that the browser accepts, or the first of these.
   *
   * @default - one build, without such folders
   */
  readonly locales?: string[];

  /**
   * Whether the build prerenders routes (`about/index.html`, served for `/about`). Other routes get `index.csr.html`, Angular's page for
   * client-side rendering, if there is one, or the entry page.
   *
   * @default false
   */
  readonly prerendered?: boolean;

  /**
   * Paths that are proxied to services.
   *
   * @default - nothing
   */
  readonly routes?: NginxRoute[];

  /**
   * The maximum size of a request body; larger ones are answered with 413.
   *
   * @default Size.mebibytes(10)
   */
  readonly maxBodySize?: Size;

  /**
   * HTTPS, to which HTTP is then redirected.
   *
   * @default - HTTP only
   */
  readonly tls?: NginxTls;

  /**
   * Which files have a content hash in their name: browsers cache them for a year.
   *
   * @default HashedFiles.angular()
   */
  readonly hashedFiles?: HashedFiles;

  /**
   * How long browsers cache images, fonts and media without a hash before they revalidate them, in whole seconds.
   *
   * @default Duration.minutes(10)
   */
  readonly mediaMaxAge?: Duration;

  /**
   * A folder with hashed files of earlier releases, for pages that were loaded before a release. Files of the current release take
   * precedence.
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
   * Security headers, sent with every response.
   *
   * @default - all of them, with their default values
   */
  readonly securityHeaders?: SecurityHeaders;

  /**
   * Whether another file of the `http` context sets `$inline_script_sources` and `$inline_style_sources`, the hashes of inline scripts and
   * styles in the built pages.
   *
   * @default false
   */
  readonly inlineSources?: boolean;

  /**
   * How files were precompressed when the image was built. Brotli and Zstandard need an nginx image with their module.
   *
   * @default [Compression.GZIP]
   */
  readonly compression?: Compression[];

  /**
   * The format of the access log.
   *
   * @default AccessLog.COMBINED
   */
  readonly accessLog?: AccessLog;

  /**
   * Timeouts for clients.
   *
   * @default - the default of each
   */
  readonly timeouts?: NginxTimeouts;

  /**
   * Proxies in front, as networks (`10.0.0.0/8`) or addresses: only their headers about a client are trusted (`X-Forwarded-For`,
   * `X-Forwarded-Proto`, `X-Request-ID`).
   *
   * @default - there are none
   */
  readonly trustedProxies?: string[];

  /**
   * The HTML page that browsers get while a service does not respond. API clients get JSON.
   *
   * @default - a short one in English
   */
  readonly unavailablePage?: string;

  /**
   * The version of nginx. From 1.27.3 on and with a `startFolder`, connections to services are kept alive, which older versions cannot do
   * for a service whose address may change.
   *
   * @default - unknown; only features of all versions from 1.25.1 on are used
   */
  readonly nginxVersion?: string;

  /**
   * The folder, absolute, with files that are generated when the container starts: `listen-<port>.conf` (whether the host has IPv6) and
   * `services.conf` (`resolver`, the search domain of services as `$search_suffix`, and from version 1.27.3 an `upstream` for each). With
   * them the same image runs on Compose and on Kubernetes. The program `before-start.sh` in the images of {@link SpaNginxFrontend} writes
   * them.
   *
   * @default - none; nginx listens on IPv4 and IPv6, and uses the `nameServers`
   */
  readonly startFolder?: string;

  /**
   * Addresses of the name servers that resolve the services, if there is no `startFolder`.
   *
   * @default - none, and no routes
   */
  readonly nameServers?: string[];
}
