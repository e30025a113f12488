import { EnvValue, Environment } from '../../src/model';
import { TestService, emptyStack } from '../fixtures/stack';

const production = new Environment('production');

const ENVIRONMENT = {
  KEY: EnvValue.secret('SECRET_KEY'),
  URL: EnvValue.join(EnvValue.of('redis://:'), EnvValue.secret('PASSWORD'), EnvValue.of('@redis')),
  DSN: EnvValue.variable('DSN'),
  FIXED: EnvValue.of('text'),
};

function filesOf(secretFiles?: boolean) {
  return new TestService(emptyStack(), 'backend', { environment: ENVIRONMENT, secretFiles }).secretFilesIn(production);
}

test('only a variable that is one secret and nothing more is a file', () => {
  expect(filesOf(true)).toEqual([{ variable: 'KEY', secret: 'SECRET_KEY' }]);
});

test.each([undefined, false])('without secretFiles (%j) none is', (secretFiles) => {
  expect(filesOf(secretFiles)).toEqual([]);
});

test('a service without variables has no files', () => {
  expect(new TestService(emptyStack(), 'backend', { secretFiles: true }).secretFilesIn(production)).toEqual([]);
});

test('a secret that is a file is not asked for as a variable, unless another service reads it as one', () => {
  const stack = emptyStack();
  const names = () => stack.variablesIn(stack.production).map(({ variable }) => variable.name);
  new TestService(stack, 'backend', { environment: ENVIRONMENT, secretFiles: true });
  expect(names()).toEqual(['PASSWORD', 'DSN']);
  new TestService(stack, 'worker', { environment: { KEY: ENVIRONMENT.KEY } });
  expect(names()).toEqual(['PASSWORD', 'DSN', 'SECRET_KEY']);
});

test('an environment decides whether secrets are files', () => {
  const stack = emptyStack();
  const backend = new TestService(stack, 'backend', { environment: ENVIRONMENT });
  stack.production.configure(backend, { secretFiles: true });
  expect(backend.secretFilesIn(stack.production).length).toBe(1);
  expect(backend.secretFilesIn(stack.development)).toEqual([]);
});
