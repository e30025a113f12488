import { Duration, Size } from '../../../src/base';
import {
  Condition, EnvValue, Environment, HealthCheck, ImageSource, Service, ServiceKind, ServiceSpec, Stack, Target, Volume,
} from '../../../src/model';
import { HOSTILE } from '../../fixtures/hostile';
import { TestService, TestStack, emptyProject, emptyStack, refused, synthesized } from '../../fixtures/stack';

class TestTarget extends Target {}

/** A stack whose development environment is written by a target that finds nothing wrong. */
function targetedStack(files: { [file: string]: string } = {}): Stack {
  const stack = emptyStack({}, files);
  new TestTarget(stack, 'Test', stack.development);
  return stack;
}

/** What is wrong with a stack of one service. */
function refusedSpec(spec: Partial<ServiceSpec>): string {
  const stack = targetedStack();
  new TestService(stack, 'backend', spec);
  return refused(stack);
}

test('a stack without services is refused', () => {
  expect(refused(emptyStack())).toContain(
    '  - stack "conductor" has no services: add one, such as new BackendService(stack, \'backend\', { app: \'app.main:app\' })',
  );
});

test('a stack with a service is written', () => {
  const stack = targetedStack();
  new TestService(stack, 'backend');
  expect(() => synthesized(stack)).not.toThrow();
  expect(stack.validate()).toEqual([]);
});

test('files of the repository stay as they are', () => {
  const stack = targetedStack({ 'README.md': 'mine' });
  expect(refused(stack)).toContain('has no services');
});

test('all that is wrong is reported at once, once each', () => {
  const stack = targetedStack();
  new TestTarget(stack, 'Second', stack.production);
  const worker = new TestService(stack, 'worker', { ports: [{ port: 0 }], capabilities: ['a b'], healthCheck: HealthCheck.none() });
  const beat = new TestService(stack, 'beat', { environment: { A: EnvValue.of('') } });
  beat.dependsOn(worker);
  worker.dependsOn(beat);
  expect(refused(stack).split('\n')).toEqual([
    'stack "conductor" cannot be written, nothing was changed:',
    '  - a port of service "worker" is 0: allowed are whole numbers from 1 to 65535',
    '  - a host port of service "worker" is 0: allowed are whole numbers from 1 to 65535',
    expect.stringContaining('  - a capability of service "worker" is "a b"'),
    expect.stringContaining('  - services wait for each other'),
    expect.stringContaining('  - service "beat" waits for "worker" to be healthy'),
  ]);
});

test('a service that cannot be described hides nothing about the others', () => {
  const stack = targetedStack();
  const broken = new TestService(stack, 'broken', { environment: { A: EnvValue.of('') } });
  broken.addEnvironmentVariable('A', EnvValue.of(''));
  new TestService(stack, 'worker', { ports: [{ port: 70_000 }] }).dependsOn(broken);
  const problems = refused(stack).split('\n').slice(1);
  expect(problems).toEqual([
    '  - variable "A" of service "broken" is set by its own description and by addEnvironmentVariable: set it once, or use environment.configure',
    '  - a port of service "worker" is 70000: allowed are whole numbers from 1 to 65535',
    '  - a host port of service "worker" is 70000: allowed are whole numbers from 1 to 65535',
  ]);
});

test('what a target finds is reported with the rest', () => {
  const stack = emptyStack();
  new TestTarget(stack, 'Strict', stack.development).node.addValidation({ validate: () => ['the target objects'] });
  expect(refused(stack)).toMatch(/ {2}- stack "conductor" has no services.*\n {2}- the target objects$/);
});

test('a target that fails is reported with the rest', () => {
  const stack = emptyStack();
  new TestTarget(stack, 'Failing', stack.development).node.addValidation({
    validate: () => {
      throw new Error('the target fails');
    },
  });
  expect(refused(stack)).toMatch(/ {2}- stack "conductor" has no services.*\n {2}- the target fails$/);
});

test('only environments that are written are checked', () => {
  const stack = targetedStack();
  const service = new TestService(stack, 'backend');
  stack.production.configure(service, { command: ['a\0b'] });
  expect(stack.validate()).toEqual([expect.stringContaining('no platform writes it down')]);
  new TestTarget(stack, 'Production', stack.production);
  expect(stack.validate()).toEqual([expect.stringContaining('an argument in a command')]);
});

describe('ports', () => {
  test.each([0, -1, 65_536, 1.5, NaN])('cannot be %d', (port) => {
    expect(refusedSpec({ ports: [{ port }] })).toContain(`a port of service "backend" is ${port}: allowed are whole numbers from 1 to 65535`);
    expect(refusedSpec({ ports: [{ port: 80, hostPort: port }] })).toContain(`a host port of service "backend" is ${port}: allowed are whole numbers`);
  });

  test('of the host can be the same in two environments', () => {
    class Moving extends TestService {
      public override describe(environment: Environment): ServiceSpec {
        return { ...super.describe(environment), ports: [{ port: environment.liveReload ? 8000 : 9000 }] };
      }
    }
    const stack = targetedStack();
    new TestTarget(stack, 'Production', stack.production);
    new Moving(stack, 'one');
    new TestService(stack, 'two', { ports: [{ port: 7000 }] });
    expect(stack.validate()).toEqual([]);
  });

  test('that are not published can be the same', () => {
    const stack = targetedStack();
    new TestService(stack, 'one', { ports: [{ port: 8000 }] });
    new TestService(stack, 'two', { ports: [{ port: 8000, published: false }] });
    expect(stack.validate()).toEqual([]);
  });

  test.each(['', 'A-B', '1A', ...Object.values(HOSTILE)])('are not moved by a variable %j', (variable) => {
    expect(refusedSpec({ ports: [{ port: 80, variable }] })).toContain(`variable name ${JSON.stringify(variable)} cannot be used`);
  });
});

describe('dependencies', () => {
  test('on a service of another stack are unknown', () => {
    const service = new TestService(new TestStack(emptyProject(), 'other'), 'redis');
    expect(refusedSpec({ dependencies: [{ service, condition: Condition.HEALTHY }] })).toContain(
      'service "backend" waits for "redis", which has no containers in environment "development" of stack "conductor": it has "backend"',
    );
  });

  test('on a service of another stack are refused where they are written', () => {
    const other = new TestService(new TestStack(emptyProject(), 'other'), 'redis');
    const backend = new TestService(emptyStack(), 'backend');
    const sentence = '"redis" of stack "other", which it cannot reach: name a service of stack "conductor"';
    expect(() => backend.dependsOn(other)).toThrow(`service "backend" cannot be made to wait for ${sentence}`);
    expect(() => backend.connectTo(other)).toThrow(`service "backend" cannot be connected to ${sentence}`);
  });

  test('on a data service that is elsewhere cannot be waited for', () => {
    const stack = emptyStack();
    new TestTarget(stack, 'Test', stack.production);
    new TestService(stack, 'backend').dependsOn(new TestService(stack, 'redis', { kind: ServiceKind.DATA }));
    expect(refused(stack)).toContain('service "backend" waits for "redis", which runs elsewhere in environment "production" (DataServices.EXTERNAL): use connectTo in place of dependsOn');
  });

  test('cannot go round in a circle', () => {
    const stack = targetedStack();
    const [a, b, c] = ['a', 'b', 'c'].map((id) => new TestService(stack, id));
    a.dependsOn(b);
    b.dependsOn(c);
    c.dependsOn(b, Condition.STARTED);
    expect(refused(stack)).toContain('services wait for each other: "b" waits for "c" waits for "b": take one of the dependencies away');
  });

  test('cannot be on the service itself', () => {
    const stack = targetedStack();
    const service = new TestService(stack, 'a');
    expect(() => service.dependsOn(service)).toThrow('service "a" cannot wait for itself');
  });

  test('may meet again', () => {
    const stack = targetedStack();
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => new TestService(stack, id));
    [b, c].forEach((middle) => {
      a.dependsOn(middle);
      middle.dependsOn(d);
    });
    expect(stack.validate()).toEqual([]);
  });

  test('on health need a health check', () => {
    const stack = targetedStack();
    new TestService(stack, 'worker').dependsOn(new TestService(stack, 'redis', { healthCheck: HealthCheck.none() }));
    expect(refused(stack)).toContain(
      'service "worker" waits for "redis" to be healthy, but "redis" has no health check: pass healthCheck, or depend with Condition.STARTED',
    );
  });

  test('on a connection\'s health need a check too, and Condition.STARTED is the way out', () => {
    const stack = targetedStack();
    const worker = new TestService(stack, 'worker');
    const redis = new TestService(stack, 'redis', { healthCheck: HealthCheck.none() });
    worker.connectTo(redis);
    expect(stack.validate()).toHaveLength(1);
    worker.dependsOn(redis, Condition.STARTED);
    expect(stack.validate()).toEqual([]);
  });

  test.each([Condition.STARTED, Condition.COMPLETED])('%s needs no health check', (condition) => {
    const stack = targetedStack();
    new TestService(stack, 'worker').dependsOn(new TestService(stack, 'job', { kind: ServiceKind.JOB, healthCheck: HealthCheck.none() }), condition);
    expect(stack.validate()).toEqual([]);
  });
});

describe('an image that is another service\'s', () => {
  test('belongs to a service of the stack', () => {
    const stack = targetedStack();
    new TestService(stack, 'worker', { image: ImageSource.sameAs(new TestService(new TestStack(emptyProject(), 'other'), 'backend')) });
    expect(refused(stack)).toContain(
      'service "worker" runs the image of "backend", which has no containers in environment "development" of stack "conductor"',
    );
  });

  test('belongs to the service that builds it', () => {
    const stack = targetedStack();
    const backend = new TestService(stack, 'backend');
    const worker = new TestService(stack, 'worker', { image: ImageSource.sameAs(backend) });
    new TestService(stack, 'beat', { image: ImageSource.sameAs(worker) });
    expect(refused(stack)).toContain('service "beat" runs the image of "worker", which itself runs another\'s: name the service that builds it');
  });
});

describe('a variable set twice is refused', () => {
  class Provider extends TestService {
    public override bindTo() {
      return { environment: { URL: EnvValue.of(this.id) } };
    }
  }

  test.each<[string, (stack: Stack) => void, string]>([
    ['by the description and a connection', (stack) => {
      new TestService(stack, 'backend', { environment: { URL: EnvValue.of('') } }).connectTo(new Provider(stack, 'redis'));
    }, 'its own description and by its connection to "redis"'],
    ['by the description and addEnvironmentVariable', (stack) => {
      new TestService(stack, 'backend', { environment: { URL: EnvValue.of('') } }).addEnvironmentVariable('URL', EnvValue.of(''));
    }, 'its own description and by addEnvironmentVariable'],
    ['by two connections', (stack) => {
      new TestService(stack, 'backend').connectTo(new Provider(stack, 'redis'), new Provider(stack, 'cache'));
    }, 'its connection to "redis" and by its connection to "cache"'],
    ['by a connection and addEnvironmentVariable', (stack) => {
      const backend = new TestService(stack, 'backend');
      backend.connectTo(new Provider(stack, 'redis'));
      backend.addEnvironmentVariable('URL', EnvValue.of(''));
    }, 'its connection to "redis" and by addEnvironmentVariable'],
  ])('%s', (_, build, by) => {
    const stack = targetedStack();
    build(stack);
    expect(refused(stack)).toContain(`variable "URL" of service "backend" is set by ${by}: set it once, or use environment.configure`);
  });

  test('and environment.configure is the way out', () => {
    const stack = targetedStack();
    const backend = new TestService(stack, 'backend');
    backend.connectTo(new Provider(stack, 'redis'));
    stack.development.configure(backend, { environment: { URL: EnvValue.of('other') } });
    expect(stack.validate()).toEqual([]);
  });
});

test('a malformed name of a variable in a description is refused', () => {
  expect(refusedSpec({ environment: { 'A-B': EnvValue.of('') } })).toContain('variable name "A-B" cannot be used: allowed are letters, digits and underscores');
});

describe('limits', () => {
  test.each([0, 0.001, -1, NaN, Infinity])('of %d CPUs are refused', (amount) => {
    expect(refusedSpec({ resources: { cpus: amount } })).toContain(`the cpus of service "backend" are ${amount}: allowed are numbers from 0.01 to 1024, such as 0.5`);
    expect(refusedSpec({ resources: { reservedCpus: amount } })).toContain(`the reservedCpus of service "backend" are ${amount}: allowed are numbers from 0.01 to 1024`);
  });

  test('are not below what is reserved', () => {
    const message = refusedSpec({
      resources: { cpus: 1, reservedCpus: 2, memory: Size.mebibytes(512), reservedMemory: Size.gibibytes(1) },
    });
    expect(message).toContain('service "backend" reserves 2 CPUs and may use 1: reserve at most what it may use');
    expect(message).toContain('service "backend" reserves 1g of memory and may use 512m: reserve at most what it may use');
  });

  test('may be what is reserved', () => {
    const stack = targetedStack();
    new TestService(stack, 'backend', { resources: { cpus: 1, reservedCpus: 1, memory: Size.gibibytes(1), reservedMemory: Size.gibibytes(1), pids: 1 } });
    expect(stack.validate()).toEqual([]);
  });

  test.each([0, -1, 1.5])('of %d processes are refused', (pids) => {
    expect(refusedSpec({ resources: { pids } })).toContain(`the pids of service "backend" is ${pids}: allowed are whole numbers from 1`);
  });

  test('of an environment are checked too', () => {
    const stack = targetedStack();
    stack.development.configure(new TestService(stack, 'backend'), { resources: { cpus: -1 } });
    expect(refused(stack)).toContain('the cpus of service "backend" are -1');
  });
});

describe('replicas', () => {
  test.each([-1, 1.5, NaN])('cannot be %d', (replicas) => {
    expect(refusedSpec({ replicas })).toContain(`the replicas of service "backend" is ${replicas}: allowed are whole numbers from 0`);
  });

  test('of a scheduler are one at most', () => {
    expect(refusedSpec({ kind: ServiceKind.SCHEDULER, replicas: 2 })).toContain(
      'service "backend" would run 2 times, and starts work by the clock, so that everything would start as often: allowed are 0 to 1 replicas',
    );
  });
});

describe('mounts', () => {
  test('are at different places', () => {
    expect(refusedSpec({ mounts: [Volume.named('a').mountAt('/data'), Volume.named('b').mountAt('/data/')] })).toContain(
      'service "backend" has two things at "/data": mount one thing there',
    );
  });

  test('are not where memory is', () => {
    expect(refusedSpec({ mounts: [Volume.named('a').mountAt('/tmp')], writablePaths: ['/tmp'] })).toContain(
      'service "backend" has two things at "/tmp": mount one thing there, and take the path out of writablePaths if it is mounted',
    );
  });

  test.each(['/tmp', '/tmp/'])('take the place of memory where nothing is said: %s', (place) => {
    const stack = targetedStack();
    new TestService(stack, 'backend', { mounts: [Volume.scratch(Size.gibibytes(1)).mountAt(place)] });
    expect(stack.validate()).toEqual([]);
  });
});

describe('bodies of requests', () => {
  const letThrough = (maxBodySize: Size | undefined, spec: Partial<ServiceSpec>, limitResources = true) => {
    const stack = emptyStack({ development: { limitResources } });
    new TestTarget(stack, 'Test', stack.development);
    const backend = new TestService(stack, 'backend', { ports: [{ port: 8000 }], resources: { memory: Size.gibibytes(1) }, ...spec });
    new TestService(stack, 'proxy', { routes: [{ service: backend, port: 8000, maxBodySize }] });
    return stack.validate();
  };

  test('that would fill the memory are refused, with both numbers', () => {
    expect(letThrough(Size.gibibytes(2), {})).toEqual([
      'service "proxy" lets bodies of 2g through to service "backend", which keeps temporary files in memory, and may use 1g of it: allowed is '
      + 'half of that; mount Volume.scratch(...) at "/tmp" (temporaryStorage of a BackendService), give it more memory, or let less through '
      + '(maxBodySize)',
    ]);
  });

  test.each<[string, Size | undefined, Partial<ServiceSpec>, { limitResources?: boolean }]>([
    ['half of the memory', Size.mebibytes(512), {}, {}],
    ['the receiver keeps temporary files on disk', Size.gibibytes(2), { mounts: [Volume.scratch(Size.gibibytes(4)).mountAt('/tmp')] }, {}],
    ['its root file system is all that can be written to', Size.gibibytes(2), { writableRoot: true, writablePaths: [] }, {}],
    ['it has no limit', Size.gibibytes(2), { resources: {} }, {}],
    ['limits do not apply', Size.gibibytes(2), {}, { limitResources: false }],
    ['nobody knows how large they are', undefined, {}, {}],
  ])('are let through: %s', (_, maxBodySize, spec, { limitResources }) => {
    expect(letThrough(maxBodySize, spec, limitResources)).toEqual([]);
  });
});

describe('a third party\'s description', () => {
  test('names a port and a variable where its containers ask each other', () => {
    const readiness = HealthCheck.command(['true']);
    expect(refusedSpec({ peers: { variable: 'PEERS', readiness } })).toContain('service "backend" has peers, and no port at which they reach each other: add it to ports');
    expect(refusedSpec({ peers: { variable: 'NO NAME', readiness } })).toContain('variable name "NO NAME"');
  });

  test('names an endpoint\'s port among the ports', () => {
    expect(refusedSpec({ endpoints: [{ title: 'Page', port: 80 }] })).toContain(
      'service "backend" has an endpoint "Page" on port 80, which is not one of its ports: add it to ports',
    );
  });

  const LINE = ['a newline', 'a carriage return', 'a line separator', 'a paragraph separator', 'a next-line character', 'a NUL'];

  test.each(LINE)('has no %s in what people read', (what) => {
    const text = HOSTILE[what];
    expect(refusedSpec({ description: text })).toContain(`the description of service "backend" is ${JSON.stringify(text)}, which cannot be used: allowed are one line of text`);
    expect(refusedSpec({ ports: [{ port: 80 }], endpoints: [{ title: text, port: 80 }] })).toContain('the title of an endpoint of service "backend" is');
  });

  test.each(Object.keys(HOSTILE))('has no %s in the path of an endpoint or of a route, a capability or a writable path', (what) => {
    const text = HOSTILE[what];
    const other = new TestService(emptyStack(), 'other');
    const message = refusedSpec({
      ports: [{ port: 80 }], endpoints: [{ title: 'Page', port: 80, path: `/${text}` }], routes: [{ service: other, port: 80, path: `/${text}` }], capabilities: [text], writablePaths: [`/${text}`],
    });
    for (const name of ['the path of an endpoint', 'the path of a route', 'a capability', 'a writable path']) {
      expect(message).toContain(`${name} of service "backend" is`);
    }
  });

  test('has no NUL in a command', () => {
    expect(refusedSpec({ command: ['a\0b'] })).toContain('an argument in a command of service "backend" is "a\\u0000b", which cannot be used: allowed are texts without NUL');
  });

  test('has no NUL in a command that runs for a release or that chooses among containers', () => {
    for (const command of ['releaseCommand', 'switchCommand']) {
      expect(refusedSpec({ [command]: ['a\0b'] })).toContain('an argument in a command of service "backend" is "a\\u0000b"');
    }
  });

  test('that chooses among the containers of others sends requests to one of them', () => {
    expect(refusedSpec({ switchCommand: ['switch'] })).toContain(
      'service "backend" chooses among the containers of other services (switchCommand), but sends requests to none: pass routes',
    );
  });

  test('chooses where it sends requests', () => {
    const stack = targetedStack();
    const backend = new TestService(stack, 'backend', { routes: [] });
    new TestService(stack, 'edge', { routes: [{ service: backend, port: 80 }], switchCommand: ['switch'] });
    expect(stack.validate()).toEqual([]);
  });

  test('that fails is reported with the rest', () => {
    class Failing extends Service {
      public describe(): ServiceSpec {
        throw new Error('no idea');
      }
    }
    const stack = targetedStack();
    new Failing(stack, 'failing');
    new TestService(stack, 'backend', { capabilities: ['a b'] });
    const message = refused(stack);
    expect(message).toContain('  - no idea');
    expect(message).toContain('a capability of service "backend"');
  });
});

describe('how many containers run', () => {
  test.each([
    [ServiceKind.SCHEDULER, 'starts work by the clock, so that everything would start as often'],
    [ServiceKind.DATA, 'keeps data, which several servers on one volume destroy'],
    [ServiceKind.JOB, 'is to run once for each release'],
  ])('a service of kind %s runs once', (kind, why) => {
    expect(refusedSpec({ kind, replicas: 2 })).toContain(`service "backend" would run 2 times, and ${why}: allowed are 0 to 1 replicas`);
  });

  test('a service may say how many there may be', () => {
    expect(refusedSpec({ replicas: 4, maxReplicas: 3 })).toContain('service "backend" would run 4 times, and may run 3 times at most: allowed are 0 to 3 replicas');
    expect(refusedSpec({ minReplicas: 2 })).toContain('service "backend" would run 1 times, and has to run 2 times at least: pass that many replicas');
  });

  test('an environment cannot run two servers on one volume', () => {
    const stack = targetedStack();
    stack.development.configure(new TestService(stack, 'redis', { kind: ServiceKind.DATA }), { replicas: 2 });
    expect(refused(stack)).toContain('service "redis" would run 2 times, and keeps data');
  });
});

test('what is waited for to be completed is a job', () => {
  const stack = targetedStack();
  const migrations = new TestService(stack, 'migrations');
  new TestService(stack, 'backend').dependsOn(migrations, Condition.COMPLETED);
  expect(refused(stack)).toContain('service "backend" waits for "migrations" to be completed, but "migrations" is no job: give it kind ServiceKind.JOB, or wait with Condition.HEALTHY');
});

test('an environment that nobody writes down configures nothing', () => {
  const stack = targetedStack();
  const backend = new TestService(stack, 'backend');
  stack.addEnvironment('staging').configure(backend, { replicas: 2 });
  expect(refused(stack)).toContain(
    'environment "staging" of stack "conductor" configures service "backend", and no platform writes it down: let one write it, or remove configure',
  );
});

test('an environment configures services of its own stack', () => {
  const stack = targetedStack();
  new TestService(stack, 'backend');
  stack.development.configure(new TestService(new TestStack(emptyProject(), 'other'), 'redis'), { replicas: 2 });
  expect(refused(stack)).toContain(
    'environment "development" of stack "conductor" configures service "redis" of stack "other": configure it in an environment of its own stack',
  );
});

describe('time budgets', () => {
  test('a service that needs longer to end than it is given is refused, with both numbers', () => {
    const spec = { gracefulShutdown: Duration.seconds(30), stopGracePeriod: Duration.seconds(30) };
    expect(refusedSpec(spec)).toContain('service "backend" may take 30s to finish what it has begun (gracefulShutdown), and is killed after 30s (stopGracePeriod): the first has to be shorter');
  });

  test('where nothing is said, it is killed after 10 seconds', () => {
    expect(refusedSpec({ gracefulShutdown: Duration.seconds(15) })).toContain('may take 15s to finish what it has begun (gracefulShutdown), and is killed after 10s');
  });

  test('what an environment changes counts', () => {
    const stack = emptyStack();
    const backend = new TestService(stack, 'backend', { gracefulShutdown: Duration.seconds(20), stopGracePeriod: Duration.seconds(30) });
    new TestTarget(stack, 'Production', stack.production);
    stack.production.configure(backend, { stopGracePeriod: Duration.seconds(15) });
    expect(refused(stack)).toContain('may take 20s to finish what it has begun (gracefulShutdown), and is killed after 15s');
  });

  test.each(['TERM', '9', 'SIGTERM; reboot', ''])('the signal %j is refused', (stopSignal) => {
    expect(refusedSpec({ stopSignal })).toContain(`the stopSignal of service "backend" is ${JSON.stringify(stopSignal)}, which cannot be used`);
  });
});
