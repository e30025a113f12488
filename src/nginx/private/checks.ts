import { Duration } from '../../base';
import { shown } from '../../base/checks';

/** Throws unless the value matches: `what` names it, `allowed` says what is. */
export function check(what: string, value: string, pattern: RegExp, allowed: string): void {
  if (typeof value !== 'string' || !pattern.test(value)) {
    throw new Error(`${what} is ${shown(value)}: allowed are ${allowed}`);
  }
}

/** An absolute path in the container. */
export function checkFile(what: string, value: string): void {
  check(what, value, /^\/[A-Za-z0-9_./-]*$/, 'absolute paths of letters, digits and _ . / -');
}

/** How long something is waited for: nginx takes 0 for "not at all". */
export function checkTimeout(what: string, value: Duration, most?: Duration): void {
  if (value.toMillis() === 0 || most?.isShorterThan(value)) {
    throw new Error(`${what} is ${value}: allowed are durations above 0s${most ? `, up to ${most}` : ''}`);
  }
}

/** A time that is written to a header, in seconds. */
export function checkWholeSeconds(what: string, value: Duration): void {
  if (value.toSeconds() < 1 || !Number.isInteger(value.toSeconds())) {
    throw new Error(`${what} is ${value}: allowed are whole seconds from 1`);
  }
}
