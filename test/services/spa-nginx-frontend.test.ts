import { Project } from 'projen';
import { Duration, Size } from '../../src/base';
import { Language } from '../../src/model';
import { AccessLog, Compression, ContentSecurityPolicy, FrameAncestors, HashedFiles, InlineStyles, PermissionsPolicy } from '../../src/nginx';
import { AngularNginxFrontend, EdgeProxy, FrontendRoute, PackageManager, SpaNginxFrontend, SpaNginxFrontendProps } from '../../src/services';
import { composeOf, composeService } from '../fixtures/compose';
import { instructions, stage, structure } from '../fixtures/dockerfile';
import { HOSTILE } from '../fixtures/hostile';
import { TestService, TestStack, emptyProject, emptyStack, filesIn, synthesized } from '../fixtures/stack';

const frontend = (props: SpaNginxFrontendProps = {}) => new SpaNginxFrontend(emptyStack(), 'frontend', props);
const filesOf = (props: SpaNginxFrontendProps = {}) => synthesized(frontend(props).stack);
const dockerfileOf = (props: SpaNginxFrontendProps = {}) => filesOf(props)['docker/frontend/Dockerfile'];
const nginxOf = (props: SpaNginxFrontendProps = {}) => filesOf(props)['docker/nginx/nginx.conf'];

const inProduction = (props: SpaNginxFrontendProps = {}) => {
  const service = frontend(props);
  return composeService(service, service.stack.production);
};

/** A frontend with two services that it may pass something on to. */
function withServices(props: (services: { readonly api: TestService; readonly events: TestService }) => SpaNginxFrontendProps) {
  const stack = emptyStack();
  const api = new TestService(stack, 'backend', { ports: [{ port: 8000 }, { port: 8001, variable: 'METRICS_PORT' }] });
  const events = new TestService(stack, 'events', { ports: [{ port: 9000 }] });
  return new SpaNginxFrontend(stack, 'frontend', props({ api, events }));
}

const routed = (route: Partial<FrontendRoute>, props: SpaNginxFrontendProps = {}) =>
  withServices(({ events }) => ({ ...props, routes: [{ path: '/events', service: events, ...route }] }));

/** The location of a path in nginx.conf. */
function location(service: SpaNginxFrontend, path: string): string {
  const text = service.nginx.render();
  const start = text.indexOf(`location ~ ^${path}(?:/|$) {`);
  expect(start).toBeGreaterThanOrEqual(0);
  return text.slice(start, text.indexOf('\n    }', start));
}

test('it writes its Dockerfile, what nginx needs and its .dockerignore', () => {
  expect(Object.keys(filesOf()).filter((file) => /docker|nginx/.test(file)).sort()).toEqual([
    'docker/frontend/Dockerfile', 'docker/nginx/after-build.mjs', 'docker/nginx/before-start.facts', 'docker/nginx/before-start.sh', 'docker/nginx/development-policy.cjs',
    'docker/nginx/foreign-origins.mjs', 'docker/nginx/html-elements.mjs', 'docker/nginx/nginx.conf', 'frontend/.dockerignore',
  ]);
});

test('what a shell reads has no CRLF, whoever checks it out', () => {
  expect(filesOf()['.gitattributes'].match(/^\/docker\/nginx\/before-start.* text eol=lf$/gm)).toHaveLength(2);
});

test('it says where it writes', () => {
  const { path, dockerfilePath, nginxFolder } = frontend({ path: 'apps/shop' });
  expect({ path, dockerfilePath, nginxFolder }).toEqual({ path: 'apps/shop', dockerfilePath: 'docker/frontend/Dockerfile', nginxFolder: 'docker/nginx' });
  expect(filesOf({ path: 'apps/shop' })).toHaveProperty(['apps/shop/.dockerignore']);
});

test('beside one of Angular it has a folder of its own for nginx', () => {
  const stack = emptyStack();
  new AngularNginxFrontend(stack, 'frontend', { app: 'crm' });
  const portal = new SpaNginxFrontend(stack, 'portal', { hostPort: 81 });
  expect(portal.nginxFolder).toBe('docker/portal/nginx');
  const files = synthesized(stack);
  for (const file of ['nginx.conf', 'after-build.mjs', 'foreign-origins.mjs', 'html-elements.mjs', 'before-start.sh', 'before-start.facts']) {
    expect(files).toHaveProperty([`docker/nginx/${file}`]);
    expect(files).toHaveProperty([`docker/portal/nginx/${file}`]);
  }
  expect(composeOf(stack, stack.production).services.portal.build.additional_contexts).toEqual({ 'nginx-config': './docker/portal/nginx' });
});

describe('in development', () => {
  test.each([
    [PackageManager.npm(), ['env', 'CI=true', 'npm', 'run', 'test', '--']],
    [PackageManager.pnpm(), ['env', 'CI=true', 'pnpm', 'run', 'test']],
  ])('its tests are its script, and do not watch: %j', (packageManager, command) => {
    const service = frontend({ packageManager });
    expect(service.specIn(service.stack.development).testCommand).toEqual(command);
    expect(service.specIn(service.stack.production).testCommand).toBeUndefined();
  });

  test('its tests can be run by another command', () => {
    const service = frontend({ testCommand: ['npx', 'playwright', 'test'] });
    expect(service.specIn(service.stack.development).testCommand).toEqual(['npx', 'playwright', 'test']);
    expect(() => frontend({ testCommand: [''] })).toThrow('the testCommand of service "frontend" is [""], which runs nothing');
  });

  test('the development server runs, with sources mounted and the packages of the image', () => {
    expect(composeService(frontend())).toMatchObject({
      build: { target: 'development' },
      command: ['npm', 'run', 'dev', '--', '--host', '0.0.0.0', '--port', '5173'],
      ports: ['127.0.0.1:${FRONTEND_PORT:-5173}:5173'],
      volumes: expect.arrayContaining(['./frontend:/app', '/app/node_modules']),
      environment: { NODE_ENV: 'development' },
      user: '${HOST_UID:-1000}:${HOST_GID:-1000}',
    });
  });

  test('another script and port may start it', () => {
    const service = composeService(frontend({ developmentScript: 'serve', developmentPort: 3000, developmentHostPort: 80 }));
    expect(service).toMatchObject({ command: ['npm', 'run', 'serve', '--', '--host', '0.0.0.0', '--port', '3000'], ports: ['127.0.0.1:${FRONTEND_PORT:-80}:3000'] });
    expect(service.healthcheck.test.join(' ')).toContain('3000');
  });

  test('other arguments may start it, or none', () => {
    expect(composeService(frontend({ developmentArguments: ['--hostname=::'] })).command).toEqual(['npm', 'run', 'dev', '--', '--hostname=::']);
    expect(composeService(frontend({ developmentArguments: [] })).command).toEqual(['npm', 'run', 'dev']);
  });

  test.each(Object.keys(HOSTILE).filter((what) => what !== 'a NUL'))('an argument with %s reaches it as it is', (what) => {
    const props = { developmentArguments: [HOSTILE[what]] };
    expect(composeService(frontend(props)).command.at(-1).replace(/\$\$/g, '$')).toBe(HOSTILE[what]);
    expect(JSON.parse(stage(dockerfileOf(props), 'development').at(-1)!.replace('CMD ', '')).at(-1)).toBe(HOSTILE[what]);
  });

  test('the application\'s own tools are told where the API is', () => {
    expect(composeService(withServices(({ api }) => ({ api }))).environment).toMatchObject({ NODE_ENV: 'development', API_URL: 'http://backend:8000' });
    expect(composeService(withServices(({ api, events }) => ({ api, routes: [{ path: '/api/very/long', service: events }] }))).environment.API_URL).toBe('http://backend:8000');
    expect(composeService(routed({})).environment).not.toHaveProperty('API_URL');
  });

  test('it is healthy at the base path, where Vite has the application', () => {
    expect(composeService(frontend({ basePath: '/crm/' })).healthcheck.test.join(' ')).toContain('port: 5173, path: "/crm/"');
    expect(composeService(frontend()).healthcheck.test.join(' ')).toContain('port: 5173, path: "/"');
  });
});

describe('in production', () => {
  test('nginx runs as the image\'s user, without variables and with a volume for files of earlier releases', () => {
    const container = inProduction();
    expect(container).toMatchObject({ read_only: true, tmpfs: ['/tmp'], volumes: ['frontend_releases:/var/lib/frontend-releases'] });
    expect(container).not.toHaveProperty('environment');
    expect(container).not.toHaveProperty('user');
  });

  test('the port of the host, the port for HTTPS and the limits can be others', () => {
    const container = inProduction({ hostPort: 81, httpsHostPort: 444, certificates: { folder: 'certs' }, resources: { cpus: 2 } });
    expect(container.ports).toEqual([expect.stringContaining(':${FRONTEND_PORT:-81}:8080'), expect.stringContaining(':${FRONTEND_HTTPS_PORT:-444}:8443')]);
    expect(container.volumes).toContain('./certs:/etc/nginx/ssl:ro');
    expect(container.deploy.resources.limits).toMatchObject({ cpus: '2' });
  });

  test('what it is, is said', () => {
    const service = frontend();
    expect(service.describe(service.stack.production).description).toBe('Single-page application, nginx');
    expect(service.describe(service.stack.development).description).toBe('Single-page application');
  });
});

describe('the image', () => {
  test('is built by the script of package.json, and has what it built into dist', () => {
    const build = stage(dockerfileOf(), 'build');
    expect(build).toContain('RUN npm run build');
    expect(build.at(-1)).toMatch(/&& mv dist \/opt\/frontend\/html$/);
  });

  test('is built by another script into another folder', () => {
    const build = stage(dockerfileOf({ buildScript: 'compile', buildArguments: ['--mode=staging'], outputPath: 'build/client' }), 'build');
    expect(build).toContain('RUN npm run compile -- --mode=staging');
    expect(build.at(-1)).toMatch(/&& mv build\/client \/opt\/frontend\/html$/);
  });

  test('is not built from what an earlier build has left', () => {
    const patterns = (outputPath?: string) => filesOf({ outputPath })['frontend/.dockerignore'].split('\n');
    expect(patterns()).toContain('dist/');
    expect(patterns('build/client')).toEqual(expect.arrayContaining(['dist/', 'build/client/']));
  });

  test('has variables where it is built and developed, and not where it is served', () => {
    const text = dockerfileOf({ buildEnvironment: { VITE_TITLE: 'Bob\'s "shop"', CI: '1' } });
    expect(stage(text, 'dependencies')[2]).toBe('ENV VITE_TITLE="Bob\'s \\"shop\\"" CI=1');
    expect(stage(text, 'runtime').join('\n')).not.toContain('VITE_TITLE');
    expect(dockerfileOf()).not.toContain('VITE_TITLE');
    expect(stage(dockerfileOf(), 'dependencies').filter((each) => each.startsWith('ENV'))).toEqual([]);
  });

  test('starts from what it is told', () => {
    const from = (props: SpaNginxFrontendProps) => instructions(dockerfileOf(props)).filter((text) => text.startsWith('FROM ')).map((text) => text.split(' ')[1]);
    expect(from({})).toEqual(['node:24-alpine', 'dependencies', 'dependencies', 'nginxinc/nginx-unprivileged:alpine']);
    expect(from({ nodeVersion: '22', nginxVersion: '1.28' })).toEqual(['node:22-alpine', 'dependencies', 'dependencies', 'nginxinc/nginx-unprivileged:1.28-alpine']);
    expect(from({ buildImage: 'a', baseImage: 'b', nginxVersion: '1.28' })).toEqual(['a', 'dependencies', 'dependencies', 'b']);
  });

  test('has the files of a base path below it', () => {
    const build = (basePath: string) => stage(dockerfileOf({ basePath }), 'build').at(-1);
    expect(build('/crm/')).toMatch(/mkdir -p \/opt\/frontend\/releases \/opt\/frontend\/html\s+&& mv dist \/opt\/frontend\/html\/crm$/);
    expect(build('/apps/crm/')).toMatch(/mkdir -p \/opt\/frontend\/releases \/opt\/frontend\/html\/apps\s+&& mv dist \/opt\/frontend\/html\/apps\/crm$/);
    expect(build('/crm/')).toContain('after-build.mjs dist /opt/frontend --base-path=/crm/ ');
  });

  const afterBuild = (props: SpaNginxFrontendProps) => stage(dockerfileOf(props), 'build').at(-1)!.split(/\/opt\/frontend | +&& /)[1]
    .replace(/ --policy="[^"]*"$/, '');

  test('is looked through for hashed files and inline styles, and compressed', () => {
    expect(afterBuild({})).toBe("--base-path=/ --entry-pages=index.html --hashed='/assets/.+-[A-Za-z0-9_-]{8}\\.[a-z0-9.]+$' --inline-styles=detect --encodings=gzip");
  });

  test('may have hashed files of another name: the build and nginx agree on them', () => {
    const props = { hashedFiles: HashedFiles.matching('/static/.+\\.[0-9a-f]{8}\\.[a-z]+$') };
    expect(afterBuild(props)).toContain("--hashed='/static/.+\\.[0-9a-f]{8}\\.[a-z]+$'");
    expect(nginxOf(props)).toContain('location ~ "/static/.+\\.[0-9a-f]{8}\\.[a-z]+$"');
  });

  test('has an entry page, and one in each language', () => {
    expect(afterBuild({ locales: ['pt-BR', 'en'] })).toContain('--entry-pages=pt-BR/index.html,en/index.html ');
  });

  test('has what was built in a folder of its own, where the base image has nothing', () => {
    expect(stage(dockerfileOf(), 'runtime')).toContain('COPY --from=build /opt/frontend/html /usr/share/frontend/html');
    expect(nginxOf()).toContain('root /usr/share/frontend/html;');
  });

  test('leaves logs to nginx', () => {
    expect(stage(dockerfileOf(), 'runtime')).toContain('ENV NGINX_ENTRYPOINT_QUIET_LOGS=1');
  });

  test('names no address of an engine', () => {
    const service = withServices(({ api }) => ({ api, certificates: {} }));
    const files = Object.entries(synthesized(service.stack)).filter(([file]) => /docker\/.*nginx\//.test(file));
    expect(files).toHaveLength(7);
    expect(files.filter(([, text]) => text.includes('127.0.0.11'))).toEqual([]);
  });

  test('may allow inline styles, or none without a hash', () => {
    const withStyles = (inlineStyles: InlineStyles) => {
      const contentSecurityPolicy = ContentSecurityPolicy.of({ inlineStyles });
      return afterBuild({ securityHeaders: { contentSecurityPolicy } });
    };
    expect(withStyles(InlineStyles.HASHED)).toContain('--inline-styles=hash ');
    expect(withStyles(InlineStyles.ALLOWED)).toContain('--inline-styles=allow ');
  });

  test('may be compressed otherwise: the build and nginx agree on it', () => {
    const props = { compression: [Compression.BROTLI, Compression.GZIP] };
    expect(afterBuild(props)).toMatch(/--encodings=brotli,gzip$/);
    expect(nginxOf(props)).toMatch(/brotli_static on;\n\s+gzip_static on;/);
    expect(afterBuild({ compression: [] })).toMatch(/--encodings=$/);
    expect(nginxOf({ compression: [] })).not.toContain('_static on;');
  });

  test('is checked and stopped as the containers are', () => {
    const runtime = stage(dockerfileOf(), 'runtime');
    expect(runtime).toEqual(expect.arrayContaining(['STOPSIGNAL SIGQUIT', 'EXPOSE 8080', expect.stringMatching(/^HEALTHCHECK .*127\.0\.0\.1:8080\/health/)]));
  });
});

describe('until it is written, one can add to', () => {
  test('the Dockerfile', () => {
    const service = frontend();
    service.dockerfile.findStage('runtime').env({ TZ: 'America/Sao_Paulo' });
    expect(stage(synthesized(service.stack)['docker/frontend/Dockerfile'], 'runtime')).toContain('ENV TZ=America/Sao_Paulo');
  });

  test('.dockerignore', () => {
    const service = frontend();
    service.dockerIgnore.addPatterns('docs/');
    expect(synthesized(service.stack)['frontend/.dockerignore']).toMatch(/\ndocs\/\n$/);
  });

  test('nginx', () => {
    const service = frontend({ nginxVersion: '1.28' });
    service.nginx.addServerDirectives('deny 192.0.2.1;');
    service.nginx.addRoute({ path: '/files', host: 'files', port: 80 });
    const files = synthesized(service.stack);
    expect(files['docker/nginx/nginx.conf']).toContain('deny 192.0.2.1;');
    expect(files['docker/nginx/before-start.facts']).toContain("services='files:80'\n");
  });
});

describe('nginx', () => {
  test('serves pages and files below a base path', () => {
    expect(nginxOf({ basePath: '/crm/' })).toContain('location /crm/ {\n        try_files $uri /crm/index.html;');
  });

  test('is asked for files at another path too', () => {
    expect(nginxOf({ filesPath: '/static/' })).toContain('rewrite ^/static/(.*)$ /$1;');
  });

  test('serves an application for each language', () => {
    expect(nginxOf({ locales: ['pt-BR', 'en'] })).toContain('(?<folder>pt-BR|en)');
  });

  test('takes bodies of 10 MiB, or what is asked for', () => {
    expect(nginxOf()).toContain('client_max_body_size 10m;');
    expect(nginxOf({ maxBodySize: Size.mebibytes(50) })).toContain('client_max_body_size 50m;');
  });

  test('has media kept for ten minutes, or what is asked for', () => {
    expect(nginxOf()).toContain('max-age=600');
    expect(nginxOf({ mediaMaxAge: Duration.hours(1) })).toContain('max-age=3600');
  });

  test('writes about requests what it is told', () => {
    expect(nginxOf()).not.toContain('access_log /var/log');
    expect(nginxOf({ accessLog: AccessLog.JSON })).toContain('access_log /var/log/nginx/access.log requests;');
    expect(nginxOf({ accessLog: AccessLog.OFF })).toMatch(/^ {4}access_log off;$/m);
  });

  test('waits for clients as long as it is told', () => {
    const text = nginxOf({ timeouts: { headers: Duration.seconds(5), body: Duration.minutes(1), send: Duration.seconds(90) } });
    expect(text).toMatch(/client_header_timeout 5s;\n\s+client_body_timeout 60s;\n\s+send_timeout 90s;/);
  });

  test('keeps connections to services open if its version is known to', () => {
    const followed = (props: SpaNginxFrontendProps) => /^services='(.*)'$/m.exec(synthesized(routed({}, props).stack)['docker/nginx/before-start.facts'])![1];
    expect([followed({}), followed({ nginxVersion: '1.28' })]).toEqual(['', 'events:9000']);
  });

  test('sends the headers that it is told to', () => {
    const text = nginxOf({
      securityHeaders: {
        contentSecurityPolicy: ContentSecurityPolicy.reportOnly({ connectSources: ['https://api.example.com'] }),
        frameAncestors: FrameAncestors.nobody(),
        permissionsPolicy: PermissionsPolicy.of({ camera: ['self', 'https://maps.example.com'] }),
      },
    });
    expect(text).toMatch(/add_header Content-Security-Policy-Report-Only ".*connect-src 'self' https:\/\/api\.example\.com;.*frame-ancestors 'none'"/);
    expect(text).toContain('add_header X-Frame-Options "DENY" always;');
    expect(text).toMatch(/add_header Permissions-Policy '?"?camera=\(self \\?"https:\/\/maps\.example\.com\\?"\)/);
  });

  test('has the hashes of inline scripts from the build', () => {
    expect(nginxOf()).toContain('$inline_script_sources');
    expect(stage(dockerfileOf(), 'runtime')).toContain('COPY --from=build /opt/frontend/inline-sources.conf /etc/nginx/conf.d/inline-sources.conf');
  });

  test('asks browsers to come by HTTPS only where it has a certificate', () => {
    expect(nginxOf()).not.toContain('Strict-Transport-Security');
    expect(nginxOf({ certificates: {} }).match(/add_header Strict-Transport-Security/g)).toHaveLength(1);
  });

  test('says in the stack\'s language that a service is away', () => {
    const stack = emptyStack({ language: Language.PT_BR });
    const api = new TestService(stack, 'backend', { ports: [{ port: 80 }] });
    expect(new SpaNginxFrontend(stack, 'frontend', { api }).nginx.render()).toContain('Voltamos em instantes');
  });
});

describe('proxies in front', () => {
  const trusted = (service: SpaNginxFrontend) => service.nginx.render().match(/(?<=set_real_ip_from ).*(?=;)/g);

  test('are nobody, if nothing is said', () => {
    expect(trusted(frontend())).toBeNull();
  });

  test('are those that are named', () => {
    expect(trusted(frontend({ trustedProxies: ['10.1.0.0/16', '192.0.2.1'] }))).toEqual(['10.1.0.0/16', '192.0.2.1']);
  });

  test('are private networks behind an edge, which is the only one that can be reached from others', () => {
    const service = frontend();
    new EdgeProxy(service.stack, 'edge', { frontend: service });
    expect(trusted(service)).toEqual(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']);
  });

  test.each([[['192.0.2.1'], ['192.0.2.1']], [[], null]])('are those that are named behind an edge too: %j', (trustedProxies, expected) => {
    const service = frontend({ trustedProxies });
    new EdgeProxy(service.stack, 'edge', { frontend: service });
    expect(trusted(service)).toEqual(expected);
  });
});

describe('what is passed on', () => {
  test('is the API\'s, with its first port', () => {
    const service = withServices(({ api }) => ({ api }));
    expect(location(service, '/api')).toContain('set $service backend$search_suffix:8000;');
    expect(location(service, '/ws')).toContain('proxy_set_header Upgrade $upgrade;');
  });

  test('is for several services, the most precise path first', () => {
    const service = withServices(({ api, events }) => ({ api, routes: [{ path: '/api/events', service: events }, { path: '/api/ws', service: api, websocket: true }] }));
    expect(service._destinations.map(({ service: { id }, route: { path } }) => [path, id])).toEqual([
      ['/api/events', 'events'], ['/api/ws', 'backend'], ['/api', 'backend'], ['/ws', 'backend'],
    ]);
    expect(service.nginx.render().match(/(?<=location ~ \^)\S+(?=\(\?:\/\|\$\))/g)).toEqual(['/api/events', '/api/ws', '/api', '/ws']);
    expect(location(service, '/api/events')).toContain('events$search_suffix:9000;');
  });

  test('may be without an API', () => {
    expect(location(routed({}), '/events')).toContain('events$search_suffix:9000;');
    expect(routed({}).nginx.render()).not.toContain('^/api');
  });

  test('waits for a minute, or an hour for streams and websockets, or as long as it is told', () => {
    const seconds = (route: Partial<FrontendRoute>) => /proxy_read_timeout (.*);/.exec(location(routed(route), '/events'))![1];
    expect([{}, { streaming: true }, { websocket: true }].map(seconds)).toEqual(['60s', '3600s', '3600s']);
    expect([{ timeout: Duration.minutes(5) }, { streaming: true, timeout: Duration.seconds(30) }].map(seconds)).toEqual(['300s', '30s']);
  });

  test('connects for 5 seconds, or as long as it is told', () => {
    expect(location(routed({}), '/events')).toContain('proxy_connect_timeout 5s;');
    expect(location(routed({ connectTimeout: Duration.seconds(2) }), '/events')).toContain('proxy_connect_timeout 2s;');
  });

  test('can be a stream, and uploads that are passed on as they come', () => {
    expect(location(routed({}), '/events')).not.toMatch(/buffering|client_max_body_size|limit_req/);
    expect(location(routed({ streaming: true }), '/events')).toContain('proxy_buffering off;');
    expect(location(routed({ requestBuffering: false }), '/events')).toContain('proxy_request_buffering off;');
  });

  test('can be larger, and limited in its rate', () => {
    const service = routed({ maxBodySize: Size.gibibytes(1), rateLimit: { requestsPerSecond: 5 } });
    expect(location(service, '/events')).toContain('client_max_body_size 1g;');
    expect(location(service, '/events')).toContain('burst=10 nodelay;');
    expect(service.nginx.render()).toMatch(/limit_req_zone .* rate=5r\/s;/);
  });

  test('is at most as large as the largest that is taken anywhere', () => {
    const largest = (props: SpaNginxFrontendProps, ...sizes: Size[]) => withServices(({ events }) => ({
      ...props, routes: sizes.map((maxBodySize, index) => ({ path: `/events/${index}`, service: events, maxBodySize })),
    }))._maxBodySize.toString();
    expect(largest({})).toBe('10m');
    expect(largest({}, Size.kibibytes(1), Size.mebibytes(20), Size.mebibytes(5))).toBe('20m');
    expect(largest({ maxBodySize: Size.gibibytes(1) }, Size.mebibytes(20))).toBe('1g');
  });

  test('cannot be limited in its rate behind an edge, which passes it on itself', () => {
    const service = routed({ rateLimit: { requestsPerSecond: 5 } });
    expect(() => new EdgeProxy(service.stack, 'edge', { frontend: service })).toThrow(
      'service "frontend" limits the rate of requests to "/events", which "edge" in front of it would pass on to "events" itself: remove the rateLimit and let "events" limit it, or remove "edge"',
    );
  });
});

describe('bad input', () => {
  const refused = (props: SpaNginxFrontendProps, message: string) => {
    const stack = emptyStack();
    const api = new TestService(stack, 'backend', { ports: [{ port: 80 }] });
    expect(() => new SpaNginxFrontend(stack, 'frontend', { api, ...props })).toThrow(message);
    expect(filesIn(Project.of(stack).outdir)).toEqual({});
  };

  const TEXTS = ['', ...Object.values(HOSTILE)];

  test.each(['developmentPort', 'developmentHostPort', 'hostPort', 'httpsHostPort'])('%s is a port', (prop) => {
    for (const port of [0, -1, 65_536, 1.5]) {
      refused({ [prop]: port }, `the ${prop} of service "frontend" is ${port}: allowed are whole numbers from 1 to 65535`);
    }
  });

  test.each(['path', 'nodeVersion', 'buildImage', 'baseImage', 'outputPath'])('%s cannot be empty or hostile', (prop) => {
    for (const text of TEXTS) {
      refused({ [prop]: text }, `the ${prop} of service "frontend" is ${JSON.stringify(text)}, which cannot be used: allowed are`);
    }
  });

  test.each(['buildScript', 'developmentScript'])('%s cannot be empty or hostile', (prop) => {
    for (const text of TEXTS) {
      refused({ [prop]: text }, `${JSON.stringify(text)} in the scripts of service "frontend" cannot be used: allowed are letters, digits and`);
    }
  });

  test.each(TEXTS)('build argument %j is refused', (text) => {
    refused({ buildArguments: ['--mode', text] }, `${JSON.stringify(text)} in the scripts of service "frontend" cannot be used: allowed are letters, digits and`);
  });

  test.each(['/srv/dist', '../dist', 'a/../b', '.', './', 'a b', '-t', 'dist/', 'a//b'])('outputPath %j is refused', (outputPath) => {
    refused({ outputPath }, `the outputPath of service "frontend" is ${JSON.stringify(outputPath)}, which`);
  });

  test.each(['', 'A B', '1A', 'A=B', ...Object.values(HOSTILE)])('variable %j of the build is refused', (name) => {
    refused({ buildEnvironment: { [name]: 'x' } }, `${JSON.stringify(name)} cannot be a variable in a Dockerfile`);
  });

  test.each(['a newline', 'a carriage return', 'a NUL'])('a variable of the build with %s is refused', (what) => {
    refused({ buildEnvironment: { A: HOSTILE[what] } }, `${JSON.stringify(HOSTILE[what])} cannot be a value in a Dockerfile: allowed is one line of text`);
  });

  test.each(Object.keys(HOSTILE).filter((what) => HOSTILE[what].includes('$')))('a variable of the build with %s would lose a part of it', (what) => {
    refused({ buildEnvironment: { A: HOSTILE[what] } }, 'allowed are texts without $, which Docker would replace');
  });

  test.each(Object.keys(HOSTILE).filter((what) => !/[\n\r\0$]/.test(HOSTILE[what])))('a variable of the build with %s changes no other instruction', (what) => {
    const names = (value: string) => structure(dockerfileOf({ buildEnvironment: { A: value } }));
    expect(names(HOSTILE[what])).toEqual(names('harmless'));
  });

  test.each(['basePath', 'filesPath'])('%s has a slash at both ends and no others than letters and digits between them', (prop) => {
    for (const text of ['crm', '/crm', 'crm/', '//', '/a b/', ...Object.values(HOSTILE).map((each) => `/${each}/`)]) {
      refused({ [prop]: text }, `the ${prop} of nginx is ${JSON.stringify(text)}: allowed are paths such as`);
    }
  });

  test.each(['pt_BR', ...TEXTS])('locale %j is refused', (locale) => {
    refused({ locales: [locale] }, `a locale of nginx is ${JSON.stringify(locale)}: allowed are language tags such as "pt-BR"`);
  });

  test.each(TEXTS)('nginxVersion %j is refused', (nginxVersion) => {
    refused({ nginxVersion }, `the nginxVersion is ${JSON.stringify(nginxVersion)}: allowed are version numbers such as "1.30"`);
  });

  test.each(['localhost', ...TEXTS])('trusted proxy %j is refused', (proxy) => {
    refused({ trustedProxies: [proxy] }, `a trusted proxy is ${JSON.stringify(proxy)}: allowed are addresses and networks such as "10.0.0.0/8"`);
  });

  test('media are kept for whole seconds', () => {
    refused({ mediaMaxAge: Duration.millis(500) }, 'the mediaMaxAge of nginx is 500ms: allowed are whole seconds from 1');
  });

  test('clients are waited for', () => {
    refused({ timeouts: { body: Duration.seconds(0) } }, 'body of the timeouts of nginx is 0s: allowed are durations above 0s');
  });

  test('a compression is named once', () => {
    refused({ compression: [Compression.GZIP, Compression.GZIP] }, 'the compression of nginx is gzip, gzip: name each once');
  });

  describe('in a route', () => {
    test.each(['timeout', 'connectTimeout'])('%s is some time', (prop) => {
      expect(() => routed({ [prop]: Duration.seconds(0) })).toThrow(`the ${prop} of route "/events" is 0s: allowed are durations above 0s`);
    });

    test('connecting takes 75 seconds at most, because the system gives up then', () => {
      expect(() => routed({ connectTimeout: Duration.seconds(76) })).toThrow('the connectTimeout of route "/events" is 76s: allowed are durations above 0s, up to 75s');
    });

    test('the service listens on a port', () => {
      const stack = emptyStack();
      const service = new TestService(stack, 'worker');
      expect(() => new SpaNginxFrontend(stack, 'frontend', { routes: [{ path: '/jobs', service }] })).toThrow(
        'service "frontend" passes "/jobs" on to "worker", which has no ports: name a service that listens on one',
      );
    });

    test('the service is in the same stack', () => {
      const service = new TestService(new TestStack(emptyProject(), 'other'), 'events', { ports: [{ port: 80 }] });
      expect(() => frontend({ routes: [{ path: '/events', service }] })).toThrow(
        'service "frontend" passes "/events" on to "events" of stack "other", which it cannot reach: name a service of stack "conductor"',
      );
    });

    test.each(['', '/', 'events', '/events/', ...Object.values(HOSTILE).map((text) => `/${text}`)])('the path is not %j', (path) => {
      expect(() => routed({ path })).toThrow(`the path of a route is ${JSON.stringify(path)}: allowed are paths such as "/api"`);
    });

    test('the path is not one of the API\'s', () => {
      expect(() => withServices(({ api, events }) => ({ api, routes: [{ path: '/api', service: events }] }))).toThrow('route "/api" exists already: give each route another path');
    });

    test('the rate is a whole number', () => {
      expect(() => routed({ rateLimit: { requestsPerSecond: 0.5 } })).toThrow('requestsPerSecond of route "/events" is 0.5: allowed are whole numbers from 1');
      expect(() => routed({ rateLimit: { requestsPerSecond: 1, burst: 0 } })).toThrow('burst of route "/events" is 0: allowed are whole numbers from 1');
    });

    test('the application is not below the path', () => {
      expect(() => routed({ path: '/apps' }, { basePath: '/apps/crm/' })).toThrow(
        'service "frontend" passes "/apps" on to "events", and the application itself, at "/apps/crm/", is below it: choose another path for one of them',
      );
      expect(() => routed({ path: '/crm' }, { basePath: '/crm/' })).toThrow('is below it');
      expect(() => routed({ path: '/crm/api' }, { basePath: '/crm/' })).not.toThrow();
    });

    test('the application\'s files are not asked for at the path', () => {
      expect(() => routed({ path: '/static/events' }, { filesPath: '/static/' })).toThrow(
        'service "frontend" passes "/static/events" on to "events", and at "/static/" the application\'s files are asked for: choose another path for one of them',
      );
    });
  });
});

describe('large bodies', () => {
  const onDisk = (service: SpaNginxFrontend) =>
    service.specIn(service.stack.production).mounts!.filter(({ containerPath }) => containerPath === '/tmp').map(({ volume }) => volume.source());

  test.each<[string, Partial<FrontendRoute>, SpaNginxFrontendProps]>([
    ['as they are by default', {}, {}],
    ['an eighth of the memory', { maxBodySize: Size.mebibytes(64) }, {}],
    ['passed on as they come', { maxBodySize: Size.gibibytes(1), requestBuffering: false }, {}],
    ['with more memory', { maxBodySize: Size.gibibytes(1) }, { resources: { memory: Size.gibibytes(8) } }],
  ])('are kept in memory until they are whole: %s', (_, route, props) => {
    expect(onDisk(routed(route, props))).toEqual([]);
  });

  test.each<[string, Partial<FrontendRoute>, SpaNginxFrontendProps, Size]>([
    ['of a route', { maxBodySize: Size.mebibytes(65) }, {}, Size.mebibytes(65)],
    ['of all routes', {}, { maxBodySize: Size.gibibytes(2) }, Size.gibibytes(2)],
    ['with less memory', {}, { resources: { memory: Size.mebibytes(64) } }, Size.mebibytes(10)],
  ])('are kept on disk: %s', (_, route, props, size) => {
    expect(onDisk(routed(route, props))).toEqual([{ size }]);
  });

  test('are said to whoever gets them', () => {
    const service = routed({ maxBodySize: Size.gibibytes(1) });
    expect(service.specIn(service.stack.production).routes!.map(({ path, maxBodySize }) => [path, maxBodySize])).toEqual([['/events', Size.gibibytes(1)]]);
  });
});
