import { list, ofService, scriptHead, value } from './script-head';
import { shellPath, shellWord } from './shell';
import { Language } from '../../../model';

/** What the script has to know of its stack. */
export interface DevelopmentScriptFacts {
  readonly title: string;
  readonly language: Language;
  /** The oldest major version of Docker that will do. */
  readonly minDockerVersion: number;
  /** The script itself, relative to the repository's root. */
  readonly script: string;
  /** The folder of the programs that it consists of. */
  readonly programFolder: string;
  readonly composeFile: string;
  readonly envFile: string;
  readonly services: string[];
  /** The service whose shell is opened where none is named. */
  readonly shellService: string;
  /** Which service's build gives the image that a service runs. */
  readonly builds: { readonly service: string; readonly source: string }[];
  /** The names of the images that are built here. */
  readonly images: string[];
  /** Services that are done when they have ended. */
  readonly jobs: string[];
  /** The variables that have to have a value. */
  readonly required: { readonly name: string; readonly description: string }[];
  /** The ports of the host. */
  readonly ports: { readonly variable: string; readonly port: number }[];
  /** The address that ports are published on, as a program on this machine connects to it. */
  readonly address: string;
  readonly endpoints: { readonly title: string; readonly variable: string; readonly port: number; readonly path: string }[];
  /** The host's name or address in a browser. */
  readonly host: string;
  readonly runsAsHostUser: boolean;
  /** Folders that the engine would create, as root. */
  readonly folders: string[];
  /** Folders of containers that are copies of the image's. */
  readonly imageFolders: { readonly service: string; readonly path: string }[];
}

/** The programs that it consists of. */
export const DEVELOPMENT_PROGRAMS = ['messages', 'common', 'checks', 'development'];

const ABOUT: Record<Language, (script: string, title: string) => string> = {
  [Language.EN]: (script, title) => `Manages the development environment of ${title}. What it can do: ${script} help`,
  [Language.PT_BR]: (script, title) => `Script para gerenciar o ambiente de desenvolvimento de ${title}. O que ele faz: ${script} help`,
};

/** The script that manages a development environment. */
export function developmentScript(facts: DevelopmentScriptFacts): string {
  const script = shellPath(facts.script);
  return scriptHead({
    script: facts.script,
    about: ABOUT[facts.language](script, facts.title),
    facts: [
      [
        value('title', facts.title),
        value('script', script),
        value('copy', `cp ${shellWord(`${facts.envFile}.example`)} ${shellWord(facts.envFile)}`),
        value('compose_file', facts.composeFile),
        value('env_file', facts.envFile),
        value('min_docker', facts.minDockerVersion),
      ],
      [
        '# Services, those whose images are built here, and those that are done when they have ended.',
        value('services', facts.services.join(' ')),
        value('built', facts.builds.filter(({ service, source }) => service === source).map(({ service }) => service).join(' ')),
        ...facts.builds.filter(({ service, source }) => service !== source)
          .flatMap(({ service, source }) => ofService(service, { build: source })),
        value('images', facts.images.join(' ')),
        value('jobs', facts.jobs.join(' ')),
        value('shell_service', facts.shellService),
      ],
      [
        '# Variables: name, need and meaning. In development, a value that everybody knows will do.',
        list('variables', facts.required.map(({ name, description }) => `${name} required ${description}`.trimEnd())),
        list('files', []),
        value('placeholders', 'allowed'),
      ],
      [
        '# Ports of this machine, by the variables that move them, and what people open there.',
        value('address', facts.address),
        value('host', facts.host),
        list('ports', facts.ports.map(({ variable, port }) => `${variable} ${port}`)),
        list('endpoints', facts.endpoints.map(({ title, variable, port, path }) => `${variable} ${port}${path} ${title}`)),
      ],
      [
        '# Folders that containers write to, and folders in containers that are copies of what the image has.',
        value('runs_as_host_user', facts.runsAsHostUser ? 'yes' : 'no'),
        list('folders', facts.folders),
        list('image_folders', facts.imageFolders.map(({ service, path }) => `${service} ${path}`)),
      ],
    ],
    commands: ['start', 'stop', 'restart', 'logs', 'status', 'shell', 'rebuild', 'clean'],
    folder: facts.programFolder,
    programs: DEVELOPMENT_PROGRAMS,
  });
}
