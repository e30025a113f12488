import { RegistryOptions } from './registry-options';
import { SmokeTestOptions } from './smoke-test';
import { Duration, Size } from '../../base';

/** Options of releases. */
export interface ReleaseOptions {
  /**
   * How long new containers have to stay healthy before they get requests.
   *
   * @default Duration.seconds(10)
   */
  readonly settle?: Duration;

  /**
   * How long they are watched after traffic was switched, while the old ones are kept for switching back. At least one second, for requests
   * that were on their way to the old ones.
   *
   * @default Duration.seconds(10)
   */
  readonly watch?: Duration;

  /**
   * How long new containers may take to become healthy.
   *
   * @default - the longest time that a health check of the stack allows, plus one minute
   */
  readonly patience?: Duration;

  /**
   * How many releases are kept for a rollback, with their images.
   *
   * @default 5
   */
  readonly keep?: number;

  /**
   * How many backups of each service are kept; older ones are removed by name once a new one is verified. The latest is always kept, and so
   * is every file whose name is not that of a backup.
   *
   * @default - all of them, or as `keepBackupsFor` says
   */
  readonly keepBackups?: number;

  /**
   * How long backups are kept, in whole days. With `keepBackups` too, a backup is kept if either rule keeps it.
   *
   * @default - forever, or as `keepBackups` says
   */
  readonly keepBackupsFor?: Duration;

  /**
   * The free disk space that a release needs to start. It is checked if the engine is on the same machine.
   *
   * @default Size.gibibytes(1)
   */
  readonly leastFreeDisk?: Size;

  /**
   * Requests, and a program of yours, that have to succeed before traffic is switched, and again afterwards.
   *
   * @default - only health and readiness are checked
   */
  readonly smokeTest?: SmokeTestOptions;

  /**
   * The folder of hooks: executables that run at certain points of a release, named `before-build`, `after-build`,
   * `before-jobs`, `after-jobs`, `before-cutover`, `after-cutover`, `on-failure`. Relative to the repository's root; it need not exist.
   *
   * @default "docker/hooks/<environment>"
   */
  readonly hooksFolder?: string;

  /**
   * The time limit of a hook, or of the smoke test's program. One that exceeds it is killed with all its child processes, and has failed.
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
