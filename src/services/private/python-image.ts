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

/** Where beat keeps the times of its last runs. */
export const SCHEDULE_FOLDER = '/var/lib/celery';

/** What an application's container needs, where it is. */
export const OWN_FOLDERS = [
  '/app', '/opt/venv', RELOAD_VENV, DEBUGGER_FOLDER, HELPER_FOLDER, SCHEDULE_FOLDER, '/tmp', '/usr', '/etc', '/bin', '/lib', '/sbin',
];

export interface PythonDockerfileOptions {
  readonly stack: Stack;
  readonly base: string;
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
  readonly buildPackages: string[];
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
 * The image of a Python application: `base` if there is anything that all have, `builder`, `development`, and last `runtime`. What it runs
 * is said by the service whose image it is.
 */
export function pythonDockerfile(options: PythonDockerfileOptions): Dockerfile {
  const dockerfile = new Dockerfile();
  const { helpers } = options;
  const writable = () => [...options.writable, ...helpers.length > 0 ? [SCHEDULE_FOLDER] : []].join(' ');

  const hasBase = options.runtimePackages.length > 0 || options.trusted.files.length > 0;
  if (hasBase) {
    const stage = dockerfile.addStage('base', { base: options.base, comment: ['What the application needs to run, in development too.'] });
    trust(stage, options.trusted, ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'PIP_CERT']);
    if (options.runtimePackages.length > 0) {
      stage.run(...aptInstall(options.runtimePackages));
    }
  }
  const base = hasBase ? 'base' : options.base;

  const builder = dockerfile.addStage('builder', {
    base,
    comment: ['Installs the Python packages into a virtual environment of their own. It changes only when they do.'],
  });
  builder.env({ PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_ROOT_USER_ACTION: 'ignore' });
  if (options.buildPackages.length > 0) {
    builder.run(...aptInstall(options.buildPackages));
  }
  builder.run('python -m venv /opt/venv');
  builder.env({ VIRTUAL_ENV: '/opt/venv', PATH: '/opt/venv/bin:$PATH' });
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
      const installs = `${DEBUGGER_FOLDER}/bin/pip install --target ${DEBUGGER_FOLDER} ${DEBUGPY}`;
      part.runCached('/root/.cache/pip', `python -m venv ${DEBUGGER_FOLDER}`, installs);
      // else each process warns that the modules that are frozen into Python have no lines to stop at
      part.env({ PYDEVD_DISABLE_FILE_VALIDATION: '1' });
    }
    if (options.restarts()) {
      part.runCached('/root/.cache/pip', `python -m venv ${RELOAD_VENV}`, `${RELOAD_VENV}/bin/pip install ${WATCHFILES}`);
    }
    part.run(`install --directory --mode=1777 ${writable()}`);
  });

  addWatchedStage(dockerfile, options.stack);

  const runtime = dockerfile.addStage('runtime', {
    base,
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
  runtime.user('1000:1000');
  return dockerfile;
}

/** The folders in which Python looks for modules, in the image. */
export function moduleFolders({ modulePaths, folders }: Pick<PythonDockerfileOptions, 'modulePaths' | 'folders'>): string[] {
  return modulePaths.map((folder) => path.posix.join(folders.workdir, folder));
}

/** Installs the packages: the files that say which are copied first, so that nothing else installs them again. */
function install(builder: DockerfileStage, options: PythonDockerfileOptions): void {
  const { folders: { inside, workdir }, isWorkspaceMember, packages, lockFile, inputs, buildSecrets } = options;
  const secrets = buildSecrets.length > 0 ? buildSecrets : undefined;
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
  switch (packages) {
    case PythonPackages.REQUIREMENTS:
      builder.runWith({ cache: '/root/.cache/pip', secrets }, `pip install --requirement ${lockFile}`);
      break;
    case PythonPackages.UV:
      builder
        .env({ UV_PROJECT_ENVIRONMENT: '/opt/venv', UV_LINK_MODE: 'copy', UV_PYTHON_DOWNLOADS: 'never' })
        .runWith(
          { cache: '/root/.cache', secrets },
          'python -m venv /opt/uv', `/opt/uv/bin/pip install ${UV}`, uvSync('--no-dev'),
        );
      break;
    case PythonPackages.POETRY:
      builder.runWith(
        { cache: '/root/.cache', secrets },
        'python -m venv /opt/poetry', `/opt/poetry/bin/pip install ${POETRY}`,
        poetryInstall('main'),
      );
      break;
  }
}

/** Installs what development has besides, into the same virtual environment. */
function installForDevelopment(stage: DockerfileStage, options: PythonDockerfileOptions): void {
  const { folders: { inside, workdir }, packages, developmentFile, developmentGroups, developmentInputs, buildSecrets } = options;
  const secrets = buildSecrets.length > 0 ? buildSecrets : undefined;
  if (developmentFile !== undefined) {
    if (inside !== '.') {
      stage.workdir('/app');
    }
    copyTo(stage, [path.posix.join(inside, developmentFile)]);
    stage._later((part) => copyInputs(part, developmentInputs()));
    if (inside !== '.') {
      stage.workdir(workdir);
    }
    stage.runWith({ cache: '/root/.cache/pip', secrets }, `pip install --requirement ${developmentFile}`);
  } else if (developmentGroups.length > 0) {
    stage.runWith({ cache: '/root/.cache', secrets }, packages === PythonPackages.UV
      ? uvSync(['--no-default-groups', ...developmentGroups.map((group) => `--group ${group}`)].join(' '))
      : poetryInstall('main', ...developmentGroups));
  }
}

function uvSync(groups: string): string {
  return `/opt/uv/bin/uv sync --locked ${groups} --no-install-project`;
}

function poetryInstall(...groups: string[]): string {
  return `/opt/poetry/bin/poetry install --only ${groups.join(',')} --no-root --no-interaction`;
}

function aptInstall(packages: string[]): string[] {
  return ['apt-get update', `apt-get install --yes --no-install-recommends ${packages.join(' ')}`, 'rm -rf /var/lib/apt/lists/*'];
}
