import { fileLink, unique } from './reading';
import { Condition, Service, ServiceKind, ServiceSpec } from '../../../model';
import { ComposePlan, PlannedService } from '../../../platforms/compose/plan/compose-plan';
import { PlannedPort } from '../../../platforms/compose/plan/ports';
import { PlannedSource, isFromImage, keepsData, sourcesOf } from '../../../platforms/compose/plan/volumes';
import { plain, word } from '../markdown';

/** A service and what it is. */
interface Member {
  readonly service: Service;
  readonly spec: ServiceSpec;
}

/** A port of a service. */
export interface PortFacts {
  readonly service: string;
  /** Inside the container. */
  readonly port: number;
  /** On the host, unless it is moved. */
  readonly hostPort: number;
  /** What moves it. */
  readonly variable: string;
  readonly published: boolean;
  /** Whether users come in here. */
  readonly entrance: boolean;
  /** The name that requests are for, and further ones. */
  readonly domain?: string;
  readonly furtherDomains: string[];
}

/** One service. */
export interface ServiceFacts {
  readonly id: string;
  readonly kind: ServiceKind;
  /** What people call it, in Markdown; unique. */
  readonly title: string;
  /** What it is, as it was given. */
  readonly description: string;
  /** The reference of an image that is pulled. */
  readonly image?: string;
  /** A link to the Dockerfile that its image is built from. */
  readonly dockerfile?: string;
  /** The service whose image it runs. */
  readonly sharedWith?: string;
  readonly ports: PortFacts[];
  readonly healthCheck?: { readonly command: string; readonly interval: string; readonly retries: number };
  readonly waitsFor: { readonly service: string; readonly condition: Condition }[];
  /** The services that it sends requests to, is connected to, or waits for. */
  readonly uses: string[];
  /** The folders of the repository with its sources, where they are mounted and changes of them show at once. */
  readonly sources: PlannedSource[];
  /** Folders that are the image's own, in the midst of what is mounted. */
  readonly imageFolders: string[];
  /** Files of the repository that prepare an empty volume. */
  readonly initFiles: string[];
  /** Variables with secrets that it reads when its volume is prepared. */
  readonly storedSecrets: string[];
}

/** What is true of one of the services that run in an environment. */
export function serviceFacts(plan: ComposePlan, { id, service, spec, image, ports }: PlannedService): ServiceFacts {
  const { stack, environment } = plan;
  const probe = spec.healthCheck.probe();
  const keeps = spec.kind === ServiceKind.DATA && keepsData(spec);
  return {
    id,
    kind: spec.kind,
    title: titleOf({ service, spec }, plan.services),
    description: spec.description,
    image: image.pulled,
    dockerfile: image.build && fileLink(stack, image.build.dockerfile),
    sharedWith: image.owner === service ? undefined : image.owner.id,
    ports: ports.map(portFacts),
    healthCheck: probe && {
      command: probe.map(word).join(' '),
      interval: environment.intervalOf(spec.healthCheck).toString(),
      retries: spec.healthCheck.retries,
    },
    waitsFor: (spec.dependencies ?? []).map((dependency) => ({ service: dependency.service.id, condition: dependency.condition })),
    uses: usedBy({ service, spec }, plan.services),
    sources: sourcesOf(environment, spec),
    imageFolders: (spec.mounts ?? []).filter(isFromImage).map((mount) => mount.containerPath),
    initFiles: initFilesOf(spec).map((file) => fileLink(stack, file)),
    storedSecrets: !keeps ? [] : unique(Object.values(spec.environment ?? {}).flatMap((value) => value.variables(environment))
      .filter(({ secret }) => secret).map(({ name }) => name)),
  };
}

/** Whom a service sends requests to, is connected to or waits for, of those that run; each once. */
function usedBy({ service, spec }: Member, members: Member[]): string[] {
  const running = members.map((member) => member.service);
  const used = [
    ...(spec.routes ?? []).map((route) => route.service),
    ...service.connections,
    ...(spec.dependencies ?? []).map((dependency) => dependency.service),
  ];
  return unique(used.filter((each) => running.includes(each)).map(({ id }) => id));
}

/** What people call a service, in Markdown; with its id where another one is called the same. */
export function titleOf({ service, spec }: Member, members: Member[]): string {
  const ambiguous = members.some((other) => other.service !== service && other.spec.description === spec.description);
  return plain(ambiguous ? `${spec.description} (${service.id})` : spec.description);
}

/** Files of the repository that prepare an empty database, as the images of databases have it. */
export function initFilesOf(spec: ServiceSpec): string[] {
  const prepares = (folder: string) => /^\/docker-entrypoint-initdb\.d(\/|$)/.test(folder);
  return spec.kind !== ServiceKind.DATA ? []
    : (spec.mounts ?? []).filter(({ containerPath: path }) => prepares(path)).flatMap(({ volume }) => volume.source().repositoryPath ?? []);
}

export function portFacts({ service, ...port }: PlannedPort): PortFacts {
  return { service: service.id, ...port };
}
