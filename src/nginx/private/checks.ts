/*
 * What may stand in a configuration of nginx. The room may import nothing of ours, so it has checks of its own.
 */

/** Throws unless the value matches: `what` names it, `allowed` says what is. */
export function check(what: string, value: string, pattern: RegExp, allowed: string): void {
  if (typeof value !== 'string' || !pattern.test(value)) {
    throw new Error(`${what} is ${JSON.stringify(value)}: allowed are ${allowed}`);
  }
}

/** Throws unless the value is a whole number within bounds. */
export function checkNumber(what: string, value: number, most: number = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new Error(`${what} is ${value}: allowed are whole numbers from 1${most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`}`);
  }
}

/** An absolute path in the container. */
export function checkFile(what: string, value: string): void {
  check(what, value, /^\/[A-Za-z0-9_./-]*$/, 'absolute paths of letters, digits and _ . / -');
}

/** A size as nginx writes it. */
export function checkSize(what: string, value: string): void {
  check(what, value, /^\d+[kmg]?$/, 'numbers with k, m or g: "10m"');
}
