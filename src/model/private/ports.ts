import { Service } from '../service';
import { ServicePort } from '../service-spec';

/** The variable that moves a port of the host. */
export function portVariable(service: Service, port: ServicePort): string {
  return port.variable ?? `${service.id.toUpperCase().replace(/-/g, '_')}_PORT`;
}
