import { Fault, Sight, observe, observeAll } from './fault';
import { BACKEND_FAULTS } from './faults/backend';
import { BEAT_FAULTS, BROKER_FAULTS, WORKER_FAULTS } from './faults/celery';
import { MONGO_FAULTS, MONGO_INIT_FAULTS, REDIS_FAULTS } from './faults/data';
import { GENERIC_FAULTS } from './faults/generic';
import { EDGE_FAULTS, FRONTEND_FAULTS } from './faults/web';
import { Place, Site } from './site';

/** Faults that do not disturb each other run side by side; within a lane, one after the other. */
function lanesOf(place: Place): Fault[][] {
  return [
    BACKEND_FAULTS, WORKER_FAULTS(place), BEAT_FAULTS(place), MONGO_FAULTS, MONGO_INIT_FAULTS, REDIS_FAULTS(place), FRONTEND_FAULTS(place),
    ...place === Place.PRODUCTION ? [EDGE_FAULTS] : [], GENERIC_FAULTS,
  ];
}

export function faultsOf(place: Place): Fault[] {
  return [...lanesOf(place).flat(), ...BROKER_FAULTS(place)];
}

/** Service and fault, one each: what the table of an environment has to show. */
export function rowsOf(place: Place): Array<{ readonly service: string; readonly what: string }> {
  return faultsOf(place).flatMap(({ what, services }) => services.map((service) => ({ service, what })));
}

export async function observeTable(site: Site): Promise<Sight[]> {
  const lanes = await Promise.all(lanesOf(site.place).map((lane) => observeAll(site, lane)));
  // these touch several lanes
  return [...lanes.flat(), ...await observeAll(site, BROKER_FAULTS(site.place))];
}

/** The faults that stand for their services where every check always passes; each has to be noticed by its row. */
export async function observeMutated(site: Site, services: string[], withinSeconds: number): Promise<Sight[]> {
  const faults = services.map((service) => {
    const fault = faultsOf(site.place).find((each) => each.services.includes(service) && each.end)!;
    return { ...fault, services: [service], within: withinSeconds };
  });
  return (await Promise.all(faults.map((fault) => observe(site, fault)))).flat();
}
