import { Subject, refusals } from './rule';
import { requireInteger } from '../../../base/checks';
import { ServiceKind } from '../../service-kind';

/** Why there may be one container only, of services that do not say how many there may be. */
const SINGLE: { readonly [kind in ServiceKind]?: string } = {
  [ServiceKind.SCHEDULER]: 'starts work by the clock, so that everything would start as often',
  [ServiceKind.DATA]: 'keeps data, which several servers on one volume destroy',
  [ServiceKind.JOB]: 'is to run once for each release',
};

/** How often a service runs. */
export function replicas({ service: { id }, spec }: Subject): string[] {
  const { kind, minReplicas = 0, maxReplicas } = spec;
  const most = maxReplicas ?? (SINGLE[kind] === undefined ? Infinity : 1);
  const wanted = spec.replicas ?? 1;
  const invalid = Object.entries({ replicas: spec.replicas, minReplicas, maxReplicas }).flatMap(([name, number]) =>
    refusals(() => number !== undefined && requireInteger(`the ${name} of service "${id}"`, number, 0, 1000)));
  if (wanted > most) {
    const why = maxReplicas === undefined ? SINGLE[kind] : `may run ${most} times at most`;
    return [...invalid, `service "${id}" would run ${wanted} times, and ${why}: allowed are ${minReplicas} to ${most} replicas`];
  }
  return wanted >= minReplicas ? invalid : [
    ...invalid, `service "${id}" would run ${wanted} times, and has to run ${minReplicas} times at least: pass that many replicas`,
  ];
}
