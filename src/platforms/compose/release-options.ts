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
   * Free disk space without which no release is begun. It is looked at where the engine is on the same machine.
   *
   * @default Size.gibibytes(1)
   */
  readonly leastFreeDisk?: Size;
}
