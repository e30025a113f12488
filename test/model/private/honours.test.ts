import { DataServices, EnvValue } from '../../../src/model';
import { ComposeTarget } from '../../../src/platforms';
import { BackendService, MongoService, RedisService } from '../../../src/services';
import { ContainerStack } from '../../../src/stack';
import { composeService } from '../../fixtures/compose';
import { emptyProject, refused } from '../../fixtures/stack';

function scene() {
  const stack = new ContainerStack(emptyProject(), 'shop', { production: { dataServices: DataServices.IN_STACK } });
  const [redis, mongodb] = [new RedisService(stack, 'redis'), new MongoService(stack, 'mongodb', { database: 'shop' })];
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [redis, mongodb], secrets: ['SECRET_KEY'] });
  return { stack, redis, mongodb, backend };
}

test.each(['redis', 'mongodb'] as const)('%s says that it cannot read its password from a file', (id) => {
  const { stack, ...services } = scene();
  stack.production.configure(services[id], { secretFiles: true });
  expect(refused(stack)).toContain(
    `service "${id}" in environment "production" cannot read secrets from files (secretFiles): it would run without its password`,
  );
});

test('a service of the application can', () => {
  const { stack, backend } = scene();
  stack.production.configure(backend, { secretFiles: true });
  expect(composeService(backend, stack.production).environment.SECRET_KEY_FILE).toBe('/run/secrets/SECRET_KEY');
});

test('Redis runs no other command where its password is in it, and does where it has none', () => {
  const { stack, redis } = scene();
  stack.development.configure(redis, { command: ['redis-server', '--loglevel', 'debug'] });
  expect(stack.validate()).toEqual([]);
  stack.production.configure(redis, { command: ['redis-server'] });
  expect(refused(stack)).toContain('service "redis" in environment "production" cannot run another command (command): its password is part of its own');
});

test('a database gets no password that those who use it are not told', () => {
  const { stack, mongodb } = scene();
  stack.production.configure(mongodb, { environment: { MONGO_APP_PASSWORD: EnvValue.of(''), TZ: EnvValue.of('UTC') } });
  expect(refused(stack)).toContain(
    'service "mongodb" in environment "production" is given another "MONGO_APP_PASSWORD" (environment), while those who connect to it are told the old one',
  );
  expect(refused(stack)).not.toContain('"TZ"');
});

test.each([
  ['redis', 'REDIS_PASSWORD', EnvValue.secret('OTHER')], ['redis', 'REDISCLI_AUTH', EnvValue.of('x')],
  ['mongodb', 'MONGO_INITDB_ROOT_USERNAME', EnvValue.of('')],
] as const)('%s sets %s itself, also where no secrets are required', (id, name, value) => {
  const { stack, ...services } = scene();
  stack.development.configure(services[id], { environment: { [name]: value } });
  expect(refused(stack)).toContain(`service "${id}" in environment "development" is given "${name}" (environment), which only the service itself sets`);
});

test.each([
  [['sh', '-c', 'exec mongod --bind_ip_all']], [['mongod', '--noauth']], [['mongod', '--transitionToAuth']], [['/usr/bin/mongod']],
])('MongoDB does not run %j, with which it would let everybody in', (command) => {
  const { stack, mongodb } = scene();
  stack.production.configure(mongodb, { command });
  expect(refused(stack)).toContain(
    `service "mongodb" in environment "production" has the command ${JSON.stringify(command)}, with which it would let everybody in: allowed are "mongod"`,
  );
});

test.each([[['mongod', '--quiet']], [['--wiredTigerCacheSizeGB', '1']]])('MongoDB runs %j, with passwords', (command) => {
  const { stack, mongodb } = scene();
  stack.production.configure(mongodb, { command });
  expect(stack.validate()).toEqual([]);
});

test('the password of Redis goes through the entrypoint of its image, which loads the modules of version 8', () => {
  const { stack, redis } = scene();
  expect(stack.targets.filter((target) => target instanceof ComposeTarget)).toHaveLength(2);
  expect(composeService(redis, stack.production).command[2]).toMatch(/^exec \$\$\(command -v docker-entrypoint\.sh\) redis-server --requirepass/);
});
