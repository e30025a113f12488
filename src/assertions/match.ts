import { Matcher } from './matcher';
import { AbsentMatcher, AnyValueMatcher, ArrayWithMatcher, NotMatcher, ObjectMatcher, RegexpMatcher, matcherOf } from './private/matchers';

/**
 * Expectations of a value in a generated file. In an expectation, a plain object is partial (keys that it does not name may
 * be there), a plain list is complete (those elements, in that order), and anything else is compared as it is.
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
   * A list with at least these elements, in this order, with any others between them.
   *
   * @param elements values or matchers; objects in them are partial
   */
  public static arrayWith(elements: any[]): Matcher {
    return new ArrayWithMatcher(elements);
  }

  /**
   * This value and nothing more: no other key, on any level.
   *
   * @param pattern an object, a list or a value, with matchers in it if you like
   */
  public static exact(pattern: any): Matcher {
    return matcherOf(pattern, false);
  }

  /** Nothing: the key is not there. */
  public static absent(): Matcher {
    return new AbsentMatcher();
  }

  /** Something, whatever it is. */
  public static anyValue(): Matcher {
    return new AnyValueMatcher();
  }

  /**
   * A text in which a regular expression is found.
   *
   * @param pattern the regular expression, as JavaScript reads it; not anchored
   * @throws if it is none
   */
  public static stringLikeRegexp(pattern: string): Matcher {
    return new RegexpMatcher(pattern);
  }

  /**
   * Anything that is not like this; nothing at all, too.
   *
   * @param pattern a value or a matcher
   */
  public static not(pattern: any): Matcher {
    return new NotMatcher(pattern);
  }

  private constructor() {}
}
