import { Subject } from './rule';
import { STOP_GRACE_PERIOD } from '../../defaults';

/** How long a service may take to stop. */
export function times({ service: { id }, spec: { gracefulShutdown, stopGracePeriod = STOP_GRACE_PERIOD } }: Subject): string[] {
  return !gracefulShutdown || gracefulShutdown.isShorterThan(stopGracePeriod) ? [] : [
    `service "${id}" may take ${gracefulShutdown} to finish what it has begun (gracefulShutdown), `
    + `and is killed after ${stopGracePeriod} (stopGracePeriod): the first has to be shorter`,
  ];
}
