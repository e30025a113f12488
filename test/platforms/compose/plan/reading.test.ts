import { ImageSource, ServiceKind } from '../../../../src/model';
import { applicationOf, browsable, connectable } from '../../../../src/platforms/compose/plan/reading';
import { TestService, emptyStack } from '../../../fixtures/stack';

describe('the application', () => {
  const stack = emptyStack();
  const redis = new TestService(stack, 'redis', { kind: ServiceKind.DATA });
  const frontend = new TestService(stack, 'frontend', { kind: ServiceKind.HTTP });
  const backend = new TestService(stack, 'backend', { kind: ServiceKind.HTTP });
  const worker = new TestService(stack, 'worker', { image: ImageSource.sameAs(backend) });
  const of = (...services: TestService[]) => applicationOf(services.map((service) => ({ service, spec: service.specIn(stack.development) })));

  test('is the service whose image others run', () => {
    expect(of(redis, frontend, backend, worker)).toBe('backend');
  });

  test('or else the first that answers HTTP requests, or else the first', () => {
    expect([of(redis, frontend, backend), of(redis), of()]).toEqual(['frontend', 'redis', '']);
  });
});

test.each([
  ['127.0.0.1', '127.0.0.1', 'localhost'],
  ['0.0.0.0', '127.0.0.1', 'localhost'],
  ['[::]', '::1', 'localhost'],
  ['[::1]', '::1', 'localhost'],
  ['192.0.2.7', '192.0.2.7', '192.0.2.7'],
  ['[2001:db8::7]', '2001:db8::7', '[2001:db8::7]'],
])('what is published on %s is reached at %s, by a browser at %s', (publishedOn, address, host) => {
  expect([connectable(publishedOn), browsable(publishedOn)]).toEqual([address, host]);
});
