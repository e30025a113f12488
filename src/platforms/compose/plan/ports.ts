import { variableOf } from '../../../base/names';
import { DebugProtocol, Environment, Service, ServicePort, ServiceSpec } from '../../../model';

/** A port of a service. */
export interface PlannedPort {
  readonly service: Service;
  /** Inside the container. */
  readonly port: number;
  /** On the host, unless it is moved. */
  readonly hostPort: number;
  /** The variable that moves it. */
  readonly variable: string;
  /** Whether the host can reach it. */
  readonly published: boolean;
  /** Whether users come in here. */
  readonly entrance: boolean;
  /** The address of the host on which it is published, if it is. */
  readonly address: string;
  /** The debugger that listens there, if one does. */
  readonly debugProtocol?: DebugProtocol;
  /** Whether it speaks TLS. */
  readonly tls: boolean;
  /** The name that requests are for; `undefined` where any is answered. */
  readonly domain?: string;
  /** Further names that are answered. */
  readonly furtherDomains: string[];
}

/** An address that people open. */
export interface PlannedEndpoint {
  readonly service: Service;
  /** Unique among those of the stack. */
  readonly title: string;
  readonly port: PlannedPort;
  /** The path that is opened; empty for the root. */
  readonly path: string;
}

/** The ports of a service, in its order. */
export function portsOf(environment: Environment, service: Service, spec: ServiceSpec): PlannedPort[] {
  return (spec.ports ?? []).map((port) => ({
    service,
    port: port.port,
    hostPort: port.hostPort ?? port.port,
    variable: portVariable(service, port),
    published: environment.publishes(port),
    address: port.debugProtocol === undefined ? environment.publishedOn : '127.0.0.1',
    debugProtocol: port.debugProtocol,
    entrance: port.entrance ?? false,
    tls: port.tls ?? false,
    domain: port.domain,
    furtherDomains: [...port.furtherDomains ?? []],
  }));
}

function portVariable(service: Service, port: ServicePort): string {
  return port.variable ?? variableOf(service.id, 'PORT');
}

/** The addresses that people open; where two services give theirs the same title, with the service's id. */
export function endpointsOf(
  services: { readonly service: Service; readonly spec: ServiceSpec; readonly ports: PlannedPort[] }[],
): PlannedEndpoint[] {
  const found = services.flatMap(({ service, spec, ports }) => (spec.endpoints ?? []).flatMap((endpoint) => {
    const port = ports.find((each) => each.published && each.port === endpoint.port);
    return port ? [{ service, port, title: endpoint.title, path: endpoint.path ?? '' }] : [];
  }));
  const isAmbiguous = ({ title, service }: PlannedEndpoint) => found.some((other) => other.title === title && other.service !== service);
  return found.map((one) => isAmbiguous(one) ? { ...one, title: `${one.title} (${one.service.id})` } : one);
}

/** The address at which a program on this machine reaches what is published. */
export function connectable(publishedOn: string): string {
  const address = publishedOn.replace(/^\[|\]$/g, '');
  return address === '0.0.0.0' ? '127.0.0.1' : /^[0:]+$/.test(address) ? '::1' : address;
}

/** The host that a browser on this machine opens. */
export function browsable(publishedOn: string): string {
  return /^127\.|^[0:]*:1$/.test(connectable(publishedOn)) ? 'localhost' : publishedOn;
}
