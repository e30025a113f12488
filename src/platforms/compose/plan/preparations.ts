import { Change } from './changes';
import type { PlannedService } from './compose-plan';
import { Rollout } from './rollout';
import { Environment, HealthCheck, Service, ServiceKind } from '../../../model';

/** A release command where no release runs it: a container that ends before what needs it starts (a one-off service). */
export interface PlannedPreparation {
  /** The name of its containers. */
  readonly id: string;
  /** Whose command it is. */
  readonly owner: Service;
  /** The services that start when it has ended without an error. */
  readonly awaitedBy: Service[];
  /** What runs. */
  readonly planned: PlannedService;
}

/** What keeps one container of a service apart from others, or is of use only to one that stays: of no use to one that ends. */
const OF_THE_SERVICE = [
  'build', 'deploy', 'develop', 'expose', 'hostname', 'labels', 'mac_address', 'post_start', 'pre_stop', 'restart', 'stop_signal',
];

/** What a service has for itself on a network. */
const OF_ITS_ADDRESS = ['aliases', 'ipv4_address', 'ipv6_address', 'link_local_ips', 'mac_address'];

/** The name under which a service's release command runs. */
export function preparationId(id: string): string {
  return `${id}-release`;
}

/** Whether the release commands of an environment run before its services start; elsewhere a release runs them. */
export function isPreparedAtStart({ liveReload }: Environment): boolean {
  return liveReload;
}

/** The release commands that run before services start, in the order of their services. */
export function preparationsOf(environment: Environment, services: PlannedService[]): PlannedPreparation[] {
  return !isPreparedAtStart(environment) ? [] : services.filter(({ spec }) => spec.releaseCommand !== undefined).map((each) => ({
    id: preparationId(each.id),
    owner: each.service,
    awaitedBy: awaiting(each, services),
    planned: preparing(each),
  }));
}

/** The service itself and what runs its image, save what it waits for itself. */
function awaiting({ service }: PlannedService, services: PlannedService[]): Service[] {
  const needed = neededBy(service, services);
  return services.filter((each) => each.image.owner === service && !needed.has(each.service)).map((each) => each.service);
}

function neededBy(service: Service, services: PlannedService[], found = new Set<Service>()): Set<Service> {
  const dependencies = services.find((each) => each.service === service)?.spec.dependencies ?? [];
  for (const { service: needed } of dependencies) {
    if (!found.has(needed)) {
      found.add(needed);
      neededBy(needed, services, found);
    }
  }
  return found;
}

/** The service with its settings, mounts and networks, for one command; nobody asks it anything. */
function preparing(service: PlannedService): PlannedService {
  const { id, spec, image, changes } = service;
  return {
    ...service,
    id: preparationId(id),
    rollout: Rollout.JOB,
    spec: {
      ...spec,
      kind: ServiceKind.JOB,
      description: `Runs before ${id} starts, and ends`,
      command: spec.releaseCommand,
      ports: [],
      healthCheck: HealthCheck.none(),
      replicas: undefined,
    },
    image: { ...image, build: undefined },
    ports: [],
    sync: undefined,
    restartsUnhealthy: false,
    changes: changes.filter(({ trail }) => !OF_THE_SERVICE.includes(trail[0])).flatMap(withoutAddress),
  };
}

function withoutAddress(change: Change): Change[] {
  const { trail: [section, , key], value } = change;
  if (section !== 'networks') {
    return [change];
  }
  return key !== undefined && OF_ITS_ADDRESS.includes(key) ? [] : [{ ...change, value: stripped(value) }];
}

function stripped(value: any): any {
  return typeof value !== 'object' || value === null || Array.isArray(value) ? value : Object.fromEntries(
    Object.entries(value).filter(([key]) => !OF_ITS_ADDRESS.includes(key)).map(([key, each]) => [key, stripped(each)]),
  );
}
