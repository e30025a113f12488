import { readFileSync } from 'fs';
import * as path from 'path';

/** The root of this package, from `src` and from `lib` alike. */
const PACKAGE = path.join(__dirname, '..', '..');

/** A program of `assets/`, such as `bash/lock.sh`, as it is shipped. */
export function asset(name: string): string {
  return readFileSync(assetFolder(name), 'utf-8');
}

/** Where something of `assets/` is. */
export function assetFolder(name: string): string {
  return path.join(PACKAGE, 'assets', name);
}

/** The version of this library. */
export function libraryVersion(): string {
  return JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf-8')).version;
}
