import { GuideFacts, guideFacts } from './guide-facts';
import { fileLink, membersOf, unique } from './reading';
import { PortFacts, ServiceFacts, initFilesOf, titleOf } from './service-facts';
import { Duration } from '../../../base';
import { Condition, Environment, ResourceLimits, Service, ServiceKind, ServiceSpec, Stack } from '../../../model';
import { isPublished } from '../../../model/private/ports';
import { secretFilesIn } from '../../../model/private/secrets';
import { Member } from '../../../platforms/compose/plan/reading';
import type { GuideProduction } from '../../guide';
import { code, word } from '../markdown';

/** How the containers of a service give way to new ones. */
export enum Replacement {
  /** New ones start next to the old ones, and another service sends requests to them when they are healthy. */
  SWITCHED = 'switched',
  /** New ones start next to the old ones; both answer until the old ones stop. */
  OVERLAPPING = 'overlapping',
  /** New ones start next to the old ones, which finish the work that they have begun. */
  HANDED_OVER = 'handed-over',
  /** One after the other, because two cannot have one port. */
  IN_PLACE = 'in-place',
  /** One after the other, when all else is done. */
  LAST = 'last',
  /** The same, because it starts work by the clock. */
  CLOCK = 'clock',
  /** It runs once for each release. */
  JOB = 'job',
  /** They do not. */
  NEVER = 'never',
}

/** A service that is released. */
export interface ReleasedFacts extends ServiceFacts {
  /** The name of the image that it runs, as code; with a gap for the release. */
  readonly imageName: string;
  readonly limits?: ResourceLimits;
  readonly replicas: number;
  readonly replacement: Replacement;
  /** How long its containers may take to stop. */
  readonly grace: string;
  /** Capabilities that it keeps. */
  readonly capabilities: string[];
}

/** A data service that runs somewhere else. */
export interface ExternalFacts {
  readonly id: string;
  /** In Markdown. */
  readonly title: string;
  readonly description: string;
  /** Variables that say where it is. */
  readonly variables: string[];
  readonly users: { readonly service: string; readonly variables: string[] }[];
  /** Links to what would prepare it, if it ran in the stack. */
  readonly initFiles: string[];
}

/** A service whose data can be saved. */
export interface SavedFacts {
  readonly id: string;
  /** Whether it stands still meanwhile. */
  readonly paused: boolean;
}

/** A service that speaks HTTPS. */
export interface SecuredFacts {
  readonly id: string;
  readonly https: PortFacts[];
  readonly http: PortFacts[];
  /** Certificates that a person puts there, as code; none if it has them from somewhere else. */
  readonly files: string[];
  /** Who reads them. */
  readonly user?: string;
  /** Where it keeps what it is given. */
  readonly volumes: string[];
}

/** All that the guide knows of production, in no language. */
export interface ProductionFacts extends GuideFacts {
  readonly services: ReleasedFacts[];
  /** What runs once for each release, as code. */
  readonly jobs: { readonly service: string; readonly command?: string }[];
  /** The names of the images that a release has, with a gap for its id. */
  readonly images: string[];
  /** The network of databases, which leads nowhere else. */
  readonly dataNetwork?: { readonly name: string; readonly services: string[]; readonly users: string[] };
  readonly external: ExternalFacts[];
  readonly saved: SavedFacts[];
  /** Services with volumes that are not saved. */
  readonly unsavedVolumes: string[];
  /** Secrets in files, with the services that read them; the files as code. */
  readonly secretFiles: { readonly file: string; readonly services: string[]; readonly description: string }[];
  /** The folder of them, as a word of the shell. */
  readonly secretsFolder: string;
  /** Files that a person puts there, as code. */
  readonly requiredFiles: { readonly service: string; readonly files: string[]; readonly user?: string }[];
  /** Files and folders of the repository that containers see, as code. */
  readonly mounted: string[];
  /** Ports at which users come in. */
  readonly entrances: PortFacts[];
  /** The services that speak HTTPS there. */
  readonly secured: SecuredFacts[];
  /** Whether containers come back by themselves. */
  readonly restarts: boolean;
  readonly writableRoots: string[];
  /** Where releases are recorded: the folder, and what is in it. */
  readonly state: { readonly folder: string; readonly release: string; readonly lock: string; readonly current: string };
  readonly backups: string;
  /** The script, as the clock calls it. */
  readonly scriptOnServer: string;
  readonly settleSeconds: number;
  readonly watchSeconds: number;
  readonly keptReleases: number;
  /** A service of which there can be more than one container, and the line that says so; not set where there is none. */
  readonly scaled?: { readonly id: string; readonly statement: string };
}

/** What is true of production. Pure: the same stack gives the same facts. */
export function productionFacts(stack: Stack, options: GuideProduction): ProductionFacts {
  const { environment, settle, watch, keep } = options;
  const facts = guideFacts(stack, environment, options);
  const members = membersOf(stack, environment);
  const services = members.map((member, index) => releasedFacts(environment, members, member, facts.services[index]));
  const folder = environment === stack.production ? stack.releasesFolder : `${stack.releasesFolder}-${environment.name}`;
  const entrances = facts.published.filter(({ entrance }) => entrance);
  const saved = members.flatMap(({ service, spec }) => spec.backup || spec.kind === ServiceKind.DATA && keepsData(spec)
    ? [{ id: service.id, paused: !spec.backup }] : []);
  return {
    ...facts,
    services,
    jobs: members.filter(({ spec }, index) => spec.releaseCommand || services[index].replacement === Replacement.JOB)
      .map(({ service, spec: { releaseCommand } }) => ({
        service: code(service.id),
        command: releaseCommand && code(releaseCommand.map(word).join(' ')),
      })),
    images: members.filter(({ spec }) => spec.image.bind().builtFrom).map(({ service }) => imageOf(service, environment)),
    dataNetwork: dataNetworkOf(stack, environment, members),
    external: externalFacts(stack, environment, members),
    saved,
    unsavedVolumes: members.filter(({ service, spec }) => keepsData(spec) && !saved.some(({ id }) => id === service.id))
      .map(({ service }) => service.id),
    secretFiles: secretFacts(stack, environment, members),
    secretsFolder: word(stack.secretsFolder),
    requiredFiles: members.flatMap(({ service, spec }) => (spec.requiredFiles ?? []).length === 0 ? []
      : [{ service: service.id, files: spec.requiredFiles!.map(code), user: spec.user }]),
    mounted: unique(members.flatMap(({ spec }) => [
      ...(spec.mounts ?? []).flatMap(({ volume }) => volume.source().path ?? []),
      ...secretFilesIn(spec, environment).map(({ secret }) => `${stack.secretsFolder}/${secret}`),
    ])).map(code),
    entrances,
    secured: members.flatMap((member) => securedFacts(member, entrances.filter(({ service }) => service === member.service.id))),
    restarts: ['always', 'unless-stopped'].includes(environment.restart),
    writableRoots: members.filter(({ spec }) => spec.writableRoot).map(({ service }) => service.id),
    state: { folder, release: `${folder}/releases/<release>/`, lock: `${folder}/lock`, current: `${folder}/current` },
    backups: 'backups',
    scriptOnServer: word(`/srv/${stack.name}/${options.script}`),
    settleSeconds: Math.ceil((settle ?? Duration.seconds(10)).toSeconds()),
    watchSeconds: Math.max(1, Math.ceil((watch ?? Duration.seconds(10)).toSeconds())),
    keptReleases: keep ?? 5,
    scaled: scaledFacts(stack, environment, services),
  };
}

function releasedFacts(environment: Environment, members: Member[], { service, spec }: Member, facts: ServiceFacts): ReleasedFacts {
  return {
    ...facts,
    imageName: code(imageOf(service, environment)),
    limits: environment.limitResources ? { ...spec.limits, pids: spec.limits?.pids ?? 512 } : undefined,
    replicas: spec.replicas ?? 1,
    replacement: replacementOf(members, { service, spec }, facts.ports.some(({ published }) => published)),
    grace: (spec.stopGracePeriod ?? Duration.seconds(10)).toString(),
    capabilities: spec.capabilities ?? [],
  };
}

function replacementOf(members: Member[], { service, spec }: Member, published: boolean): Replacement {
  const isJob = members.flatMap((other) => other.spec.dependencies ?? [])
    .some((dependency) => dependency.service === service && dependency.condition === Condition.COMPLETED);
  if (isJob) {
    return Replacement.JOB;
  }
  switch (spec.kind) {
    case ServiceKind.DATA: return Replacement.NEVER;
    case ServiceKind.SCHEDULER: return Replacement.CLOCK;
    case ServiceKind.WORKER: return published ? Replacement.LAST : Replacement.HANDED_OVER;
    case ServiceKind.HTTP: return published ? Replacement.IN_PLACE
      : members.some((other) => (other.spec.trafficTo ?? []).includes(service)) ? Replacement.SWITCHED : Replacement.OVERLAPPING;
    default: return Replacement.LAST;
  }
}

/** The services that are replaced in one of these ways. */
export function replaced(facts: ProductionFacts, ...replacements: Replacement[]): string[] {
  return facts.services.filter(({ replacement }) => replacements.includes(replacement)).map(({ id }) => id);
}

/** By its port; what the repository gives it there is its certificate. */
function securedFacts({ service, spec }: Member, entrances: PortFacts[]): SecuredFacts[] {
  const https = entrances.filter(({ port, hostPort }) => [443, 8443].includes(port) || hostPort === 443);
  const sources = (spec.mounts ?? []).map(({ volume }) => volume.source());
  return https.length === 0 ? [] : [{
    id: service.id,
    https,
    http: entrances.filter((port) => !https.includes(port)),
    files: (spec.requiredFiles ?? sources.flatMap((source) => source.path ?? [])).map(code),
    user: spec.user,
    volumes: sources.flatMap(({ name }) => name ?? []),
  }];
}

/** The name of the image that the service runs. */
function imageOf(service: Service, environment: Environment): string {
  const { reference, sharedWith } = service.specIn(environment).image.bind();
  return reference ?? (sharedWith ? imageOf(sharedWith, environment) : `${service.stack.name}-${service.id}:<release>`);
}

function keepsData(spec: ServiceSpec): boolean {
  return (spec.mounts ?? []).some(({ volume }) => volume.source().name !== undefined);
}

/** Databases that the host cannot reach have a network of their own. */
function dataNetworkOf(stack: Stack, environment: Environment, members: Member[]): ProductionFacts['dataNetwork'] {
  const reachable = (spec: ServiceSpec) => (spec.ports ?? []).some((port) => isPublished(environment, port));
  const providers = ({ service, spec }: Member) =>
    [...service.connections, ...(spec.dependencies ?? []).map((dependency) => dependency.service)];
  const hidden = members.filter(({ spec }) => spec.kind === ServiceKind.DATA && !reachable(spec)).map(({ service }) => service);
  const users = members.filter((member) => providers(member).some((provider) => hidden.includes(provider)));
  return hidden.length === 0 ? undefined : {
    name: `${stack.name}-data`,
    services: hidden.map(({ id }) => id),
    users: users.map(({ service }) => service.id),
  };
}

function externalFacts(stack: Stack, environment: Environment, members: Member[]): ExternalFacts[] {
  const external = stack.services.map((service) => ({ service, spec: service.describe(environment) }))
    .filter(({ service, spec }) => spec.kind === ServiceKind.DATA && !service.runsIn(environment));
  return external.map((one) => {
    const users = members.filter(({ service }) => service.connections.includes(one.service)).map(({ service }) => ({
      service: service.id,
      variables: unique(Object.values(one.service.bindTo(service, environment).environment ?? {})
        .flatMap((value) => value.variables(environment).map(({ name }) => name))),
    }));
    return {
      id: one.service.id,
      title: titleOf(one, external),
      description: one.spec.description,
      variables: unique(users.flatMap(({ variables }) => variables)),
      users,
      initFiles: initFilesOf(one.spec).map((file) => fileLink(stack, file)),
    };
  });
}

function secretFacts(stack: Stack, environment: Environment, members: Member[]): ProductionFacts['secretFiles'] {
  const uses = members.flatMap(({ service, spec }) => secretFilesIn(spec, environment).map(({ variable, secret }) => ({
    service: service.id,
    secret,
    description: spec.environment![variable].variables(environment).find(({ name }) => name === secret)?.description ?? '',
  })));
  return unique(uses.map(({ secret }) => secret)).map((secret) => {
    const same = uses.filter((use) => use.secret === secret);
    return {
      file: code(`${stack.secretsFolder}/${secret}`),
      services: unique(same.map(({ service }) => service)),
      description: same.find(({ description }) => description !== '')?.description ?? '',
    };
  });
}

/** A worker rather than what answers requests: more of them work off a queue sooner. */
function scaledFacts(stack: Stack, environment: Environment, services: ReleasedFacts[]): ProductionFacts['scaled'] {
  const beside = [Replacement.HANDED_OVER, Replacement.SWITCHED, Replacement.OVERLAPPING];
  const [first] = beside.flatMap((replacement) => services.filter((service) => service.replacement === replacement));
  const where = environment === stack.production ? 'stack.production'
    : environment.name.replace(/-+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return first && { id: first.id, statement: `${where}.configure(stack.findService('${first.id}'), { replicas: 3 });` };
}
