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
  }, 300_000);

  afterAll(() => site.remove(), 120_000);

  test.each(SERVICES)('%s, whose processes are stopped, is started again and works', async (service) => {
    const before = (await inspect(site.container(service))).State;
    await site.signal(service, 'STOP', APPLICATION);
    const { seconds } = await eventually(`${service} is started again`, 90, async () =>
      (await inspect(site.container(service))).State.StartedAt !== before.StartedAt);
    const green = await status(site, service, 'healthy', 60, 'after it was started again');
    report.add(`healing: ${service}`, `started again after ${round(seconds)} s, green after ${round(green)} s more`);
  }, 180_000);

  test('what is healthy is left alone', async () => {
    const { RestartCount } = await inspect(site.container('redis'));
    expect(RestartCount).toBe(0);
  });
}
