import { accessSync, constants, existsSync, lstatSync, realpathSync, statSync, statfsSync } from 'fs';
import * as path from 'path';

/** The name of a file below a folder, with forward slashes. */
export function nameBelow(folder: string, absolute: string): string {
  return path.relative(folder, absolute).split(path.sep).join('/');
}

/** What stands in the way of writing a file below a folder; one sentence, or none. `otherwise` is a further way out. */
export function placeProblem(folder: string, file: string, otherwise = ''): string | undefined {
  const parts = file.split('/');
  const root = existsSync(folder) ? realpathSync(folder) : folder;
  let nearest = root;
  for (const depth of parts.keys()) {
    const name = parts.slice(0, depth + 1).join('/');
    const absolute = path.join(folder, name);
    if (!lstatSync(absolute, { throwIfNoEntry: false })) {
      break;
    }
    if (!existsSync(absolute)) {
      return `"${name}" is a link to nothing, and "${file}" would be written there: take the link away${otherwise}`;
    }
    const real = realpathSync(absolute);
    if (path.relative(root, real).split(path.sep)[0] === '..' || path.isAbsolute(path.relative(root, real))) {
      return `"${name}" is a link to "${real}", outside of the repository, and "${file}" would be written there: `
        + `take the link away${otherwise}`;
    }
    const isLast = depth === parts.length - 1;
    if (!isLast && !statSync(absolute).isDirectory()) {
      return `"${name}" is a file, and "${file}" would be written below it: move the file away${otherwise}`;
    }
    if (isLast && statSync(absolute).isDirectory()) {
      return `"${file}" is a folder, and a file would be written there: move the folder${otherwise}`;
    }
    if (isLast && !statSync(absolute).isFile()) {
      return `"${file}" is no regular file, and one would be written there: move it away${otherwise}`;
    }
    nearest = isLast ? nearest : real;
  }
  return writable(nearest) ? undefined
    : `the folder "${path.relative(root, nearest) || '.'}" cannot be written to, and "${file}" would be written there: `
      + `give yourself the right to write to it${otherwise}`;
}

/** What is missing on the disk of a folder for so many bytes; one sentence, or none. */
export function spaceProblem(folder: string, bytes: number): string | undefined {
  const { bavail, bsize, blocks } = statfsSync(nearestFolder(folder));
  const free = bavail * bsize;
  // some file systems do not say how large they are
  return blocks === 0 || free >= bytes ? undefined
    : `the disk has ${kibibytes(free)} KiB left, and about ${kibibytes(bytes)} KiB would be written: make room`;
}

function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(path.dirname(folder));
}

function writable(folder: string): boolean {
  try {
    accessSync(nearestFolder(folder), constants.W_OK);
    accessSync(nearestFolder(folder), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function kibibytes(bytes: number): number {
  return Math.ceil(bytes / 1024);
}
