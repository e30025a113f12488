import { ServiceDifference } from './difference';
import { Rest } from '../../facts';
import { changed, code, ordinary } from '../finding';

/** What there is no word for: told as it is written. */
export const rest: ServiceDifference = ({ before, after }) => restChanges(before.rest, after.rest).map(ordinary);

/** Values that differ, by the keys that lead to them. */
export function restChanges(before: Rest, after: Rest, what = ''): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.filter((key) => before[key] !== after[key]).map((key) => {
    const [was, is] = [before[key], after[key]];
    return was === undefined ? `${what}${code(key)} is now ${code(is)}`
      : is === undefined ? `${what}${code(key)} is gone, was ${code(was)}` : `${what}${code(key)} ${changed(was, is)}`;
  });
}
