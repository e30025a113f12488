import { Match } from '../../src/assertions';
import { Duration, Size } from '../../src/base';
import { RabbitMqService, RabbitMqServiceProps } from '../../src/services';
import { expectService } from '../fixtures/compose';
import { HOSTILE } from '../fixtures/hostile';
import { TestService, emptyStack, refused, synthesized } from '../fixtures/stack';

const rabbitmq = (props: RabbitMqServiceProps = {}) => new RabbitMqService(emptyStack(), 'rabbitmq', props);
const settings = (props: RabbitMqServiceProps = {}) => synthesized(rabbitmq(props).stack)['docker/rabbitmq/rabbitmq.conf'];

test('it runs as its own user, with its data in storage of its own that a new container finds again', () => {
  expectService(rabbitmq(), {
    image: 'rabbitmq:4-management',
    user: '999:999',
    read_only: true,
    volumes: Match.arrayWith(['rabbitmq_data:/var/lib/rabbitmq']),
    environment: { RABBITMQ_NODENAME: 'rabbit@localhost' },
  });
  expectService(rabbitmq({ image: 'rabbitmq:4-management-alpine' }), { user: '100:101' });
});

test('the user of the application is no administrator', () => {
  expect(settings()).toContain('default_user_tags.administrator = false\n');
  expectService(rabbitmq(), { environment: { RABBITMQ_DEFAULT_USER: 'conductor', RABBITMQ_DEFAULT_VHOST: 'conductor' } });
});

test('it makes senders wait before it is killed for its memory, which it does not see', () => {
  expect(settings()).not.toContain('vm_memory_high_watermark');
  expect(settings({ resources: { memory: Size.gibibytes(1) } })).toContain(`vm_memory_high_watermark.absolute = ${629145 * 1024}\n`);
  expect(settings({ maxMemory: Size.mebibytes(256), resources: { memory: Size.gibibytes(1) } })).toContain(`vm_memory_high_watermark.absolute = ${256 * 1024 ** 2}\n`);
});

test('it makes senders wait before the disk is full', () => {
  expect(settings()).toContain(`disk_free_limit.absolute = ${1024 ** 3}\n`);
  expect(settings({ leastFreeDisk: Size.gibibytes(3) })).toContain(`disk_free_limit.absolute = ${3 * 1024 ** 3}\n`);
});

test('a consumer may take as long as it is told', () => {
  expect(settings()).not.toContain('consumer_timeout');
  expect(settings({ consumerTimeout: Duration.hours(2) })).toContain('consumer_timeout = 7200000\n');
});

test('its pages are on a port of their own, which a variable moves', () => {
  expectService(rabbitmq({ hostPort: 5673, managementHostPort: 15673 }), {
    ports: ['127.0.0.1:${RABBITMQ_PORT:-5673}:5672', '127.0.0.1:${RABBITMQ_MANAGEMENT_PORT:-15673}:15672'],
  });
});

test('a consumer is told the URL, or its parts', () => {
  const told = (props: RabbitMqServiceProps) => {
    const service = rabbitmq(props);
    const consumer = new TestService(service.stack, 'backend');
    consumer.connectTo(service);
    return consumer;
  };
  expectService(told({ virtualHost: 'shop', user: 'clerk', urlVariable: 'CELERY_BROKER_URL' }), {
    environment: Match.exact({ CELERY_BROKER_URL: 'amqp://clerk:${RABBITMQ_PASSWORD:-development-only}@rabbitmq:5672/shop' }),
  });
  expectService(told({ variables: { host: 'MQ_HOST', database: 'MQ_VHOST' } }), { environment: Match.exact({ MQ_HOST: 'rabbitmq', MQ_VHOST: 'conductor' }) });
});

test.each(['', 'a/b', ...Object.values(HOSTILE)])('%j is no virtual host and no user', (text) => {
  expect(() => rabbitmq({ virtualHost: text })).toThrow('the virtualHost of service "rabbitmq" is ');
  expect(() => rabbitmq({ user: text })).toThrow('the user of service "rabbitmq" is ');
});

test('what cannot work is refused', () => {
  expect(() => rabbitmq({ user: 'guest' })).toThrow('the user of service "rabbitmq" is "guest", whose password is publicly known');
  expect(() => rabbitmq({ maxMemory: Size.mebibytes(64) })).toThrow('the maxMemory of service "rabbitmq" is 64m, which RabbitMQ needs for itself: allowed is 128m or more');
  expect(() => rabbitmq({ consumerTimeout: Duration.seconds(5) })).toThrow('the consumerTimeout of service "rabbitmq" is 5s: allowed is 1m or more');
});

test('more memory than its limit is refused', () => {
  const stack = emptyStack({ development: { limitResources: true } });
  new RabbitMqService(stack, 'rabbitmq', { maxMemory: Size.gibibytes(2), resources: { memory: Size.gibibytes(1) } });
  expect(refused(stack))
    .toContain('service "rabbitmq" takes up to 2g before senders have to wait (maxMemory) and may use 1g of memory in environment "development"');
});
