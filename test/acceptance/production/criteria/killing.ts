import { setTimeout as pause } from 'timers/promises';
import { belongingsOf } from '../../engine';
import { repetitions } from '../../extent';
import { round } from '../../report';
import { Load } from '../load/load';
import { PROJECT, QUICK, SERVICES, changeBackend, containers, deploy, report, sandbox, servingRelease, users } from '../scene';

/** A script that is killed without any chance to clean up: the stack serves, and the next release is made as if nothing had been. */
export function killing(): void {
  const MOMENTS = repetitions(3, 10);
  let load: Load;
  let whole: number;
  /** At these moments a deploy was not over. */
  const interrupted: number[] = [];

  beforeAll(async () => {
    changeBackend('unkilled');
    whole = (await deploy('unkilled')).seconds;
    load = await users();
  });

  afterAll(() => load?.close());

  test.each(Array.from({ length: MOMENTS }, (_, index) => index))(`killed at moment %d of ${MOMENTS}`, async (moment) => {
    changeBackend(`killed-${moment}`);
    const begun = sandbox.start(['./scripts/docker-prod.sh', 'deploy', '--release', `killed-${moment}`], QUICK);
    await pause(Math.round(whole * 1000 * (moment + 0.5) / MOMENTS));
    // half of the times with everything that it had started, as when the power goes
    if (begun.kill(moment % 2 === 0)) {
      interrupted.push(moment);
    }
    await servingRelease();

    changeBackend(`after-${moment}`);
    const { seconds } = await deploy(`after-${moment}`);
    report.add(`killed after ${round(whole * (moment + 0.5) / MOMENTS)} s: the next deploy took`, round(seconds), 's');
    expect(await servingRelease()).toBe(`after-${moment}`);
    expect((await load.report()).total.failures).toEqual([]);
  });

  // on a machine that was busier when the moments were reckoned, the last deploys are over before they can be killed
  test('they were killed in the midst', () => {
    expect(interrupted.length).toBeGreaterThan(MOMENTS / 2);
  });

  test('nothing is left of what was killed', async () => {
    expect((await containers()).length).toBe(SERVICES.length);
    expect((await belongingsOf(PROJECT)).containers.length).toBe(SERVICES.length);
  });

  test('no request failed in all of this', async () => {
    const { total } = await load.stop();
    report.add('killed deploys under load: requests, of which failed', `${total.requests}, ${total.failed}`);
    expect(total.failures).toEqual([]);
    expect(total.failed).toBe(0);
  });
}
