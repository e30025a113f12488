import { Project } from 'projen';
import {
  AngularSsrFrontend, ContainerStack, Duration, EdgeProxy, EdgeTls, EnvValue, GenericService, HealthCheck, ImageSource, NodeServerFrontend,
  NodeServerProps, PackageManager, ProbeTool, Service, ServiceKind, Size, UnacknowledgedWeaknesses,
} from '../../../src';

/** A stack with several names, and with frontends that Node.js serves, with every option. */
export function sitesOf(outdir: string): ContainerStack {
  const stack = new ContainerStack(new Project({ name: 'sites', outdir }), 'sites', { unacknowledged: UnacknowledgedWeaknesses.REPORTED });
  const api = new GenericService(stack, 'api', {
    image: ImageSource.reference('example/api:1.0'),
    healthCheck: HealthCheck.http('/health', { port: 8000, tool: ProbeTool.NODE }),
    kind: ServiceKind.HTTP,
    ports: [{ port: 8000 }],
  });
  const shop = new AngularSsrFrontend(stack, 'shop', {
    ...nodeServer(api),
    app: 'shop',
    path: 'web/shop',
    configuration: 'staging',
    outputPath: 'out/shop',
    allowedHosts: ['*.example.com'],
    pollInterval: Duration.seconds(1),
    port: 4100,
    developmentPort: 4300,
    developmentHostPort: 4301,
  });
  const office = new NodeServerFrontend(stack, 'office', {
    ...nodeServer(api),
    path: 'web/office',
    entryPoint: 'build/server.js',
    entryArguments: ['--title', 'it\'s $5: a "deal" # now'],
    built: true,
    buildScript: 'compile',
    buildArguments: ['--mode=staging'],
    outputPath: 'build',
    bundled: true,
    runtimeFiles: ['public'],
    port: 3100,
    developmentScript: 'watch',
    developmentArguments: ['--verbose'],
    developmentPort: 3200,
    developmentHostPort: 3201,
  });
  new NodeServerFrontend(stack, 'status', { entryPoint: 'src/main.js', built: false, packageManager: PackageManager.yarn('4'), port: 3300, hostPort: 8090 });
  new AngularSsrFrontend(stack, 'preview', { app: 'preview', allowedHosts: ['*'], hostPort: 8091, developmentPort: 4400 });
  new EdgeProxy(stack, 'edge', {
    frontend: shop,
    domain: 'shop.example.com',
    aliases: ['www.shop.example.com'],
    tls: EdgeTls.files({ folder: 'certificates', certificate: 'shop.pem', key: 'shop.key' }),
    sites: [
      { domain: 'office.example.com', frontend: office, aliases: ['www.office.example.com'] },
      { domain: 'api.example.com', service: api, certificate: 'shop.pem', key: 'shop.key' },
    ],
  });
  return stack;
}

function nodeServer(api: Service): NodeServerProps {
  return {
    api,
    apiPaths: ['/api', '/auth'],
    websocketPaths: ['/live'],
    routes: [{ path: '/uploads', service: api, maxBodySize: Size.mebibytes(20) }],
    connectTo: [api],
    environment: { CURRENCY: EnvValue.of('BRL') },
    secrets: ['SESSION_KEY'],
    buildEnvironment: { FLAVOUR: 'shop' },
    buildCache: '.cache/build',
    buildSecrets: ['NPM_TOKEN'],
    packageManager: PackageManager.pnpm(),
    nodeVersion: '22',
    buildImage: 'node:22-bookworm-slim',
    baseImage: 'node:22-alpine',
    healthPath: '/health',
    testCommand: ['npm', 'run', 'check'],
    gracefulShutdown: Duration.seconds(40),
    writablePaths: ['/app/cache'],
    maxBodySize: Size.mebibytes(15),
    securityHeaders: {},
    resources: { memory: Size.mebibytes(700) },
  };
}
