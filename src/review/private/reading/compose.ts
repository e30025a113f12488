import * as path from 'path';
import { parse } from 'yaml';
import { NAMESPACES, composeExposures, isChecked, isNoNewPrivileges, isUnconfined, limitsIn } from './compose-exposures';
import { mountsOf, portsOf } from './compose-mounts-and-ports';
import { Stage, stagesOf, userOf } from './dockerfile';
import { Keys, commandOf, entriesOf, listOf, mapOf, namesOf, restOf, textOf } from './written';
import { BuildFacts, EnvironmentFacts, LimitFacts, ServiceFacts } from '../../facts';

/** What keys of a service there is a word for. All others are told as they are written. */
const KNOWN = [
  'image', 'build.context', 'build.dockerfile', 'build.target', 'build.secrets', 'build.privileged', 'build.entitlements',
  'user', 'command', 'entrypoint', 'ports', 'volumes', 'tmpfs', 'networks', 'secrets', 'environment', 'healthcheck', 'restart',
  'depends_on', 'labels', 'logging', 'read_only', 'privileged', 'cap_add', 'devices', 'use_api_socket', 'deploy.replicas', 'scale',
  'deploy.resources.limits', 'deploy.resources.reservations.cpus', 'deploy.resources.reservations.memory',
  'mem_limit', 'pids_limit', 'cpus',
];

/** By which of two sets of containers is found. Which one it is, and whether there are two, is told by the script that releases. */
const SLOT = /^\$\{\w+_SLOT:/;

/**
 * One environment as a Compose file tells it.
 *
 * @param text the whole file, with overrides and patches
 * @param fileAt gives the text of a Dockerfile
 * @throws if Compose could not read it either
 */
export function readCompose(text: string, fileAt: (file: string) => string | undefined): EnvironmentFacts {
  const file = parse(text, { version: '1.1', logLevel: 'error' });
  if (typeof file !== 'object' || file === null || typeof file.services !== 'object' || file.services === null) {
    throw new Error('it has no services');
  }
  const project = textOf(file.name);
  const services = Object.entries(mapOf(file.services)).map(([id, keys]): [string, Keys] => [id, mapOf(keys)]);
  const networks = Object.entries(mapOf(file.networks)).map(([name, keys]): [string, Keys] => [name, mapOf(keys)]);
  const volumes = Object.entries(mapOf(file.volumes)).map(([name, keys]): [string, Keys] => [name, mapOf(keys)]);
  return {
    project,
    services: services.map(([id, keys]) => serviceOf(id, keys, file, fileAt)),
    networks: networks.map(([name, keys]) =>
      ({ name, internal: keys.internal === true, external: isExternal(keys), rest: restOf(keys, ['internal', 'external']) })),
    volumes: volumes.map(([name, keys]) =>
      ({
        name, fullName: textOf(keys.name) || `${project}_${name}`, external: isExternal(keys), rest: restOf(keys, ['external', 'name']),
      })),
    secrets: Object.entries(mapOf(file.secrets)).map(([name, keys]) => ({ name, source: secretSource(mapOf(keys)) })),
    rest: restOf(file, ['name', 'services', 'networks', 'volumes', 'secrets']),
  };
}

function isExternal({ external }: Keys): boolean {
  return external !== undefined && external !== false;
}

function secretSource({ file, environment }: Keys): string {
  return file !== undefined ? textOf(file).replace(/^\.\//, '') : environment === undefined ? '' : `$${textOf(environment)}`;
}

function serviceOf(id: string, keys: Keys, file: Keys, fileAt: (file: string) => string | undefined): ServiceFacts {
  const build = buildOf(keys);
  const stages = (facts: BuildFacts | undefined): Stage[] => facts === undefined ? [] : stagesOf(fileAt(facts.dockerfile) ?? '');
  const shared = build ?? builderOf(textOf(keys.image), file);
  const user = textOf(keys.user) || userOf(stages(shared), shared?.target ?? '');
  const [ports, mounts] = [portsOf(keys), mountsOf(keys)];
  return {
    id,
    workload: '',
    image: textOf(keys.image),
    build,
    user,
    entrypoint: commandOf(keys.entrypoint),
    command: commandOf(keys.command),
    ports,
    mounts,
    networks: keys.network_mode !== undefined && keys.networks === undefined ? []
      : namesOf(keys.networks ?? { default: {} }).map((name) =>
        ({ name, aliases: listOf(mapOf(mapOf(keys.networks)[name]).aliases).map(textOf).filter((alias) => !SLOT.test(alias)) })),
    secrets: namesOf(keys.secrets),
    variables: entriesOf(keys.environment),
    limits: limitsOf(keys),
    exposures: composeExposures({ keys, file, user, ports, mounts, stages: stages(build) }),
    healthCheck: isChecked(keys) ? {
      test: commandOf(listOf(keys.healthcheck.test)[0] === 'CMD' ? keys.healthcheck.test.slice(1) : keys.healthcheck.test),
      timing: restOf(keys.healthcheck, ['test', 'disable']),
    } : undefined,
    replicas: textOf(mapOf(keys.deploy).replicas ?? keys.scale) || '1',
    restart: textOf(keys.restart) || 'no',
    dependsOn: Array.isArray(keys.depends_on) ? Object.fromEntries(keys.depends_on.map((each) => [textOf(each), 'service_started']))
      : Object.fromEntries(Object.entries(mapOf(keys.depends_on)).map(([name, each]) => [name, textOf(mapOf(each).condition)])),
    labels: entriesOf(keys.labels),
    logging: restOf(keys.logging),
    rest: restOf({
      ...keys,
      cap_drop: unless(listOf(keys.cap_drop).includes('ALL') ? [] : listOf(keys.cap_drop)),
      security_opt: unless(listOf(keys.security_opt).filter((option) => !isNoNewPrivileges(option) && !isUnconfined(option))),
      ...typeof keys.build === 'string' ? { build: undefined } : {},
      ...Object.fromEntries(Object.keys(NAMESPACES).filter((key) => keys[key] === 'host').map((key) => [key, undefined])),
    }, KNOWN),
  };
}

function unless(list: unknown[]): unknown[] | undefined {
  return list.length === 0 ? undefined : list;
}

function buildOf({ build }: Keys): BuildFacts | undefined {
  if (build === undefined || build === null) {
    return undefined;
  }
  const { context, dockerfile, target, secrets } = typeof build === 'string' ? { context: build } as Keys : mapOf(build);
  const folder = path.posix.normalize(textOf(context) || '.');
  return {
    dockerfile: path.posix.join(folder, textOf(dockerfile) || 'Dockerfile'),
    context: folder.replace(/\/$/, ''),
    target: textOf(target),
    secrets: namesOf(secrets),
  };
}

/** How another service builds the image that this one runs. */
function builderOf(image: string, file: Keys): BuildFacts | undefined {
  const builder = Object.values(mapOf(file.services)).map(mapOf).find((other) =>
    other.build && image !== '' && textOf(other.image) === image);
  return builder && buildOf(builder);
}

function limitsOf(keys: Keys): LimitFacts {
  const [limits, reservations] = [limitsIn(keys), mapOf(mapOf(mapOf(keys.deploy).resources).reservations)];
  const text = (value: unknown) => value === undefined ? undefined : textOf(value);
  return {
    memory: text(limits.memory ?? keys.mem_limit),
    cpus: text(limits.cpus ?? keys.cpus),
    pids: text(limits.pids ?? keys.pids_limit),
    reservedMemory: text(reservations.memory),
    reservedCpus: text(reservations.cpus),
  };
}
