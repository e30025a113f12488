import { Subject } from './rule';
import { STOP_GRACE_PERIOD } from '../../defaults';
import { ServiceKind } from '../../service-kind';
import { ServiceSpec } from '../../service-spec';

/** How long a service may take to stop, and what it does once for each release. */
export function times({ service: { id }, spec }: Subject): string[] {
  const { gracefulShutdown, stopGracePeriod = STOP_GRACE_PERIOD } = spec;
  return [
    ...!gracefulShutdown || gracefulShutdown.isShorterThan(stopGracePeriod) ? [] : [
      `service "${id}" may take ${gracefulShutdown} to finish what it has begun (gracefulShutdown), `
      + `and is killed after ${stopGracePeriod} (stopGracePeriod): the first has to be shorter`,
    ],
    ...releaseTimes(id, spec),
  ];
}

function releaseTimes(id: string, { kind, releaseCommand, releaseTimeout }: ServiceSpec): string[] {
  if (releaseTimeout === undefined) {
    return [];
  }
  return [
    ...releaseTimeout.toSeconds() >= 1 ? [] : [`the releaseTimeout of service "${id}" is ${releaseTimeout}: allowed are durations from 1s`],
    ...releaseCommand || kind === ServiceKind.JOB ? [] : [
      `service "${id}" has a releaseTimeout of ${releaseTimeout}, and nothing that runs once for each release: `
      + 'pass a releaseCommand, or remove it',
    ],
  ];
}
