/** One directive of an nginx configuration, or a block of them. */
export interface ParsedDirective {
  /** Its name: `listen`, `location`. In a `map` or `geo` block, the value on the left. */
  readonly name: string;

  /** Its words, without the quotes around them. */
  readonly args: string[];

  /**
   * The directives between its braces.
   *
   * @default - it is not a block
   */
  readonly block?: ParsedDirective[];

  /** Its first line in the file, from 1. */
  readonly line: number;

  /** Its text in the file, with comments: for snapshots. */
  readonly text: string;
}
