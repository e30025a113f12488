import { Match } from '../../src/assertions';
import { Duration, Size } from '../../src/base';
import { BackendService, CeleryPool, CeleryWorker, CeleryWorkerProps, PostgresService, RabbitMqService } from '../../src/services';
import { expectService } from '../fixtures/compose';
import { HOSTILE } from '../fixtures/hostile';
import { emptyStack, refused } from '../fixtures/stack';

function worker(props: Partial<CeleryWorkerProps> = {}): CeleryWorker {
  const stack = emptyStack();
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [new RabbitMqService(stack, 'rabbitmq')] });
  return new CeleryWorker(stack, 'worker', { backend, app: 'app.celery_app', ...props });
}

const words = (...all: string[]) => ({ command: Match.arrayWith(all) });

test('it can have more processes when there is more to do', () => {
  const service = worker({ autoscale: { least: 2, most: 10 } });
  expectService(service, words('--autoscale=10,2'), service.stack.production);
});

test('it fetches as many messages, runs tasks as long and keeps processes as long as it is told', () => {
  const service = worker({
    prefetchMultiplier: 1,
    timeLimit: Duration.minutes(10),
    softTimeLimit: Duration.minutes(9),
    maxTasksPerChild: 100,
    maxMemoryPerChild: Size.mebibytes(200),
    options: ['--without-gossip'],
  });
  expectService(service, words(
    '--prefetch-multiplier=1', '--time-limit=600', '--soft-time-limit=540', '--max-tasks-per-child=100', '--max-memory-per-child=204800', '--without-gossip',
  ), service.stack.production);
});

test.each<[string, Partial<CeleryWorkerProps>, string]>([
  ['two sizes', { concurrency: 4, autoscale: { least: 1, most: 2 } }, 'service "worker" has concurrency (4) and autoscale (1 to 2): pass one of them'],
  ['a pool that has one size', { pool: CeleryPool.THREADS, autoscale: { least: 1, most: 2 } }, 'service "worker" has autoscale and the pool "threads"'],
  ['more at least than at most', { autoscale: { least: 4, most: 2 } }, 'the most of autoscale of service "worker" is 2: allowed are whole numbers from 4'],
  ['a soft limit after the hard one', { timeLimit: Duration.seconds(5), softTimeLimit: Duration.seconds(5) }, 'the soft one has to be shorter'],
  ['half a second', { timeLimit: Duration.millis(500) }, 'the timeLimit of service "worker" is 500ms: allowed are whole seconds, from 1s'],
  ['a limit that threads do not have', { pool: CeleryPool.THREADS, timeLimit: Duration.seconds(5) }, 'service "worker" has timeLimit (5s) and the pool "threads", which has no processes to do it with'],
  ['a prefetch below none', { prefetchMultiplier: -1 }, 'the prefetchMultiplier of service "worker" is -1'],
])('%s is refused', (_, props, message) => {
  expect(() => worker(props)).toThrow(message);
});

test.each(Object.values(HOSTILE))('%j is no option', (text) => {
  expect(() => worker({ options: [text] })).toThrow('cannot be used: allowed are');
});

test('PostgreSQL is no broker', () => {
  const stack = emptyStack();
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [new PostgresService(stack, 'postgres', { database: 'shop' })] });
  new CeleryWorker(stack, 'worker', { backend, app: 'app.celery_app' });
  expect(refused(stack)).toContain('service "worker" has no broker');
});
