import { Size } from '../../src/base';
import { Volume } from '../../src/model';

test('named storage has a name, a size and nothing of the repository', () => {
  expect(Volume.named('mongodb_data').source()).toEqual({ name: 'mongodb_data', size: Size.gibibytes(1), isDisposable: false });
  expect(Volume.named('mongodb_data', { size: Size.gibibytes(20) }).source().size).toEqual(Size.gibibytes(20));
});

test('a folder of the repository is relative to its root', () => {
  expect(Volume.repositoryFolder('./backend//app/').source()).toEqual({ repositoryPath: 'backend/app', isFolder: true });
});

test('a folder with a dot in its name is a folder, and a file without one is a file', () => {
  expect(Volume.repositoryFolder('shop.api').source().isFolder).toBe(true);
  expect(Volume.repositoryFile('docker/Caddyfile').source()).toEqual({ repositoryPath: 'docker/Caddyfile' });
});

test('files that a person puts there are named', () => {
  expect(Volume.providedFiles('./ssl', ['fullchain.pem', 'key/privkey.pem']).source()).toEqual({
    repositoryPath: 'ssl', isFolder: true, providedFiles: ['ssl/fullchain.pem', 'ssl/key/privkey.pem'],
  });
  expect(() => Volume.providedFiles('ssl', ['../../key.pem'])).toThrow('the path of a provided file is "ssl/../../key.pem", which leaves the repository');
});

test('what the image has is kept without a name', () => {
  expect(Volume.fromImage().source()).toEqual({});
});

test('room that is gone with the container has a size, and no name', () => {
  expect(Volume.scratch(Size.gibibytes(2)).source()).toEqual({ size: Size.gibibytes(2) });
});

test('a mount can be written to', () => {
  const mount = Volume.named('data').mountAt('/data');
  expect(mount).toMatchObject({ containerPath: '/data', readOnly: false });
});

test('a mount can be read only', () => {
  expect(Volume.repositoryFolder('a').mountReadOnlyAt('/a')).toMatchObject({ containerPath: '/a', readOnly: true });
});

test.each(['', ' ', '-a', '.a', 'a b', 'a:b', 'a/b', 'a\nb', '$A'])('%j is no name of a volume', (name) => {
  expect(() => Volume.named(name)).toThrow(`volume name ${JSON.stringify(name)} cannot be used: allowed are letters, digits and _ . -, starting with a letter or digit`);
});

test.each(['/etc', '/', 'C:\\Users', 'C:/Users', '~/data', '', '-a', 'a:b', 'a ', 'a\nb', 'a"b', '$HOME'])('%j is no path in the repository', (path) => {
  expect(() => Volume.repositoryFolder(path)).toThrow(`the path of a mounted folder is ${JSON.stringify(path)}, which cannot be used: allowed are paths relative to the repository's root`);
});

test.each(['..', '../other', 'backend/../../other', 'backend/..'])('%j leaves the repository', (path) => {
  expect(() => Volume.repositoryFolder(path)).toThrow(`the path of a mounted folder is "${path}", which leaves the repository: allowed are paths inside it, without ".."`);
});

test.each(['data', './data', '', '/a/../b', '/a:ro', '/a b', '/a\nb', '/$A', '/"a"'])('%j is no path in a container', (path) => {
  const mounts = [() => Volume.named('a').mountAt(path), () => Volume.named('a').mountReadOnlyAt(path)];
  for (const mount of mounts) {
    expect(mount).toThrow(`the path of a mount is ${JSON.stringify(path)}, which cannot be used: allowed are absolute paths`);
  }
});
