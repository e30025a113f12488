import { get } from '../../api';
import { succeed } from '../../command';
import { belongingsOf } from '../../engine';
import { eventually } from '../../eventually';
import { repetitions } from '../../extent';
import { median, round } from '../../report';
import { Load, LoadReport, WindowReport } from '../load/load';
import { Sampler } from '../sampler';
import {
  ORIGIN, PROJECT, changeBackend, changeFrontend, containers, deploy, mongoValue, prod, releaseInCharge, report, sandbox, servingRelease,
  users,
} from '../scene';

/** So many that one in a hundred means something. */
const BASELINE_REQUESTS = repetitions(500, 1500);
const IN_A_ROW = repetitions(3, 20);
const TASKS = 200;

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
    await during('no deploy', () => eventually('enough requests', 60, async () => {
      const { requests } = (await load.report()).windows['no deploy'];
      return requests >= BASELINE_REQUESTS;
    }));
  });

  /** Makes a release in which something has changed; every other service keeps its containers. */
  const release = async (what: string, id: string, change: () => void, leftAlone: string[]) => {
    const others = () => Promise.all(leftAlone.map((service) => containers(service)));
    const before = await others();
    change();
    await during(what, () => deploy(id));
    expect(await releaseInCharge()).toBe(id);
    expect(await others()).toEqual(before);

    const slower = windowOf(what).latency.p99! / windowOf('no deploy').latency.p99!;
    report.add(`${what}: p99 against before`, round(slower, 2), 'times');
    // two seconds are what one request in twenty takes by itself; the rest is for a busy machine
    expect(slower).toBeLessThan(3);
  };

  test.each([
    ['a new backend', 'backend-2', () => changeBackend('2'), ['frontend', 'mongodb', 'redis']],
    ['a new frontend', 'frontend-3', () => changeFrontend('3'), ['backend', 'celery-worker', 'celery-beat', 'mongodb', 'redis']],
  ])('%s: no request fails, none waits for long, and what did not change is left alone', release);

  test('a deploy that changes nothing replaces nothing, and is no release', async () => {
    const before = await containers();
    await during('nothing new', async () => expect((await deploy('nothing-4')).stdout).toContain('Nenhum serviço mudou'));
    expect(await containers()).toEqual(before);
    expect(await releaseInCharge()).toBe('frontend-3');
  });

  test('everything new: no request fails, none waits for long, and data services are left alone', () => release('everything new', 'all-5', () => {
    changeBackend('5');
    changeFrontend('5');
  }, ['mongodb', 'redis']));

  test('rollback brings the release before back', async () => {
    await during('rollback', async () => expect(await prod(['rollback'])).toMatchObject({ code: 0 }));
    expect(await servingRelease()).toBe('frontend-3');
    expect(JSON.parse((await get(`${ORIGIN}/api/probe/version`)).text)).toEqual({ version: '2' });
    expect((await get(`${ORIGIN}/robots.txt`)).text).toContain('# 3\n');
  });

  test('rollback brings a named release back', async () => {
    await during('rollback to a named release', async () => expect(await prod(['rollback', 'backend-2'])).toMatchObject({ code: 0 }));
    expect(await releaseInCharge()).toBe('backend-2');
    expect((await get(`${ORIGIN}/robots.txt`)).text).not.toContain('# 3\n');
    const { stdout } = await prod(['history']);
    expect(stdout).toMatch(/rollback\s+ok\s+backend-2 \*/);
  });

  test('a migration ran once for each release, and never for a rollback', async () => {
    // v1, backend-2, frontend-3, all-5
    expect(await mongoValue('db.probe_migrations.countDocuments({})')).toBe(4);
  });

  test(`${IN_A_ROW} deploys in a row: nothing fails, nothing leaks, and there are never two schedulers`, async () => {
    // with a name or without
    const mounted = async () => (await succeed([
      'docker', 'inspect', '--format', '{{range .Mounts}}{{println .Name}}{{end}}', ...await containers(),
    ])).stdout.split('\n').filter(Boolean);
    const seen = new Set(await mounted());
    const before = { containers: (await containers()).length, belongings: await belongingsOf(PROJECT) };
    const schedulers = new Sampler('celery-beat');
    const seconds: number[] = [];
    await load.mark('in a row');
    try {
      for (let number = 1; number <= IN_A_ROW; number++) {
        changeBackend(`row-${number}`);
        seconds.push((await deploy(`row-${number}`)).seconds);
        (await mounted()).forEach((volume) => seen.add(volume));
      }
    } finally {
      await schedulers.stop();
    }
    counted = await load.report();
    const what = `${IN_A_ROW} deploys in a row`;
    report.add(`${what}: requests, of which failed`, `${windowOf('in a row').requests}, ${windowOf('in a row').failed}`);
    report.add(`${what}: seconds for each, median`, round(median(seconds)), 's');
    report.add(`${what}: looks at the scheduler, most at once`, `${schedulers.counts.length}, ${Math.max(...schedulers.counts)}`);
    report.add(`${what}: longest time without a scheduler`, round(schedulers.longestAbsence), 's');
    expect(windowOf('in a row').failures).toEqual([]);
    expect(counted.total.failed).toBe(0);
    expect(Math.max(...schedulers.counts)).toBe(1);

    const after = await belongingsOf(PROJECT);
    expect((await containers()).length).toBe(before.containers);
    expect(after.networks).toEqual(before.belongings.networks);
    expect(after.volumes).toEqual(before.belongings.volumes);
    const used = await mounted();
    const { stdout: volumes } = await succeed(['docker', 'volume', 'ls', '--quiet']);
    expect(volumes.split('\n').filter((volume) => seen.has(volume) && !used.includes(volume))).toEqual([]);
    // of all releases so far, the last five are kept
    const { stdout } = await succeed(['docker', 'image', 'ls', 'conductor-backend', '--format', '{{.Tag}}']);
    const kept = stdout.trim().split('\n').filter((tag) => /^(row|all|backend|frontend|nothing|v)-?\d/.test(tag));
    expect(kept.length).toBeLessThanOrEqual(5);
    expect(kept).toContain(`row-${IN_A_ROW}`);

    // the schedule is every 5 seconds; a scheduler that is replaced is gone for a part of a deploy
    const taken: string[] = await mongoValue('db.pipeline_snapshots.find({}, { _id: 0, taken_at: 1 }).sort({ taken_at: 1 }).toArray().map((s) => s.taken_at.toISOString())');
    const gaps = taken.slice(1).map((time, index) => (Date.parse(time) - Date.parse(taken[index])) / 1000);
    report.add(`${what}: longest gap between ticks of a 5 s schedule`, round(Math.max(...gaps)), 's');
    expect(Math.max(...gaps)).toBeLessThan(5 + Math.max(...seconds));
  }, 1_200_000);

  test(`${TASKS} tasks that are queued while workers are replaced are done, each exactly once`, async () => {
    await sandbox.succeed(['curl', '--silent', '--fail', '--request', 'POST', `${ORIGIN}/api/probe/tasks?count=${TASKS}`]);
    changeBackend('tasks');
    await during(`new workers in the midst of ${TASKS} tasks`, () => deploy('tasks-1'));
    const traces = async () => JSON.parse((await get(`${ORIGIN}/api/probe/tasks`)).text);
    await eventually(`the end of ${TASKS} tasks`, 240, async () => new Set((await traces()).done).size === TASKS);
    const all = Array.from({ length: TASKS }, (_, number) => number);
    expect(await traces()).toEqual({ begun: all, done: all });
  }, 600_000);

  test('websockets are closed by the old containers, never lost', async () => {
    counted = await load.stop();
    const { closes, drops, opened } = counted.total.websocket;
    report.add('websocket: opened, closed by a server that stops, lost', `${opened}, ${closes.count}, ${drops.count}`);
    report.add('all deploys under load: requests, of which failed', `${counted.total.requests}, ${counted.total.failed}`);
    expect(drops.first).toEqual([]);
    // one for each backend that was replaced, at least
    expect(closes.count).toBeGreaterThanOrEqual(IN_A_ROW);
    expect(counted.total.failed).toBe(0);
  });
}
