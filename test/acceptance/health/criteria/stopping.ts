import { get } from '../../api';
import { succeed } from '../../command';
import { eventually } from '../../eventually';
import { round } from '../../report';
import { inspect } from '../engine-state';
import { trouble, workersOf } from '../faults/celery';
import { EDGE_PORT, report } from '../scene';
import { Site } from '../site';

/** What each service does when it is asked to stop; nothing of what it has begun is lost. */
export function stopping(site: Site): void {
  /** Stops a service as an operator does. */
  const stop = async (service: string) => {
    const container = site.container(service);
    const grace = (await inspect(container)).Config.StopTimeout ?? 10;
    const { seconds } = await succeed(['docker', 'stop', container], { timeoutSeconds: grace + 30 });
    const { State } = await inspect(container);
    report.add(`stop: ${service}`, `exit code ${State.ExitCode} after ${round(seconds)} of ${grace} s`);
    return { exitCode: State.ExitCode, inTime: seconds < grace };
  };
  const OF_ITS_OWN_ACCORD = { exitCode: 0, inTime: true };
  const workers = Object.entries(workersOf(site.place)).map(([worker, { queue }]) => ({ worker, queue }));

  test('backend: a request of 2 s that is under way is answered', async () => {
    const answer = get(`http://127.0.0.1:${EDGE_PORT}/api/trouble/slow?seconds=2`);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const [stopped, response] = await Promise.all([stop('backend'), answer]);
    expect(response.status).toBe(200);
    expect(stopped).toEqual(OF_ITS_OWN_ACCORD);
    await site.compose(['start', 'backend']);
  });

  test.each(workers)('$worker: a task of 4 s that is under way ends', async ({ worker, queue }) => {
    const done = async () => Number((await trouble(site, ['done', queue])).stdout);
    const before = await done();
    await trouble(site, ['occupy', '4', `${queue}:1`]);
    expect(await stop(worker)).toEqual(OF_ITS_OWN_ACCORD);
    expect(await done()).toBe(before + 1);
  });

  describe('a task of 40 s, with 8 s to end it', () => {
    const outcomes: { [worker: string]: { readonly exitCode: number; readonly inTime: boolean } } = {};

    beforeAll(async () => {
      await site.compose(['start', ...workers.map(({ worker }) => worker)]);
      await trouble(site, ['occupy', '40', ...workers.map(({ queue }) => `${queue}:1`)]);
      await Promise.all(workers.map(async ({ worker }) => {
        outcomes[worker] = await stop(worker);
      }));
    }, 120_000);

    test.each(workers)('$worker gives it up in time', ({ worker }) => {
      expect(outcomes[worker]).toMatchObject({ inTime: true });
      // killed by the engine
      expect(outcomes[worker].exitCode).not.toBe(137);
    });

    test.each(workers)('$worker gives it back to the queue', async ({ queue }) => {
      expect(Number((await trouble(site, ['waiting', queue])).stdout)).toBe(1);
    });
  });

  test.each(['celery-beat', 'beat-in-memory', 'beat-313', 'frontend', 'edge'])('%s', async (service) => {
    expect(await stop(service)).toEqual(OF_ITS_OWN_ACCORD);
  });

  // programs that know nothing of signals end by the signal, which the init process passes on
  test.each(['generic-http', 'generic-tcp', 'generic-command'])('%s gets the signal', async (service) => {
    expect(await stop(service)).toEqual({ exitCode: 128 + 15, inTime: true });
  });

  test.each(['redis', 'cache', 'mongodb'])('%s closes its data: the next start has nothing to recover', async (service) => {
    expect(await stop(service)).toEqual(OF_ITS_OWN_ACCORD);
    await site.compose(['start', service]);
    const { State } = await inspect(site.container(service));
    const { value } = await eventually('it is ready', 60, async () => {
      const { output } = await succeed(['docker', 'logs', '--since', State.StartedAt, site.container(service)]);
      return /ready to accept connections|waiting for connections/i.test(output) && output;
    });
    expect(value).not.toMatch(/recover|unclean|truncat|corrupt|repair/i);
  }, 120_000);
}
