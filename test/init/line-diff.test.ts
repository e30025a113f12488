import { diffOf, linesOf } from '../../src/init';

test('a new file', () => {
  const change = { file: 'a/b.txt', after: 'x\ny\n' };
  expect(linesOf(change)).toEqual({ added: 2, removed: 0 });
  expect(diffOf(change)).toBe('--- /dev/null\n+++ b/a/b.txt\n@@ -0,0 +1,2 @@\n+x\n+y\n');
});

test('lines that stay between others are neither added nor removed', () => {
  const change = { file: 'a', before: 'same\nmine\nlast\n', after: 'same\nbefore\nmine\nafter\nlast\n' };
  expect(linesOf(change)).toEqual({ added: 2, removed: 0 });
  expect(diffOf(change)).toBe('--- a/a\n+++ b/a\n@@ -2,1 +2,3 @@\n+before\n mine\n+after\n');
});

test('lines that are replaced', () => {
  expect(linesOf({ file: 'a', before: 'x\ny\nz', after: 'x\n1\n2\nz' })).toEqual({ added: 2, removed: 1 });
  expect(linesOf({ file: 'a', before: 'x', after: '' })).toEqual({ added: 0, removed: 1 });
});
