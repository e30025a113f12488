import { Outcome, mustSucceed, succeed } from '../../command';
import { belongingsOf } from '../../engine';
import { repetitions } from '../../extent';
import { Load } from '../../production/load/load';
import { median, round } from '../../report';
import {
  PROJECT, changeBackend, deploy, prod, releaseInCharge, report, requireOrder, sandbox, servingVersion, users,
} from '../scene';

const DEPLOYS = repetitions(4, 40);

/** Many releases in a row, and clocks that are wrong. */
export function enduring(): void {
  let load: Load;

  beforeAll(async () => {
    load = await users();
  });

  afterAll(() => load?.close());

  /** A client whose clock is wrong: what runs is not on it. */
  const at = (clock: string, argv: string[]): Promise<Outcome> => {
    sandbox.write('clock/date', `#!/bin/sh\nexec /usr/bin/date --date='${clock}' "$@"\n`, 0o755);
    return prod(argv, { PATH: `${sandbox.path('clock')}:${process.env.PATH}` });
  };

  test(`${DEPLOYS} releases in a row leave no more than the first ones`, async () => {
    const tags = async () => (await succeed(['docker', 'image', 'ls', 'odd-days-backend', '--format', '{{.Tag}}'])).stdout.split('\n').filter(Boolean);
    const volumes = async () => (await belongingsOf(PROJECT)).volumes;
    const before = await volumes();
    const seconds: number[] = [];
    for (let index = 1; index <= DEPLOYS; index++) {
      changeBackend(`row-${index}`);
      seconds.push((await deploy(`row-${index}`)).seconds);
      expect(await servingVersion()).toBe(`row-${index}`);
    }
    mustSucceed(await prod(['prune']));
    expect((await tags()).length).toBeLessThanOrEqual(6);
    expect(await volumes()).toEqual(before);
    const history = mustSucceed(await prod(['history'])).stdout;
    expect(history).toMatch(new RegExp(`deploy +ok +row-${DEPLOYS} \\*`));
    const third = Math.ceil(DEPLOYS / 3);
    report.add('releases in a row: median seconds of the first and of the last third',
      `${round(median(seconds.slice(0, third)))}, ${round(median(seconds.slice(-third)))}`);
    await requireOrder();
  }, DEPLOYS * 30_000);

  test.each(['2 years ago', '2 years'])('a client whose clock says "%s" releases, goes back and holds the lock like any other', async (clock) => {
    const name = `clock-${clock.replace(/ /g, '-')}`;
    const before = await releaseInCharge();
    changeBackend(name);
    mustSucceed(await at(clock, ['deploy', '--release', name]));
    expect([await servingVersion(), await releaseInCharge()]).toEqual([name, name]);
    // the order is that in which they came, whatever their clocks said
    mustSucceed(await prod(['rollback']));
    expect(await releaseInCharge()).toBe(before);
    mustSucceed(await at(clock, ['rollback', name]));
    expect(await servingVersion()).toBe(name);
    mustSucceed(await at(clock, ['lock', 'acquire']));
    expect(await prod(['deploy', '--release', 'refused'])).toMatchObject({ code: 1 });
    mustSucceed(await prod(['lock', 'release']));
    expect((await at(clock, ['doctor'])).stdout).toMatch(/problem +Clock of the engine: it differs/);
    await requireOrder();
  });

  test('no request failed in all of this', async () => {
    const { total } = await load.stop();
    report.add('releases in a row, and wrong clocks, under load: requests, of which failed', `${total.requests}, ${total.failed}`);
    expect(total.failures).toEqual([]);
    expect(total.failed).toBe(0);
  });
}
