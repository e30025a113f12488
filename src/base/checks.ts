/*
 * What may stand in a generated file. Values are checked where the user wrote them, so that no renderer has to.
 * Not part of the public API: this file is not exported by the room.
 */
import { isOfTheShell, isReservedPart, reasonAgainstId } from './reserved';
import { spelled } from './spelling';

/** How a value stands in a message: as one would write it, and no longer than people read. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 300 ? text : `${text.slice(0, 60)}..." (${text.length - 2} characters)`;
}

/** Names as they stand in a message behind "it has" or "allowed are": `"backend", "redis"`, or `none`. */
export function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ') || 'none';
}

/** Throws unless the value matches: `what` names it, `allowed` says what is. */
export function requireMatch(what: string, value: string, pattern: RegExp, allowed: string): void {
  if (typeof value !== 'string' || !pattern.test(value)) {
    const named = what.replace(`"${value}"`, () => shown(value));
    const subject = what.includes(`"${value}"`) ? named : `${what} is ${shown(value)}, which`;
    throw refusal(`${subject} cannot be used: allowed are ${allowed}`);
  }
}

/** Systems that check a repository out take 260 characters with their own folders before it. */
const LONGEST_PATH = 200;

/** A path in the repository, relative to its root, with forward slashes, that never leaves it. */
export function requireRepositoryPath(what: string, value: string): string {
  requireLength(what, value, LONGEST_PATH);
  requireMatch(
    what, value, /^[A-Za-z0-9_.@+]([A-Za-z0-9_.@+/ -]*[A-Za-z0-9_.@+/-])?$/,
    'paths relative to the repository\'s root, of letters, digits, spaces and _ . @ + - /',
  );
  const parts = value.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) {
    throw refusal(`${what} is "${value}", which leaves the repository: allowed are paths inside it, without ".."`);
  }
  const reserved = parts.find(isReservedPart);
  if (reserved !== undefined) {
    throw refusal(
      `${what} is "${value}", and "${reserved}" cannot be checked out everywhere: allowed are names that do not end with a dot or a space, `
      + 'are no device of Windows ("con", "aux", "nul") and are not ".git"',
    );
  }
  return parts.join('/') || '.';
}

/** Nothing longer than what has to take it. */
export function requireLength(what: string, value: string, most: number): void {
  if (typeof value === 'string' && value.length > most) {
    throw refusal(`${what} is ${shown(value)}: allowed are up to ${most} characters`);
  }
}

/** A name that means nothing else to anybody: of a service, a stack, an environment. */
export function requireUnreserved(what: string, name: string): void {
  const reason = reasonAgainstId(name);
  if (reason !== undefined) {
    throw refusal(`${what} cannot be used, ${reason}: choose another name`);
  }
}

/** The path of a file in the repository: never the repository itself. */
export function requireRepositoryFile(what: string, value: string): string {
  const path = requireRepositoryPath(what, value);
  if (path === '.') {
    throw refusal(`${what} is "${value}", which is the repository's folder: name a file in it`);
  }
  return path;
}

/** An absolute path inside a container. */
export function requireContainerPath(what: string, value: string): void {
  requireLength(what, value, 1000);
  requireMatch(what, value, /^\/(?!.*\/\.\.(\/|$))[A-Za-z0-9_.@+/-]*$/, 'absolute paths of letters, digits and _ . @ + - /, without ".."');
}

/** A TCP port. */
export function requirePort(what: string, value: number): void {
  if (!Number.isInteger(value) || value < 1 || value > 65535) {
    throw refusal(`${what} is ${value}: allowed are whole numbers from 1 to 65535`);
  }
}

/** A number within bounds. */
export function requireInteger(what: string, value: number, least: number, most: number = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw refusal(`${what} is ${value}: allowed are whole numbers from ${least}${most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`}`);
  }
}

// the grammar of references of the distribution project; what has no dot, no port and is not "localhost" is no registry
const LABEL = '[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*';
const HOST = `(?:localhost|${LABEL}(?:\\.${LABEL})+|\\[[a-fA-F0-9:]+\\]|${LABEL}(?=:))`;
const PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const NAME = `(?:${HOST}(?::[0-9]{1,5})?/)?(?![a-f0-9]{64}(?:[:@]|$))${PART}(?:/${PART})*`;
const REFERENCE = new RegExp(`^${NAME}(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$`);

/** An image reference: registry, name, tag and digest. */
export function requireImageReference(what: string, value: string): void {
  requireLength(what, value, 255);
  requireMatch(
    what, value, REFERENCE,
    'image references such as "postgres:17", with a digest if you like ("postgres:17@sha256:...")',
  );
}

/** An HTTP path without query. */
export function requireHttpPath(what: string, value: string): void {
  requireLength(what, value, 1000);
  requireMatch(
    what, value, /^\/(?!(.*\/)?\.\.?(\/|$))([A-Za-z0-9_.~/-]|%[0-9A-Fa-f]{2})*$/,
    'paths that start with "/", of letters, digits and _ . ~ % - /, without ".." and with two hexadecimal digits after each %',
  );
}

/** What may stand unquoted in a command line: no white space, quotes, `$` or shell operators. */
export function requireWord(what: string, value: string): void {
  requireMatch(what, value, /^[A-Za-z0-9_.,:/@%+=~-]+$/, 'letters, digits and _ . , : / @ % + = ~ -');
}

/** The name of an environment variable. */
export function requireVariableName(name: string): void {
  requireLength('the name of a variable', name, 255);
  requireMatch(
    `variable name "${name}"`, name, /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_]*$/,
    'letters, digits and underscores, not starting with a digit',
  );
}

/** The name of a variable that people set in an env file. */
export function requireSettableName(name: string): void {
  requireVariableName(name);
  if (isOfTheShell(name)) {
    throw refusal(
      `variable "${name}" cannot be set in an env file, because every shell has a value of its own for it: use another name there; `
      + `a container can have it under this one all the same, with environment: { ${name}: EnvValue.variable(...) }`,
    );
  }
}

/** A program and its arguments: what runs nothing at all was hardly meant. */
export function requireCommand(what: string, words: readonly string[] | undefined): void {
  if (words !== undefined && !words[0]) {
    throw refusal(`${what} is ${shown(words)}, which runs nothing: name a program and its arguments, or leave it out`);
  }
}

/** A variable as it can be written to an env file and to a Compose file. */
export function requireVariable(name: string, description?: string, defaultValue?: string): void {
  requireSettableName(name);
  if (description !== undefined) {
    requireLine(`the description of variable "${name}"`, description);
  }
  if (defaultValue !== undefined) {
    requireMatch(
      `the default of variable "${name}"`, defaultValue, /^[A-Za-z0-9_.,:/@%+=~-]*$/,
      'letters, digits and _ . , : / @ % + = ~ - (for another value, set it in the env file)',
    );
  }
}

/** Any text that a program can be given: as an argument or as the value of a variable. */
export function requireText(what: string, value: string): void {
  requireMatch(what, value, /^[^\0\p{Surrogate}]*$/u, 'texts without NUL and half characters');
}

/** One line of text without control characters. */
export function requireLine(what: string, value: string): void {
  requireMatch(what, value, /^[^\x00-\x1f\x7f-\x9f\u2028\u2029\p{Surrogate}]*$/u, 'one line of text without control characters');
}

/** With options as the caller's language spells them. */
function refusal(message: string): Error {
  return new Error(spelled(message));
}
