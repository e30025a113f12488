import { parse } from 'yaml';
import { Keys, listOf } from './written';
import { ServiceKind, ServiceWeakness, StackFile, Weakness } from '../../../model';
import { ComposePlan, PlannedService } from '../plan/compose-plan';

/** What a rule is asked about. */
interface Subject {
  readonly keys: Keys;
  readonly planned: PlannedService;
  readonly plan: ComposePlan;
  /** The whole file. */
  readonly file: Keys;
  /** The text of the Dockerfile that its image is built from; empty if it is pulled. */
  readonly dockerfile: string;
}

/** A capability with which a process can do no more than listen on a low port. */
const HARMLESS = 'NET_BIND_SERVICE';

/** What makes services less safe than by default, read from the text that will be in the file. */
export function weaknessesIn(plan: ComposePlan, text: string): ServiceWeakness[] {
  const file: Keys = parse(text, { version: '1.1' });
  return plan.services.flatMap((planned) => {
    const keys = file.services?.[planned.id];
    const subject = { keys, planned, plan, file, dockerfile: dockerfileOf(plan, planned) };
    const found = !keys ? [] : RULES.flatMap((rule) => rule(subject));
    return found.filter((one, index) => found.findIndex((other) => other.isSameAs(one)) === index)
      .map((weakness) => ({ service: planned.service, weakness }));
  });
}

/** One rule a property of containers. */
const RULES: ((subject: Subject) => Weakness[])[] = [
  ({ keys, planned, dockerfile }) => {
    const user = `${keys.user ?? userOf(dockerfile, planned) ?? ''}`;
    return user === '' ? [Weakness.unstatedUser()] : isRoot(user) ? [Weakness.rootUser()] : [];
  },
  ({ keys }) => hooksOf(keys).some(({ user }) => user !== undefined && isRoot(`${user}`)) ? [Weakness.rootUser()] : [],
  ({ keys }) => [keys, keys.build, ...hooksOf(keys)].some((each) => each?.privileged === true) ? [Weakness.privileged()] : [],
  ({ keys }) => listOf(keys.cap_add).map(capabilityName).filter((name) => name !== HARMLESS).map(named(Weakness.capability)),
  ({ keys }) => listOf(keys.cap_drop).map(capabilityName).includes('ALL') ? [] : [Weakness.capability('DEFAULT')],
  ({ keys }) => listOf(keys.security_opt).some((option) => /^no-new-privileges(?:[:=]true)?$/.test(option)) ? []
    : [Weakness.newPrivileges()],
  ({ keys }) => [
    ...listOf(keys.security_opt).filter((option) => /unconfined$|^label[:=]disable$/.test(option)), ...listOf(keys.build?.entitlements),
  ].map(named(Weakness.unconfined)),
  ({ keys }) => Object.entries(NAMESPACES).filter(([key]) => keys[key] === 'host').map(([, name]) => Weakness.hostNamespace(name)),
  ({ keys }) => hostPathsOf(keys).map(named(Weakness.hostPath)),
  ({ keys }) => listOf(keys.devices).map((device) => typeof device === 'string' ? device.split(':')[0] : `${device.source}`)
    .map(named(Weakness.device)),
  openPorts,
  openNetworks,
  ({ keys, planned }) => planned.spec.kind === ServiceKind.JOB || isChecked(keys) ? [] : [Weakness.noHealthCheck()],
  ({ keys, planned, plan }) => plan.environment.liveReload || !ownMemoryLimit(planned, plan) || memoryLimit(keys) !== undefined ? []
    : [Weakness.noLimit('memory')],
  ({ keys, plan }) => plan.environment.liveReload || Number(keys.deploy?.resources?.limits?.pids ?? keys.pids_limit ?? 0) > 0 ? []
    : [Weakness.noLimit('pids')],
  // with what is sent changes of its sources, that is how it is
  ({ keys, planned }) => keys.read_only === true || planned.sync ? [] : [Weakness.writableRoot()],
  ({ keys, dockerfile }) => [...keys.build ? [] : [`${keys.image}`], ...basesOf(dockerfile)].filter(isUnpinned)
    .map(named(Weakness.unpinnedImage)),
];

const NAMESPACES: { readonly [key: string]: string } = {
  network_mode: 'network', pid: 'pid', ipc: 'ipc', uts: 'uts', userns_mode: 'userns', cgroup: 'cgroup',
};

/** A weakness is told in one line, whatever somebody has written. */
function named(make: (name: string) => Weakness): (name: unknown) => Weakness {
  return (name) => make(`${name}`.replace(/[\p{C}\s]+/gu, ' ').trim() || '?');
}

function hooksOf(keys: Keys): Keys[] {
  return [...listOf(keys.post_start), ...listOf(keys.pre_stop)];
}

function capabilityName(name: string): string {
  return name.toUpperCase().replace(/^CAP_/, '');
}

function isRoot(user: string): boolean {
  return /^(root|0+)(:|$)/.test(user);
}

function isChecked({ healthcheck }: Keys): boolean {
  const test = [healthcheck?.test ?? []].flat();
  return healthcheck && healthcheck.disable !== true && test[0] !== 'NONE' && test.length > 0;
}

function memoryLimit(keys: Keys): unknown {
  return keys.deploy?.resources?.limits?.memory ?? keys.mem_limit;
}

/** Whether the service limits its memory by itself, wherever an environment limits at all. */
function ownMemoryLimit({ service }: PlannedService, { environment }: ComposePlan): boolean {
  return service.describe(environment).resources?.memory !== undefined;
}

/** A port that no user comes in at, or any port of a machine where sources are mounted. */
function openPorts({ keys, planned, plan }: Subject): Weakness[] {
  return listOf(keys.ports).map(publishedPort).filter(({ address, port }) => {
    const isEntrance = planned.ports.some((each) => each.port === port && each.entrance) && !plan.environment.liveReload;
    return !isEntrance && !/^(127\.|\[?[0:]*:1\]?$)/.test(address);
  }).map(({ port }) => Weakness.openPort(port));
}

/** The address of the host, all of them if it is not said, and the first port inside the container. */
function publishedPort(port: any): { address: string; port: number } {
  if (typeof port === 'object' && port !== null) {
    return { address: `${port.host_ip ?? ''}`, port: parseInt(`${port.target}`) };
  }
  // colons of an interpolation or of an IPv6 address are no separators
  const parts = `${port}`.replace(/\$\{[^}]*\}/g, '0').split(/:(?![^[]*\])/);
  return { address: parts.length > 2 ? parts[0] : '', port: parseInt(parts[parts.length - 1]) };
}

/** What the plan keeps on closed networks is on them only. */
function openNetworks({ keys, planned, plan, file }: Subject): Weakness[] {
  const isClosed = (name: string) => plan.networks.some((network) => network.name === name && network.internal);
  const wasClosed = planned.networks.every(isClosed);
  const networks = Array.isArray(keys.networks) ? keys.networks : Object.keys(keys.networks ?? { default: {} });
  return !wasClosed || keys.network_mode === 'none' ? []
    : networks.filter((name) => file.networks?.[name]?.internal !== true).map(named(Weakness.openNetwork));
}

/** What is bound from outside of the repository; the engine's socket, above all. */
function hostPathsOf(keys: Keys): string[] {
  const sources = listOf(keys.volumes).map((volume) =>
    typeof volume === 'string' ? /^(.*?):/.exec(volume)?.[1] ?? '' : volume.type === 'bind' ? `${volume.source}` : '');
  return [
    ...sources.filter((source) => /^(\/|~|\.\.(\/|$))/.test(source)),
    ...keys.use_api_socket === true ? ['/var/run/docker.sock'] : [],
  ];
}

/** The tag says a version; a variable says whatever the environment does. */
function isUnpinned(image: string): boolean {
  const tag = /[^/:]:([^/]+)$/.exec(image)?.[1];
  return !image.includes('$') && !image.includes('@') && image !== 'scratch' && (tag === undefined || tag === 'latest');
}

function dockerfileOf({ stack }: ComposePlan, { image }: PlannedService): string {
  const file = image.build && stack._fileAt(image.build.dockerfile);
  return file instanceof StackFile ? file.render() : '';
}

/** The images that stages start from, without those that are stages themselves. */
function basesOf(dockerfile: string): string[] {
  const froms = [...dockerfile.matchAll(/^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/gim)];
  const stages = froms.map(([, , name]) => name);
  return froms.map(([, base]) => base).filter((base) => !stages.includes(base));
}

/** The user that the stage states last, as it is written; that of the plan where it states none. */
function userOf(dockerfile: string, { image }: PlannedService): string | undefined {
  const stages = dockerfile.split(/^(?=FROM\s)/gim).filter((stage) => /^FROM\s/i.test(stage));
  const stage = image.build?.stage === undefined ? stages[stages.length - 1]
    : stages.find((each) => new RegExp(`^FROM.*\\sAS\\s+${image.build!.stage}\\s*$`, 'im').test(each));
  return [...stage?.matchAll(/^USER\s+(\S+)/gim) ?? []].pop()?.[1] ?? image.states.user?.toString();
}
