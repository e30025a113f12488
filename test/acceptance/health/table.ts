import { Fault, Sight, observe, observeAll } from './fault';
import { BACKEND_FAULTS } from './faults/backend';
import { BEAT_FAULTS, BROKER_FAULTS, WORKER_FAULTS } from './faults/celery';
import { MONGO_FAULTS, MONGO_INIT_FAULTS, REDIS_FAULTS } from './faults/data';
import { GENERIC_FAULTS } from './faults/generic';
import { EDGE_FAULTS, FRONTEND_FAULTS } from './faults/web';
import { isWhole } from './scene';
import { Place, Site } from './site';

/**
 * Faults that do not disturb each other run side by side; within a lane, one after the other. Where an environment repeats what the checks of
 * another one have shown, a full run does that.
 */
function lanesOf(place: Place): Fault[][] {
  if (!isWhole(place)) {
    return [REDIS_FAULTS(place), FRONTEND_FAULTS(place)];
  }
  return [
    BACKEND_FAULTS, WORKER_FAULTS(place), BEAT_FAULTS(place), MONGO_FAULTS, MONGO_INIT_FAULTS, REDIS_FAULTS(place), FRONTEND_FAULTS(place),
    ...place === Place.PRODUCTION ? [EDGE_FAULTS] : [], GENERIC_FAULTS,
  ];
}

function brokerFaultsOf(place: Place): Fault[] {
  return isWhole(place) ? BROKER_FAULTS(place) : [];
}

export function faultsOf(place: Place): Fault[] {
  return [...lanesOf(place).flat(), ...brokerFaultsOf(place)];
}

/** Service and fault, one each: what the table of an environment has to show. */
export function rowsOf(place: Place): Array<{ readonly service: string; readonly what: string }> {
  return faultsOf(place).flatMap(({ what, services }) => services.map((service) => ({ service, what })));
}

export async function observeTable(site: Site): Promise<Sight[]> {
  const lanes = await Promise.all(lanesOf(site.place).map((lane) => observeAll(site, lane)));
  // these touch several lanes
  return [...lanes.flat(), ...await observeAll(site, brokerFaultsOf(site.place))];
}

/** The faults that stand for their services where every check always passes; each has to be noticed by its row. */
export async function observeMutated(site: Site, services: string[], withinSeconds: number): Promise<Sight[]> {
  const faults = services.map((service) => {
    const fault = faultsOf(site.place).find((each) => each.services.includes(service) && each.end)!;
    return { ...fault, services: [service] };
  });
  return (await Promise.all(faults.map((fault) => observe(site, fault, withinSeconds)))).flat();
}
