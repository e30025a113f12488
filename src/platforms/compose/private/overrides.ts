import { requireText } from '../../../base/checks';

/** The keys on the way to a value: dots are between keys, and `\.` is a dot within one. */
export function keyTrail(key: string): string[] {
  return key.split(/(?<!\\)\./).map((part) => part.replace(/\\\./g, '.'));
}

/**
 * Keys that scripts, env template and guide speak of too: they would say what is not so. Each with what to use instead.
 */
const SAID_ELSEWHERE: { readonly [key: string]: string } = {
  'build': 'the props of the service, and dockerfile of it',
  'container_name': 'the id of the service: containers that are named cannot have two of them, as a release does',
  'deploy.replicas': 'environment.configure(service, { replicas })',
  'healthcheck': 'environment.configure(service, { healthCheck })',
  'image': 'the props of the service',
  'ports': 'hostPort of the service, and publishedOn and internalPorts of the environment',
  'profiles': 'runsIn of the service',
  'scale': 'environment.configure(service, { replicas })',
};

/** @throws if other files would say something else than the key */
export function requireOwnMatter(what: string, key: string): void {
  const instead = SAID_ELSEWHERE[key];
  if (instead !== undefined) {
    throw new Error(`${what} would make scripts and guide say what is not so: use ${instead}`);
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
export function overridden<T extends object>(map: T, overrides: Iterable<readonly [string, any]>): T {
  const result = structuredClone(map);
  for (const [key, value] of overrides) {
    const trail = keyTrail(key);
    const last = trail.pop()!;
    let at: { [key: string]: any } = result;
    for (const part of trail) {
      const next = at[part];
      at = at[part] = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {};
    }
    at[last] = value;
  }
  return result;
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
