import { MatchResult } from './match-result';

const MATCHER = Symbol.for('projen-container-stack.Matcher');

/**
 * A condition on a value, anywhere in an expectation. {@link Match} has the usual ones; extend this class for your own:
 * `test` fails the result as often as something is wrong.
 */
export abstract class Matcher {
  /**
   * Whether a value is a matcher, and not a value that is expected as it is.
   *
   * @param value any value
   */
  public static isMatcher(value: any): boolean {
    return value !== null && typeof value === 'object' && MATCHER in value;
  }

  /** What it asks for, as failures show it: `anyValue()`. */
  public abstract readonly name: string;

  /** Marks it as a matcher, for copies of this library too that were loaded from elsewhere. */
  public constructor() {
    Object.defineProperty(this, MATCHER, { value: true });
  }

  /**
   * Looks at a value.
   *
   * @param actual what stands in the file; `undefined` where there is nothing
   */
  public abstract test(actual: any): MatchResult;
}
