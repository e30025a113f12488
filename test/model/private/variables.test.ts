import { EnvValue, Stack, Target } from '../../../src/model';
import { variablesIn } from '../../../src/model/private/variables';
import { TestService, emptyStack, refused } from '../../fixtures/stack';

class TestTarget extends Target {}

function stackWith(...values: { [name: string]: EnvValue }[]): Stack {
  const stack = emptyStack();
  values.forEach((environment, index) => new TestService(stack, `service${index}`, { environment }));
  return stack;
}

const found = (stack: Stack) =>
  variablesIn(stack, stack.development).map(({ variable, services }) => [
    variable.name, variable.description, services.map(({ id }) => id),
  ]);

test('variables are found in the order of services, each once, with those that read it', () => {
  const shared = EnvValue.secret('SHARED');
  expect(found(stackWith({ A: shared, B: EnvValue.join(EnvValue.of('x'), EnvValue.variable('SECOND'), shared) }, { C: shared }))).toEqual([
    ['SHARED', undefined, ['service0', 'service1']],
    ['SECOND', undefined, ['service0']],
  ]);
});

test('the first description counts', () => {
  const described = (description?: string) => ({ A: EnvValue.variable('A', { description }) });
  expect(found(stackWith(described(), described('the first'), described('the second')))).toEqual([
    ['A', 'the first', ['service0', 'service1', 'service2']],
  ]);
});

test.each<[string, EnvValue, EnvValue, string]>([
  ['default', EnvValue.variable('A', { defaultValue: '1' }), EnvValue.variable('A', { defaultValue: '2' }), '(defaultValue: 1 and 2)'],
  ['need', EnvValue.variable('A', { required: true }), EnvValue.variable('A'), '(required: true and false)'],
  ['secrecy', EnvValue.variable('A'), EnvValue.secret('A'), '(secret: false and true)'],
])('a variable has one %s', (_, one, other, difference) => {
  const stack = stackWith({ A: one }, { A: other });
  new TestTarget(stack, 'Test', stack.development);
  expect(refused(stack)).toContain(
    `variable "A" is declared differently by services "service0" and "service1" ${difference}: declare it once and use the same EnvValue everywhere`,
  );
});

test('a variable is declared once within a service too', () => {
  const stack = stackWith({ A: EnvValue.variable('X', { defaultValue: '1' }), B: EnvValue.variable('X') });
  expect(() => variablesIn(stack, stack.development)).toThrow('variable "X" is declared differently by service "service0" itself (defaultValue: 1 and undefined)');
});

test('all variables that are declared differently are reported', () => {
  const stack = stackWith({ A: EnvValue.variable('A'), B: EnvValue.variable('B') }, { A: EnvValue.secret('A'), B: EnvValue.secret('B') });
  new TestTarget(stack, 'Test', stack.development);
  const message = refused(stack);
  expect(message).toContain('variable "A" is declared differently');
  expect(message).toContain('variable "B" is declared differently');
});
