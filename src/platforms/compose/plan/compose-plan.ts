import { Duration } from '../../../base';
import { variableOf } from '../../../base/names';
import {
  Environment, LiveConfiguration, Resources, SecretFile, Service, ServiceKind, ServiceSpec, Stack, SyncedSources, VariableUse,
} from '../../../model';
import { ReleaseOptions } from '../release-options';
import { Change, ServiceChange, changesOf, mountedIn, statedIn, withInterpolated, withMounted } from './changes';
import { PlannedFiles } from './files';
import { PlannedImage, imageOf } from './images';
import { PlannedNetwork, externalNetworksOf, networkNames, networksOf } from './networks';
import { PlannedEndpoint, PlannedPort, endpointsOf, portsOf } from './ports';
import { PlannedPreparation, preparationsOf } from './preparations';
import { PlannedReleases, releasesOf } from './releases';
import { Rollout, rolloutOf, switchedBy } from './rollout';
import { PlannedAsking, PlannedRequest, askingOf, entranceOf, requestsOf } from './smoke-tests';
import { PlannedVolume, archivedPathsOf, dataPathsOf, volumesOf } from './volumes';
import { PIDS, RELEASE_TIMEOUT, STOP_GRACE_PERIOD } from '../../../model/defaults';

/** One service of a {@link ComposePlan}. */
export interface PlannedService {
  readonly id: string;
  readonly service: Service;
  readonly spec: ServiceSpec;
  readonly image: PlannedImage;
  readonly ports: PlannedPort[];
  /** The user that it runs as, where that is said: by name or number, with the group behind a colon. */
  readonly user?: string;
  /** Whether it runs as the person who starts it. */
  readonly asHostUser: boolean;
  /** Whether its root file system can be written to. */
  readonly writableRoot: boolean;
  /** The names of its networks; the first one is where it is found by others. */
  readonly networks: string[];
  readonly rollout: Rollout;
  /** The variable that says which set of containers, blue or green, its containers belong to; where another service chooses among them. */
  readonly slotVariable?: string;
  /** The services whose containers it chooses among. */
  readonly chooses: Service[];
  readonly secretFiles: SecretFile[];
  readonly replicas: number;
  /** What it may use, and what is kept for it; `undefined` where the environment does not limit. */
  readonly resources?: Resources;
  /** How long its containers may take to stop. */
  readonly stopGracePeriod: Duration;
  /** Whether something of it runs once for each release: a command, or all of it. */
  readonly runsForRelease: boolean;
  /** How long that may take. */
  readonly releaseTimeout: Duration;
  /** How its running containers take a new configuration. */
  readonly liveConfiguration?: LiveConfiguration;
  /** Whether its data can be saved and brought back. */
  readonly isSaved: boolean;
  /** The folders with its data, if they are saved as an archive while it stands still: it has no backup of its own. */
  readonly archivedPaths: string[];
  /** All folders with its data, however they are saved; none where it keeps no data for others. */
  readonly dataPaths: string[];
  /** Whether its check ends its containers when they stay unhealthy, so that the engine starts them again. */
  readonly restartsUnhealthy: boolean;
  /** Sources of which changes are sent into its containers, where the environment does that. */
  readonly sync?: SyncedSources;
  /** Files that a person puts there, relative to the repository's root. */
  readonly providedFiles: string[];
  /** What it is asked for when a release is tried. */
  readonly requests: PlannedRequest[];
  /** How it is asked, from inside its container; `undefined` where nobody asks. */
  readonly asking?: PlannedAsking;
  /** The port at which users come in, if they do. */
  readonly entrance?: PlannedPort;
  /** What is set by hand. */
  readonly changes: Change[];
}

/**
 * All that is decided about one environment of a stack on Compose, once. The Compose file, the scripts, the template of the env file and
 * the guide are views of it: none of them decides anything again.
 */
export interface ComposePlan {
  readonly stack: Stack;
  readonly environment: Environment;
  /** What the engine knows the environment's containers, networks and volumes by. */
  readonly project: string;
  readonly files: PlannedFiles;
  /** In the order in which they were created. */
  readonly services: PlannedService[];
  /** What runs to its end before services start, where no release runs it. */
  readonly preparations: PlannedPreparation[];
  /** Data services that run elsewhere. */
  readonly external: { readonly service: Service; readonly spec: ServiceSpec }[];
  readonly networks: PlannedNetwork[];
  readonly volumes: PlannedVolume[];
  readonly variables: VariableUse[];
  /** The secrets that become part of a URL, where not every character stands for itself. */
  readonly inUrls: string[];
  /** The secrets in files, each once. */
  readonly secrets: string[];
  /** The ports that the host can reach. */
  readonly ports: PlannedPort[];
  readonly endpoints: PlannedEndpoint[];
  /** The service that commands are shown with: whose image others run, or else the first that answers HTTP; empty if there is none. */
  readonly application: string;
  /** Whether containers run as the person who starts them. */
  readonly asHostUser: boolean;
  readonly releases: PlannedReleases;
  /** The oldest versions that have to run this. */
  readonly least: { readonly docker: number; readonly compose: string };
  /** Networks that are there without the stack, as the engine knows them. */
  readonly externalNetworks: string[];
  /** What is set by hand outside of services. */
  readonly fileChanges: Change[];
}

/** What of a plan is chosen by the user. */
export interface ComposeChoices {
  readonly files: PlannedFiles;
  readonly minDockerVersion: number;
  readonly minComposeVersion?: string;
  readonly releases: ReleaseOptions;
  readonly changes: ServiceChange[];
  readonly fileChanges: Change[];
}

/** The oldest version of Compose that reads what is written without further words. */
export const LEAST_COMPOSE = '2.20';

/** The oldest version of Docker that has to run what is written, unless another one is said; 24 gets no corrections since June 2024. */
export const LEAST_DOCKER = 25;

/** Since when an engine checks services that start more often (`start_interval`). */
export const DOCKER_OF_START_INTERVAL = 25;

/** The first that knows `docker compose watch`. */
const COMPOSE_THAT_WATCHES = '2.22';

/** That which came with Docker 25, whose `start_interval` older ones do not read. */
const COMPOSE_OF_DOCKER_25 = '2.24';

/** Pure: the same stack gives the same plan. */
export function planOf(stack: Stack, environment: Environment, choices: ComposeChoices): ComposePlan {
  const members = stack.servicesIn(environment).map((service) => ({ service, spec: service.specIn(environment) }));
  const project = projectOf(stack, environment);
  const networks = networksOf(stack, environment, members);
  const switched = new Set(members.flatMap(({ spec }) => switchedBy(spec)));
  const planned = members.map(({ service, spec }) =>
    plannedService(environment, service, spec, networks, switched.has(service), choices.changes));
  const blueGreen = new Set(planned.filter(({ rollout }) => rollout === Rollout.BLUE_GREEN).map(({ service }) => service));
  const services = planned.map((each) => ({
    ...each,
    chooses: switchedBy(each.spec).filter((service) => blueGreen.has(service)),
    requests: requestsOf(each, planned, choices.releases.smokeTest ?? {}),
    asking: askingOf(each),
    entrance: entranceOf(each),
  }));
  const ports = services.flatMap((service) => service.ports.filter(({ published }) => published));
  return {
    stack,
    environment,
    project,
    files: choices.files,
    services,
    preparations: preparationsOf(environment, services),
    external: externalServices(stack, environment),
    networks,
    volumes: withMounted(volumesOf(project, members), project, services.flatMap(({ service, changes }) => mountedIn(service, changes))),
    variables: withInterpolated(
      stack.variablesIn(environment), [...OWN_VARIABLES, ...ports.map(({ variable }) => variable), ...services.flatMap(slotOf)],
      [
        ...services.flatMap(({ service, changes }) => changes.map(({ value }) => ({ services: [service], value }))),
        ...choices.fileChanges.map(({ value }) => ({ services: services.map(({ service }) => service), value })),
      ],
    ),
    inUrls: secretsInUrls(environment, services),
    secrets: [...new Set(services.flatMap(({ secretFiles }) => secretFiles.map(({ secret }) => secret)))],
    ports,
    endpoints: endpointsOf(services),
    application: applicationOf(services),
    asHostUser: services.some(({ asHostUser }) => asHostUser),
    releases: releasesOf(environment, choices.releases, members.map(({ spec }) => spec.healthCheck)),
    least: {
      docker: choices.minDockerVersion,
      compose: choices.minComposeVersion ?? leastComposeOf(choices.minDockerVersion, planned.some(({ sync }) => sync)),
    },
    externalNetworks: externalNetworksOf(choices.fileChanges),
    // what is said of the network of data services is said where there is one
    fileChanges: networks.length > 1 ? choices.fileChanges
      : choices.fileChanges.filter(({ trail: [section, name] }) => section !== 'networks' || name !== networkNames(stack).data),
  };
}

/** The variables that the scripts set. */
const OWN_VARIABLES = ['RELEASE', 'HOST_UID', 'HOST_GID'];

function slotOf({ slotVariable }: PlannedService): string[] {
  return slotVariable === undefined ? [] : [slotVariable];
}

function leastComposeOf(docker: number, watches: boolean): string {
  const least = watches ? COMPOSE_THAT_WATCHES : LEAST_COMPOSE;
  return docker >= 25 ? COMPOSE_OF_DOCKER_25 : least;
}


/** All that the Compose file calls services: those that run, and then what runs before them. */
export function entriesOf(plan: ComposePlan): PlannedService[] {
  return [...plan.services, ...plan.preparations.map(({ planned }) => planned)];
}

/** A project of its own for each environment: on one machine, what is done to one must not touch another. */
export function projectOf(stack: Stack, environment: Environment): string {
  return environment === stack.development ? stack.name : `${stack.name}-${environment.name}`;
}

function plannedService(
  environment: Environment, service: Service, spec: ServiceSpec, networks: PlannedNetwork[], isSwitched: boolean, changes: ServiceChange[],
): PlannedService {
  const rollout = rolloutOf(environment, spec, isSwitched);
  const archivedPaths = archivedPathsOf(spec);
  const image = imageOf(service, spec.image, environment);
  const changed = changesOf(service, image.build !== undefined, changes);
  const user = statedIn<string | undefined>(changed, 'user', spec.user?.toString());
  return {
    id: service.id,
    service,
    spec,
    image,
    ports: portsOf(environment, service, spec),
    user,
    asHostUser: spec.user?.isOwnerOfSources === true && user === spec.user.toString(),
    writableRoot: statedIn<boolean | undefined>(changed, 'read_only', !spec.writableRoot) !== true,
    networks: networks.filter(({ members }) => members.includes(service)).map(({ name }) => name),
    rollout,
    slotVariable: rollout === Rollout.BLUE_GREEN ? variableOf(service.id, 'SLOT') : undefined,
    chooses: [],
    requests: [],
    secretFiles: service.secretFilesIn(environment),
    replicas: spec.replicas ?? 1,
    resources: environment.limitResources ? { ...spec.resources, pids: spec.resources?.pids ?? PIDS } : undefined,
    stopGracePeriod: spec.stopGracePeriod ?? STOP_GRACE_PERIOD,
    runsForRelease: spec.releaseCommand !== undefined || rollout === Rollout.JOB,
    releaseTimeout: spec.releaseTimeout ?? RELEASE_TIMEOUT,
    // what a container was told last is known by its name, which has to be its own
    liveConfiguration: statedIn<string | undefined>(changed, 'hostname', undefined) === undefined ? spec.liveConfiguration : undefined,
    isSaved: spec.backup !== undefined || archivedPaths.length > 0,
    archivedPaths,
    dataPaths: dataPathsOf(spec),
    restartsUnhealthy: environment.restartsUnhealthy && spec.kind !== ServiceKind.DATA && spec.healthCheck.probe() !== undefined,
    sync: environment._watches ? spec.syncedSources : undefined,
    providedFiles: (spec.mounts ?? []).flatMap(({ volume }) => volume.source().providedFiles ?? []),
    changes: changed,
  };
}

/** Behind a scheme, with something around it: a secret that is all of a URL is written as one. */
function secretsInUrls(environment: Environment, services: PlannedService[]): string[] {
  const found = services.flatMap(({ spec }) => Object.values(spec.environment ?? {})).flatMap((value) => {
    const text = value.resolve(environment, {
      writeLiteral: (literal) => literal, writeVariable: ({ name, secret }) => secret ? `\0${name}\0` : name, writeRelease: () => '',
    });
    return /^[a-z][a-z0-9+.-]*:\/\//.test(text) ? [...text.matchAll(/\0(\w+)\0/g)].map(([, name]) => name) : [];
  });
  return [...new Set(found)];
}

function externalServices(stack: Stack, environment: Environment): ComposePlan['external'] {
  return stack.services.filter((service) => service.belongsTo(environment) && !service.runsIn(environment))
    .map((service) => ({ service, spec: service.describe(environment) })).filter(({ spec }) => spec.kind === ServiceKind.DATA);
}

function applicationOf(services: PlannedService[]): string {
  const shared = services.flatMap(({ image, service }) => image.owner === service ? [] : [image.owner]);
  const application = services.find(({ service }) => shared.includes(service))
    ?? services.find(({ spec }) => spec.kind === ServiceKind.HTTP)
    ?? services[0];
  return application?.id ?? '';
}
