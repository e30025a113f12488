import { ReleasableRepository, WAIT, actionsOn, deeds, referenceRepository, releasableStack, releaseTwice } from './production-fixture';

/* Services that operators stop, start and restart, and what they take away. */
const english = referenceRepository();
const { succeeds, fails } = actionsOn(english);
const clone = new ReleasableRepository(releasableStack().stack);
clone.share(english);

const RUNNING = ['backend.02 r2 running', 'celery-beat.02 r2 running', 'edge.01 r1 running', 'frontend.01 r1 running', 'mongodb.01 r1 running'];

beforeAll(() => releaseTwice(english));
beforeEach(() => english.restore('r2'));

const running = () => english.containers().filter((each) => each.endsWith('running'));

describe('stop', () => {
  test('stops one service after the other, those that need others first, and keeps their containers', () => {
    const { stdout, calls } = succeeds(['stop'], { settings: false }, clone);
    expect(deeds(calls)).toEqual(['stop celery-beat.02', 'stop edge.01', 'stop frontend.01', 'stop backend.02', 'stop mongodb.01']);
    expect(stdout).toContain('✅ Stopped: mongodb backend frontend edge celery-beat. They stay stopped until ./scripts/docker-prod.sh start, or the next release.\n');
    expect(english.containers().length).toBe(RUNNING.length);
    expect(running()).toEqual([]);
  });

  test('stops what is named only, and it is in the history', () => {
    expect(deeds(succeeds(['stop', 'backend', 'edge']).calls)).toEqual(['stop edge.01', 'stop backend.02']);
    expect(english.history().pop()).toBe('stop r2 ok');
    expect(succeeds(['history']).stdout).toMatch(/ stop .* r2 \*.*\[backend edge\]\n$/);
  });

  test('leaves the time alone since which the release is in service', () => {
    const since = /\(since (\S+) by/;
    const [, before] = since.exec(succeeds(['status']).stdout)!;
    english.writeState('history', english.state('history').split(before).join('2026-01-02T03:04:05Z'));
    succeeds(['stop', 'edge']);
    expect(since.exec(succeeds(['status']).stdout)![1]).toBe('2026-01-02T03:04:05Z');
  });

  test('waits for nobody: one at a time', () => {
    english.placeLock({ process: '-' });
    expect(fails(['stop'])).toContain('The lock has been held since 2026-01-02T03:04:05Z by ana@elsewhere (deploy).');
    expect(running()).toEqual(RUNNING);
  });

  test('the next release starts what was stopped', () => {
    succeeds(['stop']);
    english.change('frontend', '2');
    succeeds(['deploy', '--release', 'r3']);
    expect(running().map((each) => each.split('.')[0])).toEqual(['backend', 'celery-beat', 'edge', 'frontend', 'mongodb']);
  });
});

describe('start', () => {
  test('starts the containers that are there, those that others need first', () => {
    succeeds(['stop']);
    const { calls } = succeeds(['start'], { settings: false }, clone);
    expect(deeds(calls)).toEqual(['start mongodb.01', 'start backend.02', 'start frontend.01', 'start edge.01', 'start celery-beat.02']);
    expect(running()).toEqual(RUNNING);
  });

  test('makes those anew that are gone, as the release has them, and they are of it', () => {
    succeeds(['stop']);
    english.removeContainer('backend.02');
    const { calls } = succeeds(['start', 'backend']);
    expect(deeds(calls)).toEqual(['start backend.02', 'up backend', expect.stringMatching(/^exec edge\.01 switch backend/)].slice(0, 2));
    expect(running()).toEqual(['backend.03 r2 running']);
    expect(english.state('current')).toMatch(/^service backend \S+ \S+ backend\.03$/m);
    const up = calls.find(({ text }) => text.startsWith('compose up'))!;
    expect([up.release, up.slots.backend]).toEqual(['r2', 'green']);
  });

  test('takes a container that the engine has started again for one that does its work', () => {
    english.place('edge.01', 'running 3 healthy', 'r1');
    succeeds(['start']);
    expect(running()).toEqual(RUNNING);
  });

  test('says so where a service does not become healthy', () => {
    succeeds(['stop', 'backend']);
    const [, release] = english.containers().find((each) => each.startsWith('backend.02'))!.split(' ');
    english.place('backend.02', 'created 0', release);
    english.fate('backend', 'running 0 starting');
    const said = fails(['start', 'backend']);
    expect(said).toContain('Last lines of the new backend:\n  what backend.02 said\n');
    expect(said).toContain('backend did not become healthy within 5 s.\n');
  });
});

describe('restart', () => {
  test('starts new containers of the same release next to the old ones, sends requests there, and ends the old ones', () => {
    const { stdout, calls } = succeeds(['restart', 'backend'], { settings: false }, clone);
    expect(deeds(calls).filter((deed) => !deed.startsWith('image rm'))).toEqual([
      'up --no-recreate mongodb', 'up --no-recreate --scale backend=2 backend', 'exec edge.01 switch backend blue', 'stop backend.02', 'rm backend.02',
    ]);
    expect(stdout).toContain('✅ Restarted.\n');
    expect(running()).toEqual(RUNNING.map((each) => each.replace('backend.02', 'backend.03')));
    expect(english.history().pop()).toBe('restart r2 ok');
  });

  test('of all services leaves data alone', () => {
    const { calls } = succeeds(['restart']);
    expect(running().map((each) => each.split(' ')[0])).toEqual(['backend.03', 'celery-beat.02', 'edge.01', 'frontend.02', 'mongodb.01']);
    expect(deeds(calls).filter((deed) => deed.startsWith('restart'))).toEqual(['restart edge.01', 'restart celery-beat.02']);
  });

  test('of one that cannot be twice says what it costs', () => {
    const { stdout, calls } = succeeds(['restart', 'mongodb']);
    expect(deeds(calls)).toEqual(['restart mongodb.01']);
    expect(stdout).toContain('🔁 Restarting mongodb, which is unavailable for a moment...\n');
  });

  test('that fails leaves the old containers serving', () => {
    english.fate('backend', 'running 0 unhealthy');
    expect(fails(['restart', 'backend'])).toContain('Release r2 keeps serving.');
    expect(running()).toEqual(RUNNING);
    expect(english.history().pop()).toBe('restart r2 failed backend did not stay healthy (failed: unhealthy)');
  });

  test('that was killed is put right by the next one', async () => {
    const { process: killed, outcome } = english.begin(['restart', 'backend'], { hooks: { 'exec edge.01 * backend *': WAIT } });
    await english.reached();
    process.kill(-killed.pid!, 'SIGKILL');
    await outcome;
    succeeds(['stop', 'celery-beat']);
    expect(running()).toEqual(RUNNING.filter((each) => !each.startsWith('celery-beat')));
  });

  test('starts a service again that was stopped', () => {
    succeeds(['stop', 'backend']);
    succeeds(['restart', 'backend']);
    expect(running().filter((each) => each.startsWith('backend'))).toEqual(['backend.03 r2 running']);
  });
});

test.each(['stop', 'start', 'restart'])('%s of what there is not is refused', (command) => {
  expect(fails([command, 'other'])).toContain('There is no service "other".\n');
  expect(fails([command, '--all'])).toContain('Unexpected arguments: --all\n\nUsage:');
  english.reset();
  expect(fails([command])).toBe('Nothing has been released yet: ./scripts/docker-prod.sh deploy\n');
});

describe('remove', () => {
  beforeEach(() => {
    english.own('networks', 'conductor-network');
    english.own('volumes', 'conductor_mongodb_data');
  });

  test('takes containers and networks away, and neither data nor the ledger', () => {
    const { stdout } = succeeds(['remove', '--yes'], { settings: false }, clone);
    expect(stdout).toContain('  container backend.02\n');
    expect(stdout).toContain('  network conductor-network\n');
    expect(stdout).toContain('Kept, unless you pass --volumes: conductor_mongodb_data conductor.releases\n');
    expect([english.containers(), english.networks(), english.volumes()]).toEqual([[], [], ['conductor.releases', 'conductor_mongodb_data']]);
    expect(succeeds(['status']).stdout).toContain('Nothing has been released yet');
  });

  test('and an earlier release comes back afterwards', () => {
    succeeds(['remove', '--yes']);
    succeeds(['rollback', 'r1']);
    expect(running().length).toBe(5);
  });

  test('never takes anonymous volumes along', () => {
    const rm = (args: string[]) => succeeds(args).calls.map(({ text }) => text).find((text) => /^container rm .*mongodb/.test(text));
    expect(rm(['remove', '--yes'])).toMatch(/^container rm --force backend\.02 /);
    english.restore('r2');
    expect(rm(['remove', '--yes', '--volumes'])).toMatch(/^container rm --force --volumes backend\.02 /);
  });

  test('with --volumes takes data, releases, their images and the ledger', () => {
    const { stdout } = succeeds(['remove', '--volumes', '--yes']);
    expect(stdout).toContain('  volume conductor_mongodb_data\n  volume conductor.releases\n');
    expect([english.containers(), english.networks(), english.volumes(), english.images(), english.marks()]).toEqual([[], [], [], [], []]);
  });

  test.each([['conductor', []], ['yes', RUNNING], ['', RUNNING]])('asks for the name of the project; %j is typed', (typed, left) => {
    english.run(['remove'], { typed: `${typed}\n` });
    expect(running()).toEqual(left);
  });

  test('removes nothing where nobody can be asked', () => {
    expect(fails(['remove'])).toBe('There is no terminal to ask for confirmation, so nothing was removed.\n  To remove without asking: ./scripts/docker-prod.sh remove --yes\n');
    expect(running()).toEqual(RUNNING);
  });

  test('goes on when it is called again', () => {
    expect(fails(['remove', '--yes'], { hooks: { 'network rm *': 'echo in use >&2; exit 1' } })).toBe(
      'in use\nNot everything could be removed.\n  See what is shown above, and run the command again: it continues with what is left.\n',
    );
    succeeds(['remove', '--yes']);
    expect(english.networks()).toEqual([]);
  });
});

describe('prune', () => {
  const OLD = ['conductor-backend:gone', 'conductor-frontend:gone'];

  beforeEach(() => {
    english.writeState('history', `2026-01-01T00:00:00Z\tdeploy\tgone\tfailed\tbecause\n${english.state('history')}`);
    [...OLD, 'conductor-backend:development'].forEach((image) => english.addImage(image));
  });

  test('names images of releases that nobody can go back to, and how much they are, before it removes them', () => {
    const { stdout } = succeeds(['prune'], { settings: false }, clone);
    expect(stdout).toBe(
      'Images that can no longer be rolled back to:\n  conductor-backend:gone (3 MiB)\n  conductor-frontend:gone (3 MiB)\n'
      + 'At most 6 MiB are freed; images share layers. The build cache is not touched.\n🧹 Removed: 2 images.\n',
    );
    expect(english.images().filter((image) => OLD.includes(image))).toEqual([]);
  });

  test('leaves releases that one can go back to, and what is no release', () => {
    succeeds(['prune']);
    expect(english.images()).toEqual(expect.arrayContaining(['conductor-backend:development', 'conductor-backend:r1', 'conductor-backend:r2']));
    expect(english.stateNames('releases')).toEqual(['r1', 'r2']);
  });

  test('with --dry-run only names them', () => {
    expect(succeeds(['prune', '--dry-run']).stdout).toContain('conductor-backend:gone (3 MiB)');
    expect(english.images()).toEqual(expect.arrayContaining(OLD));
  });

  test('says so where there is nothing', () => {
    succeeds(['prune']);
    expect(succeeds(['prune']).stdout).toContain('There is nothing to remove');
  });
});
