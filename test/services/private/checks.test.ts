import { baseImage, requirePackages, requireVersion } from '../../../src/services/private/checks';

test.each(['libpq5', 'g++', 'libpq5=15.10-0+deb12u1', 'libc6:amd64', '0ad'])('%s is a Debian package', (name) => {
  expect(() => requirePackages('packages', [name])).not.toThrow();
});

test.each(['', 'Libpq', '-y', '--force', 'a b', 'a;b', 'a=', 'a/b'])('%j is no Debian package', (name) => {
  expect(() => requirePackages('packages of it', ['gcc', name])).toThrow(`"${name}" in the packages of it cannot be used: allowed are names of Debian packages`);
});

test.each(['7', '3.11', '7.0.14'])('%s is a version', (version) => {
  expect(() => requireVersion('it', version)).not.toThrow();
});

test.each(['', 'latest', '3.', '.1', '1.2.3.4', '3.11-slim', 'v3'])('%j is no version', (version) => {
  expect(() => requireVersion('it', version)).toThrow(`it is "${version}", which cannot be used: allowed are version numbers such as "7", "3.11" or "7.0.14"`);
});

test('the image that was chosen comes before the default one', () => {
  expect(baseImage('it', 'a:1', 'b:2')).toBe('a:1');
  expect(baseImage('it', undefined, 'b:2')).toBe('b:2');
});

test('an empty choice is no choice of the default', () => {
  expect(() => baseImage('it', '', 'b:2')).toThrow('it is "", which cannot be used: allowed are image references');
});
