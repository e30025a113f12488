import { Matcher } from './matcher';
import { AbsentMatcher, AnyValueMatcher, ArrayWithMatcher, NotMatcher, ObjectMatcher, RegexpMatcher, matcherOf } from './private/matchers';

/**
 * Expectations of a value in a generated file. In an expectation, a plain object is partial (other keys are ignored), a plain list is
 * complete (exactly these elements, in this order), and anything else is compared for equality.
 */
export class Match {
  /**
   * An object with at least these keys.
   *
   * @param pattern values or matchers by key; objects in it are partial too
   */
  public static objectLike(pattern: { [key: string]: any }): Matcher {
    return new ObjectMatcher(pattern, true);
  }

  /**
   * A list with at least these elements, in this order, possibly with others between them.
   *
   * @param elements values or matchers; objects in them are partial
   */
  public static arrayWith(elements: any[]): Matcher {
    return new ArrayWithMatcher(elements);
  }

  /**
   * This value and nothing more: no other key, on any level.
   *
   * @param pattern an object, a list or a value, which may contain matchers
   */
  public static exact(pattern: any): Matcher {
    return matcherOf(pattern, false);
  }

  /** The key is absent. */
  public static absent(): Matcher {
    return new AbsentMatcher();
  }

  /** Any value. */
  public static anyValue(): Matcher {
    return new AnyValueMatcher();
  }

  /**
   * A string that matches a regular expression.
   *
   * @param pattern the regular expression, in JavaScript's syntax; not anchored
   * @throws if it is not a valid regular expression
   */
  public static stringLikeRegexp(pattern: string): Matcher {
    return new RegexpMatcher(pattern);
  }

  /**
   * Anything that does not match, including no value.
   *
   * @param pattern a value or a matcher
   */
  public static not(pattern: any): Matcher {
    return new NotMatcher(pattern);
  }

  private constructor() {}
}
