import { Binding, Condition, DataServices, EnvValue, Environment, Service, ServiceKind } from '../../src/model';
import { HOSTILE } from '../fixtures/hostile';
import { TestService, emptyProject, emptyStack } from '../fixtures/stack';

class Provider extends TestService {
  public override bindTo(consumer: Service, environment: Environment): Binding {
    return { environment: { [`${this.id.toUpperCase()}_URL`]: EnvValue.of(`${environment.name}/${consumer.id}`) } };
  }
}

const names = (service: Service) => Object.keys(service.specIn(service.stack.development).environment!);
const dependencies = (service: Service, environment = service.stack.development) =>
  service.specIn(environment).dependencies!.map((dependency) => [dependency.service.id, dependency.condition]);

test('a service is known by its stack', () => {
  const stack = emptyStack();
  const backend = new TestService(stack, 'backend');
  expect(backend.stack).toBe(stack);
  expect(stack.services).toEqual([backend]);
});

test('a service can be told from other constructs', () => {
  const stack = emptyStack();
  expect(Service.isService(new TestService(stack, 'backend'))).toBe(true);
  expect(Service.isService(stack)).toBe(false);
});

test('a service belongs to a stack', () => {
  expect(() => new TestService(emptyProject() as any, 'backend')).toThrow(/is not in a container stack: pass a ContainerStack as its scope/);
});

test.each(['a', 'backend', 'celery-worker', 'api2', 'a'.repeat(63)])('%s is a DNS name', (id) => {
  expect(new TestService(emptyStack(), id).id).toBe(id);
});

test.each(['', 'Backend', 'back_end', '2api', '-api', 'api-', 'a.b', 'a b', 'á', 'a'.repeat(64), ...Object.values(HOSTILE)])('%j is no DNS name', (id) => {
  expect(() => new TestService(emptyStack(), id)).toThrow(
    `service id ${JSON.stringify(id)} cannot be used: allowed are DNS labels: lower case letters, digits and "-", starting with a letter, at most 63 characters`,
  );
});

test('an id is given once', () => {
  const stack = emptyStack();
  new TestService(stack, 'backend');
  expect(() => new TestService(stack, 'backend')).toThrow('service id "backend" is taken in stack "conductor": give the second one another id');
  expect(stack.services).toHaveLength(1);
});

test('two stacks may use the same id', () => {
  const services = [emptyStack(), emptyStack()].map((stack) => new TestService(stack, 'backend'));
  expect(services.map(({ id }) => id)).toEqual(['backend', 'backend']);
});

describe('a connection', () => {
  test('brings the variables of the provider', () => {
    const stack = emptyStack();
    const backend = new TestService(stack, 'backend');
    backend.connectTo(new Provider(stack, 'redis'), new Provider(stack, 'mongodb'));
    expect(names(backend)).toEqual(['REDIS_URL', 'MONGODB_URL']);
  });

  test('waits for the health of the provider', () => {
    const stack = emptyStack();
    const backend = new TestService(stack, 'backend');
    backend.connectTo(new Provider(stack, 'redis'));
    expect(dependencies(backend)).toEqual([['redis', Condition.HEALTHY]]);
  });

  test('waits for what the provider asks for', () => {
    class Job extends TestService {
      public override bindTo(): Binding {
        return { condition: Condition.COMPLETED };
      }
    }
    const stack = emptyStack();
    const backend = new TestService(stack, 'backend');
    backend.connectTo(new Job(stack, 'migrations'));
    expect(dependencies(backend)).toEqual([['migrations', Condition.COMPLETED]]);
  });

  test('does not wait for a provider that runs elsewhere', () => {
    const stack = emptyStack();
    const backend = new TestService(stack, 'backend');
    backend.connectTo(new Provider(stack, 'redis', { kind: ServiceKind.DATA }));
    expect(dependencies(backend, stack.production)).toEqual([]);
  });

  test('to itself is refused', () => {
    const backend = new TestService(emptyStack(), 'backend');
    expect(() => backend.connectTo(backend)).toThrow('service "backend" cannot be connected to itself');
  });

  test('is made once', () => {
    const stack = emptyStack();
    const backend = new TestService(stack, 'backend');
    const redis = new Provider(stack, 'redis');
    backend.connectTo(redis);
    expect(() => backend.connectTo(redis)).toThrow('service "backend" is connected to "redis" twice: connect it once');
  });

  test('is not made by changing the list of connections', () => {
    const stack = emptyStack();
    const backend = new TestService(stack, 'backend');
    backend.connections.push(new Provider(stack, 'redis'));
    expect(backend.connections).toEqual([]);
  });
});

describe('dependsOn', () => {
  test('waits for health', () => {
    const stack = emptyStack();
    const backend = new TestService(stack, 'backend');
    backend.dependsOn(new TestService(stack, 'search'));
    expect(dependencies(backend)).toEqual([['search', Condition.HEALTHY]]);
  });

  test('decides what a connection waits for', () => {
    const stack = emptyStack();
    const backend = new TestService(stack, 'backend');
    const redis = new Provider(stack, 'redis');
    backend.connectTo(redis);
    backend.dependsOn(redis, Condition.STARTED);
    expect(dependencies(backend)).toEqual([['redis', Condition.STARTED]]);
  });

  test('decides what the description waits for', () => {
    const stack = emptyStack();
    const search = new TestService(stack, 'search');
    const backend = new TestService(stack, 'backend', { dependencies: [{ service: search, condition: Condition.HEALTHY }] });
    backend.dependsOn(search, Condition.COMPLETED);
    expect(dependencies(backend)).toEqual([['search', Condition.COMPLETED]]);
  });

  test('says it once', () => {
    const stack = emptyStack();
    const backend = new TestService(stack, 'backend');
    const search = new TestService(stack, 'search');
    backend.dependsOn(search);
    expect(() => backend.dependsOn(search, Condition.STARTED)).toThrow(
      'service "backend" waits for "search" twice, to be healthy and to be started: say it once',
    );
  });
});

describe('a variable', () => {
  test('can be added', () => {
    const backend = new TestService(emptyStack(), 'backend', { environment: { A: EnvValue.of('') } });
    backend.addEnvironmentVariable('B', EnvValue.of(''));
    expect(names(backend)).toEqual(['A', 'B']);
  });

  test.each(['constructor', 'toString', 'hasOwnProperty'])('may be named %s', (name) => {
    const backend = new TestService(emptyStack(), 'backend');
    backend.addEnvironmentVariable(name, EnvValue.of(''));
    expect(names(backend)).toEqual([name]);
  });

  test.each(['', '1A', 'A-B', 'A B', '__proto__', ...Object.values(HOSTILE)])('cannot be named %j', (name) => {
    const backend = new TestService(emptyStack(), 'backend');
    expect(() => backend.addEnvironmentVariable(name, EnvValue.of(''))).toThrow(`variable name ${JSON.stringify(name)} cannot be used: allowed are letters, digits and underscores`);
  });

  test('is added once', () => {
    const backend = new TestService(emptyStack(), 'backend');
    backend.addEnvironmentVariable('A', EnvValue.of('1'));
    expect(() => backend.addEnvironmentVariable('A', EnvValue.of('1'))).toThrow('variable "A" of service "backend" is added twice: add it once');
  });
});

describe('runsIn', () => {
  const external = new Environment('external', { dataServices: DataServices.EXTERNAL });

  test.each([ServiceKind.HTTP, ServiceKind.WORKER, ServiceKind.SCHEDULER, ServiceKind.OTHER])('is true for %s where data services are elsewhere', (kind) => {
    expect(new TestService(emptyStack(), 'a', { kind }).runsIn(external)).toBe(true);
  });

  test('is false for data services where they are elsewhere', () => {
    expect(new TestService(emptyStack(), 'a', { kind: ServiceKind.DATA }).runsIn(external)).toBe(false);
  });

  test('is true for data services where they run in the stack', () => {
    expect(new TestService(emptyStack(), 'a', { kind: ServiceKind.DATA }).runsIn(new Environment('demo'))).toBe(true);
  });
});

test('asked twice, a service says the same', () => {
  const stack = emptyStack();
  const backend = new TestService(stack, 'backend');
  backend.connectTo(new Provider(stack, 'redis'));
  expect(backend.specIn(stack.development)).toEqual(backend.specIn(stack.development));
});
