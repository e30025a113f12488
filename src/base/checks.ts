/*
 * What may stand in a generated file. Values are checked where the user wrote them, so that no renderer has to.
 * Not part of the public API: this file is not exported by the room.
 */

/** Throws unless the value matches: `what` names it, `allowed` says what is. */
export function requireMatch(what: string, value: string, pattern: RegExp, allowed: string): void {
  if (typeof value !== 'string' || !pattern.test(value)) {
    const named = what.replace(`"${value}"`, () => JSON.stringify(value));
    const subject = what.includes(`"${value}"`) ? named : `${what} is ${JSON.stringify(value)}, which`;
    throw new Error(`${subject} cannot be used: allowed are ${allowed}`);
  }
}

/** A path in the repository, relative to its root, with forward slashes, that never leaves it. */
export function requireRepositoryPath(what: string, value: string): string {
  requireMatch(
    what, value, /^[A-Za-z0-9_.@+]([A-Za-z0-9_.@+/ -]*[A-Za-z0-9_.@+/-])?$/,
    'paths relative to the repository\'s root, of letters, digits, spaces and _ . @ + - /',
  );
  const parts = value.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) {
    throw new Error(`${what} is "${value}", which leaves the repository: allowed are paths inside it, without ".."`);
  }
  return parts.join('/') || '.';
}

/** The path of a file in the repository: never the repository itself. */
export function requireRepositoryFile(what: string, value: string): string {
  const path = requireRepositoryPath(what, value);
  if (path === '.') {
    throw new Error(`${what} is "${value}", which is the repository's folder: name a file in it`);
  }
  return path;
}

/** An absolute path inside a container. */
export function requireContainerPath(what: string, value: string): void {
  requireMatch(what, value, /^\/(?!.*\/\.\.(\/|$))[A-Za-z0-9_.@+/-]*$/, 'absolute paths of letters, digits and _ . @ + - /, without ".."');
}

/** A TCP port. */
export function requirePort(what: string, value: number): void {
  if (!Number.isInteger(value) || value < 1 || value > 65535) {
    throw new Error(`${what} is ${value}: allowed are whole numbers from 1 to 65535`);
  }
}

/** A number within bounds. */
export function requireInteger(what: string, value: number, least: number, most: number = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${what} is ${value}: allowed are whole numbers from ${least}${most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`}`);
  }
}

/** An image reference: name, tag and digest. */
export function requireImageReference(what: string, value: string): void {
  requireMatch(
    what, value, /^[a-z0-9]([a-zA-Z0-9._/:-]*[a-zA-Z0-9])?(@sha256:[a-f0-9]{64})?$/,
    'image references such as "postgres:17", with a digest if you like ("postgres:17@sha256:...")',
  );
}

/** An HTTP path without query. */
export function requireHttpPath(what: string, value: string): void {
  requireMatch(what, value, /^\/[A-Za-z0-9_.~/%-]*$/, 'paths that start with "/", of letters, digits and _ . ~ % - /');
}

/** What may stand unquoted in a command line: no white space, quotes, `$` or shell operators. */
export function requireWord(what: string, value: string): void {
  requireMatch(what, value, /^[A-Za-z0-9_.,:/@%+=~-]+$/, 'letters, digits and _ . , : / @ % + = ~ -');
}

/** The name of an environment variable. */
export function requireVariableName(name: string): void {
  requireMatch(
    `variable name "${name}"`, name, /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_]*$/,
    'letters, digits and underscores, not starting with a digit',
  );
}

/** A variable as it can be written to an env file and to a Compose file. */
export function requireVariable(name: string, description?: string, defaultValue?: string): void {
  requireVariableName(name);
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
  requireMatch(what, value, /^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$/, 'one line of text without control characters');
}
