import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'fs';
import { emptyStack } from './fixture';
import { ReleasableRepository, WAIT, actionsOn, callOf, deeds, referenceRepository, releasableStack, releaseTwice } from './production-fixture';
import { ServiceKind, Stack } from '../../../src/model';
import { TestService } from '../../fixtures/stack';

/* What the engine knows of releases: whichever checkout asks it, and whatever its own services are. */
const english = referenceRepository();
const { succeeds, fails } = actionsOn(english);

beforeAll(() => releaseTwice(english));
beforeEach(() => english.reset());

describe('settings', () => {
  test('are part of a release, as Compose reads them, with what the shell says instead', () => {
    succeeds(['deploy', '--release', 'r1'], { shell: { SECRET_KEY: 'a"b$c\\d', UNKNOWN: 'x' } });
    const settings = english.state('releases/r1/settings');
    expect(settings).toContain(readFileSync(english.inside('.env.prod'), 'utf-8'));
    expect(settings).toMatch(/\nSECRET_KEY="a\\"b\\\$c\\\\d"\n/);
    expect(settings).not.toContain('UNKNOWN');
  });

  test('are read by nobody else, neither on the engine nor in the working copy', () => {
    const modes = english.onMachine('modes');
    succeeds(['deploy', '--release', 'r1'], { hooks: { 'cp .releases*': `ls -ld .releases/work.*/ .releases/work.*/ledger/releases/r1/settings 2> /dev/null | cut -c 1-10 >> '${modes}'` }, programs: { ls: '/bin/ls "$@"' } });
    expect([...new Set(readFileSync(modes, 'utf-8').trim().split('\n'))].sort()).toEqual(['-rw-------', 'drwx------']);
    english.ledgerFiles().forEach((file) => expect((statSync(file).mode % 0o1000).toString(8)).toBe('600'));
  });

  test('of the shell do not get into a release that comes back', () => {
    english.restore('r2');
    const secret = english.onMachine('secret');
    succeeds(['rollback'], { shell: { SECRET_KEY: 'another' }, hooks: { 'compose up * backend': `echo "\${SECRET_KEY-none}" >> '${secret}'` } });
    expect(readFileSync(secret, 'utf-8')).toBe('none\n');
  });

  test('are gone from the engine with their release', () => {
    english.restore('r1');
    ['r2', 'r3', 'r4'].forEach((release) => {
      english.change('backend', release);
      succeeds(['deploy', '--release', release]);
    });
    expect(english.stateNames('releases')).toEqual(['r2', 'r3', 'r4']);
  });
});

describe('the version before, which kept releases in the checkout', () => {
  const OLD = 'release r1\nservice backend blue 1.backend-1 backend.01\nservice frontend blue 1.frontend-1 frontend.01\nservice edge - 1.edge-1 edge.01\nservice celery-beat - 1.backend-1 celery-beat.01\n';
  const former = () => {
    english.restore('r1');
    rmSync(english.onMachine('engine/volumes'), { recursive: true });
    mkdirSync(english.onMachine('engine/volumes'));
    mkdirSync(english.statePath('releases/r1'), { recursive: true });
    writeFileSync(english.statePath('current'), OLD);
    writeFileSync(english.statePath('history'), '2026-01-01T00:00:00Z\tdeploy\tr1\tok\t\n');
    writeFileSync(english.statePath('releases/r1/compose.yml'), readFileSync(english.inside('docker-compose.prod.yml')));
    return english;
  };

  test('is taken over once, with a message, and nothing is replaced that has not changed', () => {
    const { stdout } = succeeds(['deploy', '--release', 'r2'], {}, former());
    expect(stdout).toContain('📒 The releases in .releases are now kept by the engine, in its volume conductor.releases. The files went to .releases/taken-over.\n');
    expect(stdout).toContain('💤 No service has changed.\n');
    expect(english.history()).toEqual(['deploy r1 ok', 'deploy r2 ok']);
    expect(readdirSync(english.statePath())).toEqual(['taken-over']);
    expect(readdirSync(english.statePath('taken-over')).sort()).toEqual(['current', 'history', 'releases']);
    expect(succeeds(['deploy', '--release', 'r3']).stdout).not.toContain('📒');
  });

  test('can be looked at before', () => {
    expect(succeeds(['status'], {}, former()).stdout).toContain('Release in service: r1');
    expect(succeeds(['history']).stdout).toContain('  r1 *');
    expect(existsSync(english.statePath('current'))).toBe(true);
  });

  test('can be rolled back to, with the settings of the checkout', () => {
    former().change('backend', '2');
    succeeds(['deploy', '--release', 'r2']);
    const outcome = succeeds(['rollback']);
    expect(outcome.stdout).toContain('Release r1 was made by the previous version of this script: it comes back with the settings of this checkout.\n');
    expect(outcome.stdout).toContain('✅ Release r1 is in service again.\n');
    expect(callOf(outcome, 'compose up --no-recreate --scale backend')).toMatchObject({ file: 'ledger/releases/r1/compose.yml', settings: '.env.prod' });
  });

  test('called sets of containers by other names: the edge finds both until it is told the new ones, and is told nothing when it fails', () => {
    const before = () => {
      rmSync(english.statePath('taken-over'), { recursive: true, force: true });
      former().configure('edge', '2');
      english.change('backend', '2');
      writeFileSync(english.statePath('current'), OLD.replace(/ blue /g, ' b '));
      return english;
    };
    const about = (deed: string) => /switch|edge/.test(deed) && !deed.startsWith('run');
    expect(deeds(succeeds(['deploy', '--release', 'r2'], {}, before()).calls).filter(about)).toEqual([
      'up --no-start --no-recreate --scale edge=2 edge', 'stop --time 1 edge.01', 'start edge.02', 'exec edge.02 switch backend blue',
      'stop backend.01 edge.01 celery-beat.01', 'rm backend.01 edge.01 celery-beat.01',
    ]);
    const { status, stderr, calls } = before().run(['deploy', '--release', 'r2'], { hooks: { 'start celery-beat.02': 'exit 1' } });
    expect([status, stderr]).toEqual([1, expect.stringContaining('Release r1 keeps serving.\n')]);
    expect(deeds(calls).filter(about).slice(-3)).toEqual(['exec edge.02 switch backend blue', 'rm edge.02', 'start edge.01']);
    expect(english.containers()).toContain('backend.01 r1 running');
  });

  test('is not taken over while it releases something', () => {
    former();
    mkdirSync(english.statePath('lock'));
    expect(fails(['deploy', '--release', 'r2'])).toContain('If you are sure that none is running: rm -r .releases/lock\n');
  });

  test('does not count where the engine has a ledger', () => {
    english.restore('r2');
    mkdirSync(english.statePath());
    writeFileSync(english.statePath('current'), OLD);
    expect(succeeds(['status']).stdout).toContain('Release in service: r2');
  });
});

describe('services', () => {
  /** Two checkouts of one repository on one engine: what the second one has is given. */
  const repositoryOf = (...services: [string, ServiceKind][]) => {
    const stack: Stack = emptyStack();
    services.forEach(([id, kind]) => new TestService(stack, id, { kind }));
    return new ReleasableRepository(stack);
  };
  const WEB: [string, ServiceKind] = ['web', ServiceKind.HTTP];
  const first = repositoryOf(WEB, ['clock', ServiceKind.SCHEDULER], ['worker', ServiceKind.WORKER], ['store', ServiceKind.DATA]);
  const second = repositoryOf(WEB, ['new-clock', ServiceKind.SCHEDULER]);
  const names = (where: ReleasableRepository) => where.containers().map((each) => each.split(' ')[0]);

  beforeEach(() => {
    first.reset();
    second.reset();
    second.share(first);
  });

  test('that are not part of a release any more end as their kind ends: never two that work by the clock', () => {
    succeeds(['deploy', '--release', 'r1'], {}, first);
    const { stdout, calls } = succeeds(['deploy', '--release', 'r2'], {}, second);
    expect(stdout).toContain('🍂 clock is not part of this release: it is stopped.\n');
    const deed = deeds(calls);
    expect(deed.indexOf('stop clock.01')).toBeGreaterThan(-1);
    expect(deed.indexOf('stop clock.01')).toBeLessThan(deed.indexOf('start new-clock.01'));
    expect(deed.indexOf('stop worker.01 clock.01')).toBeGreaterThan(deed.indexOf('start new-clock.01'));
    expect(names(first)).toEqual(['new-clock.01', 'web.01']);
    expect(second.state('history')).toMatch(/\tnew-clock worker clock$/m);
  });

  test('come back when the release fails that did not have them', () => {
    succeeds(['deploy', '--release', 'r1'], {}, first);
    const message = fails(['deploy', '--release', 'r2'], { hooks: { 'start new-clock.01': 'exit 1' } }, second);
    expect(message).toContain('failed: new-clock could not be started. Release r1 keeps serving.\n');
    expect(names(first)).toEqual(['clock.01', 'web.01', 'worker.01']);
    expect(second.state('current')).toMatch(/^service clock - \S+ clock\.01$/m);
  });

  test('that are new are gone after a rollback, and those that were are back, from a checkout that does not know them', () => {
    succeeds(['deploy', '--release', 'r1'], {}, first);
    succeeds(['deploy', '--release', 'r2'], {}, second);
    const { stdout } = succeeds(['rollback'], {}, second);
    expect(stdout).toContain('✅ Release r1 is in service again.\n');
    expect(names(first)).toEqual(['clock.02', 'web.01', 'worker.02']);
  });

  test('that somebody else runs in the project are left alone, and named', () => {
    succeeds(['deploy', '--release', 'r1'], {}, first);
    first.place('tool.01');
    succeeds(['deploy', '--release', 'r2'], {}, second);
    expect(names(first)).toContain('tool.01');
    expect(succeeds(['status'], {}, second).stdout).toContain('Not part of this release, and left alone: tool\n');
  });
});

describe('two checkouts that release in turn', () => {
  const stack = () => releasableStack().stack;
  const [one, other] = [new ReleasableRepository(stack()), new ReleasableRepository(stack())];

  beforeAll(() => other.share(one));

  test('remove nothing that serves, and see one history', () => {
    for (const [where, release] of [[one, 'a1'], [other, 'b1'], [one, 'a2'], [other, 'b2']] as const) {
      one.change('backend', release);
      const { stdout, calls } = succeeds(['deploy', '--release', release], {}, where);
      expect(stdout).not.toContain('🧹');
      const deed = deeds(calls);
      const started = deed.findIndex((each) => each.startsWith('up --no-recreate --scale backend'));
      expect(deed.findIndex((each) => /^(stop|rm)/.test(each)) === -1 || deed.findIndex((each) => /^(stop|rm)/.test(each)) > started).toBe(true);
    }
    expect(one.history()).toEqual(['deploy a1 ok', 'deploy b1 ok', 'deploy a2 ok', 'deploy b2 ok']);
    expect(other.history()).toEqual(one.history());
  });

  test('a fresh one sees all of it and can roll back, without settings', () => {
    const fresh = new ReleasableRepository(stack());
    fresh.share(one);
    expect(succeeds(['status'], { settings: false }, fresh).stdout).toContain('Release in service: b2');
    const { stdout } = succeeds(['rollback', 'a2'], { settings: false }, fresh);
    expect(stdout).toContain('✅ Release a2 is in service again.\n');
  });

  test('the second waits for none while the first is at it', async () => {
    one.change('backend', 'held');
    const begun = one.begin(['deploy', '--release', 'held'], { hooks: { 'compose build': WAIT } });
    await one.reached();
    const { status, stderr } = other.run(['deploy', '--release', 'meanwhile']);
    one.goOn();
    expect([status, stderr]).toEqual([1, expect.stringContaining('The lock has been held since ')]);
    expect((await begun.outcome).status).toBe(0);
  });
});
