import { Duration } from '../../../base';

/** When an image is pulled. */
export class ComposePullPolicy {
  /** Each time. */
  public static readonly ALWAYS = new ComposePullPolicy('always');
  /** If the engine does not have it. */
  public static readonly MISSING = new ComposePullPolicy('missing');
  /** Never: without a local image, nothing starts. */
  public static readonly NEVER = new ComposePullPolicy('never');
  /** Never: it is built each time. */
  public static readonly BUILT = new ComposePullPolicy('build');
  /** If it was last pulled more than a day ago. Compose 2.34 or newer. */
  public static readonly DAILY = new ComposePullPolicy('daily');
  /** If it was last pulled more than a week ago. Compose 2.34 or newer. */
  public static readonly WEEKLY = new ComposePullPolicy('weekly');

  /**
   * If it was last pulled longer ago than that. Compose 2.34 or newer.
   *
   * @param age whole seconds, minutes, hours or days
   */
  public static every(age: Duration): ComposePullPolicy {
    return new ComposePullPolicy(`every_${age.toSeconds()}s`);
  }

  private constructor(
    /** @internal */
    public readonly _value: string,
  ) {}
}
