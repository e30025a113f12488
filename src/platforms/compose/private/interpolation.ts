/** A text in which a `$` means nothing to Compose. */
export interface Uninterpolated {
  /** The keys that lead to it. */
  readonly trail: string[];
  readonly text: string;
}

/** A variable with what may stand behind its name, without others inside. */
const INNERMOST = /\$\{[A-Za-z_]\w*(?::?[-?+][^{}$]*)?\}/g;

/** The texts of a document that Compose would refuse: a `$` in them is neither a variable nor doubled. Extensions (`x-`) are not read. */
export function uninterpolated(value: unknown, trail: string[] = []): Uninterpolated[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, each]) => key.startsWith('x-') ? [] : uninterpolated(each, [...trail, key]));
  }
  return typeof value === 'string' && isUnreadable(value) ? [{ trail, text: value }] : [];
}

function isUnreadable(text: string): boolean {
  let rest = text.replace(/\$\$/g, '');
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(INNERMOST, '');
  }
  return rest.replace(/\$[A-Za-z_]\w*/g, '').includes('$');
}
