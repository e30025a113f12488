import { Project } from 'projen';
import { Match } from '../../src/assertions';
import { Size } from '../../src/base';
import { DataServices, Language, ServiceKind } from '../../src/model';
import { RedisService, RedisServiceProps } from '../../src/services';
import { composeService, composeTemplate, expectService } from '../fixtures/compose';
import { HOSTILE } from '../fixtures/hostile';
import { TestService, emptyStack, filesIn } from '../fixtures/stack';

const redis = (props: RedisServiceProps = {}) => new RedisService(emptyStack(), 'redis', props);

test('it keeps its data in storage of its own', () => {
  expectService(redis(), { command: Match.arrayWith(['--appendonly', 'yes']), volumes: ['redis_data:/data'], tmpfs: ['/tmp'] });
});

test('it keeps nothing if it is told so', () => {
  const service = composeService(redis({ persistence: false }));
  expect(service.command).toEqual(['redis-server', '--appendonly', 'no', '--save', '', '--maxmemory-policy', 'noeviction']);
  expect(service).not.toHaveProperty('volumes');
  expect(service.tmpfs).toEqual(['/tmp', '/data']);
});

test('it never drops a key: a broker that drops a key drops a task', () => {
  expectService(redis(), { command: Match.arrayWith(['--maxmemory-policy', 'noeviction']) });
});

test('its data may take as much memory as it is told', () => {
  expectService(redis({ maxMemory: Size.mebibytes(64) }), { command: Match.arrayWith(['--maxmemory', `${64 * 1024 ** 2}`]) });
});

test('it is healthy when it answers without an error', () => {
  expectService(redis(), { healthcheck: { test: ['CMD', 'redis-cli', '-e', 'ping'] } });
});

test('it runs as its own user', () => {
  expectService(redis(), { image: 'redis:7-alpine', user: '999:1000', read_only: true });
});

test('its image can be another', () => {
  expectService(redis({ version: '8.0' }), { image: 'redis:8.0-alpine' });
  expectService(redis({ image: 'valkey/valkey:8' }), { image: 'valkey/valkey:8' });
});

test('it is published on the loopback address, and a variable moves it', () => {
  expectService(redis(), { ports: ['127.0.0.1:${REDIS_PORT:-6379}:6379'] });
  expectService(redis({ hostPort: 6380 }), { ports: ['127.0.0.1:${REDIS_PORT:-6380}:6379'] });
});

test('it is a data service: elsewhere in production', () => {
  const service = redis();
  new TestService(service.stack, 'backend');
  expect(service.describe(service.stack.production).kind).toBe(ServiceKind.DATA);
  expect(composeTemplate(service.stack, service.stack.production).serviceNames).toEqual(['backend']);
});

describe('a consumer', () => {
  const consumerOf = (service: RedisService) => {
    const consumer = new TestService(service.stack, 'backend');
    consumer.connectTo(service);
    return consumer;
  };

  test('is told where it is', () => {
    expectService(consumerOf(redis({ database: 2, urlVariable: 'CACHE_URL' })), { environment: Match.exact({ CACHE_URL: 'redis://redis:6379/2' }) });
  });

  test.each([
    [Language.EN, '${REDIS_URL:?where Redis is, as in redis://:password@host:6379/0}'],
    [Language.PT_BR, '${REDIS_URL:?endereço do Redis, como em redis://:senha@servidor:6379/0}'],
  ])('has to be told in production, says %s', (language, value) => {
    const stack = emptyStack({ language });
    const consumer = consumerOf(new RedisService(stack, 'redis'));
    expectService(consumer, { environment: Match.exact({ REDIS_URL: value }) }, stack.production);
  });
});

test('a second Redis just works', () => {
  const service = redis();
  const cache = new RedisService(service.stack, 'cache', { urlVariable: 'CACHE_URL', hostPort: 6380 });
  const backend = new TestService(service.stack, 'backend');
  backend.connectTo(service, cache);
  expectService(backend, { environment: Match.exact({ REDIS_URL: 'redis://redis:6379/0', CACHE_URL: 'redis://cache:6379/0' }) });
});

describe('bad input', () => {
  const refused = (props: RedisServiceProps, message: string) => {
    const stack = emptyStack();
    expect(() => new RedisService(stack, 'redis', props)).toThrow(message);
    expect(filesIn(Project.of(stack).outdir)).toEqual({});
  };

  test.each([-1, 16, 1.5, NaN])('database %d is refused', (database) => {
    refused({ database }, `the database of service "redis" is ${database}: allowed are whole numbers from 0 to 15`);
  });

  test.each([0, 65_536, NaN])('hostPort %d is refused', (hostPort) => {
    refused({ hostPort }, `the hostPort of service "redis" is ${hostPort}: allowed are whole numbers from 1 to 65535`);
  });

  test.each(['', ...Object.values(HOSTILE)])('%j is no version, no image and no name of a variable', (text) => {
    refused({ version: text }, `the version of service "redis" is ${JSON.stringify(text)}, which cannot be used: allowed are version numbers such as "7"`);
    refused({ image: text }, `the image of service "redis" is ${JSON.stringify(text)}, which cannot be used: allowed are image references`);
    refused({ urlVariable: text }, `variable name ${JSON.stringify(text)} cannot be used`);
  });
});

describe('where secrets are required', () => {
  const stack = emptyStack({ production: { dataServices: DataServices.IN_STACK } });
  const cache = new RedisService(stack, 'cache');
  const service = composeService(cache, stack.production);

  test('it asks for a password, which the health check gives', () => {
    expect(service.command.slice(0, 3)).toEqual(['sh', '-c', 'exec $$(command -v docker-entrypoint.sh) redis-server --requirepass "$$REDIS_PASSWORD" "$$@"']);
    expect(service.environment).toEqual({
      REDIS_PASSWORD: expect.stringContaining('${CACHE_PASSWORD:?'), REDISCLI_AUTH: expect.stringContaining('${CACHE_PASSWORD:?'),
    });
  });

  test('consumers are told it', () => {
    const backend = new TestService(stack, 'backend');
    backend.connectTo(cache);
    expectService(backend, { environment: { REDIS_URL: Match.stringLikeRegexp('^redis://:\\$\\{CACHE_PASSWORD:\\?[^}]+\\}@cache:6379/0$') } }, stack.production);
  });
});
