import { requireInteger } from '../../../base/checks';

/** When a container is started again. */
export class ComposeRestart {
  /** Never. */
  public static readonly NO = new ComposeRestart('no');
  /** Always, also when somebody had stopped it and the engine starts anew. */
  public static readonly ALWAYS = new ComposeRestart('always');
  /** Always, until somebody stops it. */
  public static readonly UNLESS_STOPPED = new ComposeRestart('unless-stopped');

  /**
   * When it ended with an error.
   *
   * @param attempts how often at most; by default without a limit
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
