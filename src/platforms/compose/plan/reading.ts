import { Service } from '../../../model/service';
import { ServiceKind, ServiceSpec } from '../../../model/service-spec';

/*
 * What scripts and guide read out of a stack in the same way.
 */

/** A service and what it is in an environment. */
export interface Member {
  readonly service: Service;
  readonly spec: ServiceSpec;
}

/** The application: the service whose image others run, or else the first that answers HTTP requests; empty where there is no service. */
export function applicationOf(members: Member[]): string {
  const shared = members.map(({ spec }) => spec.image.bind().sharedWith);
  const application = members.find(({ service }) => shared.includes(service))
    ?? members.find(({ spec }) => spec.kind === ServiceKind.HTTP)
    ?? members[0];
  return application?.service.id ?? '';
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
