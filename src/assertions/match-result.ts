/** One difference from what was expected. */
export interface MatchFailure {
  /** The path to the value: keys and positions from the outside in. Empty for the value itself. */
  readonly path: string[];

  /** What was expected there: `expected "always"`. */
  readonly message: string;
}

/** The result of comparing a value with an expectation: a match, or a list of differences. */
export class MatchResult {
  /** The value that was compared. */
  public readonly actual: any;

  private readonly found: MatchFailure[] = [];

  /**
   * A result without failures.
   *
   * @param actual the value that is compared; `undefined` if there is none
   */
  public constructor(actual: any) {
    this.actual = actual;
  }

  /** Whether the value is as expected. */
  public get isSuccess(): boolean {
    return this.found.length === 0;
  }

  /** The differences, in the order in which they were found. */
  public get failures(): MatchFailure[] {
    return [...this.found];
  }

  /**
   * Adds a failure.
   *
   * @param message what was expected, such as `expected "always"`
   * @param path the path to the value, from the outside in; by default the value itself
   */
  public fail(message: string, path: string[] = []): MatchResult {
    this.found.push({ path: [...path], message });
    return this;
  }

  /**
   * Adds the failures of a part of the value.
   *
   * @param key the part's key or position
   * @param part its result
   */
  public include(key: string, part: MatchResult): MatchResult {
    for (const { path, message } of part.failures) {
      this.fail(message, [key, ...path]);
    }
    return this;
  }
}
