import { setTimeout as pause } from 'timers/promises';
import { secondsSince } from './command';

/** What was waited for, and for how long. */
export interface Awaited<T> {
  readonly value: T;
  readonly seconds: number;
}

/**
 * Asks again and again until the answer is not `undefined` or `false` and nothing is thrown.
 *
 * @throws if that takes longer than the given time; the message says what was last seen
 */
export async function eventually<T>(
  what: string, withinSeconds: number, ask: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<Awaited<T>> {
  const began = process.hrtime.bigint();
  let last = 'nothing was seen';
  for (;;) {
    try {
      const value = await ask();
      if (value !== undefined && value !== false) {
        return { value, seconds: secondsSince(began) };
      }
    } catch (error) {
      last = (error as Error).message;
    }
    if (secondsSince(began) > withinSeconds) {
      throw new Error(`not within ${withinSeconds} s: ${what} (${last})`);
    }
    await pause(200);
  }
}
