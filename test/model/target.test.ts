import { Environment, Target } from '../../src/model';
import { emptyStack } from '../fixtures/stack';

class TestTarget extends Target {}

test('a target is known by its stack', () => {
  const stack = emptyStack();
  const target = new TestTarget(stack, 'Test', stack.production);
  expect(stack.targets).toEqual([target]);
  expect(target).toMatchObject({ stack, environment: stack.production });
});

test('a target writes an environment of its own stack', () => {
  const stack = emptyStack();
  expect(() => new TestTarget(stack, 'Test', new Environment('elsewhere'))).toThrow(
    'environment "elsewhere" is not one of stack "conductor": create it with addEnvironment',
  );
});
