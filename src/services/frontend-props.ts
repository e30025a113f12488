import { PackageManager } from './package-manager';
import { Duration, Size } from '../base';
import { Resources, Service } from '../model';
import { NginxRateLimit, SecurityHeaders } from '../nginx';

/** A path of a frontend, with everything below it, that is proxied to a service. */
export interface FrontendRoute {
  /** `/events` covers `/events` and `/events/live`, not `/eventsource`. */
  readonly path: string;

  /** The service that gets the requests. Its first port is used. */
  readonly service: Service;

  /**
   * Whether clients open websockets here.
   *
   * @default false
   */
  readonly websocket?: boolean;

  /**
   * Whether responses are streams, such as server-sent events, and passed on without buffering.
   *
   * @default false
   */
  readonly streaming?: boolean;

  /**
   * How long the service may send nothing, in whole seconds, before the request is answered with 504, or the stream or websocket is closed.
   *
   * @default Duration.seconds(60), or an hour for websockets and streams
   */
  readonly timeout?: Duration;

  /**
   * How long connecting to the service may take, in whole seconds.
   *
   * @default Duration.seconds(5)
   */
  readonly connectTimeout?: Duration;

  /**
   * The maximum size of a request body; larger ones are answered with 413.
   *
   * @default - the frontend's `maxBodySize`
   */
  readonly maxBodySize?: Size;

  /**
   * Whether requests are buffered until they are complete, so that slow clients do not keep the service busy. `false` streams uploads.
   *
   * @default true
   */
  readonly requestBuffering?: boolean;

  /**
   * The rate limit per client; requests above it are answered with 429. Not supported behind an {@link EdgeProxy}, which passes requests
   * directly to the service.
   *
   * @default - no limit
   */
  readonly rateLimit?: NginxRateLimit;
}

/** Options of every frontend. */
export interface FrontendProps {
  /**
   * The source folder, relative to the repository's root.
   *
   * @default - the service's id
   */
  readonly path?: string;

  /**
   * The build context, relative to the repository's root: the source folder, or a parent of it, such as `.` if there is shared code beside
   * it. It is `/app` in the image and in development, with the source folder below it as in the repository.
   *
   * @default - the source folder
   */
  readonly context?: string;

  /**
   * The root of the workspace (npm, pnpm, Yarn, Bun) that the source folder is a member of, relative to the repository's root. It contains
   * the lock file, all members are installed, and it is the `context` too.
   *
   * @default - the source folder has its own lock file
   */
  readonly workspace?: string;

  /**
   * The service that the API's paths are proxied to. Its first port is used.
   *
   * @default - nothing is proxied
   */
  readonly api?: Service;

  /**
   * Paths that are proxied to the API, each with everything below it.
   *
   * @default ["/api"]
   */
  readonly apiPaths?: string[];

  /**
   * Paths of the API at which clients open websockets.
   *
   * @default ["/ws"]
   */
  readonly websocketPaths?: string[];

  /**
   * Additional paths that are proxied, to the API or to other services.
   *
   * @default - none
   */
  readonly routes?: FrontendRoute[];

  /**
   * The host port in environments with live reload; the variable `<ID>_PORT` overrides it.
   *
   * @default - the port of the development server
   */
  readonly developmentHostPort?: number;

  /**
   * The host port in other environments; the variable `<ID>_PORT` overrides it.
   *
   * @default - 80; behind an {@link EdgeProxy}, which uses port 80 itself, the port inside the container
   */
  readonly hostPort?: number;

  /**
   * The Node.js version for builds, for development, and for serving a {@link NodeServerFrontend}.
   *
   * @default "24", an LTS version
   */
  readonly nodeVersion?: string;

  /**
   * The package manager, which also runs scripts.
   *
   * @default PackageManager.npm()
   */
  readonly packageManager?: PackageManager;

  /**
   * The image for builds and development.
   *
   * @default - `node:<nodeVersion>-alpine`
   */
  readonly buildImage?: string;

  /**
   * CA certificates that Node.js and package managers trust beside those of the `buildImage`, in builds and in development: PEM files in
   * one folder, relative to the repository's root, such as `certificates/company.pem`.
   *
   * @default - none
   */
  readonly trustedCertificates?: string[];

  /**
   * The maximum size of a request body; larger ones are answered with 413.
   *
   * @default Size.mebibytes(10)
   */
  readonly maxBodySize?: Size;

  /**
   * Security headers, sent with every response.
   *
   * @default - all of them, with their default values
   */
  readonly securityHeaders?: SecurityHeaders;

  /**
   * CPU and memory limits and reservations, in environments that limit resources.
   *
   * @default - limits of 0.5 CPU and 512 MiB, or 1 CPU and 1 GiB if Node.js serves
   */
  readonly resources?: Resources;

  /**
   * Variables of the build and of the development server, such as `VITE_TITLE`, or `NODE_OPTIONS` with `--max-old-space-size=4096` if a
   * build runs out of memory. Files such as `.env.production` are excluded from the build, because they may contain secrets. For values
   * that differ between environments, use `runtimeConfig`.
   *
   * @default - none
   */
  readonly buildEnvironment?: { [name: string]: string };

  /**
   * A build cache folder, relative to the source folder, of a tool that invalidates it itself, such as `.next/cache`. It is a cache mount
   * of the builder, one per service, and not in the image. Empty for none.
   *
   * @default ".angular/cache" for Angular, none otherwise
   */
  readonly buildCache?: string;

  /**
   * The command that runs the application's tests in its development container: `docker-dev.sh test`.
   *
   * @default - the script `test` of `package.json`, with `CI=true`, so that test runners do not watch; for `ng test`, with `--watch=false`
   */
  readonly testCommand?: string[];

  /**
   * Files and folders, relative to the source folder, that installing packages reads and that are not detected automatically. Local
   * projects (`file:`), patches, workspace members and files that install scripts name are detected.
   *
   * @default - what the package files reference
   */
  readonly installInputs?: string[];

  /**
   * Names of variables that exist only while packages are installed, such as the `NPM_TOKEN` of an `.npmrc` for a private registry. Their
   * values come from the env file or the shell of whoever builds, and end up in no image layer.
   *
   * @default - none
   */
  readonly buildSecrets?: string[];
}
