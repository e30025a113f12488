/** A word that the shell takes as it is, whatever characters it has; without quotes where it needs none. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_.:/@%+=-]+$/.test(text) ? text : `'${text.replace(/'/g, '\'\\\'\'')}'`;
}

/** How a script is called from the repository's root. */
export function shellPath(path: string): string {
  return shellWord(`./${path}`);
}
