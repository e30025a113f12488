import { Environment, Service, Stack } from '../../../model';
import { isPublished, portVariable } from '../../../model/private/ports';

/** A port that the host can reach. */
export interface PublishedPort {
  readonly service: Service;
  /** The port inside the container. */
  readonly port: number;
  /** The port of the host, unless it is moved. */
  readonly hostPort: number;
  /** The variable that moves it. */
  readonly variable: string;
}

/** The ports that an environment publishes, in the order of services. */
export function publishedPorts(stack: Stack, environment: Environment): PublishedPort[] {
  return stack.servicesIn(environment).flatMap((service) => (service.specIn(environment).ports ?? [])
    .filter((port) => isPublished(environment, port))
    .map((port) => ({ service, port: port.port, hostPort: port.hostPort ?? port.port, variable: portVariable(service, port) })));
}
