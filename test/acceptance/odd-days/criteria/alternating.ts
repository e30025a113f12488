import { Outcome, mustSucceed } from '../../command';
import { Load } from '../../production/load/load';
import { median, round } from '../../report';
import { QUICK, SCRIPT, cleanClone, report, requireOrder, sandbox, servingVersion, users } from '../scene';

const TURNS = ['mine', 'colleague', 'ci', 'mine', 'colleague', 'ci'];
const LEAST_REQUESTS = 2000;

/** Releases from three checkouts in turn, one of which is a new clone each time, and what two people do at once. */
export function alternating(): void {
  let load: Load;
  let colleague: string;
  const seconds: number[] = [];
  const at = (folder: string, argv: string[]): Promise<Outcome> =>
    sandbox.run([SCRIPT, ...argv], { cwd: folder, timeoutSeconds: 300, env: QUICK });

  beforeAll(async () => {
    colleague = await cleanClone('colleague', 'colleague');
    load = await users();
  });

  afterAll(() => load?.close());

  test.each(TURNS.map((who, index) => ({ who, version: `turn-${index}` })))('$version is of $who', async ({ who, version }) => {
    let folder = who === 'mine' ? sandbox.repository : colleague;
    if (who === 'ci') {
      folder = await cleanClone(version, version);
    } else {
      await sandbox.succeed(['sed', '--in-place', `s/VERSION = '.*'/VERSION = '${version}'/`, `${folder}/backend/server.mjs`]);
    }
    const { stdout, seconds: took } = mustSucceed(await at(folder, ['deploy', '--release', version]));
    seconds.push(took);
    expect(stdout).toMatch(/: backend worker$/m);
    expect(await servingVersion()).toBe(version);
  });

  test('of two who release at once one does, and the other is told who', async () => {
    const both = await Promise.all([['mine', sandbox.repository], ['colleague', colleague]].map(async ([who, folder]) => {
      await sandbox.succeed(['sed', '--in-place', `s/VERSION = '.*'/VERSION = 'at-once-${who}'/`, `${folder}/backend/server.mjs`]);
      return { who, outcome: await at(folder, ['deploy', '--release', `at-once-${who}`]) };
    }));
    const [winner, ...others] = both.filter(({ outcome }) => outcome.code === 0);
    expect(others).toEqual([]);
    const { outcome } = both.find(({ who }) => who !== winner.who)!;
    expect([outcome.code, outcome.stderr]).toEqual([1, expect.stringContaining('deploy')]);
    expect(await servingVersion()).toBe(`at-once-${winner.who}`);
    await requireOrder();
  });

  test(`no request of at least ${LEAST_REQUESTS} failed in all of this`, async () => {
    const { total } = await load.stop();
    report.add('one deploy, from three checkouts in turn: median', round(median(seconds)), 's');
    report.add('releases from three checkouts in turn: requests, of which failed', `${total.requests}, ${total.failed}`);
    expect(total.failures).toEqual([]);
    expect(total.failed).toBe(0);
    expect(total.requests).toBeGreaterThanOrEqual(LEAST_REQUESTS);
  });
}
