import { Environment, Service, ServiceSpec } from '../../../model';

/** Whom a service sends requests to: what it passes them on to, is connected to or waits for. */
export function targetsOf(environment: Environment, service: Service, { routes = [], dependencies = [] }: ServiceSpec): Service[] {
  const targets = [...routes.map((each) => each.service), ...service.connections, ...dependencies.map((each) => each.service)];
  return [...new Set(targets)].filter((target) => target.runsIn(environment) && target !== service);
}
