import { ServiceKind, ServiceWeakness, StackFile, Weakness } from '../../../model';
import { EnvironmentFacts, Exposure, ExposureKind, ServiceFacts, readCompose } from '../../../review';
import { ComposePlan, PlannedService } from '../plan/compose-plan';

/** What a reviewer reads in the text that will be in the file. The user of an image that the plan knows need not stand there. */
export function factsOf(plan: ComposePlan, text: string): EnvironmentFacts {
  const facts = readCompose(text, (file) => fileIn(plan, file));
  const known = (id: string) => plan.services.find((planned) => planned.id === id)?.image.states.user?.toString();
  return { ...facts, services: facts.services.map((service) => service.user === '' ? withUser(service, known(service.id)) : service) };
}

function withUser(service: ServiceFacts, user: string | undefined): ServiceFacts {
  return user === undefined ? service
    : { ...service, user, exposures: service.exposures.filter(({ kind }) => kind !== ExposureKind.UNSTATED_USER) };
}

/** What makes services less safe than by default, of what is written. */
export function weaknessesIn(plan: ComposePlan, { services }: EnvironmentFacts): ServiceWeakness[] {
  return plan.services.flatMap((planned) => {
    const exposures = services.find(({ id }) => id === planned.id)?.exposures ?? [];
    return exposures.filter((exposure) => !isMeant(exposure, planned, plan))
      .map((exposure) => ({ service: planned.service, weakness: MAKERS[exposure.kind](exposure.subject) }));
  });
}

const MAKERS: { readonly [kind in ExposureKind]: (subject: string) => Weakness } = {
  [ExposureKind.ROOT_USER]: () => Weakness.rootUser(),
  [ExposureKind.UNSTATED_USER]: () => Weakness.unstatedUser(),
  [ExposureKind.PRIVILEGED]: () => Weakness.privileged(),
  [ExposureKind.CAPABILITY]: (name) => Weakness.capability(name),
  [ExposureKind.NEW_PRIVILEGES]: () => Weakness.newPrivileges(),
  [ExposureKind.UNCONFINED]: (option) => Weakness.unconfined(option),
  [ExposureKind.HOST_NAMESPACE]: (name) => Weakness.hostNamespace(name),
  [ExposureKind.HOST_PATH]: (path) => Weakness.hostPath(path),
  [ExposureKind.DEVICE]: (path) => Weakness.device(path),
  [ExposureKind.OPEN_PORT]: (port) => Weakness.openPort(parseInt(port)),
  [ExposureKind.OPEN_NETWORK]: (network) => Weakness.openNetwork(network),
  [ExposureKind.NO_HEALTH_CHECK]: () => Weakness.noHealthCheck(),
  [ExposureKind.NO_LIMIT]: (resource) => Weakness.noLimit(resource),
  [ExposureKind.WRITABLE_ROOT]: () => Weakness.writableRoot(),
  [ExposureKind.UNPINNED_IMAGE]: (image) => Weakness.unpinnedImage(image),
};

/** What the plan itself says of a service: an entrance is open, a job is not checked. */
function isMeant({ kind, subject }: Exposure, planned: PlannedService, plan: ComposePlan): boolean {
  const { environment, networks } = plan;
  switch (kind) {
    case ExposureKind.OPEN_PORT:
      // where sources are mounted, any port is a developer's own machine's
      return !environment.liveReload && planned.ports.some(({ port, entrance }) => port === parseInt(subject) && entrance);
    case ExposureKind.OPEN_NETWORK:
      // what the plan keeps on closed networks is on them only
      return planned.networks.some((name) => !networks.some((network) => network.name === name && network.internal));
    case ExposureKind.NO_HEALTH_CHECK:
      return planned.spec.kind === ServiceKind.JOB;
    case ExposureKind.NO_LIMIT:
      return environment.liveReload || subject === 'memory' && !limitsItsMemory(planned, plan);
    case ExposureKind.WRITABLE_ROOT:
      // changes of its sources are written into it
      return planned.sync !== undefined;
    default:
      return false;
  }
}

/** Whether the service limits its memory by itself, wherever an environment limits at all. */
function limitsItsMemory({ service }: PlannedService, { environment }: ComposePlan): boolean {
  return service.describe(environment).resources?.memory !== undefined;
}

function fileIn({ stack }: ComposePlan, name: string): string | undefined {
  const file = stack._fileAt(name);
  return file instanceof StackFile ? file.render() : undefined;
}
