import { Environment } from '../../../src/model';
import { isPublished, portVariable } from '../../../src/model/private/ports';
import { TestService, emptyStack } from '../../fixtures/stack';

test('a port is moved by a variable that is named after the service', () => {
  expect(portVariable(new TestService(emptyStack(), 'celery-worker'), { port: 80 })).toBe('CELERY_WORKER_PORT');
});

test('a port is moved by the variable that was chosen', () => {
  expect(portVariable(new TestService(emptyStack(), 'edge'), { port: 80, variable: 'HTTP_PORT' })).toBe('HTTP_PORT');
});

describe('a port of the host', () => {
  const inside = new Environment('inside', { internalPorts: true });
  const outside = new Environment('outside', { internalPorts: false });

  test.each([
    ['any port', {}, true, false],
    ['an entrance', { entrance: true }, true, true],
    ['what is no entrance', { entrance: false }, true, false],
    ['a port that is published whatever the policy', { published: true }, true, true],
    ['a port that is published nowhere', { published: false }, false, false],
    ['an entrance that is published nowhere', { entrance: true, published: false }, false, false],
  ])('%s', (_, port, withInternal, withoutInternal) => {
    expect(isPublished(inside, { port: 80, ...port })).toBe(withInternal);
    expect(isPublished(outside, { port: 80, ...port })).toBe(withoutInternal);
  });
});
