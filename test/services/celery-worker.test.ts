import { Project } from 'projen';
import { Match } from '../../src/assertions';
import { Duration } from '../../src/base';
import { EnvValue, ServiceKind } from '../../src/model';
import { BackendService, CeleryPool, CeleryWorker, CeleryWorkerProps, LogLevel, RedisService } from '../../src/services';
import { composeService, composeTemplate, expectService } from '../fixtures/compose';
import { HOSTILE } from '../fixtures/hostile';
import { TestService, emptyStack, filesIn } from '../fixtures/stack';

function stackWithBackend() {
  const stack = emptyStack();
  const redis = new RedisService(stack, 'redis');
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [redis], secrets: ['SECRET_KEY'] });
  return { stack, redis, backend };
}

function worker(props: Partial<CeleryWorkerProps> = {}): CeleryWorker {
  const { stack, backend } = stackWithBackend();
  return new CeleryWorker(stack, 'worker', { backend, app: 'app.celery_app', ...props });
}

const inProduction = (service: CeleryWorker) => service.specIn(service.stack.production);

test('a worker runs the image of its backend, which is built once', () => {
  const service = worker();
  const { image } = composeTemplate(service.stack).service('backend');
  expectService(service, { image, build: Match.absent() });
});

test('a worker has the variables of its backend', () => {
  expect(Object.keys(composeService(worker()).environment)).toEqual(['ENVIRONMENT', 'DEBUG', 'SECRET_KEY', 'CELERY_GRACEFUL_SHUTDOWN_SECONDS', 'REDIS_URL']);
});

test('a worker waits for what its backend is connected to', () => {
  expectService(worker(), { depends_on: Match.exact({ redis: { condition: 'service_healthy' } }) });
});

test('a connection that the backend makes later is the worker\'s too', () => {
  const { stack, backend } = stackWithBackend();
  const service = new CeleryWorker(stack, 'worker', { backend, app: 'app.celery_app' });
  backend.connectTo(new TestService(stack, 'search'));
  expect(service.connections.map(({ id }) => id)).toEqual(['redis', 'search']);
});

test('a worker may be connected to more, and to the same once more', () => {
  const { stack, backend, redis } = stackWithBackend();
  const service = new CeleryWorker(stack, 'worker', { backend, app: 'app.celery_app', connectTo: [redis, new TestService(stack, 'search')] });
  expect(service.connections.map(({ id }) => id)).toEqual(['redis', 'search']);
});

test('a variable of the worker takes the place of the backend\'s', () => {
  const service = worker({ environment: { DEBUG: EnvValue.of('no'), EXTRA: EnvValue.of('1') } });
  expectService(service, { environment: { DEBUG: 'no', EXTRA: '1' } });
});

describe('in development', () => {
  const service = composeService(worker());

  test('it restarts when sources change', () => {
    expect(service.command).toEqual([
      '/opt/reload/bin/watchfiles', '--filter', 'python', '--sigint-timeout', '30',
      'celery --app app.celery_app worker --loglevel=info --concurrency=4 --include=celery_worker_heartbeat', '/app',
    ]);
    expect(service.volumes).toContain('./backend:/app');
  });

  test('it runs as the host\'s user', () => {
    expect(service.user).toBe('${HOST_UID:-1000}:${HOST_GID:-1000}');
  });

  test('nothing is published', () => {
    expect(service).not.toHaveProperty('ports');
  });
});

describe('in production', () => {
  test('celery is process 1, with more at once and fewer words', () => {
    expect(inProduction(worker()).command).toEqual([
      'celery', '--app', 'app.celery_app', 'worker', '--loglevel=warning', '--concurrency=8', '--include=celery_worker_heartbeat',
    ]);
  });

  test('nothing of the repository is mounted', () => {
    const service = worker();
    expectService(service, { volumes: ['backend_logs:/app/logs'] }, service.stack.production);
  });

  test('a running task has a minute to end, or what is asked for', () => {
    const graceOf = (props: Partial<CeleryWorkerProps> = {}) => {
      const { gracefulShutdown, stopGracePeriod } = inProduction(worker(props));
      return [gracefulShutdown, stopGracePeriod];
    };
    expect(graceOf()).toEqual([Duration.seconds(60), Duration.seconds(70)]);
    expect(graceOf({ gracefulShutdown: Duration.minutes(5) })).toEqual([Duration.minutes(5), Duration.seconds(310)]);
    expectService(worker({ gracefulShutdown: Duration.minutes(5) }), { environment: { CELERY_GRACEFUL_SHUTDOWN_SECONDS: '300' } });
  });

  test.each([[CeleryPool.PREFORK, 'prefork'], [CeleryPool.THREADS, 'threads'], [CeleryPool.SOLO, 'solo'], [CeleryPool.GEVENT, 'gevent'], [CeleryPool.of('my.pool:TaskPool'), 'my.pool:TaskPool']])('the pool is the one that was chosen', (pool, name) => {
    expect(inProduction(worker({ pool })).command).toContain(`--pool=${name}`);
  });

  test.each(['', '-x', 'a b', '$(x)'])('a pool %j is refused', (name) => {
    expect(() => worker({ pool: CeleryPool.of(name) })).toThrow(`the pool of service "worker" is ${JSON.stringify(name)}, which cannot be used`);
  });
});

test('concurrency, queues and log level are the same everywhere if they are given', () => {
  const service = worker({ concurrency: 2, queues: ['default', 'mail'], logLevel: LogLevel.DEBUG });
  for (const environment of service.stack.environments) {
    expect(service.specIn(environment).command!.join(' ')).toContain('worker --loglevel=debug --concurrency=2 --queues=default,mail --include');
  }
});

test('it is healthy as long as it sends heartbeats', () => {
  const { healthCheck, kind } = inProduction(worker());
  expect(kind).toBe(ServiceKind.WORKER);
  expect(healthCheck.probe()!.join(' ')).toContain('"/tmp/celery-worker.heartbeat").st_mtime > 30');
});

test('a second worker just works', () => {
  const { stack, backend } = stackWithBackend();
  new CeleryWorker(stack, 'worker', { backend, app: 'app.celery_app' });
  new CeleryWorker(stack, 'mail-worker', { backend, app: 'app.celery_app', queues: ['mail'] });
  expect(composeTemplate(stack).serviceNames).toEqual(['redis', 'backend', 'worker', 'mail-worker']);
});

test('queues and variables are copied from what the caller gives', () => {
  const queues = ['mail'];
  const environment: { [name: string]: EnvValue } = {};
  const service = worker({ queues, environment });
  queues.push('evil; reboot');
  environment.EVIL = EnvValue.of('');
  expect(JSON.stringify(composeService(service))).not.toMatch(/evil/i);
});

describe('bad input', () => {
  const refused = (props: Partial<CeleryWorkerProps>, message: string) => {
    const { stack, backend } = stackWithBackend();
    expect(() => new CeleryWorker(stack, 'worker', { backend, app: 'app.celery_app', ...props })).toThrow(message);
    expect(filesIn(Project.of(stack).outdir)).toEqual({});
  };

  test.each(['', 'app/celery', 'a b', '--broker=x', ...Object.values(HOSTILE)])('app %j is refused', (app) => {
    refused({ app }, `the app of service "worker" is ${JSON.stringify(app)}, which cannot be used: allowed are a module, or a module and a variable in it`);
  });

  test.each(['', 'a b', 'a,b', ...Object.values(HOSTILE)])('queue %j is refused', (queue) => {
    refused({ queues: [queue] }, `queue ${JSON.stringify(queue)} of service "worker" cannot be used: allowed are letters, digits and _ . : -`);
  });

  test.each([0, -1, 1.5, 1001, NaN])('concurrency %d is refused', (concurrency) => {
    refused({ concurrency }, `the concurrency of service "worker" is ${concurrency}: allowed are whole numbers from 1 to 1000`);
  });

  test.each(Object.values(HOSTILE))('a variable %j is refused', (name) => {
    refused({ environment: { [name]: EnvValue.of('') } }, `variable name ${JSON.stringify(name)} cannot be used`);
  });
});
