/** One difference from what was expected. */
export interface MatchFailure {
  /** Where: keys and positions from the outside in. Empty for the value itself. */
  readonly path: string[];

  /** What was expected there: `expected "always"`. */
  readonly message: string;
}

/** The result of comparing a value with an expectation: a match, or a list of what is wrong and where. */
export class MatchResult {
  /** The value that was looked at. */
  public readonly actual: any;

  private readonly found: MatchFailure[] = [];

  /**
   * A result without anything to complain about yet.
   *
   * @param actual the value that is looked at; `undefined` where there is nothing
   */
  public constructor(actual: any) {
    this.actual = actual;
  }

  /** Whether the value is as expected. */
  public get isSuccess(): boolean {
    return this.found.length === 0;
  }

  /** What is wrong, in the order in which it was found. */
  public get failures(): MatchFailure[] {
    return [...this.found];
  }

  /**
   * Says that something is wrong.
   *
   * @param message what was expected, such as `expected "always"`
   * @param path where, from the outside in; without it, the value itself
   */
  public fail(message: string, path: string[] = []): MatchResult {
    this.found.push({ path: [...path], message });
    return this;
  }

  /**
   * Takes over what is wrong with a part of the value.
   *
   * @param key the part's key or position
   * @param part what came out for it
   */
  public include(key: string, part: MatchResult): MatchResult {
    for (const { path, message } of part.failures) {
      this.fail(message, [key, ...path]);
    }
    return this;
  }
}
