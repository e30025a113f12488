import { spawnSync } from 'child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { emptyStack } from './fixture';
import {
  Call, ReleasableRepository, actionsOn, callOf, deeds, jobStack, referenceRepository, releasableStack, releaseTwice,
} from './production-fixture';
import { ImageSource, Language, ServiceKind } from '../../../src/model';
import { AngularNginxFrontend, BackendService, EdgeProxy } from '../../../src/services';
import { TestService } from '../../fixtures/stack';

/* What deploy and rollback do when all is well, and what they leave behind. */
const english = referenceRepository();
const portuguese = new ReleasableRepository(releasableStack({ language: Language.PT_BR }).stack);
const { succeeds, fails } = actionsOn(english);

beforeAll(() => releaseTwice(english));
beforeEach(() => english.reset());

/** The new configuration of the edge is tried before anything is replaced. */
const VALIDATE = 'run edge caddy validate --config /etc/caddy/Caddyfile --adapter caddyfile';

/** The reference repository, where the next image of services is another one. */
function newer(...services: string[]): ReleasableRepository {
  services.forEach((service) => english.change(service, 'new'));
  return english;
}

/** What the release in service consists of, without the times. */
const consists = () => english.state('current').trim().split('\n').map((line) => line.replace(/ \d{4}-\S+Z$/, ''));

describe('the first release', () => {
  const SAID = `\
🚀 Release r1: building images...
📦 Running the job of backend...
🔎 Changed: backend frontend edge celery-beat
🌱 Starting the new backend...
🌱 Starting the new frontend...
🔁 Replacing edge...
🔀 Traffic now goes to the new backend.
🔀 Traffic now goes to the new frontend.
👀 Watching for 1 s...
🔁 Replacing celery-beat...
✅ Release r1 is in service.
`;

  test('builds, then starts data, runs the job, starts what answers, the edge, and what works by the clock last', () => {
    const { stdout, calls } = succeeds(['deploy', '--release', 'r1']);
    expect(stdout).toBe(SAID);
    expect(deeds(calls)).toEqual([
      'build',
      'up --no-recreate mongodb',
      "run backend python -m app.migrate it's",
      VALIDATE,
      'up --no-recreate --scale backend=1 backend',
      'up --no-recreate --scale frontend=1 frontend',
      'up --no-start --no-recreate --scale edge=1 edge',
      'start edge.01',
      'exec edge.01 switch backend blue',
      'exec edge.01 switch frontend blue',
      'up --no-start --no-recreate --scale celery-beat=1 celery-beat',
      'start celery-beat.01',
    ]);
  });

  test('is recorded: what it consists of, its configuration, and the history', () => {
    succeeds(['deploy', '--release', 'r1']);
    expect(consists()).toEqual([
      'release r1',
      'service backend blue 1.backend-1 backend.01', 'since backend r1',
      'service frontend blue 1.frontend-1 frontend.01', 'since frontend r1',
      'service edge - 1.edge-1 edge.01', 'since edge r1',
      'service celery-beat - 1.backend-1 celery-beat.01', 'since celery-beat r1',
    ]);
    expect(english.state('releases/r1/compose.yml')).toBe(readFileSync(english.inside('docker-compose.prod.yml'), 'utf-8'));
    expect(english.state('releases/r1/images')).toBe(['backend', 'edge', 'frontend'].map((name) => `conductor-${name}:<release> sha256:${name}-1\n`).join(''));
    expect(english.stateNames()).toEqual(['current', 'data', 'history', 'releases']);
  });

  test('is the same in Portuguese', () => {
    const { stdout } = succeeds(['deploy', '--release', 'r1'], {}, portuguese);
    expect(stdout.split('\n').length).toBe(SAID.split('\n').length);
    expect(stdout).toMatch(/✅ O release r1 está em serviço\.\n$/);
  });

  test('leaves nothing when it fails, and says that nothing serves', () => {
    english.fate('frontend', 'running 0 unhealthy');
    expect(fails(['deploy', '--release', 'r1'])).toContain('❌ Release r1 failed: frontend did not stay healthy (failed: unhealthy). No release is in service.\n');
    // data services stay, whatever becomes of the release
    expect(english.containers()).toEqual(['mongodb.01 r1 running']);
    expect(english.stateNames()).not.toContain('current');
    expect(english.history()).toEqual(['deploy r1 failed frontend did not stay healthy (failed: unhealthy)']);
  });
});

describe('the next release', () => {
  test('starts new containers beside the old ones, which stop when the new ones do their work', () => {
    english.restore('r1');
    const { stdout, calls } = newer('backend', 'frontend').run(['deploy', '--release', 'r2']);
    expect(stdout).toMatch(/🍂 Draining the old containers\.\.\.\n✅ Release r2 is in service\.\n$/);
    expect(deeds(calls)).toEqual([
      'build',
      'up --no-recreate mongodb',
      "run backend python -m app.migrate it's",
      'up --no-recreate --scale backend=2 backend',
      'up --no-recreate --scale frontend=2 frontend',
      'exec edge.01 switch backend green',
      'exec edge.01 switch frontend green',
      'up --no-start --no-recreate --scale celery-beat=2 celery-beat',
      'stop celery-beat.01',
      'start celery-beat.02',
      'stop backend.01 frontend.01 celery-beat.01',
      'rm backend.01 frontend.01 celery-beat.01',
    ]);
    expect(english.containers()).toEqual([
      'backend.02 r2 running', 'celery-beat.02 r2 running', 'edge.01 r1 running', 'frontend.02 r2 running', 'mongodb.01 r1 running',
    ]);
  });

  test('nothing is switched before the new ones are healthy', () => {
    english.restore('r1');
    english.fate('backend', 'running 0 starting');
    const healthy = `until [ -e '${english.onMachine('asked')}' ]; do touch '${english.onMachine('asked')}'; exit 1; done; become backend.02 'running 0 healthy'`;
    const { calls } = succeeds(['deploy', '--release', 'r2'], { hooks: { 'exec backend.02 *': healthy } }, newer('backend'));
    const texts = calls.map(({ text }) => text);
    const asked = texts.flatMap((text, index) => text.startsWith('exec backend.02') ? [index] : []);
    expect(asked.length).toBe(2);
    expect(texts.findIndex((text) => text.endsWith(' /data/live backend green'))).toBeGreaterThan(asked[1]);
  });

  test('Compose is told the release, the slot of new containers, and the configuration that was recorded', () => {
    english.restore('r1');
    const outcome = succeeds(['deploy', '--release', 'r2'], {}, newer('backend', 'frontend'));
    const file = 'ledger/releases/r2/compose.yml';
    expect(callOf(outcome, 'compose build')).toMatchObject({ release: 'r2', file: 'docker-compose.prod.yml', settings: '.env.prod' });
    expect(callOf(outcome, 'compose up --no-recreate mongodb')).toMatchObject({ release: 'r2', file, settings: 'ledger/releases/r2/settings' });
    expect(callOf(outcome, 'compose run')).toMatchObject({ release: 'r2', file });
    expect(callOf(outcome, 'compose up --no-recreate --scale backend')).toMatchObject({ release: 'r2', file, slots: { backend: 'green' } });
    expect(callOf(outcome, 'compose up --no-recreate --scale frontend')).toMatchObject({ release: 'r2', file, slots: { frontend: 'green' } });
    expect(callOf(outcome, 'compose up --no-start --no-recreate --scale celery-beat')).toMatchObject({ release: 'r2', file });
  });

  test('whether a service has changed does not depend on the id of the release or on slots', () => {
    english.restore('r2');
    const outcome = succeeds(['deploy', '--release', 'r3'], {}, newer('frontend'));
    expect(callOf(outcome, 'compose config --hash backend')).toMatchObject({ release: 'fingerprint', slots: { backend: 'blue', frontend: 'blue' } });
  });

  test('slots alternate', () => {
    const slots = () => english.state('current').split('\n').filter((line) => / (blue|green) /.test(line)).map((line) => line.split(' ').slice(1, 3).join(' '));
    english.restore('r1');
    expect(slots()).toEqual(['backend blue', 'frontend blue']);
    succeeds(['deploy', '--release', 'r2'], {}, newer('backend'));
    expect(slots()).toEqual(['backend green', 'frontend blue']);
    english.change('backend', '3');
    const { calls } = succeeds(['deploy', '--release', 'r3']);
    expect(slots()).toEqual(['backend blue', 'frontend blue']);
    expect(deeds(calls)).toContain('exec edge.01 switch backend blue');
  });

  test('does not touch a service whose image and configuration are the same', () => {
    english.restore('r1');
    const { stdout, calls } = succeeds(['deploy', '--release', 'r2'], {}, newer('frontend'));
    expect(stdout).toContain('🔎 Changed: frontend\n');
    expect(deeds(calls).filter((deed) => /^(up|stop|rm)/.test(deed))).toEqual([
      'up --no-recreate mongodb', 'up --no-recreate --scale frontend=2 frontend', 'stop frontend.01', 'rm frontend.01',
    ]);
    expect(consists()).toEqual([
      'release r2',
      'service backend blue 1.backend-1 backend.01', 'since backend r1',
      'service frontend green 1.frontend-new frontend.02', 'since frontend r2',
      'service edge - 1.edge-1 edge.01', 'since edge r1',
      'service celery-beat - 1.backend-1 celery-beat.01', 'since celery-beat r1',
    ]);
  });

  test('replaces a service whose configuration is another one', () => {
    english.restore('r1').configure('edge', '2');
    const { stdout, calls } = succeeds(['deploy', '--release', 'r2']);
    expect(stdout).toContain('🔎 Changed: edge\n');
    expect(deeds(calls).filter((deed) => / edge/.test(deed))).toEqual([
      VALIDATE, 'up --no-start --no-recreate --scale edge=2 edge', 'stop --time 1 edge.01', 'start edge.02',
      'exec edge.02 switch backend blue', 'exec edge.02 switch frontend blue', 'stop edge.01', 'rm edge.01',
    ]);
  });

  test('is none where nothing has changed: nothing is replaced, recorded or kept', () => {
    const before = english.restore('r1').state('current');
    const { stdout, calls } = succeeds(['deploy', '--release', 'r2']);
    expect(stdout).toMatch(/💤 No service has changed\.\n✅ Release r1 stays in service: nothing has changed, so there is nothing to deploy\.\n$/);
    expect(deeds(calls).filter((deed) => /^(up|stop|rm|run)/.test(deed))).toEqual(['up --no-recreate mongodb']);
    expect(english.state('current')).toBe(before);
    expect(english.history()).toEqual(['deploy r1 ok']);
    expect(english.stateNames('releases')).toEqual(['r1']);
    expect(english.images().filter((image) => image.endsWith(':r2'))).toEqual([]);
  });

  test('is one where only a setting has changed that no image knows', () => {
    english.restore('r1').configure('backend', '2');
    expect(succeeds(['deploy', '--release', 'r2'], { settings: { SECRET_KEY: 'another' } }).stdout).toContain('🔎 Changed: backend\n');
    expect(english.stateNames('releases')).toEqual(['r1', 'r2']);
  });

  test('deploys that change nothing push no release out', () => {
    english.restore('r2');
    for (const number of [1, 2, 3, 4]) {
      succeeds(['deploy', '--release', `same-${number}`]);
    }
    expect(english.stateNames('releases')).toEqual(['r1', 'r2']);
    expect(succeeds(['rollback']).stdout).toContain('✅ Release r1 is in service again.\n');
  });

  test('replaces a container that has ended, as the release that it is', () => {
    english.restore('r1').place('backend.01', 'exited 1');
    const { stdout } = succeeds(['deploy', '--release', 'r2']);
    expect(stdout).toMatch(/🔎 Changed: backend\n(.*\n)*✅ Release r1 is in service\.\n$/);
    expect(english.state('current')).toMatch(/^release r1\nservice backend green 1\.backend-1 backend\.02$/m);
  });

  test('the new containers are watched while the old ones are still there', () => {
    english.restore('r1');
    const { calls } = succeeds(['deploy', '--release', 'r2'], { shell: { SETTLE_SECONDS: '2', WATCH_SECONDS: '4' } }, newer('frontend'));
    const texts = calls.map(({ text }) => text);
    const [switched, stopped] = [/live frontend green$/, /^stop /].map((pattern) => texts.findIndex((text) => pattern.test(text)));
    const looks = (from: number, to: number) => texts.slice(from, to).filter((text) => /^inspect .*Health.* frontend\.02$/.test(text)).length;
    expect(looks(0, switched)).toBe(3);
    expect(looks(switched, stopped)).toBe(5);
  });

  test('is recorded in one step: the ledger is whole at every moment', () => {
    english.restore('r1');
    const seen = english.onMachine('seen');
    // the two files that it is written to in turn: one of them is always whole
    const look = 'whole=; for f in "$engine"/volumes/conductor.releases/*.tar; do ! tar -tf "$f" 2>/dev/null | grep -qx edition || whole=1; done';
    succeeds(['deploy', '--release', 'r2'], { hooks: { '*': `${look}; echo "\${whole:-0}" >> '${seen}'` } }, newer('backend'));
    expect([...new Set(readFileSync(seen, 'utf-8').trim().split('\n'))]).toEqual(['1']);
  });

  test.each(['', 'no archive', 'ledger/\0'])('a file of the ledger that is cut off, as by a kill in the midst, is not the ledger: %j', (text) => {
    english.restore('r2');
    const numbers = english.ledgerFiles().map((file) => Number(spawnSync('tar', ['-xOf', file, 'edition'], { encoding: 'utf-8' }).stdout));
    const older = english.ledgerFiles()[numbers.indexOf(Math.min(...numbers))];
    writeFileSync(older, text);
    expect(succeeds(['status']).stdout).toContain('Release in service: r2');
  });

  test.each([1, 2])('of two whole editions the later counts, whichever file it is in (%d)', (editions) => {
    english.restore('r2');
    for (let edition = 1; edition <= editions; edition++) {
      english.writeState('current', `release edition-${edition}\n`);
    }
    expect(succeeds(['status']).stdout).toContain(`Release in service: edition-${editions}`);
  });

  test('a ledger that cannot be read is an error, and never taken for an empty one', () => {
    english.restore('r2').ledgerFiles().forEach((file) => writeFileSync(file, 'spoilt'));
    for (const [args, hooks] of [[['deploy', '--release', 'r3'], {}], [['rollback'], {}], [['status'], { 'volume ls *': 'exit 1' }]] as const) {
      const { status, stderr, calls } = english.run([...args], { hooks });
      expect([status, stderr]).toEqual([1, expect.stringContaining('The ledger of releases in the volume conductor.releases of the engine cannot be read.\n')]);
      expect(deeds(calls)).toEqual([]);
    }
  });
});

describe('the id of a release is immutable', () => {
  test('other content under a known id is refused, and the good one stays', () => {
    const before = english.restore('r1').state('current');
    const { status, stderr } = newer('backend').run(['deploy', '--release', 'r1']);
    expect([status, stderr]).toEqual([1, 'There already is a release "r1" whose images, configuration or settings differ.\n'
      + '  Give this one its own id: --release <id>. Nothing was changed.\n']);
    expect([english.state('current'), english.stateNames('releases'), english.history()]).toEqual([before, ['r1'], ['deploy r1 ok']]);
    expect(english.images()).toEqual(['backend', 'edge', 'frontend'].map((name) => `conductor-${name}:r1`));
    expect(readFileSync(english.onMachine('engine/images/conductor-backend:r1'), 'utf-8')).toBe('sha256:backend-1\n');
  });

  test('other settings are other content', () => {
    english.restore('r1');
    expect(fails(['deploy', '--release', 'r1'], { settings: { SECRET_KEY: 'another' } })).toContain('There already is a release "r1" ');
  });

  test('of a revision that is known with other content, a number tells it apart', () => {
    const git = { git: 'case $* in rev-parse*) echo 0123456789ab ;; esac' };
    succeeds(['deploy'], { programs: git });
    const { stdout } = succeeds(['deploy'], { programs: git }, newer('backend'));
    expect(stdout).toContain('There already is a release 0123456789ab with other images, configuration or settings, so this one is 0123456789ab-2.\n');
    expect(stdout).toContain('✅ Release 0123456789ab-2 is in service.\n');
    expect(english.history()).toEqual(['deploy 0123456789ab ok', 'deploy 0123456789ab-2 ok']);
  });

  test('the same content under a known id brings that release back', () => {
    english.restore('r2').change('backend', '1');
    expect(succeeds(['deploy', '--release', 'r1']).stdout).toContain('✅ Release r1 is in service.\n');
    expect(english.stateNames('releases')).toEqual(['r1', 'r2']);
  });

  test('a release that was never in service may be made anew', () => {
    english.restore('r1');
    fails(['deploy', '--release', 'r2'], { hooks: { 'compose run *': 'exit 1' } }, newer('backend'));
    english.change('backend', 'better');
    expect(succeeds(['deploy', '--release', 'r2']).stdout).toContain('✅ Release r2 is in service.\n');
  });
});

describe('a job', () => {
  test('runs once for each release', () => {
    english.restore('r1');
    const jobs = (release: string) => deeds(succeeds(['deploy', '--release', release]).calls).filter((deed) => deed.startsWith('run '));
    expect(jobs('r1')).toEqual([]);
    english.change('frontend', 'new');
    expect(jobs('r2')).toEqual(["run backend python -m app.migrate it's"]);
    expect(jobs('r2')).toEqual([]);
  });

  test('runs again where it did not come to its end', () => {
    const options = { hooks: { 'compose run *': 'exit 1' } };
    fails(['deploy', '--release', 'r1'], options);
    expect(deeds(succeeds(['deploy', '--release', 'r1']).calls)).toContain("run backend python -m app.migrate it's");
  });

  test('does not run when a release comes back', () => {
    expect(deeds(succeeds(['rollback'], {}, english.restore('r2')).calls).filter((deed) => deed.startsWith('run '))).toEqual([]);
  });

  test('that fails stops the release before anything is replaced', () => {
    english.restore('r1');
    const { status, stderr, calls } = newer('backend').run(['deploy', '--release', 'r2'], { hooks: { 'compose run *': 'echo column missing >&2; exit 3' } });
    expect(status).toBe(1);
    expect(stderr).toContain('column missing\n');
    expect(stderr).toContain('❌ Release r2 failed: the job of backend failed. Release r1 keeps serving.\n');
    expect(deeds(calls).filter((deed) => /^(up --scale|up --no-recreate --scale|stop|rm)/.test(deed))).toEqual(['stop conductor.job-backend', 'rm conductor.job-backend']);
    expect(english.history()).toEqual(['deploy r1 ok', 'deploy r2 failed the job of backend failed']);
  });

  test('may be a service of its own, and is never brought into service', () => {
    const where = new ReleasableRepository(jobStack());
    const { calls } = succeeds(['deploy', '--release', 'r1'], {}, where);
    expect(deeds(calls)).toEqual([
      'run migrations', 'up --no-recreate --scale worker=3 worker', 'up --no-recreate --scale idle=0 idle',
    ].flatMap((deed, index) => index === 0 ? ['build', deed] : [deed]));
    expect(where.state('current')).not.toContain('migrations');
  });
});

describe('several containers of one service', () => {
  const where = new ReleasableRepository(jobStack());
  const workers = () => where.containers().filter((each) => each.startsWith('worker'));

  test('are replaced together', () => {
    succeeds(['deploy', '--release', 'r1'], {}, where.reset());
    where.configure('worker', '2');
    const { calls } = succeeds(['deploy', '--release', 'r2'], {}, where);
    expect(deeds(calls)).toEqual(expect.arrayContaining(['up --no-recreate --scale worker=6 worker', 'stop worker.01 worker.02 worker.03']));
    expect(workers()).toEqual(['worker.04 r2 running', 'worker.05 r2 running', 'worker.06 r2 running']);
    expect(where.state('current')).toMatch(/^service worker - 2\. worker\.04 worker\.05 worker\.06$/m);
  });

  test('are left alone while as many as there should be run, and none may be', () => {
    succeeds(['deploy', '--release', 'r1'], {}, where.reset());
    expect(succeeds(['deploy', '--release', 'r2'], {}, where).stdout).toContain('No service has changed');
    where.place('worker.02', 'exited 1');
    expect(succeeds(['deploy', '--release', 'r3'], {}, where).stdout).toContain('Changed: worker\n');
    expect(workers().length).toBe(3);
  });

  test('that are not all healthy are no release', () => {
    succeeds(['deploy', '--release', 'r1'], {}, where.reset());
    where.configure('worker', '2');
    const { status } = where.run(['deploy', '--release', 'r2'], { hooks: { 'inspect * worker.05': 'become worker.05 "exited 1"' } });
    expect(status).toBe(1);
    expect(workers()).toEqual(['worker.01 r1 running', 'worker.02 r1 running', 'worker.03 r1 running']);
  });
});

describe('an entrance without an edge', () => {
  const where = new ReleasableRepository(releasableStack({ edge: false }).stack);

  test('stops before the new one starts: both cannot have the port', () => {
    succeeds(['deploy', '--release', 'r1'], {}, where.reset());
    where.change('frontend', '2');
    const { stdout, calls } = succeeds(['deploy', '--release', 'r2'], {}, where);
    expect(stdout).toContain('🔁 Replacing frontend...\n');
    expect(deeds(calls)).toEqual([
      'build', 'up --no-recreate mongodb', expect.stringMatching(/^run/), 'run frontend nginx -t',
      'up --no-start --no-recreate --scale frontend=2 frontend', 'stop --time 1 frontend.01', 'start frontend.02', 'stop frontend.01', 'rm frontend.01',
    ]);
    expect(where.state('current')).toMatch(/^service frontend - 1\.frontend-2 frontend\.02$/m);
  });

  test('stays as it is if the new one would not start with its settings', () => {
    succeeds(['deploy', '--release', 'r1'], {}, where.reset());
    where.change('frontend', '2');
    const hooks = { 'compose run * frontend nginx -t': 'echo "pageSize is no number" >&2; exit 1' };
    const { status, stderr, calls } = where.run(['deploy', '--release', 'r2'], { hooks });
    expect([status, stderr]).toEqual([1, expect.stringContaining('pageSize is no number\n')]);
    expect(stderr).toContain('failed: frontend could not be started. Release r1 keeps serving.');
    expect(deeds(calls).filter((deed) => /^(up|stop|rm) (?!.*trial-).*frontend/.test(deed))).toEqual([]);
    expect(where.containers()).toContain('frontend.01 r1 running');
  });

  test('is the same container again when the new one fails', () => {
    succeeds(['deploy', '--release', 'r1'], {}, where.reset());
    where.change('frontend', '2');
    where.fate('frontend', 'running 0 unhealthy');
    const outcome = where.run(['deploy', '--release', 'r2']);
    expect(outcome.stderr).toContain('frontend did not stay healthy (failed: unhealthy). Release r1 keeps serving.');
    expect(deeds(outcome.calls).slice(-2)).toEqual(['rm frontend.02', 'start frontend.01']);
    expect(where.containers().filter((each) => each.startsWith('frontend'))).toEqual(['frontend.01 r1 running']);
    expect(where.state('current')).toMatch(/^release r1\n(.*\n)*service frontend - 1\.frontend-1 frontend\.01\n/);
  });

  test('is made anew when the new one fails and it is gone, and is the one of the release from then on', () => {
    succeeds(['deploy', '--release', 'r1'], {}, where.reset());
    where.change('frontend', '2');
    where.fate('frontend', 'running 0 unhealthy');
    const hooks = { 'inspect * frontend.02': `rm -f '${where.onMachine('engine/containers/frontend.01')}'; echo 'running 0 healthy' > '${where.onMachine('engine/fates/frontend')}'` };
    const outcome = where.run(['deploy', '--release', 'r2'], { hooks });
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toContain('frontend did not stay healthy (failed: unhealthy). Release r1 keeps serving.');
    expect(outcome.calls.filter(({ text, release }) => /^compose up .*frontend$/.test(text) && release === 'r1')).toEqual([
      expect.objectContaining({ file: 'ledger/releases/r1/compose.yml', settings: 'ledger/releases/r1/settings' }),
    ]);
    expect(where.containers()).toContain('frontend.03 r1 running');
    expect(where.state('current')).toMatch(/^release r1\n(.*\n)*service frontend - 1\.frontend-1 frontend\.03\n/);
    expect(succeeds(['deploy', '--release', 'r3'], {}, where).stdout).toContain('🔎 Changed: frontend\n');
  });
});

describe('what a release left behind that was killed', () => {
  const PRESENT = 'backend.01 celery-beat.01 edge.01 frontend.01 mongodb.01';
  /** A release that was begun, and not ended. */
  const killed = (present = PRESENT) => {
    english.writeState('pending', `release killed\ncommand deploy\nby ana@laptop\npresent ${present}\n`);
    ['facts', 'settings', 'compose.yml'].forEach((name) => english.writeState(`releases/killed/${name}`, english.state(`releases/r1/${name}`)));
    return english;
  };

  test('is removed, and requests go where they should', () => {
    english.restore('r1').place('backend.07', 'running 0 healthy', 'killed');
    english.place('edge.07', 'exited 1', 'killed');
    killed();
    const { stdout, calls } = succeeds(['deploy', '--release', 'r2'], {}, newer('frontend'));
    expect(stdout.split('\n')[0]).toBe('🧹 Removed what a killed release had left behind.');
    expect(deeds(calls).slice(0, 4)).toEqual([
      'exec edge.01 switch backend blue', 'exec edge.01 switch frontend blue', 'stop backend.07 edge.07', 'rm backend.07 edge.07',
    ]);
    expect(english.containers().length).toBe(5);
    expect(english.history()).toEqual(['deploy r1 ok', 'deploy killed failed it was killed', 'deploy r2 ok']);
    expect(english.state('history')).toContain('\tana@laptop\t');
  });

  test('a container that was there before it began is never taken for that', () => {
    english.restore('r1').place('backend.07', 'running 0 healthy', 'elsewhere');
    killed(`${PRESENT} backend.07`);
    expect(deeds(succeeds(['deploy', '--release', 'r2']).calls).filter((deed) => /^(stop|rm)/.test(deed))).toEqual([]);
    expect(english.containers()).toContain('backend.07 elsewhere running');
  });

  test('nor anything where nothing was killed', () => {
    english.restore('r1').place('backend.07', 'running 0 healthy', 'elsewhere');
    const { stdout } = succeeds(['deploy', '--release', 'r2']);
    expect(stdout).not.toContain('🧹');
    expect(english.containers()).toContain('backend.07 elsewhere running');
  });

  test('nothing that serves is removed because the engine has no ledger', () => {
    english.restore('r1');
    rmSync(english.onMachine('engine/volumes'), { recursive: true });
    mkdirSync(english.onMachine('engine/volumes'));
    const { calls } = newer('backend').run(['deploy', '--release', 'r2'], { hooks: { 'compose up * backend': 'exit 1' } });
    expect(deeds(calls).filter((deed) => /^(stop|rm) .*01/.test(deed))).toEqual([]);
    expect(english.containers()).toContain('backend.01 r1 running');
  });

  test('is replaced with the rest where it is all there is of a service of which there may be one only', () => {
    english.restore('r1');
    rmSync(english.onMachine('engine/containers/celery-beat.01'));
    english.place('celery-beat.07', 'running 0 healthy', 'killed');
    killed();
    const { calls } = succeeds(['deploy', '--release', 'r2'], {}, newer('frontend'));
    expect(deeds(calls)).toEqual(expect.arrayContaining(['stop celery-beat.07', 'start celery-beat.02']));
    expect(english.state('current')).toMatch(/^service celery-beat - \S+ celery-beat\.02$/m);
  });

  test('is removed before a rollback too', () => {
    english.restore('r2').place('frontend.07', 'running 0 healthy', 'killed');
    killed('backend.02 celery-beat.02 edge.01 frontend.01 mongodb.01');
    expect(deeds(succeeds(['rollback']).calls)).toContain('stop frontend.07');
  });

  test('is the container of a job, too', () => {
    english.restore('r1');
    english.place('conductor.job-backend', 'running 0', 'killed');
    killed();
    expect(deeds(succeeds(['deploy', '--release', 'r2']).calls)).toContain('rm conductor.job-backend');
  });

  test('is nothing where all is well', () => {
    expect(succeeds(['deploy', '--release', 'r2'], {}, english.restore('r1')).stdout).not.toContain('🧹');
  });

  test('is not what a person runs beside it', () => {
    const { calls } = succeeds(['deploy', '--release', 'r2'], {}, english.restore('r1'));
    const asked = calls.filter(({ text }) => text.includes('label=com.docker.compose.service='));
    expect(asked.length).toBeGreaterThan(0);
    // containers of "docker compose run" have the label of the service too
    expect(asked.filter(({ text }) => !text.includes('label=com.docker.compose.oneoff=False'))).toEqual([]);
  });
});

describe('retention', () => {
  test('older releases than are kept go, with their images; the current one never does', () => {
    english.restore('r1');
    for (const release of ['r2', 'r3', 'r4']) {
      english.change('backend', release);
      succeeds(['deploy', '--release', release]);
    }
    expect(english.stateNames('releases')).toEqual(['r2', 'r3', 'r4']);
    expect(english.images()).toEqual(['r2', 'r3', 'r4'].flatMap((release) => ['backend', 'edge', 'frontend'].map((name) => `conductor-${name}:${release}`)).sort());
  });

  test('a release that came back counts as a late one', () => {
    english.restore('r2');
    succeeds(['rollback', 'r1']);
    for (const release of ['r3', 'r4']) {
      english.change('backend', release);
      succeeds(['deploy', '--release', release]);
    }
    expect(english.stateNames('releases')).toEqual(['r1', 'r3', 'r4']);
  });

  test('a release that failed is not kept when the next one succeeds', () => {
    english.restore('r1');
    fails(['deploy', '--release', 'r2'], { hooks: { 'compose run *': 'exit 1' } }, newer('backend'));
    expect(english.stateNames('releases')).toEqual(['r1', 'r2']);
    succeeds(['deploy', '--release', 'r3']);
    expect(english.stateNames('releases')).toEqual(['r1', 'r3']);
    expect(english.images().filter((image) => image.endsWith(':r2'))).toEqual([]);
  });

  test('an image that cannot be removed is no failure', () => {
    english.restore('r1').writeState('releases/old/compose.yml', '');
    succeeds(['deploy', '--release', 'r2'], { hooks: { 'image rm *': 'exit 1' } }, newer('backend'));
    expect(english.stateNames('releases')).toEqual(['r1', 'r2']);
  });

  test('a history of years is no obstacle', () => {
    const years = Array.from({ length: 20_000 }, (_, index) => `2020-01-01T00:00:00Z\tdeploy\told-${index}\tok\t\n`);
    english.restore('r1').writeState('history', [...years, '2026-01-01T00:00:00Z\tdeploy\tr1\tok\t\n'].join(''));
    english.writeState('releases/old-5/compose.yml', '');
    expect(succeeds(['deploy', '--release', 'r2'], {}, newer('backend')).stdout).toContain('✅ Release r2 is in service.\n');
    expect(english.stateNames('releases')).toEqual(['r1', 'r2']);
    expect(succeeds(['rollback']).stdout).toContain('✅ Release r1 is in service again.\n');
  });
});

describe('rollback', () => {
  test('brings the release back that was in service before this one, with its configuration', () => {
    const outcome = succeeds(['rollback'], {}, english.restore('r2'));
    expect(outcome.stdout).toMatch(/^⏪ Bringing release r1 back\.\.\.\n/);
    expect(outcome.stdout).toMatch(/✅ Release r1 is in service again\.\n$/);
    expect(deeds(outcome.calls)).toEqual([
      'up --no-recreate mongodb',
      'up --no-recreate --scale backend=2 backend',
      'exec edge.01 switch backend blue',
      'up --no-start --no-recreate --scale celery-beat=2 celery-beat',
      'stop celery-beat.02',
      'start celery-beat.03',
      'stop backend.02 celery-beat.02', 'rm backend.02 celery-beat.02',
    ]);
    expect(callOf(outcome, 'compose up --no-recreate --scale backend')).toMatchObject({ release: 'r1', file: 'ledger/releases/r1/compose.yml', settings: 'ledger/releases/r1/settings', slots: { backend: 'blue' } });
    expect(english.state('current')).toMatch(/^release r1\nservice backend blue 1\.backend-1 backend\.03\n/);
    expect(english.history()).toEqual(['deploy r1 ok', 'deploy r2 ok', 'rollback r1 ok']);
  });

  test('brings a named release back', () => {
    english.restore('r2');
    succeeds(['deploy', '--release', 'r3'], {}, newer('backend'));
    expect(succeeds(['rollback', 'r1']).stdout).toContain('✅ Release r1 is in service again.\n');
  });

  test('twice leads back to where it was', () => {
    succeeds(['rollback'], {}, english.restore('r2'));
    expect(succeeds(['rollback']).stdout).toContain('✅ Release r2 is in service again.\n');
  });

  test('never to a release that failed', () => {
    english.restore('r2');
    fails(['deploy', '--release', 'r3'], { hooks: { 'compose run *': 'exit 1' } }, newer('backend'));
    expect(fails(['rollback', 'r3'])).toBe('There is no release "r3" that was in service and is still kept.\n  Kept: r2 r1\n');
    expect(succeeds(['rollback']).stdout).toContain('✅ Release r1 is in service again.\n');
  });

  test.each(['r', 'r.', 'nothing', '.*'])('to the unknown release %s is refused', (release) => {
    const { status, stderr, calls } = english.restore('r2').run(['rollback', release]);
    expect([status, deeds(calls).filter((deed) => deed.startsWith('up'))]).toEqual([1, []]);
    expect(stderr).not.toBe('');
    expect(english.stateNames('lock')).toEqual([]);
  });

  test('where there was none before is refused', () => {
    const message = 'No earlier release was in service.\n  All releases: ./scripts/docker-prod.sh history\n';
    expect(fails(['rollback'])).toBe(message);
    expect(fails(['rollback'], {}, english.restore('r1'))).toBe(message);
  });

  test('to a release whose image is gone is refused', () => {
    english.restore('r2');
    rmSync(english.onMachine('engine/images/conductor-frontend:r1'));
    const { status, stderr, calls } = english.run(['rollback']);
    expect([status, deeds(calls).filter((deed) => deed.startsWith('up'))]).toEqual([1, []]);
    expect(stderr).toBe('The image conductor-frontend:r1 is no longer on this engine.\n  Check out the revision and deploy it again: ./scripts/docker-prod.sh deploy\n');
  });

  test('goes through the same gate: one that fails leaves the release that serves', () => {
    english.restore('r2').fate('backend', 'running 0 unhealthy');
    expect(fails(['rollback'])).toContain('❌ Release r1 failed: backend did not stay healthy (failed: unhealthy). Release r2 keeps serving.\n');
    expect(english.containers()).toContain('backend.02 r2 running');
    expect(english.containers().filter((each) => each.startsWith('backend')).length).toBe(1);
    expect(english.history().pop()).toMatch(/^rollback r1 failed/);
  });

  test('needs no settings of this checkout: it has its own', () => {
    english.restore('r2');
    expect(callOf(succeeds(['rollback'], { settings: false }), 'compose up --no-recreate --scale backend').settings).toBe('ledger/releases/r1/settings');
  });

  test('says which settings differ from now, by name', () => {
    english.restore('r2');
    const { stdout } = succeeds(['rollback'], { settings: { SECRET_KEY: 'another', SENTRY_DSN: 'new' } });
    expect(stdout).toContain("🔎 Release r1 brings back its own settings. They differ from today's: SECRET_KEY, SENTRY_DSN\n");
    expect(stdout).not.toContain('another');
  });

  test('says nothing of settings that are the same', () => {
    expect(succeeds(['rollback'], {}, english.restore('r2')).stdout).not.toContain('settings');
  });
});

test('an image from elsewhere is compared as it is once it is there', () => {
  const stack = emptyStack();
  new TestService(stack, 'thing', { image: ImageSource.reference('registry.example.com/thing:1'), kind: ServiceKind.WORKER });
  const where = new ReleasableRepository(stack);
  const present = { hooks: { 'image inspect --format {{.Id}} registry.example.com/thing:1': 'echo sha256:abc; exit 0' } };
  succeeds(['deploy', '--release', 'r1'], present, where);
  expect(where.state('current')).toMatch(/^service thing - 1\.abc thing\.01$/m);
  expect(succeeds(['deploy', '--release', 'r2'], present, where).stdout).toContain('No service has changed');
});

describe('a service that says when it is ready', () => {
  const stack = emptyStack();
  new BackendService(stack, 'backend', { app: 'app.main:app', readinessPath: '/health/ready' });
  const repository = new ReleasableRepository(stack);
  const actions = actionsOn(repository);
  const asked = ({ calls }: { readonly calls: Array<{ readonly text: string }> }) => calls.filter(({ text }) => text.includes('/health/ready')).length;

  beforeEach(() => repository.reset());

  test('gets no requests before it is, and is not asked again', () => {
    const outcome = actions.succeeds(['deploy', '--release', 'r1'], {
      hooks: { 'exec *health/ready*': '[ -e once ] || { touch once; exit 1; }; rm -f once' }, shell: { SETTLE_SECONDS: '2' },
    });
    expect(asked(outcome)).toBe(2);
  });

  test('is no release as long as it is not', () => {
    expect(actions.fails(['deploy', '--release', 'r1'], { hooks: { 'exec *health/ready*': 'exit 1' } })).toContain('failed: backend did not become healthy within 5 s.');
  });
});

describe('two edges before one API', () => {
  const { stack, backend } = releasableStack();
  const portal = new AngularNginxFrontend(stack, 'portal', { app: 'portal', api: backend, developmentPort: 4300 });
  new EdgeProxy(stack, 'portal-edge', { frontend: portal, httpHostPort: 81 });
  const where = new ReleasableRepository(stack);
  const switches = (calls: Call[]) => deeds(calls).filter((deed) => / switch backend /.test(deed));

  beforeAll(() => succeeds(['deploy', '--release', 'r1'], {}, where));

  test('are both told where its requests go', () => {
    where.change('backend', '2');
    const { calls } = succeeds(['deploy', '--release', 'r2'], {}, where);
    expect(switches(calls).slice(-2)).toEqual(['exec edge.01 switch backend green', 'exec portal-edge.01 switch backend green']);
  });

  test('both go back when one of them cannot be told', () => {
    where.change('backend', '3');
    const { status, calls } = where.run(['deploy', '--release', 'r3'], { hooks: { 'exec portal-edge.01 * backend blue': 'exit 1' } });
    expect(status).toBe(1);
    expect(switches(calls).slice(-4)).toEqual([
      'exec edge.01 switch backend blue', 'exec portal-edge.01 switch backend blue',
      'exec edge.01 switch backend green', 'exec portal-edge.01 switch backend green',
    ]);
  });
});
