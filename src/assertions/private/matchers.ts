import { oneLine } from './in-place';
import { MatchResult } from '../match-result';
import { Matcher } from '../matcher';

/** A matcher for whatever stands in an expectation: the matcher that it is, or one for a value as it is. */
export function matcherOf(expected: any, partial: boolean): Matcher {
  if (Matcher.isMatcher(expected)) {
    return expected;
  }
  if (expected === undefined) {
    throw new Error('an expectation is undefined, which says nothing: pass Match.absent() or Match.anyValue()');
  }
  if (Array.isArray(expected)) {
    return new ListMatcher(expected, partial);
  }
  return typeof expected === 'object' && expected !== null ? new ObjectMatcher(expected, partial) : new ValueMatcher(expected);
}

/** Whether an expectation is about a list, or about not being such a list. */
export function expectsList(expected: any): boolean {
  return Array.isArray(expected) || expected instanceof ListMatcher || expected instanceof ArrayWithMatcher
    || (expected instanceof NotMatcher && expectsList(expected.unexpected));
}

/** A text, a number or a truth value. */
class ValueMatcher extends Matcher {
  public readonly name: string;

  constructor(private readonly expected: any) {
    super();
    this.name = oneLine(expected);
  }

  public test(actual: any): MatchResult {
    const result = new MatchResult(actual);
    return actual === this.expected ? result : result.fail(`expected ${this.name}`);
  }
}

/** All keys that are expected, and no other unless it is partial. */
export class ObjectMatcher extends Matcher {
  public readonly name: string;

  constructor(private readonly expected: { [key: string]: any }, private readonly partial: boolean) {
    super();
    this.name = oneLine(expected);
  }

  public test(actual: any): MatchResult {
    const result = new MatchResult(actual);
    if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) {
      return result.fail(`expected ${this.name}`);
    }
    for (const [key, expected] of Object.entries(this.expected)) {
      result.include(key, matcherOf(expected, this.partial).test(Object.hasOwn(actual, key) ? actual[key] : undefined));
    }
    if (!this.partial) {
      for (const key of Object.keys(actual).filter((each) => !Object.hasOwn(this.expected, each))) {
        result.fail('expected to be absent', [key]);
      }
    }
    return result;
  }
}

/** All elements that are expected, in their order, and no other. */
class ListMatcher extends Matcher {
  public readonly name: string;

  constructor(private readonly expected: any[], private readonly partial: boolean) {
    super();
    this.name = oneLine(expected);
  }

  public test(actual: any): MatchResult {
    const result = new MatchResult(actual);
    if (!Array.isArray(actual)) {
      return result.fail(`expected ${this.name}`);
    }
    const length = Math.max(actual.length, this.expected.length);
    for (let index = 0; index < length; index++) {
      if (index < this.expected.length) {
        result.include(`${index}`, matcherOf(this.expected[index], this.partial).test(actual[index]));
      } else {
        result.fail('expected to be absent', [`${index}`]);
      }
    }
    return result;
  }
}

/** All elements that are expected, in their order, with whatever lies between them. */
export class ArrayWithMatcher extends Matcher {
  public readonly name: string;

  constructor(private readonly expected: any[]) {
    super();
    this.name = `arrayWith(${oneLine(expected)})`;
  }

  public test(actual: any): MatchResult {
    const result = new MatchResult(actual);
    if (!Array.isArray(actual)) {
      return result.fail(`expected ${this.name}`);
    }
    let from = 0;
    for (const expected of this.expected) {
      const rest = actual.slice(from).map((element) => matcherOf(expected, true).test(element));
      const at = rest.findIndex(({ isSuccess }) => isSuccess);
      if (at < 0) {
        return this.explain(result, expected, rest, from);
      }
      from += at + 1;
    }
    return result;
  }

  private explain(result: MatchResult, expected: any, rest: MatchResult[], from: number): MatchResult {
    const after = from > 0 ? ` after ${oneLine(result.actual[from - 1])}` : '';
    result.fail(`expected an element ${oneLine(expected)}${after}`);
    const close = closest(rest);
    const isNear = close !== undefined && close.failures.every(({ path }) => path.length > 0);
    return isNear ? result.include(`${from + rest.indexOf(close)}`, close) : result;
  }
}

/** The result that has least to complain about, the first of several. */
export function closest(results: MatchResult[]): MatchResult | undefined {
  return results.reduce<MatchResult | undefined>((best, each) => best && distance(best) <= distance(each) ? best : each, undefined);
}

/** Something else altogether is further away than any number of wrong parts. */
function distance({ failures }: MatchResult): number {
  return failures.reduce((sum, { path }) => sum + (path.length === 0 ? 1000 : 1), 0);
}

/** Nothing. */
export class AbsentMatcher extends Matcher {
  public readonly name = 'absent()';

  public test(actual: any): MatchResult {
    const result = new MatchResult(actual);
    return actual === undefined ? result : result.fail('expected to be absent');
  }
}

/** Something. */
export class AnyValueMatcher extends Matcher {
  public readonly name = 'anyValue()';

  public test(actual: any): MatchResult {
    const result = new MatchResult(actual);
    return actual === undefined || actual === null ? result.fail('expected any value') : result;
  }
}

/** A text like this. */
export class RegexpMatcher extends Matcher {
  public readonly name: string;

  private readonly regexp: RegExp;

  constructor(pattern: string) {
    super();
    this.regexp = new RegExp(pattern);
    this.name = `stringLikeRegexp(${JSON.stringify(pattern)})`;
  }

  public test(actual: any): MatchResult {
    const result = new MatchResult(actual);
    const matches = typeof actual === 'string' && this.regexp.test(actual);
    return matches ? result : result.fail(`expected a text like ${this.regexp}`);
  }
}

/** Anything else. */
export class NotMatcher extends Matcher {
  public readonly name: string;

  constructor(public readonly unexpected: any) {
    super();
    this.name = `not(${oneLine(unexpected)})`;
  }

  public test(actual: any): MatchResult {
    const result = new MatchResult(actual);
    return matcherOf(this.unexpected, false).test(actual).isSuccess ? result.fail(`expected ${this.name}`) : result;
  }
}
