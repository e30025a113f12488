import { portVariable } from '../../../src/model/private/ports';
import { TestService, emptyStack } from '../../fixtures/stack';

test('a port is moved by a variable that is named after the service', () => {
  expect(portVariable(new TestService(emptyStack(), 'celery-worker'), { port: 80 })).toBe('CELERY_WORKER_PORT');
});

test('a port is moved by the variable that was chosen', () => {
  expect(portVariable(new TestService(emptyStack(), 'edge'), { port: 80, variable: 'HTTP_PORT' })).toBe('HTTP_PORT');
});
