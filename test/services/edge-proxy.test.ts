import { Project } from 'projen';
import { Duration, Size } from '../../src/base';
import { DataServices, Language, ServiceKind } from '../../src/model';
import { ContentSecurityPolicy, FrameAncestors, PermissionsPolicy, SecurityHeaders, StrictTransportSecurity } from '../../src/nginx';
import {
  AngularNginxFrontend, AngularNginxFrontendProps, BackendService, EdgeProxy, EdgeProxyProps, EdgeTls, SpaNginxFrontend, SpaNginxFrontendProps,
} from '../../src/services';
import { composeOf, composeService } from '../fixtures/compose';
import { instructions } from '../fixtures/dockerfile';
import { HOSTILE } from '../fixtures/hostile';
import { TestService, TestStack, emptyProject, emptyStack, filesIn, synthesized } from '../fixtures/stack';

interface Around {
  readonly frontendProps?: Partial<AngularNginxFrontendProps>;
  readonly language?: Language;
}

function edgeWith(props: Partial<EdgeProxyProps> = {}, { frontendProps = {}, language = Language.EN }: Around = {}) {
  const stack = emptyStack({ language });
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', port: 9000 });
  const frontend = new AngularNginxFrontend(stack, 'frontend', { app: 'conductor-crm', api: backend, ...frontendProps });
  return { stack, backend, frontend, edge: new EdgeProxy(stack, 'edge', { frontend, ...props }) };
}

const inProduction = (props: Partial<EdgeProxyProps> = {}) => {
  const { edge, stack } = edgeWith(props);
  return composeService(edge, stack.production);
};

const caddyfileOf = (...args: Parameters<typeof edgeWith>) => {
  const { stack, edge } = edgeWith(...args);
  return synthesized(stack)[edge.caddyfilePath];
};

/** The services that it sends requests to, each once. */
const routed = (edge: EdgeProxy, stack: TestStack) => [...new Set(edge.describe(stack.production).routes!.map(({ service }) => service.id))];

test('it writes its Caddyfile, its Dockerfile and its .dockerignore', () => {
  const { stack, edge } = edgeWith();
  const files = synthesized(stack);
  expect([edge.caddyfilePath, edge.dockerfilePath]).toEqual(['docker/edge/Caddyfile', 'docker/edge/Dockerfile']);
  expect(files).toHaveProperty(['docker/edge/Caddyfile'], expect.stringContaining('reverse_proxy backend:9000 {'));
  expect(files).toHaveProperty(['docker/edge/.dockerignore'], expect.stringMatching(/\n\*\n!Caddyfile\n$/));
});

describe('where sources are mounted', () => {
  test('it has no containers: the development server is the entrance', () => {
    const { stack, edge } = edgeWith();
    expect(edge.runsIn(stack.development)).toBe(false);
    expect(Object.keys(composeOf(stack).services)).toEqual(['backend', 'frontend']);
  });
});

describe('where they are not', () => {
  test('it has, whatever the environment is called', () => {
    const { stack, edge } = edgeWith();
    expect(edge.runsIn(stack.production)).toBe(true);
    expect(edge.runsIn(stack.addEnvironment('staging', { dataServices: DataServices.EXTERNAL }))).toBe(true);
  });

  test('it is built from a folder of its own: nothing but certificates is mounted from the repository', () => {
    expect(inProduction()).toMatchObject({ build: { context: './docker/edge', dockerfile: 'Dockerfile' }, volumes: ['edge_data:/data'] });
  });

  test('it runs unprivileged, on a root file system that cannot be written to', () => {
    expect(inProduction()).toMatchObject({ user: '1000:1000', read_only: true, tmpfs: ['/tmp', '/config'], cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
  });

  test('it keeps the one capability without which the official image\'s program cannot be started', () => {
    expect(inProduction().cap_add).toEqual(['NET_BIND_SERVICE']);
  });

  test('it starts without the services behind it', () => {
    expect(inProduction()).not.toHaveProperty('depends_on');
  });

  test('it is healthy by itself, on a port that only it can reach', () => {
    expect(inProduction().healthcheck).toMatchObject({ test: ['CMD', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:2020/health'], timeout: '3s' });
  });

  test('it may take longer to stop than its requests to end', () => {
    expect(inProduction().stop_grace_period).toBe('15s');
  });

  test('it has limits', () => {
    expect(inProduction().deploy.resources.limits).toMatchObject({ cpus: '1', memory: '256m' });
    expect(inProduction({ limits: { cpus: 2 } }).deploy.resources.limits).toMatchObject({ cpus: '2' });
  });

  test('it answers HTTP', () => {
    const { edge, stack } = edgeWith();
    expect(edge.describe(stack.production).kind).toBe(ServiceKind.HTTP);
  });
});

describe('ports', () => {
  const published = (props: Partial<EdgeProxyProps> = {}) => inProduction(props).ports.map((port: string) => port.replace(/^.*(?=\$)/, ''));

  test('80 without TLS', () => {
    expect(published()).toEqual(['${EDGE_HTTP_PORT:-80}:8080']);
  });

  test('80 and 443 with TLS', () => {
    expect(published({ tls: EdgeTls.files() })).toEqual(['${EDGE_HTTP_PORT:-80}:8080', '${EDGE_HTTPS_PORT:-443}:8443']);
  });

  test('can be others', () => {
    expect(published({ tls: EdgeTls.files(), httpHostPort: 8080, httpsHostPort: 8443 })).toEqual(['${EDGE_HTTP_PORT:-8080}:8080', '${EDGE_HTTPS_PORT:-8443}:8443']);
  });

  test('are entrances', () => {
    const { edge, stack } = edgeWith({ tls: EdgeTls.files() });
    expect(edge.describe(stack.production).ports!.map(({ entrance }) => entrance)).toEqual([true, true]);
  });

  test('HTTP is redirected to the port that the variable moves', () => {
    expect(inProduction({ tls: EdgeTls.files(), httpsHostPort: 8443 }).environment).toEqual({ PUBLIC_HTTPS_PORT: '${EDGE_HTTPS_PORT:-8443}' });
    expect(inProduction()).not.toHaveProperty('environment');
  });

  test.each([[Language.EN, 'the port at which users reach HTTPS'], [Language.PT_BR, 'porta em que os usuários acessam o HTTPS']])('the variable is explained in %s', (language, text) => {
    const { edge, stack } = edgeWith({ tls: EdgeTls.files() }, { language });
    expect(edge.describe(stack.production).environment!.PUBLIC_HTTPS_PORT.variables(stack.production)[0].description).toContain(text);
  });

  test('carry the id of the service', () => {
    const { stack } = edgeWith();
    const portal = new AngularNginxFrontend(stack, 'portal', { app: 'portal', developmentPort: 4300 });
    const edge = new EdgeProxy(stack, 'portal-edge', { frontend: portal, httpHostPort: 81 });
    expect(composeService(edge, stack.production)).toMatchObject({ ports: [expect.stringContaining('${PORTAL_EDGE_HTTP_PORT:-81}:8080')], volumes: ['portal_edge_data:/data'] });
  });
});

describe('the services behind it', () => {
  test('are chosen among by a program in its container', () => {
    const { edge, stack, frontend, backend } = edgeWith();
    const { routes, switchCommand } = edge.describe(stack.production);
    expect(routes!.map(({ service, port, path }) => [service, port, path])).toEqual([[frontend, 8080, undefined], [backend, 9000, '/api'], [backend, 9000, '/ws']]);
    expect(switchCommand).toEqual(['sh', '-c', expect.stringContaining('mv -f "$1-$other" "$1-$2"'), 'switch']);
  });

  test('have containers that can be told apart', () => {
    const { stack } = edgeWith();
    const { services } = composeOf(stack, stack.production);
    expect(JSON.stringify(services.backend.networks)).toContain('backend-${BACKEND_SLOT:-a}');
    expect(JSON.stringify(services.frontend.networks)).toContain('frontend-${FRONTEND_SLOT:-a}');
  });

  test('are no entrances: the frontend publishes nothing', () => {
    const { stack } = edgeWith();
    expect(composeOf(stack, stack.production).services.frontend).not.toHaveProperty('ports');
  });

  test('do not take its port where internal ports are published', () => {
    const { stack } = edgeWith();
    expect(composeOf(stack, stack.addEnvironment('staging')).services.frontend.ports).toEqual(['127.0.0.1:${FRONTEND_PORT:-8080}:8080']);
  });

  test('may be a frontend without an API', () => {
    const stack = emptyStack();
    const frontend = new AngularNginxFrontend(stack, 'frontend', { app: 'conductor-crm' });
    const edge = new EdgeProxy(stack, 'edge', { frontend });
    expect(routed(edge, stack)).toEqual(['frontend']);
    expect(synthesized(stack)[edge.caddyfilePath]).not.toContain('handle @to-');
  });

  test('may be an API without paths', () => {
    const { edge, stack } = edgeWith({}, { frontendProps: { apiPaths: [], websocketPaths: [] } });
    expect(routed(edge, stack)).toEqual(['frontend']);
  });
});

describe('the Caddyfile', () => {
  test('has the paths of the frontend', () => {
    expect(caddyfileOf({}, { frontendProps: { apiPaths: ['/v1'], websocketPaths: ['/v1/live'] } })).toContain('@to-backend path /v1/live /v1/live/* /v1 /v1/*\n');
  });

  test('takes the bodies that the frontend takes, or what is asked for', () => {
    expect(caddyfileOf()).toContain('max_size 10MiB');
    expect(caddyfileOf({}, { frontendProps: { maxBodySize: Size.mebibytes(50) } })).toContain('max_size 50MiB');
    expect(caddyfileOf({ maxBodySize: Size.mebibytes(20) })).toContain('max_size 20MiB');
  });

  test('waits for an answer for a minute, or as long as it is told', () => {
    expect(caddyfileOf()).toContain('response_header_timeout 60s');
    expect(caddyfileOf({ timeout: Duration.minutes(2) })).toContain('response_header_timeout 120s');
  });

  test('it waits as long as any route of the frontend may take', () => {
    const stack = emptyStack();
    const backend = new BackendService(stack, 'backend', { app: 'app.main:app' });
    const frontend = new SpaNginxFrontend(stack, 'frontend', { routes: [{ path: '/reports', service: backend, timeout: Duration.minutes(5) }] });
    new EdgeProxy(stack, 'edge', { frontend });
    expect(synthesized(stack)['docker/edge/Caddyfile']).toContain('response_header_timeout 300s');
  });

  test('has automatic certificates as soon as there is a domain', () => {
    expect(caddyfileOf({ domain: 'crm.example.com' })).toContain('https://crm.example.com {');
    expect(caddyfileOf({ domain: 'crm.example.com' })).toContain('auto_https disable_redirects');
  });

  test('has none with a domain and TLS that is off', () => {
    expect(caddyfileOf({ domain: 'crm.example.com', tls: EdgeTls.off() })).not.toContain('https://');
  });

  test('has those of files', () => {
    expect(caddyfileOf({ tls: EdgeTls.files() })).toContain('tls /etc/caddy/ssl/fullchain.pem /etc/caddy/ssl/privkey.pem {');
    expect(inProduction({ tls: EdgeTls.files() }).volumes).toEqual(['edge_data:/data', './ssl:/etc/caddy/ssl:ro']);
  });

  test('speaks the stack\'s language', () => {
    expect(caddyfileOf({}, { language: Language.PT_BR })).toContain('Voltamos em instantes');
  });
});

describe('the Dockerfile', () => {
  const text = (props: Partial<EdgeProxyProps> = {}) => {
    const { stack, edge } = edgeWith(props);
    return instructions(synthesized(stack)[edge.dockerfilePath]);
  };

  test('starts from what it is told', () => {
    expect(text()[0]).toBe('FROM caddy:2-alpine AS runtime');
    expect(text({ version: '2.10' })[0]).toBe('FROM caddy:2.10-alpine AS runtime');
    expect(text({ image: 'registry.example.com/caddy:2' })[0]).toBe('FROM registry.example.com/caddy:2 AS runtime');
  });

  test('gives user 1000 what it has to write to, before it becomes that user', () => {
    const names = text().map((line) => line.split(' ')[0]);
    expect(text().find((line) => line.startsWith('RUN'))).toMatch(/mkdir -p \/data\/live \/config.*chown -R 1000:1000 \/data.*chmod 1777 \/config/s);
    expect(names.indexOf('RUN')).toBeLessThan(names.indexOf('USER'));
    expect(text()).toContain('USER 1000:1000');
  });

  test('runs Caddy as process 1', () => {
    expect(text().at(-1)).toBe('CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]');
  });
});

describe('a frontend with routes to several services', () => {
  function around(props: SpaNginxFrontendProps = {}, edgeProps: Partial<EdgeProxyProps> = {}) {
    const stack = emptyStack();
    const [api, events, reports] = ['backend', 'events', 'reports'].map((id, index) => new TestService(stack, id, { kind: ServiceKind.HTTP, ports: [{ port: 8000 + index }] }));
    const frontend = new SpaNginxFrontend(stack, 'frontend', {
      api,
      routes: [
        { path: '/api/events', service: events }, { path: '/sse', service: events, streaming: true },
        { path: '/api/reports/pdf', service: reports, maxBodySize: Size.mebibytes(40) },
      ],
      ...props,
    });
    const edge = new EdgeProxy(stack, 'edge', { frontend, ...edgeProps });
    return { stack, edge, text: synthesized(stack)[edge.caddyfilePath] };
  }

  test('has a handle for each, the most precise path first', () => {
    const { text } = around();
    expect(text.match(/@to-.* path .*/g)).toEqual([
      '@to-reports path /api/reports/pdf /api/reports/pdf/*',
      '@to-events path /api/events /api/events/*',
      '@to-backend path /api /api/*',
      expect.stringMatching(/^@to-events\S+ path \/sse \/sse\/\*$/),
      expect.stringMatching(/^@to-backend\S+ path \/ws \/ws\/\*$/),
    ]);
    expect(text.match(/(?<=reverse_proxy )\S+/g)).toEqual(['reports:8002', 'events:8001', 'backend:8000', 'events:8001', 'backend:8000', 'frontend:8080']);
  });

  test('has each of them among those that are switched, once', () => {
    const { edge, stack } = around();
    expect(routed(edge, stack)).toEqual(['frontend', 'reports', 'events', 'backend']);
  });

  test('has containers of each that can be told apart', () => {
    const { stack } = around();
    expect(JSON.stringify(composeOf(stack, stack.production).services.events.networks)).toContain('events-${EVENTS_SLOT:-a}');
  });

  test('takes the largest body that any of them takes, or what is asked for', () => {
    expect(around().text).toContain('max_size 40MiB');
    expect(around({ maxBodySize: Size.gibibytes(1) }).text).toContain('max_size 1GiB');
    expect(around({}, { maxBodySize: Size.mebibytes(5) }).text).toContain('max_size 5MiB');
  });

  test('needs no API', () => {
    expect(around({ api: undefined }).text).not.toContain('backend');
  });
});

describe('security headers', () => {
  const SECURED: Partial<EdgeProxyProps> = { tls: EdgeTls.files(), domain: 'crm.example.com' };
  const textWith = (securityHeaders?: SecurityHeaders, props: Partial<EdgeProxyProps> = {}) =>
    caddyfileOf(props, { frontendProps: { securityHeaders } });
  const ofAnswers = (...args: Parameters<typeof textWith>) => textWith(...args).match(/(?<=header \?).*/g);
  const ofRedirect = (...args: Parameters<typeof textWith>) => /^http:\/\/:8080 \{.*?^\}/ms.exec(textWith(...args))![0].match(/(?<=header )[^-].*/g);

  test('are on what has none of that name: the frontend\'s and the services\' own stay', () => {
    expect(ofAnswers()).toEqual([
      "Content-Security-Policy `base-uri 'self'; object-src 'none'; frame-ancestors 'self'`",
      'X-Content-Type-Options nosniff',
      'X-Frame-Options SAMEORIGIN',
      'Referrer-Policy strict-origin-when-cross-origin',
      'Permissions-Policy `camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()`',
      'Cross-Origin-Opener-Policy same-origin-allow-popups',
    ]);
  });

  test('bind browsers to TLS where there is any, once: nginx behind it says nothing of it', () => {
    expect(textWith()).not.toContain('Strict-Transport-Security');
    expect(textWith(undefined, SECURED).match(/.*Strict-Transport-Security.*/g)).toEqual(['\theader ?Strict-Transport-Security `max-age=31536000`']);
    expect(edgeWith(SECURED).frontend.nginx.render()).not.toContain('Strict-Transport-Security');
  });

  test('are on the redirect to HTTPS, but for the one that would be ignored there', () => {
    expect(ofRedirect(undefined, SECURED)).toEqual(ofAnswers());
  });

  test('are those that the frontend asks for', () => {
    const securityHeaders = {
      contentSecurityPolicy: ContentSecurityPolicy.reportOnly({ scriptSources: ['https://js.example.com'] }),
      frameAncestors: FrameAncestors.of('https://portal.example.com'),
      strictTransportSecurity: StrictTransportSecurity.of({ maxAgeSeconds: 60, includeSubDomains: true }),
      contentTypeOptions: false,
    };
    const headers = ofAnswers(securityHeaders, SECURED)!;
    expect(headers).toContain("Content-Security-Policy-Report-Only `base-uri 'self'; object-src 'none'; frame-ancestors 'self' https://portal.example.com`");
    expect(headers).toContain('Strict-Transport-Security `max-age=60; includeSubDomains`');
    expect(headers.join('\n')).not.toMatch(/X-Frame-Options|X-Content-Type-Options/);
  });

  test('with origins are quoted as Caddy reads them', () => {
    const permissionsPolicy = PermissionsPolicy.of({ geolocation: ['self', 'https://maps.example.com'] });
    expect(ofAnswers({ permissionsPolicy })).toContainEqual(expect.stringMatching(/^Permissions-Policy `[^`]*geolocation=\(self "https:\/\/maps\.example\.com"\)[^`]*`$/));
  });

  test('can be left out', () => {
    const securityHeaders = {
      contentSecurityPolicy: ContentSecurityPolicy.none(),
      permissionsPolicy: PermissionsPolicy.none(),
      strictTransportSecurity: StrictTransportSecurity.none(),
    };
    expect(ofAnswers(securityHeaders, SECURED)!.join('\n')).not.toMatch(/Content-Security|Permissions|Transport/);
  });

  test('are the usual ones where there is no frontend', () => {
    const stack = emptyStack();
    const edge = new EdgeProxy(stack, 'edge', { service: new BackendService(stack, 'api', { app: 'app.main:app' }) });
    expect(synthesized(stack)[edge.caddyfilePath].match(/(?<=header \?).*/g)).toEqual(ofAnswers());
  });
});

describe('bad input', () => {
  const refused = (props: Partial<EdgeProxyProps>, message: string) => {
    const stack = emptyStack();
    const frontend = new AngularNginxFrontend(stack, 'frontend', { app: 'conductor-crm' });
    expect(() => new EdgeProxy(stack, 'edge', { frontend, ...props })).toThrow(message);
    expect(filesIn(Project.of(stack).outdir)).toEqual({});
  };

  test.each([
    '', 'https://crm.example.com', 'crm.example.com:443', 'crm.example.com/', 'CRM.example.com', '-crm.example.com', 'crm_1.example.com', 'crm..example.com',
    'crm.example.com.', '*.example.com', '10.0.0.1', '::1', `${'a'.repeat(64)}.example.com`, `${'a.'.repeat(127)}com`, ...Object.values(HOSTILE),
  ])('domain %j is refused', (domain) => {
    refused({ domain }, `the domain of service "edge" is ${JSON.stringify(domain)}, which cannot be used: allowed are DNS names such as "crm.example.com", in lower case, without "https://", port or path`);
  });

  test('automatic certificates need a domain', () => {
    refused({ tls: EdgeTls.automatic() }, 'service "edge" has automatic certificates and no domain: pass a domain such as "crm.example.com", or use EdgeTls.files() or EdgeTls.off()');
  });

  test('automatic certificates need a public domain', () => {
    refused({ domain: 'intranet' }, 'service "edge" has automatic certificates for "intranet", which no public authority gives any for: pass a domain such as "crm.example.com", or use EdgeTls.files() or EdgeTls.off()');
  });

  test('a private name may have a certificate from files', () => {
    expect(caddyfileOf({ domain: 'intranet', tls: EdgeTls.files() })).toContain('https://intranet {');
  });

  test.each(['httpHostPort', 'httpsHostPort'])('%s is a port', (prop) => {
    for (const port of [0, 65_536, 1.5]) {
      refused({ [prop]: port }, `the ${prop} of service "edge" is ${port}: allowed are whole numbers from 1 to 65535`);
    }
  });

  test('the timeout is longer than nothing', () => {
    refused({ timeout: Duration.seconds(0) }, 'the timeout of service "edge" is 0s: allowed are durations above 0');
  });

  test.each(['', ...Object.values(HOSTILE)])('%j is no version and no image', (text) => {
    refused({ version: text }, `the version of service "edge" is ${JSON.stringify(text)}, which cannot be used: allowed are version numbers`);
    refused({ image: text }, `the image of service "edge" is ${JSON.stringify(text)}, which cannot be used: allowed are image references`);
  });

  test('a frontend has one edge', () => {
    const { stack, frontend } = edgeWith();
    expect(() => new EdgeProxy(stack, 'gate', { frontend })).toThrow(
      'service "gate" would be in front of "frontend", where "edge" is already: a frontend has one edge, so take one of them away',
    );
  });

  test('the frontend is in the same stack', () => {
    const frontend = new AngularNginxFrontend(new TestStack(emptyProject(), 'other'), 'frontend', { app: 'conductor-crm' });
    expect(() => new EdgeProxy(emptyStack(), 'edge', { frontend })).toThrow(
      'service "edge" is the entrance to "frontend" of stack "other", which it cannot reach: name a service of stack "conductor"',
    );
  });
});

describe('without a frontend', () => {
  const stack = emptyStack();
  const api = new BackendService(stack, 'api', { app: 'app.main:app' });

  test('all requests go to a service', () => {
    const edge = new EdgeProxy(stack, 'edge', { service: api });
    expect(synthesized(stack)[edge.caddyfilePath]).toContain('reverse_proxy api:8000 {');
    expect(routed(edge, stack)).toEqual(['api']);
  });

  test('there has to be one of both, and not both', () => {
    const other = emptyStack();
    const backend = new BackendService(other, 'backend', { app: 'app.main:app' });
    const frontend = new AngularNginxFrontend(other, 'frontend', { app: 'crm' });
    expect(() => new EdgeProxy(other, 'edge', {})).toThrow('service "edge" is the entrance to nothing: pass either a frontend or, where there is none, a service');
    expect(() => new EdgeProxy(other, 'edge2', { frontend, service: backend })).toThrow('service "edge2" is the entrance to two services: pass either');
  });

  test('the service has to listen', () => {
    const other = emptyStack();
    expect(() => new EdgeProxy(other, 'edge', { service: new TestService(other, 'worker') })).toThrow(
      'service "edge" is the entrance to "worker", which has no ports: name a service that listens on one',
    );
  });
});
