import { parse } from 'yaml';
import { succeed } from '../command';
import { Leftovers } from '../engine';
import { useLibrary } from '../library';
import { Sandbox } from '../sandbox';

export const KINDS = ['redis', 'mongo', 'generic'];

/** A data service in one combination of its options, in one environment. */
export interface Combination {
  readonly kind: string;
  readonly what: string;
  readonly id: string;
  /** Why it was refused; otherwise there is the rest. */
  readonly refused?: string;
  readonly weaknesses: string[];
  readonly folder: string;
  readonly definition: { readonly [key: string]: any };
  /** What its consumers are told, where it tells them anything. */
  readonly url?: string;
}

/** Writes all combinations of a kind, and reads what came of them. */
export async function combinationsOf(sandbox: Sandbox, kind: string): Promise<Combination[]> {
  await sandbox.succeed(['npx', '--no-install', 'tsx', '.projenrc.ts', kind], { timeoutSeconds: 300 });
  const files = new Map<string, any>();
  return JSON.parse(sandbox.read(`${kind}.json`)).map(({ file, ...found }: any) => {
    if (file === undefined) {
      return { kind, ...found };
    }
    const { services } = files.get(file) ?? files.set(file, parse(sandbox.read(file), { version: '1.1' })).get(file);
    const told: string[] = Object.values(services[`${found.id}-user`]?.environment ?? {});
    return { kind, ...found, folder: file.replace(/\/[^/]*$/, ''), definition: services[found.id], url: told.find((value) => value.includes(`${found.id}:`)) };
  });
}

/** Whether a container like this asks for a password that somebody chose or that every developer knows. */
export function hasPassword({ definition }: Combination): boolean {
  return /_PASSWORD"/.test(JSON.stringify([definition.environment, definition.secrets]));
}

/**
 * Combinations that give the same container, by the name that it has on the engine: its own name, its ports
 * and how often it is checked make no difference.
 */
export function distinct(combinations: Combination[]): Map<string, Combination> {
  const seen = new Map<string, Combination>();
  for (const combination of combinations.filter(({ refused }) => refused === undefined)) {
    const { image, user, command, environment, secrets, volumes, tmpfs, healthcheck: { test } } = combination.definition;
    const text = renamed(JSON.stringify([image, user, command, environment, secrets, volumes, tmpfs, test, combination.url]), combination.id, 'x');
    if (!seen.has(text)) {
      seen.set(text, combination);
    }
  }
  return new Map([...seen.values()].map((combination, index) => [`d${index}`, combination]));
}

/** One Compose file with all of them, and a client of each kind that knows what consumers are told, in `URL_<name>`. */
export function composeFile(named: Map<string, Combination>, folder: string): object {
  const entries = [...named];
  const services = entries.map(([name, { id, definition, folder: from }]) => {
    const { ports: _, networks: __, restart: ___, ...rest } = JSON.parse(renamed(JSON.stringify(definition), id, name));
    const volumes = (rest.volumes ?? []).map((mount: string) => mount.startsWith('./') ? mount.replace('./', `${folder}/${from}/`).replace(name, id) : mount);
    // so many checks at once would take the processor from what is started
    return [name, { ...rest, volumes, healthcheck: { disable: true } }];
  });
  const urls = Object.fromEntries(entries.map(([name, { id, url, definition }]) => [`URL_${name}`, url === undefined
    ? `mongodb://admin:${isChosen(definition) ? `\${D_${name}_PASSWORD}` : 'development-only'}@${name}:27017/admin` : renamed(url, id, name)]));
  const client = (image: string) => ({ image, entrypoint: ['sleep', 'infinity'], init: true, user: '999', environment: urls });
  return {
    services: { ...Object.fromEntries(services), redis: client('redis:7-alpine'), mongo: client('mongo:7.0') },
    volumes: Object.fromEntries(services.flatMap(([, { volumes }]: any) => volumes.filter((mount: string) => /^\w+:/.test(mount)).map((mount: string) => [mount.split(':')[0], {}]))),
    secrets: Object.fromEntries(entries.flatMap(([name, { definition }]) => definition.secrets ? [[`D_${name}_PASSWORD`, { file: `./secrets/${name}` }]] : [])),
  };
}

/** Whether the environment demands that somebody chooses the password. */
function isChosen(definition: Combination['definition']): boolean {
  return definition.secrets !== undefined || JSON.stringify(definition).includes(':?');
}

/** The variables of the Compose file. */
export function settings(named: Map<string, Combination>): string {
  return [...named].filter(([, { definition }]) => isChosen(definition))
    .map(([name]) => `D_${name}_PASSWORD=right-${name}\nD_${name}_ROOT_PASSWORD=root-${name}\n`).join('');
}

/** The same text about a service of another name; its variables are called after it. */
function renamed(text: string, id: string, name: string): string {
  return text.replaceAll(`${id.toUpperCase()}_`, `D_${name}_`).replaceAll(id, name);
}

/** Writes what makes the combinations, and builds the images that are none of the default ones. */
export async function prepare(sandbox: Sandbox, leftovers: Leftovers): Promise<void> {
  await useLibrary(sandbox);
  const build = (name: string, dockerfile: string) => succeed(['docker', 'build', '--quiet', '--tag', leftovers.image(name), '-'], { input: dockerfile });
  // Redis without the entrypoint of its image
  await build('data-services-redis:bare', `FROM redis:7-alpine
USER root
RUN rm -f /usr/local/bin/docker-entrypoint.sh && mv /usr/local/bin/redis-server /usr/local/bin/server \\
    && printf '#!/bin/sh\\nexec server "$@" --protected-mode no\\n' > /usr/local/bin/redis-server && chmod 755 /usr/local/bin/redis-server
ENTRYPOINT []
`);
  await build('data-services-mongo:other', 'FROM mongo:7.0\nLABEL other=1\n');
}
