import { readFileSync } from 'fs';
import * as path from 'path';
import { asset } from '../../../../src/base/assets';
import { Meaning, meaningOf } from '../../../../src/platforms/compose/private/key-homes';
import { versionedKeys } from '../../../../src/platforms/compose/private/least-versions';
import { Place } from '../../../../src/platforms/compose/private/specification';
import { propertyOf } from '../../../../src/platforms/compose/private/typed-keys';

const { structs } = JSON.parse(asset('props.json')) as { structs: { [name: string]: { [property: string]: string } } };

/** What a value class is made of. */
const MADE_OF: { readonly [type: string]: string } = { ComposeGpus: 'ComposeDeviceRequest[]' };

/** Keys without a property, each with its reason. */
const UNTYPED: { readonly [trail: string]: string } = {
  'name': 'the name of the stack',
  'services': 'services of the stack',
  'networks.*.external.name': 'Compose calls it outdated: name of the network',
  'volumes.*.external.name': 'Compose calls it outdated: name of the volume',
  'secrets.*.external.name': 'name of the secret',
  'configs.*.external.name': 'Compose calls it outdated: name of the config',
};

interface Key {
  /** Where it is: `deploy.resources`. */
  readonly trail: string;
  /** The struct that has to have it, and its property. */
  readonly struct: string;
  readonly property: string;
}

/** The keys of the specification in a place, and what is in the types for them. */
function keysIn(place: Place, type: string, trail: string): Key[] {
  const at = trail === '' ? '' : `${trail}.`;
  const known = MADE_OF[type] ?? type;
  if (known.endsWith('[]') || known.endsWith('{}')) {
    return place.keys.length > 0 && !place.isList && !place.isMap ? [{ trail, struct: known, property: 'a struct' }]
      : keysIn(place.at('any'), known.slice(0, -2), `${at}*`);
  }
  return place.keys.filter((key) => !(`${at}${key}` in UNTYPED)).flatMap((key) => {
    const property = propertyOf(key);
    const of = structs[known]?.[property] ?? structs[known]?.[`${property}?`];
    return [{ trail: `${at}${key}`, struct: known, property }, ...of === undefined ? [] : keysIn(place.at(key), of, `${at}${key}`)];
  });
}

const SERVICE = keysIn(Place.SERVICE(), 'ComposeServiceKeys', '');
const FILE = keysIn(Place.FILE(), 'ComposeFileKeys', '');

describe('the specification', () => {
  const count = (keys: Key[], pattern: RegExp) => keys.filter(({ trail }) => pattern.test(trail)).length;

  test('has the keys that are counted here: another release of it is a red test', () => {
    expect([count(SERVICE, /^\w+$/), count(SERVICE, /^build\.\w+$/), SERVICE.length, FILE.length]).toEqual([92, 24, 287, 50]);
  });

  test.each([...SERVICE, ...FILE])('$trail is $struct.$property', ({ struct, property }) => {
    expect(Object.keys(structs[struct] ?? {}).map((name) => name.replace('?', ''))).toContain(property);
  });

  test('knows every property of the structs', () => {
    const typed = new Set([...SERVICE, ...FILE].map(({ struct, property }) => `${struct}.${property}`));
    const names = Object.keys(structs).filter((name) => [...SERVICE, ...FILE].some(({ struct }) => struct === name));
    const unknown = names.flatMap((name) => Object.keys(structs[name]).map((property) => `${name}.${property.replace('?', '')}`))
      .filter((property) => !typed.has(property));
    expect(unknown).toEqual([]);
  });

  test.each(versionedKeys())('has %s, of which a version is known', (key) => {
    const [trail] = key.split('=');
    const keys = trail.split('.');
    const last = keys.pop()!;
    const place = keys.reduce((at, each) => at.at(each === '*' ? 'any' : each), Place.FILE());
    expect(place.keys).toContain(last);
  });
});

test('what each key of a service means to scripts, env template and guide', () => {
  const by = (meaning: Meaning) => Place.SERVICE().keys.filter((key) => meaningOf(key) === meaning);
  expect({ reflected: by(Meaning.REFLECTED), refused: by(Meaning.REFUSED), neutral: by(Meaning.NEUTRAL).length }).toEqual({
    reflected: [
      'cap_add', 'cap_drop', 'cgroup', 'devices', 'environment', 'ipc', 'networks', 'pid', 'post_start', 'pre_stop', 'privileged', 'read_only',
      'security_opt', 'use_api_socket', 'user', 'userns_mode', 'uts', 'volumes',
    ],
    refused: [
      'command', 'container_name', 'cpus', 'depends_on', 'extends', 'healthcheck', 'image', 'mem_limit', 'mem_reservation',
      'network_mode', 'pids_limit', 'ports', 'profiles', 'provider', 'scale', 'stop_grace_period',
    ],
    neutral: 58,
  });
});

test('no file of the vocabulary is longer than a reader bears', () => {
  const folder = path.join(__dirname, '../../../../src/platforms/compose/vocabulary');
  const index = readFileSync(path.join(folder, 'index.ts'), 'utf-8');
  const files = [...index.matchAll(/'\.\/(.*)'/g)].map(([, name]) => `${name}.ts`);
  expect(files.filter((file) => readFileSync(path.join(folder, file), 'utf-8').split('\n').length > 400)).toEqual([]);
});
