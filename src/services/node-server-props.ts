import { FrontendProps } from './frontend-props';
import { Duration } from '../base';
import { EnvValue, Service } from '../model';

/** Options of every frontend that Node.js serves. */
export interface NodeServerProps extends FrontendProps {
  /**
   * The port on which the server listens, inside the container. It is told by the variable `PORT`.
   *
   * @default 3000, or 4000 for Angular, as its own server has it
   */
  readonly port?: number;

  /**
   * A path that answers with a status from 200 to 299 as long as the server can do its work; a redirect is no such answer. It is asked for
   * every 30 seconds: one that costs little is better than a page.
   *
   * @default "/"
   */
  readonly healthPath?: string;

  /**
   * The image that serves.
   *
   * @default - `node:<nodeVersion>-alpine`
   */
  readonly baseImage?: string;

  /**
   * Environment variables of the server, in every environment.
   *
   * @default - none beside `API_URL`, where there is an `api`
   */
  readonly environment?: { [name: string]: EnvValue };

  /**
   * Names of variables whose values are secrets.
   *
   * @default - none
   */
  readonly secrets?: string[];

  /**
   * Services that the server uses.
   *
   * @default - none
   */
  readonly connectTo?: Service[];

  /**
   * Folders beside `/tmp` that are kept in memory and can be written to, such as `/app/.next/cache`. All else is read-only.
   *
   * @default - none
   */
  readonly writablePaths?: string[];

  /**
   * How long running requests may take to end when the server stops.
   *
   * @default Duration.seconds(25)
   */
  readonly gracefulShutdown?: Duration;
}

/** What a {@link NodeServerFrontend} needs to know. */
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
   * Whether there is something to build. Without it the sources run as they are.
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
   * The folder with what was built, relative to the source folder.
   *
   * @default "dist"
   */
  readonly outputPath?: string;

  /**
   * Whether what was built has all code in it, so that the image that serves needs no packages.
   *
   * @default false, packages are there without those that only build (`devDependencies`)
   */
  readonly bundled?: boolean;

  /**
   * Files and folders that the server reads beside what was built, relative to the source folder: `public`, `next.config.js`. Its
   * `package.json` is there in any case.
   *
   * @default - none, or all sources where nothing is built
   */
  readonly runtimeFiles?: string[];

  /**
   * The script of `package.json` that starts the server where sources are mounted.
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
   * The port of the development server, inside the container. It is told by the variable `PORT`.
   *
   * @default - the `port`
   */
  readonly developmentPort?: number;
}
