import { Match } from '../../src/assertions';
import { Duration, Size } from '../../src/base';
import { Condition, ContainerUser, EnvValue, HealthCheck, ImageSource, ServiceKind, Volume } from '../../src/model';
import { ComposeTarget } from '../../src/platforms';
import { GenericService, GenericServiceProps } from '../../src/services';
import { composeService, expectService } from '../fixtures/compose';
import { HOSTILE } from '../fixtures/hostile';
import { TestService, emptyStack, healthy, refused } from '../fixtures/stack';

const IMAGE = { image: ImageSource.reference('busybox:1'), healthCheck: healthy() };
const generic = (props: Partial<GenericServiceProps> = {}) => new GenericService(emptyStack(), 'any', { ...IMAGE, ...props });

test('an image and a health check are enough', () => {
  const service = generic();
  expect(service.describe(service.stack.development)).toMatchObject({ kind: ServiceKind.OTHER, description: 'any', ...IMAGE });
});

test('it is the same in every environment', () => {
  const service = generic({ command: ['a'] });
  expect(service.describe(service.stack.development)).toEqual(service.describe(service.stack.production));
});

test('it has all that a service can have', () => {
  const { environment, ...service } = composeService(generic({
    kind: ServiceKind.HTTP,
    description: 'Search',
    command: ['serve'],
    environment: { A: EnvValue.of('1') },
    ports: [{ port: 80 }],
    endpoints: [{ title: 'Search', port: 80 }],
    mounts: [Volume.named('data').mountAt('/data')],
    user: ContainerUser.of(1000),
    writableRoot: true,
    writablePaths: ['/run'],
    capabilities: ['CHOWN'],
    init: true,
    resources: { memory: Size.gibibytes(1) },
    stopGracePeriod: Duration.seconds(1),
  }));
  expect(environment).toEqual({ A: '1' });
  expect(service).toMatchObject({
    command: ['serve'],
    ports: ['127.0.0.1:${ANY_PORT:-80}:80'],
    volumes: ['data:/data'],
    user: '1000:1000',
    tmpfs: ['/run'],
    cap_add: ['CHOWN'],
    init: true,
    stop_grace_period: '1s',
  });
});

test('a platform is told all that any service can tell', () => {
  const told = {
    routes: [],
    dependencies: [],
    replicas: 2,
    minReplicas: 1,
    maxReplicas: 3,
    gracefulShutdown: Duration.seconds(5),
    stopSignal: 'SIGINT',
    readiness: healthy(),
    releaseCommand: ['migrate'],
    trialCommand: ['check'],
    backup: { dump: ['dump'], restore: ['restore'], fileEnding: '.dump' },
    secretFiles: true,
  };
  const service = generic(told);
  expect(service.describe(service.stack.development)).toMatchObject(told);
});

test('it is connected to others', () => {
  const stack = emptyStack();
  const service = new GenericService(stack, 'any', { ...IMAGE, connectTo: [new TestService(stack, 'redis')] });
  expect(service.specIn(stack.development).dependencies).toEqual([{ service: stack.findService('redis'), condition: Condition.HEALTHY }]);
});

test('it keeps a copy of what it is given', () => {
  const command = ['a'];
  const environment: { [name: string]: EnvValue } = {};
  const lists = { ports: [], endpoints: [], mounts: [], writablePaths: [], capabilities: [] } as { [name: string]: unknown[] };
  const service = generic({ command, environment, ...lists });
  command.push('evil');
  environment.EVIL = EnvValue.of('');
  Object.values(lists).forEach((list) => list.push('evil'));
  expect(service.describe(service.stack.development)).toMatchObject({
    command: ['a'], environment: {}, ports: [], endpoints: [], mounts: [], writablePaths: [], capabilities: [],
  });
});

test.each(['a newline', 'a carriage return', 'a line separator', 'a paragraph separator', 'a next-line character', 'a NUL'])('%s in the description is refused', (what) => {
  expect(() => generic({ description: HOSTILE[what] })).toThrow(
    `the description of service "any" is ${JSON.stringify(HOSTILE[what])}, which cannot be used: allowed are one line of text without control characters`,
  );
});

test.each(['', ...Object.values(HOSTILE)])('a variable %j is refused', (name) => {
  expect(() => generic({ environment: { [name]: EnvValue.of('') } })).toThrow(`variable name ${JSON.stringify(name)} cannot be used`);
});

test.each(Object.keys(HOSTILE))('%s in any other text is refused before anything is written', (what) => {
  const text = HOSTILE[what];
  const service = generic({
    capabilities: [text], writablePaths: [text], ports: [{ port: 80, variable: text }], endpoints: [{ title: 'a', port: 80, path: text }],
  });
  new ComposeTarget(service.stack, { environment: service.stack.development });
  const problems = refused(service.stack).split('\n  - ').slice(1);
  expect(problems).toEqual(Array(4).fill(expect.stringContaining('cannot be used: allowed are')));
});

test('it may have no health check', () => {
  expectService(generic({ healthCheck: HealthCheck.none() }), { healthcheck: Match.exact({ disable: true }) });
});
