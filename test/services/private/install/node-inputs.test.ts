import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { InstallInputs } from '../../../../src/services/private/install/install-inputs';
import { findNodeInputs } from '../../../../src/services/private/install/node-inputs';
import { SourceTree } from '../../../../src/services/private/install/source-tree';
import { emptyFolder } from '../../../fixtures/stack';

/** What is found from a `package.json`, in a folder that has these files too. */
function found(manifest: object, ...files: Array<string | [string, string | object]>): InstallInputs {
  const root = emptyFolder();
  const write = (file: string, content: string | object) => {
    mkdirSync(path.dirname(path.join(root, 'web', file)), { recursive: true });
    writeFileSync(path.join(root, 'web', file), typeof content === 'string' ? content : JSON.stringify(content));
  };
  write('package.json', manifest);
  files.forEach((file) => typeof file === 'string' ? write(file, '{}') : write(...file));
  const inputs = new InstallInputs('web', new SourceTree(root, 'web'));
  findNodeInputs(inputs, '.');
  return inputs;
}

describe('a package.json', () => {
  test.each([
    ['file:libs/ui', 'libs/ui'], ['file:./libs/ui', 'libs/ui'], ['link:libs/ui', 'libs/ui'], ['portal:./libs/ui', 'libs/ui'], ['./libs/ui', 'libs/ui'],
    ['file:vendor/ui-1.0.0.tgz', 'vendor/ui-1.0.0.tgz'], ['patch:left-pad@npm%3A1.3.0#~/.yarn/patches/left-pad.patch', '.yarn/patches/left-pad.patch'],
    ['patch:left-pad@npm:1.3.0#./.yarn/patches/left-pad.patch::version=1.3.0', '.yarn/patches/left-pad.patch'],
  ])('that has %j has it copied', (value, name) => {
    const files = ['libs/ui/package.json', 'vendor/ui-1.0.0.tgz', '.yarn/patches/left-pad.patch'];
    const lists = [{ dependencies: { ui: value } }, { devDependencies: { ui: value } }, { resolutions: { ui: value } }];
    for (const manifest of [...lists, { overrides: { a: { ui: value } } }]) {
      const inputs = found(manifest, ...files);
      expect([inputs.paths, inputs.problems]).toEqual([[name], []]);
    }
  });

  test('is followed into local projects', () => {
    const inputs = found({ dependencies: { ui: 'file:libs/ui' } }, ['libs/ui/package.json', { dependencies: { core: 'file:../core' } }], 'libs/core/package.json');
    expect([inputs.paths, inputs.problems]).toEqual([['libs/core', 'libs/ui'], []]);
  });

  test.each([
    '^1.0.0', 'npm:other@^1', 'workspace:*', 'git+https://github.com/acme/ui.git', 'https://example.com/ui.tgz', 'acme/ui#v1', 'catalog:', 'file:/opt/ui',
    'patch:typescript@npm%3A5.0.0#~builtin<compat/typescript>', '>=1 <2', '$react',
  ])('that has %j names nothing of the folder', (value) => {
    const inputs = found({ dependencies: { ui: value } });
    expect([inputs.paths, inputs.problems]).toEqual([[], []]);
  });

  test('that names what is not there, or not in the build, is a problem', () => {
    expect(found({ dependencies: { ui: 'file:libs/ui' } }).problems).toEqual([
      '"web/package.json", from which service "web" installs its packages, names "libs/ui", and there is no "web/libs/ui": write it, or take the name away',
    ]);
    expect(found({ dependencies: { ui: 'file:../ui' } }).problems[0]).toContain('"../ui", which is outside of "web"');
  });

  test.each([
    [{ patchedDependencies: { 'left-pad@1.3.0': 'patches/left-pad.patch' } }],
    [{ pnpm: { patchedDependencies: { 'left-pad@1.3.0': 'patches/left-pad.patch' } } }],
  ])('%j has its patches copied', (manifest) => {
    expect(found(manifest, 'patches/left-pad.patch').paths).toEqual(['patches/left-pad.patch']);
  });
});

describe('scripts of the installation', () => {
  test.each([
    [{ postinstall: 'patch-package' }, ['patches']], [{ preinstall: 'node check.mjs' }, ['check.mjs']], [{ prepare: 'node ./scripts/prepare.js --quiet' }, ['scripts']],
    [{ postinstall: 'npm run generate && echo done', generate: 'prisma generate' }, ['prisma']], [{ build: 'node check.mjs' }, []], [{ postinstall: 'echo .' }, []],
    [{ postinstall: 'node -e "1"; node /check.mjs' }, []],
  ])('%j have their files copied', (scripts, paths) => {
    const inputs = found({ scripts }, 'patches/a.patch', 'check.mjs', 'scripts/prepare.js', 'scripts/other.js', 'prisma/schema.prisma');
    expect([inputs.paths, inputs.problems]).toEqual([paths, []]);
  });
});

describe('a workspace', () => {
  const members: Array<[string, object]> = [
    ['packages/ui/package.json', {}], ['packages/ui/node_modules/x/package.json', {}], ['packages/core/package.json', { scripts: { prepare: 'tsc' } }],
    ['apps/shop/web/package.json', {}], ['other/package.json', {}],
  ];

  test.each([
    ['npm', { workspaces: ['packages/*', './apps/**', '!apps/none'] }], ['Yarn', { workspaces: { packages: ['packages/*', 'apps/**'] } }],
  ])('of %s has the files of its members copied, and the sources of those that build while they are installed', (_, manifest) => {
    const inputs = found(manifest, ...members);
    expect([inputs.paths, inputs.problems]).toEqual([['apps/shop/web/package.json', 'packages/core', 'packages/ui/package.json'], []]);
  });

  test('of pnpm too, with its patches', () => {
    const yaml = 'packages:\n  - "packages/*"\n  - "!packages/core"\npatchedDependencies:\n  left-pad@1.3.0: patches/left-pad.patch\n';
    const inputs = found({}, ...members, ['pnpm-workspace.yaml', yaml], 'patches/left-pad.patch');
    expect([inputs.paths, inputs.problems]).toEqual([['packages/ui/package.json', 'patches/left-pad.patch'], []]);
  });
});

describe('the configuration of a package manager', () => {
  test.each([
    ['.npmrc', 'registry=https://npm.example.com/\ncafile=certificates/ca.pem\n', 'certificates/ca.pem'],
    ['.yarnrc.yml', 'nodeLinker: node-modules\nhttpsCaFilePath: ./certificates/ca.pem\n', 'certificates/ca.pem'],
    ['.yarnrc.yml', 'yarnPath: .yarn/releases/yarn-4.5.0.cjs\nplugins:\n  - checksum: 00\n    path: .yarn/plugins/x.cjs\n', '.yarn/plugins/x.cjs'],
    ['.yarnrc', 'yarn-offline-mirror "./offline"\nyarn-path ".yarn/releases/yarn-1.22.cjs"\n', 'offline'],
    ['bunfig.toml', '[install]\ncafile = "certificates/ca.pem"\n', 'certificates/ca.pem'],
    ['.pnpmfile.cjs', 'module.exports = {}', '.pnpmfile.cjs'],
  ])('%s has what it names copied', (name, text, expected) => {
    const inputs = found({}, [name, text], 'certificates/ca.pem', '.yarn/plugins/x.cjs', 'offline/x.tgz');
    expect([inputs.paths, inputs.problems]).toEqual([[expected], []]);
  });

  test('may name what is elsewhere', () => {
    const inputs = found({}, ['.npmrc', 'cafile=/etc/ssl/ca.pem\n//npm.example.com/:_authToken=${NPM_TOKEN}\ncafile=${HOME}/ca.pem\n']);
    expect([inputs.paths, inputs.problems]).toEqual([[], []]);
  });
});

test('what is no JSON is for the package manager to say', () => {
  expect(found({}, ['package.json', '{']).problems).toEqual([]);
});
