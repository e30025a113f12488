import { inspect } from '../engine-state';
import { Expected, Fault } from '../fault';
import { OLDEST_SIGN_OF_LIFE, QUICK } from '../quick-checks';
import { Place, Site } from '../site';

/** The workers by the queue that each works off, and how many tasks it runs at a time. */
export function workersOf(place: Place): { [service: string]: { readonly queue: string; readonly tasks: number } } {
  return {
    'celery-worker': { queue: 'celery', tasks: place === Place.DEVELOPMENT ? 4 : 8 },
    'worker-threads': { queue: 'threads', tasks: 2 },
    'worker-solo': { queue: 'solo', tasks: 1 },
    'worker-gevent': { queue: 'gevent', tasks: 2 },
  };
}

const WORKERS = Object.keys(workersOf(Place.PRODUCTION));

export function beatsOf(place: Place): string[] {
  return ['celery-beat', 'beat-in-memory', ...place === Place.PRODUCTION ? ['beat-313'] : []];
}

/** Longer than it would take to be red. */
const BUSY_SECONDS = 2 * OLDEST_SIGN_OF_LIFE + QUICK.retries * QUICK.interval;

export function trouble(site: Site, argv: string[]) {
  return site.exec('backend', ['python', '-m', 'app.cause_trouble', ...argv]);
}

export const WORKER_FAULTS: (place: Place) => Fault[] = (place) => [
  {
    what: 'its processes are stopped (SIGSTOP)',
    services: WORKERS,
    begin: (site) => everyOf(WORKERS, (worker) => site.signal(worker, 'STOP')),
    end: (site) => everyOf(WORKERS, (worker) => site.signal(worker, 'CONT')),
  },
  {
    what: 'its main loop is blocked for 18 s',
    services: WORKERS,
    begin: async (site) => {
      const nodes = await everyOf(WORKERS, async (worker) => `celery@${(await inspect(site.container(worker))).Config.Hostname}`);
      await trouble(site, ['block', '18', ...nodes]);
    },
  },
  {
    what: 'every process, thread or slot of its pool is busy',
    services: WORKERS,
    expected: Expected.STAYS_GREEN,
    looksFor: BUSY_SECONDS,
    begin: (site) => trouble(site, ['occupy', `${BUSY_SECONDS + 4}`, ...Object.values(workersOf(place)).map(({ queue, tasks }) => `${queue}:${tasks}`)]),
  },
];

export const BEAT_FAULTS: (place: Place) => Fault[] = (place) => [
  {
    what: 'its processes are stopped (SIGSTOP)',
    services: beatsOf(place),
    begin: (site) => everyOf(beatsOf(place), (beat) => site.signal(beat, 'STOP')),
    end: (site) => everyOf(beatsOf(place), (beat) => site.signal(beat, 'CONT')),
  },
  {
    what: 'an entry of the schedule does not come back',
    services: beatsOf(place),
    begin: (site) => everyOf(beatsOf(place), (beat) => site.exec(beat, ['touch', '/tmp/beat.blocked'])),
    end: (site) => everyOf(beatsOf(place), (beat) => site.exec(beat, ['rm', '/tmp/beat.blocked'])),
  },
];

/** What happens to all who use the broker at the same time. */
export const BROKER_FAULTS: (place: Place) => Fault[] = (place) => [
  {
    what: 'the broker hangs',
    services: ['redis', ...WORKERS, ...beatsOf(place)],
    begin: (site) => site.signal('redis', 'STOP'),
    end: (site) => site.signal('redis', 'CONT'),
  },
  {
    what: 'the broker is gone',
    services: [...WORKERS, ...beatsOf(place)],
    begin: (site) => site.compose(['stop', 'redis']),
    end: (site) => site.compose(['start', 'redis']),
  },
];

function everyOf<T>(services: string[], work: (service: string) => Promise<T>): Promise<T[]> {
  return Promise.all(services.map(work));
}
