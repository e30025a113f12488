import * as path from 'path';

/** Something that was found, and what it is told from: "`app = FastAPI()` in backend/app/main.py". */
export interface Found<Value> {
  readonly value: Value;
  readonly because: string;
}

/** A line of a file as it is quoted: one line, without what could end a comment, and no longer than people read. */
export function quoted(line: string): string {
  const plain = line.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029`]+/g, ' ').trim();
  return `\`${plain.length <= 70 ? plain : `${plain.slice(0, 67)}...`}\``;
}

/** A folder's parents, the nearest first, itself among them. */
export function upwards(folder: string): string[] {
  return folder === '.' ? ['.'] : [folder, ...upwards(path.posix.dirname(folder))];
}

/** Whether a file or folder is in a folder, or is it. */
export function isIn(name: string, folder: string): boolean {
  return folder === '.' || name === folder || name.startsWith(`${folder}/`);
}

/** Tables, lists and texts of a file that somebody may have written as they liked. */
export function asTable(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as { [key: string]: unknown } : {};
}

export function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
