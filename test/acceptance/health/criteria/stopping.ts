import { setTimeout as pause } from 'timers/promises';
import { get } from '../../api';
import { succeed } from '../../command';
import { eventually } from '../../eventually';
import { round } from '../../report';
import { inspect } from '../engine-state';
import { trouble, workersOf } from '../faults/celery';
import { EDGE_PORT, report } from '../scene';
import { Site } from '../site';

/** The exit code of what the engine has killed because it did not end in time. */
const KILLED = 137;

/** What each service does when it is asked to stop; nothing of what it has begun is lost. */
export function stopping(site: Site): void {
  /** Stops a service as an operator does, and gives its exit code. */
  const stop = async (service: string) => {
    const container = site.container(service);
    const grace = (await inspect(container)).Config.StopTimeout ?? 10;
    const { seconds } = await succeed(['docker', 'stop', container], { timeoutSeconds: grace + 60 });
    const { State } = await inspect(container);
    report.add(`stop: ${service}`, `exit code ${State.ExitCode} after ${round(seconds)} of ${grace} s`);
    return State.ExitCode;
  };
  /** What `cause_trouble` counts, for the queue of each worker. */
  const perQueue = async (what: 'done' | 'waiting') => Object.fromEntries(await Promise.all(
    workers.map(async ({ queue }) => [queue, Number((await trouble(site, [what, queue])).stdout)] as const),
  ));
  const workers = Object.entries(workersOf(site.place)).map(([worker, { queue }]) => ({ worker, queue }));

  test('backend: a request of 4 s that is under way is answered', async () => {
    const answer = get(`http://127.0.0.1:${EDGE_PORT}/api/trouble/slow?seconds=4`);
    await pause(1500);
    const [stopped, response] = await Promise.all([stop('backend'), answer]);
    expect(response.status).toBe(200);
    expect(stopped).toBe(0);
    await site.compose(['start', 'backend']);
  });

  describe('a task of 3 s that is under way', () => {
    const exitCodes: { [worker: string]: number } = {};
    const done: { [when: string]: { [queue: string]: number } } = {};

    beforeAll(async () => {
      done.before = await perQueue('done');
      await trouble(site, ['occupy', '3', ...workers.map(({ queue }) => `${queue}:1`)]);
      await Promise.all(workers.map(async ({ worker }) => {
        exitCodes[worker] = await stop(worker);
      }));
      done.after = await perQueue('done');
    });

    test.each(workers)('$worker ends it first', ({ worker, queue }) => {
      expect(exitCodes[worker]).toBe(0);
      expect(done.after[queue]).toBe(done.before[queue] + 1);
    });
  });

  describe('a task of 40 s, with 8 s to end it', () => {
    const exitCodes: { [worker: string]: number } = {};
    let waiting: { [queue: string]: number };

    beforeAll(async () => {
      await site.compose(['start', ...workers.map(({ worker }) => worker)]);
      await trouble(site, ['occupy', '40', ...workers.map(({ queue }) => `${queue}:1`)]);
      await Promise.all(workers.map(async ({ worker }) => {
        exitCodes[worker] = await stop(worker);
      }));
      waiting = await perQueue('waiting');
    });

    test.each(workers)('$worker gives it up in time, and back to the queue', ({ worker, queue }) => {
      expect(exitCodes[worker]).not.toBe(KILLED);
      expect(waiting[queue]).toBe(1);
    });
  });

  test.each(['celery-beat', 'beat-in-memory', 'beat-313', 'frontend', 'edge'])('%s', async (service) => {
    expect(await stop(service)).toBe(0);
  });

  // programs that know nothing of signals end by the signal, which the init process passes on
  test.each(['generic-http', 'generic-tcp', 'generic-command'])('%s gets the signal', async (service) => {
    expect(await stop(service)).toBe(128 + 15);
  });

  test.each(['redis', 'cache', 'mongodb'])('%s closes its data: the next start has nothing to recover', async (service) => {
    expect(await stop(service)).toBe(0);
    // it may be ready before the engine notes that it has started
    const { State } = await inspect(site.container(service));
    await site.compose(['start', service]);
    const { value } = await eventually('it is ready', 60, async () => {
      const { output } = await succeed(['docker', 'logs', '--since', State.FinishedAt, site.container(service)]);
      return /ready to accept connections|waiting for connections/i.test(output) && output;
    });
    expect(value).not.toMatch(/recover|unclean|truncat|corrupt|repair/i);
  });
}
