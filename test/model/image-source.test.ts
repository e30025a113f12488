import { ImageSource } from '../../src/model';
import { HOSTILE } from '../fixtures/hostile';
import { TestService, emptyStack } from '../fixtures/stack';

test.each([
  'redis:7-alpine',
  'ghcr.io/acme/api:1.2.3',
  'localhost:5000/api',
  `postgres:17@sha256:${'a'.repeat(64)}`,
])('%s is pulled', (reference) => {
  expect(ImageSource.reference(reference).bind()).toEqual({ reference });
});

test.each(['', 'Redis', ' redis', 'redis ', 'redis:', '-redis', 'redis@sha256:abc', ...Object.values(HOSTILE)])('%j is no image reference', (reference) => {
  expect(() => ImageSource.reference(reference)).toThrow(`image ${JSON.stringify(reference)} cannot be used: allowed are image references such as "postgres:17"`);
});

test('a build has its context, its Dockerfile, its stage and its named contexts', () => {
  const { builtFrom } = ImageSource.dockerfile({
    context: './frontend/', dockerfile: 'docker/frontend/Dockerfile', stage: 'build', namedContexts: { 'nginx-config': 'docker/nginx' },
  }).bind();
  expect(builtFrom).toEqual({
    context: 'frontend', dockerfile: 'docker/frontend/Dockerfile', stage: 'build', namedContexts: { 'nginx-config': 'docker/nginx' },
  });
});

test('what the caller does with the named contexts afterwards changes nothing', () => {
  const namedContexts: { [name: string]: string } = { a: 'one' };
  const source = ImageSource.dockerfile({ context: '.', dockerfile: 'Dockerfile', namedContexts });
  namedContexts.b = '../two';
  expect(source.bind().builtFrom!.namedContexts).toEqual({ a: 'one' });
});

test('the repository itself can be the context', () => {
  expect(ImageSource.dockerfile({ context: '.', dockerfile: 'Dockerfile' }).bind().builtFrom!.context).toBe('.');
});

test.each([
  ['a build context', { context: '/srv', dockerfile: 'Dockerfile' }, '"/srv"'],
  ['a build context', { context: '../other', dockerfile: 'Dockerfile' }, '"../other"'],
  ['a Dockerfile\'s path', { context: '.', dockerfile: '/Dockerfile' }, '"/Dockerfile"'],
  ['a Dockerfile\'s path', { context: '.', dockerfile: 'a/../../Dockerfile' }, '"a/../../Dockerfile"'],
  ['build context "a"', { context: '.', dockerfile: 'Dockerfile', namedContexts: { a: '/a' } }, '"/a"'],
  ['build context "a"', { context: '.', dockerfile: 'Dockerfile', namedContexts: { a: '..' } }, '".."'],
])('%s outside the repository is refused: %j', (what, build, path) => {
  expect(() => ImageSource.dockerfile(build)).toThrow(`${what} is ${path}, which `);
  expect(() => ImageSource.dockerfile(build)).toThrow(/allowed are paths (relative to the repository's root|inside it)/);
});

test.each(Object.keys(HOSTILE))('%s is refused in every part of a build', (what) => {
  const build = { context: '.', dockerfile: 'Dockerfile' };
  const text = HOSTILE[what];
  for (const change of [{ context: text }, { dockerfile: text }, { stage: text }, { namedContexts: { [text]: '.' } }, { namedContexts: { a: text } }]) {
    expect(() => ImageSource.dockerfile({ ...build, ...change })).toThrow(/cannot be used: allowed are/);
  }
});

test('an image can be another service\'s', () => {
  const backend = new TestService(emptyStack(), 'backend');
  expect(ImageSource.sameAs(backend).bind()).toEqual({ sharedWith: backend });
});
