import { FileChange } from './dry-run';

/** How many lines of a file come and go. */
export function linesOf(change: FileChange): { readonly added: number; readonly removed: number } {
  const { added, removed } = parts(change);
  return { added: added.length, removed: removed.length };
}

/** A change as `diff --unified=0` shows it: one piece, from the first line that differs to the last. */
export function diffOf(change: FileChange): string {
  const { at, added, removed } = parts(change);
  const header = (side: string, first: number, count: number) => `${side}${count === 0 ? first - 1 : first},${count}`;
  return [
    `--- ${change.before === undefined ? '/dev/null' : `a/${change.file}`}`,
    `+++ b/${change.file}`,
    `@@ ${header('-', at, removed.length)} ${header('+', at, added.length)} @@`,
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    '',
  ].join('\n');
}

function parts({ before = '', after }: FileChange) {
  const [old, now] = [linesIn(before), linesIn(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) {
    start++;
  }
  let end = 0;
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) {
    end++;
  }
  return { at: start + 1, removed: old.slice(start, old.length - end), added: now.slice(start, now.length - end) };
}

function linesIn(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
