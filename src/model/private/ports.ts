import { variableOf } from '../../base/names';
import { Environment } from '../environment';
import { Service } from '../service';
import { ServicePort } from '../service-spec';

/** The variable that moves a port of the host. */
export function portVariable(service: Service, port: ServicePort): string {
  return port.variable ?? variableOf(service.id, 'PORT');
}

/** Whether the host can reach the port in an environment. */
export function isPublished(environment: Environment, port: ServicePort): boolean {
  return port.published ?? (port.entrance || environment.internalPorts);
}
