import { existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'fs';
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
    expect(english.marks()).toEqual(['conductor.releases']);
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
    expect(stderr).toContain('failed: traffic could not be switched to the new frontend. ');
    expect(deeds(calls)).toEqual(expect.arrayContaining(['exec edge.01 switch backend green', 'exec edge.01 switch backend blue']));
  });

  test('because what works by the clock fails, last of all: there is the old one again', () => {
    english.restore('r1');
    newer('backend');
    const { status, stderr } = english.run(['deploy', '--release', 'r2'], {
      hooks: { 'inspect * celery-beat.02': "become celery-beat.02 'exited 1'" },
    });
    expect([status, stderr]).toEqual([1, expect.stringContaining('failed: celery-beat did not stay healthy (failed: exited). Release r1 keeps serving.')]);
    expect(english.containers()).toEqual(BEFORE);
    expect(english.state('current')).toMatch(/^service celery-beat - 1\.backend-1 celery-beat\.01$/m);
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
    expect([outcome.status, outcome.stderr]).toEqual([status, expect.stringContaining(`❌ Release r2 failed: it was interrupted by ${signal}. Release r1 keeps serving.\n`)]);
    expect(english.containers().map((each) => each.replace('celery-beat.03', 'celery-beat.01'))).toEqual(BEFORE);
    expect(english.history().pop()).toBe(`deploy r2 failed it was interrupted by ${signal}`);
    expect(english.marks()).toEqual(['conductor.releases']);
  });

  test('by Ctrl+C, which ends what it had called too, is undone', async () => {
    english.restore('r1');
    newer('backend');
    const begun = english.begin(['deploy', '--release', 'r2'], { hooks: { 'compose up * backend': `create backend; ${WAIT}` } });
    await english.reached();
    process.kill(-begun.process.pid!, 'SIGINT');
    expect(await begun.outcome).toMatchObject({ status: 130, stderr: expect.stringContaining('it was interrupted by SIGINT') });
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
    expect(english.marks()).toEqual(['conductor.releases']);
  });

  test('while the old ones stop has taken over already, and the next one removes what is left', async () => {
    english.restore('r1');
    newer('backend');
    const begun = english.begin(['deploy', '--release', 'r2'], { hooks: { 'stop backend*': `${WAIT}; exit 1`, 'rm *': 'exit 1' } });
    await english.reached();
    begun.process.kill('SIGTERM');
    english.goOn();
    const outcome = await begun.outcome;
    expect([outcome.status, outcome.stderr]).toEqual([143, '']);
    expect(english.state('current')).toMatch(/^release r2\n/);
    expect(english.containers()).toContain('backend.01 r1 running');
    expect(english.state('pending')).toMatch(/^retired backend\.01 celery-beat\.01$/m);
    expect(succeeds(['deploy', '--release', 'r3']).stdout).toContain('🧹 Removed what a killed release had left behind.\n');
    expect(english.containers()).not.toContainEqual(expect.stringContaining('backend.01'));
  });
});

describe('a signal is acted on at once', () => {
  test.each([
    ['the build', 'compose build'], ['a job', 'compose run *'], ['Compose, which starts containers', 'compose up * backend'],
  ])('while it waits for %s, which ends too', async (_, call) => {
    english.restore('r1');
    newer('backend');
    const ended = english.onMachine('ended');
    const begun = english.begin(['deploy', '--release', 'r2'], { hooks: { [call]: `trap 'echo told > "${ended}"; exit 1' TERM; touch reached; while :; do sleep 0.05; done` } });
    await english.reached();
    begun.process.kill('SIGTERM');
    // nobody says that the call may go on
    const { status, stderr } = await begun.outcome;
    expect([status, stderr]).toEqual([143, expect.stringContaining('❌ Release r2 failed: it was interrupted by SIGTERM. Release r1 keeps serving.\n')]);
    expect(readFileSync(ended, 'utf-8')).toBe('told\n');
    rmSync(ended);
    expect(english.history().pop()).toBe('deploy r2 failed it was interrupted by SIGTERM');
  });

  test('a job is stopped with the script, and is no job that failed', async () => {
    english.restore('r1');
    newer('backend');
    const begun = english.begin(['deploy', '--release', 'r2'], { hooks: { 'compose run *': `echo 'job r2 running 0 ' > "$engine/containers/conductor.job-backend"; ${WAIT}` } });
    await english.reached();
    process.kill(-begun.process.pid!, 'SIGINT');
    const { stderr, calls } = await begun.outcome;
    expect(stderr).toContain('failed: it was interrupted by SIGINT.');
    expect(deeds(calls)).toContain('stop conductor.job-backend');
    expect(english.containers()).toEqual(BEFORE);
  });
});

describe('that the release before serves', () => {
  test('is said only after it was asked', () => {
    english.restore('r1');
    newer('backend');
    const { stderr, calls } = english.run(['deploy', '--release', 'r2'], { hooks: { 'compose run *': 'exit 1' } });
    expect(stderr).toContain('Release r1 keeps serving.');
    expect(calls.map(({ text }) => text).filter((text) => /^exec (backend|frontend|edge|celery-beat)\.01 /.test(text)).length).toBe(4);
  });

  test('is not said when it does not', () => {
    english.restore('r1').place('frontend.01', 'exited 1', 'r1');
    expect(fails(['deploy', '--release', 'r2'], { hooks: { 'compose run *': 'exit 1' } }, newer('backend'))).toContain(
      '❌ Release r2 failed: the job of backend failed. Release r1 is back in service, but does not work: frontend.\n'
      + '  Look into it now: ./scripts/docker-prod.sh logs frontend; ./scripts/docker-prod.sh status shows what runs.\n',
    );
  });

  test('what was replaced comes back as the container that it was, with its own configuration and settings', () => {
    english.restore('r1').configure('edge', '2');
    const { stderr, calls } = english.run(['deploy', '--release', 'r2'], {
      settings: { EDGE_HTTP_PORT: '8' }, hooks: { 'start edge.02': 'echo "port is taken" >&2; exit 1' },
    });
    expect(stderr).toContain('port is taken\n');
    expect(stderr).toContain('failed: edge could not be started. Release r1 keeps serving.\n');
    expect(deeds(calls).slice(-4)).toEqual(['stop --time 1 edge.01', 'start edge.02', 'rm edge.02', 'start edge.01']);
    expect(english.state('releases/r1/settings')).not.toContain('EDGE_HTTP_PORT=8\n');
  });
});

describe('one at a time', () => {
  const HERE = `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf-8').trim()}/${readlinkSync('/proc/self/ns/pid')}/${process.getuid!()}`;

  test('a second release is refused while the first is made, which then goes on', async () => {
    english.restore('r1');
    newer('backend');
    const begun = english.begin(['deploy', '--release', 'r2'], { hooks: { 'compose build': WAIT } });
    await english.reached();
    const [since, by, what, here] = ['since', 'by', 'what', 'here'].map((label) => english.lockLabel(label));
    const second = english.run(['deploy', '--release', 'r3'], { beside: true });
    const back = english.run(['rollback'], { beside: true });
    english.goOn();
    expect([what, by, here]).toEqual(['deploy', expect.stringMatching(new RegExp(`@${hostname()}$`)), HERE]);
    expect([second.status, second.stderr]).toEqual([1,
      `The lock has been held since ${since} by ${by} (deploy).\n  Wait until that is done. If you are sure that nothing is running: ./scripts/docker-prod.sh lock release\n`]);
    expect([back.status, back.stderr]).toEqual([1, second.stderr]);
    expect((await begun.outcome).status).toBe(0);
    expect(english.history()).toEqual(['deploy r1 ok', 'deploy r2 ok']);
    expect(english.marks()).toEqual(['conductor.releases']);
  });

  test('it needs neither ps nor hostname', () => {
    expect(readdirSync(english.onMachine('tools'))).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(ps|hostname)$/)]));
    english.restore('r1').placeLock({ here: HERE, process: `${process.pid}` });
    expect(fails(['deploy', '--release', 'r2'])).toContain('The lock has been held since 2026-01-02T03:04:05Z by ana@elsewhere (deploy).\n');
  });

  test('a lock whose process is gone is taken over', () => {
    english.restore('r1').placeLock({ here: HERE, process: '999999999' });
    expect(succeeds(['deploy', '--release', 'r2']).stdout.split('\n')[0]).toBe('🔓 ana@elsewhere, who held the lock, is gone: taking it over.');
    expect(english.marks()).toEqual(['conductor.releases']);
  });

  test('a lock of another machine is respected as long as it gives signs of life', () => {
    english.restore('r1').placeLock({});
    const alive = { hooks: { 'cp lock-of-another:/beat -': `echo x >> '${english.onMachine('beats')}'; cat '${english.onMachine('beats')}'; exit 0` } };
    const { status, stdout, stderr } = english.run(['deploy', '--release', 'r2'], alive);
    expect([status, stderr]).toEqual([1, expect.stringContaining('The lock has been held since 2026-01-02T03:04:05Z by ana@elsewhere (deploy).\n')]);
    expect(stdout).toContain('Waiting for a sign of life');
    expect(english.marks()).toContain('conductor.lock');
  });

  test('a lock of another machine that gives none any more is taken over', () => {
    english.restore('r1').placeLock({});
    expect(succeeds(['deploy', '--release', 'r2']).stdout).toContain('🔓 ana@elsewhere, who held the lock, is gone: taking it over.\n');
  });

  test('of two who find a stale lock, one takes it', () => {
    english.restore('r1').placeLock({ here: HERE, process: '999999999' });
    // between the look at the owner and the takeover, somebody else is quicker
    const hooks = { 'rm --force lock-of-another': `rm "$engine"/marks/conductor.lock*; mark --name conductor.lock --label container-stack.since=now --label container-stack.here=${HERE} --label container-stack.process=${process.pid} --label container-stack.what=rollback --label container-stack.by=bia x - > /dev/null; exit 1` };
    expect(fails(['deploy', '--release', 'r2'], { hooks })).toContain('The lock has been held since now by bia (rollback).\n');
    expect(english.lockLabel('by')).toBe('bia');
  });

  test('who has lost the lock touches nothing any more', () => {
    english.restore('r1');
    const { status, stderr, calls } = newer('backend').run(['deploy', '--release', 'r2'], { hooks: { 'exec * /data/live frontend *': 'exit 0', 'exec * /data/live backend green': 'rm "$engine"/marks/conductor.lock*' } });
    expect([status, stderr]).toEqual([1, expect.stringContaining('Somebody else has taken the lock, so this script touches nothing any more.\n')]);
    expect(deeds(calls).filter((deed) => /^(stop|rm)/.test(deed))).toEqual([]);
    expect(english.state('current')).toMatch(/^release r1\n/);
  });

  test('looking is always possible', () => {
    english.restore('r1').placeLock({});
    expect(succeeds(['status']).stdout).toMatch(/^Release in service: r1.*\nLock: held since 2026-01-02T03:04:05Z by ana@elsewhere \(deploy\)\n/);
    succeeds(['history']);
    succeeds(['logs']);
    succeeds(['deploy', '--dry-run']);
  });

  test('the lock can be asked for, taken and given back by hand', () => {
    english.restore('r1');
    expect(succeeds(['lock']).stdout).toBe('Lock: free\n');
    expect(succeeds(['lock', 'acquire']).stdout).toBe('🔒 The lock is yours: nobody can deploy until ./scripts/docker-prod.sh lock release\n');
    expect(succeeds(['lock', 'status']).stdout).toMatch(/^Lock: held since \S+ by \S+ \(lock\)\n$/);
    expect(fails(['deploy', '--release', 'r2'])).toMatch(/^The lock has been held since \S+ by \S+ \(lock\)\.\n/);
    expect(succeeds(['lock', 'release']).stdout).toMatch(/has been given up\.\n$/);
    succeeds(['deploy', '--release', 'r2']);
    expect(english.run(['lock', 'take']).stderr).toMatch(/^Unexpected arguments: take\n/);
  });
});

describe('nothing is left in the checkout', () => {
  test('by a release, nor by one that fails', () => {
    succeeds(['deploy', '--release', 'r1']);
    expect(existsSync(english.statePath())).toBe(false);
    fails(['deploy', '--release', 'r2'], { hooks: { 'compose build': 'exit 1' } }, newer('backend'));
    expect(existsSync(english.statePath())).toBe(false);
  });

  test('and what a killed script has left goes with the next', () => {
    mkdirSync(english.statePath('work.999999999/ledger'), { recursive: true });
    mkdirSync(english.statePath(`work.${process.pid}`));
    writeFileSync(english.statePath('work.999999999/ledger/settings'), 'SECRET_KEY=x');
    succeeds(['status']);
    expect(readdirSync(english.statePath())).toEqual([`work.${process.pid}`]);
  });
});
