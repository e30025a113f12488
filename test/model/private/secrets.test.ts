import { EnvValue, Environment, ServiceSpec } from '../../../src/model';
import { secretFilesIn } from '../../../src/model/private/secrets';
import { variablesIn } from '../../../src/model/private/variables';
import { TestService, emptyStack } from '../../fixtures/stack';

const production = new Environment('production');

const ENVIRONMENT = {
  KEY: EnvValue.secret('SECRET_KEY'),
  URL: EnvValue.join(EnvValue.of('redis://:'), EnvValue.secret('PASSWORD'), EnvValue.of('@redis')),
  DSN: EnvValue.variable('DSN'),
  FIXED: EnvValue.of('text'),
};

function specOf(secretFiles?: boolean): ServiceSpec {
  return new TestService(emptyStack(), 'backend', { environment: ENVIRONMENT, secretFiles }).specIn(production);
}

test('only a variable that is one secret and nothing more is a file', () => {
  expect(secretFilesIn(specOf(true), production)).toEqual([{ variable: 'KEY', secret: 'SECRET_KEY' }]);
});

test.each([undefined, false])('without secretFiles (%j) none is', (secretFiles) => {
  expect(secretFilesIn(specOf(secretFiles), production)).toEqual([]);
});

test('a service without variables has no files', () => {
  expect(secretFilesIn(new TestService(emptyStack(), 'backend', { secretFiles: true }).specIn(production), production)).toEqual([]);
});

test('a secret that is a file is not asked for as a variable, unless another service reads it as one', () => {
  const stack = emptyStack();
  const names = () => variablesIn(stack, stack.production).map(({ variable }) => variable.name);
  new TestService(stack, 'backend', { environment: ENVIRONMENT, secretFiles: true });
  expect(names()).toEqual(['PASSWORD', 'DSN']);
  new TestService(stack, 'worker', { environment: { KEY: ENVIRONMENT.KEY } });
  expect(names()).toEqual(['PASSWORD', 'DSN', 'SECRET_KEY']);
});

test('an environment decides whether secrets are files', () => {
  const stack = emptyStack();
  const backend = new TestService(stack, 'backend', { environment: ENVIRONMENT });
  stack.production.configure(backend, { secretFiles: true });
  expect(secretFilesIn(backend.specIn(stack.production), stack.production).length).toBe(1);
  expect(secretFilesIn(backend.specIn(stack.development), stack.development)).toEqual([]);
});
