import { Change } from './changes';
import { Environment, Service, ServiceKind, ServiceSpec, Stack } from '../../../model';

/** A network of the stack. */
export interface PlannedNetwork {
  readonly name: string;
  readonly members: Service[];
  /** Whether it leads nowhere else. */
  readonly internal: boolean;
}

/** What the networks of a stack are called. */
export function networkNames(stack: Stack): { readonly open: string; readonly data: string } {
  return { open: `${stack.name}-network`, data: `${stack.name}-data` };
}

/** Where databases are not published, they and those who use them have a network of their own, which leads nowhere else. */
export function networksOf(
  stack: Stack, environment: Environment, services: { readonly service: Service; readonly spec: ServiceSpec }[],
): PlannedNetwork[] {
  const isPublished = (spec: ServiceSpec) => (spec.ports ?? []).some((port) => environment.publishes(port));
  const all = services.map(({ service }) => service);
  const hidden = services.filter(({ spec }) => spec.kind === ServiceKind.DATA && !isPublished(spec)).map(({ service }) => service);
  const users = services.filter(({ service, spec }) => {
    const providers = [...service.connections, ...(spec.dependencies ?? []).map((dependency) => dependency.service)];
    return providers.some((provider) => hidden.includes(provider));
  }).map(({ service }) => service);
  const names = networkNames(stack);
  return [
    { name: names.open, members: all.filter((service) => !hidden.includes(service)), internal: false },
    ...hidden.length > 0 ? [{ name: names.data, members: [...hidden, ...users], internal: true }] : [],
  ];
}

/** The networks that are there without the stack (external), as the engine knows them; those whose names are variables are not known. */
export function externalNetworksOf(changes: Change[]): string[] {
  const ofNetworks = changes.filter(({ trail: [section] }) => section === 'networks');
  const names = [...new Set(ofNetworks.flatMap(({ trail: [, name] }) => name ?? []))];
  return names.flatMap((name) => {
    const said = (key: string) => ofNetworks.filter(({ trail }) => trail[1] === name)
      .map(({ trail, value }) => trail[2] === key ? value : trail.length === 2 ? value?.[key] : undefined)
      .filter((value) => value !== undefined).pop();
    const known = `${said('name') ?? name}`;
    return said('external') === true && !known.includes('$') ? [known] : [];
  });
}
