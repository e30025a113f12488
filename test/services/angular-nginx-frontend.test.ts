import { runInNewContext } from 'vm';
import { Project } from 'projen';
import { Duration, Size } from '../../src/base';
import { EnvValue } from '../../src/model';
import { ContentSecurityPolicy } from '../../src/nginx';
import {
  AngularBuilder, AngularNginxFrontend, AngularNginxFrontendProps, BackendService, EdgeProxy, PackageManager, RuntimeValue,
  SpaNginxFrontend,
} from '../../src/services';
import { composeOf, composeService } from '../fixtures/compose';
import { stage } from '../fixtures/dockerfile';
import { HOSTILE } from '../fixtures/hostile';
import { TestService, TestStack, emptyProject, emptyStack, filesIn, synthesized } from '../fixtures/stack';

const APP = { app: 'conductor-crm' };

const frontend = (props: Partial<AngularNginxFrontendProps> = {}) => new AngularNginxFrontend(emptyStack(), 'frontend', { ...APP, ...props });

function frontendWithApi(props: Partial<AngularNginxFrontendProps> = {}) {
  const stack = emptyStack();
  const api = new BackendService(stack, 'backend', { app: 'app.main:app', port: 9000 });
  return new AngularNginxFrontend(stack, 'frontend', { ...APP, api, ...props });
}

/** The proxy of the development server, run. */
function proxyOf(service: AngularNginxFrontend): { [pattern: string]: { target: string; ws?: boolean } } {
  const text = synthesized(service.stack)['docker/frontend/proxy.conf.mjs'];
  return JSON.parse(JSON.stringify(runInNewContext(`(() => { ${text.replace('export default', 'return')} })()`)));
}

test('a frontend writes its Dockerfile, its proxy, what nginx needs and its .dockerignore', () => {
  expect(Object.keys(synthesized(frontendWithApi().stack))).toEqual(expect.arrayContaining([
    'docker/frontend/Dockerfile', 'docker/frontend/proxy.conf.mjs', 'docker/nginx/after-build.mjs', 'docker/nginx/before-start.sh',
    'docker/nginx/nginx.conf', 'frontend/.dockerignore',
  ]));
});

test('a frontend without an API passes nothing on', () => {
  const service = frontend();
  const files = synthesized(service.stack);
  expect(files).not.toHaveProperty(['docker/frontend/proxy.conf.mjs']);
  expect(files['docker/nginx/nginx.conf']).not.toContain('proxy_pass http://$service');
  expect(composeService(service).command).not.toContain('--proxy-config');
});

test('a second frontend just works: its nginx folder is its own', () => {
  const service = frontend();
  new AngularNginxFrontend(service.stack, 'portal', { app: 'portal', developmentPort: 4300, hostPort: 8081 });
  expect(Object.keys(synthesized(service.stack))).toEqual(expect.arrayContaining([
    'docker/nginx/nginx.conf', 'docker/portal/Dockerfile', 'docker/portal/nginx/nginx.conf', 'portal/.dockerignore',
  ]));
  expect(composeOf(service.stack, service.stack.addEnvironment('demo')).services.portal.build).toMatchObject({
    context: './portal', dockerfile: '../docker/portal/Dockerfile', additional_contexts: { 'nginx-config': './docker/portal/nginx' },
  });
});

test('one beside any other single-page application just works too', () => {
  const stack = emptyStack();
  new SpaNginxFrontend(stack, 'shop');
  new AngularNginxFrontend(stack, 'frontend', { ...APP, hostPort: 81 });
  expect(Object.keys(synthesized(stack))).toEqual(expect.arrayContaining(['docker/nginx/nginx.conf', 'docker/frontend/nginx/nginx.conf']));
});

describe('in development', () => {
  test('the development server runs, with sources mounted', () => {
    expect(composeService(frontendWithApi())).toMatchObject({
      build: { target: 'development' },
      command: ['npm', 'run', 'start', '--', '--project=conductor-crm', '--host', '0.0.0.0', '--port', '4200', '--proxy-config', '/etc/angular/proxy.conf.mjs'],
      ports: ['127.0.0.1:${FRONTEND_PORT:-4200}:4200'],
      user: '${HOST_UID:-1000}:${HOST_GID:-1000}',
      init: true,
    });
  });

  test('the packages of the image are not shadowed by the mount', () => {
    expect(composeService(frontendWithApi()).volumes).toEqual([
      './frontend:/app', '/app/node_modules', './docker/nginx/development-policy.cjs:/etc/frontend/development-policy.cjs:ro',
      './docker/frontend/proxy.conf.mjs:/etc/angular/proxy.conf.mjs:ro',
    ]);
  });

  test('the ports can be others', () => {
    expect(composeService(frontend({ developmentPort: 4300, developmentHostPort: 80 })).ports).toEqual(['127.0.0.1:${FRONTEND_PORT:-80}:4300']);
  });

  test('changes are looked for if the host does not report them', () => {
    expect(composeService(frontend({ pollInterval: Duration.seconds(2) })).command.slice(-2)).toEqual(['--poll', '2000']);
  });

  test('another package manager runs it', () => {
    expect(composeService(frontend({ packageManager: PackageManager.pnpm() })).command).toEqual(['pnpm', 'run', 'start', '--project=conductor-crm', '--host', '0.0.0.0', '--port', '4200']);
  });

  test('the API\'s address is for the proxy, not for the application', () => {
    expect(composeService(frontendWithApi()).environment).not.toHaveProperty('API_URL');
  });

  test('a proxy is there for routes and for the application\'s configuration alone, too', () => {
    const stack = emptyStack();
    const service = new TestService(stack, 'events', { ports: [{ port: 9000 }] });
    const routed = new AngularNginxFrontend(stack, 'frontend', { ...APP, routes: [{ path: '/events', service }] });
    const configured = frontend({ runtimeConfig: { apiUrl: RuntimeValue.text(EnvValue.of('/v1')) } });
    expect(proxyOf(routed)).toEqual({ '^/events(/|$|\\?)': { target: 'http://events:9000' } });
    for (const each of [routed, configured]) {
      expect(composeService(each).command).toContain('--proxy-config');
      expect(composeService(each).volumes).toContain('./docker/frontend/proxy.conf.mjs:/etc/angular/proxy.conf.mjs:ro');
    }
    expect(composeService(configured).environment).toMatchObject({ NODE_ENV: 'development', CONFIG_API_URL: '/v1' });
  });

  test('the application is at the root, whatever its path in production is', () => {
    expect(composeService(frontend({ baseHref: '/crm/' })).healthcheck.test.join(' ')).not.toContain('crm');
  });

  test('the first build may take two minutes', () => {
    expect(composeService(frontend()).healthcheck).toMatchObject({ start_period: '120s', test: expect.arrayContaining(['node']) });
  });
});

describe('in production', () => {
  const service = frontendWithApi();
  const container = composeService(service, service.stack.production);

  test('nginx serves the last stage', () => {
    expect(container.build).toMatchObject({ context: './frontend', additional_contexts: { 'nginx-config': './docker/nginx' } });
    expect(container.build).not.toHaveProperty('target');
    expect(container).not.toHaveProperty('command');
  });

  test('nothing is mounted but the files of earlier releases', () => {
    expect(container.volumes).toEqual(['frontend_releases:/var/lib/frontend-releases']);
  });

  test('port 80 leads to 8080, or the port that is chosen', () => {
    expect(container.ports).toEqual([expect.stringContaining(':${FRONTEND_PORT:-80}:8080')]);
    const other = frontend({ hostPort: 8081 });
    expect(composeService(other, other.stack.production).ports).toEqual([expect.stringContaining(':${FRONTEND_PORT:-8081}:8080')]);
  });

  test('it is the entrance, as long as there is no edge in front', () => {
    const other = frontend();
    const port = () => other.describe(other.stack.production).ports![0];
    expect(port()).toEqual({ port: 8080, hostPort: 80, entrance: true });
    new EdgeProxy(other.stack, 'edge', { frontend: other });
    expect(port()).toEqual({ port: 8080 });
    expect(other.describe(other.stack.development).ports).toEqual([{ port: 4200 }]);
  });

  test('behind an edge it keeps the port of the host that was chosen', () => {
    const other = frontend({ hostPort: 8081 });
    new EdgeProxy(other.stack, 'edge', { frontend: other });
    expect(other.describe(other.stack.production).ports).toEqual([{ port: 8080, hostPort: 8081 }]);
  });

  test('it runs as the image\'s user, on a root file system that cannot be written to', () => {
    expect(container).toMatchObject({ read_only: true, tmpfs: ['/tmp'] });
    expect(container).not.toHaveProperty('user');
  });

  test('it has limits', () => {
    expect(container.deploy.resources.limits).toMatchObject({ cpus: '0.5', memory: '512m' });
  });

  test('it is healthy by nginx itself', () => {
    expect(container.healthcheck.test).toContain('http://127.0.0.1:8080/health');
  });
});

describe('the API', () => {
  test('is passed on by both servers alike', () => {
    const service = frontendWithApi();
    expect(proxyOf(service)).toEqual({
      '^/api(/|$|\\?)': { target: 'http://backend:9000' },
      '^/ws(/|$|\\?)': { target: 'http://backend:9000', ws: true },
    });
    expect(synthesized(service.stack)['docker/nginx/nginx.conf']).toContain('set $service backend$search_suffix:9000;');
  });

  test('has the paths that are asked for', () => {
    expect(Object.keys(proxyOf(frontendWithApi({ apiPaths: ['/v1', '/v2'], websocketPaths: [] })))).toEqual(['^/v1(/|$|\\?)', '^/v2(/|$|\\?)']);
  });

  test('may have websockets below it: the more precise path comes first', () => {
    expect(Object.keys(proxyOf(frontendWithApi({ websocketPaths: ['/api/ws'] })))).toEqual(['^/api/ws(/|$|\\?)', '^/api(/|$|\\?)']);
  });

  test('covers a path and what is below it', () => {
    const [pattern] = Object.keys(proxyOf(frontendWithApi()));
    expect(['/api', '/api/leads', '/api?x=1', '/apiary'].map((url) => new RegExp(pattern).test(url))).toEqual([true, true, true, false]);
  });

  test('takes bodies of 10 MB, or what is asked for', () => {
    expect(frontendWithApi().nginx.render()).toContain('client_max_body_size 10m;');
    expect(frontendWithApi({ maxBodySize: Size.kibibytes(1.5) }).nginx.render()).toContain('client_max_body_size 1536;');
  });

  test('listens on a port', () => {
    const stack = emptyStack();
    expect(() => new AngularNginxFrontend(stack, 'frontend', { ...APP, api: new TestService(stack, 'worker') })).toThrow(
      'service "frontend" passes the API on to "worker", which has no ports: name a service that listens on one',
    );
  });

  test('is in the same stack', () => {
    const api = new TestService(new TestStack(emptyProject(), 'other'), 'backend', { ports: [{ port: 80 }] });
    expect(() => frontend({ api })).toThrow(
      'service "frontend" passes the API on to "backend" of stack "other", which it cannot reach: name a service of stack "conductor"',
    );
  });
});

describe('the Dockerfile', () => {
  const text = (props: Partial<AngularNginxFrontendProps> = {}) => synthesized(frontendWithApi(props).stack)['docker/frontend/Dockerfile'];

  test('has the stages dependencies, development, build and, last, runtime', () => {
    expect(text().match(/^FROM .*$/gm)).toEqual([
      'FROM node:24-alpine AS dependencies', 'FROM dependencies AS development', 'FROM dependencies AS build',
      'FROM nginxinc/nginx-unprivileged:alpine AS runtime',
    ]);
  });

  test('starts from what it is told', () => {
    expect(text({ nodeVersion: '22' })).toContain('FROM node:22-alpine AS dependencies');
    expect(text({ buildImage: 'node:22-slim', baseImage: 'nginx:1' }).match(/^FROM (node:22-slim|nginx:1) /gm)).toHaveLength(2);
  });

  test('installs the lock file\'s packages before it copies sources', () => {
    expect(stage(text(), 'dependencies').filter((each) => each.startsWith('COPY'))).toEqual(['COPY package.json package-lock.json .npmrc* ./']);
    expect(stage(text(), 'dependencies').join('\n')).toContain('npm ci');
  });

  test('builds the application for production, and does what is done once', () => {
    const build = stage(text({ app: '@acme/portal' }), 'build').join('\n');
    expect(build).toContain(' npm run build -- --project=@acme/portal --configuration=production\n');
    expect(build).toContain('mv dist/@acme/portal/browser /opt/frontend/html');
    expect(build).toContain("node /opt/frontend/after-build.mjs dist/@acme/portal/browser /opt/frontend --base-path=/ --entry-pages=index.html --hashed='-[A-Z2-7]{8}\\.[a-z0-9.]+$' --inline-styles=detect --encodings=gzip");
  });

  test('reports nothing to Angular\'s authors', () => {
    expect(stage(text(), 'dependencies')).toContain('ENV NG_CLI_ANALYTICS=false');
  });

  test('has nothing but nginx and the built files in the end', () => {
    const runtime = stage(text(), 'runtime');
    expect(runtime.filter((each) => each.startsWith('COPY'))).toEqual([
      'COPY --from=build --chown=101:101 /opt/frontend/releases /var/lib/frontend-releases',
      'COPY --from=nginx-config --chmod=0755 before-start.sh /docker-entrypoint.d/',
      'COPY --from=nginx-config --chmod=0644 before-start.facts /usr/share/frontend/before-start.facts',
      'COPY --from=nginx-config --chmod=0644 nginx.conf /etc/nginx/conf.d/default.conf',
      'COPY --from=build /opt/frontend/inline-sources.conf /etc/nginx/conf.d/inline-sources.conf',
      'COPY --from=build /opt/frontend/hashed-files /usr/share/frontend/hashed-files',
      'COPY --from=build /opt/frontend/html /usr/share/frontend/html',
    ]);
    expect(runtime).toContain('EXPOSE 8080');
    expect(runtime.join('\n')).not.toContain('USER root');
  });
});

describe('the build', () => {
  const filesOf = (props: Partial<AngularNginxFrontendProps>) => {
    const files = synthesized(frontend(props).stack);
    return { build: stage(files['docker/frontend/Dockerfile'], 'build').join('\n'), nginx: files['docker/nginx/nginx.conf'] };
  };
  const policyOf = (props: Partial<AngularNginxFrontendProps>) => /add_header (Content-Security-Policy\S*) "(.*)" always;/.exec(filesOf(props).nginx)!.slice(1);

  test('is of Angular 17 and newer, if nothing else is said', () => {
    const { build, nginx } = filesOf({});
    expect(build).toContain('mv dist/conductor-crm/browser /opt/frontend/html');
    expect(nginx).toContain('location ~ "-[A-Z2-7]{8}\\.[a-z0-9.]+$"');
  });

  test('may be that of the older builder: another folder and other hashes', () => {
    const { build, nginx } = filesOf({ builder: AngularBuilder.BROWSER });
    expect(build).toContain('mv dist/conductor-crm /opt/frontend/html');
    expect(build).toContain("--hashed='\\.[0-9a-f]{16,20}\\.[a-z0-9.]+$'");
    expect(nginx).toContain('location ~ "\\.[0-9a-f]{16,20}\\.[a-z0-9.]+$"');
  });

  test('may have another folder, with either builder', () => {
    for (const builder of [AngularBuilder.APPLICATION, AngularBuilder.BROWSER]) {
      expect(filesOf({ builder, outputPath: 'out/web' }).build).toContain('mv out/web /opt/frontend/html');
    }
  });

  test('has no path if the application is at the root', () => {
    expect(filesOf({}).build).toContain(' npm run build -- --project=conductor-crm --configuration=production\n');
    expect(filesOf({ baseHref: '/' }).build).toContain(' npm run build -- --project=conductor-crm --configuration=production\n');
  });

  test('knows the path of the application, and nginx has it there', () => {
    const { build, nginx } = filesOf({ baseHref: '/crm/' });
    expect(build).toContain(' npm run build -- --project=conductor-crm --configuration=production --base-href=/crm/\n');
    expect(build).toContain('mv dist/conductor-crm/browser /opt/frontend/html/crm');
    expect(nginx).toContain('location /crm/ {\n        try_files $uri /crm/index.html;');
  });

  test('may have pages load their files from another path, at which nginx has them', () => {
    const { build, nginx } = filesOf({ baseHref: '/crm/', deployUrl: '/static/' });
    expect(build).toContain('-- --project=conductor-crm --configuration=production --base-href=/crm/ --deploy-url=/static/\n');
    expect(nginx).toContain('rewrite ^/static/(.*)$ /crm/$1;');
  });

  test('needs no other path that is the application\'s own', () => {
    expect(filesOf({ baseHref: '/crm/', deployUrl: '/crm/' }).nginx).not.toContain('rewrite');
  });

  test('may have pages load their files from elsewhere, which their policy allows', () => {
    const deployUrl = 'https://cdn.example.com:8443/shop/';
    expect(filesOf({ deployUrl }).build).toContain(`--deploy-url=${deployUrl}\n`);
    expect(filesOf({ deployUrl }).nginx).not.toContain('rewrite');
    const [name, policy] = policyOf({ deployUrl });
    expect(name).toBe('Content-Security-Policy');
    for (const directive of ['script-src', 'style-src', 'img-src', 'font-src']) {
      expect(policy).toMatch(new RegExp(`${directive} 'self'[^;]* https://cdn\\.example\\.com:8443(?=[ ;$])`));
    }
    expect(policyOf({})[1]).not.toContain('cdn.example.com');
  });

  test('adds that to the policy that is asked for', () => {
    const contentSecurityPolicy = ContentSecurityPolicy.reportOnly({ scriptSources: ['https://js.example.com'], connectSources: ['https://api.example.com'] });
    const [name, policy] = policyOf({ deployUrl: 'https://cdn.example.com/', securityHeaders: { contentSecurityPolicy } });
    expect(name).toBe('Content-Security-Policy-Report-Only');
    expect(policy).toContain("script-src 'self' https://js.example.com https://cdn.example.com");
    expect(policy).toContain("connect-src 'self' https://api.example.com;");
  });

  test('leaves no policy where none is asked for', () => {
    const securityHeaders = { contentSecurityPolicy: ContentSecurityPolicy.notSent() };
    expect(filesOf({ deployUrl: 'https://cdn.example.com/', securityHeaders }).nginx).not.toContain('add_header Content-Security-Policy');
  });

  test('may be one for each language', () => {
    const { build, nginx } = filesOf({ locales: ['pt-BR', 'en'], baseHref: '/crm/' });
    expect(build).toContain('mv dist/conductor-crm/browser /opt/frontend/html/crm');
    expect(nginx).toContain('location ~ ^/crm/(?<folder>pt-BR|en)(?:/|$) {');
  });
});

describe('bad input', () => {
  const refused = (props: Partial<AngularNginxFrontendProps>, message: string) => {
    const stack = emptyStack();
    const api = new TestService(stack, 'backend', { ports: [{ port: 80 }] });
    expect(() => new AngularNginxFrontend(stack, 'frontend', { ...APP, api, ...props })).toThrow(message);
    expect(filesIn(Project.of(stack).outdir)).toEqual({});
  };

  test('an empty app is refused', () => {
    refused({ app: '' }, 'service "frontend" has no app: pass the name of the Angular project as it stands in angular.json');
  });

  test.each(['-a', 'a b', '../a', 'a/b', ...Object.values(HOSTILE)])('app %j is refused', (app) => {
    refused({ app }, `the app of service "frontend" is ${JSON.stringify(app)}, which cannot be used: allowed are names of Angular projects`);
  });

  test.each(['', 'crm', '/crm', 'crm/', '//', 'https://example.com/', ...Object.values(HOSTILE), ...Object.values(HOSTILE).map((text) => `/${text}/`)])('baseHref %j is refused', (baseHref) => {
    refused({ baseHref }, `the baseHref of service "frontend" is ${JSON.stringify(baseHref)}, which cannot be used: allowed are paths such as "/" and "/crm/"`);
  });

  test.each([
    '', 'static/', '/static', 'https://cdn.example.com', 'http://cdn.example.com/', 'https://CDN.example.com/', '//cdn.example.com/', 'https://a b/',
    ...Object.values(HOSTILE), ...Object.values(HOSTILE).flatMap((text) => [`/${text}/`, `https://cdn.example.com/${text}/`, `https://${text}/`]),
  ])('deployUrl %j is refused', (deployUrl) => {
    refused({ deployUrl }, `the deployUrl of service "frontend" is ${JSON.stringify(deployUrl)}, which cannot be used: allowed are paths such as "/static/" and addresses such as "https://cdn.example.com/shop/"`);
  });

  test('a deployUrl for several languages is refused', () => {
    refused({ deployUrl: '/static/', locales: ['en'] }, 'service "frontend" has a deployUrl and locales: Angular gives the files of all languages the same address then, so remove one of them');
  });

  test.each([['/', '/crm/'], ['/apps/', '/apps/crm/']])('the deployUrl %s above the application at %s is refused', (deployUrl, baseHref) => {
    refused({ deployUrl, baseHref }, `the deployUrl of service "frontend" is "${deployUrl}", and the application at "${baseHref}" is below it: choose a path beside or below the application's, such as "/static/"`);
  });

  test.each(['', '.', '../dist', 'a b', ...Object.values(HOSTILE)])('outputPath %j is refused', (outputPath) => {
    refused({ outputPath }, `the outputPath of service "frontend" is ${JSON.stringify(outputPath)}, which cannot be used: allowed are paths below the source folder`);
  });

  const PORTS = ['developmentPort', 'developmentHostPort', 'hostPort', 'httpsHostPort'];

  test.each(PORTS.flatMap((prop) => [0, -1, 65_536, 1.5].map((port) => [prop, port] as const)))('%s %d is refused', (prop, port) => {
    refused({ [prop]: port }, `the ${prop} of service "frontend" is ${port}: allowed are whole numbers from 1 to 65535`);
  });

  test.each(['path', 'nodeVersion', 'buildImage', 'baseImage'])('%s cannot be empty or hostile', (prop) => {
    for (const text of ['', ...Object.values(HOSTILE)]) {
      refused({ [prop]: text }, `the ${prop} of service "frontend" is ${JSON.stringify(text)}, which cannot be used: allowed are`);
    }
  });

  test.each(['/srv', '../other'])('path %s is refused', (path) => {
    refused({ path }, `the path of service "frontend" is "${path}", which`);
  });

  test.each(['', '/', 'api', '/api/', ...Object.values(HOSTILE).map((text) => `/${text}`)])('API path %j is refused', (path) => {
    refused({ apiPaths: [path] }, `the path of a route is ${JSON.stringify(path)}: allowed are paths such as "/api"`);
    refused({ websocketPaths: [path] }, `the path of a route is ${JSON.stringify(path)}: allowed are paths such as "/api"`);
  });

  test('a path is passed on once', () => {
    refused({ apiPaths: ['/api'], websocketPaths: ['/api'] }, 'route "/api" exists already: give each route another path');
  });

  test('two frontends can have one source folder: each has an ignore file', () => {
    const service = frontend();
    new AngularNginxFrontend(service.stack, 'portal', { ...APP, path: 'frontend' });
    expect(service.stack.files.map(({ path }) => path).filter((path) => path.endsWith('.dockerignore'))).toEqual([
      'frontend/.dockerignore', 'docker/portal/Dockerfile.dockerignore',
    ]);
  });
});

describe('certificates of its own', () => {
  const stack = emptyStack();
  const secured = new AngularNginxFrontend(stack, 'frontend', { ...APP, certificates: {} });

  test('are mounted, and HTTPS is published', () => {
    const service = composeService(secured, stack.production);
    expect(service.volumes).toEqual(['frontend_releases:/var/lib/frontend-releases', './ssl:/etc/nginx/ssl:ro']);
    expect(service.ports).toEqual(['0.0.0.0:${FRONTEND_PORT:-80}:8080', '0.0.0.0:${FRONTEND_HTTPS_PORT:-443}:8443']);
  });

  test('have to be there before it is released', () => {
    expect(secured.describe(stack.production).mounts!.flatMap(({ volume }) => volume.source().providedFiles ?? [])).toEqual(['ssl/fullchain.pem', 'ssl/privkey.pem']);
  });

  test('change nothing in development', () => {
    expect(composeService(secured).ports).toEqual(['127.0.0.1:${FRONTEND_PORT:-4200}:4200']);
  });

  test('are refused behind an edge', () => {
    expect(() => new EdgeProxy(stack, 'edge', { frontend: secured })).toThrow(
      'service "frontend" has certificates, and "edge" is in front of it: give the certificates to "edge" (tls: EdgeTls.files())',
    );
  });

  test('are files of the repository', () => {
    expect(() => new AngularNginxFrontend(emptyStack(), 'frontend', { ...APP, certificates: { folder: '/etc/ssl' } })).toThrow(
      'the folder of the certificates of service "frontend" is "/etc/ssl", which cannot be used',
    );
  });
});
