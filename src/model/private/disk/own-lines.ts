import * as path from 'path';
import { FileBase, IResolver } from 'projen';
import { replaceFile, textOf } from './generated-files';
import { isMarked } from '../../../base/generated';

const BEGIN = '# the repository\'s own lines: edit them here, they are kept';
const END = '# end of the repository\'s own lines';

/** Files whose lines stand for themselves: those of the owner and those that are generated can share one. */
export function hasOwnLines(file: FileBase): boolean {
  return /^\.(git|npm|docker|prettier|eslint)ignore$|^\.gitattributes$/.test(path.basename(file.path));
}

/**
 * Lets an ignore or attributes file keep the lines of its owner: what stood there before the file was generated, and what was written
 * between two comments since. They come first: of two lines that contradict each other the last one counts, so that no secret is let in.
 */
export function keepOwnLines(file: FileBase): void {
  const lines = ownLines(textOf(file.absolutePath) ?? '');
  if (lines.length > 0) {
    const written = file as unknown as { synthesizeContent(resolver: IResolver): string | undefined };
    const generate = Object.getPrototypeOf(file).synthesizeContent.bind(file);
    written.synthesizeContent = (resolver) => merged(generate(resolver), lines);
    const synthesize = Object.getPrototypeOf(file).synthesize.bind(file);
    file.synthesize = () => {
      // projen empties a file before it writes: the only copy of these lines must not be gone in between
      const text = written.synthesizeContent({ resolve: (value) => value })!;
      if (textOf(file.absolutePath) !== text) {
        replaceFile(file.absolutePath, text, file.readonly ? 0o444 : 0o644);
      }
      synthesize();
    };
  }
}

function ownLines(text: string): string[] {
  const own = (isMarked(text) ? parted(text).own : text.split(/\r?\n/)).join('\n');
  return own.trim() === '' ? [] : own.replace(/\n+$/, '').split('\n');
}

/** The text without the lines of its owner. */
export function generatedLines(text: string): string {
  return parted(text).generated;
}

/** What stands between the two comments, and the rest; where the second one is missing, it cannot be told where the owner's lines end. */
function parted(text: string): { own: string[]; generated: string } {
  const lines = text.split(/\r?\n/);
  const [begin, end] = [lines.indexOf(BEGIN), lines.indexOf(END)];
  return {
    own: begin < 0 ? [] : lines.slice(begin + 1, end < begin ? undefined : end),
    generated: begin < 0 || end < begin ? text : [...lines.slice(0, begin), ...lines.slice(end + 1)].join('\n'),
  };
}

/** What an engine takes from its first lines stays first: the marker. */
function merged(text: string | undefined, lines: string[]): string {
  const [first, ...rest] = (text ?? '').split('\n');
  const own = [BEGIN, ...lines, END];
  return first.startsWith('#') ? [first, ...own, ...rest].join('\n') : [...own, first, ...rest].join('\n');
}
