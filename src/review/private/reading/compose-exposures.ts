import { Stage, basesOf, isUnpinned } from './dockerfile';
import { Keys, listOf, mapOf, namesOf, textOf } from './written';
import { Exposure, ExposureKind, MountFacts, MountKind, PortFacts } from '../../facts';

/** What a rule is asked about. */
export interface Subject {
  readonly keys: Keys;
  /** The whole file. */
  readonly file: Keys;
  readonly user: string;
  readonly ports: PortFacts[];
  readonly mounts: MountFacts[];
  /** The Dockerfile that its image is built from; none if it is pulled, or built by another service. */
  readonly stages: Stage[];
}

/** A capability with which a process can do no more than listen on a low port. */
const HARMLESS = 'NET_BIND_SERVICE';

/** What makes a service less safe than a container can be, each once. */
export function composeExposures(subject: Subject): Exposure[] {
  const found = RULES.flatMap((rule) => rule(subject));
  return found.filter(({ kind, subject: what }, index) =>
    found.findIndex((other) => other.kind === kind && other.subject === what) === index);
}

/** One rule a property of containers. */
const RULES: ((subject: Subject) => Exposure[])[] = [
  ({ user }) => user === '' ? is(ExposureKind.UNSTATED_USER) : isRoot(user) ? is(ExposureKind.ROOT_USER) : [],
  ({ keys }) => hooksOf(keys).some(({ user }) => user !== undefined && isRoot(`${user}`)) ? is(ExposureKind.ROOT_USER) : [],
  ({ keys }) => [keys, keys.build, ...hooksOf(keys)].some((each) => each?.privileged === true) ? is(ExposureKind.PRIVILEGED) : [],
  ({ keys }) => capabilities(keys.cap_add).filter((name) => name !== HARMLESS).flatMap((name) => is(ExposureKind.CAPABILITY, name)),
  ({ keys }) => capabilities(keys.cap_drop).includes('ALL') ? [] : is(ExposureKind.CAPABILITY, 'DEFAULT'),
  ({ keys }) => listOf(keys.security_opt).some(isNoNewPrivileges) ? [] : is(ExposureKind.NEW_PRIVILEGES),
  ({ keys }) => [...listOf(keys.security_opt).filter(isUnconfined), ...listOf(keys.build?.entitlements)]
    .flatMap((option) => is(ExposureKind.UNCONFINED, option)),
  ({ keys }) => Object.entries(NAMESPACES).filter(([key]) => keys[key] === 'host')
    .flatMap(([, name]) => is(ExposureKind.HOST_NAMESPACE, name)),
  ({ keys, mounts }) => hostPathsOf(keys, mounts).flatMap((path) => is(ExposureKind.HOST_PATH, path)),
  ({ keys }) => listOf(keys.devices).flatMap((device) =>
    is(ExposureKind.DEVICE, typeof device === 'string' ? device.split(':')[0] : mapOf(device).source)),
  ({ ports }) => ports.filter(({ open }) => open).flatMap(({ target }) => is(ExposureKind.OPEN_PORT, target)),
  ({ keys, file }) => keys.network_mode === 'none' ? [] : namesOf(keys.networks ?? { default: {} })
    .filter((name) => mapOf(file.networks)[name]?.internal !== true).flatMap((name) => is(ExposureKind.OPEN_NETWORK, name)),
  ({ keys }) => isChecked(keys) ? [] : is(ExposureKind.NO_HEALTH_CHECK),
  ({ keys }) => limitsIn(keys).memory === undefined && keys.mem_limit === undefined ? is(ExposureKind.NO_LIMIT, 'memory') : [],
  ({ keys }) => Number(limitsIn(keys).pids ?? keys.pids_limit ?? 0) > 0 ? [] : is(ExposureKind.NO_LIMIT, 'pids'),
  ({ keys }) => keys.read_only === true ? [] : is(ExposureKind.WRITABLE_ROOT),
  ({ keys, stages }) => [...keys.build ? [] : [textOf(keys.image)], ...basesOf(stages)].filter(isUnpinned)
    .flatMap((image) => is(ExposureKind.UNPINNED_IMAGE, image)),
];

/** The keys that can share a namespace of the host, and what it is. */
export const NAMESPACES: { readonly [key: string]: string } = {
  network_mode: 'network', pid: 'pid', ipc: 'ipc', uts: 'uts', userns_mode: 'userns', cgroup: 'cgroup',
};

/** An exposure is told in one line, whatever somebody has written. */
function is(kind: ExposureKind, subject?: unknown): Exposure[] {
  return [{ kind, subject: subject === undefined ? '' : textOf(subject) || '?' }];
}

export function isNoNewPrivileges(option: unknown): boolean {
  return /^no-new-privileges(?:[:=]true)?$/.test(textOf(option));
}

export function isUnconfined(option: unknown): boolean {
  return /unconfined$|^label[:=]disable$/.test(textOf(option));
}

export function isChecked({ healthcheck }: Keys): boolean {
  const test = [healthcheck?.test ?? []].flat();
  return healthcheck && healthcheck.disable !== true && test[0] !== 'NONE' && test.length > 0;
}

export function limitsIn(keys: Keys): Keys {
  return mapOf(mapOf(mapOf(keys.deploy).resources).limits);
}

function hooksOf(keys: Keys): Keys[] {
  return [...listOf(keys.post_start), ...listOf(keys.pre_stop)].map(mapOf);
}

function capabilities(value: unknown): string[] {
  return listOf(value).map((name) => textOf(name).toUpperCase().replace(/^CAP_/, ''));
}

function isRoot(user: string): boolean {
  return /^(root|0+)(:|$)/.test(user);
}

/** What is bound from outside of the repository; the engine's socket, above all. */
function hostPathsOf(keys: Keys, mounts: MountFacts[]): string[] {
  return [
    ...mounts.filter(({ kind, source }) => kind === MountKind.BIND && /^(\/|~|\.\.(\/|$))/.test(source)).map(({ source }) => source),
    ...keys.use_api_socket === true ? ['/var/run/docker.sock'] : [],
  ];
}
