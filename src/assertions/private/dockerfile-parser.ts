import { ParsedInstruction, ParsedStage } from '../parsed-stage';

/** A Dockerfile, read as Docker reads it. */
export interface ParsedDockerfile {
  /** Parser directives, by their names in lower case. */
  readonly directives: { [name: string]: string };
  readonly stages: ParsedStage[];
}

/** An instruction and the line after it. */
interface Located {
  readonly instruction: ParsedInstruction;
  readonly end: number;
}

const DIRECTIVE = /^\s*#\s*(syntax|escape|check)\s*=\s*(.*?)\s*$/i;

/** Reads a Dockerfile: https://docs.docker.com/reference/dockerfile/ */
export function parseDockerfile(text: string): ParsedDockerfile {
  const lines = text.replace(/\r\n/g, '\n').replace(/^\uFEFF/, '').split('\n');
  const directives = readDirectives(lines);
  const located = readInstructions(lines, directives.escape ?? '\\');
  return { directives, stages: stagesOf(located, lines) };
}

/** `# syntax=...`, `# escape=...` and `# check=...`, which count only before anything else. */
function readDirectives(lines: string[]): { [name: string]: string } {
  const directives: { [name: string]: string } = {};
  for (const line of lines) {
    const [, name, value] = DIRECTIVE.exec(line) ?? [];
    if (name === undefined) {
      break;
    }
    directives[name.toLowerCase()] = value;
  }
  return directives;
}

function readInstructions(lines: string[], escape: string): Located[] {
  const found: Located[] = [];
  let at = 0;
  while (at < lines.length) {
    if (isNothing(lines[at])) {
      at++;
      continue;
    }
    const first = at;
    let text = '';
    for (let continues = true; continues && at < lines.length; at++) {
      // comments and empty lines between continued lines are no part of the instruction
      if (at > first && isNothing(lines[at])) {
        continue;
      }
      const line = lines[at].trimEnd();
      continues = line.endsWith(escape);
      text = join(text, continues ? line.slice(0, -1) : line);
    }
    const [, name, rest] = /^\s*(\S+)\s*([^]*)$/.exec(text)!;
    const texts: string[] = [];
    for (const { word, isIndented } of hereDocuments(name, rest)) {
      const body = [];
      while (at < lines.length && (isIndented ? lines[at].replace(/^\t+/, '') : lines[at]) !== word) {
        body.push(isIndented ? lines[at].replace(/^\t+/, '') : lines[at]);
        at++;
      }
      if (at === lines.length) {
        throw new Error(`the text that begins with "<<${word}" in line ${first + 1} has no end: expected a line "${word}"`);
      }
      at++;
      texts.push([...body, ''].join('\n'));
    }
    const value = rest.trim();
    const words = execForm(name.toUpperCase(), value);
    found.push({ instruction: { name: name.toUpperCase(), value, ...words && { words }, texts, line: first + 1 }, end: at });
  }
  return found;
}

/** The words that end the texts after an instruction; only these three may have texts. */
function hereDocuments(name: string, rest: string): { word: string; isIndented: boolean }[] {
  if (!['RUN', 'COPY', 'ADD'].includes(name.toUpperCase())) {
    return [];
  }
  const found = rest.matchAll(/(?:^|\s)\d*<<(-?)(['"]?)([A-Za-z_][\w.-]*)\2(?=\s|$)/g);
  return [...found].map(([, dash, , word]) => ({ word, isIndented: dash === '-' }));
}

/** The words of an instruction in exec form, where there is such a form. */
function execForm(name: string, value: string): string[] | undefined {
  if (!['CMD', 'ENTRYPOINT', 'RUN', 'SHELL', 'COPY', 'ADD', 'VOLUME'].includes(name)) {
    return undefined;
  }
  try {
    const words = JSON.parse(value);
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    // what is no JSON is a shell command, even if it begins with "["
    return undefined;
  }
}

/** Joins continued lines; white space where they meet is one space. */
function join(text: string, next: string): string {
  if (text === '') {
    return next;
  }
  return /\s$/.test(text) || /^\s/.test(next) ? `${text.trimEnd()} ${next.trimStart()}` : text + next;
}

function isNothing(line: string): boolean {
  return /^\s*(#|$)/.test(line);
}

function stagesOf(located: Located[], lines: string[]): ParsedStage[] {
  const starts = located.flatMap(({ instruction }, index) => instruction.name === 'FROM' ? [index] : []);
  return starts.map((start, position) => {
    const parts = located.slice(start, starts[position + 1]);
    const from = located[start].instruction;
    const [, image, name] = /^(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?$/i.exec(from.value) ?? [];
    if (image === undefined) {
      throw new Error(`line ${from.line} cannot be read: expected "FROM <image>" or "FROM <image> AS <name>"`);
    }
    return {
      name: name?.toLowerCase() ?? `${position}`,
      image,
      instructions: parts.map(({ instruction }) => instruction),
      text: `${lines.slice(commentAbove(lines, from.line - 1), parts[parts.length - 1].end).join('\n')}\n`,
    };
  });
}

/** The first line of the comment that stands directly above a line. */
function commentAbove(lines: string[], line: number): number {
  let first = line;
  while (first > 0 && /^\s*#/.test(lines[first - 1]) && !DIRECTIVE.test(lines[first - 1])) {
    first--;
  }
  return first;
}
