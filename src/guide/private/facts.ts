import * as path from 'path';
import { ProjenrcFile } from 'projen';
import { code, link, plain, word } from './markdown';
import { Condition, Service, ServiceKind, ServiceSpec, Stack, VariableUse } from '../../model';
import { ComposePlan, PlannedService } from '../../platforms/compose/plan/compose-plan';
import { PlannedPort, browsable } from '../../platforms/compose/plan/ports';
import { isFromImage, keepsData } from '../../platforms/compose/plan/volumes';

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
}

/** An address that people open. */
export interface EndpointFacts {
  readonly title: string;
  readonly url: string;
  /** What moves its port. */
  readonly variable: string;
}

/** Storage that outlives containers. */
export interface VolumeFacts {
  readonly name: string;
  /** The name that the engine knows it by. */
  readonly fullName: string;
  /** Where it is. */
  readonly mounts: { readonly service: string; readonly path: string }[];
}

/** A variable of the env file. */
export interface VariableFacts {
  readonly name: string;
  readonly services: string[];
  readonly secret: boolean;
  readonly required: boolean;
  readonly defaultValue: string;
  readonly description: string;
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
  readonly sources: { readonly folder: string; readonly path: string }[];
  /** Folders that are the image's own, in the midst of what is mounted. */
  readonly imageFolders: string[];
  /** Files of the repository that prepare an empty volume. */
  readonly initFiles: string[];
  /** Variables with secrets that it reads when its volume is prepared. */
  readonly storedSecrets: string[];
}

/** How an image is built by hand. */
export interface BuildFacts {
  readonly service: string;
  /** To be typed at the repository's root. */
  readonly command: string;
}

/** All that the guide knows of its stack in one environment, in no language. */
export interface GuideFacts {
  /** In Markdown. */
  readonly title: string;
  /** What the engine knows the containers, networks and volumes of the environment by. */
  readonly project: string;
  /** What the names of images begin with. */
  readonly stack: string;
  readonly network: string;
  /** How the repository gets onto a machine. */
  readonly clone?: { readonly url: string; readonly folder: string };
  /** The script, as it is called. */
  readonly script: string;
  /** `docker compose`, with the options that find the stack. */
  readonly compose: string;
  /** The name of the env file, as code and as a word of the shell. */
  readonly envFile: { readonly code: string; readonly word: string };
  /** Copies the template of the env file. */
  readonly copyEnvFile: string;
  /** Links to files, or their names where they are not generated. */
  readonly links: { readonly composeFile: string; readonly script: string; readonly envTemplate: string };
  /** Where the project is described, and how its files are written again. */
  readonly projenrc: string;
  readonly projenCommand: string;
  /** Links to all files that are generated beside the guide. */
  readonly generated: string[];
  readonly services: ServiceFacts[];
  readonly serviceIds: string[];
  /** The service that commands are shown with; the same if it is built and checked, or else another that is. */
  readonly application: string;
  readonly built?: string;
  readonly checked?: string;
  readonly published: PortFacts[];
  /** A port that is moved, as a line of the env file; not set where none is published. */
  readonly movedPort?: { readonly from: number; readonly setting: string };
  readonly endpoints: EndpointFacts[];
  /** What published ports are reached at, and whether other machines can. */
  readonly host: string;
  readonly onThisMachineOnly: boolean;
  readonly variables: VariableFacts[];
  /** The names of variables without which nothing starts. */
  readonly required: string[];
  /** Whether a secret has a value that everybody knows. */
  readonly developmentSecrets: boolean;
  readonly volumes: VolumeFacts[];
  /** Services that see changes of their sources: those that answer requests, those that work in the background, and all. */
  readonly reloading: { readonly http: string[]; readonly background: string[]; readonly all: string[] };
  /** The folders with their sources, as words of the shell. */
  readonly sourceFolders: string[];
  readonly builds: BuildFacts[];
  /** Services whose containers run as the user who starts them. */
  readonly asHostUser: string[];
  /** Services that cannot write outside of their mounts. */
  readonly readOnly: string[];
  /** Whether the CPU and memory limits of services apply. */
  readonly limited: boolean;
}

/** What is true of one environment, in the words of the guide. Pure: the same plan gives the same facts. */
export function guideFacts(plan: ComposePlan): GuideFacts {
  const { stack, environment, files, project } = plan;
  const linkTo = (file: string) => fileLink(stack, file);
  const services = plan.services.map((planned) => serviceFacts(plan, planned));
  const reloading = services.filter(({ sources }) => sources.length > 0);
  const published = plan.ports.map(portFacts);
  const variables = plan.variables.map(variableFacts);
  const host = browsable(environment.publishedOn);
  const { application } = plan;
  const built = plan.services.filter(({ image }) => image.build).map(({ id }) => id);
  const checked = plan.services.filter(({ spec }) => spec.healthCheck.probe()).map(({ id }) => id);
  return {
    title: plain(stack.title),
    project,
    stack: stack.name,
    network: plan.networks[0].name,
    clone: stack.repositoryUrl === undefined ? undefined : { url: word(stack.repositoryUrl), folder: word(clonedFolder(stack.repositoryUrl)) },
    script: word(`./${files.script}`),
    compose: composeCommand(files.compose, files.envFile),
    envFile: { code: code(files.envFile), word: word(files.envFile) },
    copyEnvFile: `cp ${word(files.envTemplate)} ${word(files.envFile)}`,
    links: { composeFile: linkTo(files.compose), script: linkTo(files.script), envTemplate: linkTo(files.envTemplate) },
    projenrc: code(ProjenrcFile.of(stack.project)?.filePath ?? '.projenrc.js'),
    projenCommand: stack.project.projenCommand,
    generated: stack.files.map((file) => file.path).filter((file) => file !== stack.guidePath).map(linkTo),
    services,
    serviceIds: services.map(({ id }) => id),
    application,
    built: built.includes(application) ? application : built[0],
    checked: checked.includes(application) ? application : checked[0],
    published,
    movedPort: movedPort(published, application),
    endpoints: plan.endpoints.map(({ title, port, path: page }) => ({
      title: plain(title), url: `http://${host}:${port.hostPort}${page}`, variable: port.variable,
    })),
    host,
    onThisMachineOnly: /^127\.|^\[[0:]*:1\]$/.test(environment.publishedOn),
    variables,
    required: variables.filter(({ required }) => required).map(({ name }) => name),
    developmentSecrets: variables.some(({ secret, defaultValue }) => secret && defaultValue !== ''),
    volumes: plan.volumes.map(({ name, fullName, mounts }) =>
      ({ name, fullName, mounts: mounts.map(({ service, path: at }) => ({ service: service.id, path: at })) })),
    reloading: {
      http: reloading.filter(({ kind }) => kind === ServiceKind.HTTP).map(({ id }) => id),
      background: reloading.filter(({ kind }) => kind === ServiceKind.WORKER || kind === ServiceKind.SCHEDULER).map(({ id }) => id),
      all: reloading.map(({ id }) => id),
    },
    sourceFolders: unique(reloading.flatMap(({ sources }) => sources.map(({ folder }) => word(folder)))),
    builds: buildsOf(plan),
    asHostUser: plan.services.filter(({ spec }) => spec.user?.isOwnerOfSources).map(({ id }) => id),
    readOnly: plan.services.filter(({ spec }) => !spec.writableRoot).map(({ id }) => id),
    limited: environment.limitResources,
  };
}

function serviceFacts(plan: ComposePlan, { id, service, spec, image, ports }: PlannedService): ServiceFacts {
  const { stack, environment } = plan;
  const probe = spec.healthCheck.probe();
  const mounts = (spec.mounts ?? []).map((mount) => ({ ...mount.volume.source(), at: mount.path }));
  const waitsFor = (spec.dependencies ?? []).map((dependency) => ({ service: dependency.service.id, condition: dependency.condition }));
  const running = plan.services.map((each) => each.service);
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
    waitsFor,
    uses: unique([
      ...(spec.routes ?? []).map((route) => route.service.id),
      ...service.connections.filter((provider) => running.includes(provider)).map((provider) => provider.id),
      ...waitsFor.map((dependency) => dependency.service),
    ]),
    sources: !environment.liveReload || spec.kind === ServiceKind.DATA ? []
      : mounts.flatMap(({ path: folder, isFolder, at }) => folder !== undefined && isFolder ? [{ folder, path: at }] : []),
    imageFolders: (spec.mounts ?? []).filter(isFromImage).map((mount) => mount.path),
    initFiles: initFilesOf(spec).map((file) => fileLink(stack, file)),
    storedSecrets: !keeps ? [] : unique(Object.values(spec.environment ?? {}).flatMap((value) => value.variables(environment))
      .filter(({ secret }) => secret).map(({ name }) => name)),
  };
}

/** A service and what it is. */
interface Member {
  readonly service: Service;
  readonly spec: ServiceSpec;
}

/** What people call a service, in Markdown; with its id where another one is called the same. */
export function titleOf({ service, spec }: Member, members: Member[]): string {
  const ambiguous = members.some((other) => other.service !== service && other.spec.description === spec.description);
  return plain(ambiguous ? `${spec.description} (${service.id})` : spec.description);
}

/** Files of the repository that prepare an empty database, as the images of databases have it. */
export function initFilesOf(spec: ServiceSpec): string[] {
  return spec.kind !== ServiceKind.DATA ? [] : (spec.mounts ?? []).filter((mount) => /^\/docker-entrypoint-initdb\.d(\/|$)/.test(mount.path))
    .flatMap(({ volume }) => volume.source().path ?? []);
}

function portFacts({ service, ...port }: PlannedPort): PortFacts {
  return { service: service.id, ...port };
}

function variableFacts({ variable, services }: VariableUse): VariableFacts {
  const { name, secret, required, defaultValue = '', description = '' } = variable;
  return { name, services: services.map(({ id }) => id), secret, required: required && defaultValue === '', defaultValue, description };
}

/** To a port that the stack itself does not use. */
function movedPort(published: PortFacts[], application: string): GuideFacts['movedPort'] {
  const port = published.find(({ service }) => service === application) ?? published[0];
  if (!port) {
    return undefined;
  }
  let other = port.hostPort;
  while (published.some(({ hostPort }) => hostPort === other)) {
    other = other % 65535 + 1;
  }
  return { from: port.hostPort, setting: `${port.variable}=${other}` };
}

/** The images of production; of what does not run there, the environment's. */
function buildsOf({ stack, environment, services }: ComposePlan): BuildFacts[] {
  return services.flatMap(({ service, image: { name } }) => {
    const where = service.runsIn(stack.production) ? stack.production : environment;
    const build = service.describe(where).image.bind().builtFrom;
    if (!build) {
      return [];
    }
    const from = (file: string) => path.posix.relative(build.context, file) || '.';
    const command = [
      `docker build -f ${word(from(build.dockerfile))} -t ${name}:test`,
      ...build.stage === undefined ? [] : [`--target ${build.stage}`],
      ...Object.entries(build.namedContexts ?? {}).map(([key, folder]) => `--build-context ${word(`${key}=${from(folder)}`)}`),
      '.',
    ].join(' ');
    return [{ service: service.id, command: build.context === '.' ? command : `(cd ${word(build.context)} && ${command})` }];
  });
}

/** Compose finds some names by itself. */
function composeCommand(composeFile: string, envFile: string): string {
  return [
    'docker compose',
    ...composeFile.includes('/') ? ['--project-directory .'] : [],
    ...['docker-compose.yml', 'compose.yaml'].includes(composeFile) ? [] : [`--file ${word(composeFile)}`],
    ...envFile === '.env' ? [] : [`--env-file ${word(envFile)}`],
  ].join(' ');
}

/** The folder that `git clone` makes. */
function clonedFolder(url: string): string {
  const last = url.split(/[/:]/).filter((part) => part !== '').pop() ?? url;
  return last.replace(/\.git$/, '') || last;
}

/** A link from the guide to a file; its name only, where somebody else may or may not have written it. */
export function fileLink(stack: Stack, file: string): string {
  const text = code(file);
  return stack.project.tryFindFile(file) ? link(text, path.posix.relative(path.posix.dirname(stack.guidePath), file)) : text;
}

export function unique(items: string[]): string[] {
  return [...new Set(items)];
}
