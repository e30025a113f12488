import { requireImageReference, requireMatch, requireVariableName } from '../../base/checks';
import { DockerfileHealthCheck } from '../../image';
import { EnvValue, HealthCheck } from '../../model';

/** Names of Debian packages, with a version if need be. */
export function requirePackages(what: string, packages: string[]): void {
  for (const name of packages) {
    requireMatch(
      `"${name}" in the ${what}`, name, /^[a-z0-9][a-z0-9+.-]*(:[a-z0-9]+)?(=[A-Za-z0-9.+~:-]+)?$/,
      'names of Debian packages, such as "libpq5" or "libpq5=15.10-0+deb12u1"',
    );
  }
}

/** A version such as `3.11` or `7.0.14`, as it stands in an image's tag; `undefined` is the default one. */
export function requireVersion(what: string, version: string | undefined): void {
  if (version !== undefined) {
    requireMatch(what, version, /^\d+(\.\d+){0,2}$/, 'version numbers such as "7", "3.11" or "7.0.14"');
  }
}

/** The image that was chosen, or the default one. */
export function baseImage(what: string, chosen: string | undefined, byDefault: string): string {
  if (chosen !== undefined) {
    requireImageReference(what, chosen);
  }
  return chosen ?? byDefault;
}

/** The check as an image states it. */
export function healthCheckOfImage(check: HealthCheck): DockerfileHealthCheck {
  return {
    command: check.probe()!,
    interval: check.interval,
    timeout: check.timeout,
    startPeriod: check.startPeriod,
    retries: check.retries,
  };
}

/** Variables of a Python image that are decided elsewhere. */
const OF_PYTHON_IMAGES: { readonly [name: string]: string } = {
  PATH: 'by which the image finds Python and its packages: call other programs by their whole path',
  CELERY_GRACEFUL_SHUTDOWN_SECONDS: 'which the worker sets: pass gracefulShutdown to it',
};

/** A choice that has no effect without another one was hardly meant. */
export function requireUse(what: string, value: unknown, isUsed: boolean, needed: string): void {
  if (value !== undefined && !isUsed) {
    throw new Error(`${what} is ${String(value)}, and nothing would be there without ${needed}: pass ${needed}, or remove it`);
  }
}

/** Variables of a build, whose values stand in the Dockerfile. */
export function requireBuildEnvironment(what: string, variables: { [name: string]: string }): void {
  for (const [name, value] of Object.entries(variables)) {
    requireMatch(`the value of "${name}" in ${what}`, value, /^[^$]*$/, 'texts without $, which Docker would replace');
    if (name === 'PATH' || (name === 'NODE_ENV' && value === 'production')) {
      throw new Error(
        `${what} sets ${name}, ${name === 'PATH' ? 'by which Node.js is found' : 'with which the packages that build are left out'}: `
        + 'remove it, or set it in the script that builds',
      );
    }
  }
}

/**
 * Throws unless the names can be variables that an installation reads.
 *
 * @param what the names, for messages
 * @param others the variables that are set besides
 */
export function requireBuildSecrets(what: string, names: string[], others: { [name: string]: string } = {}): void {
  names.forEach(requireVariableName);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    throw new Error(`${what} name "${twice}" twice: name it once`);
  }
  const set = names.find((name) => Object.hasOwn(others, name));
  if (set !== undefined) {
    throw new Error(`${what} name "${set}", which is in the buildEnvironment too, and so in the image: name it in one of them`);
  }
  const own = names.find((name) => /^(PATH|HOME|NODE_ENV|RELEASE|SHELL|PWD|IFS|LD_.*)$/.test(name));
  if (own !== undefined) {
    throw new Error(`${what} name "${own}", which the shell and the tools of the build have a meaning for: give it another name`);
  }
}

/** The folder with what was built, relative to the source folder. */
export function requireOutputPath(what: string, value: string): void {
  requireMatch(
    what, value, /^(?!\.{1,2}(\/|$))(?!src$|node_modules(\/|$))[A-Za-z0-9_.@][A-Za-z0-9_.@+-]*(\/(?!\.{1,2}(\/|$))[A-Za-z0-9_.@+-]+)*$/,
    'paths below the source folder, such as "dist" and "dist/shop/browser", of letters, digits and _ . @ + -, not "src"',
  );
}

/** What an application was given: variables, and names of variables whose values are secrets. */
interface GivenVariables {
  readonly environment?: { [name: string]: EnvValue };
  readonly secrets?: string[];
}

/**
 * The variables of an application.
 *
 * @param id the service, for messages
 * @param given what it was given
 * @throws if one is named twice
 */
export function variablesOf(id: string, { environment = {}, secrets = [] }: GivenVariables): { [name: string]: EnvValue } {
  const variables = { ...environment };
  for (const name of secrets) {
    if (Object.hasOwn(variables, name)) {
      throw new Error(
        `variable "${name}" of service "${id}" is set twice, `
        + `${Object.hasOwn(environment, name) ? 'in environment and in secrets' : 'both times in secrets'}: name it once`,
      );
    }
    variables[name] = EnvValue.secret(name);
  }
  Object.keys(variables).forEach(requireVariableName);
  return variables;
}

/** The same for an application in Python, for which the library decides some. */
export function pythonVariablesOf(id: string, given: GivenVariables): { [name: string]: EnvValue } {
  const variables = variablesOf(id, given);
  const decided = Object.keys(variables).find((name) => Object.hasOwn(OF_PYTHON_IMAGES, name));
  if (decided !== undefined) {
    throw new Error(`service "${id}" has a variable ${decided} in its environment, ${OF_PYTHON_IMAGES[decided]}`);
  }
  return variables;
}
