import { Duration, Size } from '../../src/base';
import { onlyProps, requireProps } from '../../src/base/props';
import { CommentStyle, Condition, EnvValue, Environment, HealthCheck, ImageSource, ProbeTool, Service, ServiceKind, ServiceSpec } from '../../src/model';
import { BackendService, CeleryWorker, EdgeTls, GenericService, MongoService, RedisService } from '../../src/services';
import { ContainerStack } from '../../src/stack';
import { emptyProject } from '../fixtures/stack';

/** As JavaScript would call it. */
function untyped(values: object): any {
  return values;
}

/** A stack in a project of its own. */
function stack(props: object = {}): ContainerStack {
  return new ContainerStack(emptyProject(), 'shop', untyped(props));
}

function backend(props: object): BackendService {
  return new BackendService(stack(), 'backend', untyped({ app: 'app.main:app', ...props }));
}

describe('an unknown option is refused', () => {
  test('with the name that was probably meant, and all that there are', () => {
    expect(() => backend({ enviroment: {} }))
      .toThrow('service "backend" has no option "enviroment": did you mean "environment"? It knows "app", "baseImage", "buildPackages", "buildSecrets", "connectTo", ');
  });

  test.each([['secret', 'secrets'], ['Port', 'port'], ['hostport', 'hostPort'], ['conectTo', 'connectTo'], ['prot', 'port'], ['graceful', 'gracefulShutdown']])(
    '%s: did you mean %s?', (wrong, right) => {
      expect(() => backend({ [wrong]: 'x' })).toThrow(`has no option "${wrong}": did you mean "${right}"? It knows`);
    });

  test('without a guess where no name is near', () => {
    expect(() => stack({ staging: {} })).toThrow('stack "shop" has no option "staging": It knows "adopt", "compose", "development", "language", ');
  });

  test('inside of another option', () => {
    expect(() => backend({ resources: { memroy: Size.gibibytes(1) } }))
      .toThrow('"resources" of service "backend" has no option "memroy": did you mean "memory"? It knows "cpus", "memory", "pids", ');
  });

  test('inside of lists', () => {
    expect(() => new MongoService(stack(), 'mongodb', untyped({ database: 'shop', collections: [{ name: 'users' }, { name: 'orders', indexs: [] }] })))
      .toThrow('"collections[1]" of service "mongodb" has no option "indexs": did you mean "indexes"?');
  });

  test('by a method', () => {
    const shop = stack();
    const redis = new RedisService(shop, 'redis');
    expect(() => shop.addEnvironment('staging', untyped({ publishOn: '127.0.0.1' }))).toThrow('environment "staging" has no option "publishOn": did you mean "publishedOn"?');
    expect(() => shop.production.configure(redis, untyped({ replica: 2 })))
      .toThrow('the configuration of service "redis" in environment "production" has no option "replica": did you mean "replicas"?');
  });

  test('by a factory', () => {
    expect(() => HealthCheck.http('/health', untyped({ port: 80, tool: ProbeTool.CURL, intervall: 3 })))
      .toThrow('a health check of "/health" has no option "intervall": did you mean "interval"?');
    expect(() => EdgeTls.automatic(untyped({ mail: 'a@example.com' }))).toThrow('EdgeTls.automatic has no option "mail": did you mean "email"?');
    expect(() => EnvValue.secret('KEY', untyped({ defaultValue: 'x' }))).toThrow('secret "KEY" has no option "defaultValue": ');
  });

  test('but one that is undefined is not given', () => {
    expect(() => backend({ enviroment: undefined, port: undefined })).not.toThrow();
  });
});

describe('a missing option is named', () => {
  test('where nothing at all is passed', () => {
    expect(() => new MongoService(stack(), 'mongodb', undefined as any)).toThrow('service "mongodb" needs "database", which is missing: pass a string');
  });

  test('with what makes one', () => {
    expect(() => new CeleryWorker(stack(), 'worker', untyped({})))
      .toThrow('service "worker" needs "app", which is missing: pass a string');
    expect(() => new GenericService(stack(), 'mail', untyped({ image: ImageSource.reference('mail:1') })))
      .toThrow('service "mail" needs "healthCheck", which is missing: pass a HealthCheck: HealthCheck.command(...), HealthCheck.http(...), ');
  });

  test('inside of lists', () => {
    expect(() => new MongoService(stack(), 'mongodb', untyped({ database: 'shop', collections: [{}] })))
      .toThrow('service "mongodb" needs "collections[0].name", which is missing: pass a string');
  });
});

describe('an option of another type is refused:', () => {
  test('a service in place of a list', () => {
    expect(() => backend({ connectTo: new RedisService(stack(), 'redis') }))
      .toThrow('"connectTo" of service "backend" is a RedisService: pass a list of items, each a Service');
  });

  test.each<[string, object, string]>([
    ['a text in place of a service', { connectTo: ['redis'] }, '"connectTo[0]" of service "backend" is the string "redis": pass a Service'],
    ['a text in place of an EnvValue', { environment: { A: 'x' } },
      '"environment.A" of service "backend" is the string "x": pass an EnvValue: EnvValue.join(...), EnvValue.of(...), '],
    ['a text in place of a number', { port: '9000' }, '"port" of service "backend" is the string "9000": pass a number'],
    ['a number in place of a text', { app: 5 }, '"app" of service "backend" is the number 5: pass a string'],
    ['a number in place of a duration', { gracefulShutdown: 5 }, '"gracefulShutdown" of service "backend" is the number 5: pass a Duration: Duration.days(...), '],
    ['a size in place of a duration', { gracefulShutdown: Size.gibibytes(1) }, '"gracefulShutdown" of service "backend" is a Size: pass a Duration: '],
    ['a text in place of options', { resources: '1g' }, '"resources" of service "backend" is the string "1g": pass an object with "cpus", "memory", '],
    ['null', { path: null }, '"path" of service "backend" is null: pass a string'],
    ['a value that is none of an enum', { packages: 'pip' },
      '"packages" of service "backend" is the string "pip": pass one of PythonPackages.REQUIREMENTS, PythonPackages.UV, PythonPackages.POETRY'],
  ])('%s', (_, props, message) => {
    expect(() => backend(props)).toThrow(message);
  });

  test('props that are no object', () => {
    expect(() => new RedisService(stack(), 'redis', null as any)).toThrow('service "redis" is null: pass an object with "database", ');
    expect(() => new RedisService(stack(), 'redis', [] as any)).toThrow('service "redis" is a list: pass an object with "database", ');
  });

  test('one of several types', () => {
    expect(() => new MongoService(stack(), 'mongodb', untyped({ database: 'shop', collections: [{ name: 'a', indexes: [{ keys: { b: true } }] }] })))
      .toThrow('"collections[0].indexes[0].keys.b" of service "mongodb" is the boolean true: pass a string or a number');
  });
});

describe('accepted are', () => {
  /** A service that a third party has written. */
  class PostgresService extends Service {
    public describe(_environment: Environment): ServiceSpec {
      return { kind: ServiceKind.DATA, description: 'PostgreSQL', image: ImageSource.reference('postgres:17'), healthCheck: HealthCheck.none() };
    }
  }

  test('instances of subclasses of others', () => {
    const shop = stack();
    expect(() => new BackendService(shop, 'backend', { app: 'a:a', connectTo: [new PostgresService(shop, 'postgres')] })).not.toThrow();
  });

  test('instances that another copy of the library has made', () => {
    jest.isolateModules(() => {
      const other = jest.requireActual<typeof import('../../src/base')>('../../src/base');
      expect(other.Duration).not.toBe(Duration);
      expect(() => backend({ gracefulShutdown: other.Duration.seconds(3) })).not.toThrow();
    });
  });

  test('instances whose class has lost its name to a minifier', () => {
    class A {}
    Object.assign(A, { [Symbol.for('jsii.rtti')]: { fqn: 'projen-container-stack.Duration', version: '0.0.0' } });
    expect(() => requireProps('HealthCheckOptions', { interval: new A() }, 'a check')).not.toThrow();
  });

  test('objects that can do what an interface says', () => {
    const file = { comment: CommentStyle.HASH, content: { render: () => 'text' } };
    expect(() => requireProps('StackFileProps', file, 'a file')).not.toThrow();
    expect(() => requireProps('StackFileProps', { ...file, content: { text: 'text' } }, 'a file')).toThrow('"content" of a file is an object: pass an IFileContent');
  });

  test('values of enums', () => {
    expect(() => requireProps('Dependency', { service: new RedisService(stack(), 'redis'), condition: Condition.HEALTHY }, 'a dependency')).not.toThrow();
    expect(() => requireProps('Dependency', { service: new RedisService(stack(), 'redis'), condition: 'healthy' }, 'a dependency')).not.toThrow();
  });
});

test('a subclass passes on what its base class knows', () => {
  expect(onlyProps('StackPaths', { docker: 'containers', other: 1 })).toEqual({ docker: 'containers' });
});

test('a struct that is not in the table says how it gets there', () => {
  expect(() => requireProps('NoProps', {}, 'nothing')).toThrow('"NoProps" is no struct of the public API: run npx projen props after renaming one');
});
