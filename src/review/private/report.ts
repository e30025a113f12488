import { CODE_BEGINS, CODE_ENDS, Finding, Level } from './finding';

/** A line of a report: what several services or environments have in common stands there once. */
interface Line {
  readonly level: Level;
  readonly where: string[];
  readonly subjects: string[];
  readonly sentence: string;
}

/** How a report is written. */
export interface Form {
  title(text: string): string;
  heading(text: string): string;
  line(line: Line, isInEnvironment: boolean): string;
  paragraph(text: string): string;
}

const HEADINGS: { readonly [level in Level]: string } = {
  [Level.RISKY]: 'Look at these first',
  [Level.TO_DO]: 'To do before the next deploy',
  [Level.ORDINARY]: '',
};

/** All findings: risky ones first, then what is to be done, then the rest by environment. */
export function reportOf(findings: Finding[], before: string, after: string, form: Form): string {
  const title = form.title(`What changes in the containers from ${before} to ${after}`);
  if (findings.length === 0) {
    return [title, form.paragraph('Nothing.'), ''].join('\n');
  }
  const lines = linesOf(findings);
  const first = [Level.RISKY, Level.TO_DO].map((level) =>
    ({ heading: HEADINGS[level], lines: lines.filter((line) => line.level === level) }));
  const rest = lines.filter(({ level }) => level === Level.ORDINARY);
  const places = [...new Set(rest.map(placesOf))];
  const sections = [
    ...first.map((section) => ({ ...section, isInEnvironment: false })),
    ...places.map((place) => ({ heading: capital(place), lines: rest.filter((line) => placesOf(line) === place), isInEnvironment: true })),
  ];
  return [
    title,
    ...sections.filter((section) => section.lines.length > 0).flatMap((section) => [
      form.heading(section.heading), ...section.lines.map((line) => form.line(line, section.isInEnvironment)),
    ]),
    '',
  ].join('\n');
}

/** The same sentence of several services is one line, and the same line of several environments too. */
function linesOf(findings: Finding[]): Line[] {
  const byService = merged(
    findings.map(({ level, where, subject, sentence }) => ({ level, where: [where], subjects: [subject], sentence })),
    ({ level, where, sentence }) => JSON.stringify([level, where, sentence]),
  );
  return merged(byService, ({ level, subjects, sentence }) => JSON.stringify([level, subjects, sentence]));
}

function merged(lines: Line[], keyOf: (line: Line) => string): Line[] {
  const groups = new Map<string, Line>();
  for (const line of lines) {
    const before = groups.get(keyOf(line));
    groups.set(keyOf(line), before === undefined ? line : {
      ...before, where: unique([...before.where, ...line.where]), subjects: unique([...before.subjects, ...line.subjects]),
    });
  }
  return [...groups.values()];
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)];
}

function placesOf({ where }: Line): string {
  return where.join(', ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** For a terminal, and for programs that read lines. */
export const TEXT: Form = {
  title: (text) => `${text}:`,
  heading: (text) => `\n${text}`,
  line: (line, isInEnvironment) => {
    const sentence = line.sentence.replace(new RegExp(`[${CODE_BEGINS}${CODE_ENDS}]`, 'g'), '');
    const where = isInEnvironment ? '' : `${placesOf(line)}: `;
    return `  ${where}${line.subjects.join(', ')}: ${sentence}${line.level === Level.RISKY ? ' (!)' : ''}`;
  },
  paragraph: (text) => `\n${text}`,
};

/** For a comment on a pull request. */
export const MARKDOWN: Form = {
  title: (text) => `### ${plain(text)}`,
  heading: (text) => `\n**${plain(text)}**\n`,
  line: (line, isInEnvironment) => {
    const sentence = line.sentence.split(new RegExp(`(${CODE_BEGINS}[^${CODE_ENDS}]*${CODE_ENDS})`)).map((part) =>
      part.startsWith(CODE_BEGINS) ? span(part.slice(1, -1)) : plain(part)).join('');
    const where = isInEnvironment ? '' : `${plain(placesOf(line))}: `;
    return `- ${where}${line.subjects.map(span).join(', ')}: ${sentence}${line.level === Level.RISKY ? ' **(!)**' : ''}`;
  },
  paragraph: (text) => `\n${plain(text)}`,
};

/** Code, whatever backticks it has. */
function span(text: string): string {
  const fence = '`'.repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)));
  const padding = /^`|`$/.test(text) || text === '' ? ' ' : '';
  return `${fence}${padding}${text}${padding}${fence}`;
}

/** Text that stands for itself, and calls nobody. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>~|#]/g, '\\$&').replace(/@/g, '@\u{200b}');
}
