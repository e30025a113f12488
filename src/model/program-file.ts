import { Construct } from 'constructs';
import { CommentStyle, StackFile } from './stack-file';
import { asset, libraryVersion } from '../base/assets';
import { programNote } from '../base/generated';

/** Options of a {@link ProgramFile}. */
export interface ProgramFileProps {
  /** The program, below `assets/`: `bash/lock.sh`. */
  readonly asset: string;
  readonly comment: CommentStyle;
  readonly executable?: boolean;
}

/**
 * A program that is the same in every repository: shipped unchanged, below a line with the version of this library. What differs between
 * stacks reaches it as data, from files beside it.
 */
export class ProgramFile extends StackFile {
  public constructor(scope: Construct, filePath: string, { asset: name, comment, executable }: ProgramFileProps) {
    super(scope, filePath, { comment, executable, content: { render: () => withVersion(asset(name), comment) } });
    keepLineEndings(this);
  }
}

/** With CRLF, as git on Windows checks text out, no shell finds a command. */
export function keepLineEndings(file: StackFile): void {
  // a space would end the pattern
  file.project.gitattributes.addAttributes(`/${file.path.replace(/ /g, '[[:space:]]')}`, 'text', 'eol=lf');
}

function withVersion(program: string, comment: CommentStyle): string {
  const note = `${comment} ${programNote(libraryVersion())}`;
  const lines = program.split('\n');
  lines.splice(lines[0].startsWith('#!') ? 1 : 0, 0, note);
  return lines.join('\n');
}
