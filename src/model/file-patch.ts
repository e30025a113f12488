import { shown } from '../base/checks';

/** A change to the text of a generated file. */
export interface IFilePatch {
  /**
   * The changed text.
   *
   * @param text the text as it would be written, without the marker of generated files
   */
  apply(text: string): string;
}

/** Changes to the text of a generated file, for {@link Stack.patchFile}. */
export abstract class FilePatch implements IFilePatch {
  /**
   * Replaces a piece of the text.
   *
   * @param piece text that occurs exactly once
   * @param replacement the text that replaces it
   */
  public static replace(piece: string, replacement: string): IFilePatch {
    return new Replacing(piece, replacement);
  }

  /**
   * Adds lines at the end.
   *
   * @param lines the lines, with or without a line break at the end
   */
  public static append(lines: string): IFilePatch {
    return new Appending(lines);
  }

  public abstract apply(text: string): string;
}

class Replacing extends FilePatch {
  constructor(private readonly piece: string, private readonly replacement: string) {
    super();
  }

  public apply(text: string): string {
    const parts = text.split(this.piece);
    if (this.piece === '' || parts.length !== 2) {
      throw new Error(
        `${shown(this.piece)} is in the file ${parts.length - 1} times: pass a piece of text that is there exactly once`,
      );
    }
    return parts.join(this.replacement);
  }
}

class Appending extends FilePatch {
  constructor(private readonly lines: string) {
    super();
  }

  public apply(text: string): string {
    return `${text.replace(/\n*$/, '\n')}${this.lines}`;
  }
}
