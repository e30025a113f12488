import * as path from 'path';

/** This library, as compiled or from its sources. */
const LIBRARY = path.join(__dirname, '..') + path.sep;

/**
 * An error that ends with its message when nobody catches it: what Node.js prints is the stack, and a message that is only above it
 * stands between two pieces of trace. Of the places those are kept that the user wrote.
 */
export function failure(message: string): Error {
  const error = new Error(message);
  const places = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  const own = places.filter((line) => !line.includes(LIBRARY) && !/[\\/]node_modules[\\/]|node:/.test(line));
  error.stack = [`Error: ${message}`, ...own.length > 0 ? own : places, '', message].join('\n');
  return error;
}
