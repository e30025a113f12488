import { Outcome, ReleasableRepository, actionsOn, referenceRepository, releasableStack, releaseTwice } from './production-fixture';

/* What operators run beside the release in service, or inside of it. */
const english = referenceRepository();
const { succeeds, fails } = actionsOn(english);
const clone = new ReleasableRepository(releasableStack().stack);
clone.share(english);

beforeAll(() => releaseTwice(english));
beforeEach(() => english.restore('r2'));

const call = ({ calls }: Outcome, pattern: RegExp) => calls.find(({ text }) => pattern.test(text))!;

describe('exec', () => {
  test('runs a program in the container that is in service, with what is typed or piped in', () => {
    // one that is older is not
    english.place('backend.01');
    expect(call(succeeds(['exec', 'backend', 'python', '-c', 'print(1)']), /^exec --inter/).text).toBe('exec --interactive backend.02 python -c print(1)');
  });

  test('takes what stands behind -- as it is', () => {
    expect(call(succeeds(['exec', 'mongodb', '--', 'mongosh', '--quiet', '--']), /^exec --inter/).text).toBe('exec --interactive mongodb.01 mongosh --quiet --');
  });

  test('asks for a terminal where there is one', () => {
    expect(call(english.run(['exec', 'backend', 'sh'], { typed: '' }), /^exec --inter/).text).toBe('exec --interactive --tty backend.02 sh');
  });

  test('ends as the program does', () => {
    expect(english.run(['exec', 'backend', 'false'], { hooks: { 'exec --interactive *': 'exit 42' } }).status).toBe(42);
  });

  test('gives the program what is piped in', () => {
    const { stdout } = succeeds(['exec', 'backend', 'cat'], { hooks: { 'exec --interactive *': 'cat; exit 0' } });
    expect(stdout).toBe('');
  });

  test('chooses a container that is healthy where there is one', () => {
    english.writeState('current', english.state('current').replace(/^(service backend .*)$/m, '$1 backend.09'));
    english.place('backend.02', 'running 0 unhealthy', 'r2');
    english.place('backend.09', 'running 0 healthy', 'r2');
    expect(call(succeeds(['exec', 'backend', 'ls']), /^exec --inter/).text).toContain('backend.09');
  });

  test('works from a clone without an env file', () => {
    expect(call(succeeds(['exec', 'backend', 'ls'], { settings: false }, clone), /^exec --inter/).text).toBe('exec --interactive backend.02 ls');
  });

  test.each([
    [['exec'], 'exec needs a service: mongodb, backend, celery-beat, frontend, edge\n\nUsage:'],
    [['exec', 'backend'], 'exec needs a program to run in backend.\n\nUsage:'],
    [['exec', 'backend', '--'], 'exec needs a program to run in backend.'],
    [['exec', 'other', 'ls'], 'There is no service "other".'],
    [['exec', '--force', 'ls'], 'Unexpected arguments: --force ls'],
    [['shell', 'backend', 'ls'], 'Unexpected arguments: backend ls'],
    [['run', 'backend'], 'run needs a program to run in backend.'],
  ])('what cannot be is refused: %j', (args, said) => {
    expect(fails(args)).toContain(said);
  });

  test('says so where nothing of the service runs', () => {
    english.place('backend.02', 'exited 0 ', 'r2');
    expect(fails(['exec', 'backend', 'ls'])).toBe(
      'No container of backend is running.\n  See what runs with ./scripts/docker-prod.sh status, or run something in a container of its own: '
      + './scripts/docker-prod.sh run backend <program>\n',
    );
  });

  test('says so before the first release', () => {
    english.reset();
    expect(fails(['exec', 'backend', 'ls'])).toBe('Nothing has been released yet: ./scripts/docker-prod.sh deploy\n');
  });
});

test('shell opens the shell that there is', () => {
  expect(call(succeeds(['shell', 'frontend']), /^exec --inter/).text)
    .toBe('exec --interactive frontend.01 sh -c if command -v bash > /dev/null 2>&1; then exec bash; else exec sh; fi');
});

describe('run', () => {
  const ran = (outcome: Outcome) => call(outcome, / run /);

  test('makes a container of its own, with the image and the settings of the release in service, which is gone afterwards', () => {
    const { text, release, file, settings } = ran(succeeds(['run', 'backend', 'python', '-m', 'app.report'], { settings: false }, clone));
    expect(text.replace(/\d{8}-\d{6}-\d+/, '<own>').replace(/work\.\d+/, 'work')).toMatch(
      /^compose run --rm --no-deps --no-TTY --name conductor\.run-backend-<own> --label container-stack\.run=\S+@\S+ backend python -m app\.report$/,
    );
    expect({ release, file, settings }).toEqual({ release: 'r2', file: 'ledger/releases/r2/compose.yml', settings: 'ledger/releases/r2/settings' });
  });

  test('nobody asks for its health', () => {
    const { stdout } = succeeds(['run', 'backend', 'ls'], { hooks: { 'compose run *': 'cat .releases/work.*/run.yml; exit 0' } });
    expect(stdout).toBe('services:\n  "backend":\n    healthcheck:\n      disable: true\n');
  });

  test('ends as the program does, and leaves nothing in the checkout', () => {
    expect(english.run(['run', 'backend', 'false'], { hooks: { 'compose run *': 'exit 42' } }).status).toBe(42);
    expect(english.stateNames('failed')).toEqual([]);
  });

  test('takes its container along when it is told to end', async () => {
    const hooks = { 'compose run *': 'while [ "$1" != --name ]; do shift; done; echo "backend r2 running 0" > "$engine/containers/$2"; touch reached; while :; do sleep 0.05; done' };
    const { process: script, outcome } = english.begin(['run', 'backend', 'sleep', '9'], { hooks });
    await english.reached();
    expect(english.containers().filter((each) => each.includes('.run-'))).toEqual([expect.stringMatching(/^conductor\.run-backend-\S+ r2 running$/)]);
    script.kill('SIGTERM');
    expect((await outcome).status).toBe(143);
    expect(english.containers().filter((each) => each.includes('.run-'))).toEqual([]);
  });

  test('is not for a service that keeps data', () => {
    expect(fails(['run', 'mongodb', 'mongosh'])).toBe(
      'mongodb keeps data: a second container would work on the same files.\n'
      + '  Run the program in the container that is there: ./scripts/docker-prod.sh exec mongodb mongosh\n',
    );
  });
});
