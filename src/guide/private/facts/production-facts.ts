import { ProjenrcFile } from 'projen';
import { GuideFacts, guideFacts } from './guide-facts';
import { fileLink, unique } from './reading';
import { PortFacts, ServiceFacts, initFilesOf, titleOf } from './service-facts';
import { Resources } from '../../../model';
import { mountedIn } from '../../../platforms/compose/plan/changes';
import { ComposePlan, PlannedService } from '../../../platforms/compose/plan/compose-plan';
import { PlannedImage } from '../../../platforms/compose/plan/images';
import { Rollout } from '../../../platforms/compose/plan/rollout';
import { keepsData } from '../../../platforms/compose/plan/volumes';
import { code, word } from '../markdown';

/** A service that is released. */
export interface ReleasedFacts extends ServiceFacts {
  /** The name of the image that it runs, as code; with a gap for the release. */
  readonly imageName: string;
  readonly resources?: Resources;
  readonly replicas: number;
  readonly rollout: Rollout;
  /** The file that its running containers can be told, as code. */
  readonly liveFile?: string;
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
  /** The names that requests are for. */
  readonly domains: string[];
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
  /** The volume of the engine in which releases are recorded, and the container that is the lock. */
  readonly ledger: string;
  readonly lock: string;
  readonly backups: string;
  /** The script, as the clock calls it. */
  readonly scriptOnServer: string;
  readonly settleSeconds: number;
  readonly watchSeconds: number;
  readonly keptReleases: number;
  /** What a release has to answer: the service and the path. */
  readonly smokeRequests: { readonly service: string; readonly path: string }[];
  /** The program of the smoke test; empty if there is none. */
  readonly smokeProgram: string;
  /** The folder of hooks, and the seconds that one may take. */
  readonly hooks: { readonly folder: string; readonly seconds: number };
  /** What stands before the names of images in the registry that they are pulled from. */
  readonly registry?: string;
  /** A service of which there can be more than one container, and the line that says so; not set where there is none. */
  readonly scaled?: { readonly id: string; readonly statement: string; readonly language: string };
}

/** What is true of production. Pure: the same plan gives the same facts. */
export function productionFacts(plan: ComposePlan): ProductionFacts {
  const { stack, environment, services, files, releases } = plan;
  const facts = guideFacts(plan);
  const released = services.map((planned, index) => releasedFacts(planned, facts.services[index]));
  const entrances = facts.published.filter(({ entrance }) => entrance);
  const saved = services.filter(({ isSaved }) => isSaved).map(({ id, archivedPaths }) => ({ id, paused: archivedPaths.length > 0 }));
  return {
    ...facts,
    services: released,
    jobs: services.filter(({ runsForRelease }) => runsForRelease)
      .map(({ id, spec: { releaseCommand } }) =>
        ({ service: code(id), command: releaseCommand && code(releaseCommand.map(word).join(' ')) })),
    images: services.filter(({ image }) => image.build).map(({ image }) => imageName(image)),
    dataNetwork: dataNetworkOf(plan),
    external: externalFacts(plan),
    saved,
    unsavedVolumes: services.filter(isUnsaved).map(({ id }) => id),
    secretFiles: secretFacts(plan),
    secretsFolder: word(files.secrets),
    requiredFiles: services.flatMap(({ id, user, providedFiles }) => providedFiles.length === 0 ? []
      : [{ service: id, files: providedFiles.map(code), user }]),
    mounted: unique(services.flatMap(({ spec, secretFiles }) => [
      ...(spec.mounts ?? []).flatMap(({ volume }) => volume.source().repositoryPath ?? []),
      ...secretFiles.map(({ secret }) => `${files.secrets}/${secret}`),
    ])).map(code),
    entrances,
    secured: services.flatMap((planned) => securedFacts(planned, entrances.filter(({ service }) => service === planned.id))),
    restarts: ['always', 'unless-stopped'].includes(environment.restart),
    writableRoots: services.filter(({ writableRoot }) => writableRoot).map(({ id }) => id),
    ledger: `${plan.project}.releases`,
    lock: `${plan.project}.lock`,
    backups: files.backups,
    scriptOnServer: word(`/srv/${stack.name}/${files.script}`),
    settleSeconds: releases.settleSeconds,
    watchSeconds: releases.watchSeconds,
    keptReleases: releases.keep,
    smokeRequests: services.flatMap(({ id, requests }) => requests.map(({ path }) => ({ service: id, path }))),
    smokeProgram: releases.smokeProgram,
    hooks: { folder: releases.hooks, seconds: releases.hookSeconds },
    registry: releases.registry?.address,
    scaled: scaledFacts(plan, released),
  };
}

function releasedFacts(planned: PlannedService, facts: ServiceFacts): ReleasedFacts {
  const { spec, image, rollout, replicas, resources, stopGracePeriod } = planned;
  return {
    ...facts,
    imageName: code(imageName(image)),
    resources,
    replicas,
    rollout,
    liveFile: planned.liveConfiguration && code(planned.liveConfiguration.file.replace(/^.*\//, '')),
    grace: stopGracePeriod.toString(),
    capabilities: spec.capabilities ?? [],
  };
}

/** The services that are replaced in one of these ways. */
export function replaced(facts: ProductionFacts, ...rollouts: Rollout[]): string[] {
  return facts.services.filter(({ rollout }) => rollouts.includes(rollout)).map(({ id }) => id);
}

/** By its port; what the repository gives it there is its certificate. */
function securedFacts({ id, spec, user, providedFiles }: PlannedService, entrances: PortFacts[]): SecuredFacts[] {
  const https = entrances.filter(({ port, hostPort }) => [443, 8443].includes(port) || hostPort === 443);
  const sources = (spec.mounts ?? []).map(({ volume }) => volume.source());
  const files = providedFiles.length > 0 ? providedFiles : sources.flatMap((source) => source.repositoryPath ?? []);
  return https.length === 0 ? [] : [{
    id,
    https,
    http: entrances.filter((port) => !https.includes(port)),
    domains: unique(https.flatMap(({ domain, furtherDomains }) => [...domain === undefined ? [] : [domain], ...furtherDomains])),
    files: files.map(code),
    user,
    volumes: sources.flatMap(({ name }) => name ?? []),
  }];
}

/** Whether a volume of it is not in its backup: all of them where it has none, and those that are mounted by hand. */
function isUnsaved({ service, spec, isSaved, changes }: PlannedService): boolean {
  return mountedIn(service, changes).length > 0 || keepsData(spec) && !isSaved;
}

/** With a gap for the release. */
function imageName({ pulled, name }: PlannedImage): string {
  return pulled ?? `${name}:<release>`;
}

/** Databases that the host cannot reach have a network of their own. */
function dataNetworkOf({ networks, services }: ComposePlan): ProductionFacts['dataNetwork'] {
  const network = networks.find(({ internal }) => internal);
  const inside = services.filter(({ service }) => network?.members.includes(service));
  const isOnlyThere = ({ networks: own }: PlannedService) => own.length === 1;
  return network && {
    name: network.name,
    services: inside.filter(isOnlyThere).map(({ id }) => id),
    users: inside.filter((planned) => !isOnlyThere(planned)).map(({ id }) => id),
  };
}

function externalFacts({ stack, environment, services, external }: ComposePlan): ExternalFacts[] {
  return external.map((one) => {
    const users = services.filter(({ service }) => service.connections.includes(one.service)).map(({ id, service }) => ({
      service: id,
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

function secretFacts({ services, secrets, files }: ComposePlan): ProductionFacts['secretFiles'] {
  const uses = services.flatMap(({ id, secretFiles }) => secretFiles.map((file) => ({ service: id, ...file })));
  return secrets.map((secret) => {
    const same = uses.filter((use) => use.secret === secret);
    return {
      file: code(`${files.secrets}/${secret}`),
      services: unique(same.map(({ service }) => service)),
      description: same.find(({ description }) => description)?.description ?? '',
    };
  });
}

/** A worker rather than what answers requests: more of them work off a queue sooner. */
function scaledFacts({ stack, environment }: ComposePlan, released: ReleasedFacts[]): ProductionFacts['scaled'] {
  const beside = [Rollout.HANDED_OVER, Rollout.BLUE_GREEN, Rollout.OVERLAPPING];
  const [first] = beside.flatMap((rollout) => released.filter((service) => service.rollout === rollout));
  const isPython = ProjenrcFile.of(stack.project)?.filePath.endsWith('.py');
  const name = environment.name.replace(/-+(\w)/g, (_, letter: string) => isPython ? `_${letter}` : letter.toUpperCase());
  const where = environment === stack.production ? 'stack.production' : name;
  return first && {
    id: first.id,
    language: isPython ? 'python' : 'ts',
    statement: isPython ? `${where}.configure(stack.find_service("${first.id}"), replicas=3)`
      : `${where}.configure(stack.findService('${first.id}'), { replicas: 3 });`,
  };
}
