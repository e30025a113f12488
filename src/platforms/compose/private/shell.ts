/** A word that the shell takes as it is, whatever characters it has; without quotes where it needs none. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_.,:/@%+=-]+$/.test(text) ? text : `'${text.replace(/'/g, '\'\\\'\'')}'`;
}

/** A message in double quotes: `$name` in it is a variable of the script, anything else stands for itself. */
export function shellMessage(text: string): string {
  return `"${text.replace(/[\\"`]/g, '\\$&').replace(/\$(?![a-z])/g, '\\$&')}"`;
}
