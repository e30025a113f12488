import { readFileSync } from 'fs';
import { emptyStack } from './fixture';
import { ReleasableRepository, actionsOn, deeds } from './production-fixture';
import { Duration, HealthCheck, Language, ServiceKind, ServiceSpec } from '../../../src/model';
import { TestService } from '../../fixtures/stack';

/* Containers that run one command and are gone: jobs of a release. */
function jobOf(spec: Partial<ServiceSpec>, language = Language.EN) {
  const stack = emptyStack({ language });
  new TestService(stack, 'backend', { kind: ServiceKind.HTTP, releaseCommand: ['migrate'], healthCheck: HealthCheck.command(['true']), ...spec });
  return new ReleasableRepository(stack);
}

const repository = jobOf({ releaseTimeout: Duration.seconds(1) });
const { succeeds } = actionsOn(repository);

beforeEach(() => repository.reset());

test('a job has a name, no health check, and is not started again, whatever its service says', () => {
  const copy = repository.onMachine('one-off');
  const { calls } = succeeds(['deploy', '--release', 'r1'], { hooks: { 'compose run *': `cat .releases/work.*/one-off.yml > '${copy}'; exit 0` } });
  expect(readFileSync(copy, 'utf-8')).toBe('services:\n  "backend":\n    restart: "no"\n    healthcheck:\n      test: ["NONE"]\n');
  expect(calls.map(({ text }) => text)).toContain('compose run --name conductor.job-backend --no-deps --no-TTY backend migrate');
});

test.each([
  [Language.EN, 'failed: the job of backend took longer than 1 s (releaseTimeout). '],
  [Language.PT_BR, 'falhou: a tarefa de backend passou do limite de 1 s (releaseTimeout). '],
])('a job that takes too long is stopped, and the release fails: %s', (language, reason) => {
  const where = language === Language.EN ? repository : jobOf({ releaseTimeout: Duration.seconds(1) }, language);
  const { status, stderr, calls } = where.run(['deploy', '--release', 'r1'], {
    hooks: {
      'compose run *': `until [ -e '${where.onMachine('ended')}' ]; do command sleep 0.1; done; exit 137`,
      'stop conductor.job-backend': `touch '${where.onMachine('ended')}'; exit 0`,
    },
  });
  expect([status, stderr]).toEqual([1, expect.stringContaining(reason)]);
  // its last words are kept before it is removed
  expect(deeds(calls)).toEqual([
    'build', 'run backend migrate', 'stop conductor.job-backend', 'stop conductor.job-backend', 'rm conductor.job-backend',
  ]);
});

test('what a killed script has left of a job is stopped before the next one', () => {
  repository.place('conductor.job-backend', 'running 0', 'killed');
  const { calls } = succeeds(['deploy', '--release', 'r1']);
  expect(deeds(calls).slice(0, 4)).toEqual([
    'build', 'stop conductor.job-backend', 'rm conductor.job-backend', 'run backend migrate',
  ]);
});

test('has half an hour where nothing is said', () => {
  expect(jobOf({}).script).toContain('release_timeout_backend=1800\n');
});
