import { inPlace } from './in-place';
import { closest, expectsList, matcherOf } from './matchers';
import { MatchResult } from '../match-result';

/** Compares a value with an expectation, in which objects are partial. */
export function compare(actual: any, expected: any): MatchResult {
  return matcherOf(expected, true).test(actual);
}

/** Compares what is both a text and a list of words: an expectation of a list looks at the list, any other at the text. */
export function compareWords(text: string, words: string[] | undefined, expected: any): MatchResult {
  return compare(expectsList(expected) ? words ?? text : text, expected);
}

/** Throws, with each failure at its place, unless the value is as expected. */
export function assertLike(what: string, result: MatchResult): void {
  if (!result.isSuccess) {
    throw new Error(`${what} is not as expected:\n${inPlace(result)}`);
  }
}

/** Throws, with the closest of them, unless one is as expected. There is at least one. */
export function assertAny(problem: string, results: MatchResult[]): void {
  if (!results.some(({ isSuccess }) => isSuccess)) {
    throw new Error(`${problem}; the closest is:\n${inPlace(closest(results)!)}`);
  }
}
