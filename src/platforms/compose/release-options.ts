import { RegistryOptions } from './registry-options';
import { SmokeTestOptions } from './smoke-test';
import { Duration, Size } from '../../base';

/** How releases are made. */
export interface ReleaseOptions {
  /**
   * How long new containers have to stay healthy before they get requests.
   *
   * @default Duration.seconds(10)
   */
  readonly settle?: Duration;

  /**
   * How long they are watched after that, while the old ones are still there to go back to. At least a second: requests that were on
   * their way to the old ones arrive within that time.
   *
   * @default Duration.seconds(10)
   */
  readonly watch?: Duration;

  /**
   * How long new containers may take to become healthy.
   *
   * @default - the longest time that a health check of the stack gives its service, and a minute more
   */
  readonly patience?: Duration;

  /**
   * How many releases are kept to go back to, with their images.
   *
   * @default 5
   */
  readonly keep?: number;

  /**
   * How many backups of each service `backup` keeps; older ones are removed when a new one was read again, and named. The latest always
   * stays, and so does every file whose name is not that of a backup.
   *
   * @default - all of them, or those of the time that `keepBackupsFor` says
   */
  readonly keepBackups?: number;

  /**
   * How long `backup` keeps each backup, in whole days. With `keepBackups` too, one stays that either rule keeps.
   *
   * @default - for ever, or as many as `keepBackups` says
   */
  readonly keepBackupsFor?: Duration;

  /**
   * Free disk space without which no release is begun. It is looked at where the engine is on the same machine.
   *
   * @default Size.gibibytes(1)
   */
  readonly leastFreeDisk?: Size;

  /**
   * Requests, and a program of yours, that have to succeed before a release gets requests, and again when it has them.
   *
   * @default - health and readiness are all that is asked
   */
  readonly smokeTest?: SmokeTestOptions;

  /**
   * The folder of hooks: executables that run at points of a release, each named after its point: `before-build`, `after-build`,
   * `before-jobs`, `after-jobs`, `before-cutover`, `after-cutover`, `on-failure`. Relative to the repository's root; it need not be there.
   *
   * @default "docker/hooks/<environment>"
   */
  readonly hooksFolder?: string;

  /**
   * How long a hook, or the program of the smoke test, may take. One that takes longer is ended, with all that it has started, and has
   * failed.
   *
   * @default Duration.minutes(5)
   */
  readonly hookTimeout?: Duration;

  /**
   * The registry from which `deploy` pulls the images that `build --push` has pushed.
   *
   * @default - images are built where they run
   */
  readonly registry?: RegistryOptions;
}
