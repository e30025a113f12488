import * as path from 'path';
import { parse } from 'yaml';

/*
 * What users of generated files rely on, a fact a line: docs/versioning.md says which release may change which. It is read from the files, as
 * Compose and a shell read them, so that it holds whatever makes them.
 */

interface ComposeFile {
  readonly name: string;
  readonly services: { readonly [id: string]: ComposeService };
  readonly networks?: object;
  readonly volumes?: object;
  readonly secrets?: object;
}

interface ComposeService {
  readonly image: string;
  readonly build?: object;
  readonly user?: string;
  readonly ports?: string[];
  readonly volumes?: string[];
  readonly environment?: object;
}

/** Facts in order, each once. */
export function contractOf(files: { readonly [file: string]: string }): string[] {
  const facts = Object.entries(files).flatMap(([file, text]) => [
    ...isProgram(file) ? [] : [`file ${file}`],
    ...isCompose(file) ? composeFacts(file, text) : [],
    ...path.posix.basename(file).startsWith('.env') ? variablesOf(text).map((name) => `${file}: variable ${name}`) : [],
    ...isScript(file) ? commandsOf(text).map((command) => `${file}: command ${command}`) : [],
  ]);
  return [...new Set(facts)].sort();
}

/** What lies beside a script, and behind an image: nobody but they calls it, so it comes and goes as they need it. */
function isProgram(file: string): boolean {
  return file.includes('/container-stack/') || /^docker\/.*\.(sh|mjs|cjs|py|pl|facts|html)$/.test(file);
}

function isCompose(file: string): boolean {
  return /^docker-compose.*\.yml$/.test(file);
}

function isScript(file: string): boolean {
  return /(^|\/)docker-[a-z]+\.sh$/.test(file);
}

function composeFacts(file: string, text: string): string[] {
  const { name, services, networks = {}, volumes = {}, secrets = {} } = parse(text) as ComposeFile;
  return [
    `${file}: project ${name}`,
    ...Object.keys(networks).map((each) => `${file}: network ${each}`),
    ...Object.keys(volumes).map((each) => `${file}: volume ${each}`),
    ...Object.keys(secrets).map((each) => `${file}: secret ${each}`),
    ...[...text.matchAll(/\$\{([A-Z][A-Z0-9_]*):\?/g)].map(([, variable]) => `${file}: requires ${variable}`),
    ...Object.entries(services).flatMap(([id, service]) => [
      `${file}: service ${id}`,
      // the version of what keeps data is a promise about the data; what is built is known by its name
      `${file}: service ${id}: image ${service.build ? service.image.split(':')[0] : service.image}`,
      ...service.user === undefined ? [] : [`${file}: service ${id}: user ${service.user}`],
      ...(service.ports ?? []).map((port) => `${file}: service ${id}: port ${port}`),
      ...(service.volumes ?? []).filter((mount) => !/^\.\/docker\//.test(mount)).map((mount) => `${file}: service ${id}: mount ${mount}`),
      ...Object.keys(service.environment ?? {}).map((variable) => `${file}: service ${id}: variable ${variable}`),
    ]),
  ];
}

function variablesOf(text: string): string[] {
  return [...text.matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
}

/** The commands that a script knows, as it lists them. */
function commandsOf(text: string): string[] {
  return /^commands='([^']*)'$/m.exec(text)?.[1].split(' ') ?? [];
}

/** How much a release may change. */
export enum Bump {
  PATCH,
  MINOR,
  MAJOR,
}

/** What the changes of a contract need, with the reasons: what somebody relies on is gone, or something is there that was not. */
export function neededBy(before: string[], after: string[]): { readonly bump: Bump; readonly reasons: string[] } {
  const gone = before.filter((fact) => !after.includes(fact)).map((fact) => `gone: ${fact}`);
  const added = after.filter((fact) => !before.includes(fact));
  // a variable that has to be set, and was not before, stops the next deploy
  const demanded = added.filter((fact) => / requires [A-Z0-9_]+$/.test(fact)).map((fact) => `demanded: ${fact}`);
  const breaking = [...gone, ...demanded];
  const bump = breaking.length > 0 ? Bump.MAJOR : added.length > 0 ? Bump.MINOR : Bump.PATCH;
  return { bump, reasons: breaking.length > 0 ? breaking : added.map((fact) => `new: ${fact}`) };
}

/** What the messages of commits announce (Conventional Commits). */
export function announcedBy(messages: string[]): Bump {
  const isBreaking = (message: string) => /^[a-z]+(\([^)]*\))?!:/.test(message) || /^BREAKING[ -]CHANGE:/m.test(message);
  if (messages.some(isBreaking)) {
    return Bump.MAJOR;
  }
  return messages.some((message) => /^feat(\([^)]*\))?:/.test(message)) ? Bump.MINOR : Bump.PATCH;
}
