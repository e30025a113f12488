import { ComposeEnvFile } from './env-file';
import { Duration } from '../../../base';

/** Compose's keys for the process in a container: the command, its user, its environment and how it is stopped. */
export interface ComposeProcessKeys {
  /**
   * The command, instead of the image's (CMD), one word per item. Rejected here: use `environment.configure(service, { command })`.
   *
   * @default - the service's own
   */
  readonly command?: string[];

  /**
   * The entrypoint, instead of the image's (ENTRYPOINT). An empty list removes the image's.
   *
   * @default - the image's own
   */
  readonly entrypoint?: string[];

  /**
   * Additional environment variables, with `${X}` as Compose's interpolation. Variables that the service sets itself are rejected here:
   * use `environment.configure(service, { environment })`.
   *
   * @default - those of the service
   */
  readonly environment?: { [name: string]: string };

  /**
   * Files with additional environment variables; later ones override earlier ones, and `environment` overrides all.
   *
   * @default - none
   */
  readonly envFile?: ComposeEnvFile[];

  /**
   * Additional groups of the user, by name or id.
   *
   * @default - none
   */
  readonly groupAdd?: string[];

  /**
   * Whether an init process forwards signals and reaps zombie processes.
   *
   * @default - the service's own choice
   */
  readonly init?: boolean;

  /**
   * Whether the standard input stays open (`docker run -i`).
   *
   * @default false
   */
  readonly stdinOpen?: boolean;

  /**
   * How long a container may take to stop before it is killed. Rejected here: use `environment.configure(service, { stopGracePeriod })`.
   *
   * @default - the service's own
   */
  readonly stopGracePeriod?: Duration;

  /**
   * The signal that asks it to stop: `SIGTERM`, `SIGINT`.
   *
   * @default - the service's own
   */
  readonly stopSignal?: string;

  /**
   * Whether it has a terminal (`docker run -t`).
   *
   * @default false
   */
  readonly tty?: boolean;

  /**
   * The user that it runs as, by name or id, optionally with `:` and the group.
   *
   * @default - the service's own
   */
  readonly user?: string;

  /**
   * The folder in which the command runs, an absolute path in the container.
   *
   * @default - the image's own (WORKDIR)
   */
  readonly workingDir?: string;
}
