import { CHANGES, written } from './changes';
import { revisionOf, saidOf } from './scene';

test.each(Object.keys(CHANGES))('%s is said as a person says it who read the raw diff', (name) => {
  const { before, after } = written(CHANGES[name]);
  expect(saidOf(revisionOf(before), revisionOf(after))).toEqual(CHANGES[name].said);
});

test('what has not changed is not spoken of', () => {
  const { before } = written(CHANGES['more memory for the backend']);
  expect(saidOf(revisionOf(before), revisionOf({ ...before }))).toEqual([]);
});
