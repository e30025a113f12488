import { Project } from 'projen';
import { DockerfileTemplate, Match } from '../../src/assertions';
import { Duration, Size } from '../../src/base';
import { DataServices, EnvValue, Environment, ServiceKind, Volume } from '../../src/model';
import { BackendService, BackendServiceProps, CeleryBeat, CeleryWorker, PythonPackages, RedisService } from '../../src/services';
import { composeTemplate, expectService } from '../fixtures/compose';
import { stage, structure } from '../fixtures/dockerfile';
import { HOSTILE } from '../fixtures/hostile';
import { TestService, emptyStack, filesIn, synthesized } from '../fixtures/stack';

const APP = { app: 'app.main:app' };

function backendIn(props: Partial<BackendServiceProps> = {}, id = 'backend'): BackendService {
  return new BackendService(emptyStack(), id, { ...APP, ...props });
}

const dockerfile = (backend: BackendService) => synthesized(backend.stack)[backend.dockerfilePath];
const dockerfileTemplate = (props: Partial<BackendServiceProps> = {}) => DockerfileTemplate.fromString(dockerfile(backendIn(props)));
const specOf = (props: Partial<BackendServiceProps> = {}) => {
  const backend = backendIn(props);
  return { development: backend.specIn(backend.stack.development), production: backend.specIn(backend.stack.production) };
};

test('a backend writes its Dockerfile and its .dockerignore', () => {
  const backend = backendIn();
  const { 'docker/backend/Dockerfile': file, 'backend/.dockerignore': ignore } = synthesized(backend.stack);
  expect(file).toContain('FROM python:3.11-slim AS base');
  expect(ignore).toContain('\n.env\n.env.*\n!.env.example\n');
});

test('a second backend just works: files are named after the id', () => {
  const stack = emptyStack();
  new BackendService(stack, 'backend', APP);
  new BackendService(stack, 'billing', { ...APP, port: 8001 });
  const files = synthesized(stack);
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['docker/billing/Dockerfile', 'billing/.dockerignore']));
  expect(composeTemplate(stack).serviceNames).toEqual(['backend', 'billing']);
});

test('the source folder and the folder of Dockerfiles can be others', () => {
  const backend = new BackendService(emptyStack({ paths: { docker: 'deploy' } }), 'api', { ...APP, path: 'services/api' });
  expect(Object.keys(synthesized(backend.stack))).toEqual(expect.arrayContaining(['deploy/api/Dockerfile', 'services/api/.dockerignore']));
  expectService(backend, { build: { context: './services/api', dockerfile: '../../deploy/api/Dockerfile' } });
});

test('a backend can be the repository itself', () => {
  const backend = backendIn({ path: '.' });
  expect(synthesized(backend.stack)).toHaveProperty(['.dockerignore']);
  expectService(backend, { build: { context: './.', dockerfile: 'docker/backend/Dockerfile' } });
});

describe('in development', () => {
  test('its tests are run by pytest, or as it says', () => {
    expect(specOf().development.testCommand).toEqual(['python', '-m', 'pytest']);
    expect(specOf({ testCommand: ['tox', '-e', 'py'] }).development.testCommand).toEqual(['tox', '-e', 'py']);
    expect(specOf().production.testCommand).toBeUndefined();
    expect(() => backendIn({ testCommand: [] })).toThrow('the testCommand of service "backend" is [], which runs nothing: name a program');
  });

  test('sources are mounted and changes show at once', () => {
    expectService(backendIn(), {
      build: { target: 'development' },
      command: Match.arrayWith(['uvicorn', 'app.main:app', '--reload']),
      volumes: ['./backend:/app', 'backend_logs:/app/logs'],
      user: '${HOST_UID:-1000}:${HOST_GID:-1000}',
    });
  });

  test('the application is told where it runs', () => {
    expectService(backendIn(), { environment: Match.exact({ ENVIRONMENT: 'development', DEBUG: 'true' }) });
  });

  test('it is published on the loopback address', () => {
    expectService(backendIn({ port: 9000 }), { ports: ['127.0.0.1:${BACKEND_PORT:-9000}:9000'] });
    expectService(backendIn({ hostPort: 9000 }), { ports: ['127.0.0.1:${BACKEND_PORT:-9000}:8000'] });
  });
});

test('health checks ask for the name that is said, in the image too', () => {
  const backend = backendIn({ healthHost: 'shop.example.com', readinessPath: '/ready' });
  expect(dockerfile(backend)).toContain('Host: shop.example.com\\\\r\\\\n');
  const { healthCheck, readiness } = backend.specIn(backend.stack.production);
  for (const check of [healthCheck, readiness!]) {
    expect(check.probe()!.join(' ')).toContain('Host: shop.example.com\\r\\n');
  }
  expect(() => backendIn({ healthHost: 'a b' })).toThrow('the host of a health check is "a b"');
});

describe('what is mounted', () => {
  test('is mounted into all that runs the application', () => {
    const stack = emptyStack();
    const backend = new BackendService(stack, 'backend', { ...APP, mounts: [Volume.named('uploads').mountAt('/app/uploads')] });
    const redis = new RedisService(stack, 'redis');
    const worker = new CeleryWorker(stack, 'worker', { backend, app: 'app.tasks', connectTo: [redis] });
    for (const service of [backend, worker]) {
      expectService(service, { volumes: Match.arrayWith(['uploads:/app/uploads']) }, stack.production);
    }
  });

  test('and temporary files are on disk where they ask for room', () => {
    const { development, production } = specOf({ temporaryStorage: Size.gibibytes(4) });
    for (const { mounts = [], writablePaths } of [development, production]) {
      expect(mounts.map(({ volume, containerPath }) => [containerPath, volume.source()])).toContainEqual(['/tmp', { size: Size.gibibytes(4) }]);
      expect(writablePaths).toBeUndefined();
    }
    const backend = backendIn({ temporaryStorage: Size.gibibytes(4) });
    expectService(backend, { volumes: Match.arrayWith(['/tmp']), tmpfs: Match.absent() }, backend.stack.production);
  });

  test.each(['/app', '/app/', '/opt', '/opt/venv'])('hides nothing that the image has: %s', (place) => {
    expect(() => backendIn({ mounts: [Volume.named('data').mountAt(place)] })).toThrow(
      /^a mount of service "backend" is at ".*", and hides what its image has in ".*": choose a folder of its own, such as "\/app\/uploads" or "\/var\/lib\/app"$/,
    );
  });
});

describe('in production', () => {
  const backend = backendIn();
  const production = composeTemplate(backend.stack, backend.stack.production);

  test('the image is the last stage, with its own command', () => {
    production.hasService('backend', { build: { target: Match.absent() }, command: Match.absent() });
  });

  test('nothing of the repository is mounted', () => {
    production.hasService('backend', { volumes: ['backend_logs:/app/logs'] });
  });

  test('it does not run as the host\'s user', () => {
    production.hasService('backend', { user: Match.absent() });
  });

  test('it is told so, and is not talkative', () => {
    production.hasService('backend', {
      environment: Match.exact({
        FORWARDED_ALLOW_IPS: '*', ENVIRONMENT: 'production', DEBUG: 'false', RELEASE: '${RELEASE:-}',
      }),
    });
  });

  test('it has limits', () => {
    const resources = { limits: { cpus: '1', memory: '1g', pids: 512 }, reservations: { cpus: '0.5', memory: '512m' } };
    production.hasService('backend', { deploy: { resources: Match.exact(resources) } });
  });
});

test('a backend answers HTTP requests, and people open its pages', () => {
  expect(specOf({ docsPath: '/api/docs', healthPath: '/ready' }).development).toMatchObject({
    kind: ServiceKind.HTTP,
    endpoints: [{ port: 8000 }, { port: 8000, path: '/api/docs' }, { port: 8000, path: '/ready' }],
  });
});

test('it is healthy when its health path answers', () => {
  const { healthCheck } = specOf({ port: 9000, healthPath: '/ready' }).production;
  expect(healthCheck.probe()!.join(' ')).toMatch(/^python -I -S -c .*127\.0\.0\.1", 9000.*GET \/ready HTTP/);
});

test('it gets more time to stop than requests get to end', () => {
  const { development, production } = specOf({ gracefulShutdown: Duration.millis(70) });
  expect(development.command).toEqual(expect.arrayContaining(['--timeout-graceful-shutdown', '1']));
  expect(production.stopGracePeriod!.toMillis()).toBe(5070);
});

describe('variables', () => {
  test('are the application\'s in every environment', () => {
    const { development, production } = specOf({ environment: { LOG_LEVEL: EnvValue.of('info') } });
    expect(Object.keys(development.environment!)).toEqual(['ENVIRONMENT', 'DEBUG', 'LOG_LEVEL']);
    expect(Object.keys(production.environment!)).toEqual(['FORWARDED_ALLOW_IPS', 'ENVIRONMENT', 'DEBUG', 'RELEASE', 'LOG_LEVEL']);
  });

  test('may decide what ENVIRONMENT is', () => {
    expectService(backendIn({ environment: { ENVIRONMENT: EnvValue.of('local') } }), { environment: { ENVIRONMENT: 'local' } });
  });

  test('that are secrets are empty in development and required in production', () => {
    const backend = backendIn({ secrets: ['SECRET_KEY'] });
    expectService(backend, { environment: { SECRET_KEY: '${SECRET_KEY:-}' } });
    expectService(backend, { environment: { SECRET_KEY: '${SECRET_KEY:?set it in the env file}' } }, backend.stack.production);
  });

  test('are copied from what the caller gives', () => {
    const environment: { [name: string]: EnvValue } = {};
    const secrets = ['A'];
    const backend = backendIn({ environment, secrets });
    environment.EVIL = EnvValue.of('');
    secrets.push('B');
    expect(Object.keys(backend.specIn(backend.stack.development).environment!)).toEqual(['ENVIRONMENT', 'DEBUG', 'A']);
  });

  test('are set once', () => {
    expect(() => backendIn({ environment: { KEY: EnvValue.of('') }, secrets: ['KEY'] })).toThrow(
      'variable "KEY" of service "backend" is set twice, in environment and in secrets: name it once',
    );
    expect(() => backendIn({ secrets: ['KEY', 'KEY'] })).toThrow('variable "KEY" of service "backend" is set twice, both times in secrets: name it once');
  });

  test('may have the name of something that every object has', () => {
    expect(() => backendIn({ secrets: ['constructor'] })).not.toThrow();
  });

  test.each(['', 'A-B', ...Object.values(HOSTILE)])('cannot be named %j', (name) => {
    expect(() => backendIn({ secrets: [name] })).toThrow(`variable name ${JSON.stringify(name)} cannot be used`);
    expect(() => backendIn({ environment: { [name]: EnvValue.of('') } })).toThrow(`variable name ${JSON.stringify(name)} cannot be used`);
  });
});

test('a backend is told where its connections are, and waits for them', () => {
  const stack = emptyStack();
  const backend = new BackendService(stack, 'backend', { ...APP, connectTo: [new RedisService(stack, 'redis')] });
  expectService(backend, {
    environment: { REDIS_URL: 'redis://redis:6379/0' }, depends_on: { redis: { condition: 'service_healthy' } },
  });
});

describe('the Dockerfile', () => {
  test('has the stages base, builder, development and, last, runtime', () => {
    const file = dockerfileTemplate();
    expect(file.stageNames).toEqual(['base', 'builder', 'development', 'runtime']);
    file.hasStage('base', 'python:3.11-slim');
    file.hasStage('builder', 'base');
    file.hasStage('development', 'builder');
    file.hasStage('runtime', 'base');
  });

  test.each<[Partial<BackendServiceProps>, string]>([
    [{ pythonVersion: '3.13' }, 'python:3.13-slim'],
    [{ baseImage: 'registry.example/python@sha256:' + 'a'.repeat(64) }, 'registry.example/python@sha256:' + 'a'.repeat(64)],
  ])('starts from what it is told: %j', (props, image) => {
    dockerfileTemplate(props).hasStage('base', image);
  });

  test('installs build packages in the builder only, and those of the runtime in all', () => {
    const file = dockerfileTemplate({ buildPackages: ['cargo'], runtimePackages: ['libpq5'] });
    file.hasInstruction('builder', 'RUN', Match.stringLikeRegexp('--no-install-recommends cargo'));
    file.hasInstruction('base', 'RUN', Match.stringLikeRegexp('--no-install-recommends libpq5'));
    file.doesNotHaveInstruction('runtime', 'RUN', Match.stringLikeRegexp('cargo'));
  });

  test('installs no system packages if there are none', () => {
    expect(dockerfile(backendIn({ buildPackages: [] }))).not.toContain('apt-get');
  });

  test.each<[string, Partial<BackendServiceProps>, string]>([
    ['requirements', {}, '/opt/uv/bin/uv pip install --requirement requirements.txt'],
    ['uv', { packages: PythonPackages.UV }, '/opt/uv/bin/uv sync --locked --no-dev --no-install-project'],
    ['Poetry', { packages: PythonPackages.POETRY }, '/opt/poetry/bin/poetry install --only main --no-root --no-interaction --compile'],
  ])('installs compilers only if an installation fails without them: %s', (_, props, command) => {
    const { text } = dockerfileTemplate(props).stage('builder');
    expect(text.match(/apt-get install/g)).toHaveLength(1);
    expect(text.indexOf(command)).toBeLessThan(text.indexOf('|| { echo'));
    expect(text.indexOf('|| { echo')).toBeLessThan(text.indexOf('apt-get install --yes --no-install-recommends gcc g++ libpq-dev'));
  });

  test.each<[string, Partial<BackendServiceProps>]>([
    ['an image of its own', { baseImage: 'registry.example/python:3.13' }],
    ['secrets of the installation', { buildSecrets: ['PIP_EXTRA_INDEX_URL'] }],
  ])('is installed by pip, as it is configured, with %s', (_, props) => {
    const { text } = dockerfileTemplate(props).stage('builder');
    expect(text).not.toContain('uv');
    expect(text).toContain('pip install --requirement requirements.txt');
  });

  test('has bytecode of all that a start imports: containers cannot write it', () => {
    const file = dockerfileTemplate();
    file.hasInstruction('base', 'RUN', Match.stringLikeRegexp('python -m compileall .*get_path\\("stdlib"\\)'));
    file.hasInstructionsInOrder('runtime', [
      { name: 'COPY', value: '. .' }, { name: 'RUN', value: 'python -m compileall -qq . || true' }, { name: 'USER', value: '1000:1000' },
    ]);
  });

  test('copies what packages are needed before anything else: other changes reinstall nothing', () => {
    expect(dockerfileTemplate().findInstructions('builder', 'COPY')).toMatchObject([{ value: 'requirements.txt ./' }]);
  });

  test.each([
    [PythonPackages.REQUIREMENTS, 'requirements.txt', 'pip install --requirement requirements.txt'],
    [PythonPackages.UV, 'uv.lock', 'uv sync --locked'],
    [PythonPackages.POETRY, 'poetry.lock', 'poetry install --only main'],
  ])('installs from %s', (packages, file, command) => {
    const { text } = dockerfileTemplate({ packages }).stage('builder');
    expect(text).toContain(file);
    expect(text).toContain(command);
    expect(text).toContain('--mount=type=cache');
  });

  test.each<[string, Partial<BackendServiceProps>, string]>([
    ['pip', { developmentRequirementsFile: 'requirements-dev.txt' }, 'pip install --requirement requirements-dev.txt'],
    ['uv', { packages: PythonPackages.UV, developmentGroups: ['dev', 'test'] }, '/opt/uv/bin/uv sync --locked --no-default-groups --group dev --group test --no-install-project'],
    ['Poetry', { packages: PythonPackages.POETRY, developmentGroups: ['dev'] }, '/opt/poetry/bin/poetry install --only main,dev --no-root --no-interaction'],
  ])('has what only development needs in its development stage alone: %s', (_, props, command) => {
    const file = dockerfileTemplate(props);
    file.hasInstruction('development', 'RUN', Match.stringLikeRegexp(command.replace(/\./g, '\\.')));
    for (const name of ['builder', 'runtime']) {
      expect(file.stage(name).text).not.toContain(command);
    }
  });

  test('runs as an unprivileged user that owns no code', () => {
    const file = dockerfileTemplate();
    file.hasInstructionsInOrder('runtime', [{ name: 'COPY', value: '. .' }, { name: 'USER', value: '1000:1000' }]);
    expect(file.stage('runtime').text).not.toContain('chown');
  });

  test('can write its logs', () => {
    expect(dockerfile(backendIn({ logFolder: '/var/log/app' }))).toContain('install --directory --owner=appuser --group=appuser /var/log/app');
  });

  test('makes the folders of volumes, for who runs it, and leaves out what the repository has there', () => {
    const mounts = [
      Volume.named('uploads').mountAt('/app/uploads'), Volume.named('models').mountAt('/var/lib/models/'),
      Volume.named('shared').mountReadOnlyAt('/shared'), Volume.repositoryFile('fees.json').mountReadOnlyAt('/etc/fees.json'),
    ];
    const backend = backendIn({ mounts });
    const { [backend.dockerfilePath]: file, 'backend/.dockerignore': ignore } = synthesized(backend.stack);
    expect(file).toContain('install --directory --owner=appuser --group=appuser /app/logs /app/uploads /var/lib/models\n');
    expect(file).toContain('install --directory --mode=1777 /app/logs /app/uploads /var/lib/models\n');
    expect(ignore).toContain('\nuploads/\n');
    expect(ignore).not.toContain('models/');
  });

  test.each<[string, Partial<BackendServiceProps>, string, string]>([
    ['below the context', { context: 'app', path: 'app/service' }, 'docker/backend/Dockerfile.dockerignore', 'service/logs/'],
    ['by another name', { logFolder: '/app/var/log' }, 'backend/.dockerignore', 'var/log/'],
  ])('leaves out the logs that development has written: %s', (_, props, file, pattern) => {
    // they would belong to nobody who runs the application, and so would the volume that begins with them
    expect(synthesized(backendIn(props).stack)[file]).toContain(`\n# Volumes\n${pattern}\n`);
  });

  test('says what it runs, where it listens and how it is checked', () => {
    const file = dockerfileTemplate({ port: 9000 });
    file.hasInstruction('runtime', 'EXPOSE', '9000');
    file.hasInstruction('runtime', 'HEALTHCHECK', Match.stringLikeRegexp('^--interval=30s --timeout=10s'));
    file.hasInstruction('runtime', 'CMD', [
      'uvicorn', 'app.main:app', '--host', '0.0.0.0', '--port', '9000', '--timeout-graceful-shutdown', '25',
    ]);
  });

  test('has heartbeats only if a worker or beat needs them, once each', () => {
    const backend = backendIn({ secrets: ['CELERY_BROKER_URL'] });
    expect(dockerfile(backend)).not.toContain('heartbeat');
    for (const id of ['one', 'two']) {
      new CeleryWorker(backend.stack, id, { backend, app: 'app.celery_app' });
    }
    new CeleryBeat(backend.stack, 'beat', { backend, app: 'app.celery_app' });
    const files = synthesized(backend.stack);
    expect(files['docker/backend/Dockerfile'].match(/^COPY --from=programs .*$/gm)).toEqual([
      'COPY --from=programs --chmod=0644 celery_worker_heartbeat.py /opt/container/', 'COPY --from=programs --chmod=0644 celery_beat_heartbeat.py /opt/container/',
    ]);
    expect(files['docker/backend/celery_beat_heartbeat.py']).toMatch(/Part of projen-container-stack .*\n"""The scheduler of Celery beat/);
    expectService(backend, { build: { additional_contexts: { programs: './docker/backend' } } });
  });

  test('finds its heartbeats whatever PYTHONPATH is: users set it', () => {
    const backend = backendIn({ environment: { PYTHONPATH: EnvValue.of('/app/src') }, secrets: ['CELERY_BROKER_URL'] });
    new CeleryWorker(backend.stack, 'worker', { backend, app: 'app.celery_app' });
    const text = dockerfile(backend);
    expect(text).not.toContain('PYTHONPATH');
    expect(stage(text, 'builder').at(-1)).toMatch(/^RUN echo \/opt\/container > .*\/container\.pth"$/);
  });

  test('can be added to until it is written', () => {
    const backend = backendIn();
    backend.dockerfile.findStage('runtime').before('USER').run('echo hello');
    backend.dockerIgnore.addPatterns('docs/');
    const files = synthesized(backend.stack);
    const runtime = stage(files['docker/backend/Dockerfile'], 'runtime');
    expect(runtime.indexOf('RUN echo hello')).toBe(runtime.indexOf('USER 1000:1000') - 1);
    expect(files['backend/.dockerignore']).toMatch(/\ndocs\/\n$/);
  });
});

test('lists of packages are copied from what the caller gives', () => {
  const buildPackages = ['gcc'];
  const backend = backendIn({ buildPackages });
  buildPackages.push('; reboot');
  expect(dockerfile(backend)).not.toContain('reboot');
});

describe('bad input', () => {
  const folder = (build: (stack: ReturnType<typeof emptyStack>) => unknown, message: string) => {
    const stack = emptyStack();
    expect(() => build(stack)).toThrow(message);
    expect(filesIn(Project.of(stack).outdir)).toEqual({});
  };

  test.each(['', 'app', 'app.main', 'app.main:', ':app', 'app/main:app', '1:a', ...Object.values(HOSTILE).map((text) => `app:${text}`)])('app %j is refused', (app) => {
    folder((stack) => new BackendService(stack, 'backend', { app }),
      `the app of service "backend" is ${JSON.stringify(app)}, which cannot be used: allowed are a module and a variable in it, such as "app.main:app"`);
  });

  test.each([0, -1, 65_536, 80.5, NaN])('port %d is refused', (port) => {
    folder((stack) => new BackendService(stack, 'backend', { ...APP, port }), `the port of service "backend" is ${port}: allowed are whole numbers from 1 to 65535`);
    folder((stack) => new BackendService(stack, 'backend', { ...APP, hostPort: port }), `the hostPort of service "backend" is ${port}: allowed are whole numbers`);
  });

  test.each(['/srv', '../other', 'a/../..'])('path %s is refused', (path) => {
    folder((stack) => new BackendService(stack, 'backend', { ...APP, path }), `the path of service "backend" is "${path}", which`);
  });

  const STRINGS = ['path', 'healthPath', 'docsPath', 'pythonVersion', 'baseImage', 'logFolder'] as const;

  test.each(STRINGS.flatMap((prop) => Object.keys(HOSTILE).map((what) => [prop, what] as const)))('%s with %s is refused', (prop, what) => {
    for (const text of [HOSTILE[what], `/${HOSTILE[what]}`]) {
      folder((stack) => new BackendService(stack, 'backend', { ...APP, [prop]: text }),
        `the ${prop} of service "backend" is ${JSON.stringify(text)}, which cannot be used: allowed are`);
    }
  });

  test.each(STRINGS)('an empty %s is refused', (prop) => {
    folder((stack) => new BackendService(stack, 'backend', { ...APP, [prop]: '' }), `the ${prop} of service "backend" is "", which cannot be used`);
  });

  test.each(['', '-y', 'a b', 'libpq5;reboot', ...Object.values(HOSTILE)])('package %j is refused', (name) => {
    for (const prop of ['buildPackages', 'runtimePackages']) {
      folder((stack) => new BackendService(stack, 'backend', { ...APP, [prop]: [name] }),
        `${JSON.stringify(name)} in the ${prop} of service "backend" cannot be used: allowed are names of Debian packages, such as "libpq5"`);
    }
  });

  test('a connection is made once', () => {
    folder((stack) => {
      const redis = new TestService(stack, 'redis');
      new BackendService(stack, 'backend', { ...APP, connectTo: [redis, redis] });
    }, 'service "backend" is connected to "redis" twice: connect it once');
  });
});

test.each(Object.keys(HOSTILE).filter((what) => what !== 'a NUL'))('a variable with %s changes no Dockerfile', (what) => {
  const structureWith = (text: string) => structure(dockerfile(backendIn({ environment: { A: EnvValue.of(text) } })));
  expect(structureWith(HOSTILE[what])).toEqual(structureWith('harmless'));
});

test('limits can be others', () => {
  expect(specOf({ resources: { memory: Size.gibibytes(4) } }).production.resources).toEqual({ memory: Size.gibibytes(4) });
});

test('an environment whose data is in the stack waits for it in production style too', () => {
  const stack = emptyStack();
  const backend = new BackendService(stack, 'backend', { ...APP, connectTo: [new RedisService(stack, 'redis')] });
  const staging = stack.addEnvironment('staging', { dataServices: DataServices.IN_STACK });
  expectService(backend, { environment: { ENVIRONMENT: 'staging' }, depends_on: { redis: {} } }, staging);
});

test('two synths of the same stack in two folders are the same', () => {
  const [one, two] = [backendIn(), backendIn()].map((backend) => synthesized(backend.stack));
  expect(one).toEqual(two);
});

test('its proxies are believed where nobody else reaches it, and nobody where its port is published', () => {
  const stack = emptyStack();
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app' });
  const open = stack.addEnvironment('open', { internalPorts: true });
  const believed = (environment: Environment) => backend.specIn(environment).environment!.FORWARDED_ALLOW_IPS;
  expect([stack.production, open, stack.development].map(believed)).toEqual([EnvValue.of('*'), undefined, undefined]);
});
