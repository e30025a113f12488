import { code, each, indented, md, numbered, plain, table, word } from '../../../src/guide/private/markdown';

describe('Markdown that can be read in its source', () => {
  test('has two apostrophes for a backtick, and three for a fence', () => {
    expect(md`
'''bash
ls
'''
Run ''ls''.`).toBe('\n```bash\nls\n```\nRun `ls`.');
  });

  test('goes on in the next line after a backslash, without its indentation', () => {
    expect(md`one \
      two \
two ${3}`).toBe('one two two 3');
  });

  test('keeps all other backslashes, and whatever is inserted', () => {
    expect(md`printf '\n' ${'\'\'\\\n  x'}`).toBe('printf \'\\n\' \'\'\\\n  x');
  });
});

test('a list counts only the items that apply', () => {
  expect(numbered(['a', undefined, 'b'])).toBe('1. a\n2. b');
});

test('lines of an item are indented, and empty ones stay empty', () => {
  expect(indented('a\n\nb')).toBe('   a\n\n   b');
});

test('items have a line each, and no line break after the last', () => {
  expect(each(['a', 'b'], (item) => `- ${item}`)).toBe('- a\n- b');
});

test('a cell cannot end its column or its row', () => {
  expect(table(['h'], [['a | b\nc']])).toBe('| h |\n| --- |\n| a \\| b c |');
});

test.each([
  ['a_b', 'a_b'], ['_a', '\\_a'], ['*a*', '\\*a\\*'], ['<b>', '\\<b\\>'], ['[x](y)', '\\[x\\](y)'], ['&amp;', '&amp;amp;'],
  ['a & b', 'a & b'],
])('the text %s stands for itself', (text, markdown) => {
  expect(plain(text)).toBe(markdown);
});

test.each([['a', '`a`'], ['a`b', '``a`b``'], ['`a', '`` `a ``']])('the code %s keeps its backticks', (text, markdown) => {
  expect(code(text)).toBe(markdown);
});

test.each([
  ['a/b.c', 'a/b.c'], ['a b', '\'a b\''], ['it\'s', '\'it\'\\\'\'s\''], ['$x', '\'$x\''],
])('the shell takes %s as it is', (text, quoted) => {
  expect(word(text)).toBe(quoted);
});
