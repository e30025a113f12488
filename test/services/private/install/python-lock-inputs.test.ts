import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { InstallInputs } from '../../../../src/services/private/install/install-inputs';
import { findPoetrySources, findUvSources } from '../../../../src/services/private/install/python-lock-inputs';
import { SourceTree } from '../../../../src/services/private/install/source-tree';
import { emptyFolder } from '../../../fixtures/stack';

function inputsIn(files: { [file: string]: string }): InstallInputs {
  const root = emptyFolder();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return new InstallInputs('api', new SourceTree(root, '.'));
}

const uvPackage = (name: string, source: string, ...needs: string[]) => `
[[package]]
name = "${name}"
version = "0.1.0"
source = { ${source} }
dependencies = [
${needs.map((need) => `    { name = "${need}" },\n`).join('')}]
`;

const WORKSPACE = 'version = 1\nrevision = 3\n\n[manifest]\nmembers = [\n    "api",\n    "shared",\n    "other",\n]\n'
  + uvPackage('api', 'editable = "services/api"', 'fastapi', 'shared')
  + uvPackage('base', 'directory = "libs/base"')
  + uvPackage('fastapi', 'registry = "https://pypi.org/simple"')
  + uvPackage('other', 'virtual = "services/other"', 'pdf')
  + uvPackage('pdf', 'path = "wheels/pdf-1.0-py3-none-any.whl"')
  + uvPackage('shared', 'editable = "libs/shared"', 'base');

const PROJECT = { 'pyproject.toml': '' };
const below = (folder: string, files: { [file: string]: string }) =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text]));

describe('uv.lock', () => {
  const files = {
    'uv.lock': WORKSPACE,
    'wheels/pdf-1.0-py3-none-any.whl': '',
    ...below('services/api', PROJECT),
    ...below('services/other', PROJECT),
    ...below('libs/base', PROJECT),
    ...below('libs/shared', PROJECT),
  };

  test('names the projects that are installed, and those of those; of others what is read to check it', () => {
    const inputs = inputsIn(files);
    findUvSources(inputs, '.', 'services/api');
    expect([inputs.paths, inputs.problems]).toEqual([['libs/base', 'libs/shared', 'services/other/pyproject.toml'], []]);
  });

  test('of a project alone names its path dependencies, whose folders are sought from it', () => {
    const inputs = inputsIn({
      'api/uv.lock': uvPackage('api', 'virtual = "."', 'shared', 'fastapi') + uvPackage('fastapi', 'registry = "https://pypi.org/simple"')
        + uvPackage('shared', 'editable = "../shared"'),
      'shared/pyproject.toml': '',
    });
    findUvSources(inputs, 'api', '.');
    expect([inputs.paths, inputs.problems]).toEqual([['shared'], []]);
  });

  test('that names a folder that is not there is a problem', () => {
    const inputs = inputsIn({ 'uv.lock': uvPackage('api', 'virtual = "."', 'shared') + uvPackage('shared', 'editable = "libs/shared"') });
    findUvSources(inputs, '.', '.');
    expect(inputs.problems).toEqual([expect.stringContaining('"uv.lock", from which service "api" installs its packages, names "libs/shared", and there is no')]);
  });

  test('may name folders of packages in place of an index', () => {
    const inputs = inputsIn({ 'uv.lock': uvPackage('api', 'virtual = "."', 'pdf') + uvPackage('pdf', 'registry = "wheels"'), 'wheels/pdf.whl': '' });
    findUvSources(inputs, '.', '.');
    expect(inputs.paths).toEqual(['wheels']);
  });
});

test('poetry.lock names folders and files', () => {
  const inputs = inputsIn({
    'poetry.lock': `
[[package]]
name = "pdf"
version = "1.0"
files = [
    {file = "pdf-1.0-py3-none-any.whl", hash = "sha256:00"},
]

[package.source]
type = "file"
url = "wheels/pdf-1.0-py3-none-any.whl"

[[package]]
name = "shared"
version = "0.1.0"
develop = true

[package.source]
type = "directory"
url = "libs/shared"

[[package]]
name = "tool"
version = "0.1.0"

[package.source]
type = "git"
url = "https://github.com/acme/tool.git"

[[package]]
name = "inner"
version = "0.1.0"

[package.source]
type = "legacy"
url = "https://pypi.example.com/simple"
reference = "inner"
`,
    'wheels/pdf-1.0-py3-none-any.whl': '',
    'libs/shared/pyproject.toml': '',
  });
  findPoetrySources(inputs, '.');
  expect([inputs.paths, inputs.problems]).toEqual([['libs/shared', 'wheels/pdf-1.0-py3-none-any.whl'], []]);
});
