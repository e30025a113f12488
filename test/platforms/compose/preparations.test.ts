import { Answers, RUNNING, Repository, emptyStack as repositoryStack } from './fixture';
import { EnvValue, ServiceSpec, Volume } from '../../../src/model';
import { ComposeTarget } from '../../../src/platforms';
import { BackendService, CeleryWorker, MongoService, RedisService } from '../../../src/services';
import { composeOf } from '../../fixtures/compose';
import { TestService, emptyStack, synthesized } from '../../fixtures/stack';

const MIGRATE = ['alembic', 'upgrade', 'head'];

/** A backend that migrates its database, and a worker that runs its image. */
function migrating() {
  const stack = emptyStack();
  const mongodb = new MongoService(stack, 'mongodb', { database: 'conductor' });
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [mongodb], releaseCommand: MIGRATE, secrets: ['KEY'] });
  new CeleryWorker(stack, 'celery-worker', { backend, app: 'app.celery_app', connectTo: [new RedisService(stack, 'redis')] });
  return { stack, backend };
}

/** The development file of a stack with one service. */
function servicesOf(spec: Partial<ServiceSpec>, more: (service: TestService, compose: ComposeTarget) => void = () => undefined) {
  const stack = emptyStack();
  const service = new TestService(stack, 'backend', { releaseCommand: MIGRATE, ...spec });
  more(service, new ComposeTarget(stack, { environment: stack.development }));
  return composeOf(stack).services;
}

describe('a release command in development', () => {
  const { stack } = migrating();
  const { services } = composeOf(stack);

  test('runs to its end before its service starts', () => {
    expect(services['backend-release']).toMatchObject({ command: MIGRATE, restart: 'no', healthcheck: { disable: true } });
    expect(services.backend.depends_on).toMatchObject({ 'backend-release': { condition: 'service_completed_successfully' } });
  });

  test('has the image, settings, mounts, user and networks of its service', () => {
    for (const key of ['image', 'environment', 'volumes', 'user', 'networks', 'cap_drop', 'read_only', 'tmpfs']) {
      expect(services['backend-release'][key]).toEqual(services.backend[key]);
    }
  });

  test('does not run where its service says so, and still does in a release', () => {
    const backend = new BackendService(emptyStack(), 'backend', { app: 'app.main:app', releaseCommand: MIGRATE, releaseCommandAtStart: false });
    expect(Object.keys(composeOf(backend.stack).services)).toEqual(['backend']);
    expect(backend.specIn(backend.stack.production).releaseCommand).toEqual(MIGRATE);
    expect(() => new BackendService(emptyStack(), 'backend', { app: 'app.main:app', releaseCommandAtStart: false }))
      .toThrow('releaseCommandAtStart');
  });

  test('builds nothing by itself and is not published', () => {
    expect(services['backend-release']).toMatchObject({ pull_policy: 'never' });
    expect(services['backend-release']).not.toHaveProperty('build');
    expect(services['backend-release']).not.toHaveProperty('ports');
  });

  test('waits for what its service waits for', () => {
    expect(services['backend-release'].depends_on).toEqual({ mongodb: { condition: 'service_healthy' } });
  });

  test('is awaited by what runs the same image', () => {
    expect(services['celery-worker'].depends_on).toMatchObject({ 'backend-release': { condition: 'service_completed_successfully' } });
  });

  test('is no service where releases run it', () => {
    expect(composeOf(stack, stack.production).services).not.toHaveProperty('backend-release');
  });
});

test('what its service waits for does not wait for it', () => {
  const { stack, backend } = migrating();
  backend.dependsOn(stack.findService('celery-worker'));
  expect(composeOf(stack).services['celery-worker'].depends_on).not.toHaveProperty('backend-release');
});

test('a service without a release command has no such container', () => {
  expect(Object.keys(servicesOf({ releaseCommand: undefined }))).toEqual(['backend']);
});

test('what is set by hand for the service counts for its release command, but for its addresses and what others find it by', () => {
  const services = servicesOf({}, (service, compose) => {
    compose.override(service, 'dns', ['1.1.1.1']);
    compose.override(service, 'labels', { 'traefik.enable': 'true' });
    compose.override(service, 'networks.conductor-network', { ipv4_address: '10.0.0.7', priority: 5 });
    compose.override(service, 'networks.conductor-network.aliases', ['api']);
  });
  expect(services['backend-release']).toMatchObject({ dns: ['1.1.1.1'], networks: { 'conductor-network': { priority: 5 } } });
  expect(services['backend-release'].networks['conductor-network']).toEqual({ priority: 5 });
  expect(services['backend-release']).not.toHaveProperty('labels');
});

test('its settings are written as its service has them', () => {
  const services = servicesOf({ environment: { A: EnvValue.of('$b') }, mounts: [Volume.named('data').mountAt('/data')] });
  expect(services['backend-release']).toMatchObject({ environment: { A: '$$b' }, volumes: ['data:/data'] });
});

test('its name belongs to no other service', () => {
  const stack = emptyStack();
  new TestService(stack, 'backend', { releaseCommand: MIGRATE });
  new TestService(stack, 'backend-release');
  new ComposeTarget(stack, { environment: stack.development });
  expect(() => synthesized(stack)).toThrow(
    'the releaseCommand of service "backend" runs in environment "development" as "backend-release", which is the name of another '
    + 'service: rename that one',
  );
});

test('its name is no longer than names of hosts may be', () => {
  const stack = emptyStack();
  new TestService(stack, 'b'.repeat(60), { releaseCommand: MIGRATE });
  new ComposeTarget(stack, { environment: stack.development });
  expect(() => synthesized(stack)).toThrow('which has 68 characters: allowed are 63, so give the service a shorter name');
});

describe('the script', () => {
  const stack = repositoryStack();
  new BackendService(stack, 'backend', { app: 'app.main:app', releaseCommand: MIGRATE });
  const repository = new Repository(stack, stack.development);
  const run = (args: string[], docker: Answers = {}) => {
    const { calls, ...rest } = repository.run(args, { docker: { ...RUNNING, ...docker } });
    return { ...rest, calls: calls.filter((call) => /^compose (up|restart)/.test(call)) };
  };

  test('knows it as something that is done when it has ended', () => {
    expect(repository.script).toMatch(/^jobs=backend-release$/m);
    expect(repository.script).toMatch(/^services='backend backend-release'$/m);
  });

  test('builds the image of its service when it is to be built anew', () => {
    expect(repository.script).toMatch(/^build_backend_release=backend$/m);
  });

  test('runs it once, and not twice, when everything is restarted', () => {
    expect(run(['restart']).calls).toEqual([
      'compose restart backend', 'compose up --detach --no-recreate --no-build --wait --wait-timeout 300',
    ]);
  });

  test('runs it again alone, with its output', () => {
    const { status, calls } = run(['restart', 'backend-release'], { 'inspect *': 'echo 0' });
    expect([status, calls]).toEqual([0, ['compose up --no-recreate --no-build --no-deps backend-release']]);
  });

  test('says when it ended with an error', () => {
    expect(run(['restart', 'backend-release'], { 'inspect *': 'echo 3' })).toMatchObject({
      status: 1,
      stderr: 'backend-release ended with an error (3): its output is above.\n'
        + '  Fix that, and run it again: ./scripts/docker-dev.sh restart backend-release\n',
    });
  });
});
