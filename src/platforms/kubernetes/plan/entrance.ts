import { Environment, Service, ServicePort, ServiceSpec, Stack } from '../../../model';
import { KubernetesOptions } from '../kubernetes-options';

/** What users reach, by name and path. */
export interface PlannedRule {
  /** The name that requests are for; `undefined`: any. */
  readonly host?: string;
  readonly path: string;
  readonly service: Service;
  readonly port: number;
}

/**
 * An edge chooses among the containers of others on one engine, and passes on what users ask for. In a cluster its Services and its
 * Ingress do that: the edge is not there, and what it says of paths and names is set with the Ingress.
 */
export function isEdge({ switchCommand, routes = [] }: ServiceSpec): boolean {
  return switchCommand !== undefined && routes.length > 0;
}

/** A port of a service at which users come in without TLS, which ends at the Ingress. */
export function entrancesOf({ ports = [] }: ServiceSpec): ServicePort[] {
  return ports.filter(({ entrance, tls }) => entrance && !tls);
}

/** Where users come in: as the edges say, or else at what is an entrance itself. */
export function rulesOf(stack: Stack, environment: Environment, options: KubernetesOptions): PlannedRule[] {
  const members = stack.servicesIn(environment).map((service) => ({ service, spec: service.specIn(environment) }));
  const chosen = (options.ingress ?? options.gateway)?.host;
  const edges = members.filter(({ spec }) => isEdge(spec));
  if (edges.length === 0) {
    return members.flatMap(({ service, spec }) => entrancesOf(spec).slice(0, 1).flatMap(({ port, domain, furtherDomains = [] }) =>
      hostsOf(chosen ?? domain, furtherDomains).map((host) => ({ host, path: '/', service, port }))));
  }
  return edges.flatMap(({ spec }) => {
    const [{ domain, furtherDomains = [] }] = entrancesOf(spec);
    const named = new Set((spec.routes ?? []).flatMap((route) => route.domain ?? []));
    // names that have routes of their own are not further names of the first one
    const first = hostsOf(chosen ?? domain, furtherDomains.filter((name) => !named.has(name)));
    return (spec.routes ?? []).flatMap(({ service, port, path = '/', domain: own }) =>
      (own === undefined ? first : [own]).map((host) => ({ host, path, service, port })));
  }).filter(({ service }) => service.runsIn(environment));
}

function hostsOf(host: string | undefined, further: string[]): (string | undefined)[] {
  return [host, ...host === undefined ? [] : further];
}
