import { PackageManager } from './package-manager';
import { Duration, Size } from '../base';
import { Resources, Service } from '../model';
import { NginxRateLimit, SecurityHeaders } from '../nginx';

/** A path of a frontend, with everything below it, that is proxied to a service. */
export interface FrontendRoute {
  /** `/events` covers `/events` and `/events/live`, not `/eventsource`. */
  readonly path: string;

  /** The service that answers. Its first port is used. */
  readonly service: Service;

  /**
   * Whether clients open websockets here.
   *
   * @default false
   */
  readonly websocket?: boolean;

  /**
   * Whether answers are streams, such as server-sent events: each part is passed on as it comes.
   *
   * @default false
   */
  readonly streaming?: boolean;

  /**
   * How long the service may be silent, in whole seconds. Then the answer is 504, or the stream or websocket is closed.
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
   * The largest request body; a larger one is answered with 413.
   *
   * @default - the frontend's `maxBodySize`
   */
  readonly maxBodySize?: Size;

  /**
   * Whether the service gets a request only when all of it is there, so that slow clients do not keep it busy. `false` passes uploads
   * on as they come.
   *
   * @default true
   */
  readonly requestBuffering?: boolean;

  /**
   * How many requests a client may make; those above are answered with 429. Not behind an {@link EdgeProxy}, which passes them to the
   * service itself.
   *
   * @default - any number
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
   * The folder that the build sees, relative to the repository's root: the source folder, or one that it is in, such as `.` where there is
   * shared code beside it. In the image, and in development, it is `/app`, and the source folder is below that as it is in the repository.
   *
   * @default - the source folder
   */
  readonly context?: string;

  /**
   * The folder of the workspace (npm, pnpm, Yarn, Bun) that the source folder is a member of, relative to the repository's root. The lock
   * file is there, and all members are installed. It is the `context` too.
   *
   * @default - the source folder has its own lock file
   */
  readonly workspace?: string;

  /**
   * The service that answers the API. Its first port is used.
   *
   * @default - nothing is passed on
   */
  readonly api?: Service;

  /**
   * Paths that are passed on to the API, each with everything below it.
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
   * Further paths that are passed on, to the API or to other services.
   *
   * @default - none
   */
  readonly routes?: FrontendRoute[];

  /**
   * The port of the host in environments with live reload, where `<ID>_PORT` does not say otherwise.
   *
   * @default - the port of the development server
   */
  readonly developmentHostPort?: number;

  /**
   * The port of the host in other environments, where `<ID>_PORT` does not say otherwise.
   *
   * @default - 80, or the port inside the container behind an {@link EdgeProxy}, which has port 80 itself
   */
  readonly hostPort?: number;

  /**
   * The version of Node.js that builds and develops, and that serves a {@link NodeServerFrontend}.
   *
   * @default "24", the long-term support line
   */
  readonly nodeVersion?: string;

  /**
   * What installs packages and runs scripts.
   *
   * @default PackageManager.npm()
   */
  readonly packageManager?: PackageManager;

  /**
   * The image that builds and develops.
   *
   * @default - `node:<nodeVersion>-alpine`
   */
  readonly buildImage?: string;

  /**
   * Certificates of authorities that Node.js and package managers trust beside those of the `buildImage`, in builds and in development:
   * PEM files of one folder, relative to the repository's root, such as `certificates/company.pem`.
   *
   * @default - none
   */
  readonly trustedCertificates?: string[];

  /**
   * The largest request body that is passed on.
   *
   * @default Size.mebibytes(10)
   */
  readonly maxBodySize?: Size;

  /**
   * Headers of every answer that make browsers careful.
   *
   * @default - all of them, with the values that they have by default
   */
  readonly securityHeaders?: SecurityHeaders;

  /**
   * CPU and memory, where the environment limits them.
   *
   * @default - at most 0.5 CPU and 512 MiB, or 1 CPU and 1 GiB where Node.js serves
   */
  readonly resources?: Resources;

  /**
   * Variables of the build and of the development server, such as `VITE_TITLE`, or `NODE_OPTIONS` with `--max-old-space-size=4096` where a
   * build runs out of memory. Files such as `.env.production` are no part of the build, because they may have secrets. What is different
   * from environment to environment is for `runtimeConfig`.
   *
   * @default - none
   */
  readonly buildEnvironment?: { [name: string]: string };

  /**
   * Folder that a build keeps for the next one, relative to the source folder: the cache of a tool that asks by itself what in it is still
   * valid, such as `.next/cache`. It is kept by whoever builds, apart for each service, and is no part of the image. Empty: none.
   *
   * @default ".angular/cache" for Angular, none otherwise
   */
  readonly buildCache?: string;

  /**
   * The command that runs the application's tests, in its container of development: `docker-dev.sh test`.
   *
   * @default - the script `test` of `package.json`, with `CI=true`, upon which test runners do not watch; `ng test` is told so by
   * `--watch=false`
   */
  readonly testCommand?: string[];

  /**
   * Files and folders, relative to the source folder, that the installation of packages reads and that no file names in a way that is
   * found. Local projects (`file:`), patches, members of a workspace and the files of its scripts are found.
   *
   * @default - what the files of the packages name
   */
  readonly installInputs?: string[];

  /**
   * Names of variables that only the installation of packages reads, such as the `NPM_TOKEN` of an `.npmrc` for a private registry. Their
   * values come from the env file or the shell of whoever builds, and are in no layer of the image.
   *
   * @default - none
   */
  readonly buildSecrets?: string[];
}
