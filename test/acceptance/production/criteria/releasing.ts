import { readdirSync } from 'fs';
import { get } from '../../api';
import { succeed } from '../../command';
import { belongingsOf } from '../../engine';
import { eventually } from '../../eventually';
import { median, round } from '../../report';
import { Load, LoadReport, WindowReport } from '../load/load';
import { Sampler } from '../sampler';
import {
  ORIGIN, PROJECT, changeBackend, changeFrontend, containers, deploy, mongoValue, prod, report, sandbox, servingRelease, users,
} from '../scene';

const BASELINE_SECONDS = 12;

/** Releases under load: nobody notices. */
export function releasing(): void {
  let load: Load;
  let counted: LoadReport;

  beforeAll(async () => {
    load = await users();
  });

  afterAll(() => load?.close());

  const windowOf = (name: string): WindowReport => counted.windows[name];
  const during = async (name: string, work: () => Promise<unknown>) => {
    await load.mark(name);
    await work();
    await load.mark(`after ${name}`);
    counted = await load.report();
    const { requests, failed, failures, latency, kinds } = windowOf(name);
    report.add(`${name}: requests, of which failed`, `${requests}, ${failed}`);
    report.add(`${name}: p99 of all, of short requests`, `${round(latency.p99 ?? 0, 0)}, ${round(kinds.get?.latency.p99 ?? 0, 0)}`, 'ms');
    expect(failures).toEqual([]);
    expect(counted.total.failed).toBe(0);
  };

  test('nothing fails before', async () => {
    await during('no deploy', () => new Promise((resolve) => setTimeout(resolve, BASELINE_SECONDS * 1000)));
    expect(windowOf('no deploy').requests).toBeGreaterThan(BASELINE_SECONDS * 30);
  }, 60_000);

  test.each([
    ['a new backend', 'backend-2', () => changeBackend('2')],
    ['a new frontend', 'frontend-3', () => changeFrontend('3')],
    ['everything new', 'all-4', () => {
      changeBackend('4');
      changeFrontend('4');
    }],
  ])('%s: no request fails, and the slowest are hardly slower', async (what, release, change) => {
    change();
    await during(what, () => deploy(release));
    const before = windowOf('no deploy').latency.p99!;
    const now = windowOf(what).latency.p99!;
    report.add(`${what}: p99 against before`, round(now / before, 2), 'times');
    expect(now).toBeLessThanOrEqual(before * 1.5);
  }, 300_000);

  test('the new release answers, and a service that did not change was left alone', async () => {
    expect(await servingRelease()).toBe('all-4');
    const frontend = await containers('frontend');
    const databases = [...await containers('mongodb'), ...await containers('redis')];
    changeBackend('5');
    await during('a new backend beside an old frontend', () => deploy('backend-5'));
    expect(await servingRelease()).toBe('backend-5');
    expect(await containers('frontend')).toEqual(frontend);
    expect([...await containers('mongodb'), ...await containers('redis')]).toEqual(databases);
  }, 300_000);

  test('a release that changes nothing replaces nothing', async () => {
    const before = await containers();
    await during('nothing new', async () => expect((await deploy('nothing-6')).stdout).toContain('Nenhum serviço mudou'));
    expect(await containers()).toEqual(before);
  }, 300_000);

  test('rollback brings the release before back', async () => {
    changeBackend('7');
    await deploy('backend-7');
    await during('rollback', async () => expect(await prod(['rollback'])).toMatchObject({ code: 0 }));
    expect(await servingRelease()).toBe('nothing-6');
    expect(JSON.parse((await get(`${ORIGIN}/api/probe/version`)).text)).toEqual({ version: '5' });
  }, 300_000);

  test('rollback brings a named release back', async () => {
    await during('rollback to a named release', async () => expect(await prod(['rollback', 'all-4'])).toMatchObject({ code: 0 }));
    expect(await servingRelease()).toBe('all-4');
    expect(JSON.parse((await get(`${ORIGIN}/api/probe/version`)).text)).toEqual({ version: '4' });
    const { stdout } = await prod(['history']);
    expect(stdout).toMatch(/rollback\s+ok\s+all-4 \*/);
  }, 300_000);

  test('a migration ran once for each release, and never for a rollback', async () => {
    // v1, backend-2, frontend-3, all-4, backend-5, nothing-6, backend-7
    expect(await mongoValue('db.probe_migrations.countDocuments({})')).toBe(7);
  });

  test('20 deploys in a row: nothing fails, nothing leaks, and there are never two schedulers', async () => {
    // those that no container uses any more
    const orphans = async () => (await succeed(['docker', 'volume', 'ls', '--quiet', '--filter', 'dangling=true'])).stdout.split('\n').filter(Boolean);
    const before = { containers: (await containers()).length, belongings: await belongingsOf(PROJECT), orphans: await orphans() };
    const schedulers = new Sampler('celery-beat');
    const seconds: number[] = [];
    await load.mark('20 deploys');
    try {
      for (let number = 1; number <= 20; number++) {
        changeBackend(`twenty-${number}`);
        seconds.push((await deploy(`twenty-${number}`)).seconds);
      }
    } finally {
      await schedulers.stop();
    }
    counted = await load.report();
    report.add('20 deploys: requests, of which failed', `${windowOf('20 deploys').requests}, ${windowOf('20 deploys').failed}`);
    report.add('20 deploys: seconds for each, median', round(median(seconds)), 's');
    report.add('20 deploys: looks at the scheduler, most at once', `${schedulers.counts.length}, ${Math.max(...schedulers.counts)}`);
    report.add('20 deploys: longest time without a scheduler', round(schedulers.longestAbsence), 's');
    expect(windowOf('20 deploys').failures).toEqual([]);
    expect(counted.total.failed).toBe(0);
    expect(Math.max(...schedulers.counts)).toBe(1);

    const after = await belongingsOf(PROJECT);
    expect((await containers()).length).toBe(before.containers);
    expect(after.networks).toEqual(before.belongings.networks);
    expect(after.volumes).toEqual(before.belongings.volumes);
    expect((await orphans()).filter((volume) => !before.orphans.includes(volume))).toEqual([]);
    const { stdout } = await succeed(['docker', 'image', 'ls', 'conductor-backend', '--format', '{{.Tag}}']);
    expect(stdout.trim().split('\n').filter((tag) => /^(twenty|all|backend|frontend|nothing|v)-?\d/.test(tag)).length).toBeLessThanOrEqual(5);
    expect(readdirSync(sandbox.path('.releases/releases')).length).toBeLessThanOrEqual(5);

    // the schedule is every 5 seconds; what a replacement takes comes on top
    const taken: string[] = await mongoValue('db.pipeline_snapshots.find({}, { _id: 0, taken_at: 1 }).sort({ taken_at: 1 }).toArray().map((s) => s.taken_at.toISOString())');
    const gaps = taken.slice(1).map((time, index) => (Date.parse(time) - Date.parse(taken[index])) / 1000);
    report.add('20 deploys: longest gap between ticks of a 5 s schedule', round(Math.max(...gaps)), 's');
    expect(Math.max(...gaps)).toBeLessThan(5 + schedulers.longestAbsence + 6);
  }, 1_200_000);

  test('200 tasks that are queued while workers are replaced are done, each exactly once', async () => {
    await sandbox.succeed(['curl', '--silent', '--fail', '--request', 'POST', `${ORIGIN}/api/probe/tasks?count=200`]);
    changeBackend('tasks');
    await during('new workers in the midst of 200 tasks', () => deploy('tasks-1'));
    const traces = async () => JSON.parse((await get(`${ORIGIN}/api/probe/tasks`)).text);
    await eventually('the end of 200 tasks', 120, async () => new Set((await traces()).done).size === 200);
    const all = Array.from({ length: 200 }, (_, number) => number);
    expect(await traces()).toEqual({ begun: all, done: all });
  }, 300_000);

  test('websockets are closed by the old containers, never lost', async () => {
    counted = await load.stop();
    const { closes, drops, opened } = counted.total.websocket;
    report.add('websocket: opened, closed by a server that stops, lost', `${opened}, ${closes.count}, ${drops.count}`);
    report.add('all deploys under load: requests, of which failed', `${counted.total.requests}, ${counted.total.failed}`);
    expect(drops.first).toEqual([]);
    expect(closes.count).toBeGreaterThan(20);
    expect(counted.total.failed).toBe(0);
  }, 60_000);
}
