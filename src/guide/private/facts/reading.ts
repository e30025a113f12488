import * as path from 'path';
import { Stack } from '../../../model';
import { code, link } from '../markdown';

/** A link from the guide to a file, or to a folder (with a slash at its end); its name only, if somebody else may have written it. */
export function fileLink(stack: Stack, file: string): string {
  const text = code(file);
  const isWritten = file.endsWith('/') || stack._fileAt(file) !== undefined;
  return isWritten ? link(text, path.posix.relative(path.posix.dirname(stack.guidePath), file)) : text;
}

export function unique(items: string[]): string[] {
  return [...new Set(items)];
}
