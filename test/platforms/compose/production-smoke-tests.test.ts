import { chmodSync, mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { ReleasableRepository, actionsOn, deeds, releasableStack } from './production-fixture';
import { Duration } from '../../../src/base';
import { Language } from '../../../src/model';
import { SmokeTestOptions, SmokeTestRequest } from '../../../src/platforms';
import { EdgeTls } from '../../../src/services';
import { ContainerStack } from '../../../src/stack';
import { emptyProject } from '../../fixtures/stack';

/* The smoke test: requests, and a program, that a release has to get right before it has those of users, and when it has them. */

const REQUESTS: SmokeTestRequest[] = [
  { service: 'backend', path: '/api/companies?limit=1', text: '[]', headers: { Accept: 'application/json' }, timeout: Duration.seconds(3) },
  { service: 'backend', path: '/health/ready' },
  { service: 'frontend', path: '/', statuses: [200, 302] },
];

const english = repository({ requests: REQUESTS, program: 'scripts/smoke-test' });
const portuguese = repository({ requests: REQUESTS.slice(1) }, Language.PT_BR);

function repository(smokeTest: SmokeTestOptions, language = Language.EN, domain?: string): ReleasableRepository {
  const { stack } = releasableStack({ language, ...domain ? { tls: EdgeTls.files(), domain } : {} });
  const made = new ReleasableRepository(stack, undefined, { keep: 3, smokeTest });
  if (smokeTest.program) {
    writeProgram(made, `echo "$PHASE of $RELEASE, before $PREVIOUS_RELEASE:" $CONTAINERS >> '${made.onMachine('tried')}'`);
  }
  return made;
}

function writeProgram(where: ReleasableRepository, lines: string): void {
  const file = where.inside('scripts/smoke-test');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, 0o755);
}

/** What the application answers. */
const RIGHT = 'echo "  HTTP/1.1 200 OK" >&2; echo "[]"; exit 0';
const WRONG = 'echo "  HTTP/1.1 500 Internal Server Error" >&2; echo "oops"; exit 1';
const SILENT = 'echo "ConnectionRefusedError: refused" >&2; exit 1';

const answers = (special: { [call: string]: string } = {}) => ({ hooks: { ...special, 'exec * http://127.0.0.1:8*': RIGHT } });

/** The requests of a run: who was asked for what. */
const asked = (calls: { text: string }[]) => calls.flatMap(({ text }) => {
  const [, id, url] = /^exec (\S+) (?:python -I -c <program>|env .* -O -.*) http:\/\/127\.0\.0\.1:(\S+)/.exec(text) ?? [];
  return id ? [`${id} ${url}`] : [];
});

beforeAll(() => {
  for (const each of [english, portuguese]) {
    actionsOn(each).succeeds(['deploy', '--release', 'r1'], answers());
    each.save('r1');
  }
});
beforeEach(() => english.restore('r1').change('backend', 'new'));

/** Fails to bring a new backend into service. */
function failing(special: { [call: string]: string }) {
  const outcome = english.run(['deploy', '--release', 'r2'], answers(special));
  expect(outcome.status).toBe(1);
  expect(english.containers().filter((each) => each.includes('backend'))).toEqual(['backend.01 r1 running']);
  expect(outcome.stderr).toContain('Release r1 keeps serving.');
  return { ...outcome, switches: deeds(outcome.calls).filter((deed) => deed.includes('switch')) };
}

describe('the new containers', () => {
  test('are asked from inside before requests go to them, and users\' way is tried when they do', () => {
    const { calls, stdout } = actionsOn(english).succeeds(['deploy', '--release', 'r2'], answers());
    expect(asked(calls)).toEqual([
      'backend.02 8000/api/companies?limit=1', 'backend.02 8000/health/ready',
      'edge.01 8080/api/companies?limit=1', 'backend.02 8000/health/ready', 'edge.01 8080/',
    ]);
    const order = deeds(calls.map((call) => ({ ...call, text: asked([call])[0] ? `start ${asked([call])[0]}` : call.text })));
    expect(order.indexOf('start backend.02 8000/health/ready')).toBeLessThan(order.indexOf('exec edge.01 switch backend green'));
    expect(order.indexOf('start edge.01 8080/')).toBeGreaterThan(order.indexOf('exec edge.01 switch backend green'));
    expect(stdout).toMatch(/Smoke test of the new containers, before they get requests\.\.\.\n[^]*Smoke test of what users reach\.\.\./);
    expect(calls.find(({ text }) => text.includes('limit=1'))!.text).toBe('exec backend.02 python -I -c <program> http://127.0.0.1:8000/api/companies?limit=1 3 Accept: application/json');
  });

  test('that answer 500 never get a request, and that is what the history says', () => {
    const { stderr, switches } = failing({ 'exec backend.02 * http://127.0.0.1:8000/health/ready*': WRONG });
    expect(stderr).toContain('  oops\n');
    expect(stderr).toContain('Last lines of the new backend:\n');
    expect(switches).toEqual([]);
    expect(english.history().pop()).toBe('deploy r2 failed smoke test: GET /health/ready of backend answered 500, 200 to 299 expected');
  });

  test.each([
    ['that do not answer', SILENT, 'got no answer (ConnectionRefusedError: refused)'],
    ['whose answer has another text', RIGHT.replace('[]', '[1]'), 'answered 200 without "[]"'],
    ['that redirect', 'echo "HTTP/1.1 307 Moved" >&2; echo "HTTP/1.1 200 OK" >&2; echo "[]"; exit 0', 'answered 307, 200 to 299 expected'],
  ])('%s never get a request', (_, answer, said) => {
    const { switches } = failing({ 'exec backend.02 *limit=1*': answer });
    expect(switches).toEqual([]);
    expect(english.history().pop()).toBe(`deploy r2 failed smoke test: GET /api/companies?limit=1 of backend ${said}`);
  });

  test('a request that hangs is ended', () => {
    const hanging = repository({ requests: [{ service: 'backend', path: '/slow', timeout: Duration.seconds(1) }] });
    actionsOn(hanging).succeeds(['deploy', '--release', 'r1'], answers());
    hanging.change('backend', 'new');
    const started = Date.now();
    expect(actionsOn(hanging).fails(['deploy', '--release', 'r2'], { hooks: { 'exec backend.02 *slow*': 'exec sleep 60' } }))
      .toContain('failed: smoke test: GET /slow of backend got no answer. ');
    expect(Date.now() - started).toBeLessThan(25_000);
  });
});

describe('what users reach', () => {
  test('is tried after the switch: what fails there goes back', () => {
    const { switches } = failing({ 'exec edge.01 * http://127.0.0.1:8080/api*': WRONG });
    expect(switches).toEqual(['exec edge.01 switch backend green', 'exec edge.01 switch backend blue']);
    expect(english.history().pop()).toBe('deploy r2 failed smoke test: GET /api/companies?limit=1 through edge answered 500, 200 to 299 expected');
  });

  test('with TLS is asked for by its name, in a container of its own', () => {
    const secured = repository({ requests: [REQUESTS[2]] }, Language.EN, 'crm.example.com');
    for (const file of ['fullchain.pem', 'privkey.pem']) {
      mkdirSync(secured.inside('ssl'), { recursive: true });
      writeFileSync(secured.inside('ssl', file), 'x');
    }
    const { calls } = actionsOn(secured).succeeds(['deploy', '--release', 'r1'], {
      hooks: { ...answers().hooks, 'inspect *Networks*': 'echo "sha256:edge net 172.20.0.5"; exit 0', 'run --rm *': RIGHT },
    });
    expect(calls.find(({ text }) => text.startsWith('run --rm'))!.text).toMatch(
      /^run --rm .* --init --no-healthcheck --name conductor\.asks-edge --network net --add-host crm\.example\.com:172\.20\.0\.5 --entrypoint env sha256:edge .* --no-check-certificate https:\/\/crm\.example\.com:8443\/$/);
  });
});

test('a rollback is tried too, by what that release has to answer', () => {
  actionsOn(english).succeeds(['deploy', '--release', 'r2'], answers());
  const { stderr, status } = english.run(['rollback'], answers({ 'exec backend.03 *ready*': WRONG }));
  expect([status, stderr]).toEqual([1, expect.stringContaining('smoke test: GET /health/ready of backend answered 500')]);
  expect(english.history().pop()).toMatch(/^rollback r1 failed smoke test/);
});

test('a release that changes nothing is not tried', () => {
  english.restore('r1');
  expect(asked(actionsOn(english).succeeds(['deploy', '--release', 'r2'], answers()).calls)).toEqual([]);
});

test('in Portuguese', () => {
  portuguese.change('backend', 'new');
  expect(actionsOn(portuguese).fails(['deploy', '--release', 'r2'], answers({ 'exec backend.02 *ready*': WRONG })))
    .toContain('smoke test: GET /health/ready de backend respondeu 500, o esperado era 200 a 299');
});

describe('the program', () => {
  test('runs before and after, and knows the new containers', () => {
    actionsOn(english).succeeds(['deploy', '--release', 'r2'], answers());
    expect(english.machineFile('tried').trim().split('\n').slice(-2))
      .toEqual(['before of r2, before r1: backend backend.02', 'after of r2, before r1: backend backend.02']);
  });

  test('that fails keeps requests away', () => {
    writeProgram(english, 'echo "no lead could be made"; exit 7');
    const { stdout, switches } = failing({});
    expect(stdout).toContain('no lead could be made\n');
    expect(switches).toEqual([]);
    expect(english.history().pop()).toBe('deploy r2 failed smoke test: scripts/smoke-test exited with 7');
  });

  test('that cannot be executed is named before anything is begun', () => {
    chmodSync(english.inside('scripts/smoke-test'), 0o644);
    expect(actionsOn(english).fails(['deploy', '--release', 'r2'])).toBe(
      'The program of the smoke test, scripts/smoke-test, is missing or not executable.\n  Create it, and make it executable: chmod +x scripts/smoke-test. Nothing was changed.\n');
    expect(english.history()).toEqual(['deploy r1 ok']);
  });
});

describe('what cannot be asked is refused', () => {
  const made = (request: SmokeTestRequest) => () => repository({ requests: [request] });

  test.each<[string, SmokeTestRequest, string]>([
    ['a path without a slash', { service: 'backend', path: 'api' }, 'the path of request 1 of the smoke test of environment "production" is "api"'],
    ['a path with a space', { service: 'backend', path: '/a b' }, 'paths that start with "/", with a query if you like'],
    ['a status that is none', { service: 'backend', path: '/', statuses: [99] }, 'a status of request 1 of the smoke test of environment "production" is 99'],
    ['no status at all', { service: 'backend', path: '/', statuses: [] }, 'allows no status: name the expected ones'],
    ['a text of two lines', { service: 'backend', path: '/', text: 'a\nb' }, 'one line of text without control characters'],
    ['a header with a line break', { service: 'backend', path: '/', headers: { Accept: 'a\nb' } }, 'the header "Accept" of request 1'],
    ['no time', { service: 'backend', path: '/', timeout: Duration.seconds(0) }, 'the timeout of request 1 of the smoke test of environment "production", in seconds, is 0'],
    ['a service that is not there', { service: 'backnd', path: '/' }, 'asks service "backnd" for "/", which that environment does not have: did you mean "backend"?'],
    ['a service that nobody can ask', { service: 'mongodb', path: '/' }, 'no program is known that could ask it: give it a health check by HTTP (HealthCheck.http), whose tool asks'],
    ['a text that wget does not show', { service: 'frontend', path: '/', statuses: [404], text: 'gone' }, 'wget shows no body with that status'],
  ])('%s', (_, request, message) => {
    expect(made(request)).toThrow(message);
  });

  test('a service of a stack that has none', () => {
    const stack = new ContainerStack(emptyProject(), 'crm', { compose: { releases: { smokeTest: { requests: [{ service: 'backend', path: '/' }] } } } });
    expect(() => stack.project.synth()).toThrow('asks service "backend" for "/", which that environment does not have: it has none');
  });
});
