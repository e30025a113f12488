import { SLOTS, slotName } from '../../src/model/blue-green';
import { TestService, emptyStack } from '../fixtures/stack';

const LONGEST = `a${'b'.repeat(62)}`;

test.each(SLOTS)('no service can have the name of the %s containers of another', (slot) => {
  expect(() => new TestService(emptyStack(), slotName(slot, 'backend'))).toThrow(`"${slot}.backend"`);
});

test.each(SLOTS)('the name of the %s containers is one that DNS allows, however long the id is', (slot) => {
  const { id } = new TestService(emptyStack(), LONGEST);
  expect(slotName(slot, id).split('.').filter((label) => !/^[a-z0-9-]{1,63}$/.test(label))).toEqual([]);
});

test('services whose ids begin alike share no name', () => {
  const names = ['backend', 'backend-b', 'blue', 'green', 'blue-backend'].flatMap((id) => [id, ...SLOTS.map((slot) => slotName(slot, id))]);
  expect(new Set(names).size).toBe(names.length);
});
