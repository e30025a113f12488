import { symlinkSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Repository } from '../../src/init';
import { folderWith } from '../fixtures/stack';

test('packages, environments and what is built are not looked at', () => {
  const { files } = new Repository(folderWith({
    'main.py': '',
    'node_modules/a/package.json': '{}',
    'venv/lib/a.py': '',
    '.git/config': '',
    'dist/index.js': '',
    'app/__pycache__/a.pyc': '',
    '.env.example': '',
  }));
  expect(files).toEqual(['.env.example', 'main.py']);
});

test('links are not followed, so that nothing leads in a circle or out of the repository', () => {
  const folder = folderWith({ 'app/main.py': '' });
  symlinkSync('..', path.join(folder, 'app/circle'));
  symlinkSync('/etc/passwd', path.join(folder, 'passwd'));
  expect(new Repository(folder).files).toEqual(['app/main.py']);
});

test('what lies nearest to the root is looked at first, and what is left out is said', () => {
  const folder = folderWith({ 'a/b/c/deep.py': '', 'a/one.py': '', 'two.py': '' });
  const shallow = new Repository(folder, { depth: 1 });
  expect(shallow.files).toEqual(['two.py', 'a/one.py']);
  expect(shallow.leftOut).toEqual(['folders more than 1 deep, such as "a/b"']);
  const few = new Repository(folder, { files: 1 });
  expect(few.files).toEqual(['two.py']);
  expect(few.leftOut).toEqual(['what comes after the first 1 files']);
});

test('a folder that is a template is named, and not looked at', () => {
  const { files, leftOut } = new Repository(folderWith({ '{{cookiecutter.slug}}/main.py': '' }));
  expect(files).toEqual([]);
  expect(leftOut).toEqual(['"{{cookiecutter.slug}}", which is a template: run init in what is made of it']);
});

test('names that no path of a stack may have are not looked at', () => {
  expect(new Repository(folderWith({ 'a\nb/main.py': '', "it's/main.py": '', 'app/[slug].tsx': '', 'ok.py': '' })).files).toEqual(['ok.py']);
});

test('a file that cannot be read, or is no text, says nothing', () => {
  const folder = folderWith({ 'a.py': 'x = 1\r\n', 'b.py': 'a\0b' });
  writeFileSync(path.join(folder, 'c.txt'), Buffer.from('\ufefffastapi\r\n', 'utf16le'));
  writeFileSync(path.join(folder, 'd.py'), 'x'.repeat(2 * 1024 * 1024));
  const repository = new Repository(folder);
  expect(repository.read('a.py')).toBe('x = 1\n');
  expect(repository.read('b.py')).toBeUndefined();
  expect(repository.read('c.txt')).toBe('fastapi\n');
  expect(repository.read('d.py')).toBeUndefined();
  expect(repository.read('e.py')).toBeUndefined();
});

test('a folder that cannot be read is said', () => {
  expect(new Repository(path.join(folderWith({}), 'none')).leftOut).toEqual(['".", which cannot be read (ENOENT)']);
});
