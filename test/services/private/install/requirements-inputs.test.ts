import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { InstallInputs } from '../../../../src/services/private/install/install-inputs';
import { findRequirements } from '../../../../src/services/private/install/requirements-inputs';
import { SourceTree } from '../../../../src/services/private/install/source-tree';
import { emptyFolder } from '../../../fixtures/stack';

/** What is found from `requirements.txt` in a folder that has these files. */
function found(files: { [file: string]: string }, folder = '.', context = 'backend'): InstallInputs {
  const root = emptyFolder();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, context, file)), { recursive: true });
    writeFileSync(path.join(root, context, file), text);
  }
  const inputs = new InstallInputs('backend', new SourceTree(root, context));
  findRequirements(inputs, folder, path.posix.join(folder, 'requirements.txt'));
  return inputs;
}

describe('a requirements file', () => {
  test.each([
    '-r base.txt', '-rbase.txt', '-r=base.txt', '--requirement base.txt', '--requirement=base.txt', '-c base.txt', '--constraint base.txt',
    '-r ./base.txt  # all of them', '-r \\\n  base.txt', '\uFEFF-r base.txt\r\n', '-r "base.txt"',
  ])('that says %j has another one copied', (line) => {
    const inputs = found({ 'requirements.txt': `fastapi==0.115.0\n${line}\n`, 'base.txt': 'celery\n' });
    expect([inputs.paths, inputs.problems]).toEqual([['base.txt'], []]);
  });

  test('is followed to the end, each file sought from the one that names it, in a circle too', () => {
    const inputs = found({
      'requirements.txt': '-r requirements/production.txt\n',
      'requirements/production.txt': '-r base.txt\n-c ../constraints.txt\n',
      'requirements/base.txt': '-r production.txt\ncelery\n',
      'constraints.txt': 'celery<6\n',
    });
    expect([inputs.paths, inputs.problems]).toEqual([['constraints.txt', 'requirements/base.txt', 'requirements/production.txt'], []]);
  });

  test.each([
    ['-e ./libs/shared', 'libs/shared'], ['--editable=libs/shared', 'libs/shared'], ['./libs/shared', 'libs/shared'],
    ['-e ./libs/shared[redis]', 'libs/shared'], ['./libs/shared[redis] ; python_version > "3.8"', 'libs/shared'],
    ['shared @ file:libs/shared', 'libs/shared'], ['libs/shared', 'libs/shared'], ['-e file:libs/shared#egg=shared', 'libs/shared'],
    ['wheels/pdf-1.0-py3-none-any.whl', 'wheels/pdf-1.0-py3-none-any.whl'], ['pdf-1.0.tar.gz --no-deps', 'pdf-1.0.tar.gz'],
    ['--find-links ./wheels', 'wheels'], ['-e .', '.'], ['.[production]', '.'],
  ])('that says %j has it copied whole', (line, name) => {
    const inputs = found({
      'requirements.txt': `${line}\n`, 'libs/shared/pyproject.toml': '', 'wheels/pdf-1.0-py3-none-any.whl': '', 'pdf-1.0.tar.gz': '',
    });
    expect([inputs.paths, inputs.problems]).toEqual([[name], []]);
  });

  test('below another one names local projects from the folder in which pip runs', () => {
    const inputs = found({
      'requirements.txt': '-r requirements/base.txt\n', 'requirements/base.txt': './libs/shared\n', 'libs/shared/pyproject.toml': '',
    });
    expect([inputs.paths, inputs.problems]).toEqual([['libs/shared', 'requirements/base.txt'], []]);
  });

  test.each([
    'fastapi[standard]>=0.115', 'celery ~= 5.4 ; python_version < "3.14"', '--index-url https://pypi.example.com/simple/', '-i https://x/simple',
    'git+https://github.com/acme/tool.git@v1#egg=tool', '-e git+ssh://git@example.com/acme/tool.git', 'tool @ https://example.com/tool-1.0.whl',
    'https://example.com/tool-1.0-py3-none-any.whl', '-r https://example.com/requirements.txt', '--extra-index-url https://u:${TOKEN}@x/simple',
    '-r ${EXTRA}.txt', '--no-binary :all:', '--hash=sha256:0123', '# -r base.txt', '--find-links https://example.com/wheels', 'tool @ file:///opt/tool',
    'torch==2.9.0 --hash=sha256:00/11', '--pre', '--trusted-host pypi.example.com',
  ])('that says %j names nothing of the folder', (line) => {
    const inputs = found({ 'requirements.txt': `${line}\n` });
    expect([inputs.paths, inputs.problems]).toEqual([[], []]);
  });

  test('that names what is not there is a problem, with both names', () => {
    expect(found({ 'requirements.txt': '-r requirements/base.txt\n' }).problems).toEqual([
      '"backend/requirements.txt", from which service "backend" installs its packages, names "requirements/base.txt", and there is no '
      + '"backend/requirements/base.txt": write it, or take the name away',
    ]);
  });

  test('that names what the build does not see is a problem, with the way out', () => {
    expect(found({ 'requirements.txt': '-e ../shared\n' }).problems).toEqual([
      '"backend/requirements.txt", from which service "backend" installs its packages, names "../shared", which is outside of "backend", the '
      + 'folder that its image is built from: pass context with a folder that has both (such as context: \'.\'), or put a copy into the folder',
    ]);
  });

  test('of a wider build may name what is beside its folder', () => {
    const inputs = found({ 'api/requirements.txt': '-e ../shared\n-r ../base.txt\n', 'shared/setup.py': '', 'base.txt': '' }, 'api', '.');
    expect([inputs.paths, inputs.problems]).toEqual([['base.txt', 'shared'], []]);
  });

  test('that names a file with a name that no Dockerfile takes is a problem', () => {
    expect(found({ 'requirements.txt': '-r "my base.txt"\n', 'my base.txt': '' }).problems[0]).toContain('"my base.txt", which cannot stand in a Dockerfile');
  });
});

describe('what an ignore file hides', () => {
  test('is taken back where it is installed from', () => {
    const inputs = found({ 'requirements.txt': 'dist/pdf-1.0-py3-none-any.whl\n./libs/x\n', 'dist/pdf-1.0-py3-none-any.whl': '', 'libs/x/setup.py': '' });
    expect(inputs.takenBack(['dist/', '**/*.so', '.env'])).toEqual(['!dist/pdf-1.0-py3-none-any.whl']);
  });
});
