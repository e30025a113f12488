import { AssetRetention } from './asset-retention';
import { TlsFilesOptions } from './edge-tls';
import { FrontendProps } from './frontend-props';
import { RuntimeValue } from './runtime-value';
import { Duration } from '../base';
import { AccessLog, Compression, ContentSecurityPolicy, HashedFiles, NginxTimeouts } from '../nginx';

/** Options of every frontend whose built files nginx serves. */
export interface NginxFrontendProps extends FrontendProps {
  /**
   * The image that serves. It must run nginx as user 101, with the configuration in `/etc/nginx/conf.d`, and the programs in
   * `/docker-entrypoint.d` before it, as the official images do.
   *
   * @default "nginxinc/nginx-unprivileged:alpine", or of the `nginxVersion`
   */
  readonly baseImage?: string;

  /**
   * The version of nginx, 1.25.1 or newer. From 1.27.3, connections to services are kept open.
   *
   * @default - the newest that the base image has, used as all versions can be
   */
  readonly nginxVersion?: string;

  /**
   * A certificate with which it answers HTTPS itself, where no edge is in front of it; HTTP then redirects to it. User 101 of the
   * container has to be able to read the files.
   *
   * @default - HTTP only
   */
  readonly certificates?: TlsFilesOptions;

  /**
   * The port of the host for HTTPS, where `<ID>_HTTPS_PORT` does not say otherwise.
   *
   * @default 443
   */
  readonly httpsHostPort?: number;

  /**
   * The content security policy of the development server's pages. Scripts and styles that stand in a page are allowed there whatever
   * it says, because development servers insert some; the build decides about those. `ContentSecurityPolicy.notSent()` sends none.
   *
   * @default - that of `securityHeaders`, only reported: the browser's console shows what production would not load
   */
  readonly developmentPolicy?: ContentSecurityPolicy;

  /**
   * Which hashed files of earlier releases are kept, for pages that were loaded before a release.
   *
   * @default AssetRetention.keep()
   */
  readonly retention?: AssetRetention;

  /**
   * Values that reach the application as `config.json`, without a rebuild: they are read from the environment when the container
   * starts. Each is the variable `CONFIG_<KEY>` of the container: `apiUrl` is `CONFIG_API_URL`.
   *
   * @default - there is no `config.json`
   */
  readonly runtimeConfig?: { [key: string]: RuntimeValue };

  /**
   * How long images, fonts and media without a hash in their name are kept before a browser asks whether they have changed, in whole
   * seconds.
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

  /**
   * What is written about each request.
   *
   * @default AccessLog.COMBINED
   */
  readonly accessLog?: AccessLog;

  /**
   * How long clients are waited for.
   *
   * @default - as each says
   */
  readonly timeouts?: NginxTimeouts;

  /**
   * Proxies in front, as networks (`10.0.0.0/8`) or addresses, whose word about a client is believed.
   *
   * @default - none; behind an {@link EdgeProxy}, private networks, because only the edge can be reached from others
   */
  readonly trustedProxies?: string[];

  /**
   * Whether the build has a page for each route (`about/index.html`), as `"outputMode": "static"` of Angular or a site generator makes
   * them: `/about` is answered with it. Other routes get the page that Angular makes for the browser (`index.csr.html`), or the entry page.
   *
   * @default false
   */
  readonly prerendered?: boolean;
}

/** What a {@link SpaNginxFrontend} needs to know. */
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
   * The path below which the application was built to be, with a slash at both ends (Vite's `base`).
   *
   * @default "/"
   */
  readonly basePath?: string;

  /**
   * Another path at which the application was built to ask for its files, with a slash at both ends.
   *
   * @default - only the base path
   */
  readonly filesPath?: string;

  /**
   * Languages, for an application that is built once for each into a folder of that name. Whoever comes without one is redirected to
   * the first that the browser asks for, or the first of these.
   *
   * @default - one build
   */
  readonly locales?: string[];

  /**
   * Which files have a hash of their content in their name.
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
