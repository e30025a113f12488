import { writeFileSync } from 'fs';
import * as path from 'path';
import { DockerIgnoreTemplate } from '../../src/assertions';
import { BackendService } from '../../src/services';
import { ContainerStack } from '../../src/stack';
import { emptyFolder, emptyProject } from '../fixtures/stack';

const ignore = DockerIgnoreTemplate.fromString(`# a comment
.env
.env.*
!.env.example
/dist/
**/*.py[cod]
docs/**/*.md
! docs/guide/index.md
*.log
ca?he
a+b
`);

test.each([
  '.env', './.env', '/.env', '.env.prod', '.env/in/a/folder', 'dist', 'dist/', 'dist/app/main.js', 'main.pyc', 'app/deep/main.pyo',
  'docs/a.md', 'docs/deep/er/a.md', 'x.log', 'cache', 'a+b',
])('%s stays out', (file) => {
  ignore.ignores(file);
  expect(() => ignore.doesNotIgnore(file)).toThrow(/^the \.dockerignore file ignores ".*": line \d+ keeps it out: \S+$/);
});

test.each([
  '.env.example', 'sub/.env', 'app/dist', 'main.py', 'a.md', 'docs/guide/index.md', 'sub/x.log', 'ca/he', 'aab', '# a comment',
])('%s does not', (file) => {
  ignore.doesNotIgnore(file);
  expect(() => ignore.ignores(file)).toThrow(
    /^the \.dockerignore file does not ignore ".*": (no pattern matches it|line \d+ takes it back: !.*)$/,
  );
});

test('a failure names the line that decides', () => {
  expect(() => ignore.doesNotIgnore('dist/main.js')).toThrow('the .dockerignore file ignores "dist/main.js": line 5 keeps it out: /dist/');
  expect(() => ignore.ignores('.env.example')).toThrow(
    'the .dockerignore file does not ignore ".env.example": line 4 takes it back: !.env.example',
  );
});

test('a file, and a file of a project', () => {
  const file = path.join(emptyFolder(), '.dockerignore');
  writeFileSync(file, 'a\r\nb\r\n');
  DockerIgnoreTemplate.fromFile(file).ignores('a');
  expect(() => DockerIgnoreTemplate.fromFile(file).ignores('c')).toThrow(`${file} does not ignore "c": no pattern matches it`);
  const project = emptyProject();
  new BackendService(new ContainerStack(project, 'shop'), 'backend', { app: 'app.main:app' });
  DockerIgnoreTemplate.fromProject(project, 'backend/.dockerignore').ignores('.env');
});
