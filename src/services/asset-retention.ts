import { Duration } from '../base';
import { requireInteger } from '../base/checks';
import { requireProps } from '../base/props';

/** How many releases' hashed files are kept, and for how long. */
export interface AssetRetentionOptions {
  /**
   * The number of earlier releases whose files are kept.
   *
   * @default 5
   */
  readonly releases?: number;

  /**
   * How long files are kept after their release has been replaced.
   *
   * @default Duration.days(7)
   */
  readonly maxAge?: Duration;
}

/**
 * How long the chunks of earlier releases stay available to pages that were loaded before a deploy. These files have a content hash in
 * their name and are not in the new release's image, so they are kept in a volume.
 */
export class AssetRetention {
  /**
   * Keeps them in a volume.
   *
   * @param options its options
   * @throws if the number of releases or the time is zero
   */
  public static keep(options: AssetRetentionOptions = {}): AssetRetention {
    requireProps('AssetRetentionOptions', options, 'AssetRetention.keep');
    const { releases = 5, maxAge = Duration.days(7) } = options;
    requireInteger('the number of releases whose files are kept', releases, 1);
    if (maxAge.toSeconds() < 1 || !Number.isInteger(maxAge.toSeconds())) {
      throw new Error(
        `the files of earlier releases are kept for ${maxAge}: allowed are whole seconds from 1; AssetRetention.none() keeps nothing`,
      );
    }
    return new AssetRetention({ releases, maxAge });
  }

  /** Keeps nothing: pages loaded before a deploy have to be reloaded. */
  public static none(): AssetRetention {
    return new AssetRetention(undefined);
  }

  private constructor(
    /**
     * What is kept, if anything is.
     *
     * @internal
     */
    public readonly _kept: { readonly releases: number; readonly maxAge: Duration } | undefined,
  ) {}
}
