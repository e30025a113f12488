import * as path from 'path';
import { BuildFolders } from './build-folders';
import { FILE_MODE } from './copied-files';
import { addWatchedStage } from './developed-sources';
import { HELPER_CONTEXT, HELPER_FOLDER, ImageHelper } from './heartbeat';
import { CopiedInputs, copyInputs, copyTo } from './install/copying';
import { TrustedCertificates, trust } from './install/trusted-certificates';
import { Dockerfile, DockerfileStage } from '../../image';
import { Stack } from '../../model';
import { PythonPackages } from '../python-packages';

// the tools that install or watch; exact versions, so that an image built tomorrow is the image built today
const UV = 'uv==0.13.9';
const POETRY = 'poetry==2.5.1';
const WATCHFILES = 'watchfiles==1.3.0';
const DEBUGPY = 'debugpy==1.8.22';

/** The folder of the virtual environment that restarts commands when sources change; kept apart from the application's. */
export const RELOAD_VENV = '/opt/reload';

/** The folder of the debugger; kept apart from the application's packages. */
export const DEBUGGER_FOLDER = '/opt/debugger';

/** What packages without a wheel are built with, and what the seed's own need besides. */
const COMPILERS = ['gcc', 'g++', 'libpq-dev'];

/** What one installation leaves for the next, of uv, pip and Poetry. */
const CACHE = '/root/.cache';

/** Parts of the standard library that no application imports, and packages, which are compiled when they are installed. */
const NOT_COMPILED = 'test|idlelib|tkinter|turtledemo|lib2to3|ensurepip|pydoc_data|site-packages|dist-packages';

/** Where beat keeps the times of its last runs. */
export const SCHEDULE_FOLDER = '/var/lib/celery';

/** What an application's container needs, where it is. */
export const OWN_FOLDERS = [
  '/app', '/opt/venv', RELOAD_VENV, DEBUGGER_FOLDER, HELPER_FOLDER, SCHEDULE_FOLDER, '/tmp', '/usr', '/etc', '/bin', '/lib', '/sbin',
];

export interface PythonDockerfileOptions {
  readonly stack: Stack;
  readonly base: string;
  /** Whether it is not the library's, so that it may have settings of pip. */
  readonly isOwnBase: boolean;
  readonly packages: PythonPackages;
  readonly folders: BuildFolders;
  /** Whether the lock file is at the top of the build's folder. */
  readonly isWorkspaceMember: boolean;
  /** The file that says what is installed, relative to the source folder or to that of the workspace. */
  readonly lockFile: string;
  /** What the installation reads besides, relative to the build's folder; known when the file is written. */
  readonly inputs: () => CopiedInputs;
  /** The same for what development has besides. */
  readonly developmentInputs: () => CopiedInputs;
  /** The file of pip with what is installed for development besides, relative to the source folder. */
  readonly developmentFile?: string;
  /** The groups of packages that are installed for development besides. */
  readonly developmentGroups: string[];
  /** Variables that the installation reads. */
  readonly buildSecrets: string[];
  readonly trusted: TrustedCertificates;
  /** Folders in which Python looks for modules, relative to the source folder. */
  readonly modulePaths: string[];
  /** Packages that are there before anything is installed; by default those of {@link COMPILERS}, when an installation fails without. */
  readonly buildPackages?: string[];
  readonly runtimePackages: string[];
  /** Folders that the application writes to, and that outlive its containers. */
  readonly writable: string[];
  /** Whether what runs in development is restarted by a program of the image; known when the file is written. */
  readonly restarts: () => boolean;
  /** More may come until the file is written. */
  readonly helpers: ImageHelper[];
  /** Whether anything that runs the image runs under a debugger in development; known when the file is written. */
  readonly isDebugged: () => boolean;
}

/**
 * The image of a Python application: `base`, `builder`, `development`, and last `runtime`. What it runs
 * is said by the service whose image it is.
 */
export function pythonDockerfile(options: PythonDockerfileOptions): Dockerfile {
  const dockerfile = new Dockerfile();
  const { helpers } = options;
  const writable = () => [...options.writable, ...helpers.length > 0 ? [SCHEDULE_FOLDER] : []].join(' ');

  const base = dockerfile.addStage('base', { base: options.base, comment: ['What the application needs to run, in development too.'] });
  trust(base, options.trusted, ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'PIP_CERT']);
  if (options.runtimePackages.length > 0) {
    base.run(...aptInstall(options.runtimePackages));
  }
  base.comment('The image has no bytecode of the standard library, and containers cannot write any: each start would compile it again.');
  base.run(`python -m compileall -q -j 0 -x '/(${NOT_COMPILED})/' "$(python -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')"`);

  const builder = dockerfile.addStage('builder', {
    base: 'base',
    comment: ['Installs the Python packages into a virtual environment of their own. It changes only when they do.'],
  });
  builder.env({ PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_ROOT_USER_ACTION: 'ignore' });
  const { buildPackages = [] } = options;
  if (buildPackages.length > 0) {
    builder.run(...aptInstall(buildPackages));
  }
  installTool(builder, options);
  builder.run('python -m venv --without-pip /opt/venv');
  builder.env({ VIRTUAL_ENV: '/opt/venv', PIP_PYTHON: '/opt/venv/bin/python', PATH: '/opt/venv/bin:$PATH' });
  builder.workdir('/app');
  install(builder, options);

  builder._later((end) => {
    for (const helper of helpers) {
      end.copyFrom(HELPER_CONTEXT, `${helper}.py`, `${HELPER_FOLDER}/`, { mode: FILE_MODE });
    }
    const found = [...helpers.length > 0 ? [HELPER_FOLDER] : [], ...moduleFolders(options)];
    if (found.length > 0) {
      // unlike PYTHONPATH, nobody else sets it
      const print = found.length === 1 ? `echo ${found[0]}` : `printf '%s\\n' ${found.join(' ')}`;
      end.run(`${print} > "$(python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/container.pth"`);
    }
  });

  const development = dockerfile.addStage('development', {
    base: 'builder',
    comment: ['For development: sources are mounted at /app, and whoever started the containers may write.'],
  });
  development.env({ PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1', HOME: '/tmp' });
  installForDevelopment(development, options);
  development._later((part) => {
    if (options.isDebugged()) {
      part.runCached(CACHE, `pip install --target ${DEBUGGER_FOLDER} ${DEBUGPY}`);
      // else each process warns that the modules that are frozen into Python have no lines to stop at
      part.env({ PYDEVD_DISABLE_FILE_VALIDATION: '1' });
    }
    if (options.restarts()) {
      part.runCached(CACHE, ...ownVenv(RELOAD_VENV, WATCHFILES));
    }
    part.run(`install --directory --mode=1777 ${writable()}`);
  });

  addWatchedStage(dockerfile, options.stack);

  const runtime = dockerfile.addStage('runtime', {
    base: 'base',
    comment: ['For production: no compilers, an unprivileged user, and code that the application cannot change.'],
  });
  runtime._later((part) => part.run(
    'groupadd --gid 1000 appuser',
    'useradd --uid 1000 --gid 1000 --create-home --shell /usr/sbin/nologin appuser',
    `install --directory --owner=appuser --group=appuser ${writable()}`,
  ));
  runtime.env({ PATH: '/opt/venv/bin:$PATH', PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1' });
  runtime.copyFrom('builder', '/opt/venv', '/opt/venv');
  runtime._later((part) => {
    if (helpers.length > 0) {
      part.copyFrom('builder', HELPER_FOLDER, HELPER_FOLDER);
    }
  });
  runtime.workdir('/app').copy(['.'], '.');
  if (options.folders.inside !== '.') {
    runtime.workdir(options.folders.workdir);
  }
  runtime.comment('As above, for what is not installed as a package. A file that is no Python of this version stays as it is.');
  runtime.run('python -m compileall -qq . || true');
  runtime.user('1000:1000');
  return dockerfile;
}

/** The folders in which Python looks for modules, in the image. */
export function moduleFolders({ modulePaths, folders }: Pick<PythonDockerfileOptions, 'modulePaths' | 'folders'>): string[] {
  return modulePaths.map((folder) => path.posix.join(folders.workdir, folder));
}

/** Installs the packages: the files that say which are copied first, so that nothing else installs them again. */
function install(builder: DockerfileStage, options: PythonDockerfileOptions): void {
  const { folders: { inside, workdir }, isWorkspaceMember, packages, lockFile, inputs, buildSecrets: secrets } = options;
  if (packages === PythonPackages.REQUIREMENTS) {
    copyTo(builder, [path.posix.join(inside, lockFile)]);
  } else if (isWorkspaceMember) {
    copyTo(builder, ['pyproject.toml', lockFile]);
    copyTo(builder, inside === '.' ? [] : [`${inside}/pyproject.toml`]);
  } else {
    copyTo(builder, ['pyproject.toml', lockFile].map((name) => path.posix.join(inside, name)));
  }
  builder._later((part) => copyInputs(part, inputs()));
  if (inside !== '.') {
    builder.workdir(workdir);
  }
  if (packages === PythonPackages.UV) {
    builder.env({ UV_PROJECT_ENVIRONMENT: '/opt/venv' });
  }
  builder.runWith({ cache: CACHE, secrets }, withCompilers(installation(options), options));
}

/** What installs the packages of the lock file: as fast as it can, and what to do where that does not work. */
function installation(options: PythonDockerfileOptions): Installation {
  switch (options.packages) {
    case PythonPackages.REQUIREMENTS:
      return ofRequirements(options.lockFile, options);
    case PythonPackages.UV:
      return { first: uvSync('--no-dev') };
    case PythonPackages.POETRY:
      return { first: poetryInstall('main') };
  }
}

interface Installation {
  readonly first: string;
  /** What does the same in another way, if the first fails. */
  readonly otherwise?: string;
}

/** uv installs what pip does, several times as fast, and pip whatever uv does not read. What is said to pip alone, pip has to do. */
function ofRequirements(file: string, options: PythonDockerfileOptions): Installation {
  const otherwise = `pip install --requirement ${file}`;
  return usesPip(options) ? { first: otherwise } : { first: `/opt/uv/bin/uv pip install --requirement ${file}`, otherwise };
}

function usesPip({ buildSecrets, isOwnBase }: PythonDockerfileOptions): boolean {
  return isOwnBase || buildSecrets.length > 0;
}

/** An installation that gets compilers if it needs them, unless what it gets has been said. */
function withCompilers({ first, otherwise = first }: Installation, { buildPackages }: PythonDockerfileOptions): string {
  if (buildPackages === undefined) {
    const again = [...aptInstall(COMPILERS), otherwise].join(' \\\n && ');
    return `${first} \\\n || { echo 'Once more, with compilers:' \\\n && ${again}; }`;
  }
  return otherwise === first ? first : `${first} \\\n || ${otherwise}`;
}

/** The program that installs, where it is not pip. */
function installTool(builder: DockerfileStage, options: PythonDockerfileOptions): void {
  // it comes by pip, which may have to be told another index than the public one
  const mounts = { cache: CACHE, secrets: options.buildSecrets.filter((name) => name.startsWith('PIP_')) };
  if (options.packages === PythonPackages.POETRY) {
    builder.runWith(mounts, ...ownVenv('/opt/poetry', POETRY));
  } else if (options.packages === PythonPackages.UV || !usesPip(options)) {
    builder.runWith(mounts, ...ownVenv('/opt/uv', UV));
    builder.env({ UV_LINK_MODE: 'copy', UV_PYTHON_DOWNLOADS: 'never', UV_COMPILE_BYTECODE: '1' });
  }
}

/** A program in a virtual environment of its own. */
function ownVenv(folder: string, requirement: string): string[] {
  return [`python -m venv --without-pip ${folder}`, `pip --python ${folder}/bin/python install ${requirement}`];
}

/** Installs what development has besides, into the same virtual environment. */
function installForDevelopment(stage: DockerfileStage, options: PythonDockerfileOptions): void {
  const { folders: { inside, workdir }, packages, developmentFile, developmentGroups, developmentInputs, buildSecrets: secrets } = options;
  if (developmentFile !== undefined) {
    if (inside !== '.') {
      stage.workdir('/app');
    }
    copyTo(stage, [path.posix.join(inside, developmentFile)]);
    stage._later((part) => copyInputs(part, developmentInputs()));
    if (inside !== '.') {
      stage.workdir(workdir);
    }
    stage.runWith({ cache: CACHE, secrets }, withCompilers(ofRequirements(developmentFile, options), options));
  } else if (developmentGroups.length > 0) {
    const first = packages === PythonPackages.UV
      ? uvSync(['--no-default-groups', ...developmentGroups.map((group) => `--group ${group}`)].join(' '))
      : poetryInstall('main', ...developmentGroups);
    stage.runWith({ cache: CACHE, secrets }, withCompilers({ first }, options));
  }
}

function uvSync(groups: string): string {
  return `/opt/uv/bin/uv sync --locked ${groups} --no-install-project`;
}

function poetryInstall(...groups: string[]): string {
  return `/opt/poetry/bin/poetry install --only ${groups.join(',')} --no-root --no-interaction --compile`;
}

function aptInstall(packages: string[]): string[] {
  return ['apt-get update', `apt-get install --yes --no-install-recommends ${packages.join(' ')}`, 'rm -rf /var/lib/apt/lists/*'];
}
