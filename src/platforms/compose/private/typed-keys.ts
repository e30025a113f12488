import { isLogDriver } from './overrides';
import { Place } from './specification';
import { ComposeFileKeys, ComposeServiceKeys } from '../vocabulary';

/** A value that is set, and the keys that lead to it. */
export interface TypedKey {
  readonly trail: string[];
  readonly value: unknown;
}

/** The keys and values of typed keys of a service, as Compose spells them: a log driver before its options, which are for that one. */
export function serviceKeysOf(keys: ComposeServiceKeys): TypedKey[] {
  const leaves = leavesOf(written(Place.SERVICE(), keys), []);
  return [...leaves.filter(({ trail }) => isLogDriver(trail)), ...leaves.filter(({ trail }) => !isLogDriver(trail))];
}

/** The keys and values of typed keys of a file, as Compose spells them. */
export function fileKeysOf(keys: ComposeFileKeys): TypedKey[] {
  return leavesOf(written(Place.FILE(), keys), []);
}

/** Maps lead to what is in them; lists and single values are set as a whole. */
function leavesOf(value: unknown, trail: string[]): TypedKey[] {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
  return isMap ? Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...trail, key])) : [{ trail, value }];
}

/** What a struct says as Compose spells it: keys of the specification in snake case, those that people choose as they are. */
function written(place: Place, value: any): unknown {
  if (Array.isArray(value)) {
    return value.map((each) => shortened(written(place.at('0'), each)));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if ('_value' in value) {
    return written(place, value._value);
  }
  if (typeof value.toMillis === 'function' || typeof value.toBytes === 'function') {
    return value.toString();
  }
  const spelled = new Map(place.keys.map((key) => [propertyOf(key), key]));
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined).map(([name, each]) => {
    const key = place.isMap ? name : spelled.get(name)!;
    return [key, written(place.at(key), each)];
  }));
}

/** Of a file or a grant of which only that is said, its path or its name alone, which every version of Compose reads. */
function shortened(value: any): unknown {
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const [[key, name] = ['', ''], ...others] = entries;
  return others.length === 0 && ['path', 'source'].includes(key) && typeof name === 'string' ? name : value;
}

/** A key of the specification as a property: `mem_limit` is `memLimit`. */
export function propertyOf(key: string): string {
  // jsii refuses it as the name of a property
  return key === 'build' ? 'imageBuild' : key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
