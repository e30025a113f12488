import { dockerfileOf, expectReviewed, fileOf, inDevelopment, inProduction, shop } from './reviewed';
import { NginxTemplate, ParsedDirective } from '../../src/assertions';
import { Duration, Size } from '../../src/base';
import { EnvValue } from '../../src/model';
import {
  AccessLog, Compression, ContentSecurityPolicy, FrameAncestors, HashedFiles, PermissionsPolicy, ReferrerPolicy, StrictTransportSecurity,
} from '../../src/nginx';
import {
  AngularBuilder, AngularNginxFrontend, AssetRetention, BackendService, PackageManager, RuntimeValue, SpaNginxFrontend,
} from '../../src/services';

function nginxOf(frontend: SpaNginxFrontend): NginxTemplate {
  return NginxTemplate.fromString(fileOf(frontend, '**/nginx.conf'));
}

/** What the server says outside of its locations. */
function serverOf(frontend: SpaNginxFrontend): string {
  return nginxOf(frontend).block(['server']).block!.filter(({ block }) => !block).map(({ text }) => text).join('\n');
}

/** The locations that answer requests of some paths. */
function locationsOf(frontend: SpaNginxFrontend, ...paths: string[]): string {
  const nginx = nginxOf(frontend);
  return paths.map((path) => `# ${path}\n${nginx.location(path).text}`).join('\n\n');
}

function setsHeader({ args }: ParsedDirective): boolean {
  return /policy|x_content_type|x_frame|transport/.test(args[1]);
}

/** The maps in which the headers are that browsers are sent. */
function headersOf(frontend: SpaNginxFrontend): string {
  return nginxOf(frontend).findDirectives([], 'map').filter(setsHeader).map(({ text }) => text).join('\n');
}

/** What is found out about each request, whoever answers it. */
function requestFactsOf(frontend: SpaNginxFrontend): string {
  const nginx = nginxOf(frontend);
  const maps = nginx.findDirectives([], 'map').filter((map) => !setsHeader(map));
  const others = ['geo', 'limit_req_zone', 'log_format'].flatMap((name) => nginx.findDirectives([], name));
  return [...maps, ...others].map(({ text }) => text).join('\n');
}

describe('a frontend', () => {
  const stack = shop();
  const api = new BackendService(stack, 'backend', { app: 'app.main:app' });
  const frontend = new SpaNginxFrontend(stack, 'frontend', { api });

  test('in development', () => {
    expectReviewed(inDevelopment(frontend));
  });

  test('in production', () => {
    expectReviewed(inProduction(frontend));
  });

  test.each(['dependencies', 'development', 'build', 'runtime'])('its stage %s', (stage) => {
    expectReviewed(dockerfileOf(frontend).stage(stage).text);
  });

  test('what of its folder stays out of the image', () => {
    expectReviewed(fileOf(frontend, 'frontend/.dockerignore'));
  });

  test('its server', () => {
    expectReviewed(serverOf(frontend));
  });

  test('where requests go', () => {
    expectReviewed(locationsOf(frontend, '/', '/api/orders', '/health', '/.git/config'));
  });

  test('its headers', () => {
    expectReviewed(headersOf(frontend));
  });
});

describe('a frontend with every option', () => {
  const stack = shop();
  const api = new BackendService(stack, 'backend', { app: 'app.main:app' });
  const files = new BackendService(stack, 'files', { app: 'files.main:app', port: 8001 });
  const frontend = new SpaNginxFrontend(stack, 'portal', {
    path: 'apps/portal',
    api,
    apiPaths: ['/api', '/auth'],
    websocketPaths: ['/live'],
    routes: [{
      path: '/files',
      service: files,
      streaming: true,
      timeout: Duration.minutes(5),
      connectTimeout: Duration.seconds(3),
      maxBodySize: Size.mebibytes(100),
      requestBuffering: false,
      rateLimit: { requestsPerSecond: 5, burst: 10 },
    }],
    developmentHostPort: 4300,
    hostPort: 8081,
    nodeVersion: '22',
    packageManager: PackageManager.pnpm(),
    nginxVersion: '1.30',
    maxBodySize: Size.mebibytes(20),
    certificates: { folder: 'certificates', certificate: 'shop.pem', key: 'shop.key' },
    httpsHostPort: 8443,
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
    accessLog: AccessLog.JSON,
    timeouts: { headers: Duration.seconds(5), body: Duration.seconds(20), send: Duration.seconds(30) },
    trustedProxies: ['10.0.0.0/8'],
    resources: { memory: Size.mebibytes(128) },
    buildScript: 'compile',
    buildArguments: ['--mode=staging'],
    buildEnvironment: { VITE_FLAVOUR: 'shop' },
    outputPath: 'build',
    basePath: '/portal/',
    hashedFiles: HashedFiles.vite(),
    developmentScript: 'dev',
    developmentArguments: ['--clearScreen=false'],
    developmentPort: 5173,
  });

  test('in development', () => {
    expectReviewed(inDevelopment(frontend));
  });

  test('in production', () => {
    expectReviewed(inProduction(frontend));
  });

  test.each(['dependencies', 'development', 'build', 'runtime'])('its stage %s', (stage) => {
    expectReviewed(dockerfileOf(frontend).stage(stage).text);
  });

  test('where requests go', () => {
    expectReviewed(locationsOf(frontend, '/portal/', '/auth/login', '/live', '/files/7'));
  });

  test('its server', () => {
    expectReviewed(serverOf(frontend));
  });

  test('what it finds out about a request', () => {
    expectReviewed(requestFactsOf(frontend));
  });

  test('what its start has to know', () => {
    expectReviewed(fileOf(frontend, '**/before-start.facts'));
  });

  test('its headers', () => {
    expectReviewed(headersOf(frontend));
  });
});

describe('a frontend with images of its own', () => {
  const frontend = new SpaNginxFrontend(shop(), 'frontend', {
    baseImage: 'images.example.com/nginx-brotli:1.30',
    buildImage: 'images.example.com/node:24',
    compression: [Compression.GZIP, Compression.BROTLI],
    filesPath: '/assets/',
    locales: ['pt', 'en'],
  });

  test.each(['build', 'runtime'])('its stage %s', (stage) => {
    expectReviewed(dockerfileOf(frontend).stage(stage).text);
  });

  test('its server', () => {
    expectReviewed(serverOf(frontend));
  });

  test('where requests go', () => {
    expectReviewed(locationsOf(frontend, '/', '/pt/orders', '/assets/logo.svg'));
  });
});

describe('an Angular frontend', () => {
  const frontend = new AngularNginxFrontend(shop(), 'frontend', { app: 'shop' });

  test('in development', () => {
    expectReviewed(inDevelopment(frontend));
  });

  test.each(['development', 'build'])('its stage %s', (stage) => {
    expectReviewed(dockerfileOf(frontend).stage(stage).text);
  });
});

describe('an Angular frontend with every option', () => {
  const frontend = new AngularNginxFrontend(shop(), 'frontend', {
    app: 'shop',
    outputPath: 'out/shop',
    baseHref: '/shop/',
    locales: ['pt', 'en'],
    developmentPort: 4201,
    pollInterval: Duration.seconds(1),
  });

  test('in development', () => {
    expectReviewed(inDevelopment(frontend));
  });

  test.each(['development', 'build'])('its stage %s', (stage) => {
    expectReviewed(dockerfileOf(frontend).stage(stage).text);
  });

  test('where requests go', () => {
    expectReviewed(locationsOf(frontend, '/', '/shop/', '/shop/pt/orders'));
  });
});

test('an Angular frontend with the older builder and files at an address of their own: how it is built', () => {
  const frontend = new AngularNginxFrontend(shop(), 'frontend', { app: 'shop', builder: AngularBuilder.BROWSER, deployUrl: '/files/' });
  expectReviewed(dockerfileOf(frontend).stage('build').text);
});
