import { requireInteger } from '../../../base/checks';

/** When a container is restarted. */
export class ComposeRestart {
  /** Never. */
  public static readonly NO = new ComposeRestart('no');
  /** Always, even if somebody stopped it and the engine restarts. */
  public static readonly ALWAYS = new ComposeRestart('always');
  /** Always, until somebody stops it. */
  public static readonly UNLESS_STOPPED = new ComposeRestart('unless-stopped');

  /**
   * When it exited with an error.
   *
   * @param attempts the maximum number of attempts; by default no limit
   * @throws if there is not at least one attempt
   */
  public static onFailure(attempts?: number): ComposeRestart {
    if (attempts !== undefined) {
      requireInteger('the attempts of a restart', attempts, 1);
    }
    return new ComposeRestart(attempts === undefined ? 'on-failure' : `on-failure:${attempts}`);
  }

  private constructor(
    /** @internal */
    public readonly _value: string,
  ) {}
}
