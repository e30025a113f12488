import { Rest } from '../../facts';

/** What a file says, once it is parsed: of whatever shape somebody has written. */
export type Keys = { readonly [key: string]: any };

/** A list that may not be there, or may be something else. */
export function listOf(value: unknown): any[] {
  return Array.isArray(value) ? value : [];
}

/** A map that may not be there, or may be something else. */
export function mapOf(value: unknown): Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Keys : {};
}

/** A single value in one line; empty for none. */
export function textOf(value: unknown): string {
  const text = value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : `${value as string}`;
  return text.replace(/[\p{C}\s]+/gu, ' ').trim();
}

/** A list of `name=value`, or a map, as a map of texts. */
export function entriesOf(value: unknown): { [name: string]: string } {
  const entries = Array.isArray(value) ? value.map((entry) => textOf(entry).split(/=(.*)/s).slice(0, 2)) : Object.entries(mapOf(value));
  return Object.fromEntries(entries.map(([name, each]) => [name, textOf(each)]));
}

/** A list, or the names of a map. */
export function namesOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map((each) => textOf(mapOf(each).source ?? each)) : Object.keys(mapOf(value));
}

/** Words as a shell shows them; a single text is one already. */
export function commandOf(value: unknown): string {
  return Array.isArray(value) ? value.map((word) => quoted(textOf(word))).join(' ') : textOf(value);
}

function quoted(word: string): string {
  return /^[\w.,:/@%+=-]+$/.test(word) ? word : `'${word}'`;
}

/** All values below, by the keys that lead to them, without those that the trails (or what begins with them) name. */
export function restOf(value: unknown, known: readonly string[] = [], trail = ''): Rest {
  if (trail !== '' && known.includes(trail)) {
    return {};
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return trail === '' || value === undefined ? {} : { [trail]: textOf(value) };
  }
  return Object.assign({}, ...Object.entries(value).map(([key, each]) => restOf(each, known, trail === '' ? key : `${trail}.${key}`)));
}
