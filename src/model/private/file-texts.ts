import { remembering } from './memory';
import type { StackFile } from '../stack-file';

/** The texts of a stack's files as they are written: made together, since they are made of the same. */
export class FileTexts {
  private made = new Map<StackFile, string>();

  constructor(private readonly files: () => StackFile[]) {}

  /** The text of a file, as the stack is now or was when the first of the files that have not been asked for since was asked for. */
  public take(file: StackFile): string {
    if (!this.made.has(file)) {
      this.made = remembering(() => new Map(this.files().map((each) => [each, each._text()])));
    }
    const text = this.made.get(file)!;
    this.made.delete(file);
    return text;
  }

  public forget(): void {
    this.made.clear();
  }
}
