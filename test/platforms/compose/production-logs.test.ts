import { rmSync } from 'fs';
import { ReleasableRepository, WAIT, actionsOn, referenceRepository, releasableStack, releaseTwice } from './production-fixture';

/* What containers have said: those that run, and those of releases that failed. */
const english = referenceRepository();
const { succeeds, fails } = actionsOn(english);
const clone = new ReleasableRepository(releasableStack().stack);
clone.share(english);

const SAID = { 'compose logs *': "printf '%s\\n' 'backend-1 | started' 'backend-1 | an error' 'backend-1 | a warning'; exit 0" };

beforeAll(() => releaseTwice(english));
beforeEach(() => english.restore('r2'));

const asked = (...args: string[]) => succeeds(['logs', ...args]).calls.map(({ text }) => text).find((text) => text.startsWith('compose logs'));

describe('logs of what runs', () => {
  test('are followed, of all services or of some', () => {
    expect(asked()).toBe('compose logs --follow --tail 200');
    expect(asked('backend', 'edge')).toBe('compose logs --follow --tail 200 backend edge');
  });

  test('begin and end where one wants', () => {
    expect(asked('--since', '10m', '--tail', 'all', '--no-follow', 'backend')).toBe('compose logs --tail all --since 10m backend');
  });

  test('are those of the release in service, with its services and settings, from a clone without an env file', () => {
    const { calls } = succeeds(['logs', '--no-follow'], { settings: false }, clone);
    const call = calls.find(({ text }) => text.startsWith('compose logs'))!;
    expect(call).toMatchObject({ release: 'r2', file: 'ledger/releases/r2/compose.yml', settings: 'ledger/releases/r2/settings' });
  });

  test.each([[['--no-follow']], [[]]])('can be searched: %j', (more) => {
    const { stdout } = succeeds(['logs', '--grep', 'error|warning', ...more], { hooks: SAID });
    expect(stdout).toBe('backend-1 | an error\nbackend-1 | a warning\n');
  });

  test('in which nothing is found are no error', () => {
    expect(succeeds(['logs', '--grep', 'nowhere', '--no-follow'], { hooks: SAID }).stdout).toBe('');
  });

  test('that Compose cannot show are one', () => {
    expect(english.run(['logs', '--no-follow'], { hooks: { 'compose logs *': 'exit 7' } }).status).toBe(7);
  });

  test.each([
    [['other'], 'There is no service "other".\n  The services are: mongodb, backend, celery-beat, frontend, edge\n'],
    [['--tail', 'many'], '"many" is not a number of lines.\n  Use a whole number, or all: --tail 100\n'],
    [['--grep', '('], '"(" is not a pattern that grep understands.'],
    [['--since'], '--since needs a value.\n\nUsage:'],
    [['--all'], 'Unexpected arguments: --all\n\nUsage:'],
  ])('what cannot be is refused: %j', (args, said) => {
    expect(fails(['logs', ...args])).toContain(said);
  });
});

describe('logs of a release that failed', () => {
  const failing = () => {
    english.change('backend', '3');
    english.fate('backend', 'running 0 unhealthy');
    return fails(['deploy', '--release', 'r3']);
  };

  test('are kept with the state of each container, and the operator is told', () => {
    expect(failing()).toContain('The logs of the new containers are kept: ./scripts/docker-prod.sh logs --release r3\n');
    const [attempt, ...others] = english.stateNames('failed');
    expect([attempt, others]).toEqual([expect.stringMatching(/^\d{8}-\d{6}-r3$/), []]);
    expect(english.stateNames(`failed/${attempt}`)).toEqual(['backend.1']);
    expect(english.state(`failed/${attempt}/backend.1`)).toBe('running, exit code 3\nhealth check: the check says no\n\nwhat backend.03 said\n');
  });

  test('are shown from any clone, of all services or of some, and can be searched', () => {
    failing();
    const kept = 'Kept logs of backend.1:\n  running, exit code 3\n  health check: the check says no\n';
    expect(succeeds(['logs', '--release', 'r3'], {}, clone).stdout).toBe(`${kept}backend.1 | what backend.03 said\n`);
    expect(succeeds(['logs', '--release', 'r3', 'backend', '--grep', 'nowhere']).stdout).toBe(kept);
    expect(succeeds(['logs', '--release', 'r3', 'frontend']).stdout).toBe('');
    expect(fails(['logs', '--release', 'r3', '--since', '1m'])).toContain('--since cannot be combined with --release');
  });

  test('of a job that failed are kept, and the job is gone', () => {
    english.change('backend', '3');
    const hooks = { 'compose run * python *': 'echo "backend r3 exited 0" > "$engine/containers/conductor.job-backend"; exit 3' };
    expect(fails(['deploy', '--release', 'r3'], { hooks })).toContain('the job of backend failed');
    expect(succeeds(['logs', '--release', 'r3']).stdout).toContain('\nbackend.1 | what conductor.job-backend said\n');
    expect(english.containers().filter((each) => each.includes('job'))).toEqual([]);
  });

  test('are kept where the release was killed', async () => {
    english.change('backend', '3');
    const { process: killed, outcome } = english.begin(['deploy', '--release', 'r3'], { hooks: { 'exec * backend *': WAIT } });
    await english.reached();
    process.kill(-killed.pid!, 'SIGKILL');
    await outcome;
    rmSync(english.inside('reached'));
    succeeds(['deploy', '--release', 'r4']);
    expect(succeeds(['logs', '--release', 'r3']).stdout).toContain('backend.1 | what backend.03 said\n');
  });

  test('are bounded: the end of what each said, of so many containers, of so many attempts', () => {
    for (let attempt = 1; attempt <= 7; attempt++) {
      english.writeState(`failed/2026010${attempt}-000000-old${attempt}/backend.1`, `state\n\nold ${attempt}\n`);
    }
    english.change('backend', '3');
    english.fate('backend', 'running 0 unhealthy');
    fails(['deploy', '--release', 'r3'], { hooks: { 'logs --timestamps *': "printf 'x%.0s' 1 2 3; head -c 100000 /dev/zero | tr '\\0' y; exit 0" } });
    expect(english.stateNames('failed').map((name) => name.slice(16))).toEqual(['old4', 'old5', 'old6', 'old7', 'r3']);
    const log = english.state(`failed/${english.stateNames('failed').pop()}/backend.1`).split('\n\n')[1];
    expect(log).toBe('y'.repeat(32768));
  });

  test('that are not kept are refused, with those that are', () => {
    failing();
    expect(fails(['logs', '--release', 'r0'])).toContain('No logs of release r0 are kept: only those of the last 5 failed attempts are.\n  Logs are kept of: r3.');
  });

  test('that of the release in service is what runs', () => {
    expect(asked('--release', 'r2', '--no-follow')).toBe('compose logs --tail 200');
  });
});
