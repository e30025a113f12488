import { tmpdir } from 'os';
import { join, posix } from 'path';
import { choices } from './choices';
import { restOf } from './rest';
import { sitesOf } from './sites';
import { stackOf } from './stacks';
import { ContainerStack } from '../../../src';

/** A file as a stack writes it. */
export class WrittenFile {
  public constructor(public readonly path: string, public readonly text: string, private readonly stack: ContainerStack) {}

  /** The text of a file in the same folder of the same stack. */
  public beside(name: string): string {
    const wanted = posix.join(posix.dirname(this.path), name);
    return this.stack.files.find((file) => file.path === wanted)!.render();
  }
}

let stacks: ContainerStack[] | undefined;
let files: WrittenFile[] | undefined;

/** The stacks of the matrix, in the order of the choices, and those with the options that are left. */
export function writtenStacks(): ContainerStack[] {
  const folder = join(tmpdir(), 'matrix');
  stacks ??= [...choices().map((choice) => stackOf(choice, folder)), restOf(folder), sitesOf(folder)];
  return stacks;
}

/** What they write. */
export function writtenFiles(): WrittenFile[] {
  files ??= writtenStacks().flatMap((stack) => stack.files.map((file) => new WrittenFile(file.path, file.render(), stack)));
  return files;
}

/** The same, each text once. */
export function distinctFiles(): WrittenFile[] {
  return [...new Map(writtenFiles().map((file) => [file.text, file])).values()];
}
