import { slotVariable } from '../../../../src/platforms/compose/plan/slots';
import { TestService, emptyStack } from '../../../fixtures/stack';

test.each([['backend', 'BACKEND_SLOT'], ['my-api-2', 'MY_API_2_SLOT']])('the containers of %s are told apart by %s', (id, variable) => {
  expect(slotVariable(new TestService(emptyStack(), id))).toBe(variable);
});
