/** A length of time, kept in milliseconds. */
export class Duration {
  /**
   * So many milliseconds.
   *
   * @param amount milliseconds, a whole number of at least 0
   * @throws if the amount is negative or not a whole number
   */
  public static millis(amount: number): Duration {
    return new Duration(amount, 1, 'milliseconds');
  }

  /**
   * So many seconds.
   *
   * @param amount seconds, at least 0; fractions of a millisecond are rejected
   * @throws if the amount is negative or finer than a millisecond
   */
  public static seconds(amount: number): Duration {
    return new Duration(amount, 1000, 'seconds');
  }

  /**
   * So many minutes.
   *
   * @param amount minutes, at least 0
   * @throws if the amount is negative or finer than a millisecond
   */
  public static minutes(amount: number): Duration {
    return new Duration(amount, 60_000, 'minutes');
  }

  /**
   * So many hours.
   *
   * @param amount hours, at least 0
   * @throws if the amount is negative or finer than a millisecond
   */
  public static hours(amount: number): Duration {
    return new Duration(amount, 3_600_000, 'hours');
  }

  /**
   * So many days of 24 hours.
   *
   * @param amount days of 24 hours, at least 0
   * @throws if the amount is negative or finer than a millisecond
   */
  public static days(amount: number): Duration {
    return new Duration(amount, 86_400_000, 'days');
  }

  private readonly milliseconds: number;

  private constructor(amount: number, factor: number, unit: string) {
    const exact = amount * factor;
    this.milliseconds = Math.round(exact);
    // 1.001 seconds are 1000.9999999999999 milliseconds as computers multiply
    if (typeof amount !== 'number' || !(amount >= 0)
      || !Number.isSafeInteger(this.milliseconds) || Math.abs(exact - this.milliseconds) > 1e-6) {
      throw new Error(`a duration of ${amount} ${unit} is not possible: pass a finite amount of at least 0, in whole milliseconds`);
    }
  }

  /** The length in milliseconds. */
  public toMillis(): number {
    return this.milliseconds;
  }

  /** The length in seconds, possibly with a fraction. */
  public toSeconds(): number {
    return this.milliseconds / 1000;
  }

  /**
   * Whether this is shorter than the other.
   *
   * @param other the duration to compare with
   */
  public isShorterThan(other: Duration): boolean {
    return this.milliseconds < other.milliseconds;
  }

  /** Human-readable: `90s`, `500ms`. */
  public toString(): string {
    return this.milliseconds % 1000 === 0 ? `${this.milliseconds / 1000}s` : `${this.milliseconds}ms`;
  }
}
