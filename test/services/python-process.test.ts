import { Project } from 'projen';
import { Match } from '../../src/assertions';
import { Duration } from '../../src/base';
import { EnvValue, Environment, HealthCheck, ServiceKind, ServiceSpec } from '../../src/model';
import {
  BackendService, CeleryBeat, CeleryWorker, Debugger, FlowerService, PythonPackages, PythonProcess, PythonProcessProps, RedisService,
} from '../../src/services';
import { composeService, composeTemplate, expectService } from '../fixtures/compose';
import { stage } from '../fixtures/dockerfile';
import { emptyStack, filesIn, synthesized } from '../fixtures/stack';

const app = 'tasks.celery';

function stackWithBackend() {
  const stack = emptyStack();
  const redis = new RedisService(stack, 'redis');
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [redis] });
  return { stack, redis, backend };
}

/** A worker whose sources are in a folder of its own. */
function ownWorker(props: PythonProcessProps = {}) {
  const { stack, redis, backend } = stackWithBackend();
  return { stack, backend, worker: new CeleryWorker(stack, 'worker', { path: 'tasks', app, connectTo: [redis], ...props }) };
}

class TaskWorker extends PythonProcess {
  public describe(environment: Environment): ServiceSpec {
    return this.describeProcess(environment, {
      kind: ServiceKind.WORKER,
      description: 'Task worker',
      command: ['sh', '-c', 'exec rq worker --url "$REDIS_URL"'],
      healthCheck: HealthCheck.command(['rq', 'info'], { interval: Duration.seconds(20) }),
    });
  }
}

describe('a worker with a folder of its own', () => {
  test('has an image that is built from it, and not the backend\'s', () => {
    const { worker } = ownWorker();
    expectService(worker, { image: 'conductor-worker:development', build: { context: './tasks', dockerfile: '../docker/worker/Dockerfile' } });
  });

  test('has what a Python application has', () => {
    const { stack } = ownWorker({
      pythonVersion: '3.13', packages: PythonPackages.UV, runtimePackages: ['libpq5'], buildPackages: [], modulePaths: ['src'], buildSecrets: ['INDEX_TOKEN'],
    });
    const text = synthesized(stack)['docker/worker/Dockerfile'];
    expect(text).toContain('FROM python:3.13-slim AS base');
    expect(text).toContain('install --yes --no-install-recommends libpq5');
    expect(text).not.toContain('gcc');
    expect(text).toContain('COPY pyproject.toml uv.lock ./');
    expect(text).toContain('--mount=type=secret,id=INDEX_TOKEN,required=true');
    expect(text).toContain('/opt/container /app/src');
  });

  test('runs and is checked where nobody says how, as its image states', () => {
    const instructions = stage(synthesized(ownWorker().stack)['docker/worker/Dockerfile'], 'runtime');
    expect(instructions.at(-1)).toBe(
      'CMD ["celery", "--app", "tasks.celery", "worker", "--loglevel=warning", "--concurrency=8", "--include=celery_worker_heartbeat"]',
    );
    expect(instructions.at(-2)).toContain('HEALTHCHECK --interval=10s');
    expect(instructions.join()).not.toContain('EXPOSE');
  });

  test('runs what its Dockerfile is told', () => {
    const { stack, worker } = ownWorker();
    worker.dockerfile.findStage('runtime').cmd(['celery', 'report']);
    expect(stage(synthesized(stack)['docker/worker/Dockerfile'], 'runtime').at(-1)).toBe('CMD ["celery", "report"]');
  });

  test('has variables, secrets and connections of its own', () => {
    const { worker } = ownWorker({ environment: { UNIT: EnvValue.of('one') }, secrets: ['SMTP_PASSWORD'] });
    expect(Object.keys(composeService(worker).environment)).toEqual(
      ['ENVIRONMENT', 'DEBUG', 'UNIT', 'SMTP_PASSWORD', 'CELERY_GRACEFUL_SHUTDOWN_SECONDS', 'REDIS_URL'],
    );
    expect(worker.connections.map(({ id }) => id)).toEqual(['redis']);
  });

  test('is restarted when its own sources change, and keeps its own logs', () => {
    const { command, volumes } = composeService(ownWorker().worker);
    expect(command.slice(-2)).toEqual([expect.stringContaining('celery --app tasks.celery worker'), '/app']);
    expect(volumes).toEqual(['./tasks:/app', 'worker_logs:/app/logs']);
  });

  test('leaves the image of the backend alone', () => {
    const files = synthesized(ownWorker().stack);
    expect(files['docker/backend/Dockerfile']).not.toMatch(/heartbeat|watchfiles/);
    expect(files).toHaveProperty(['docker/worker/celery_worker_heartbeat.py']);
    expect(files).toHaveProperty(['tasks/.dockerignore']);
  });

  test('can be left out of more of its folder', () => {
    const { stack, worker } = ownWorker();
    worker.dockerIgnore.addPatterns('notebooks/');
    expect(synthesized(stack)['tasks/.dockerignore']).toMatch(/^notebooks\/$/m);
  });
});

describe('tests', () => {
  const testsOf = (worker: PythonProcess, environment = worker.stack.development) => worker.specIn(environment).testCommand;

  test('are run where an image is its own, in development', () => {
    const { worker } = ownWorker();
    expect(testsOf(worker)).toEqual(['python', '-m', 'pytest']);
    expect(testsOf(worker, worker.stack.production)).toBeUndefined();
    expect(testsOf(ownWorker({ testCommand: ['tox'] }).worker)).toEqual(['tox']);
  });

  test('are those of the service whose image is shared', () => {
    const { stack, backend } = stackWithBackend();
    expect(testsOf(new CeleryWorker(stack, 'worker', { backend, app }))).toBeUndefined();
    expect(() => new CeleryWorker(stack, 'other', { backend, app, testCommand: ['tox'] }))
      .toThrow('service "other" runs the image of "backend" and has testCommand, which is decided there: pass it to "backend"');
  });
});

describe('a debugger', () => {
  test('is one of a worker with an image of its own, whose image has it in development', () => {
    const { stack, worker } = ownWorker({ debugger: Debugger.debugpy() });
    expect(composeService(worker).command.slice(0, 5)).toEqual(['/opt/reload/bin/python', '/opt/debugger/debugpy', '--listen', '0.0.0.0:5678', '-m']);
    const file = synthesized(stack)[worker.dockerfilePath];
    expect(stage(file, 'development').join('\n')).toContain('debugpy');
    expect(stage(file, 'runtime').join('\n')).not.toContain('debugpy');
  });

  test('is one of Flower, which is not restarted when sources change', () => {
    const { stack, redis } = stackWithBackend();
    const flower = new FlowerService(stack, 'flower', { path: 'pages', app, connectTo: [redis], debugger: Debugger.debugpy({ port: 5700 }) });
    expect(composeService(flower).command.slice(0, 6)).toEqual(['python', '/opt/debugger/debugpy', '--listen', '0.0.0.0:5700', '-m', 'celery']);
  });
});

describe('what shares the image of a worker', () => {
  test('is a second worker, beat and Flower, with its variables and connections', () => {
    const { stack, worker } = ownWorker({ environment: { UNIT: EnvValue.of('one') } });
    const others = [
      new CeleryWorker(stack, 'slow', { worker, app, queues: ['slow'] }), new CeleryBeat(stack, 'beat', { worker, app }),
      new FlowerService(stack, 'flower', { worker, app }),
    ];
    for (const other of others) {
      expectService(other, { image: 'conductor-worker:development', build: Match.absent(), environment: { UNIT: 'one', REDIS_URL: 'redis://redis:6379/0' } });
      expect(other.path).toBe('tasks');
    }
    expect(synthesized(stack)).toHaveProperty(['docker/worker/celery_beat_heartbeat.py']);
  });

  test('has further secrets and variables', () => {
    const { stack, worker } = ownWorker({ environment: { UNIT: EnvValue.of('one') } });
    const beat = new CeleryBeat(stack, 'beat', { worker, app, environment: { UNIT: EnvValue.of('two') }, secrets: ['CLOCK_KEY'] });
    expectService(beat, { environment: { UNIT: 'two', CLOCK_KEY: '${CLOCK_KEY:-}' } });
  });

  test('is no second beat of the same application', () => {
    const { stack, worker } = ownWorker();
    new CeleryBeat(stack, 'beat', { worker, app });
    expect(() => new CeleryBeat(stack, 'clock', { worker, app })).toThrow('services "beat" and "clock" are both the clock of "tasks.celery"');
  });

  test('names the service that builds it', () => {
    const { stack, backend } = stackWithBackend();
    const worker = new CeleryWorker(stack, 'worker', { backend, app });
    expect(() => new CeleryBeat(stack, 'beat', { worker, app }))
      .toThrow('service "beat" shares the image of worker "worker", which runs that of "backend": name the service that builds it');
  });
});

test('beat and Flower can have images of their own', () => {
  const { stack, redis } = stackWithBackend();
  new CeleryBeat(stack, 'beat', { path: 'clock', app, connectTo: [redis] });
  new FlowerService(stack, 'flower', { path: 'flower', app, connectTo: [redis] });
  expect(composeTemplate(stack).service('beat').build.context).toBe('./clock');
  expect(synthesized(stack)['docker/flower/Dockerfile']).not.toContain('watchfiles');
});

describe('a task queue of one\'s own', () => {
  test('runs the image of a backend, and words with spaces stay words when it is restarted', () => {
    const { stack, backend } = stackWithBackend();
    const worker = new TaskWorker(stack, 'tasks', { backend });
    expectService(worker, { image: 'conductor-backend:development', environment: { REDIS_URL: 'redis://redis:6379/0' } });
    expect(composeService(worker).command).toContain('sh -c \'exec rq worker --url "$$REDIS_URL"\'');
    expect(worker.specIn(stack.production).command).toEqual(['sh', '-c', 'exec rq worker --url "$REDIS_URL"']);
    expect(synthesized(stack)['docker/backend/Dockerfile']).toContain('watchfiles');
  });

  test('runs an image of its own', () => {
    const { stack, redis } = stackWithBackend();
    new TaskWorker(stack, 'tasks', { path: 'jobs', connectTo: [redis] });
    expect(stage(synthesized(stack)['docker/tasks/Dockerfile'], 'runtime').at(-1)).toContain('CMD ["sh", "-c", "exec rq worker');
  });
});

describe('bad input', () => {
  const refused = (props: PythonProcessProps, message: string) => {
    const { stack } = stackWithBackend();
    expect(() => new CeleryWorker(stack, 'worker', { app, ...props })).toThrow(message);
    expect(filesIn(Project.of(stack).outdir)).toEqual({});
  };

  test('neither a backend nor a path', () => {
    refused({}, 'service "worker" has neither a backend nor a path: pass backend or worker, whose image it runs, or path, the folder that its own image is built from');
  });

  test('a backend and a path', () => {
    const { backend } = stackWithBackend();
    refused({ backend, path: 'worker' }, 'service "worker" has backend and path, of which only one is allowed: remove the others');
  });

  test.each<[keyof PythonProcessProps, PythonProcessProps]>([
    ['pythonVersion', { pythonVersion: '3.13' }], ['buildPackages', { buildPackages: [] }], ['logFolder', { logFolder: '/var/log/app' }],
  ])('a backend and %s', (name, props) => {
    const { backend } = stackWithBackend();
    refused({ backend, ...props }, `service "worker" runs the image of "backend" and has ${name}, which is decided there: pass it to "backend", or path in place of backend for an image of its own`);
  });

  test.each<[PythonProcessProps, string]>([
    [{ path: '../elsewhere' }, 'the path of service "worker" is "../elsewhere"'],
    [{ path: 'tasks', pythonVersion: 'three' }, 'the pythonVersion of service "worker" is "three"'],
    [{ path: 'tasks', logFolder: '/opt/venv' }, 'the logFolder of service "worker" is "/opt/venv", where the image has what it needs'],
    [{ path: 'tasks', secrets: ['A', 'A'] }, 'variable "A" of service "worker" is set twice, both times in secrets: name it once'],
  ])('%j', (props, message) => {
    refused(props, message);
  });
});
