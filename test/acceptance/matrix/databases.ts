import {
  BackendService, CeleryBeat, CeleryWorker, ContainerStack, ContainerUser, Debugger, Duration, EnvValue, FlowerService, MongoService,
  PostgresService, PythonPackages, PythonServer, RabbitMqService, RedisService, Size, ValkeyService, Volume,
} from '../../../src';

const variables = (prefix: string) => ({
  host: `${prefix}_HOST`, port: `${prefix}_PORT_NUMBER`, user: `${prefix}_LOGIN`, password: `${prefix}_SECRET`, database: `${prefix}_NAME`,
});

/** Databases, brokers and servers with every option. */
export function putServers(stack: ContainerStack): void {
  const resources = { memory: Size.gibibytes(1) };
  const runAs = ContainerUser.of(1001);
  const postgres = new PostgresService(stack, 'ledger', {
    database: 'ledger',
    version: '18',
    image: 'postgres:18-alpine',
    user: 'clerk',
    extensions: ['pgcrypto'],
    settings: { max_connections: '200' },
    scheme: 'postgresql+psycopg',
    urlVariable: 'LEDGER_URL',
    variables: variables('LEDGER'),
    hostPort: 5433,
    runAs,
    resources,
  });
  const rabbitmq = new RabbitMqService(stack, 'queue', {
    version: '4.1',
    image: 'rabbitmq:4.1-management',
    virtualHost: 'ledger',
    user: 'clerk',
    maxMemory: Size.mebibytes(512),
    leastFreeDisk: Size.gibibytes(2),
    consumerTimeout: Duration.hours(2),
    urlVariable: 'QUEUE_URL',
    variables: variables('QUEUE'),
    hostPort: 5673,
    managementHostPort: 15673,
    runAs,
    resources,
  });
  const valkey = new ValkeyService(stack, 'cache', {
    version: '8',
    image: 'valkey/valkey:8-alpine',
    persistence: false,
    maxMemory: Size.mebibytes(64),
    database: 3,
    hostPort: 6399,
    runAs,
    resources,
    urlVariable: 'CACHE_SERVER',
    variables: { host: 'CACHE_HOST' },
    purposes: [{ urlVariable: 'CACHE_URL', database: 1, keyPrefix: 'ledger:', keyPrefixVariable: 'CACHE_PREFIX' }],
  });
  const results = new RedisService(stack, 'results', {
    hostPort: 6398, runAs, variables: { host: 'RESULTS_HOST' }, purposes: [{ urlVariable: 'RESULTS_URL', database: 2 }],
  });
  const events = new MongoService(stack, 'events', {
    database: 'events', replicaSet: 'rs0', hostPort: 27019, urlVariable: 'EVENTS_URL', variables: variables('EVENTS'), runAs,
  });
  const servers = {
    uvicorn: PythonServer.uvicorn({ version: '0.30', workers: 2, factory: true, rootPath: '/ledger', proxyHeaders: false, options: ['--backlog', '4096'] }),
    gunicorn: PythonServer.gunicorn({ version: '23.0', workers: 2, factory: true, workerClass: 'gthread', options: ['--threads=4'] }),
    granian: PythonServer.granian({ version: '2.5', workers: 2, factory: true, interface: 'asgi', rootPath: '/ledger', options: ['--http', '1'] }),
    hypercorn: PythonServer.hypercorn({ version: '0.17', workers: 2, factory: true, rootPath: '/ledger', options: ['--keep-alive', '9'] }),
  };
  const [backend] = Object.entries(servers).map(([id, server], index) => new BackendService(stack, id, {
    app: 'app.main:create_app', server, hostPort: 8201 + index, connectTo: [postgres, rabbitmq, valkey, results, events],
  }));
  new CeleryWorker(stack, 'ledger-worker', {
    backend,
    app: 'app.celery_app',
    autoscale: { least: 1, most: 4 },
    prefetchMultiplier: 1,
    timeLimit: Duration.minutes(10),
    softTimeLimit: Duration.minutes(9),
    maxTasksPerChild: 100,
    maxMemoryPerChild: Size.mebibytes(200),
    options: ['--without-gossip'],
  });
  putOwnWorkers(stack, postgres);
  new FlowerService(stack, 'flower', {
    backend,
    app: 'app.celery_app',
    user: 'ops',
    port: 5556,
    hostPort: 5557,
    urlPrefix: '/flower',
    options: ['--max_tasks=5000'],
    connectTo: [],
    environment: { FLOWER_MAX_TASKS: EnvValue.of('1000') },
    resources,
  });
}

/** Workers and the like with images of their own, and those that share them. */
function putOwnWorkers(stack: ContainerStack, database: PostgresService): void {
  const app = 'tasks.celery';
  const code = {
    pythonVersion: '3.13',
    packages: PythonPackages.POETRY,
    buildPackages: ['cargo'],
    runtimePackages: ['libpq5'],
    logFolder: '/var/log/tasks',
    mounts: [Volume.named('task_files').mountAt('/var/lib/tasks')],
    temporaryStorage: Size.gibibytes(1),
    connectTo: [database],
    environment: { BROKER_URL: EnvValue.variable('TASKS_BROKER', { defaultValue: 'sqla+sqlite:///' }) },
    secrets: ['TASKS_KEY'],
    testCommand: ['python', '-m', 'unittest'],
  };
  const worker = new CeleryWorker(stack, 'tasks', { ...code, path: 'services/tasks', app });
  new CeleryWorker(stack, 'more-tasks', { worker, app, queues: ['more'] });
  new CeleryBeat(stack, 'tasks-clock', { worker, app });
  new FlowerService(stack, 'tasks-pages', { worker, app, hostPort: 5558 });
  const baseImage = 'python:3.13-slim-bookworm';
  const debuggerAt = (port: number) => Debugger.debugpy({ port });
  new CeleryWorker(stack, 'own-worker', { ...code, path: 'services/worker', app, baseImage });
  new CeleryBeat(stack, 'own-clock', { ...code, path: 'services/clock', app, baseImage, debugger: debuggerAt(5680) });
  new FlowerService(stack, 'own-pages', { ...code, path: 'services/pages', app, baseImage, hostPort: 5559, debugger: debuggerAt(5681) });
}
