import { mkdirSync } from 'fs';
import { hostname } from 'os';
import { Outcome, RunOptions, WAIT, actionsOn, deeds, ReleasableRepository, referenceRepository, releasableStack, releaseTwice } from './production-fixture';
import { Language } from '../../../src/model';

/* How a release fails, is interrupted, or is kept from being made at the same time as another: the one before serves on. */
const english = referenceRepository();
const portuguese = new ReleasableRepository(releasableStack({ language: Language.PT_BR }).stack);
const { succeeds, fails } = actionsOn(english);

/** The containers of the release before. */
const BEFORE = ['backend.01 r1 running', 'celery-beat.01 r1 running', 'edge.01 r1 running', 'frontend.01 r1 running', 'mongodb.01 r1 running'];

beforeAll(() => releaseTwice(english));
beforeEach(() => english.reset());

/** The reference repository after its first release, where the next images of services are others. */
function newer(...services: string[]): ReleasableRepository {
  services.forEach((service) => english.change(service, 'new'));
  return english;
}

describe('a release that fails', () => {
  /** Fails to bring a new backend and a new frontend into service; the release before serves as if nothing had been. */
  function undone(options: RunOptions, status = 1): Outcome {
    english.restore('r1');
    newer('backend', 'frontend');
    const current = english.state('current');
    const outcome = english.run(['deploy', '--release', 'r2'], options);
    expect([outcome.status, outcome.stderr]).toEqual([status, expect.stringContaining('❌ Release r2 failed: ')]);
    expect(outcome.stdout).not.toContain('✅');
    expect(outcome.stderr).toMatch(/Release r1 keeps serving\.\n {2}Fix what is shown above and deploy again; \.\/scripts\/docker-prod\.sh status shows what runs\.\n$/);
    expect(english.containers()).toEqual(BEFORE);
    expect(english.state('current')).toBe(current);
    expect(english.stateNames('lock')).toEqual([]);
    expect(deeds(outcome.calls).filter((deed) => /^(stop|rm) .*\.01/.test(deed))).toEqual([]);
    expect(english.history().slice(0, -1)).toEqual(['deploy r1 ok']);
    expect(english.history().pop()).toMatch(/^deploy r2 failed \S/);
    return outcome;
  }

  test('because an image cannot be built', () => {
    const { stderr, calls } = undone({ hooks: { 'compose build': 'echo "no such package" >&2; exit 17' } });
    expect(stderr).toContain('no such package\n');
    expect(stderr).toContain('failed: an image could not be built. ');
    expect(deeds(calls).filter((deed) => deed.startsWith('up'))).toEqual([]);
  });

  test('because a container cannot be started: what Compose said is shown', () => {
    const { stderr } = undone({ hooks: { 'compose up * backend': 'create backend; echo "no such image" >&2; exit 1' } });
    expect(stderr).toContain('no such image\n');
    expect(stderr).toContain('failed: backend could not be started. ');
  });

  test('because a container is unhealthy: its last lines and the last word of its check are shown', () => {
    english.restore('r1');
    const { stderr, calls } = undone({ hooks: { 'compose up * frontend': "create frontend; become frontend.02 'running 0 unhealthy'" } });
    expect(stderr).toContain('\nLast lines of the new frontend:\n  what frontend.02 said\n  health check: the check says no\n');
    expect(stderr).toContain('failed: frontend did not stay healthy (failed: unhealthy). ');
    expect(calls.map(({ text }) => text)).toContain('logs --tail 20 frontend.02');
    expect(deeds(calls).filter((deed) => /switch .* green$/.test(deed))).toEqual([]);
  });

  test.each([
    ['ends', 'exited 1', 'failed: exited'],
    ['was started again', 'running 1 healthy', 'failed: it ended and was started again'],
    ['is started again and again', 'restarting 4', 'failed: it ended and was started again'],
  ])('because a container %s after requests went to it: they go back', (_, state, condition) => {
    const { stderr, calls } = undone({ hooks: { 'exec * /data/live frontend green': `become backend.02 '${state}'` } });
    expect(stderr).toContain(`failed: backend did not stay healthy (${condition}). `);
    expect(deeds(calls).slice(-6)).toEqual([
      'exec edge.01 switch backend green', 'exec edge.01 switch frontend green', 'exec edge.01 switch backend blue', 'exec edge.01 switch frontend blue',
      'stop backend.02 frontend.02', 'rm backend.02 frontend.02',
    ]);
  });

  test('because a container never becomes healthy: there is an end to patience', () => {
    const { stderr } = undone({ hooks: { 'compose up * backend': "create backend; become backend.02 'running 0 starting'" } });
    expect(stderr).toContain('failed: backend did not become healthy within 5 s. ');
    expect(stderr).toContain('Last lines of the new backend:\n');
  });

  test('because a container is gone', () => {
    expect(undone({ hooks: { 'exec * /data/live backend green': 'rm "$engine/containers/backend.02"' } }).stderr).toContain('failed: backend did not stay healthy (failed: gone). ');
  });

  test('because requests cannot be switched: those that were go back', () => {
    const { stderr, calls } = undone({ hooks: { 'exec * /data/live frontend green': 'exit 1' } });
    expect(stderr).toContain('failed: requests could not be sent to the new frontend. ');
    expect(deeds(calls)).toEqual(expect.arrayContaining(['exec edge.01 switch backend green', 'exec edge.01 switch backend blue']));
  });

  test('because what works by the clock fails, last of all: there is the old one again', () => {
    english.restore('r1');
    newer('backend');
    const { status, stderr } = english.run(['deploy', '--release', 'r2'], {
      hooks: { 'inspect * celery-beat.02': "become celery-beat.02 'exited 1'" },
    });
    expect([status, stderr]).toEqual([1, expect.stringContaining('failed: celery-beat did not stay healthy (failed: exited). Release r1 keeps serving.')]);
    expect(english.containers()).toEqual(BEFORE.map((each) => each.replace('celery-beat.01', 'celery-beat.03')));
    expect(english.state('current')).toMatch(/^service celery-beat - 1\.backend-1 celery-beat\.03$/m);
  });

  test('because a data service does not do its work: it stays', () => {
    english.restore('r1').place('mongodb.01', 'running 0 starting', 'r1');
    newer('backend');
    expect(fails(['deploy', '--release', 'r2'])).toContain('failed: mongodb did not become healthy within 5 s. Release r1 keeps serving.');
    expect(english.containers()).toEqual(BEFORE);
  });

  test('never because a data service was started again long ago, or its last check failed', () => {
    english.restore('r1').place('mongodb.01', 'running 3 unhealthy', 'r1');
    succeeds(['deploy', '--release', 'r2'], {}, newer('backend'));
  });

  test('a service that is new in it is not switched to containers that never were', () => {
    english.restore('r1').writeState('current', english.state('current').replace(/^service frontend.*\n/m, ''));
    newer('backend');
    const { calls } = english.run(['deploy', '--release', 'r2'], { hooks: { 'exec * /data/live frontend green': 'exit 0', 'inspect * celery-beat.02': 'become celery-beat.02 exited' } });
    expect(deeds(calls).filter((deed) => /switch \S+ *$/.test(deed))).toEqual([]);
  });

  test('says so in Portuguese', () => {
    succeeds(['deploy', '--release', 'r1'], {}, portuguese);
    portuguese.change('backend', '2');
    portuguese.fate('backend', 'running 0 unhealthy');
    expect(fails(['deploy', '--release', 'r2'], {}, portuguese)).toMatch(
      /Últimas linhas do novo backend:\n(.*\n)*❌ O release r2 falhou: backend não continuou saudável \(failed: unhealthy\)\. O release r1 continua servindo\.\n/,
    );
  });

  test('leaves no image behind for ever, not even one of a build that failed', () => {
    english.restore('r1');
    fails(['deploy', '--release', 'r2'], { hooks: { 'compose build': 'echo x > "$engine/images/conductor-backend:$RELEASE"; exit 1' } });
    succeeds(['deploy', '--release', 'r3']);
    expect(english.images().filter((image) => image.endsWith(':r2'))).toEqual([]);
  });
});

describe('a release that is interrupted', () => {
  test.each([
    ['while it builds', 'compose build', 'SIGTERM', 143],
    ['while the new ones start', 'compose up * backend', 'SIGINT', 130],
    ['after requests go to the new ones', 'exec * /data/live backend green', 'SIGHUP', 129],
    ['while what works by the clock is replaced', 'compose up * celery-beat', 'SIGTERM', 143],
  ] as const)('%s is undone', async (_, where, signal, status) => {
    english.restore('r1');
    newer('backend');
    const begun = english.begin(['deploy', '--release', 'r2'], { hooks: { [where]: `[ "\${RELEASE-}" = r1 ] || { ${WAIT}; }` } });
    await english.reached();
    begun.process.kill(signal);
    english.goOn();
    const outcome = await begun.outcome;
    expect([outcome.status, outcome.stderr]).toEqual([status, expect.stringContaining('❌ Release r2 failed: it was interrupted. Release r1 keeps serving.\n')]);
    expect(english.containers().map((each) => each.replace('celery-beat.03', 'celery-beat.01'))).toEqual(BEFORE);
    expect(english.history().pop()).toBe('deploy r2 failed it was interrupted');
    expect(english.stateNames('lock')).toEqual([]);
  });

  test('by Ctrl+C, which ends what it had called too, is undone', async () => {
    english.restore('r1');
    newer('backend');
    const begun = english.begin(['deploy', '--release', 'r2'], { hooks: { 'compose up * backend': `create backend; ${WAIT}` } });
    await english.reached();
    process.kill(-begun.process.pid!, 'SIGINT');
    expect(await begun.outcome).toMatchObject({ status: 130, stderr: expect.stringContaining('it was interrupted') });
    expect(english.containers()).toEqual(BEFORE);
  });

  test('twice, while it is undone, is undone to the end', async () => {
    english.restore('r1');
    newer('backend');
    const begun = english.begin(['deploy', '--release', 'r2'], { hooks: { 'compose up * celery-beat': '[ "${RELEASE-}" = r1 ] || exit 1', 'stop *': WAIT } });
    await english.reached();
    process.kill(-begun.process.pid!, 'SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 100));
    english.goOn();
    expect((await begun.outcome).status).not.toBe(0);
    expect(english.containers()).toEqual(BEFORE);
    expect(english.history().pop()).toBe('deploy r2 failed celery-beat could not be started');
    expect(english.stateNames('lock')).toEqual([]);
  });

  test('while the old ones stop has taken over already, and the next one removes what is left', async () => {
    english.restore('r1');
    newer('backend');
    const begun = english.begin(['deploy', '--release', 'r2'], { hooks: { 'stop *': `${WAIT}; exit 1`, 'rm *': 'exit 1' } });
    await english.reached();
    begun.process.kill('SIGTERM');
    english.goOn();
    const outcome = await begun.outcome;
    expect([outcome.status, outcome.stderr]).toEqual([143, '']);
    expect(english.state('current')).toMatch(/^release r2\n/);
    expect(english.containers()).toContain('backend.01 r1 running');
    expect(succeeds(['deploy', '--release', 'r3']).stdout).toContain('🧹 Removed what a release that was killed had left behind.\n');
    expect(english.containers()).not.toContainEqual(expect.stringContaining('backend.01'));
  });
});

describe('one at a time', () => {
  test('a second release is refused while the first is made, which then goes on', async () => {
    english.restore('r1');
    const begun = english.begin(['deploy', '--release', 'r2'], { hooks: { 'compose build': WAIT } });
    await english.reached();
    const since = english.state('lock/owner').trim().split(' ').pop();
    const second = english.run(['deploy', '--release', 'r3'], { beside: true });
    const back = english.run(['rollback'], { beside: true });
    english.goOn();
    expect([second.status, second.stderr]).toEqual([1,
      `Another release is being made since ${since} by process ${begun.process.pid} on ${hostname()}.\n  Wait until it is done. If it is certain that none is: rm -r .releases/lock\n`]);
    expect([back.status, back.stderr]).toEqual([1, second.stderr]);
    expect((await begun.outcome).status).toBe(0);
    expect(english.history()).toEqual(['deploy r1 ok', 'deploy r2 ok']);
    expect(english.stateNames()).toEqual(['current', 'history', 'releases']);
  });

  test.each([
    ['whose process is gone', `999999999 ${hostname()} 2026-01-02T03:04:05Z\n`],
    ['whose process is another program', `${process.pid} ${hostname()} 2026-01-02T03:04:05Z\n`],
    ['that nobody has put a name to', undefined],
    ['whose name is empty', ''],
  ])('a lock %s is taken over', (_, owner) => {
    english.restore('r1');
    mkdirSync(english.statePath('lock'));
    if (owner !== undefined) {
      english.writeState('lock/owner', owner);
    }
    expect(succeeds(['deploy', '--release', 'r2']).stdout.split('\n')[0]).toBe('🔓 The release before this one was killed: its lock is taken over.');
    expect(english.stateNames()).toEqual(['current', 'history', 'releases']);
  });

  test('a lock of another machine is respected', () => {
    english.restore('r1').writeState('lock/owner', '1 elsewhere 2026-01-02T03:04:05Z\n');
    expect(fails(['deploy', '--release', 'r2'])).toContain('Another release is being made since 2026-01-02T03:04:05Z by process 1 on elsewhere.\n');
    expect(english.stateNames('lock')).toEqual(['owner']);
  });

  test('of two who find a stale lock, one takes it', () => {
    english.restore('r1').writeState('lock/owner', `999999999 ${hostname()} 2026-01-02T03:04:05Z\n`);
    // between the look at the owner and the takeover, somebody else is quicker
    const ps = 'if [ "$2" = 999999999 ]; then echo 1 elsewhere now > .releases/lock/owner; fi';
    expect(fails(['deploy', '--release', 'r2'], { programs: { ps } })).toContain('by process 1 on elsewhere.\n');
    expect(english.state('lock/owner')).toBe('1 elsewhere now\n');
  });

  test('a process that is looked at is told from others by the script it runs', async () => {
    const begun = english.restore('r1').begin(['deploy', '--release', 'r2'], { hooks: { 'compose build': WAIT } });
    await english.reached();
    const { stderr } = english.run(['deploy', '--release', 'r3'], { beside: true, as: '../scripts/docker-prod.sh', from: english.inside('docker') });
    english.goOn();
    await begun.outcome;
    expect(stderr).toContain('Another release is being made');
  });

  test('looking is always possible', () => {
    english.restore('r1').writeState('lock/owner', '1 elsewhere 2026-01-02T03:04:05Z\n');
    expect(succeeds(['status']).stdout).toContain('Release in service: r1\n');
    succeeds(['history']);
    succeeds(['logs']);
    succeeds(['deploy', '--dry-run']);
  });
});
