/*
 * How values become part of a page of Markdown, as GitHub reads it, without changing what is around them.
 */

/**
 * Markdown that can be read in its source: `''` stands for a backtick, and so `'''` for a fence. A line that ends with a backslash
 * goes on in the next, after its indentation. All else stands for itself, backslashes too, and so does whatever is inserted.
 */
export function md(text: TemplateStringsArray, ...values: (string | number)[]): string {
  return String.raw({ raw: text.raw.map((part) => part.replace(/'''/g, '```').replace(/''/g, '`').replace(/\\\n */g, '')) }, ...values);
}

/** The part if it applies, or nothing. */
export function when(applies: boolean, part: string): string {
  return applies ? part : '';
}

/** Each item's lines, one item after the other; without a line break at the end. */
export function each<T>(items: T[], part: (item: T) => string): string {
  return items.map(part).join('\n');
}

/** A list with numbers, of the items that apply. */
export function numbered(items: (string | undefined)[]): string {
  return items.filter((item) => item !== undefined).map((item, index) => `${index + 1}. ${item}`).join('\n');
}

/** Lines that belong to an item of a list. */
export function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '   ');
}

/** Text that stands for itself. */
export function plain(text: string): string {
  return oneLine(text)
    .replace(/[\\`*[\]<>~$]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_');
}

/** Text as code, whatever backticks it has. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${padding}${oneLine(text)}${padding}${fence}`;
}

/** Each text as code, with commas in between, and before the last one the word that ends a list in a sentence. */
export function codes(texts: string[], and?: string): string {
  const items = texts.map(code);
  return and === undefined || items.length < 2 ? items.join(', ') : `${items.slice(0, -1).join(', ')} ${and} ${items[items.length - 1]}`;
}

/** A link whose target may have any character that a path has. */
export function link(text: string, target: string): string {
  return `[${text}](${target.split('/').map(encodeURIComponent).join('/')})`;
}

/** A table. Cells are Markdown. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => oneLine(cell).replace(/\|/g, '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The name that GitHub gives to a heading, for links within the page. */
export function anchor(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replace(/ /g, '-');
}

/** A word that the shell takes as it is, whatever characters it has; without quotes where it needs none. */
export function word(text: string): string {
  return /^[A-Za-z0-9_.,:/@%+=-]+$/.test(text) ? text : `'${text.replace(/'/g, '\'\\\'\'')}'`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
