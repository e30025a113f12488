import { Project } from 'projen';
import { Choice } from './choices';
import {
  AccessLog, AngularBuilder, AngularNginxFrontend, AssetRetention, BackendService, BackendServiceProps, CeleryBeat, CeleryPool,
  CeleryWorker, ContainerStack, ContainerUser, ContentSecurityPolicy, DataServices, Duration, EdgeProxy, EdgeTls, EnvValue,
  EnvironmentOptions, FrameAncestors, GenericService, HashedFiles, HealthCheck, ImageSource, Language, LogLevel,
  MongoService, NginxFrontendProps, PackageManager, PermissionsPolicy, ProbeTool, PythonPackages, RedisService, ReferrerPolicy,
  ReleaseOptions, RestartPolicy, RuntimeValue, Service, ServiceKind, Size, SourceSync, SpaNginxFrontend, StrictTransportSecurity, Volume,
} from '../../../src';

/** A stack as it was chosen. */
export function stackOf(choice: Choice, outdir: string): ContainerStack {
  const stack = emptyStackOf(choice, outdir);
  const services = servicesOf(stack, choice);
  putWeb(stack, choice, services[0]);
  for (const service of services) {
    stack.production.configure(service, { secretFiles: choice.secretFiles });
  }
  if (choice.otherEnvironment !== 'none') {
    const staging = stack.addEnvironment('staging', environmentOf(choice));
    if (choice.otherEnvironment === 'Compose') {
      stack.addCompose(staging);
    } else {
      stack.addReleases(staging, releasesOf(choice));
    }
  }
  return stack;
}

function hasAll({ options }: Choice): boolean {
  return options === 'all of them';
}

function environmentOf({ internalPorts, requireSecrets, restart, limitResources, restartsUnhealthy }: Choice): EnvironmentOptions {
  const healthCheckInterval = Duration.seconds(20);
  return { internalPorts, requireSecrets, restart: restart as RestartPolicy, limitResources, restartsUnhealthy, healthCheckInterval };
}

function releasesOf({ releases }: Choice): ReleaseOptions {
  const patience = Duration.minutes(4);
  return releases === 'by default' ? {}
    : { keep: 3, leastFreeDisk: Size.gibibytes(2), patience, settle: Duration.seconds(5), watch: Duration.seconds(20) };
}

function emptyStackOf(choice: Choice, outdir: string): ContainerStack {
  const { language, liveReload, dataServices, minDockerVersion, paths, internalPorts, requireSecrets } = choice;
  return new ContainerStack(new Project({ name: 'shop', outdir }), 'shop', {
    language: language as Language,
    development: {
      liveReload, debug: liveReload, internalPorts, requireSecrets, publishedOn: '127.0.0.1', ...liveReload && hasAll(choice) ? { sourceSync: SourceSync.WATCH } : {},
    },
    production: { ...environmentOf(choice), internalPorts: false, dataServices: dataServices as DataServices },
    compose: { minDockerVersion, releases: releasesOf(choice) },
    ...hasAll(choice) ? { title: 'Shop & all (of: it)', repositoryUrl: 'https://git.example.com/shop' } : {},
    ...paths === 'others'
      ? { paths: { docker: 'ops/docker', scripts: 'ops/scripts', guide: 'ops/CONTAINERS.md', secrets: 'ops/secrets', envFile: '.env.local' } } : {},
  });
}

/** The services behind the entrance, the most important one first. */
function servicesOf(stack: ContainerStack, choice: Choice): Service[] {
  const { services } = choice;
  if (services === 'any image') {
    return [anyImage(stack, choice)];
  }
  const has = (...all: string[]) => all.includes(services);
  const data = [
    ...has('with MongoDB', 'all') ? [mongodbOf(stack, choice)] : [], ...has('with Redis', 'workers', 'all') ? [redisOf(stack, choice)] : [],
  ];
  const backend = backendOf(stack, 'backend', choice, { connectTo: data });
  if (has('workers', 'all')) {
    putCelery(stack, backend, choice);
  }
  return [
    backend,
    ...has('two backends') ? [backendOf(stack, 'billing', choice, { port: 8001 })] : [],
    ...has('all') ? [anyImage(stack, choice)] : [],
  ];
}

function mongodbOf(stack: ContainerStack, choice: Choice): MongoService {
  return new MongoService(stack, 'mongodb', {
    database: 'shop',
    ...hasAll(choice) ? {
      collections: [{
        name: 'orders',
        indexes: [
          { keys: { customer: 1, placed: -1 }, name: 'by_customer', unique: true, sparse: true, collation: { locale: 'pt', strength: 2 } },
          { keys: { title: 'text' }, defaultLanguage: 'portuguese', weights: { title: 3 } },
          { keys: { at: 1 }, expireAfter: Duration.days(30) },
          { keys: { state: 1 }, partialFilter: { state: 'open' } },
        ],
      }],
      user: 'seller',
      urlVariable: 'ORDERS_URL',
      hostPort: 27018,
      version: '8.0',
      resources: { memory: Size.gibibytes(4) },
    } : {},
  });
}

function redisOf(stack: ContainerStack, choice: Choice): RedisService {
  return new RedisService(stack, 'redis', hasAll(choice) ? {
    version: '8', persistence: false, maxMemory: Size.mebibytes(64), database: 2, hostPort: 6380, resources: { memory: Size.mebibytes(256) },
  } : {});
}

function backendOf(stack: ContainerStack, id: string, choice: Choice, props: Partial<BackendServiceProps>): BackendService {
  return new BackendService(stack, id, {
    app: 'app.main:app',
    packages: choice.pythonPackages as PythonPackages,
    secrets: ['SECRET_KEY'],
    ...hasAll(choice) ? {
      path: `services/${id}`,
      hostPort: id === 'backend' ? 9001 : 9002,
      healthPath: '/live',
      readinessPath: '/ready',
      docsPath: '/documentation',
      pythonVersion: '3.13',
      buildPackages: ['cargo'],
      runtimePackages: ['libpq5'],
      logFolder: '/var/log/shop',
      healthHost: 'shop.example.com',
      mounts: [Volume.named(`${id}_uploads`).mountAt('/app/uploads')],
      temporaryStorage: Size.gibibytes(2),
      environment: { CURRENCY: EnvValue.variable('CURRENCY', { defaultValue: 'BRL', description: 'three letters' }) },
      gracefulShutdown: Duration.seconds(40),
      releaseCommand: ['alembic', 'upgrade', 'head'],
      resources: { cpus: 2, memory: Size.gibibytes(2), reservedCpus: 1, reservedMemory: Size.gibibytes(1), pids: 256 },
    } : {},
    ...props,
  });
}

function putCelery(stack: ContainerStack, backend: BackendService, choice: Choice): void {
  new CeleryWorker(stack, 'worker', {
    backend,
    app: 'app.celery_app',
    ...hasAll(choice) ? {
      concurrency: 4,
      pool: CeleryPool.THREADS,
      queues: ['mail', 'news'],
      logLevel: LogLevel.DEBUG,
      gracefulShutdown: Duration.minutes(2),
      environment: { SMTP_HOST: EnvValue.variable('SMTP_HOST') },
      resources: { memory: Size.mebibytes(768) },
    } : {},
  });
  new CeleryBeat(stack, 'beat', {
    backend,
    app: 'app.celery_app',
    ...hasAll(choice) ? {
      scheduler: 'redbeat.RedBeatScheduler',
      logLevel: LogLevel.ERROR,
      environment: { REDBEAT_KEY_PREFIX: EnvValue.of('shop') },
      resources: { memory: Size.mebibytes(128) },
    } : {},
  });
}

function anyImage(stack: ContainerStack, choice: Choice): GenericService {
  return new GenericService(stack, 'search', {
    image: ImageSource.reference('example/search:1.4'),
    healthCheck: HealthCheck.http('/health', { port: 7700, tool: ProbeTool.WGET, interval: Duration.seconds(30), retries: 5 }),
    ports: [{ port: 7700 }],
    user: ContainerUser.of(1000),
    ...hasAll(choice) ? {
      kind: ServiceKind.HTTP,
      description: 'Search "everything"',
      command: ['search', 'serve', '--title', 'it\'s $5: a "deal" # now'],
      environment: { INDEX: EnvValue.of('/data'), KEY: EnvValue.secret('SEARCH_KEY', { developmentValue: 'not-a-secret' }) },
      endpoints: [{ title: 'Search', port: 7700, path: '/ui' }],
      mounts: [Volume.named('search_data').mountAt('/data')],
      writablePaths: ['/tmp', '/run'],
      init: true,
      resources: { memory: Size.gibibytes(1) },
      stopSignal: 'SIGINT',
      stopGracePeriod: Duration.seconds(20),
    } : {},
  });
}

const PACKAGE_MANAGERS = { npm: PackageManager.npm(), pnpm: PackageManager.pnpm(), yarn: PackageManager.yarn() };

function putWeb(stack: ContainerStack, choice: Choice, service: Service): void {
  const { web } = choice;
  const frontendProps = frontendPropsOf(choice, service);
  const frontends = [
    .../SPA|two/.test(web) ? [new SpaNginxFrontend(stack, 'frontend', { ...frontendProps, ...spaPropsOf(choice) })] : [],
    ...web === 'older Angular'
      ? [new AngularNginxFrontend(stack, 'frontend', { ...frontendProps, app: 'shop', builder: AngularBuilder.BROWSER, deployUrl: '/files/' })] : [],
    .../^Angular|two/.test(web) ? [new AngularNginxFrontend(stack, /two/.test(web) ? 'office' : 'frontend', {
      ...frontendProps,
      app: 'shop',
      developmentPort: 4201,
      ...hasAll(choice) ? { locales: ['pt', 'en'], configuration: 'production,shop', baseHref: '/shop/', pollInterval: Duration.seconds(1) } : {},
      ...hasAll(choice) ? { outputPath: 'out/shop' } : {},
      .../two/.test(web) ? { hostPort: 8082 } : {},
    })] : [],
  ];
  if (/edge/.test(web)) {
    new EdgeProxy(stack, 'edge', {
      ...frontends.length > 0 ? { frontend: frontends[0] } : { service },
      domain: /certificates/.test(web) ? 'shop.example.com' : undefined,
      tls: /its own/.test(web) ? EdgeTls.files({ folder: 'certificates', certificate: 'shop.pem', key: 'shop.key' })
        : /without TLS/.test(web) ? EdgeTls.off() : /certificates/.test(web) ? EdgeTls.automatic({ email: 'ops@example.com' }) : undefined,
      ...hasAll(choice) ? {
        httpHostPort: 8180,
        maxBodySize: Size.mebibytes(50),
        timeout: Duration.minutes(2),
        version: '2.11',
        trustedProxies: ['10.0.0.0/8'],
        resources: { memory: Size.mebibytes(128) },
      } : {},
    });
  }
}

function frontendPropsOf(choice: Choice, api: Service): NginxFrontendProps {
  return {
    api,
    packageManager: PACKAGE_MANAGERS[choice.packageManager],
    ...choice.web === 'Angular with certificates'
      ? { certificates: { folder: 'certificates', certificate: 'shop.pem', key: 'shop.key' }, httpsHostPort: 8443 } : {},
    ...hasAll(choice) ? {
      buildEnvironment: { FLAVOUR: 'shop' },
      buildCache: '.cache/build',
      buildSecrets: ['NPM_TOKEN'],
      apiPaths: ['/api', '/auth'],
      websocketPaths: ['/live'],
      routes: [{
        path: '/uploads',
        service: api,
        streaming: true,
        timeout: Duration.minutes(5),
        connectTimeout: Duration.seconds(3),
        maxBodySize: Size.mebibytes(20),
        requestBuffering: false,
        ...!/edge/.test(choice.web) ? { rateLimit: { requestsPerSecond: 5, burst: 10 } } : {},
      }],
      nodeVersion: '22',
      nginxVersion: '1.30',
      maxBodySize: Size.mebibytes(20),
      securityHeaders: {
        contentSecurityPolicy: ContentSecurityPolicy.of({ imageSources: ['https://images.example.com'] }),
        frameAncestors: FrameAncestors.nobody(),
        referrerPolicy: ReferrerPolicy.NO_REFERRER,
        permissionsPolicy: PermissionsPolicy.of({ camera: ['self'] }),
        strictTransportSecurity: StrictTransportSecurity.of({ includeSubDomains: true }),
      },
      retention: AssetRetention.keep({ releases: 3, maxAge: Duration.days(14) }),
      runtimeConfig: { title: RuntimeValue.text(EnvValue.variable('PORTAL_TITLE', { defaultValue: 'Shop' })) },
      mediaMaxAge: Duration.hours(1),
      prerendered: true,
      accessLog: AccessLog.JSON,
      trustedProxies: ['10.0.0.0/8'],
      resources: { memory: Size.mebibytes(128) },
      timeouts: { headers: Duration.seconds(5), body: Duration.seconds(20), send: Duration.seconds(30) },
    } : {},
  };
}

function spaPropsOf(choice: Choice): object {
  return hasAll(choice) ? {
    buildScript: 'compile',
    buildArguments: ['--mode=staging'],
    outputPath: 'build',
    basePath: '/portal/',
    hashedFiles: HashedFiles.vite(),
    developmentScript: 'dev',
    developmentArguments: ['--clearScreen=false'],
    developmentPort: 5173,
  } : {};
}
