/** An amount of memory or storage, kept in bytes. Units are binary: one mebibyte is 1,048,576 bytes. */
export class Size {
  /**
   * So many kibibytes, of 1,024 bytes.
   *
   * @param amount kibibytes (1,024 bytes), more than 0
   * @throws if the amount is not positive or not a whole number of bytes
   */
  public static kibibytes(amount: number): Size {
    return new Size(amount, 1024, 'KiB');
  }

  /**
   * So many mebibytes, of 1,048,576 bytes.
   *
   * @param amount mebibytes (1,048,576 bytes), more than 0
   * @throws if the amount is not positive or not a whole number of bytes
   */
  public static mebibytes(amount: number): Size {
    return new Size(amount, 1024 ** 2, 'MiB');
  }

  /**
   * So many gibibytes, of 1,073,741,824 bytes.
   *
   * @param amount gibibytes (1,073,741,824 bytes), more than 0
   * @throws if the amount is not positive or not a whole number of bytes
   */
  public static gibibytes(amount: number): Size {
    return new Size(amount, 1024 ** 3, 'GiB');
  }

  private readonly bytes: number;

  private constructor(amount: number, factor: number, unit: string) {
    this.bytes = amount * factor;
    if (typeof amount !== 'number' || !(amount > 0) || !Number.isSafeInteger(this.bytes)) {
      throw new Error(`a size of ${amount} ${unit} is not possible: pass a finite amount above 0 that is a whole number of bytes`);
    }
  }

  /** The amount in bytes. */
  public toBytes(): number {
    return this.bytes;
  }

  /** In the largest binary unit that gives a whole number, as Kubernetes reads it: `512Mi`, `1Gi`. */
  public toBinaryString(): string {
    return this.toString().replace(/[kmg]$/, (unit) => `${unit.toUpperCase()}i`);
  }

  /** In the largest binary unit that gives a whole number, or in bytes, as most programs read it: `512m`, `1g`. */
  public toString(): string {
    for (const [unit, factor] of [['g', 1024 ** 3], ['m', 1024 ** 2], ['k', 1024]] as const) {
      if (this.bytes % factor === 0) {
        return `${this.bytes / factor}${unit}`;
      }
    }
    return `${this.bytes}`;
  }
}
