/** One instruction of a Dockerfile, as Docker reads it. */
export interface ParsedInstruction {
  /** Its name, in upper case: `COPY`. */
  readonly name: string;

  /** What follows the name, with continued lines joined and without comments. */
  readonly value: string;

  /**
   * The words of an instruction in exec form, such as `CMD ["a", "b"]`.
   *
   * @default - it is not in exec form
   */
  readonly words?: string[];

  /** Its here-documents, without their delimiters. */
  readonly texts: string[];

  /** Its first line in the file, from 1. */
  readonly line: number;
}

/** One stage of a Dockerfile. */
export interface ParsedStage {
  /** Its name, or, if it has none, its position: `0` for the first. */
  readonly name: string;

  /** The image or the stage that it starts from, as in the file. */
  readonly image: string;

  /** All its instructions, beginning with `FROM`. */
  readonly instructions: ParsedInstruction[];

  /** Its lines, with comments, starting with the comment above `FROM`: for snapshots. */
  readonly text: string;
}
