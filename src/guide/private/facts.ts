import * as path from 'path';
import { ProjenrcFile } from 'projen';
import { code, link, plain, word } from './markdown';
import { Condition, Environment, ServiceKind, ServiceSpec, Stack, StackFile } from '../../model';
import { isPublished, portVariable } from '../../model/private/ports';
import { variablesIn } from '../../model/private/variables';
import { Member, applicationOf, browsable } from '../../platforms/compose/plan/reading';

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

/** The files with which an environment is run, relative to the repository's root. */
export interface GuideFiles {
  readonly composeFile: string;
  readonly script: string;
  readonly envFile: string;
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

/** What is true of one environment of a stack. Pure: the same stack gives the same facts. */
export function guideFacts(stack: Stack, environment: Environment, { composeFile, script, envFile }: GuideFiles): GuideFacts {
  const members = membersOf(stack, environment);
  const linkTo = (file: string) => fileLink(stack, file);
  const envTemplate = `${envFile}.example`;
  const project = environment === stack.development ? stack.name : `${stack.name}-${environment.name}`;
  const ports = members.map((member) => portsOf(environment, member));
  const published = ports.flat().filter((port) => port.published);
  const services = members.map((member, index) => serviceFacts(stack, environment, members, member, ports[index]));
  const reloading = services.filter(({ sources }) => sources.length > 0);
  const variables = variableFacts(stack, environment);
  const host = browsable(environment.publishedOn);
  const application = applicationOf(members);
  const built = members.filter(({ spec }) => spec.image.bind().builtFrom).map(({ service }) => service.id);
  const checked = members.filter(({ spec }) => spec.healthCheck.probe()).map(({ service }) => service.id);
  return {
    title: plain(stack.title),
    project,
    stack: stack.name,
    network: `${stack.name}-network`,
    clone: stack.repositoryUrl === undefined ? undefined : { url: word(stack.repositoryUrl), folder: word(clonedFolder(stack.repositoryUrl)) },
    script: word(`./${script}`),
    compose: composeCommand(composeFile, envFile),
    envFile: { code: code(envFile), word: word(envFile) },
    copyEnvFile: `cp ${word(envTemplate)} ${word(envFile)}`,
    links: { composeFile: linkTo(composeFile), script: linkTo(script), envTemplate: linkTo(envTemplate) },
    projenrc: code(ProjenrcFile.of(stack.project)?.filePath ?? '.projenrc.js'),
    projenCommand: stack.project.projenCommand,
    generated: stack.node.findAll()
      .filter((child): child is StackFile => child instanceof StackFile).map((file) => file.path)
      .filter((file) => file !== stack.guidePath).map(linkTo),
    services,
    serviceIds: services.map(({ id }) => id),
    application,
    built: built.includes(application) ? application : built[0],
    checked: checked.includes(application) ? application : checked[0],
    published,
    movedPort: movedPort(published, application),
    endpoints: endpointsOf(members, published, host),
    host,
    onThisMachineOnly: /^127\.|^\[[0:]*:1\]$/.test(environment.publishedOn),
    variables,
    required: variables.filter(({ required }) => required).map(({ name }) => name),
    developmentSecrets: variables.some(({ secret, defaultValue }) => secret && defaultValue !== ''),
    volumes: volumesOf(project, members),
    reloading: {
      http: reloading.filter(({ kind }) => kind === ServiceKind.HTTP).map(({ id }) => id),
      background: reloading.filter(({ kind }) => kind === ServiceKind.WORKER || kind === ServiceKind.SCHEDULER).map(({ id }) => id),
      all: reloading.map(({ id }) => id),
    },
    sourceFolders: unique(reloading.flatMap(({ sources }) => sources.map(({ folder }) => word(folder)))),
    builds: buildsOf(stack, environment),
    asHostUser: members.filter(({ spec }) => spec.runsAsHostUser).map(({ service }) => service.id),
    readOnly: members.filter(({ spec }) => !spec.writableRoot).map(({ service }) => service.id),
    limited: environment.limitResources,
  };
}

/** A service that runs in an environment, and what it is there. */
/** The services that run in an environment. */
export function membersOf(stack: Stack, environment: Environment): Member[] {
  return stack.servicesIn(environment).map((service) => ({ service, spec: service.specIn(environment) }));
}

function serviceFacts(stack: Stack, environment: Environment, members: Member[], { service, spec }: Member, ports: PortFacts[]): ServiceFacts {
  const { reference, builtFrom, sharedWith } = spec.image.bind();
  const probe = spec.healthCheck.probe();
  const most = environment.healthCheckInterval;
  const mounts = (spec.mounts ?? []).map((mount) => ({ ...mount.volume.source(), at: mount.path }));
  const files = mounts.flatMap(({ path: folder, at }) => folder === undefined ? [] : [{ folder, path: at }]);
  const waitsFor = (spec.dependencies ?? []).map((dependency) => ({ service: dependency.service.id, condition: dependency.condition }));
  const running = members.map((member) => member.service);
  const keeps = spec.kind === ServiceKind.DATA && mounts.some(({ name }) => name !== undefined);
  return {
    id: service.id,
    kind: spec.kind,
    title: titleOf({ service, spec }, members),
    description: spec.description,
    image: reference,
    dockerfile: builtFrom && fileLink(stack, builtFrom.dockerfile),
    sharedWith: sharedWith?.id,
    ports,
    healthCheck: probe && {
      command: probe.map(word).join(' '),
      interval: (most?.isShorterThan(spec.healthCheck.interval) ? most : spec.healthCheck.interval).toString(),
      retries: spec.healthCheck.retries,
    },
    waitsFor,
    uses: unique([
      ...(spec.trafficTo ?? []).map((behind) => behind.id),
      ...service.connections.filter((provider) => running.includes(provider)).map((provider) => provider.id),
      ...waitsFor.map((dependency) => dependency.service),
    ]),
    // what is generated, or one file, is configuration
    sources: !environment.liveReload || spec.kind === ServiceKind.DATA ? []
      : files.filter(({ folder }) => !stack._fileAt(folder) && !/[^/.]\.[^/.]+$/.test(folder)),
    imageFolders: mounts.filter(({ name, path: folder }) => name === undefined && folder === undefined).map(({ at }) => at),
    initFiles: initFilesOf(spec).map((file) => fileLink(stack, file)),
    storedSecrets: !keeps ? [] : unique(Object.values(spec.environment ?? {}).flatMap((value) => value.variables(environment))
      .filter(({ secret }) => secret).map(({ name }) => name)),
  };
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

function portsOf(environment: Environment, { service, spec }: Member): PortFacts[] {
  return (spec.ports ?? []).map((port) => ({
    service: service.id,
    port: port.port,
    hostPort: port.hostPort ?? port.port,
    variable: portVariable(service, port),
    published: isPublished(environment, port),
    entrance: port.entrance ?? false,
  }));
}

function variableFacts(stack: Stack, environment: Environment): VariableFacts[] {
  return variablesIn(stack, environment).map(({ variable, services }) => ({
    name: variable.name,
    services: services.map((service) => service.id),
    secret: variable.secret,
    required: variable.required && (variable.defaultValue ?? '') === '',
    defaultValue: variable.defaultValue ?? '',
    description: variable.description ?? '',
  }));
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

/** The addresses that people open; where two services give theirs the same title, with the service's id. */
function endpointsOf(members: Member[], published: PortFacts[], host: string): EndpointFacts[] {
  const found = members.flatMap(({ service, spec }) => (spec.endpoints ?? []).flatMap((endpoint) => {
    const port = published.find((each) => each.service === service.id && each.port === endpoint.port);
    return port ? [{ service, port, title: endpoint.title, path: endpoint.path ?? '' }] : [];
  }));
  return found.map(({ service, port, title, path: page }) => ({
    title: plain(found.some((other) => other.title === title && other.service !== service) ? `${title} (${service.id})` : title),
    url: `http://${host}:${port.hostPort}${page}`,
    variable: port.variable,
  }));
}

function volumesOf(project: string, members: Member[]): VolumeFacts[] {
  const uses = members.flatMap(({ service, spec }) => (spec.mounts ?? []).map((mount) => ({ service, mount, name: mount.volume.source().name })));
  return unique(uses.flatMap(({ name }) => name ?? [])).map((name) => ({
    name,
    fullName: `${project}_${name}`,
    mounts: uses.filter((use) => use.name === name).map(({ service, mount }) => ({ service: service.id, path: mount.path })),
  }));
}

/** The images of production; of what does not run there, the environment's. */
function buildsOf(stack: Stack, environment: Environment): BuildFacts[] {
  return stack.servicesIn(environment).flatMap((service) => {
    const where = service.runsIn(stack.production) ? stack.production : environment;
    const build = service.describe(where).image.bind().builtFrom;
    if (!build) {
      return [];
    }
    const from = (file: string) => path.posix.relative(build.context, file) || '.';
    const command = [
      `docker build -f ${word(from(build.dockerfile))} -t ${stack.name}-${service.id}:test`,
      ...build.stage === undefined ? [] : [`--target ${build.stage}`],
      ...Object.entries(build.namedContexts ?? {}).map(([name, folder]) => `--build-context ${word(`${name}=${from(folder)}`)}`),
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
  return stack._fileAt(file) ? link(text, path.posix.relative(path.posix.dirname(stack.guidePath), file)) : text;
}

export function unique(items: string[]): string[] {
  return [...new Set(items)];
}
