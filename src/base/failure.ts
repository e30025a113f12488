import { writeSync } from 'fs';
import * as path from 'path';
import { spelled } from './spelling';

/** This library, as compiled or from its sources. */
const LIBRARY = path.join(__dirname, '..') + path.sep;

/**
 * An error that ends with its message when its stack is printed: a message that is only above it stands between two pieces of trace. Of
 * the places those are kept that the user wrote.
 */
export function failure(text: string): Error {
  const message = spelled(text);
  const error = new Error(message);
  error.stack = [`Error: ${message}`, ...placesOf(error), '', message].join('\n');
  return error;
}

/** Where an error comes from, as far as the user wrote it; all of it, if nothing of it is the user's. */
function placesOf({ stack = '' }: Error): string[] {
  const places = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  const own = places.filter((line) => !line.includes(LIBRARY) && !isForeign(line));
  return own.length > 0 ? own : places;
}

function isForeign(place: string): boolean {
  return /[\\/]node_modules[\\/]|node:/.test(place);
}

/** Whether this library found something wrong, and not what it was called by or what it calls back. */
function isOurs(error: unknown): error is Error {
  if (!(error instanceof Error)) {
    return false;
  }
  const places = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  const first = places.find((line) => line.includes(LIBRARY) || !isForeign(line));
  return first?.includes(LIBRARY) || error.stack?.endsWith(`\n\n${error.message}`) === true;
}

/**
 * Says what is wrong last, by itself, where nobody catches an error of this library and the process is about to end: Node.js would
 * print the line of the library that threw, the message, a trace and its version.
 */
function sayLast(error: unknown): void {
  if (isOurs(error) && process.listenerCount('uncaughtException') === 0 && !process.hasUncaughtExceptionCaptureCallback()) {
    writeSync(2, `${[...placesOf(error), '', error.message].join('\n')}\n`);
    process.exit(1);
  }
}

const WATCHED = Symbol.for('projen-container-stack.sayLast');
if (!(WATCHED in process)) {
  // a process may load several copies of this library, and tests load it often
  Object.defineProperty(process, WATCHED, { value: true });
  process.on('uncaughtExceptionMonitor', sayLast);
}
