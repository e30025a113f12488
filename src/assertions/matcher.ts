import { MatchResult } from './match-result';

const MATCHER = Symbol.for('projen-container-stack.Matcher');

/**
 * A condition on a value, anywhere in an expectation. {@link Match} has the usual ones; extend this class for your own: `test` calls `fail`
 * on the result for each difference.
 */
export abstract class Matcher {
  /**
   * Whether a value is a matcher, and not a plain value.
   *
   * @param value any value
   */
  public static isMatcher(value: any): boolean {
    return value !== null && typeof value === 'object' && MATCHER in value;
  }

  /** Its name in failure messages: `anyValue()`. */
  public abstract readonly name: string;

  /** Marks it as a matcher, also for other loaded copies of this library. */
  public constructor() {
    Object.defineProperty(this, MATCHER, { value: true });
  }

  /**
   * Compares a value.
   *
   * @param actual the value in the file; `undefined` if there is none
   */
  public abstract test(actual: any): MatchResult;
}
