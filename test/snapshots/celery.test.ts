import { expectReviewed, inDevelopment, inProduction, shop } from './reviewed';
import { Duration, Size } from '../../src/base';
import { EnvValue } from '../../src/model';
import { BackendService, CeleryBeat, CeleryPool, CeleryWorker, LogLevel, RedisService } from '../../src/services';

const app = 'app.celery_app';

function backendWithRedis(): BackendService {
  const stack = shop();
  const redis = new RedisService(stack, 'redis');
  return new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [redis], secrets: ['SECRET_KEY'] });
}

describe('a worker', () => {
  const backend = backendWithRedis();
  const worker = new CeleryWorker(backend.stack, 'worker', { backend, app });

  test('in development', () => {
    expectReviewed(inDevelopment(worker));
  });

  test('in production', () => {
    expectReviewed(inProduction(worker));
  });
});

describe('a worker with every option', () => {
  const backend = backendWithRedis();
  const worker = new CeleryWorker(backend.stack, 'mail', {
    backend,
    app,
    concurrency: 4,
    pool: CeleryPool.THREADS,
    queues: ['mail', 'newsletter'],
    logLevel: LogLevel.DEBUG,
    connectTo: [new RedisService(backend.stack, 'cache', { urlVariable: 'CACHE_URL', hostPort: 6380 })],
    environment: { SMTP_HOST: EnvValue.variable('SMTP_HOST') },
    gracefulShutdown: Duration.minutes(5),
    resources: { memory: Size.mebibytes(768) },
  });

  test('in development', () => {
    expectReviewed(inDevelopment(worker));
  });

  test('in production', () => {
    expectReviewed(inProduction(worker));
  });
});

describe('beat', () => {
  const backend = backendWithRedis();
  const beat = new CeleryBeat(backend.stack, 'beat', { backend, app });

  test('in development', () => {
    expectReviewed(inDevelopment(beat));
  });

  test('in production', () => {
    expectReviewed(inProduction(beat));
  });
});

test('beat with every option, in production', () => {
  const backend = backendWithRedis();
  expectReviewed(inProduction(new CeleryBeat(backend.stack, 'clock', {
    backend,
    app,
    scheduler: 'redbeat.RedBeatScheduler',
    logLevel: LogLevel.ERROR,
    connectTo: [new RedisService(backend.stack, 'cache', { urlVariable: 'CACHE_URL', hostPort: 6380 })],
    environment: { REDBEAT_KEY_PREFIX: EnvValue.of('shop') },
    resources: { memory: Size.mebibytes(128) },
  })));
});
