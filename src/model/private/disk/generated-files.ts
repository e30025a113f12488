import { chmodSync, copyFileSync, existsSync, lstatSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import * as path from 'path';

/** The text of a file; `undefined` if there is no such file. */
export function textOf(file: string): string | undefined {
  return existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf-8') : undefined;
}

/** Copies a file to the first of `name.orig`, `name.orig.1`, ... that does not exist: no copy takes the place of an earlier one. */
export function keepCopy(file: string): string {
  let copy = `${file}.orig`;
  for (let number = 1; lstatSync(copy, { throwIfNoEntry: false }); number++) {
    copy = `${file}.orig.${number}`;
  }
  copyFileSync(file, copy);
  chmodSync(copy, 0o644);
  return copy;
}

/** Takes away what {@link replaceFile} has left beside a file, if it was killed. */
export function removeLeftovers(file: string): void {
  const [folder, name] = [path.dirname(file), path.basename(file)];
  const isLeft = (other: string) => other.startsWith(`.${name}.`) && /^\d+\.new$/.test(other.slice(name.length + 2));
  for (const left of existsSync(folder) ? readdirSync(folder).filter(isLeft) : []) {
    rmSync(path.join(folder, left), { force: true });
  }
}

/** Writes beside the file and renames, so that whoever is interrupted leaves the old file or the new one, and nothing in between. */
export function replaceFile(file: string, text: string, mode: number): void {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.new`);
  try {
    writeFileSync(beside, text, { mode: 0o600, flag: 'wx' });
    chmodSync(beside, mode);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new Error(`"${file}" was not written, what was there is untouched: ${(error as Error).message}`);
  }
}
