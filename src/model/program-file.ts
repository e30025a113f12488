import { Construct } from 'constructs';
import { CommentStyle, StackFile } from './stack-file';
import { asset, libraryVersion } from '../base/assets';

/** What a {@link ProgramFile} needs to know. */
export interface ProgramFileProps {
  /** The program, below `assets/`: `bash/lock.sh`. */
  readonly asset: string;
  readonly comment: CommentStyle;
  readonly executable?: boolean;
}

/**
 * A program that is the same in every repository: shipped as it is, under a line that says which version of this library it belongs
 * to. What differs between stacks reaches it as data, from files beside it.
 */
export class ProgramFile extends StackFile {
  public constructor(scope: Construct, filePath: string, { asset: name, comment, executable }: ProgramFileProps) {
    super(scope, filePath, { comment, executable, content: { render: () => withVersion(asset(name), comment) } });
  }
}

function withVersion(program: string, comment: CommentStyle): string {
  const note = `${comment} Part of projen-container-stack ${libraryVersion()}, the same in every repository that uses it.`;
  const lines = program.split('\n');
  lines.splice(lines[0].startsWith('#!') ? 1 : 0, 0, note);
  return lines.join('\n');
}
