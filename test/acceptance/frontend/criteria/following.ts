import { run, secondsSince, succeed } from '../../command';
import { eventually } from '../../eventually';
import { round } from '../../report';
import { Build } from '../build';
import { ask } from '../client';
import { FRONTENDS, SERVICES, addressOf, compose, containerOf, imageOf, leftovers, networkOf, portOf, report, runningOf } from '../scene';
import { SECURITY_HEADERS, SERVICE_HEADERS } from '../table/guarding';
import { PAGE, Row, UNAVAILABLE, echo, judge, problem, text } from '../table/row';

/** What is answered while a service does not run. */
function without(path: string): Row[] {
  const headers = { ...SERVICE_HEADERS, 'cache-control': 'no-store' };
  return [
    { what: `${path} is a problem for programs`, request: { path: `${path}/thing`, headers: { accept: 'application/json' } }, status: 502, headers, body: problem(502) },
    { what: `${path} is a page for people`, request: { path: `${path}/thing`, headers: { accept: 'text/html,*/*;q=0.8' } }, status: 502, headers, body: UNAVAILABLE },
    { what: 'the application is there', request: { path: '/companies' }, status: 200, headers: SECURITY_HEADERS, body: PAGE },
    { what: 'nginx is healthy', request: { path: '/health' }, status: 200, body: text('healthy\n') },
  ];
}

/** Nginx runs, and no service does. Ends with the services running. */
export function starting(builds: { [service: string]: Build }): void {
  beforeAll(async () => {
    for (const service of FRONTENDS) {
      await eventually(`${service} answers`, 60, async () => (await ask(portOf(service), { path: '/health' })).status === 200);
    }
  });

  describe.each(FRONTENDS)('%s', (service) => {
    test.each(without('/api'))('$what', async (row) => {
      await judge(row, portOf(service), builds[service]);
    });
  });

  test('when the services come, they are found', async () => {
    await compose('up', '--detach', '--no-deps', '--no-build', ...SERVICES);
    await Promise.all(FRONTENDS.map(async (service) => {
      const { seconds } = await eventually(`${service} finds its services`, 60, async () => (
        (await ask(portOf(service), { path: '/api/x' })).status === 200 && (await ask(portOf(service), { path: '/fragile/x' })).status === 200));
      report.add(`services that come later: ${service} finds them after`, round(seconds), 's');
    }));
  });
}

/** A service moves to another address, and stops. */
export function following(builds: { [service: string]: Build }): void {
  const container = containerOf('fragile');
  const statusOf = async (service: string) => (await ask(portOf(service), { path: '/fragile/x' })).status;

  test('it is followed to another address', async () => {
    const [network, image, before] = [await networkOf('backend'), await imageOf('backend'), await addressOf(container)];
    // so that every nginx knows the address that is about to be somebody else's
    expect(await Promise.all(FRONTENDS.map(statusOf))).toEqual(FRONTENDS.map(() => 200));
    await succeed(['docker', 'rm', '--force', container]);
    const other = leftovers.container(`${container}-placeholder`);
    await run(['docker', 'rm', '--force', other]);
    await succeed(['docker', 'run', '--detach', '--init', '--name', other, '--network', network, image, 'sleep', '600']);
    await compose('up', '--detach', '--no-deps', '--no-build', 'fragile');
    const began = process.hrtime.bigint();
    expect(await addressOf(container)).not.toBe(before);
    await Promise.all(FRONTENDS.map(async (service) => {
      await eventually(`${service} follows it`, 60, async () => await statusOf(service) === 200);
      const seconds = secondsSince(began);
      report.add(`a service at another address: ${service} follows it after`, round(seconds), 's');
    }));
  });

  describe('it stops', () => {
    beforeAll(async () => {
      await succeed(['docker', 'stop', '-t', '2', container]);
      // an address that nobody has any more is known for some seconds
      await Promise.all(FRONTENDS.map((service) => eventually(`${service} has noticed`, 60, async () => {
        const status = await statusOf(service);
        expect([502, 504]).toContain(status);
        return status === 502;
      })));
    });

    describe.each(FRONTENDS)('%s', (service) => {
      test.each(without('/fragile'))('$what', async (row) => {
        await judge(row, portOf(service), builds[service]);
      });

      test('the other service is there', async () => {
        await judge({ what: '', request: { path: '/api/x' }, status: 200, body: echo() }, portOf(service), builds[service]);
      });
    });
  });

  test('no frontend was started again for it', async () => {
    for (const service of FRONTENDS) {
      expect([service, await runningOf(service)]).toEqual([service, { restarts: 0, running: true }]);
    }
  });
}
