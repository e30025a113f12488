import * as path from 'path';
import { parse } from 'yaml';
import { Repository } from '../../repository';
import { asTable, asText, asTexts } from '../found';

/** A service of a Compose file that somebody wrote. */
export interface ComposeServiceFound {
  /** The file. */
  readonly file: string;
  readonly name: string;
  readonly image?: string;
  /** The folder that its image is built from, relative to the repository. */
  readonly context?: string;
  readonly dockerfile?: string;
  /** Its command and entrypoint, as one line. */
  readonly command: string;
  /** Variables whose value the file has. */
  readonly environment: { readonly [name: string]: string };
  /** Ports: inside the container, and that of the host. */
  readonly ports: readonly { readonly inside: number; readonly host?: number }[];
  /** What it asks to know whether it is healthy. */
  readonly healthTest: string;
}

const COMPOSE_FILE = /^(docker-)?compose(\.[\w-]+)*\.ya?ml$/;

/** The services of all Compose files, those of development and nearest to the root first. A file that cannot be read says nothing. */
export function composeServicesIn(repository: Repository): ComposeServiceFound[] {
  return composeFilesIn(repository).flatMap((file) => {
    let content: unknown;
    try {
      content = parse(repository.read(file) ?? '', { merge: true, maxAliasCount: 100, logLevel: 'silent' });
    } catch {
      return [];
    }
    return Object.entries(asTable(asTable(content).services)).map(([name, service]) =>
      serviceOf(repository, file, name, asTable(service)),
    );
  });
}

/** The Compose files, the one that `docker compose` finds by itself first. */
export function composeFilesIn(repository: Repository): string[] {
  const kinds = [/compose\.ya?ml$/, /override/, /dev|local/, /./];
  const rank = (file: string) => kinds.findIndex((pattern) => pattern.test(file));
  const depth = (file: string) => file.split('/').length;
  return repository.named(COMPOSE_FILE).sort((one, other) => depth(one) - depth(other) || rank(one) - rank(other));
}

function serviceOf(repository: Repository, file: string, name: string, service: { readonly [key: string]: unknown }): ComposeServiceFound {
  const folder = path.posix.dirname(file);
  const build = typeof service.build === 'string' ? { context: service.build } : asTable(service.build);
  const files = typeof service.env_file === 'string' ? [service.env_file] : asTexts(service.env_file);
  const health = asTable(service.healthcheck).test;
  return {
    file,
    name,
    // where a variable has a default, that is what runs
    image: asText(service.image)?.replace(/\$\{\w+:?-([^}]*)\}/g, '$1'),
    context: service.build === undefined ? undefined : path.posix.join(folder, asText(build.context) ?? '.').replace(/(?<=.)\/$/, ''),
    dockerfile: asText(asTable(build).dockerfile),
    command: [service.entrypoint, service.command]
      .map((each) => asText(each) ?? asTexts(each).join(' '))
      .join(' ')
      .trim(),
    environment: {
      ...Object.assign({}, ...files.map((each) => settingsIn(repository, path.posix.join(folder, each)))),
      ...environmentOf(service.environment),
    },
    ports: (Array.isArray(service.ports) ? service.ports : []).flatMap(portOf),
    healthTest: asText(health) ?? asTexts(health).join(' '),
  };
}

/** Only what stands there: a reference to another variable has no value here. */
function environmentOf(environment: unknown): { [name: string]: string } {
  const pairs = Array.isArray(environment)
    ? asTexts(environment).map((line): [string, string] => [
      line.split('=')[0],
      line.includes('=') ? line.slice(line.indexOf('=') + 1) : '',
    ])
    : Object.entries(asTable(environment)).map(([name, value]): [string, string] => [
      name,
      value === null || value === undefined ? '' : String(value),
    ]);
  return Object.fromEntries(pairs.filter(([name]) => /^[A-Za-z_]\w*$/.test(name)));
}

function portOf(port: unknown): { inside: number; host?: number }[] {
  const long = asTable(port);
  const [, host, inside] = /^(?:.*:)?(?:\$\{[^}]*?:?-)?(\d+)?\}?:(?:\$\{[^}]*?:?-)?(\d+)\}?(?:\/tcp)?$/.exec(String(port)) ?? [];
  const found =
    long.target !== undefined
      ? { inside: Number(long.target), host: Number(long.published) || undefined }
      : inside !== undefined
        ? { inside: Number(inside), host: host ? Number(host) : undefined }
        : { inside: Number(port) };
  return Number.isInteger(found.inside) && found.inside > 0 && found.inside < 65536 ? [found] : [];
}

/** The lines of an env file. Comments behind a value are none of it. */
export function settingsIn(repository: Repository, file: string): { [name: string]: string } {
  const settings: { [name: string]: string } = {};
  for (const line of (repository.read(file) ?? '').split('\n')) {
    const [, name, value] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && name !== '__proto__') {
      const [, , within] = /^(["'])(.*?)\1(\s*#.*)?$/.exec(value) ?? [];
      settings[name] = within ?? value.replace(/(^|\s+)#.*$/, '').trim();
    }
  }
  return settings;
}
