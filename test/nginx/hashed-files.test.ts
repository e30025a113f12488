import { HashedFiles } from '../../src/nginx';
import { HOSTILE } from '../fixtures/hostile';

const is = (files: HashedFiles, path: string) => new RegExp(files.pattern).test(path);

test.each(['/main-ABCDEFGH.js', '/chunk-2345ABCZ.js.map', '/media/logo-2345ABCZ.svg', '/crm/pt-BR/styles-ABCDEFGH.css'])('Angular hashes %s', (path) => {
  expect(is(HashedFiles.angular(), path)).toBe(true);
});

test.each(['/main.js', '/main-abcdefgh.js', '/some-handbook.pdf', '/main-ABCDEFG1.js', '/a-ABCDEFGH/b', '/index.html'])('Angular does not hash %s', (path) => {
  expect(is(HashedFiles.angular(), path)).toBe(false);
});

test.each([['/main.0123456789abcdef.js', true], ['/123.0123456789abcdef0123.js', true], ['/main.js', false], ['/v1.2.3.js', false]])('the browser builder: %s %p', (path, hashed) => {
  expect(is(HashedFiles.angularBrowserBuilder(), path)).toBe(hashed);
});

test.each([['/assets/index-BkT9zvJ2.js', true], ['/crm/assets/a/b-_k-9zvJ2.css', true], ['/assets/logo.svg', false], ['/some-handbook.pdf', false]])('Vite: %s %p', (path, hashed) => {
  expect(is(HashedFiles.vite(), path)).toBe(hashed);
});

test('another build has another pattern', () => {
  expect(is(HashedFiles.matching('^/static/.+\\.[0-9a-f]{8}\\.[a-z]+$'), '/static/js/main.01234567.js')).toBe(true);
});

test('a pattern that is no regular expression is refused', () => {
  expect(() => HashedFiles.matching('(')).toThrow('the pattern of hashed files is "(", which is no regular expression');
});

test.each(['', ...Object.values(HOSTILE).filter((text) => /[\s"'`;\0]/.test(text))])('pattern %j is refused', (pattern) => {
  expect(() => HashedFiles.matching(pattern)).toThrow(`the pattern of hashed files is ${JSON.stringify(pattern)}: allowed are regular expressions without white space`);
});
