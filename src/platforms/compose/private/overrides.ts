import { homeOf } from './key-homes';
import { requireText } from '../../../base/checks';
import { Change } from '../plan/changes';

/** The keys on the way to a value: dots are between keys, and `\.` is a dot within one. */
export function keyTrail(key: string): string[] {
  return key.split(/(?<!\\)\./).map((part) => part.replace(/\\\./g, '.'));
}

/** @throws if other files would say something else than the keys */
export function requireNoHome(what: string, trail: string[]): void {
  const found = homeOf(trail);
  if (found) {
    const reason = found.key === trail.join('.') ? '' : ` about "${found.key}"`;
    throw new Error(`${what} would make scripts and guide wrong${reason}: use ${found.home}`);
  }
}

/** @throws if a name on the way is missing, or is one that JavaScript keeps for itself */
export function requireTrail(what: string, key: string): void {
  const trail = keyTrail(key);
  if (trail.includes('') || trail.includes('__proto__')) {
    throw new Error(`${what} cannot be used: allowed are names with one dot between them, such as "deploy.endpoint_mode"`);
  }
}

/** The map with the values that were set by hand; `undefined` takes one away. */
export function overridden<T extends object>(map: T, changes: Change[]): T {
  const result = structuredClone(map);
  for (const { trail, value, adds } of changes) {
    let at: { [key: string]: any } = result;
    for (const part of trail.slice(0, -1)) {
      at = at[part] = mapOf(at[part]);
    }
    const last = trail[trail.length - 1];
    if (adds && isLogDriver(trail) && at.driver !== value) {
      delete at.options;
    }
    const isThere = adds && Array.isArray(value) && Array.isArray(at[last]) && !REPLACED.includes(last);
    at[last] = isThere ? added(at[last], value) : structuredClone(value);
  }
  return result;
}

/** Lists that are one thing: Compose adds nothing to them. */
const REPLACED = ['command', 'entrypoint'];

/** Whether the keys lead to a log driver: another one does not know the options of the one that was there, and Compose leaves them out. */
export function isLogDriver(trail: string[]): boolean {
  return trail.join('.') === 'logging.driver';
}

/** What is there as a map: a list of names is one of names with nothing behind them. */
function mapOf(value: any): { [key: string]: any } {
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return isList ? Object.fromEntries(value.map((name) => [name, {}])) : typeof value === 'object' && value !== null ? value : {};
}

/** What is mounted at the same place is mounted instead. */
function added(list: any[], more: any[]): any[] {
  const places = more.map(targetOf);
  return [...list.filter((each) => !places.includes(targetOf(each))), ...more];
}

/** What tells an item of a list from the others: where it is mounted, or all of it. */
function targetOf(item: any): string {
  return typeof item === 'object' && item !== null ? item.target ?? JSON.stringify(item) : mountedAt(item) ?? `${item}`;
}

/** Where a mount in its short form leads to, `source:target:options`; `undefined` for other texts. */
export function mountedAt(text: string): string | undefined {
  return /^(?:[^:]+:)?(\/[^:]*)(?::[^:/]*)?$/.exec(text)?.[1];
}

/** The value as it will stand in the file, whatever the caller does with the original afterwards. */
export function plainCopy(what: string, value: any, above: any[] = []): any {
  if (above.includes(value)) {
    throw new Error(`${what} contains itself: allowed are text, numbers, booleans, null, and lists and maps of them`);
  }
  if (Array.isArray(value)) {
    return value.map((each) => plainCopy(what, each, [...above, value]));
  }
  if (isMap(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainCopy(what, each, [...above, value])]));
  }
  if (!isScalar(value)) {
    throw new Error(`${what} is or has ${String(value)}: allowed are text, numbers, booleans, null, and lists and maps of them`);
  }
  if (typeof value === 'string') {
    requireText(what, value);
  }
  return value;
}

function isScalar(value: any): boolean {
  return value === undefined || value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
}

/** Whether it is an object and nothing more: no date, no map. */
function isMap(value: any): boolean {
  return Object.prototype.toString.call(value) === '[object Object]';
}
