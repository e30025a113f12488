import { setTimeout as pause } from 'timers/promises';
import { secondsSince } from '../command';
import { Site } from './site';

/** What a check has to say while the fault is there. */
export enum Expected {
  /** It turns red. */
  RED = 'red',
  /** It is red from the container's first moment on, and never anything else. */
  NEVER_GREEN = 'never green',
  /** It stays green: what looks like a fault is none. */
  STAYS_GREEN = 'stays green',
}

/** Something that goes wrong with one service, or with several at once, and how it is mended. */
export interface Fault {
  readonly what: string;
  /** The services whose checks are looked at. */
  readonly services: string[];
  /** What they have to say; red by default. */
  readonly expected?: Expected;
  /** Seconds for which it has to stay green, or never to be; it is only waited for that it turns red. */
  readonly looksFor?: number;
  readonly begin: (site: Site) => Promise<unknown>;
  /** Nothing where it passes by itself. */
  readonly end?: (site: Site) => Promise<unknown>;
}

/** How long is waited for a check to turn red, or green again: only one that never does takes so long. What it took is reported. */
const PATIENCE_SECONDS = 90;

/** What was seen of one service under one fault. */
export interface Sight {
  readonly service: string;
  readonly what: string;
  readonly expected: Expected;
  /** Seconds from the fault to red. */
  red?: number;
  /** Seconds from the end of the fault to green. */
  green?: number;
  problem?: string;
}

/** Breaks, looks, mends and looks again; a sight for each service, never an exception. */
export async function observe(site: Site, fault: Fault, patienceSeconds = PATIENCE_SECONDS): Promise<Sight[]> {
  const { what, expected = Expected.RED, looksFor = 0 } = fault;
  const sights: Sight[] = fault.services.map((service) => ({ service, what, expected }));
  const each = async (look: (sight: Sight) => Promise<void>) => {
    await Promise.all(sights.filter(({ problem }) => problem === undefined).map((sight) => look(sight).catch((error: Error) => {
      sight.problem = error.message;
    })));
  };
  if (expected !== Expected.NEVER_GREEN) {
    await each(async ({ service }) => {
      await status(site, service, 'healthy', PATIENCE_SECONDS, 'before the fault');
    });
  }
  try {
    await fault.begin(site);
    await each(async (sight) => {
      switch (expected) {
        case Expected.RED:
          sight.red = await status(site, sight.service, 'unhealthy', patienceSeconds, 'after the fault');
          break;
        case Expected.NEVER_GREEN:
          sight.red = await keepsFrom(site, sight.service, 'healthy', looksFor);
          sight.red ??= looksFor + await status(site, sight.service, 'unhealthy', PATIENCE_SECONDS, 'in the end');
          break;
        case Expected.STAYS_GREEN:
          await keepsFrom(site, sight.service, 'unhealthy', looksFor);
          break;
      }
    });
  } catch (error) {
    await each(() => Promise.reject(new Error(`the fault could not be made: ${(error as Error).message}`)));
  }
  try {
    await fault.end?.(site);
  } catch (error) {
    await each(() => Promise.reject(new Error(`the fault could not be mended: ${(error as Error).message}`)));
  }
  // also where it was not red: what comes next needs a service that works
  await Promise.all(sights.map(async (sight) => {
    try {
      sight.green = await status(site, sight.service, 'healthy', PATIENCE_SECONDS, 'after the fault was mended');
    } catch (error) {
      sight.problem ??= (error as Error).message;
    }
  }));
  return sights;
}

/** One after the other. */
export async function observeAll(site: Site, faults: Fault[]): Promise<Sight[]> {
  const sights: Sight[] = [];
  for (const fault of faults) {
    sights.push(...await observe(site, fault));
  }
  return sights;
}

/** @returns the seconds that it took */
export async function status(site: Site, service: string, wanted: string, within: number, when: string): Promise<number> {
  const began = process.hrtime.bigint();
  for (;;) {
    const { health, said } = await site.health(service);
    const seconds = secondsSince(began);
    if (health === wanted) {
      return seconds;
    }
    if (seconds > within) {
      throw new Error(`not within ${within} s: ${service} is "${wanted}" ${when}; it is "${health}", and its check says: ${said}`);
    }
    await pause(150);
  }
}

/** @returns the seconds until it was first unhealthy */
async function keepsFrom(site: Site, service: string, unwanted: string, seconds: number): Promise<number | undefined> {
  const began = process.hrtime.bigint();
  let red: number | undefined;
  while (secondsSince(began) < seconds) {
    const { health, said } = await site.health(service);
    if (health === unwanted) {
      throw new Error(`${service} is "${health}" after ${secondsSince(began).toFixed(1)} s, and its check says: ${said}`);
    }
    red ??= health === 'unhealthy' ? secondsSince(began) : undefined;
    await pause(150);
  }
  return red;
}
