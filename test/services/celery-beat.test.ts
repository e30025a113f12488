import { Project } from 'projen';
import { Match } from '../../src/assertions';
import { EnvValue, ServiceKind } from '../../src/model';
import { ComposeTarget } from '../../src/platforms';
import { BackendService, CeleryBeat, CeleryBeatProps, LogLevel, RedisService } from '../../src/services';
import { composeService, composeTemplate, expectService } from '../fixtures/compose';
import { HOSTILE } from '../fixtures/hostile';
import { TestService, emptyStack, filesIn, refused } from '../fixtures/stack';

function stackWithBackend() {
  const stack = emptyStack();
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [new RedisService(stack, 'redis')] });
  return { stack, backend };
}

function beat(props: Partial<CeleryBeatProps> = {}): CeleryBeat {
  const { stack, backend } = stackWithBackend();
  return new CeleryBeat(stack, 'celery-beat', { backend, app: 'app.celery_app', ...props });
}

const command = (service: CeleryBeat) => service.specIn(service.stack.production).command!;

test('beat runs the image of its backend, which is built once', () => {
  const service = beat();
  const { image } = composeTemplate(service.stack).service('backend');
  expectService(service, { image, build: Match.absent() });
});

test('beat has the variables and connections of its backend', () => {
  expectService(beat(), { environment: { ENVIRONMENT: 'development', REDIS_URL: 'redis://redis:6379/0' }, depends_on: { redis: {} } });
});

test('beat keeps the times of its last runs in storage of its own', () => {
  expectService(beat(), { volumes: Match.arrayWith(['celery_beat_data:/var/lib/celery']) });
  expect(command(beat())).toContain('--schedule=/var/lib/celery/beat-schedule');
});

test('beat leaves no file with its process id, which would keep it from starting after a crash', () => {
  expect(command(beat())).toContain('--pidfile=');
});

test('beat restarts when sources change, in development only', () => {
  expect(composeService(beat()).command.slice(0, 3)).toEqual(['/opt/reload/bin/watchfiles', '--filter', 'python']);
  expect(command(beat()).slice(0, 4)).toEqual(['celery', '--app', 'app.celery_app', 'beat']);
});

test('beat is healthy as long as it ticks', () => {
  const service = beat();
  const { healthCheck, kind } = service.specIn(service.stack.production);
  expect(kind).toBe(ServiceKind.SCHEDULER);
  expect(healthCheck.probe()!.join(' ')).toContain('"/tmp/celery-beat.heartbeat").st_mtime > 60');
  expect(command(service)).toContain('--max-interval=15');
});

test('beat logs what happens in development and what may be wrong elsewhere, or what is asked for', () => {
  expect(composeService(beat()).command.join(' ')).toContain('--loglevel=info');
  expect(command(beat())).toContain('--loglevel=warning');
  expect(command(beat({ logLevel: LogLevel.ERROR }))).toContain('--loglevel=error');
});

test('the scheduler is Celery\'s own, or the one that is chosen, behind the one that tells of ticks', () => {
  expectService(beat(), { environment: { CELERY_BEAT_SCHEDULER: Match.absent() } });
  const chosen = beat({ scheduler: 'redbeat.RedBeatScheduler' });
  expectService(chosen, { environment: { CELERY_BEAT_SCHEDULER: 'redbeat.RedBeatScheduler' } });
  expect(command(chosen)).toContain('--scheduler=celery_beat_heartbeat:Scheduler');
});

test('the scheduler is set once', () => {
  expect(() => beat({ scheduler: 'a.B', environment: { CELERY_BEAT_SCHEDULER: EnvValue.of('c.D') } })).toThrow(
    'the scheduler of service "celery-beat" is set twice, by scheduler and by CELERY_BEAT_SCHEDULER in environment: set it once',
  );
});

test('beat never runs twice at once', () => {
  const service = beat();
  service.stack.development.configure(service, { replicas: 2 });
  new ComposeTarget(service.stack, { environment: service.stack.development });
  expect(refused(service.stack)).toContain('service "celery-beat" would run 2 times, and starts work by the clock');
});

test('beat may be connected to more', () => {
  const { stack, backend } = stackWithBackend();
  const service = new CeleryBeat(stack, 'beat', { backend, app: 'app.celery_app', connectTo: [new TestService(stack, 'search')] });
  expect(service.connections.map(({ id }) => id)).toEqual(['redis', 'search']);
});

test('beat is not published and mounts nothing of the repository in production', () => {
  const service = beat();
  expectService(service, { volumes: ['backend_logs:/app/logs', 'celery_beat_data:/var/lib/celery'], ports: Match.absent() }, service.stack.production);
});

describe('bad input', () => {
  const isRefused = (props: Partial<CeleryBeatProps>, message: string) => {
    const { stack, backend } = stackWithBackend();
    expect(() => new CeleryBeat(stack, 'beat', { backend, app: 'app.celery_app', ...props })).toThrow(message);
    expect(filesIn(Project.of(stack).outdir)).toEqual({});
  };

  test.each(['', 'a b', ...Object.values(HOSTILE)])('app %j is refused', (app) => {
    isRefused({ app }, `the app of service "beat" is ${JSON.stringify(app)}, which cannot be used: allowed are a module`);
  });

  test.each(['', 'Scheduler', 'a:b:c', ...Object.values(HOSTILE)])('scheduler %j is refused', (scheduler) => {
    isRefused({ scheduler }, `the scheduler of service "beat" is ${JSON.stringify(scheduler)}, which cannot be used: allowed are a class, such as "celery.beat:PersistentScheduler"`);
  });

  test.each(Object.values(HOSTILE))('a variable %j is refused', (name) => {
    isRefused({ environment: { [name]: EnvValue.of('') } }, `variable name ${JSON.stringify(name)} cannot be used`);
  });
});
