import { ServiceFacts } from '../facts';

/** A service that is called otherwise. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** How alike two services have to be, by their facts, to be one with another name. */
const ALIKE = 0.85;

/** That one service is another with a new name, if it runs the same and is alike otherwise. */
export function renamingOf(before: ServiceFacts, after: ServiceFacts): Renaming | undefined {
  const renaming = { from: before.id, to: after.id };
  const was = aligned(before, after, [renaming], []);
  const keys = (Object.keys(after) as (keyof ServiceFacts)[]).filter((key) => key !== 'id');
  const equal = keys.filter((key) => JSON.stringify(was[key]) === JSON.stringify(after[key]));
  const runsTheSame = equal.includes('image') && equal.includes('build') && equal.includes('command');
  return runsTheSame && equal.length / keys.length >= ALIKE ? renaming : undefined;
}

/** What was, in new names, wherever that makes it the same as what is. Volumes keep their names: data does not move along. */
export function aligned(before: ServiceFacts, after: ServiceFacts, renamings: Renaming[], kept: string[] = ['id', 'mounts']): ServiceFacts {
  const others = after as unknown as { readonly [key: string]: unknown };
  return renamings.length === 0 ? before : Object.fromEntries(Object.entries(before).map(([key, value]) =>
    [key, kept.includes(key) ? value : alignedValue(value, others[key], renamings)])) as unknown as ServiceFacts;
}

/** A text in new names: where a name stands as a word, or as the beginning of a variable's name. */
export function inNewNames(text: string, renamings: Renaming[]): string {
  return renamings.reduce((before, { from, to }) => before
    .replace(new RegExp(`(?<![A-Za-z0-9_-])${from}(?![A-Za-z0-9_])|(?<=[-/])${from}(?![A-Za-z0-9_-])`, 'g'), to)
    .replace(new RegExp(`(?<![A-Za-z0-9])${variable(from)}_`, 'g'), `${variable(to)}_`), text);
}

function variable(id: string): string {
  return id.toUpperCase().replace(/-/g, '_');
}

function alignedValue(before: unknown, after: unknown, renamings: Renaming[]): unknown {
  if (typeof before === 'string') {
    const renamed = inNewNames(before, renamings);
    return renamed === after ? renamed : before;
  }
  if (Array.isArray(before)) {
    const others = new Set((Array.isArray(after) ? after : []).map((each) => JSON.stringify(each)));
    return before.map((each) => {
      const renamed = JSON.parse(inNewNames(JSON.stringify(each), renamings)) as unknown;
      return !others.has(JSON.stringify(each)) && others.has(JSON.stringify(renamed)) ? renamed : each as unknown;
    });
  }
  if (typeof before === 'object' && before !== null) {
    const other = (typeof after === 'object' && after !== null ? after : {}) as { [key: string]: unknown };
    return Object.fromEntries(Object.entries(before).map(([key, value]) => {
      const renamed = key in other ? key : inNewNames(key, renamings);
      const name = renamed in other ? renamed : key;
      return [name, alignedValue(value, other[name], renamings)];
    }));
  }
  return before;
}
