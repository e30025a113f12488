import { shown } from '../../base/checks';

/*
 * What may stand in a Dockerfile.
 */

/** Without half characters, which no file can have. */
const ONE_LINE = /^[^\x00-\x1f\p{Surrogate}]*$/u;

/** A comment. */
export function comment(text: string): string {
  if (!ONE_LINE.test(text)) {
    throw new Error(`${shown(text)} cannot be a comment in a Dockerfile: allowed is one line of text`);
  }
  return `# ${text}`;
}

/** An argument that is no more than one word: nothing in it is special to Docker, and it is no option. */
export function word(text: string): string {
  if (!/^[A-Za-z0-9_.,:/@%+=~*?^!][A-Za-z0-9_.,:/@%+=~*?^!-]*$/.test(text)) {
    throw new Error(
      `${shown(text)} cannot stand in a Dockerfile: `
      + 'allowed are letters, digits and _ . , : / @ % + = ~ * ? ^ ! -, not starting with "-"',
    );
  }
  return text;
}

/** The name of a variable. */
export function variableName(text: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) {
    throw new Error(
      `${shown(text)} cannot be a variable in a Dockerfile: `
      + 'allowed are letters, digits and underscores, not starting with a digit',
    );
  }
  return text;
}

/** An instruction without arguments is no instruction. */
export function some<T>(items: T[]): T[] {
  if (items.length === 0) {
    throw new Error('an instruction of a Dockerfile has nothing to do: pass at least one command, source or variable');
  }
  return items;
}

/** A value as ENV reads it: `$` would be expanded, quotes and backslashes would end or change it. */
export function quoted(text: string): string {
  if (/^[A-Za-z0-9_.,:/@%+=~-]+$/.test(text)) {
    return text;
  }
  // $PATH and the like, on purpose: a leading name and nothing else that is special
  if (/^[A-Za-z0-9_.,:/@%+=~-]*\$[A-Z]+[A-Za-z0-9_.,:/@%+=~-]*$/.test(text)) {
    return text;
  }
  if (!ONE_LINE.test(text)) {
    throw new Error(`${shown(text)} cannot be a value in a Dockerfile: allowed is one line of text`);
  }
  return `"${text.replace(/[\\"$]/g, '\\$&')}"`;
}

/** A program and its arguments, without a shell. */
export function exec(command: string[]): string {
  return `[${command.map((part) => JSON.stringify(part)).join(', ')}]`;
}
