import { Environment, Service, ServiceKind, ServiceSpec } from '../../../model';

/** How a release replaces the containers of a service (rollout). */
export enum Rollout {
  /** New ones start next to the old ones; another service sends requests to them, all at once, when they are healthy. */
  BLUE_GREEN = 'blue-green',
  /** New ones start next to the old ones; both answer until the old ones stop. */
  OVERLAPPING = 'overlapping',
  /** New ones start next to the old ones, which finish the work that they have begun. */
  HANDED_OVER = 'handed-over',
  /** One after the other, before the rest, because two cannot have one port. */
  IN_PLACE = 'in-place',
  /** One after the other, when all else is done. */
  LAST = 'last',
  /** The same, because it starts work by the clock. */
  CLOCK = 'clock',
  /** It runs once for each release, to its end, before the release takes over. */
  JOB = 'job',
  /** Not at all: it keeps data. It is started if it does not run. */
  NEVER = 'never',
}

/** Whether new containers start while the old ones still run. */
export function startsFirst(rollout: Rollout): boolean {
  return [Rollout.BLUE_GREEN, Rollout.OVERLAPPING, Rollout.HANDED_OVER].includes(rollout);
}

/**
 * Decides how a service is replaced: by what it is, and whether it is published. Two containers cannot have one port of the host, and
 * what starts work by the clock must never run twice.
 *
 * @param isSwitched whether another service chooses among its containers
 */
export function rolloutOf(environment: Environment, { kind, ports = [] }: ServiceSpec, isSwitched: boolean): Rollout {
  const published = ports.some((port) => environment.publishes(port));
  switch (kind) {
    case ServiceKind.JOB: return Rollout.JOB;
    case ServiceKind.DATA: return Rollout.NEVER;
    case ServiceKind.SCHEDULER: return Rollout.CLOCK;
    case ServiceKind.WORKER: return published ? Rollout.LAST : Rollout.HANDED_OVER;
    case ServiceKind.HTTP: return published ? Rollout.IN_PLACE : isSwitched ? Rollout.BLUE_GREEN : Rollout.OVERLAPPING;
    default: return Rollout.LAST;
  }
}

/** The services that a service chooses the containers of. */
export function switchedBy({ switchCommand, routes = [] }: ServiceSpec): Service[] {
  return switchCommand ? [...new Set(routes.map(({ service }) => service))] : [];
}
