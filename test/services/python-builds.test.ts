import { Project } from 'projen';
import { EnvValue } from '../../src/model';
import { BackendService, BackendServiceProps, CeleryWorker, PythonPackages, PythonServer } from '../../src/services';
import { ContainerStack } from '../../src/stack';
import { stage } from '../fixtures/dockerfile';
import { emptyProject, filesIn, refused, synthesized } from '../fixtures/stack';

type Files = { [file: string]: string };

function stackWith(files: Files, props: Partial<BackendServiceProps> = {}): ContainerStack {
  const stack = new ContainerStack(emptyProject(files), 'shop');
  new BackendService(stack, 'backend', { app: 'app.main:app', ...props });
  return stack;
}

const dockerfileOf = (files: Files, props?: Partial<BackendServiceProps>) => synthesized(stackWith(files, props))['docker/backend/Dockerfile'];
/** What is copied before packages are installed, and the step that installs them. */
const installOf = (dockerfile: string) => stage(dockerfile, 'builder').filter((line) => /^(COPY (?!--from)|WORKDIR|RUN .*(pip|poetry) install (--requirement|--only)|RUN .*uv sync)/.test(line));

describe('files that a requirements file names', () => {
  const files = {
    'backend/requirements.txt': '-r requirements/base.txt\n-e ./libs/shared\n',
    'backend/requirements/base.txt': '-c constraints.txt\nfastapi\n',
    'backend/requirements/constraints.txt': 'fastapi<1\n',
    'backend/libs/shared/pyproject.toml': '',
  };

  test('are copied before the packages are installed', () => {
    expect(installOf(dockerfileOf(files))).toEqual([
      'WORKDIR /app',
      'COPY requirements.txt ./',
      'COPY requirements/base.txt requirements/constraints.txt requirements/',
      'COPY libs/shared libs/shared',
      expect.stringMatching(/^RUN .*uv pip install --requirement requirements.txt /),
    ]);
  });

  test('and are not there are said before anything is written', () => {
    expect(refused(stackWith({ 'backend/requirements.txt': '-r base.txt\n' }))).toContain('names "base.txt", and there is no "backend/base.txt"');
  });

  test('can be those of another one than requirements.txt', () => {
    const text = dockerfileOf({ 'backend/requirements/production.txt': '-r base.txt\n', 'backend/requirements/base.txt': 'fastapi\n' }, {
      requirementsFile: 'requirements/production.txt',
    });
    expect(installOf(text)).toEqual([
      'WORKDIR /app',
      'COPY requirements/production.txt requirements/',
      'COPY requirements/base.txt requirements/',
      expect.stringMatching(/^RUN .*uv pip install --requirement requirements\/production.txt /),
    ]);
    expect(refused(stackWith({ 'backend/requirements.txt': '' }, { requirementsFile: 'requirements/production.txt' }))).toContain(
      'the requirementsFile of service "backend" is "requirements/production.txt", and there is no "backend/requirements/production.txt": write it',
    );
  });

  test('that is read from an ignored folder are taken back, and no secret is', () => {
    const ignore = synthesized(stackWith({ 'backend/requirements.txt': 'dist/pdf-1.0-py3-none-any.whl\n', 'backend/dist/pdf-1.0-py3-none-any.whl': '' }))['backend/.dockerignore'];
    expect(ignore).toContain('\n# Needed by the installation of packages\n!dist/pdf-1.0-py3-none-any.whl\n');
  });

  test('what is found nowhere can be said', () => {
    const found = { 'backend/requirements.txt': '${EXTRA}\n', 'backend/tools/setup.sh': '' };
    expect(installOf(dockerfileOf(found, { installInputs: ['tools/setup.sh'] }))).toContain('COPY tools/setup.sh tools/');
    expect(refused(stackWith(found, { installInputs: ['tools/other.sh'] }))).toContain(
      'the installInputs of service "backend" name "tools/other.sh", and there is no "backend/tools/other.sh"',
    );
    expect(() => stackWith({}, { installInputs: ['../shared'] })).toThrow('which is outside of "backend", the folder that its image is built from: pass context');
    expect(() => stackWith({}, { installInputs: ['/etc/passwd'] })).toThrow('paths relative to the source folder');
  });

  test('an application that installs itself has all of its sources copied before', () => {
    expect(installOf(dockerfileOf({ 'backend/requirements.txt': '-e .\n' }))).toContain('COPY . .');
  });
});

describe('lock files', () => {
  test.each([
    ['uv.lock', 'pass packages: PythonPackages.UV'], ['poetry.lock', 'pass packages: PythonPackages.POETRY'],
  ])('%s is named where nobody reads it', (name, option) => {
    expect(refused(stackWith({ [`backend/${name}`]: '' }))).toContain(
      `service "backend" installs its packages from "backend/requirements.txt", which is not there, and there is "${name}" (${option})`,
    );
  });

  test('requirements.txt too', () => {
    expect(refused(stackWith({ 'backend/requirements.txt': '' }, { packages: PythonPackages.UV }))).toContain('"backend/uv.lock", which is not there');
  });

  test('name local projects, which are copied', () => {
    const lock = (name: string, source: string) => `[[package]]\nname = "${name}"\nversion = "1"\nsource = { ${source} }\n`;
    const files = {
      'backend/pyproject.toml': '',
      'backend/uv.lock': `${lock('shared', 'editable = "libs/shared"')}\n${lock('backend', 'virtual = "."')}dependencies = [\n    { name = "shared" },\n]\n`,
      'backend/libs/shared/pyproject.toml': '',
      'backend/uv.toml': '',
    };
    expect(installOf(dockerfileOf(files, { packages: PythonPackages.UV }))).toEqual([
      'WORKDIR /app', 'COPY pyproject.toml uv.lock ./', 'COPY uv.toml ./', 'COPY libs/shared libs/shared', expect.stringContaining('uv sync --locked'),
    ]);
  });

  test('what development has besides is copied and installed there, with what it names', () => {
    const files = { 'apps/backend/requirements-dev.txt': '-c dev/constraints.txt\npytest\n', 'apps/backend/dev/constraints.txt': '' };
    const dockerfile = dockerfileOf(files, { path: 'apps/backend', context: '.', developmentRequirementsFile: 'requirements-dev.txt' });
    expect(stage(dockerfile, 'development').slice(2, 7)).toEqual([
      'WORKDIR /app',
      'COPY apps/backend/requirements-dev.txt apps/backend/',
      'COPY apps/backend/dev/constraints.txt apps/backend/dev/',
      'WORKDIR /app/apps/backend',
      expect.stringMatching(/^RUN .*uv pip install --requirement requirements-dev.txt /),
    ]);
  });

  test('what development has besides and is not there is said', () => {
    expect(refused(stackWith({ 'backend/requirements.txt': '' }, { developmentRequirementsFile: 'dev.txt' }))).toContain(
      'the developmentRequirementsFile of service "backend" is "dev.txt", and there is no "backend/dev.txt": write it',
    );
  });

  test.each<[Partial<BackendServiceProps>, string]>([
    [{ packages: PythonPackages.UV, developmentRequirementsFile: 'dev.txt' }, 'the developmentRequirementsFile of service "backend" is "dev.txt", and its packages'],
    [{ developmentGroups: ['dev'] }, 'has developmentGroups, and its packages are installed by pip, which has no groups: pass developmentRequirementsFile'],
    [{ packages: PythonPackages.UV, developmentGroups: ['a b'] }, 'group "a b" in the developmentGroups of service "backend"'],
  ])('what cannot be installed for development is refused: %j', (props, message) => {
    expect(() => stackWith({}, props)).toThrow(message);
  });

  test('a requirementsFile beside another package manager would not be read', () => {
    expect(() => stackWith({}, { packages: PythonPackages.POETRY, requirementsFile: 'base.txt' })).toThrow('is "base.txt", and its packages are installed by "poetry"');
  });
});

describe('packages of the system', () => {
  test('that the runtime has, development has', () => {
    const text = dockerfileOf({}, { runtimePackages: ['libmagic1'] });
    expect(stage(text, 'base')).toContainEqual(expect.stringContaining('apt-get install --yes --no-install-recommends libmagic1'));
    expect([stage(text, 'builder')[0], stage(text, 'development')[0], stage(text, 'runtime')[0]]).toEqual([
      'FROM base AS builder', 'FROM builder AS development', 'FROM base AS runtime',
    ]);
    expect(text.split('libmagic1')).toHaveLength(2);
  });
});

describe('secrets of the installation', () => {
  test.each([
    [PythonPackages.REQUIREMENTS, 'pip install'], [PythonPackages.UV, '/opt/uv/bin/uv sync'], [PythonPackages.POETRY, '/opt/poetry/bin/poetry install'],
  ])('are variables while %s installs, and nowhere else', (packages, command) => {
    const text = dockerfileOf({}, { packages, buildSecrets: ['INDEX_TOKEN'] });
    const runs = stage(text, 'builder').filter((line) => line.includes('INDEX_TOKEN'));
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatch(new RegExp(
      '^RUN --mount=type=cache,target=\\S+ +--mount=type=secret,id=INDEX_TOKEN,required=true +'
      + `INDEX_TOKEN="\\$\\(cat /run/secrets/INDEX_TOKEN\\)" +&& export INDEX_TOKEN +&& ${command}`,
    ));
    expect(text.split('INDEX_TOKEN').length).toBe(runs[0].split('INDEX_TOKEN').length);
  });

  test.each([PythonPackages.UV, PythonPackages.POETRY])('are read by pip too when it installs %s, if they are its own', (packages) => {
    const text = dockerfileOf({}, { packages, buildSecrets: ['PIP_INDEX_URL', 'INDEX_TOKEN'] });
    const tool = stage(text, 'builder').find((line) => line.includes(`/opt/${packages}/bin/python install`));
    expect(tool).toContain('&& export PIP_INDEX_URL ');
    expect(tool).not.toContain('INDEX_TOKEN');
  });

  test('come from the env file or the shell, for workers too, and are no variables of a container', () => {
    const stack = stackWith({}, { buildSecrets: ['INDEX_TOKEN'], secrets: ['CELERY_BROKER_URL'] });
    new CeleryWorker(stack, 'worker', { backend: stack.findService('backend') as BackendService, app: 'app.celery_app' });
    const files = synthesized(stack);
    expect(files['docker-compose.prod.yml']).toContain('secrets:\n  INDEX_TOKEN:\n    environment: INDEX_TOKEN\n');
    expect(files['.env.example']).toMatch(/^INDEX_TOKEN=$/m);
    for (const service of stack.services) {
      expect(Object.keys(service.specIn(stack.production).environment ?? {})).not.toContain('INDEX_TOKEN');
    }
    expect(files['docs/DOCKER_SETUP.md']).toContain('--secret id=INDEX_TOKEN');
  });

  test('are refused where they cannot be', () => {
    expect(() => stackWith({}, { buildSecrets: ['PATH'] })).toThrow('the buildSecrets of service "backend" name "PATH"');
  });
});

describe('modules', () => {
  test('are found in further folders, whatever PYTHONPATH is', () => {
    const stack = stackWith({}, { modulePaths: ['src'], environment: { PYTHONPATH: EnvValue.of('/app/other') }, secrets: ['CELERY_BROKER_URL'] });
    new CeleryWorker(stack, 'worker', { backend: stack.findService('backend') as BackendService, app: 'app.celery_app' });
    expect(stage(synthesized(stack)['docker/backend/Dockerfile'], 'builder').at(-1)).toMatch(
      /^RUN printf '%s\\n' \/opt\/container \/app\/src > "\$\(python .*\)\/container\.pth"$/,
    );
  });
});

describe('a build that sees more than the source folder', () => {
  const files = { 'services/api/requirements.txt': '-e ../../libs/shared\n', 'libs/shared/pyproject.toml': '', 'libs/shared/src/shared.py': '' };
  const props = { path: 'services/api', context: '.' };

  test('has the folders as they are in the repository, and runs in the source folder', () => {
    const text = dockerfileOf(files, props);
    expect(installOf(text)).toEqual([
      'WORKDIR /app',
      'COPY services/api/requirements.txt services/api/',
      'COPY libs/shared libs/shared',
      'WORKDIR /app/services/api',
      expect.stringContaining('pip install --requirement requirements.txt'),
    ]);
    expect(stage(text, 'runtime')).toEqual(expect.arrayContaining(['WORKDIR /app', 'COPY . .', 'WORKDIR /app/services/api']));
  });

  test('has its own ignore file beside the Dockerfile, without what changes with every synthesis', () => {
    const written = synthesized(stackWith(files, props));
    const ignore = written['docker/backend/Dockerfile.dockerignore'];
    expect(ignore).toContain('\n**/node_modules/\n');
    expect(ignore).toContain('\ndocker-compose.yml\n');
    expect(ignore.indexOf('# Secrets')).toBeGreaterThan(ignore.indexOf('# Generated'));
    expect(Object.keys(written).filter((name) => /(^|\/)\.dockerignore$/.test(name))).toEqual([]);
  });

  test('is mounted in development, where shared code restarts the application too', () => {
    const stack = stackWith(files, { ...props, modulePaths: ['../../libs/shared/src'], secrets: ['CELERY_BROKER_URL'] });
    const worker = new CeleryWorker(stack, 'worker', { backend: stack.findService('backend') as BackendService, app: 'app.celery_app' });
    const compose = synthesized(stack)['docker-compose.yml'];
    expect(compose).toContain('- ./.:/app\n');
    expect(compose).toContain('build:\n      context: ./.\n      dockerfile: docker/backend/Dockerfile\n');
    expect(stack.findService('backend').specIn(stack.development).command).toEqual(expect.arrayContaining([
      '--reload', '--reload-dir', '/app/services/api', '--reload-dir', '/app/libs/shared/src',
    ]));
    expect(worker.specIn(stack.development).command!.slice(-2)).toEqual(['/app/services/api', '/app/libs/shared/src']);
  });

  test('granian is told in its own words', () => {
    const stack = stackWith(files, { ...props, modulePaths: ['../../libs/shared/src'], server: PythonServer.granian() });
    expect(stack.findService('backend').specIn(stack.development).command!.slice(-5)).toEqual(['--reload', '--reload-paths', '/app/services/api', '--reload-paths', '/app/libs/shared/src']);
  });

  test.each([
    [{ path: 'services/api', context: 'libs' }, 'the context of service "backend" is "libs", and its path "services/api" is not in it'],
    [{ path: 'api', context: '.', workspace: 'x' }, 'has the context "." and the workspace "x"'],
    [{ path: 'api', workspace: '.' }, 'is a member of the workspace "." and has packages "requirements", which does not support workspaces'],
  ])('%j is refused', (given, message) => {
    expect(() => stackWith({}, given)).toThrow(message);
  });

  test('a source folder that is not there is named, though the build has one', () => {
    expect(refused(stackWith({ 'services/web/app.py': 'x' }, { path: 'service/web', context: '.' }))).toContain('did you mean "services/web"?');
  });
});

describe('two services from one folder', () => {
  test('have an ignore file each', () => {
    const stack = stackWith({ 'backend/requirements.txt': '' });
    new BackendService(stack, 'admin', { app: 'admin.main:app', path: 'backend', port: 8001 });
    const written = synthesized(stack);
    expect(Object.keys(written)).toEqual(expect.arrayContaining(['backend/.dockerignore', 'docker/admin/Dockerfile.dockerignore']));
    expect(written['docker/admin/Dockerfile.dockerignore'].replace(/^#.*$/gm, '')).toBe(written['backend/.dockerignore'].replace(/^#.*$/gm, ''));
  });
});

test('a member of a uv workspace is installed from the lock file above it, with the members that it needs', () => {
  const block = (name: string, source: string, needs: string[] = []) =>
    `[[package]]\nname = "${name}"\nversion = "1"\nsource = { ${source} }\ndependencies = [\n${needs.map((need) => `    { name = "${need}" },\n`).join('')}]\n\n`;
  const text = dockerfileOf({
    'uv.lock': block('api', 'virtual = "services/api"', ['shared']) + block('jobs', 'virtual = "services/jobs"') + block('shared', 'editable = "libs/shared"'),
    'pyproject.toml': '',
    'services/api/pyproject.toml': '',
    'services/jobs/pyproject.toml': '',
    'libs/shared/pyproject.toml': '',
  }, { path: 'services/api', workspace: '.', packages: PythonPackages.UV });
  expect(installOf(text)).toEqual([
    'WORKDIR /app', 'COPY pyproject.toml uv.lock ./', 'COPY services/api/pyproject.toml services/api/',
    'COPY services/jobs/pyproject.toml services/jobs/', 'COPY libs/shared libs/shared', 'WORKDIR /app/services/api', expect.stringContaining('uv sync --locked --no-dev'),
  ]);
  expect(filesIn(Project.of(stackWith({})).outdir)).toEqual({});
});
