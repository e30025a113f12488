import { Match } from '../../src/assertions';
import { ContainerUser, DataServices } from '../../src/model';
import { KeyValuePurpose, RedisService, ValkeyService, ValkeyServiceProps } from '../../src/services';
import { composeService, expectService } from '../fixtures/compose';
import { TestService, emptyStack } from '../fixtures/stack';

const valkey = (props: ValkeyServiceProps = {}) => new ValkeyService(emptyStack(), 'valkey', props);
const told = (props: ValkeyServiceProps) => {
  const service = valkey(props);
  const consumer = new TestService(service.stack, 'backend');
  consumer.connectTo(service);
  return consumer;
};

test('it is Valkey, with the programs of its image', () => {
  expectService(valkey(), {
    image: 'valkey/valkey:8-alpine', user: '999:1000', command: Match.arrayWith(['valkey-server']), healthcheck: { test: ['CMD', 'valkey-cli', '-e', 'ping'] },
  });
});

test('it asks for a password where secrets are required', () => {
  const service = new ValkeyService(emptyStack({ production: { dataServices: DataServices.IN_STACK } }), 'valkey');
  expect(composeService(service, service.stack.production).command.slice(0, 3))
    .toEqual(['sh', '-c', 'exec $$(command -v docker-entrypoint.sh) valkey-server --requirepass "$$VALKEY_PASSWORD" "$$@"']);
});

test('the user can be another one, where an image has another one', () => {
  expectService(valkey({ runAs: ContainerUser.of(100) }), { user: '100:100' });
});

test('consumers are told where it is', () => {
  expectService(told({}), { environment: Match.exact({ VALKEY_URL: 'redis://valkey:6379/0' }) });
});

test('each purpose has a database or a key prefix of its own', () => {
  expectService(told({
    purposes: [
      { urlVariable: 'CELERY_BROKER_URL', database: 0 },
      { urlVariable: 'CACHE_URL', database: 1, keyPrefix: 'shop:' },
      { urlVariable: 'SESSION_URL', database: 1, keyPrefix: 'session:', keyPrefixVariable: 'SESSION_PREFIX' },
    ],
  }), {
    environment: Match.exact({
      CELERY_BROKER_URL: 'redis://valkey:6379/0', CACHE_URL: 'redis://valkey:6379/1', CACHE_KEY_PREFIX: 'shop:', SESSION_URL: 'redis://valkey:6379/1', SESSION_PREFIX: 'session:',
    }),
  });
});

test('a consumer can name a database itself; elsewhere each is asked for', () => {
  const redis = new RedisService(emptyStack(), 'redis');
  const consumer = new TestService(redis.stack, 'backend', { environment: { BROKER: redis.url(3) } });
  expectService(consumer, { environment: { BROKER: 'redis://redis:6379/3' } });
  expect(composeService(consumer, redis.stack.production).environment.BROKER).toContain('${REDIS_URL_3:?where Redis is, as in redis://:password@host:6379/3}');
  expect(() => redis.url(16)).toThrow('a database of service "redis" is 16: allowed are whole numbers from 0 to 15');
});

test('parts are told by the names that are chosen, without a password where there is none', () => {
  expectService(told({ variables: { host: 'REDIS_HOST', port: 'REDIS_PORT_NUMBER', password: 'REDIS_PASS', database: 'REDIS_DB' }, database: 2 }), {
    environment: Match.exact({ REDIS_HOST: 'valkey', REDIS_PORT_NUMBER: '6379', REDIS_PASS: '', REDIS_DB: '2' }),
  });
});

test.each<[string, KeyValuePurpose[], string]>([
  ['one database for two purposes', [{ urlVariable: 'A_URL', database: 0 }, { urlVariable: 'B_URL', database: 0, keyPrefix: 'b:' }], 'purposes "A_URL" and "B_URL" of service "valkey" share database 0'],
  ['one purpose twice', [{ urlVariable: 'A_URL', database: 0 }, { urlVariable: 'A_URL', database: 1 }], 'purpose "A_URL" of service "valkey" is declared twice'],
  ['a database that there is not', [{ urlVariable: 'A_URL', database: 16 }], 'the database of purpose "A_URL" of service "valkey" is 16'],
  ['a prefix with a space', [{ urlVariable: 'A_URL', database: 0, keyPrefix: 'a b' }], 'the keyPrefix of purpose "A_URL" of service "valkey" is "a b"'],
  ['a variable without a prefix', [{ urlVariable: 'A_URL', database: 0, keyPrefixVariable: 'P' }], 'has the keyPrefixVariable "P" and no keyPrefix'],
])('%s is refused', (_, purposes, message) => {
  expect(() => valkey({ purposes })).toThrow(message);
});
