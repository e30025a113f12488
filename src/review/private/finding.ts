/** How much somebody has to look at a change. In the order in which they are told. */
export enum Level {
  /** It can make the stack less safe, or lose data: somebody has to have meant it. */
  RISKY = 'risky',
  /** Something has to be done before the next deploy. */
  TO_DO = 'to do',
  ORDINARY = 'ordinary',
}

/** What a change means, in a sentence without a beginning and an end: `memory limit 1 GiB → 2 GiB`. */
export interface Remark {
  readonly level: Level;
  readonly sentence: string;
}

/** A remark, and what it is about. */
export interface Finding extends Remark {
  /** The environment, or what is shared by all. */
  readonly where: string;
  /** The service, the volume, the file. */
  readonly subject: string;
}

export function risky(sentence: string): Remark {
  return { level: Level.RISKY, sentence };
}

export function toDo(sentence: string): Remark {
  return { level: Level.TO_DO, sentence };
}

export function ordinary(sentence: string): Remark {
  return { level: Level.ORDINARY, sentence };
}

/** What is written as code, in a sentence: between two characters that no text of a file has. */
export const [CODE_BEGINS, CODE_ENDS] = ['\u{e000}', '\u{e001}'];
const LONGEST = 100;

/** A value of a file, in a sentence: one line, and no longer than people read. */
export function code(value: string): string {
  const line = value.replace(/[\u{e000}\u{e001}\p{Cc}\s]+/gu, ' ').trim();
  return `${CODE_BEGINS}${line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`}${CODE_ENDS}`;
}

export function codes(values: string[]): string {
  return values.map(code).join(', ');
}

/** Without the quotes and brackets of a program around a word that differs. */
function withoutSigns(text: string): string {
  return text.includes(' ') ? text : text.replace(/^["'([{,;]+|["')\]},;]+$/g, '');
}

/** From one value to another, without the words that both begin and end with. */
export function changed(before: string, after: string): string {
  const [one, other] = [before.split(' '), after.split(' ')];
  const most = Math.min(one.length, other.length);
  let first = 0;
  while (first < most && one[first] === other[first]) {
    first++;
  }
  let last = 0;
  while (last < most - first && one[one.length - 1 - last] === other[other.length - 1 - last]) {
    last++;
  }
  const [gone, come] = [one, other].map((words) => words.slice(first, words.length - last).join(' ')).map(withoutSigns);
  // the value of an option is nothing without the option
  const option = first > 0 ? withoutSigns(one[first - 1]) : '';
  const what = option.startsWith('-') && !option.includes('=') ? `${code(option)} ` : '';
  const isLong = before.length + after.length > LONGEST;
  return !isLong ? `${code(before)} → ${code(after)}`
    : gone === '' ? `now with ${code(come)}` : come === '' ? `no longer with ${code(gone)}`
      : `${what}${code(gone)} → ${code(come)}`;
}
