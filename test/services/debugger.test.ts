import { DockerfileTemplate } from '../../src/assertions';
import { Environment } from '../../src/model';
import { BackendService, CeleryWorker, Debugger, PythonServer, RedisService } from '../../src/services';
import { composeService } from '../fixtures/compose';
import { emptyStack, synthesized } from '../fixtures/stack';

const APP = { app: 'app.main:app' };

interface Debugging {
  readonly backend?: Debugger;
  readonly worker?: Debugger;
  readonly server?: PythonServer;
}

function scene(debugging: Debugging, publishedOn = '127.0.0.1') {
  const stack = emptyStack({ development: { publishedOn } });
  const redis = new RedisService(stack, 'redis');
  const backend = new BackendService(stack, 'backend', { ...APP, connectTo: [redis], debugger: debugging.backend, server: debugging.server });
  const worker = new CeleryWorker(stack, 'worker', { backend, app: 'app.tasks', debugger: debugging.worker });
  return { stack, backend, worker };
}

const dockerfileOf = ({ stack, backend }: ReturnType<typeof scene>) =>
  DockerfileTemplate.fromString(synthesized(stack)[backend.dockerfilePath]);

describe('a backend with a debugger', () => {
  test('runs under it in development, and restarts as without it', () => {
    const { backend } = scene({ backend: Debugger.debugpy() });
    expect(composeService(backend).command).toEqual([
      'python', '/opt/debugger/debugpy', '--listen', '0.0.0.0:5678', '-m',
      'uvicorn', 'app.main:app', '--host', '0.0.0.0', '--port', '8000', '--timeout-graceful-shutdown', '25', '--reload',
    ]);
  });

  test.each([PythonServer.gunicorn(), PythonServer.granian(), PythonServer.hypercorn()])('runs so with any server: $name', (server) => {
    const { command } = composeService(scene({ backend: Debugger.debugpy(), server }).backend);
    expect(command.slice(1, 6)).toEqual(['/opt/debugger/debugpy', '--listen', '0.0.0.0:5678', '-m', server.name]);
  });

  test('waits for an editor if it is told to, and is not unhealthy meanwhile', () => {
    const { backend, worker } = scene({
      backend: Debugger.debugpy({ port: 5700, waitForClient: true }),
      worker: Debugger.debugpy({ waitForClient: true }),
    });
    expect(composeService(backend).command.slice(2, 6)).toEqual(['--listen', '0.0.0.0:5700', '--wait-for-client', '-m']);
    expect([backend, worker].map((service) => composeService(service).healthcheck.start_period)).toEqual(['300s', '300s']);
  });

  test('can be reached by this machine alone, wherever other ports are published', () => {
    expect(composeService(scene({ backend: Debugger.debugpy() }, '0.0.0.0').backend).ports).toEqual([
      '0.0.0.0:${BACKEND_PORT:-8000}:8000', '127.0.0.1:${BACKEND_DEBUG_PORT:-5678}:5678',
    ]);
  });

  test('has nothing of it in production', () => {
    const { stack, backend } = scene({ backend: Debugger.debugpy() });
    expect(JSON.stringify(backend.describe(stack.production))).not.toMatch(/debugpy|5678/);
    const file = dockerfileOf(scene({ backend: Debugger.debugpy() }));
    expect(file.stage('development').text).toContain('pip install --target /opt/debugger debugpy==');
    expect(file.stage('builder').text + file.stage('runtime').text).not.toMatch(/debug/i);
  });
});

describe('a worker with a debugger', () => {
  test('is watched by what is debugged, so that editors stay attached when it restarts', () => {
    expect(composeService(scene({ worker: Debugger.debugpy({ port: 5679 }) }).worker).command).toEqual([
      '/opt/reload/bin/python', '/opt/debugger/debugpy', '--listen', '0.0.0.0:5679', '-m',
      'watchfiles', '--filter', 'python', '--sigint-timeout', '30',
      'python -m celery --app app.tasks worker --loglevel=info --concurrency=4 --include=celery_worker_heartbeat', '/app',
    ]);
  });

  test('has it from the image of its backend, which need not run under one', () => {
    const found = scene({ worker: Debugger.debugpy() });
    expect(dockerfileOf(found).stage('development').text).toContain('debugpy==');
    expect(composeService(found.backend).command[0]).toBe('uvicorn');
  });

  test('has no port in production', () => {
    const { stack, worker } = scene({ worker: Debugger.debugpy() });
    expect(worker.describe(stack.production).ports).toEqual([]);
    expect(composeService(worker).ports).toEqual(['127.0.0.1:${WORKER_DEBUG_PORT:-5678}:5678']);
  });
});

test('two debuggers at one port are refused', () => {
  const { stack } = scene({ backend: Debugger.debugpy(), worker: Debugger.debugpy() });
  expect(() => composeService(stack.findService('backend'))).toThrow(
    'services "backend" and "worker" are both published on port 5678 of the host in environment "development"',
  );
});

test('without one, an image has no debugger', () => {
  expect(dockerfileOf(scene({})).stage('development').text).not.toMatch(/debug/i);
});

test('a debugger is published nowhere but where sources are mounted', () => {
  const { backend } = scene({ backend: Debugger.debugpy() });
  const [, port] = backend.describe(backend.stack.development).ports!;
  expect([true, false].map((liveReload) => new Environment('demo', { liveReload, internalPorts: !liveReload }).publishes(port))).toEqual([true, false]);
});

test.each([0, 65536, 1.5])('%d is no port for a debugger', (port) => {
  expect(() => Debugger.debugpy({ port })).toThrow(`the port of the debugger debugpy is ${port}`);
});
