import { get } from '../../api';
import { succeed } from '../../command';
import { round } from '../../report';
import { inspect } from '../engine-state';
import { status } from '../fault';
import { trouble } from '../faults/celery';
import { EDGE_PORT, report } from '../scene';
import { Site } from '../site';

/** What each service does when it is asked to stop; nothing of what it has begun is lost. */
export function stopping(site: Site): void {
  /** Stops a service as an operator does; within its time and of its own accord. */
  const stop = async (service: string) => {
    const container = site.container(service);
    const grace = (await inspect(container)).Config.StopTimeout ?? 10;
    const { seconds } = await succeed(['docker', 'stop', container], { timeoutSeconds: grace + 30 });
    const { State } = await inspect(container);
    report.add(`stop: ${service}`, `exit code ${State.ExitCode} after ${round(seconds)} of ${grace} s`);
    expect({ exitCode: State.ExitCode, inTime: seconds < grace }).toEqual({ exitCode: 0, inTime: true });
  };

  test('backend: a request of 2 s that is under way is answered', async () => {
    const answer = get(`http://127.0.0.1:${EDGE_PORT}/api/trouble/slow?seconds=2`);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const [response] = await Promise.all([answer, stop('backend')]);
    expect(response.status).toBe(200);
  });

  test.each([
    ['celery-worker', 'celery'], ['worker-threads', 'threads'], ['worker-solo', 'solo'], ['worker-gevent', 'gevent'],
  ])('%s: a task of 4 s that is under way ends', async (worker, queue) => {
    await site.compose(['start', 'backend']);
    const done = async () => Number((await trouble(site, ['done', queue])).stdout);
    const before = await done();
    await trouble(site, ['occupy', '4', `${queue}:1`]);
    await stop(worker);
    expect(await done()).toBe(before + 1);
  });

  test.each(['celery-beat', 'beat-in-memory', 'beat-313', 'frontend', 'edge', 'generic-http', 'generic-tcp', 'generic-command'])('%s', stop);

  test.each(['redis', 'cache', 'mongodb'])('%s closes its data: the next start has nothing to recover', async (service) => {
    await stop(service);
    await site.compose(['start', service]);
    await status(site, service, 'healthy', 60, 'after the next start');
    const { State } = await inspect(site.container(service));
    const { output } = await succeed(['docker', 'logs', '--since', State.StartedAt, site.container(service)]);
    expect(output).toMatch(/ready to accept connections|waiting for connections/i);
    expect(output).not.toMatch(/recover|unclean|truncat|corrupt|repair/i);
  }, 120_000);
}
