import { eventually } from '../../eventually';
import { round } from '../../report';
import { inspect } from '../engine-state';
import { status } from '../fault';
import { quickChecks } from '../quick-checks';
import { report, sandbox } from '../scene';
import { Site } from '../site';

const SERVICES = ['backend', 'celery-worker', 'celery-beat'];
/** All but the init process, which nobody would stop. */
const APPLICATION = /^(?!\/sbin\/docker-init)/;

/** Self-healing, where an environment asks for it: a container that stays unhealthy ends, and is started again. */
export function healing(site: Site): void {
  beforeAll(async () => {
    sandbox.write('quick.healing.json', JSON.stringify({ services: quickChecks((await site.config()).services) }));
    await site.compose(['build', '--quiet', 'backend']);
    await site.compose(['up', '--detach', '--no-build', ...SERVICES]);
    await Promise.all(SERVICES.map((service) => status(site, service, 'healthy', 120, 'after the start')));
  });

  afterAll(() => site.remove());

  describe('services whose processes are stopped', () => {
    let outcomes: Array<PromiseSettledResult<string>>;

    beforeAll(async () => {
      outcomes = await Promise.allSettled(SERVICES.map(async (service) => {
        const before = (await inspect(site.container(service))).State;
        await site.signal(service, 'STOP', APPLICATION);
        const { seconds } = await eventually(`${service} is started again`, 180, async () =>
          (await inspect(site.container(service))).State.StartedAt !== before.StartedAt);
        const green = await status(site, service, 'healthy', 90, 'after it was started again');
        return `started again after ${round(seconds)} s, green after ${round(green)} s more`;
      }));
    });

    test.each(SERVICES.map((service, index) => ({ service, index })))('$service is started again and works', ({ service, index }) => {
      expect(outcomes[index]).toEqual({ status: 'fulfilled', value: expect.any(String) });
      report.add(`healing: ${service}`, (outcomes[index] as PromiseFulfilledResult<string>).value);
    });
  });

  test('what is healthy is left alone', async () => {
    const { RestartCount } = await inspect(site.container('redis'));
    expect(RestartCount).toBe(0);
  });
}
