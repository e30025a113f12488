import { Project } from 'projen';
import { putServers } from './databases';
import {
  AngularNginxFrontend, BackendService, CeleryBeat, CeleryWorker, Compression, Condition, ContainerStack, ContainerUser,
  ContentSecurityPolicy, CrossOriginOpenerPolicy, DebugProtocol, Debugger, DevContainer, Duration, EdgeProxy,
  EdgeTls, EnvValue, GenericService, HealthCheck, HealthCheckOptions, ImageSource, InlineStyles, MongoService, ProbeTool, RedisService,
  ServiceKind, ServiceOption, Size, SpaNginxFrontend, StrictTransportSecurity, UnacknowledgedWeaknesses, VersionSteps, Volume, VsCodeLaunch,
} from '../../../src';

const OFTEN: HealthCheckOptions = {
  interval: Duration.seconds(20),
  retries: 4,
  startInterval: Duration.seconds(2),
  startPeriod: Duration.seconds(30),
  timeout: Duration.seconds(3),
};

/** A stack with the options that no stack of the matrix has. */
export function restOf(outdir: string): ContainerStack {
  const stack = new ContainerStack(new Project({ name: 'rest', outdir }), 'rest', {
    adopt: ['docs/OTHER.md'],
    unacknowledged: UnacknowledgedWeaknesses.REPORTED,
    compose: {
      allowsOverrideFile: true,
      developmentFile: 'compose.dev.yml',
      productionFile: 'compose.prod.yml',
      releasesFolder: '.old-releases',
      minDockerVersion: 27,
      minComposeVersion: '2.26',
      releases: {
        hooksFolder: 'hooks',
        hookTimeout: Duration.minutes(3),
        keepBackups: 30,
        keepBackupsFor: Duration.days(90),
        registry: {
          host: 'registry.example.com',
          prefix: 'shop',
          platforms: ['linux/amd64', 'linux/arm64'],
          cacheFrom: ['type=gha'],
          cacheTo: ['type=gha,mode=max'],
          provenance: true,
          sbom: true,
        },
        smokeTest: {
          program: 'smoke.sh',
          requests: [{
            service: 'backend',
            path: '/health',
            headers: { 'X-Smoke': 'yes' },
            statuses: [200, 204],
            text: 'ok',
            timeout: Duration.seconds(5),
          }],
        },
      },
    },
  });
  const redis = new RedisService(stack, 'redis', { image: 'redis:7.4-alpine', urlVariable: 'BROKER_URL' });
  const mongodb = new MongoService(stack, 'mongodb', { database: 'shop', image: 'mongo:7.0' });
  const backend = new BackendService(stack, 'backend', {
    app: 'app.main:app',
    baseImage: 'python:3.12-slim',
    connectTo: [redis],
    releaseCommand: ['python', '-m', 'app.migrate'],
    releaseTimeout: Duration.minutes(20),
    releaseCommandAtStart: false,
    testCommand: ['python', '-m', 'unittest'],
    debugger: Debugger.debugpy(),
  });
  const worker = new CeleryWorker(stack, 'worker', {
    backend,
    app: 'app.celery_app',
    connectTo: [mongodb],
    environment: { CELERY_BROKER_URL: EnvValue.variable('BROKER', { required: true }) },
    debugger: Debugger.debugpy({ port: 5679, waitForClient: true }),
  });
  new CeleryBeat(stack, 'beat', {
    backend, app: 'app.celery_app', connectTo: [mongodb], environment: { CELERY_BROKER_URL: EnvValue.secret('BROKER_SECRET', { required: true }) },
  });
  putTools(stack, backend, redis);
  putServers(stack);
  putWeb(stack, backend);
  new VsCodeLaunch(stack.compose);
  new DevContainer(stack.compose, { service: backend, extensions: ['ms-python.python'], forwardsPorts: true });
  stack.production.configure(worker, {
    replicas: 3, resources: { memory: Size.gibibytes(1) }, stopGracePeriod: Duration.minutes(30), environment: { REGION: EnvValue.of('north') },
  });
  return stack;
}

function putTools(stack: ContainerStack, backend: BackendService, redis: RedisService): void {
  const image = ImageSource.reference('example/tool:1.0');
  const user = ContainerUser.of(1000);
  const tool = new GenericService(stack, 'tool', {
    image,
    user,
    capabilities: ['NET_BIND_SERVICE'],
    connectTo: [redis],
    environments: stack.environments,
    dependencies: [{ service: backend, condition: Condition.HEALTHY }],
    gracefulShutdown: Duration.seconds(5),
    stopGracePeriod: Duration.seconds(10),
    healthCheck: HealthCheck.tcp(9000, { tool: ProbeTool.PYTHON, ...OFTEN }),
    kind: ServiceKind.HTTP,
    maxReplicas: 4,
    minReplicas: 1,
    replicas: 2,
    ownVariables: ['TOOL_MODE'],
    ports: [{
      port: 9000, domain: 'tool.example.com', furtherDomains: ['tools.example.com'], entrance: false, hostPort: 9100, published: false, tls: false, variable: 'TOOL_HTTP_PORT',
    }],
    peers: { variable: 'TOOL_PEERS', readiness: HealthCheck.tcp(9000, { tool: ProbeTool.PYTHON }) },
    readiness: HealthCheck.http('/ready', { port: 9000, host: 'localhost', tool: ProbeTool.CURL, startInterval: Duration.seconds(1) }),
    releaseCommand: ['tool', 'prepare'],
    releaseTimeout: Duration.minutes(5),
    secretFiles: true,
    syncedSources: { folder: 'tool', containerPath: '/srv/tool', ignored: ['*.log'], installedFrom: ['tool/tool.lock'] },
    testCommand: ['tool', 'test'],
    trialCommand: ['tool', 'check'],
    unsupported: [ServiceOption.COMMAND],
    writableRoot: true,
  });
  new GenericService(stack, 'router', {
    image,
    user,
    healthCheck: HealthCheck.command(['true'], OFTEN),
    ports: [{ port: 9001, debugProtocol: DebugProtocol.DEBUGPY, variable: 'ROUTER_DEBUG_PORT' }],
    routes: [{ service: tool, port: 9000, path: '/', domain: 'tool.example.com', maxBodySize: Size.mebibytes(5) }],
    switchCommand: ['router', 'switch'],
    maintenanceCommand: ['router', 'maintenance'],
    mounts: [Volume.repositoryFile('router.conf').mountReadOnlyAt('/etc/router.conf')],
    liveConfiguration: { file: '/etc/router.conf', apply: ['router', 'reload'] },
  });
  const store = new GenericService(stack, 'store', {
    image,
    user,
    healthCheck: HealthCheck.command(['true']),
    kind: ServiceKind.DATA,
    mounts: [Volume.named('store_data', { size: Size.gibibytes(2) }).mountAt('/data')],
    backup: { dump: ['store', 'dump'], restore: ['store', 'restore'], fileEnding: '.store', verify: ['store', 'verify'] },
    dataCheck: ['store', 'check'],
    dataVersions: { program: ['store', '--version'], steps: VersionSteps.SAME_MAJOR, prepare: ['store', 'prepare'] },
    passwords: { variables: ['STORE_PASSWORD'], change: ['store', 'passwd'], add: ['store', 'passwd', '--add'] },
    environment: { STORE_PASSWORD: EnvValue.secret('STORE_PASSWORD') },
  });
  stack.development.configure(store, { command: ['store', '--verbose'], healthCheck: HealthCheck.command(['store', 'ping']) });
}

function putWeb(stack: ContainerStack, backend: BackendService): void {
  const common = {
    api: backend,
    baseImage: 'nginxinc/nginx-unprivileged:1.28-alpine',
    buildImage: 'node:24-bookworm-slim',
    testCommand: ['npx', 'vitest', 'run'],
    developmentPolicy: ContentSecurityPolicy.of({ connectSources: ['ws://localhost:5301'] }),
    // others need an nginx with further modules, which test/acceptance/frontend builds
    compression: [Compression.GZIP],
  };
  const shop = new SpaNginxFrontend(stack, 'shop', {
    ...common,
    outputPath: 'dist',
    path: 'web/shop',
    developmentHostPort: 5301,
    routes: [{ path: '/events', service: backend, websocket: true }],
    securityHeaders: {
      contentTypeOptions: true,
      crossOriginOpenerPolicy: CrossOriginOpenerPolicy.SAME_ORIGIN_ALLOW_POPUPS,
      contentSecurityPolicy: ContentSecurityPolicy.of({
        connectSources: ['https://api.example.com'],
        directives: { 'worker-src': ['\'self\''] },
        fontSources: ['https://fonts.example.com'],
        formActions: ['https://pay.example.com'],
        frameSources: ['https://maps.example.com'],
        inlineStyles: InlineStyles.HASHED,
        scriptSources: ['https://cdn.example.com'],
        styleSources: ['https://cdn.example.com'],
      }),
      strictTransportSecurity: StrictTransportSecurity.of({ maxAge: Duration.days(400), includeSubDomains: true, preload: true }),
    },
  });
  new AngularNginxFrontend(stack, 'office', { ...common, app: 'office', path: 'web/office', developmentHostPort: 5302, hostPort: 8302 });
  new EdgeProxy(stack, 'edge', {
    frontend: shop,
    domain: 'shop.example.com',
    maintenance: { allowedNetworks: ['10.0.0.0/8'], page: 'maintenance.html', retryAfter: Duration.minutes(5) },
    image: 'caddy:2.11-alpine',
    httpsHostPort: 8443,
    tls: EdgeTls.automatic({ email: 'ops@example.com' }),
  });
}
