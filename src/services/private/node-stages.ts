import * as path from 'path';
import { requireOutputPath } from './checks';
import { addWatchedStage } from './developed-sources';
import { copyInputs, copyTo } from './install/copying';
import { NodeInstall } from './install/node-install';
import { trust } from './install/trusted-certificates';
import { Dockerfile, DockerfileStage } from '../../image';
import { Service, Stack } from '../../model';
import { PackageManager } from '../package-manager';

/**
 * The folder that is kept from build to build, by a name that no other service has.
 *
 * @param service whose build it is
 * @param folder relative to the source folder; empty: none
 * @throws if it cannot be a folder there
 */
export function buildCacheOf({ id, stack }: Service, folder: string): BuildCache | undefined {
  if (folder === '') {
    return undefined;
  }
  requireOutputPath(`the buildCache of service "${id}"`, folder);
  return { id: `${stack.name}-${id}-build`, folder };
}

/** A folder that is kept from build to build. */
export interface BuildCache {
  readonly id: string;
  /** Relative to the source folder. */
  readonly folder: string;
}

export interface InstallingStagesOptions extends NodeInstall {
  readonly stack: Stack;
  readonly buildImage: string;
  readonly buildEnvironment: { [name: string]: string };
  /** Variables that the installation reads. */
  readonly buildSecrets: string[];
  /** What a build keeps for the next. */
  readonly buildCache?: BuildCache;
  readonly developmentPort: number;
  readonly developmentCommand: string[];
}

/** What the images of all frontends begin with: `dependencies` and `development`. */
export function installingStages(dockerfile: Dockerfile, options: InstallingStagesOptions): void {
  const dependencies = dockerfile.addStage('dependencies', {
    base: options.buildImage,
    comment: ['Installs the packages of the lock file, those that build included. It changes only when they do.'],
  })
    .workdir('/app');
  trust(dependencies, options.trusted, ['NODE_EXTRA_CA_CERTS']);
  if (Object.keys(options.buildEnvironment).length > 0) {
    dependencies.env(options.buildEnvironment);
  }
  install(dependencies, options);

  dockerfile.addStage('development', {
    base: 'dependencies',
    comment: ['For development: sources are mounted at /app, and changes of them show at once.'],
  })
    .env({ HOME: '/tmp' })
    .expose(options.developmentPort)
    .cmd(options.developmentCommand);
  addWatchedStage(dockerfile, options.stack);
}

/** The stage `build`: the application's own build. */
export function buildStage(dockerfile: Dockerfile, options: InstallingStagesOptions, command: string[]): DockerfileStage {
  const { buildCache, folders: { inside, workdir } } = options;
  const stage = dockerfile.addStage('build', { base: 'dependencies', comment: ['Builds the application.'] })
    .copy(['.'], inside === '.' ? '.' : '/app');
  return buildCache === undefined ? stage.run(command.join(' '))
    : stage.runWith({ cache: path.posix.join(workdir, buildCache.folder), cacheId: buildCache.id }, command.join(' '));
}

/** The stage `packages`: what `dependencies` has, without the packages that build. */
export function packagesStage(dockerfile: Dockerfile, options: InstallingStagesOptions): void {
  const { cache, prune } = installationOf(options.packageManager);
  dockerfile.addStage('packages', { base: 'dependencies', comment: ['The packages that serve, and not those that build.'] })
    .runWith({ cache, secrets: options.buildSecrets }, prune);
}

/**
 * What each package manager reads in any case, what installs, and what leaves the packages that serve; a name with an asterisk behind it is
 * copied if it is there.
 */
const INSTALLATIONS = {
  npm: {
    files: ['package.json', 'package-lock.json', '.npmrc*'],
    cache: '/root/.npm',
    command: 'npm ci --no-audit --no-fund',
    prune: 'npm prune --omit=dev --no-audit --no-fund',
  },
  pnpm: {
    files: ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml*', '.npmrc*'],
    cache: '/root/.pnpm-store',
    command: 'pnpm install --frozen-lockfile --store-dir=/root/.pnpm-store',
    // what packages have built is in the store; the application's own scripts may need packages that only build
    prune: 'CI=true pnpm install --prod --frozen-lockfile --offline --ignore-scripts --store-dir=/root/.pnpm-store',
  },
  bun: {
    files: ['package.json', 'bun.lock', 'bunfig.toml*', '.npmrc*'],
    cache: '/root/.bun/install/cache',
    command: 'bun install --frozen-lockfile',
    prune: 'rm -rf node_modules && bun install --frozen-lockfile --production',
  },
  yarn: {
    files: ['package.json', 'yarn.lock', '.yarnrc*', '.npmrc*'],
    cache: '/root/.yarn-cache',
    command: 'yarn install --frozen-lockfile --cache-folder=/root/.yarn-cache',
    prune: 'yarn install --production --frozen-lockfile --cache-folder=/root/.yarn-cache',
  },
  modernYarn: {
    files: ['package.json', 'yarn.lock', '.yarnrc.yml*'],
    cache: '/root/.yarn/berry',
    command: 'yarn install --immutable',
    prune: 'yarn workspaces focus --all --production',
  },
};

function install(stage: DockerfileStage, options: InstallingStagesOptions): void {
  const { packageManager, buildSecrets: secrets, installFolder, folders: { workdir } } = options;
  const { name, version, _isModernYarn: isModernYarn } = packageManager;
  const { files, cache, command } = installationOf(packageManager);
  if (isModernYarn) {
    stage.env({ YARN_NODE_LINKER: 'node-modules', YARN_IGNORE_PATH: '1' });
  } else if (name === 'yarn') {
    stage.env({ YARN_IGNORE_PATH: '1' });
  }
  if (version !== undefined) {
    stage.run(`npm install --global --force ${isModernYarn ? '@yarnpkg/cli-dist' : name}@${version}`);
  }
  copyTo(stage, files.map((file) => path.posix.join(installFolder, file)));
  stage._later((part) => copyInputs(part, options.inputs().copied));
  if (installFolder !== '.') {
    stage.workdir(workdir);
  }
  stage.runWith({ cache, secrets }, command);
  if (installFolder === '.' && workdir !== '/app') {
    stage.workdir(workdir);
  }
}

function installationOf({ name, _isModernYarn: isModernYarn }: PackageManager) {
  return INSTALLATIONS[isModernYarn ? 'modernYarn' : name as keyof typeof INSTALLATIONS];
}
