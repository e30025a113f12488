import { ServiceChange, ServiceDifference } from './difference';
import { exposures, exposuresOfNew } from './exposures';
import { healthCheck } from './health-check';
import { image } from './image';
import { limits } from './limits';
import { mounts } from './mounts';
import { networks } from './networks';
import { placeOf, ports } from './ports';
import { command, dependencies, labels, logging, replicas, restart, workload } from './process';
import { rest } from './rest';
import { user } from './user';
import { secrets, variables } from './variables';
import { EnvironmentFacts, MountKind, ServiceFacts } from '../../facts';
import { Remark, code, codes, ordinary, risky } from '../finding';
import { Renaming, aligned, renamingOf } from '../renaming';

/** One kind of difference each, in the order in which they are told. */
const DIFFERENCES: ServiceDifference[] = [
  workload, image, user, exposures, ports, networks, mounts, secrets, variables, healthCheck, limits, replicas, command, restart,
  dependencies, labels, logging, rest,
];

/** What becomes of the services of an environment: those that are new, gone, called otherwise, or other than they were. */
export function serviceChanges(
  before: EnvironmentFacts, after: EnvironmentFacts, renamings: Renaming[],
): [subject: string, remark: Remark][] {
  const wasOf = (service: ServiceFacts) => before.services.find(({ id }) => id === service.id)
    ?? before.services.find(({ id }) => renamings.some(({ from, to }) => from === id && to === service.id));
  const gone = before.services.filter((service) => !after.services.some((each) => wasOf(each) === service));
  return [
    ...after.services.flatMap((service) => {
      const was = wasOf(service);
      return (was ? compared({ before: aligned(was, service, renamings), after: service, all: { before, after } }) : introduced(service))
        .map((remark): [string, Remark] => [service.id, remark]);
    }),
    ...gone.map((service): [string, Remark] => [service.id, farewell(service)]),
  ];
}

/** Services of one environment that are called otherwise: what they run is the same. */
export function renamingsOf(before: EnvironmentFacts, after: EnvironmentFacts): Renaming[] {
  const gone = before.services.filter(({ id }) => !after.services.some((each) => each.id === id));
  const come = after.services.filter(({ id }) => !before.services.some((each) => each.id === id));
  return gone.flatMap((service) => come.map((other) => renamingOf(service, other)).find((each) => each !== undefined) ?? []);
}

function compared(change: ServiceChange): Remark[] {
  return [
    ...change.before.id === change.after.id ? [] : [ordinary(`called ${code(change.before.id)} before`)],
    ...DIFFERENCES.flatMap((difference) => difference(change)),
  ];
}

function introduced(service: ServiceFacts): Remark[] {
  const volumes = service.mounts.filter(({ kind }) => kind === MountKind.VOLUME).map(({ source }) => source);
  const source = service.build ? `built from ${code(service.build.dockerfile)}` : code(service.image);
  const published = service.ports.filter(({ open }) => !open).map(placeOf);
  return [
    ordinary(`new service, ${source}${volumes.length === 0 ? '' : `, with its data in ${codes(volumes)}`}`
      + `${published.length === 0 ? '' : `, published on ${published.join(', ')}`}`),
    ...exposuresOfNew(service),
  ];
}

function farewell({ mounts: all }: ServiceFacts): Remark {
  const volumes = all.filter(({ kind }) => kind === MountKind.VOLUME).map(({ source }) => source);
  return volumes.length === 0 ? ordinary('gone: the next deploy takes its containers away')
    : risky(`gone: the next deploy takes its containers away; what is in ${codes(volumes)} is nobody's then`);
}
