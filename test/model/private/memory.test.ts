import { once, remembering } from '../../../src/model/private/memory';

const owner = {};
let asked = 0;
const ask = () => once(owner, 'how often', () => ++asked);

beforeEach(() => {
  asked = 0;
});

test('an answer is found once while something is remembering, and each time otherwise', () => {
  expect([ask(), ask()]).toEqual([1, 2]);
  expect(remembering(() => [ask(), ask(), remembering(ask)])).toEqual([3, 3, 3]);
  expect(ask()).toBe(4);
});

test('nothing is remembered after a failure', () => {
  expect(() => remembering(() => {
    ask();
    throw new Error('no');
  })).toThrow('no');
  expect(ask()).toBe(2);
});

test('each owner has answers of its own, and undefined is one', () => {
  const find = jest.fn();
  remembering(() => [{}, owner].forEach((each) => [once(each, 'x', find), once(each, 'x', find)]));
  expect(find).toHaveBeenCalledTimes(2);
});
