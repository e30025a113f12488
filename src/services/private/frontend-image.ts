import * as path from 'path';
import { healthCheckOfImage } from './checks';
import { FILE_MODE } from './copied-files';
import { copyInputs, copyTo } from './install/copying';
import { NodeInstall } from './install/node-install';
import { trust } from './install/trusted-certificates';
import { Dockerfile, DockerfileStage } from '../../image';
import { HealthCheck } from '../../model';

/** Where hashed files of earlier releases are, inside the container: a volume. */
export const RELEASES_FOLDER = '/var/lib/frontend-releases';
/** Where the built files are, inside the container: a folder that no base image has files in. */
export const WEB_ROOT = '/usr/share/frontend/html';
/** The list of the hashed files of this release. */
export const HASHED_FILES = '/usr/share/frontend/hashed-files';
/** What before-start.sh has to know. */
const FACTS = '/usr/share/frontend/before-start.facts';

export interface FrontendDockerfileOptions extends NodeInstall {
  readonly buildImage: string;
  readonly baseImage: string;
  readonly buildEnvironment: { [name: string]: string };
  /** Variables that the installation reads. */
  readonly buildSecrets: string[];
  readonly buildCommand: string[];
  readonly outputPath: string;
  /** With a slash at both ends. */
  readonly basePath: string;
  /** The arguments of after-build.mjs, behind the folders. */
  readonly afterBuild: string[];
  readonly keepsReleases: boolean;
  readonly developmentPort: number;
  readonly developmentCommand: string[];
  readonly health: HealthCheck;
}

/** The image of a single-page application: `dependencies`, `development`, `build`, and last `runtime`. */
export function frontendDockerfile(options: FrontendDockerfileOptions): Dockerfile {
  const dockerfile = new Dockerfile();

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

  const root = `/opt/frontend/html${options.basePath.replace(/\/$/, '')}`;
  const folders = [
    ...options.keepsReleases ? ['/opt/frontend/releases'] : [],
    ...options.basePath === '/' ? [] : [root.slice(0, root.lastIndexOf('/'))],
  ];
  dockerfile.addStage('build', {
    base: 'dependencies',
    comment: ['Builds the application.'],
  })
    .copy(['.'], options.folders.inside === '.' ? '.' : '/app')
    .run(options.buildCommand.join(' '))
    .comment('Compresses the files once, so that nginx need not do it for each request, and says what it has to know of them.')
    .copyFrom('nginx-config', 'after-build.mjs', '/opt/frontend/', { mode: FILE_MODE })
    .run(
      `node /opt/frontend/after-build.mjs ${options.outputPath} /opt/frontend ${options.afterBuild.join(' ')}`,
      ...folders.length > 0 ? [`mkdir -p ${folders.join(' ')}`] : [],
      `mv ${options.outputPath} ${root}`,
    );

  const runtime = dockerfile.addStage('runtime', {
    base: options.baseImage,
    comment: ['For production: nginx as an unprivileged user, with the built files and nothing else.'],
  })
    // what the image's entrypoint says is no access log: it would not be JSON among JSON
    .env({ NGINX_ENTRYPOINT_QUIET_LOGS: '1' });
  if (options.keepsReleases) {
    runtime.copyFrom('build', '/opt/frontend/releases', RELEASES_FOLDER, { owner: '101:101' });
  }
  runtime
    .copyFrom('nginx-config', 'before-start.sh', '/docker-entrypoint.d/', { mode: '0755' })
    .copyFrom('nginx-config', 'before-start.facts', FACTS, { mode: FILE_MODE })
    .copyFrom('nginx-config', 'nginx.conf', '/etc/nginx/conf.d/default.conf', { mode: FILE_MODE })
    .copyFrom('build', '/opt/frontend/inline-sources.conf', '/etc/nginx/conf.d/inline-sources.conf');
  if (options.keepsReleases) {
    runtime.copyFrom('build', '/opt/frontend/hashed-files', HASHED_FILES);
  }
  runtime
    .copyFrom('build', '/opt/frontend/html', WEB_ROOT)
    .stopSignal('SIGQUIT')
    .expose(8080)
    .healthCheck(healthCheckOfImage(options.health));
  return dockerfile;
}

/** What each package manager reads in any case, and what installs; a name with an asterisk behind it is copied if it is there. */
const INSTALLATIONS = {
  npm: {
    files: ['package.json', 'package-lock.json', '.npmrc*'],
    cache: '/root/.npm',
    command: 'npm ci --no-audit --no-fund',
  },
  pnpm: {
    files: ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml*', '.npmrc*'],
    cache: '/root/.pnpm-store',
    command: 'pnpm install --frozen-lockfile --store-dir=/root/.pnpm-store',
  },
  bun: {
    files: ['package.json', 'bun.lock', 'bunfig.toml*', '.npmrc*'],
    cache: '/root/.bun/install/cache',
    command: 'bun install --frozen-lockfile',
  },
  yarn: {
    files: ['package.json', 'yarn.lock', '.yarnrc*', '.npmrc*'],
    cache: '/root/.yarn-cache',
    command: 'yarn install --frozen-lockfile --cache-folder=/root/.yarn-cache',
  },
  modernYarn: {
    files: ['package.json', 'yarn.lock', '.yarnrc.yml*'],
    cache: '/root/.yarn/berry',
    command: 'yarn install --immutable',
  },
};

function install(stage: DockerfileStage, options: FrontendDockerfileOptions): void {
  const { packageManager, buildSecrets, installFolder, folders: { workdir } } = options;
  const secrets = buildSecrets.length > 0 ? buildSecrets : undefined;
  const { name, version, _isModernYarn: isModernYarn } = packageManager;
  const { files, cache, command } = INSTALLATIONS[isModernYarn ? 'modernYarn' : name as keyof typeof INSTALLATIONS];
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
