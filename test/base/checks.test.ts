import {
  listed, requireContainerPath, requireImageReference, requireInteger, requireLine, requireMatch, requirePort, requireRepositoryFile,
  requireRepositoryPath,
  requireText, requireVariableName, requireWord,
} from '../../src/base/checks';
import { HOSTILE } from '../fixtures/hostile';

test('a message says what, the value, and what is allowed', () => {
  expect(() => requireMatch('the color', 'blue', /red/, 'warm ones')).toThrow(/^the color is "blue", which cannot be used: allowed are warm ones$/);
});

test('a message does not say the value twice', () => {
  expect(() => requireMatch('color "blue"', 'blue', /red/, 'warm ones')).toThrow(/^color "blue" cannot be used: allowed are warm ones$/);
});

test('a message stays on one line, whatever the value', () => {
  expect(() => requireMatch('color "a\nb"', 'a\nb', /red/, 'warm ones')).toThrow(/^color "a\\nb" cannot be used: allowed are warm ones$/);
});

test('names in a message are quoted, and where there are none that is said', () => {
  expect([listed(['backend', 'redis']), listed([])]).toEqual(['"backend", "redis"', 'none']);
});

test('a value that is no text is refused', () => {
  expect(() => requireMatch('the color', undefined as any, /./, 'warm ones')).toThrow('the color is undefined, which cannot be used');
});

test.each([['.', '.'], ['./a/', 'a'], ['a//b/./c', 'a/b/c'], ['.github/x', '.github/x'], ['a b/c+d@e', 'a b/c+d@e']])('the path %s is %s', (path, normal) => {
  expect(requireRepositoryPath('it', path)).toBe(normal);
});

test('a file is not the repository\'s folder', () => {
  expect(() => requireRepositoryFile('it', '.')).toThrow('it is ".", which is the repository\'s folder: name a file in it');
});

test('a number is within its bounds', () => {
  expect(() => requireInteger('it', 4, 1, 3)).toThrow('it is 4: allowed are whole numbers from 1 to 3');
  expect(() => requireInteger('it', 0, 1)).toThrow(/^it is 0: allowed are whole numbers from 1$/);
  expect(() => requireInteger('it', '2' as any, 1)).toThrow('it is 2: allowed are whole numbers');
});

test('a port is a number, not a text', () => {
  expect(() => requirePort('it', '80' as any)).toThrow('it is 80: allowed are whole numbers from 1 to 65535');
  expect(() => [1, 65_535].forEach((port) => requirePort('it', port))).not.toThrow();
});

test.each(Object.keys(HOSTILE))('%s is in no path, no word, no image and no name of a variable', (what) => {
  const text = HOSTILE[what];
  expect(() => requireContainerPath('it', `/${text}`)).toThrow('it is');
  expect(() => requireWord('it', text)).toThrow('it is');
  expect(() => requireImageReference('it', text)).toThrow('it is');
  expect(() => requireVariableName(text)).toThrow('variable name');
});

test('one line may have anything that is no line break and no control character', () => {
  expect(() => requireLine('it', 'Olá "mundo" $X `a` # 日本')).not.toThrow();
  expect(() => requireLine('it', 'a\tb')).toThrow('it is "a\\tb", which cannot be used: allowed are one line of text without control characters');
});

test('a text may have line breaks', () => {
  expect(() => requireText('it', 'a\nb\u2028c 😀')).not.toThrow();
});
