import { FileChange } from './dry-run';

/** A line that stays, goes or comes. */
interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** Larger changes are shown as all old lines and all new ones. */
const MOST_COMPARISONS = 4_000_000;

/** How many lines of a file come and go. */
export function linesOf(change: FileChange): { readonly added: number; readonly removed: number } {
  const { lines } = piece(change);
  const count = (mark: Line['mark']) => lines.filter((line) => line.mark === mark).length;
  return { added: count('+'), removed: count('-') };
}

/** A change as a unified diff: one piece, from the first line that differs to the last. */
export function diffOf(change: FileChange): string {
  const { at, lines } = piece(change);
  const range = (side: '-' | '+') => {
    const count = lines.filter(({ mark }) => mark === ' ' || mark === side).length;
    return `${side}${count === 0 ? at - 1 : at},${count}`;
  };
  return [
    `--- ${change.before === undefined ? '/dev/null' : `a/${change.file}`}`,
    `+++ b/${change.file}`,
    `@@ ${range('-')} ${range('+')} @@`,
    ...lines.map(({ mark, text }) => mark + text),
    '',
  ].join('\n');
}

function piece({ before = '', after }: FileChange): { at: number; lines: Line[] } {
  const [old, now] = [linesIn(before), linesIn(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) {
    start++;
  }
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old[old.length - 1 - end] === now[now.length - 1 - end]) {
    end++;
  }
  return { at: start + 1, lines: compared(old.slice(start, old.length - end), now.slice(start, now.length - end)) };
}

/** The longest common subsequence stays. */
function compared(old: readonly string[], now: readonly string[]): Line[] {
  if (old.length * now.length > MOST_COMPARISONS || old.length === 0 || now.length === 0) {
    return [...old.map((text): Line => ({ mark: '-', text })), ...now.map((text): Line => ({ mark: '+', text }))];
  }
  const width = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  for (let one = old.length - 1; one >= 0; one--) {
    for (let other = now.length - 1; other >= 0; other--) {
      longest[one * width + other] = old[one] === now[other] ? longest[(one + 1) * width + other + 1] + 1
        : Math.max(longest[(one + 1) * width + other], longest[one * width + other + 1]);
    }
  }
  const lines: Line[] = [];
  let [one, other] = [0, 0];
  while (one < old.length || other < now.length) {
    if (one < old.length && other < now.length && old[one] === now[other]) {
      lines.push({ mark: ' ', text: old[one++] });
      other++;
    } else if (other === now.length || one < old.length && longest[(one + 1) * width + other] >= longest[one * width + other + 1]) {
      lines.push({ mark: '-', text: old[one++] });
    } else {
      lines.push({ mark: '+', text: now[other++] });
    }
  }
  return lines;
}

function linesIn(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
