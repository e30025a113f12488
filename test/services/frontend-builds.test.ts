import {
  AngularNginxFrontend, BackendService, PackageManager, SpaNginxFrontend, SpaNginxFrontendProps,
} from '../../src/services';
import { ContainerStack } from '../../src/stack';
import { stage } from '../fixtures/dockerfile';
import { emptyProject, refused, synthesized } from '../fixtures/stack';

type Files = { [file: string]: string };

function stackWith(files: Files, props: SpaNginxFrontendProps = {}): ContainerStack {
  const stack = new ContainerStack(emptyProject(files), 'shop');
  new SpaNginxFrontend(stack, 'web', props);
  return stack;
}

const dockerfileOf = (files: Files, props?: SpaNginxFrontendProps) => synthesized(stackWith(files, props))['docker/web/Dockerfile'];
/** What happens until packages are installed, and after. */
const installOf = (dockerfile: string) => stage(dockerfile, 'dependencies').slice(1).map((line) => line.replace(/^RUN --mount.* (?=\w+ (ci|install))/, 'RUN '));

describe('what the installation reads', () => {
  const manifest = JSON.stringify({ dependencies: { ui: 'file:libs/ui' }, scripts: { postinstall: 'patch-package' } });
  const files = { 'web/package.json': manifest, 'web/package-lock.json': '{}', 'web/libs/ui/package.json': '{}', 'web/patches/x.patch': '' };

  test('is copied before it', () => {
    expect(installOf(dockerfileOf(files))).toEqual([
      'WORKDIR /app', 'COPY package.json package-lock.json .npmrc* ./', 'COPY libs/ui libs/ui', 'COPY patches patches', 'RUN npm ci --no-audit --no-fund',
    ]);
  });

  test('can be said where it is found nowhere', () => {
    expect(installOf(dockerfileOf({ ...files, 'web/tools/x.mjs': '' }, { installInputs: ['tools'] }))).toContain('COPY tools tools');
  });

  test('and is not there is said before anything is written', () => {
    expect(refused(stackWith({ 'web/package.json': manifest, 'web/package-lock.json': '{}' }))).toContain('names "libs/ui", and there is no "web/libs/ui"');
  });

  test('Yarn is the one of the image, whatever the repository has', () => {
    expect(installOf(dockerfileOf({}, { packageManager: PackageManager.yarn() }))[1]).toBe('ENV YARN_IGNORE_PATH=1');
  });
});

describe('a build that sees more than the source folder', () => {
  const props = { path: 'apps/web', context: '.' };

  test('installs and builds in the source folder', () => {
    const text = dockerfileOf({}, props);
    expect(installOf(text)).toEqual([
      'WORKDIR /app', 'COPY apps/web/package.json apps/web/package-lock.json apps/web/.npmrc* apps/web/', 'WORKDIR /app/apps/web', 'RUN npm ci --no-audit --no-fund',
    ]);
    expect(stage(text, 'build').slice(1, 3)).toEqual(['COPY . /app', 'RUN npm run build']);
  });

  test('has an ignore file of its own, and mounts the wide folder in development', () => {
    const written = synthesized(stackWith({}, props));
    expect(written['docker/web/Dockerfile.dockerignore']).toContain('\n**/node_modules/\n');
    expect(written['docker-compose.yml']).toMatch(/- \.\/\.:\/app\n +- \/app\/apps\/web\/node_modules\n/);
  });
});

describe('a member of a workspace', () => {
  const files = {
    'package.json': '{ "workspaces": ["apps/*", "packages/*"] }',
    'package-lock.json': '{}',
    'apps/web/package.json': '{}',
    'packages/ui/package.json': '{}',
    'packages/core/package.json': '{ "scripts": { "prepare": "tsc" } }',
  };
  const props = { path: 'apps/web', workspace: '.' };

  test('is installed from the lock file above it, with all members, and built in its folder', () => {
    const text = dockerfileOf(files, props);
    expect(installOf(text)).toEqual([
      'WORKDIR /app', 'COPY package.json package-lock.json .npmrc* ./', 'COPY apps/web/package.json apps/web/',
      'COPY packages/ui/package.json packages/ui/', 'COPY packages/core packages/core', 'RUN npm ci --no-audit --no-fund', 'WORKDIR /app/apps/web',
    ]);
  });

  test('has the packages of the image in development, its own and those of all members', () => {
    const compose = synthesized(stackWith(files, props))['docker-compose.yml'];
    for (const folder of ['', '/apps/web', '/packages/ui', '/packages/core']) {
      expect(compose).toContain(`- /app${folder}/node_modules\n`);
    }
  });

  test('of pnpm too', () => {
    const text = dockerfileOf({
      'package.json': '{}', 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': 'packages: ["apps/*"]\n', 'apps/web/package.json': '{}',
    }, { ...props, packageManager: PackageManager.pnpm() });
    expect(installOf(text).slice(2)).toEqual([
      'COPY package.json pnpm-lock.yaml pnpm-workspace.yaml* .npmrc* ./', 'COPY apps/web/package.json apps/web/',
      expect.stringContaining('pnpm install --frozen-lockfile'), 'WORKDIR /app/apps/web',
    ]);
  });

  test('whose lock file is that of another package manager is refused', () => {
    expect(refused(stackWith({ ...files, 'yarn.lock': '', 'package-lock.json': '{}' }, { ...props, packageManager: PackageManager.pnpm() }))).toContain(
      'service "web" installs its packages from "pnpm-lock.yaml", which is not there',
    );
  });
});

describe('several services from one folder', () => {
  test('two applications of one Angular workspace', () => {
    const stack = new ContainerStack(emptyProject(), 'shop');
    new AngularNginxFrontend(stack, 'portal', { app: 'portal', path: 'frontend' });
    new AngularNginxFrontend(stack, 'office', { app: 'office', path: 'frontend', developmentPort: 4300, hostPort: 8081 });
    const written = synthesized(stack);
    expect(Object.keys(written)).toEqual(expect.arrayContaining(['frontend/.dockerignore', 'docker/office/Dockerfile.dockerignore']));
    expect(written['docker/office/Dockerfile']).toContain('--project=office');
  });

  test('a backend and a frontend at the root of the repository', () => {
    const stack = new ContainerStack(emptyProject(), 'shop');
    const backend = new BackendService(stack, 'backend', { app: 'app.main:app', path: '.' });
    new SpaNginxFrontend(stack, 'web', { path: '.', api: backend });
    const written = synthesized(stack);
    expect(written['.dockerignore']).toContain('\n**/node_modules/\n');
    expect(written['docker/web/Dockerfile.dockerignore']).toContain('\n**/.venv/\n');
  });
});

describe('what a build keeps for the next', () => {
  const buildOf = (stack: ContainerStack) => stage(synthesized(stack)['docker/web/Dockerfile'], 'build').find((line) => line.includes(' run build'));

  test('is the cache of Angular, apart for each service', () => {
    const stack = new ContainerStack(emptyProject(), 'shop');
    new AngularNginxFrontend(stack, 'web', { app: 'shop' });
    expect(buildOf(stack)).toMatch(/^RUN --mount=type=cache,id=shop-web-build,target=\/app\/\.angular\/cache +npm run build/);
  });

  test('is what is said, where the build runs', () => {
    const stack = stackWith({}, { path: 'apps/web', context: '.', buildCache: '.cache/build' });
    expect(buildOf(stack)).toContain('id=shop-web-build,target=/app/apps/web/.cache/build ');
  });

  test('is nothing by default, and with an empty text', () => {
    expect(buildOf(stackWith({}))).toMatch(/^RUN npm run build/);
    expect(buildOf(stackWith({}, { buildCache: '' }))).toMatch(/^RUN npm run build/);
  });

  test.each(['/tmp', '../cache', 'node_modules/.cache', 'src'])('cannot be %j', (buildCache) => {
    expect(() => stackWith({}, { buildCache })).toThrow(`the buildCache of service "web" is "${buildCache}"`);
  });
});
