import { ComposeEnvFile } from './env-file';
import { Duration } from '../../../base';

/** Compose's keys on what runs in a container: the command, its user, its environment and how it is stopped. */
export interface ComposeProcessKeys {
  /**
   * The command, in place of the image's (CMD), a word an item. Said by `environment.configure(service, { command })`, and refused
   * here.
   *
   * @default - the service's own
   */
  readonly command?: string[];

  /**
   * The program that gets the command as its arguments, in place of the image's (ENTRYPOINT). An empty list takes the image's away.
   *
   * @default - the image's own
   */
  readonly entrypoint?: string[];

  /**
   * Further environment variables, with `${X}` as Compose's own interpolation. Those that the service sets itself are said by
   * `environment.configure(service, { environment })`, and refused here.
   *
   * @default - those of the service
   */
  readonly environment?: { [name: string]: string };

  /**
   * Files with further environment variables, a later one before an earlier one; those of `environment` win.
   *
   * @default - none
   */
  readonly envFile?: ComposeEnvFile[];

  /**
   * Further groups of the user, by name or number.
   *
   * @default - none
   */
  readonly groupAdd?: string[];

  /**
   * Whether a small init process runs first, passes signals on and reaps what children leave behind.
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
   * How long a container may take to stop before it is killed. Said by `environment.configure(service, { stopGracePeriod })`, and
   * refused here.
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
   * The user and, behind a colon, the group that it runs as, by name or number.
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
