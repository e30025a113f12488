import { Remark, changed, code, ordinary } from '../finding';

/** A line of a configuration, with the blocks around it. */
export interface ConfigurationLine {
  /** From the outside in: `server`, `location /api`. */
  readonly blocks: string[];
  /** Without what ends it. */
  readonly text: string;
  /** Whether it begins a block itself. */
  readonly isBlock: boolean;
}

/** The lines of a configuration as nginx and Caddy write them, a directive a line, without comments. */
export function linesOf(text: string): ConfigurationLine[] {
  const lines: ConfigurationLine[] = [];
  const blocks: string[] = [];
  for (const line of text.split('\n').map((each) => each.trim()).filter((each) => each !== '' && !each.startsWith('#'))) {
    if (line === '}') {
      blocks.pop();
    } else if (/(^|\s)\{$/.test(line)) {
      const name = line.replace(/\s*\{$/, '');
      lines.push({ blocks: [...blocks], text: name, isBlock: true });
      blocks.push(name);
    } else {
      lines.push({ blocks: [...blocks], text: line.replace(/;$/, ''), isBlock: false });
    }
  }
  return lines;
}

/** What one has and the other has not: as often as it stands there. */
export function missingIn(one: ConfigurationLine[], other: ConfigurationLine[]): ConfigurationLine[] {
  const left = other.map((line) => JSON.stringify(line));
  return one.filter((line) => {
    const at = left.indexOf(JSON.stringify(line));
    if (at >= 0) {
      left.splice(at, 1);
    }
    return at < 0;
  });
}

/** Lines that differ, as they are written: those of one directive in one place together, and a block that is new or gone as a whole. */
export function lineChanges(gone: ConfigurationLine[], come: ConfigurationLine[]): Remark[] {
  const [left, told] = [outermost(gone), [] as Remark[]];
  for (const line of outermost(come)) {
    const at = left.findIndex((each) => isSamePlace(each, line));
    const [was] = at < 0 ? [] : left.splice(at, 1);
    told.push(ordinary(was === undefined ? `${code(line.text)} is new${place(line)}`
      : `${code(directiveOf(line))}${place(line)} ${changed(valueOf(was), valueOf(line))}`));
  }
  return [...told, ...left.map((line) => ordinary(`${code(line.text)} is gone${place(line)}`))];
}

/** Without lines inside of blocks that are among them. */
function outermost(lines: ConfigurationLine[]): ConfigurationLine[] {
  const begun = lines.filter(({ isBlock }) => isBlock).map(({ blocks, text }) => JSON.stringify([...blocks, text]));
  return lines.filter(({ blocks }) => !blocks.some((_, index) => begun.includes(JSON.stringify(blocks.slice(0, index + 1)))));
}

function isSamePlace(one: ConfigurationLine, other: ConfigurationLine): boolean {
  return JSON.stringify([one.blocks, one.isBlock, directiveOf(one)]) === JSON.stringify([other.blocks, other.isBlock, directiveOf(other)]);
}

/** The first word; of what sets a thing by its name, the name too. */
function directiveOf({ text }: ConfigurationLine): string {
  return /^(?:(?:add_header|proxy_set_header|header|request_header|map|set|vars)\s+)?\S+/.exec(text)?.[0] ?? text;
}

function valueOf(line: ConfigurationLine): string {
  return line.text.slice(directiveOf(line).length).trim();
}

function place({ blocks }: ConfigurationLine): string {
  const inner = blocks[blocks.length - 1];
  return inner === undefined || inner === 'server' ? '' : ` in ${code(inner)}`;
}
