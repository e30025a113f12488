import { Match } from '../../src/assertions';
import { DataServices } from '../../src/model';
import { BackendService, FlowerService, FlowerServiceProps, RedisService } from '../../src/services';
import { composeService, composeTemplate, expectService } from '../fixtures/compose';
import { HOSTILE } from '../fixtures/hostile';
import { emptyStack, refused } from '../fixtures/stack';

function flower(props: Partial<FlowerServiceProps> = {}): FlowerService {
  const stack = emptyStack({ production: { dataServices: DataServices.IN_STACK } });
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [new RedisService(stack, 'redis')] });
  return new FlowerService(stack, 'flower', { backend, app: 'app.celery_app', ...props });
}

test('it runs the image of its backend', () => {
  const service = flower();
  expectService(service, {
    image: composeTemplate(service.stack).service('backend').image, command: ['celery', '--app', 'app.celery_app', 'flower', '--address=0.0.0.0', '--port=5555'],
  });
});

test('it is behind a password, which is in no command line', () => {
  const service = flower({ user: 'ops' });
  expectService(service, { environment: { FLOWER_BASIC_AUTH: 'ops:${FLOWER_PASSWORD:-development-only}' } });
  expect(composeService(service, service.stack.production).environment.FLOWER_BASIC_AUTH)
    .toBe('ops:${FLOWER_PASSWORD:?password of the user "ops" of Flower: letters and digits}');
});

test('it can be served under a path', () => {
  expectService(flower({ urlPrefix: '/flower', options: ['--max_tasks=5000'], port: 5556, hostPort: 6000 }), {
    command: Match.arrayWith(['--port=5556', '--url_prefix=/flower', '--max_tasks=5000']),
    ports: ['127.0.0.1:${FLOWER_PORT:-6000}:5556'],
    healthcheck: { test: Match.arrayWith([Match.stringLikeRegexp('/flower/healthcheck')]) },
  });
});

test('without a broker it has nothing to show', () => {
  const stack = emptyStack();
  new FlowerService(stack, 'flower', { backend: new BackendService(stack, 'backend', { app: 'app.main:app' }), app: 'app.celery_app' });
  expect(refused(stack)).toContain('service "flower" has no broker');
});

test.each(Object.values(HOSTILE))('%j is no user, path or option', (text) => {
  expect(() => flower({ user: text })).toThrow('the user of service "flower" is ');
  expect(() => flower({ urlPrefix: text })).toThrow('the urlPrefix of service "flower" is ');
  expect(() => flower({ options: [text] })).toThrow('cannot be used: allowed are');
});
