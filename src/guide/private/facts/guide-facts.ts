import * as path from 'path';
import { ProjenrcFile } from 'projen';
import { fileLink, unique } from './reading';
import { PortFacts, ServiceFacts, portFacts, serviceFacts } from './service-facts';
import { ServiceKind, VariableUse } from '../../../model';
import { ComposePlan } from '../../../platforms/compose/plan/compose-plan';
import { browsable } from '../../../platforms/compose/plan/ports';
import { code, plain, word } from '../markdown';

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
  /** The service that commands are shown with; the same if it is built and checked, or else another that is. */
  readonly application: string;
  readonly built?: string;
  readonly checked?: string;
  /** The services that have tests, the application first. */
  readonly tested: string[];
  /** Services that run under a debugger, and what is attached to at which port. */
  readonly debugged: { readonly service: string; readonly debugger: string; readonly port: PortFacts }[];
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
  /** Whether changes of sources are sent to them, which a command does: they see no files of this machine. */
  readonly watched: boolean;
  /** The folders with their sources, as words of the shell. */
  readonly sourceFolders: string[];
  readonly builds: BuildFacts[];
  /** Services whose containers run as the user who starts them. */
  readonly asHostUser: string[];
  /** Commands that run before services start, in Markdown. */
  readonly preparations: { readonly service: string; readonly id: string; readonly command: string }[];
  /** The oldest versions that have to run this. */
  readonly least: ComposePlan['least'];
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
  const tested = plan.services.filter(({ spec }) => spec.testCommand !== undefined).map(({ id }) => id);
  return {
    title: plain(stack.title),
    project,
    stack: stack.name,
    network: plan.networks[0].name,
    clone: stack.repositoryUrl === undefined ? undefined
      : { url: word(stack.repositoryUrl), folder: word(clonedFolder(stack.repositoryUrl)) },
    script: word(`./${files.script}`),
    compose: composeCommand(files.compose, files.envFile),
    envFile: { code: code(files.envFile), word: word(files.envFile) },
    copyEnvFile: `cp ${word(files.envTemplate)} ${word(files.envFile)}`,
    links: { composeFile: linkTo(files.compose), script: linkTo(files.script), envTemplate: linkTo(files.envTemplate) },
    projenrc: code(ProjenrcFile.of(stack.project)?.filePath ?? '.projenrc.js'),
    projenCommand: stack.project.projenCommand,
    generated: generatedIn(plan).map(linkTo),
    services,
    application,
    built: built.includes(application) ? application : built[0],
    checked: checked.includes(application) ? application : checked[0],
    tested: [...tested.filter((id) => id === application), ...tested.filter((id) => id !== application)],
    debugged: plan.ports.flatMap((port) => port.debugProtocol === undefined ? []
      : [{ service: port.service.id, debugger: port.debugProtocol, port: portFacts(port) }]),
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
    watched: plan.services.some(({ sync }) => sync !== undefined),
    sourceFolders: unique(reloading.flatMap(({ sources }) => sources.map(({ folder }) => word(folder)))),
    builds: buildsOf(plan),
    asHostUser: plan.services.filter(({ asHostUser }) => asHostUser).map(({ id }) => id),
    preparations: plan.preparations.map(({ id, owner, planned: { spec } }) =>
      ({ service: code(owner.id), id: code(id), command: code((spec.command ?? []).map(word).join(' ')) })),
    least: plan.least,
    readOnly: plan.services.filter(({ writableRoot }) => !writableRoot).map(({ id }) => id),
    limited: environment.limitResources,
  };
}

/** The programs of the scripts are one entry: their folder. */
function generatedIn({ stack, files }: ComposePlan): string[] {
  const isProgram = (file: string) => file.startsWith(`${files.programs}/`);
  const paths = stack.files.map((file) => file.path).filter((file) => file !== stack.guidePath);
  return unique(paths.map((file) => isProgram(file) ? `${files.programs}/` : file));
}

function variableFacts({ variable, services }: VariableUse): VariableFacts {
  const { name, secret, required, defaultValue = '', description = '' } = variable;
  return { name, services: services.map(({ id }) => id), secret, required, defaultValue, description };
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
      ...(build.secrets ?? []).map((secret) => `--secret id=${secret}`),
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
