import { PackageManager, SpaNginxFrontend, SpaNginxFrontendProps } from '../../src/services';
import { composeService } from '../fixtures/compose';
import { stage } from '../fixtures/dockerfile';
import { HOSTILE } from '../fixtures/hostile';
import { emptyStack, synthesized } from '../fixtures/stack';

/** What is said with each of them. */
function filesWith(packageManager: PackageManager | undefined, props: SpaNginxFrontendProps = {}) {
  const frontend = new SpaNginxFrontend(emptyStack(), 'frontend', { packageManager, ...props });
  const files = synthesized(frontend.stack);
  return { dockerfile: files['docker/frontend/Dockerfile'], ignored: files['frontend/.dockerignore'].split('\n') };
}

const installing = (packageManager?: PackageManager) => stage(filesWith(packageManager).dockerfile, 'dependencies').slice(2);
const building = (packageManager: PackageManager, props?: SpaNginxFrontendProps) => stage(filesWith(packageManager, props).dockerfile, 'build')[2];

describe('packages are installed as the lock file says', () => {
  test('by npm, if nothing else is said', () => {
    expect(installing()).toEqual([
      'COPY package.json package-lock.json .npmrc* ./', 'RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund',
    ]);
    expect(installing(PackageManager.npm())).toEqual(installing());
  });

  test('by pnpm 10, or the version that is chosen', () => {
    expect(installing(PackageManager.pnpm())).toEqual([
      'RUN npm install --global --force pnpm@10',
      'COPY package.json pnpm-lock.yaml pnpm-workspace.yaml* .npmrc* ./',
      'RUN --mount=type=cache,target=/root/.pnpm-store pnpm install --frozen-lockfile --store-dir=/root/.pnpm-store',
    ]);
    expect(installing(PackageManager.pnpm('9.15.0'))).toContain('RUN npm install --global --force pnpm@9.15.0');
  });

  test('by Bun, whose scripts run on Node.js', () => {
    expect(installing(PackageManager.bun('1.4.5'))).toEqual([
      'RUN npm install --global --force bun@1.4.5',
      'COPY package.json bun.lock bunfig.toml* .npmrc* ./',
      'RUN --mount=type=cache,target=/root/.bun/install/cache bun install --frozen-lockfile',
    ]);
    expect(building(PackageManager.bun(), { buildArguments: ['--base=/'] })).toBe('RUN bun run build --base=/');
  });

  test.each([undefined, '1', '1.22', '1.22.22'])('by Yarn 1: %s', (version) => {
    expect(installing(PackageManager.yarn(version))).toEqual([
      'ENV YARN_IGNORE_PATH=1',
      `RUN npm install --global --force yarn@${version ?? '1'}`,
      'COPY package.json yarn.lock .yarnrc* .npmrc* ./',
      'RUN --mount=type=cache,target=/root/.yarn-cache yarn install --frozen-lockfile --cache-folder=/root/.yarn-cache',
    ]);
  });

  test.each(['2', '3.8', '4', '4.12.0', '10', '11.0'])('by Yarn %s, which has another name and other options than Yarn 1', (version) => {
    const [, ...rest] = installing(PackageManager.yarn(version));
    expect(rest).toEqual([
      `RUN npm install --global --force @yarnpkg/cli-dist@${version}`,
      'COPY package.json yarn.lock .yarnrc.yml* ./',
      'RUN --mount=type=cache,target=/root/.yarn/berry yarn install --immutable',
    ]);
  });

  test('into node_modules by Yarn 4 too, and by the version that was chosen', () => {
    const [env] = installing(PackageManager.yarn('4'));
    expect(env).toContain('YARN_NODE_LINKER=node-modules');
    expect(env).toContain('YARN_IGNORE_PATH=1');
    expect(installing(PackageManager.yarn()).join('\n')).not.toContain('YARN_NODE_LINKER');
  });
});

describe('scripts are run', () => {
  const props = { buildScript: 'build:web', buildArguments: ['--mode', 'staging'] };

  test.each<[string, PackageManager, string]>([
    ['npm, which would take options for its own', PackageManager.npm(), 'npm run build:web -- --mode staging'],
    ['pnpm', PackageManager.pnpm(), 'pnpm run build:web --mode staging'],
    ['Yarn 1', PackageManager.yarn(), 'yarn run build:web --mode staging'],
    ['Yarn 4', PackageManager.yarn('4'), 'yarn run build:web --mode staging'],
  ])('by %s', (_, packageManager, command) => {
    expect(building(packageManager, props)).toBe(`RUN ${command}`);
  });

  test('without anything behind them if there are no arguments', () => {
    expect(building(PackageManager.npm())).toBe('RUN npm run build');
    expect(building(PackageManager.pnpm())).toBe('RUN pnpm run build');
  });

  test('in development too', () => {
    const frontend = new SpaNginxFrontend(emptyStack(), 'frontend', { packageManager: PackageManager.pnpm() });
    expect(composeService(frontend).command).toEqual(['pnpm', 'run', 'dev', '--host', '0.0.0.0', '--port', '5173']);
    expect(stage(filesWith(PackageManager.yarn('4')).dockerfile, 'development').at(-1)).toBe('CMD ["yarn", "run", "dev", "--host", "0.0.0.0", "--port", "5173"]');
  });
});

describe('what it leaves in the source folder does not reach the build', () => {
  test.each<[string, PackageManager, string[]]>([
    ['npm', PackageManager.npm(), ['node_modules/', 'npm-debug.log']],
    ['pnpm', PackageManager.pnpm(), ['node_modules/', '.pnpm-store/']],
    ['Yarn 1', PackageManager.yarn(), ['node_modules/', 'yarn-error.log']],
    ['Yarn 4', PackageManager.yarn('4'), ['node_modules/', '.yarn/cache/', '.yarn/unplugged/', '.pnp.*']],
  ])('with %s', (_, packageManager, patterns) => {
    expect(filesWith(packageManager).ignored).toEqual(expect.arrayContaining(patterns));
  });

  test('and nothing of others is named', () => {
    expect(filesWith(PackageManager.npm()).ignored.join('\n')).not.toMatch(/pnpm|\.yarn\//);
  });
});

test('it has its program\'s name, and the version that was chosen', () => {
  expect(PackageManager.npm()).toMatchObject({ name: 'npm', version: undefined });
  expect(PackageManager.pnpm()).toMatchObject({ name: 'pnpm', version: '10' });
  expect(PackageManager.yarn('4.12.0')).toMatchObject({ name: 'yarn', version: '4.12.0' });
});

test.each(['', 'latest', '^10', '10.x', '4 && reboot', ...Object.values(HOSTILE)])('version %j is refused', (version) => {
  const allowed = `is ${JSON.stringify(version)}, which cannot be used: allowed are version numbers such as "7", "3.11" or "7.0.14"`;
  expect(() => PackageManager.pnpm(version)).toThrow(`the version of pnpm ${allowed}`);
  expect(() => PackageManager.yarn(version)).toThrow(`the version of yarn ${allowed}`);
});
