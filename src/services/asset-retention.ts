import { Duration } from '../base';
import { requireInteger } from '../base/checks';
import { requireProps } from '../base/props';

/** Which hashed files of earlier releases are kept. */
export interface AssetRetentionOptions {
  /**
   * The files of how many releases before the current one.
   *
   * @default 5
   */
  readonly releases?: number;

  /**
   * For how long after a release has been replaced.
   *
   * @default Duration.days(7)
   */
  readonly maxAge?: Duration;
}

/**
 * How long the chunks of earlier releases stay available to pages that were loaded before a deploy. Their files have a hash in their name
 * and are not part of
 * the new release's image, so they are kept in a volume.
 */
export class AssetRetention {
  /**
   * Keeps them in a volume.
   *
   * @param options what is different from the defaults
   * @throws if there would be none, or for no time
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

  /** Nothing is kept: such a page has to be loaded again. */
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
