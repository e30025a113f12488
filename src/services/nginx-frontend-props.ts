import { AssetRetention } from './asset-retention';
import { TlsFilesOptions } from './edge-tls';
import { FrontendProps } from './frontend-props';
import { RuntimeValue } from './runtime-value';
import { Duration } from '../base';
import { AccessLog, Compression, ContentSecurityPolicy, HashedFiles, NginxTimeouts } from '../nginx';

/** Options of every frontend whose built files nginx serves. */
export interface NginxFrontendProps extends FrontendProps {
  /**
   * The image of production. It must run nginx as user 101, with the configuration in `/etc/nginx/conf.d`, after the programs in
   * `/docker-entrypoint.d`, as the official images do.
   *
   * @default "nginxinc/nginx-unprivileged:alpine", or with the tag of `nginxVersion`
   */
  readonly baseImage?: string;

  /**
   * The version of nginx, 1.25.1 or newer. From 1.27.3 on, connections to services are kept alive.
   *
   * @default - the version of the base image; only features that all versions support are used
   */
  readonly nginxVersion?: string;

  /**
   * A certificate to terminate TLS itself, if no edge is in front; HTTP is then redirected to HTTPS. User 101 in the container has to be
   * able to read the files.
   *
   * @default - HTTP only
   */
  readonly certificates?: TlsFilesOptions;

  /**
   * The host port for HTTPS; the variable `<ID>_HTTPS_PORT` overrides it.
   *
   * @default 443
   */
  readonly httpsHostPort?: number;

  /**
   * The content security policy of the development server's pages. Inline scripts and styles are always allowed there, because development
   * servers insert some; those of production are decided by the build. `ContentSecurityPolicy.notSent()` sends none.
   *
   * @default - that of `securityHeaders` in report-only mode: the browser's console shows what production would block
   */
  readonly developmentPolicy?: ContentSecurityPolicy;

  /**
   * How long hashed files of earlier releases are kept, for pages that were loaded before a release.
   *
   * @default AssetRetention.keep()
   */
  readonly retention?: AssetRetention;

  /**
   * Values that reach the application as `config.json`, without a rebuild: they are read from the environment when the container
   * starts. Each is passed to the container as `CONFIG_<KEY>`: `apiUrl` as `CONFIG_API_URL`.
   *
   * @default - there is no `config.json`
   */
  readonly runtimeConfig?: { [key: string]: RuntimeValue };

  /**
   * How long browsers cache images, fonts and media without a hash in their name before they revalidate them, in whole seconds.
   *
   * @default Duration.minutes(10)
   */
  readonly mediaMaxAge?: Duration;

  /**
   * How files are compressed when the image is built. For Brotli and Zstandard, the `baseImage` must load the module.
   *
   * @default [Compression.GZIP]
   */
  readonly compression?: Compression[];

  /** The format of the access log.
   *
   * @default AccessLog.COMBINED
   */
  readonly accessLog?: AccessLog;

  /** Timeouts for clients.
   *
   * @default - the default of each
   */
  readonly timeouts?: NginxTimeouts;

  /**
   * Proxies in front, as networks (`10.0.0.0/8`) or addresses, that are trusted to report the client's address and scheme.
   *
   * @default - none; behind an {@link EdgeProxy}, private networks, because only the edge can be reached from outside
   */
  readonly trustedProxies?: string[];

  /**
   * Whether the build prerenders routes (`about/index.html`), as Angular's `"outputMode": "static"` or a static site generator does:
   * `/about` gets that page. Other routes get Angular's page for client-side rendering (`index.csr.html`), or the entry page.
   *
   * @default false
   */
  readonly prerendered?: boolean;
}

/** Options of a {@link SpaNginxFrontend}. */
export interface SpaNginxFrontendProps extends NginxFrontendProps {
  /**
   * The script of `package.json` that builds.
   *
   * @default "build"
   */
  readonly buildScript?: string;

  /**
   * Arguments of the build script.
   *
   * @default - none
   */
  readonly buildArguments?: string[];

  /**
   * The folder with the built files, relative to the source folder.
   *
   * @default "dist"
   */
  readonly outputPath?: string;

  /**
   * The base path that the application was built for, with a slash at both ends (Vite's `base`).
   *
   * @default "/"
   */
  readonly basePath?: string;

  /**
   * Another path from which the application was built to load its files, with a slash at both ends.
   *
   * @default - only the base path
   */
  readonly filesPath?: string;

  /**
   * Locales, for an application that is built once per locale, each into a folder of that name. A request without one is redirected to the
   * first available language that the browser accepts, or the first of these.
   *
   * @default - one build
   */
  readonly locales?: string[];

  /**
   * Which files have a content hash in their name.
   *
   * @default HashedFiles.vite()
   */
  readonly hashedFiles?: HashedFiles;

  /**
   * The script of `package.json` that starts the development server.
   *
   * @default "dev"
   */
  readonly developmentScript?: string;

  /**
   * Arguments of the development script. The server must listen on all addresses.
   *
   * @default ["--host", "0.0.0.0", "--port", "<developmentPort>"]
   */
  readonly developmentArguments?: string[];

  /**
   * The port of the development server, inside the container.
   *
   * @default 5173
   */
  readonly developmentPort?: number;
}
