/**
 * The first version of Compose that reads a key, or a value, of the specification: the first one whose own copy of the schema has it. What
 * is not here, 2.20 reads. `*` is a name that people choose, or an item of a list.
 */
const SINCE: { readonly [trail: string]: string } = {
  'configs.*.content': '2.23.1',
  'configs.*.environment': '2.23.1',
  'models': '2.38',
  'networks.*.enable_ipv4': '2.33',
  'services.*.build.entitlements': '2.27',
  'services.*.build.provenance': '2.39',
  'services.*.build.sbom': '2.39',
  'services.*.build.ulimits': '2.23.1',
  'services.*.develop': '2.22',
  'services.*.develop.watch.*.action=restart': '2.32',
  'services.*.develop.watch.*.action=sync+exec': '2.32',
  'services.*.develop.watch.*.action=sync+restart': '2.23',
  'services.*.develop.watch.*.exec': '2.32',
  'services.*.develop.watch.*.include': '2.34',
  'services.*.develop.watch.*.initial_sync': '2.40',
  'services.*.devices.*.source': '2.29.3',
  'services.*.env_file.*.format': '2.30',
  'services.*.env_file.*.path': '2.24',
  'services.*.gpus': '2.30',
  'services.*.gpus=all': '2.33',
  'services.*.healthcheck.start_interval': '2.20.2',
  'services.*.label_file': '2.32',
  'services.*.models': '2.38',
  'services.*.networks.*.driver_opts': '2.27.1',
  'services.*.networks.*.gw_priority': '2.33',
  'services.*.networks.*.interface_name': '2.36',
  'services.*.networks.*.mac_address': '2.23.2',
  'services.*.ports.*.app_protocol': '2.25',
  'services.*.ports.*.name': '2.25',
  'services.*.post_start': '2.30',
  'services.*.pre_stop': '2.30',
  'services.*.provider': '2.35',
  'services.*.pull_policy=daily': '2.34',
  'services.*.pull_policy=every': '2.34',
  'services.*.pull_policy=weekly': '2.34',
  'services.*.pull_refresh_after': '2.34',
  'services.*.use_api_socket': '2.37.2',
  'services.*.volumes.*.bind.recursive': '2.30',
  'services.*.volumes.*.image': '2.35',
  'services.*.volumes.*.type=image': '2.35',
  'services.*.volumes.*.volume.labels': '2.35',
  'services.*.volumes.*.volume.subpath': '2.25',
};

/** A key or a value that the oldest version of Compose does not read. */
export interface TooNew {
  /** The keys that lead to it. */
  readonly trail: string[];
  /** The version of Compose that reads it. */
  readonly since: string;
}

/** What a version of Compose would not read of a document. */
export function tooNewFor(version: string, document: unknown): TooNew[] {
  return leavesOf(document).flatMap(({ trail, value }) => {
    const patterns = Object.keys(SINCE).filter((pattern) => fits(pattern, trail, value) && isNewer(SINCE[pattern], version));
    const [newest] = patterns.sort((one, other) => isNewer(SINCE[one], SINCE[other]) ? -1 : 1);
    return newest === undefined ? [] : [{ trail: trail.slice(0, newest.split('.').length), since: SINCE[newest] }];
  }).filter(({ trail }, index, all) => all.findIndex((other) => `${other.trail}` === `${trail}`) === index);
}

/** Whether one version is newer than another. */
export function isNewer(one: string, other: string): boolean {
  const numbers = (version: string) => [...version.split('.'), '0', '0'].map(Number);
  const [a, b] = [numbers(one), numbers(other)];
  const at = [0, 1, 2].find((index) => a[index] !== b[index]);
  return at !== undefined && a[at] > b[at];
}

/** Whether that version of Compose reads a key, given as its pattern. */
export function isRead(pattern: string, version: string): boolean {
  return !isNewer(SINCE[pattern], version);
}

/** The patterns, for a test that holds them against the specification. */
export function versionedKeys(): string[] {
  return Object.keys(SINCE);
}

function fits(pattern: string, trail: string[], value: unknown): boolean {
  const [path, wanted] = pattern.split('=');
  const keys = path.split('.');
  return keys.length <= trail.length && keys.every((key, index) => key === '*' || key === trail[index])
    && (wanted === undefined || keys.length === trail.length && `${value}`.replace(/^every_.*/, 'every') === wanted);
}

interface Leaf {
  readonly trail: string[];
  readonly value: unknown;
}

function leavesOf(value: unknown, trail: string[] = []): Leaf[] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return entries.length === 0 ? [{ trail, value }] : entries.flatMap(([key, each]) => leavesOf(each, [...trail, key]));
}
