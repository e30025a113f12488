import { spawnSync } from 'child_process';
import { writeFileSync } from 'fs';
import { join } from 'path';
import { Duration, Size } from '../../../src/base';
import { Language } from '../../../src/model';
import { caddyfile } from '../../../src/services/private/caddyfile';
import { CaddyfileOptions } from '../../../src/services/private/caddyfile-options';
import { emptyFolder } from '../../fixtures/stack';

const HEADERS = [
  { name: 'Content-Security-Policy', value: "base-uri 'self'; object-src 'none'; frame-ancestors 'self'" },
  { name: 'X-Content-Type-Options', value: 'nosniff' },
  { name: 'Permissions-Policy', value: 'camera=(), geolocation=(self "https://maps.example.com")' },
];
const HSTS = { name: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' };

const render = (options: Partial<CaddyfileOptions> = {}) => caddyfile({
  tls: {},
  frontend: { id: 'frontend', port: 8080 },
  routes: ['/api', '/ws'].map((path) => ({ id: 'backend', port: 8000, path })),
  headers: HEADERS,
  maxBodySize: Size.mebibytes(10),
  timeout: Duration.seconds(60),
  trustedProxies: [],
  language: Language.EN,
  maintenance: { allowedNetworks: [], retryAfterSeconds: 300 },
  ...options,
});

const FILES = { files: { certificate: 'fullchain.pem', key: 'privkey.pem' } };
const AUTOMATIC = { automatic: {} };

const TO_EVENTS = ['/api/events', '/sse'].map((path) => ({ id: 'events', port: 9000, path }));
const IN_ERRORS = ['handle_errors', 'handle @unavailable', 'handle'];

/** The addresses of the sites, in order. */
const sites = (text: string) => text.match(/^http.*(?= \{$)/gm);

/** The lines of the block that starts with a line. */
function block(text: string, start: string): string {
  const from = text.indexOf(`${start} {\n`);
  expect(from).toBeGreaterThanOrEqual(0);
  const indent = /^\n*(\t*)/.exec(start)![1] || /\t*$/.exec(text.slice(0, from))![0];
  return text.slice(from, text.indexOf(`\n${indent}}`, from));
}

test('it is indented with tabs, its braces are balanced, and it ends with a newline', () => {
  for (const text of [render(), render({ tls: FILES }), render({ tls: AUTOMATIC, domain: 'crm.example.com' })]) {
    expect(text).not.toMatch(/^\t* /m);
    expect(text).not.toMatch(/\n\n\n|[ \t]$/m);
    expect(text.match(/\{$/gm)!.length).toBe(text.match(/^\t*\}$/gm)!.length);
    expect(text).toMatch(/\}\n$/);
  }
});

test('no port leads to the configuration while it runs: only who may run programs in the container can change it', () => {
  expect(render()).toContain('\tadmin unix//tmp/caddy-admin.sock\n');
});

describe('what is asked for goes', () => {
  test('to the API by its paths and what is below them: /api and /api/leads, not /apiary', () => {
    expect(render()).toContain('@to-backend path /api /api/* /ws /ws/*\n');
    expect(block(render(), 'handle @to-backend')).toContain('reverse_proxy backend:8000 {');
  });

  test('to the frontend otherwise', () => {
    expect(block(render(), '\n\thandle')).toContain('reverse_proxy frontend:8080 {');
  });

  test('to the frontend always if there is no API', () => {
    const text = render({ routes: [] });
    expect(text).not.toContain('handle @to-');
    expect(text.match(/reverse_proxy .*/g)).toEqual(['reverse_proxy frontend:8080 {']);
  });

  test('to several services, each in a handle of its own, in the order that is given', () => {
    const text = render({ routes: [...TO_EVENTS, { id: 'backend', port: 8000, path: '/api' }] });
    expect(text.match(/@to-.* path .*/g)).toEqual(['@to-events path /api/events /api/events/* /sse /sse/*', '@to-backend path /api /api/*']);
    expect(text.match(/handle.*(?= \{)/g)).toEqual([...IN_ERRORS, 'handle @maintenance', 'handle @to-events', 'handle @to-backend', 'handle']);
    expect(block(text, 'handle @to-events')).toContain('reverse_proxy events:9000 {');
    expect(block(text, 'handle @to-events')).toContain('try_files blue.events\n');
  });

  test('to one service in two handles, if the path of another one stands between', () => {
    const [first, second] = TO_EVENTS;
    const text = render({ routes: [first, { id: 'backend', port: 8000, path: '/api' }, second] });
    expect(text.match(/@to-.* path .*/g)).toEqual(['@to-events path /api/events /api/events/*', '@to-backend path /api /api/*', expect.stringMatching(/^@to-events\S+ path \/sse \/sse\/\*$/)]);
  });

  test('to two ports of a service in two handles', () => {
    const text = render({ routes: [{ id: 'backend', port: 8000, path: '/api' }, { id: 'backend', port: 8001, path: '/ws' }] });
    expect(text.match(/reverse_proxy (?!frontend)\S+/g)).toEqual(['reverse_proxy backend:8000', 'reverse_proxy backend:8001']);
  });

  test('by names that are there once, whatever services are called', () => {
    const text = render({ routes: ['backend', 'other', 'backend', 'backend-2'].map((id, index) => ({ id, port: 80, path: `/${index}` })) });
    const names = text.match(/@to-\S+(?= path)/g)!;
    expect(names).toHaveLength(4);
    expect(new Set(names).size).toBe(4);
  });
});

describe('which containers get a request', () => {
  const api = block(render(), 'handle @to-backend');

  test('is said by a marker that is looked up for each of them', () => {
    expect(block(api, '@blue file')).toMatch(/root \/data\/live\n\t*try_files blue\.backend$/);
    expect(block(api, '@green file')).toMatch(/root \/data\/live\n\t*try_files green\.backend$/);
    expect(api).toMatch(/vars upstream backend\n\t*vars @blue upstream blue\.backend\n\t*vars @green upstream green\.backend\n/);
  });

  test('is resolved while it runs, by whomever the container\'s own configuration names', () => {
    expect(block(api, 'dynamic a')).toMatch(/name \{vars.upstream\}\n\t*port 8000\n\t*refresh 1s$/);
  });
});

describe('a request', () => {
  test('is tried again for three seconds if it could not be connected', () => {
    const text = block(render(), '(proxy)');
    expect(text).toContain('lb_try_duration 3s');
    expect(text).toContain('lb_try_interval 100ms');
    expect(text).toContain('dial_timeout 150ms');
  });

  test('is never retried because of its kind: only those that could not be connected are, whatever they are', () => {
    expect(render()).not.toContain('lb_retry_match');
  });

  test('marks no service as failed: a client that breaks off an upload would do it', () => {
    expect(render()).not.toMatch(/fail_duration|max_fails|unhealthy_/);
  });

  test('reuses no connection that uvicorn, which waits 5 seconds, may be about to close', () => {
    expect(block(render(), '(proxy)')).toContain('keepalive 3s');
  });

  test('says itself where it comes from only through Caddy', () => {
    const text = block(render(), '(request)');
    expect(text).toContain('request_header -Forwarded\n');
    expect(text).toContain('request_header -X-Forwarded-*\n');
    expect(text).toContain('request_header X-Real-IP {remote_host}\n');
    expect(text).not.toContain('trusted_proxies');
  });

  test('is believed to come from where a trusted proxy says, and only such a proxy', () => {
    const text = render({ trustedProxies: ['10.0.0.0/8', '192.0.2.1'] });
    expect(block(text, 'servers')).toContain('trusted_proxies static 10.0.0.0/8 192.0.2.1\n\t\ttrusted_proxies_strict\n');
    expect(block(text, '(request)')).toContain('@stranger not remote_ip 10.0.0.0/8 192.0.2.1\n');
    expect(block(text, '(request)')).toContain('request_header @stranger -X-Forwarded-*\n');
    expect(block(text, '(request)')).toContain('request_header X-Real-IP {client_ip}\n');
    expect(block(text, '(proxy)')).toContain('header_up X-Forwarded-For {client_ip}\n');
  });

  test('has an id that a client cannot choose', () => {
    expect(block(render(), '(request)')).toContain('request_header X-Request-ID {http.request.uuid}\n');
  });

  test('has a body of 10 MiB at most, or what is asked for, in binary units', () => {
    expect(render()).toContain('max_size 10MiB\n');
    expect(render({ maxBodySize: Size.gibibytes(1) })).toContain('max_size 1GiB\n');
    expect(render({ maxBodySize: Size.kibibytes(1.5) })).toContain('max_size 1536\n');
  });

  test('has to be answered within the timeout', () => {
    expect(render({ timeout: Duration.minutes(5) })).toContain('response_header_timeout 300s\n');
  });
});

describe('an answer', () => {
  test('does not name the server', () => {
    const text = block(render(), '(answer)');
    expect(text).toMatch(/\t-Server\n\t*-Via\n\t*defer/);
  });

  test('has security headers, unless the service has its own', () => {
    expect(block(render(), '(answer)').match(/header \?.*/g)).toEqual([
      "header ?Content-Security-Policy `base-uri 'self'; object-src 'none'; frame-ancestors 'self'`",
      'header ?X-Content-Type-Options nosniff',
      'header ?Permissions-Policy `camera=(), geolocation=(self "https://maps.example.com")`',
    ]);
  });

  test('may have none', () => {
    expect(block(render({ headers: [] }), '(answer)')).not.toContain('?');
  });

  test('has them also if it is Caddy\'s own', () => {
    expect(block(render(), '(errors)')).toContain('import answer\n');
    expect(block(render({ tls: FILES, domain: 'crm.example.com' }), 'https://:8443')).toContain('import answer\n');
  });

  test('binds browsers to TLS once, and not where it could be forged', () => {
    const text = render({ tls: FILES, headers: [...HEADERS, HSTS] });
    expect(text.match(/.*Strict-Transport-Security.*/g)).toEqual(['\theader ?Strict-Transport-Security `max-age=31536000; includeSubDomains`']);
    expect(block(text, 'http://:8080')).not.toContain('Strict-Transport-Security');
  });

  test.each([[Language.EN, 'Back in a moment', 'lang="en"'], [Language.PT_BR, 'Voltamos em instantes', 'lang="pt-BR"']])('without a service says so in %s, and no details', (language, title, lang) => {
    const text = block(render({ language }), 'handle @unavailable');
    expect(text).toContain(title);
    expect(text).toContain(lang);
    expect(text).not.toMatch(/\{err\.|backend|caddy/i);
  });

  test('of the API is compressed if it is JSON: a stream is left alone', () => {
    expect(block(render(), 'encode gzip')).toContain('header Content-Type application/json*');
  });

  test('is logged to standard output as JSON', () => {
    expect(block(render(), '(log)')).toMatch(/output stdout\n\t*format json/);
  });
});

describe('without TLS', () => {
  test('HTTP is served for any host name', () => {
    expect(sites(render())).toEqual(['http://:8080', 'http://:2020']);
    expect(render()).toContain('auto_https off\n');
    expect(render()).not.toContain('redir');
  });
});

describe('with files', () => {
  test('any host name is served if there is no domain', () => {
    const text = render({ tls: FILES });
    expect(sites(text)).toEqual(['http://:8080', 'https://:8443', 'http://:2020']);
    expect(text).toContain('tls /etc/caddy/ssl/fullchain.pem /etc/caddy/ssl/privkey.pem {');
    expect(text).toContain('auto_https off\n');
  });

  test('another name than the domain is refused', () => {
    const text = render({ tls: FILES, domain: 'crm.example.com' });
    expect(sites(text)).toEqual(['http://:8080', 'https://crm.example.com', 'https://:8443', 'http://:2020']);
    expect(block(text, 'https://:8443')).toContain('respond 421');
  });
});

describe('with automatic certificates', () => {
  const text = render({ tls: { automatic: { email: 'admin@example.com' } }, domain: 'crm.example.com' });

  test('the domain gets one, and the authority knows whom to write to', () => {
    expect(sites(text)).toEqual(['http://:8080', 'https://crm.example.com', 'https://:8443', 'http://:2020']);
    expect(text).toContain('\temail admin@example.com\n');
    expect(text).toContain('\tauto_https disable_redirects\n');
  });

  test('nobody is written to if no address is given', () => {
    expect(render({ tls: AUTOMATIC, domain: 'crm.example.com' })).not.toContain('email');
  });

  test('TLS is 1.2 or newer', () => {
    expect(text).toContain('protocols tls1.2 tls1.3\n');
  });
});

describe('HTTP is redirected', () => {
  test('to the name that was asked for, with path and query, and the port that users reach', () => {
    expect(block(render({ tls: FILES }), 'http://:8080').match(/redir .*/g)).toEqual([
      'redir @standard https://{host}{uri} 308', 'redir https://{host}:{env.PUBLIC_HTTPS_PORT}{uri} 308',
    ]);
  });

  test('with the headers of every answer, which nobody else sends', () => {
    expect(block(render({ tls: FILES, headers: [...HEADERS, HSTS] }), 'http://:8080').match(/header .*/g)).toEqual([
      "header Content-Security-Policy `base-uri 'self'; object-src 'none'; frame-ancestors 'self'`",
      'header X-Content-Type-Options nosniff',
      'header Permissions-Policy `camera=(), geolocation=(self "https://maps.example.com")`',
      'header -Server',
    ]);
  });

  test('to the domain if there is one', () => {
    expect(render({ tls: FILES, domain: 'crm.example.com' })).toContain('redir @standard https://crm.example.com{uri} 308\n');
  });
});

test('its health can be asked from inside the container only', () => {
  expect(block(render(), 'http://:2020')).toMatch(/bind 127.0.0.1\n\t*respond \/health healthy 200/);
});

const installed = spawnSync('caddy', ['version']).status === 0;

(installed ? describe : describe.skip)('Caddy itself (skipped where it is not installed)', () => {
  test.each([
    ['without TLS', {}],
    ['without an API', { routes: [] }],
    ['with several services', { routes: [TO_EVENTS[0], { id: 'backend', port: 8000, path: '/api' }, TO_EVENTS[1]] }],
    ['with all headers', { tls: FILES, headers: [...HEADERS, HSTS] }],
    ['without headers', { tls: FILES, headers: [] }],
    ['with automatic certificates', { tls: AUTOMATIC, domain: 'crm.example.com' }],
    ['with files', { tls: FILES }],
    ['with files and a domain', { tls: FILES, domain: 'crm.example.com' }],
  ])('understands it %s, and would format it the same', (_, options) => {
    const file = join(emptyFolder(), 'Caddyfile');
    writeFileSync(file, render(options));
    expect(spawnSync('caddy', ['adapt', '--config', file, '--adapter', 'caddyfile'], { encoding: 'utf-8' })).toMatchObject({ status: 0 });
    expect(spawnSync('caddy', ['fmt', file], { encoding: 'utf-8' }).stdout).toBe(render(options));
  });
});
