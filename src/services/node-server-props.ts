import { FrontendProps } from './frontend-props';
import { Duration } from '../base';
import { EnvValue, Service } from '../model';

/** Options of every frontend that Node.js serves. */
export interface NodeServerProps extends FrontendProps {
  /**
   * The port that the server listens on, inside the container. It is passed in the variable `PORT`.
   *
   * @default 3000, or 4000 for Angular, as its server's default
   */
  readonly port?: number;

  /**
   * The path of the health check: it returns a status from 200 to 299 as long as the server can do its work; a redirect does not count. It
   * is requested every 30 seconds: a cheap path is better than a page.
   *
   * @default "/"
   */
  readonly healthPath?: string;

  /** The image of production.
   *
   * @default - `node:<nodeVersion>-alpine`
   */
  readonly baseImage?: string;

  /**
   * Environment variables of the server, in every environment.
   *
   * @default - none, except `API_URL` if there is an `api`
   */
  readonly environment?: { [name: string]: EnvValue };

  /**
   * Names of variables whose values are secrets.
   *
   * @default - none
   */
  readonly secrets?: string[];

  /**
   * Services that it connects to: it gets their addresses and waits until they are healthy.
   *
   * @default - none
   */
  readonly connectTo?: Service[];

  /**
   * Writable folders in memory, in addition to `/tmp`, such as `/app/.next/cache`. Everything else is read-only.
   *
   * @default - none
   */
  readonly writablePaths?: string[];

  /**
   * How long requests in flight may take to finish when the server stops.
   *
   * @default Duration.seconds(25)
   */
  readonly gracefulShutdown?: Duration;
}

/** Options of a {@link NodeServerFrontend}. */
export interface NodeServerFrontendProps extends NodeServerProps {
  /** The file that Node.js runs, relative to the source folder: `dist/main.js`, `node_modules/next/dist/bin/next`. */
  readonly entryPoint: string;

  /**
   * Arguments of that program, such as `["start"]` for Next.js.
   *
   * @default - none
   */
  readonly entryArguments?: string[];

  /**
   * Whether there is a build. Without one the sources run as they are.
   *
   * @default true
   */
  readonly built?: boolean;

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
   * The folder with the build output, relative to the source folder.
   *
   * @default "dist"
   */
  readonly outputPath?: string;

  /**
   * Whether the build output contains all code, so that the production image needs no `node_modules`.
   *
   * @default false: the image has the packages without `devDependencies`
   */
  readonly bundled?: boolean;

  /**
   * Additional files and folders that the server reads, relative to the source folder: `public`, `next.config.js`. `package.json` is always
   * included.
   *
   * @default - none, or all sources if there is no build
   */
  readonly runtimeFiles?: string[];

  /**
   * The script of `package.json` that starts the development server.
   *
   * @default "dev"
   */
  readonly developmentScript?: string;

  /**
   * Arguments of the development script. The server must listen on all addresses.
   *
   * @default - none
   */
  readonly developmentArguments?: string[];

  /**
   * The port of the development server, inside the container. It is passed in the variable `PORT`.
   *
   * @default - the `port`
   */
  readonly developmentPort?: number;
}
