import { Duration, Size } from '../../src/base';
import { AccessLog, Compression, HashedFiles, NginxConfig, NginxConfigOptions, NginxRoute } from '../../src/nginx';
import { HOSTILE } from '../fixtures/hostile';

const API: NginxRoute = { path: '/api', host: 'backend', port: 8000 };
const WS: NginxRoute = { path: '/ws', host: 'backend', port: 8000, websocket: true };

/** The block of the location, from its first line to its closing brace. */
function location(text: string, name: string): string {
  const start = text.indexOf(`    location ${name} {\n`);
  expect(start).toBeGreaterThan(0);
  return text.slice(start, text.indexOf('\n    }\n', start));
}

const configured = (options: NginxConfigOptions) => new NginxConfig({ startFolder: '/tmp/nginx', ...options }).render();
const render = (...routes: NginxRoute[]) => configured({ routes });

test('nginx listens on 8080, and on IPv6 if it is found out that the host has it', () => {
  expect(render()).toContain('listen 8080;\n    include /tmp/nginx/listen-8080.conf;\n');
  expect(render()).not.toContain('[::]');
});

test('nginx serves another folder on another port if it is told to', () => {
  const text = new NginxConfig({ port: 3000, root: '/srv/www' }).render();
  expect(text).toContain('listen 3000;');
  expect(text).toContain('root /srv/www;');
});

test('bodies have 10 MB, or what is asked for', () => {
  expect(render()).toContain('client_max_body_size 10m;');
  expect(configured({ maxBodySize: Size.gibibytes(1) })).toContain('client_max_body_size 1g;');
});

test('nginx does not tell its version', () => {
  expect(render()).toContain('server_tokens off;');
});

test('no location has a header of its own, which would drop all others', () => {
  expect(render(API, WS)).not.toMatch(/^ {8,}add_header/m);
});

test('files that do not change are not looked for each time', () => {
  expect(render()).toContain('open_file_cache max=2000 inactive=5m;');
});

test('types that browsers insist on are known: modules and manifests', () => {
  const text = render();
  expect(text).toContain('include /etc/nginx/mime.types;');
  expect(text).toContain('text/javascript mjs;');
  expect(text).toContain('application/manifest+json webmanifest;');
});

test('/health is about nginx itself and is not logged', () => {
  const text = location(render(API), '= /health');
  expect(text).toContain('access_log off;');
  expect(text).toContain('return 200 "healthy\\n";');
});

test('a missing file is a 404, not a page', () => {
  expect(render()).toMatch(/location ~\* \\\.\(\?:js\|.*css.*\)\$ \{\n {8}try_files \$uri =404;/);
});

test('any other path is the application\'s', () => {
  expect(location(render(), '/')).toContain('try_files $uri /index.html;');
});

test('a route has its own page where the build made one, and the others that of Angular for the browser', () => {
  expect(configured({ prerendered: true })).toContain('try_files $uri $uri/index.html /index.csr.html /index.html;');
  expect(configured({ prerendered: true, basePath: '/shop/' })).toContain('try_files $uri $uri/index.html /shop/index.csr.html /shop/index.html;');
  expect(configured({ prerendered: true, locales: ['en'] })).toContain('try_files $uri $uri/index.html /$folder/index.csr.html /$folder/index.html;');
});

/** What a map of the configuration makes of a text. */
function mapped(text: string, variable: string, value: string): string {
  const [, body] = new RegExp(`^map .* \\$${variable} \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(text)!;
  const rules = [...body.matchAll(/^ {4}(?:"((?:[^"\\]|\\.)*)"|(\S+)) (.*);$/gm)].map(([, long, short, result]) => ({ key: long ?? short, result }));
  const found = rules.find(({ key }) => key === value)
    ?? rules.find(({ key }) => /^~/.test(key) && new RegExp(key.replace(/^~\*?/, ''), key.startsWith('~*') ? 'i' : '').test(value))
    ?? rules.find(({ key }) => key === 'default');
  return found?.result.replace(/^"(.*)"$/, '$1') ?? '';
}

describe('how long an answer is kept', () => {
  function cacheControl(text: string, status: number, uri: string): string {
    const variable = text.includes('$cache_control_of_kind') ? 'cache_control_of_kind' : 'cache_control';
    return mapped(text, variable, `${status} ${mapped(text, 'kind', uri)}`);
  }

  test.each<[number, string, string]>([
    [200, '/index.html', 'no-cache'],
    [200, '/main-ABCDEFGH.js', 'public, max-age=31536000, immutable'],
    [304, '/chunks/lazy-2345ABCZ.css', 'public, max-age=31536000, immutable'],
    [206, '/media/film-2345ABCZ.mp4', 'public, max-age=31536000, immutable'],
    [200, '/main-ABCDEFGH.js.map', 'public, max-age=31536000, immutable'],
    [200, '/main.js', 'no-cache'],
    [200, '/some-handbook.txt', 'no-cache'],
    [200, '/logo.PNG', 'public, max-age=600'],
    [200, '/favicon.ico', 'public, max-age=600'],
    [200, '/ngsw.json', 'no-store'],
    [200, '/crm/ngsw-worker.js', 'no-store'],
    [302, '/', 'no-store'],
    [404, '/main-ABCDEFGH.js', 'no-store'],
    [404, '/favicon.ico', 'no-store'],
    [502, '/index.html', 'no-store'],
    [200, '/api/leads', ''],
    [200, '/api/logo.png', ''],
    [404, '/api', 'no-store'],
    [200, '/apiary.html', 'no-cache'],
  ])('%d %s: "%s"', (status, uri, expected) => {
    expect(cacheControl(render(API), status, uri)).toBe(expected);
  });

  test('is nginx\'s decision everywhere where nothing is passed on', () => {
    expect(cacheControl(render(), 200, '/api/leads')).toBe('no-cache');
  });

  test('is a service\'s own decision if it says something', () => {
    expect(render(API)).toContain('map $upstream_http_cache_control $cache_control {\n    "" $cache_control_of_kind;\n}');
  });

  test('is never long for the application\'s configuration', () => {
    const text = configured({ runtimeConfig: { path: '/settings.json', file: '/tmp/settings.json' } });
    expect(cacheControl(text, 200, '/settings.json')).toBe('no-store');
  });

  test('depends on how the build writes a hash', () => {
    const text = configured({ hashedFiles: HashedFiles.vite(), mediaMaxAge: Duration.minutes(1) });
    expect(cacheControl(text, 200, '/assets/index-BkT9zvJ2.js')).toBe('public, max-age=31536000, immutable');
    expect(cacheControl(text, 200, '/main-ABCDEFGH.js')).toBe('no-cache');
    expect(cacheControl(text, 200, '/logo.svg')).toBe('public, max-age=60');
  });
});

describe('a route', () => {
  const name = (path: string) => `~ ^${path}(?:/|$)`;

  test('covers the path and what is below it', () => {
    const pattern = new RegExp(/location ~ (\^\/api\S+) \{/.exec(render(API))![1]);
    expect(['/api', '/api/', '/api/leads', '/apiary', '/x/api'].map((uri) => pattern.test(uri))).toEqual([true, true, true, false, false]);
  });

  test('is looked up while nginx runs', () => {
    const text = render(API);
    expect(text).toContain('include /tmp/nginx/services.conf;');
    expect(location(text, name('/api'))).toContain('set $service backend$search_suffix:8000;\n        proxy_pass http://$service;');
  });

  test.each(['Forwarded', 'X-Forwarded-Port', 'X-Forwarded-Prefix'])('does not pass on what a client says about itself: %s', (header) => {
    expect(render(API)).toContain(`\n    proxy_set_header ${header} "";\n`);
  });

  test('tells the service whom it answers', () => {
    const text = render(API);
    for (const header of [
      'Host $client_host', 'X-Real-IP $remote_addr', 'X-Forwarded-For $remote_addr', 'X-Forwarded-Proto $scheme', 'X-Request-ID $request_id',
    ]) {
      expect(text).toContain(`\n    proxy_set_header ${header};`);
    }
  });

  test('is upgraded to a websocket only if it says so', () => {
    const text = render(API, WS);
    expect(location(text, name('/ws'))).toContain('proxy_set_header Upgrade $upgrade;');
    expect(location(text, name('/api'))).not.toContain('Upgrade');
  });

  test.each([['websocket', 'websocket'], ['WebSocket', 'websocket'], ['h2c', ''], ['', ''], ['websocket, h2c', '']])('that is asked for %j is upgraded to %j', (asked, upgraded) => {
    expect(mapped(render(WS), 'upgrade', asked)).toBe(upgraded);
  });

  test('that only turns out to be below its path is none', () => {
    const [, pattern] = /if \(\$request_uri !~ (\S+)\) \{\n {12}return 404;/.exec(location(render(API), name('/api')))!;
    const taken = ['/api', '/api/leads', '/api?x=1', '/x/../api/leads', '//api', '/%61pi', '/apiary'].map((asked) => new RegExp(pattern).test(asked));
    expect(taken).toEqual([true, true, true, false, false, false, false]);
  });

  test('needs no map of upgrades without websockets', () => {
    expect(render(API)).not.toContain('connection_upgrade');
    expect(render(API, WS)).toContain('map $upgrade $connection_upgrade {');
  });

  test.each([[API, 60], [WS, 3600], [{ ...API, timeout: Duration.seconds(5) }, 5]])('waits as long as it may: %#', (route, seconds) => {
    expect(location(render(route), name(route.path))).toContain(`proxy_read_timeout ${seconds}s;\n        proxy_send_timeout ${seconds}s;`);
  });

  test('that is more precise comes first, because the first one that matches decides', () => {
    const text = render(API, { ...WS, path: '/api/ws' });
    expect(text.indexOf(`location ${name('/api/ws')}`)).toBeLessThan(text.indexOf(`location ${name('/api')}`));
  });

  test('comes before files: /api/report.png is the service\'s', () => {
    const text = render(API);
    expect(text.indexOf(`location ${name('/api')}`)).toBeLessThan(text.indexOf('try_files $uri =404;'));
  });

  test('can be added later', () => {
    const nginx = new NginxConfig({ startFolder: '/tmp/nginx' });
    nginx.addRoute(API);
    expect(nginx.render()).toBe(render(API));
  });

  test('keeps its host\'s port, and a host that is missing is made up', () => {
    const text = render(API);
    expect(mapped(text, 'client_host', 'crm.example.com:8443')).toBe('$host:$client_port');
    expect(mapped(text, 'client_host', 'crm.example.com')).toBe('$host');
  });

  test('that is a stream is passed on as it comes', () => {
    const text = location(render({ ...API, streaming: true }), name('/api'));
    expect(text).toContain('proxy_buffering off;');
    expect(text).toContain('proxy_read_timeout 3600s;');
    expect(location(render(API), name('/api'))).not.toContain('proxy_buffering');
  });

  test('may pass uploads on as they come, up to a size of its own', () => {
    const text = location(render({ ...API, requestBuffering: false, maxBodySize: Size.gibibytes(1), connectTimeout: Duration.seconds(2) }), name('/api'));
    expect(text).toContain('proxy_request_buffering off;');
    expect(text).toContain('client_max_body_size 1g;');
    expect(text).toContain('proxy_connect_timeout 2s;');
  });

  test('is asked again only where that does no harm', () => {
    const text = render(API);
    expect(text).toContain('proxy_next_upstream error timeout;');
    expect(text).not.toContain('non_idempotent');
  });

  test('may limit how often a client asks', () => {
    const text = render({ ...API, rateLimit: { requestsPerSecond: 5 } });
    expect(text).toContain('limit_req_zone $binary_remote_addr zone=api:10m rate=5r/s;');
    expect(location(text, name('/api'))).toContain('limit_req zone=api burst=10 nodelay;\n        limit_req_status 429;');
    expect(location(render({ ...API, rateLimit: { requestsPerSecond: 5, burst: 1 } }), name('/api'))).toContain('burst=1 nodelay;');
  });

  test('is counted by itself, whatever another one is called', () => {
    const paths = ['/a-b', '/a_b', '/a/b', '/a~b'];
    const zones = render(...paths.map((path) => ({ ...API, path, rateLimit: { requestsPerSecond: 5 } }))).match(/(?<= zone=)[^:]+(?=:10m)/g);
    expect(new Set(zones).size).toBe(paths.length);
  });

  test('whose service is away is answered for: programs get JSON, people a page', () => {
    const text = configured({ routes: [API], unavailablePage: '<h1>Volte logo</h1>' });
    expect(text).toContain('error_page 502 503 504 @problem_for_$audience;');
    expect(mapped(text, 'audience', 'text/html,*/*')).toBe('person');
    expect(mapped(text, 'audience', 'application/json, */*')).toBe('program');
    expect(location(text, '@problem_for_person')).toContain("return 200 '<h1>Volte logo</h1>';");
    expect(location(text, '@problem_for_program')).toContain('default_type application/problem+json;');
  });

  test('is there once', () => {
    expect(() => render(API, { ...WS, path: '/api' })).toThrow('route "/api" exists already: give each route another path');
  });
});

test('without routes nothing is looked up or passed on', () => {
  expect(render()).not.toMatch(/resolver|services\.conf|proxy_|upstream|\$audience/);
});

describe('without a program that finds out where it runs', () => {
  const alone = (options: NginxConfigOptions = {}) => new NginxConfig({ nameServers: ['10.96.0.10', 'fd00::a'], ...options }).render();

  test('nginx listens on IPv6', () => {
    expect(alone()).toContain('listen 8080;\n    listen [::]:8080;\n');
    expect(alone()).not.toContain('include /tmp');
  });

  test('it asks the name servers that are named', () => {
    const text = alone({ routes: [API], nginxVersion: '1.28' });
    expect(text).toContain('    resolver 10.96.0.10 [fd00::a] valid=5s;\n    resolver_timeout 2s;\n');
    expect(location(text, '~ ^/api(?:/|$)')).toContain('set $service backend:8000;\n        proxy_pass http://$service;');
  });

  test('somebody has to know the services', () => {
    expect(() => new NginxConfig({ routes: [API] })).toThrow(
      'route "/api" leads to "backend", whose address nginx looks up while it runs: pass the addresses of nameServers that know it, or a startFolder',
    );
  });

  test.each(['', 'dns', '10.0.0', '10.0.0.1;', ...Object.values(HOSTILE)])('name server %j is refused', (address) => {
    expect(() => alone({ nameServers: [address] })).toThrow(`a name server of nginx is ${JSON.stringify(address)}: allowed are IP addresses such as "10.96.0.10"`);
  });
});

test('no address of an engine is in it, whatever it is asked to do', () => {
  for (const nginxVersion of [undefined, '1.28']) {
    expect(configured({ routes: [API, WS], nginxVersion, tls: { certificate: '/a', key: '/b' } })).not.toMatch(/127\.|resolver/);
  }
});

describe('directives of one\'s own', () => {
  const nginx = new NginxConfig({ startFolder: '/tmp/nginx', routes: [API], tls: { certificate: '/a', key: '/b' } });
  nginx.addHttpDirectives('map $arg_v $v {\n    default 1;\n}');
  nginx.addServerDirectives('location = /robots.txt {\n    return 404;\n}', 'deny 192.0.2.1;');
  const text = nginx.render();

  test('stand before all servers', () => {
    expect(text).toMatch(/\nmap \$arg_v \$v \{\n {4}default 1;\n\}\n\nserver \{/);
  });

  test('stand in the application\'s server, before its locations, because the first that matches decides', () => {
    const [redirect, server] = text.split('listen 8443');
    expect(redirect).not.toContain('robots');
    expect(server).toContain('    location = /robots.txt {\n        return 404;\n    }\n\n    deny 192.0.2.1;\n\n');
    expect(server.indexOf('robots')).toBeLessThan(server.indexOf('location @problem'));
  });
});

describe('from version 1.27.3 nginx', () => {
  const [text, older] = ['1.27.3', '1.27.2'].map((nginxVersion) => configured({ routes: [API, WS], nginxVersion }));

  test('follows an upstream to another address and keeps connections to it open', () => {
    expect(text.match(/proxy_pass http:\/\/backend_8000;/g)).toHaveLength(2);
    expect(new NginxConfig({ startFolder: '/tmp/nginx', routes: [API, WS], nginxVersion: '1.28' })._start!.services).toEqual(['backend:8000']);
  });

  test('and before that asks for the address itself', () => {
    expect(older).toContain('proxy_pass http://$service;');
    expect(new NginxConfig({ startFolder: '/tmp/nginx', routes: [API], nginxVersion: '1.27.2' })._start!.services).toEqual([]);
  });

  test.each(['1.28', '1.30.1', '2'])('(%s is newer)', (nginxVersion) => {
    expect(configured({ routes: [API], nginxVersion })).toContain('proxy_pass http://backend_8000;');
  });
});

describe('proxies in front', () => {
  const text = configured({ routes: [API], trustedProxies: ['10.0.0.0/8', 'fc00::/7'] });

  test('say who the client is, if they are trusted', () => {
    expect(text).toContain('set_real_ip_from 10.0.0.0/8;\n    set_real_ip_from fc00::/7;\n    real_ip_header X-Forwarded-For;');
    expect(text).toContain('geo $realip_remote_addr $from_proxy {\n    default 0;\n    10.0.0.0/8 1;\n    fc00::/7 1;\n}');
  });

  test.each([['1 https', 'https'], ['1 http', 'http'], ['0 https', '$scheme'], ['1 gopher', '$scheme'], ['1 ', '$scheme']])('scheme %j: %s', (said, scheme) => {
    expect(mapped(text, 'client_scheme', said)).toBe(scheme);
  });

  test.each([['1 3f1bce3a-77', '$proxy_request_id'], ['0 3f1bce3a-77', '$request_id'], ['1 "},{', '$request_id'], ['1 short', '$request_id']])('request id %j: %s', (said, id) => {
    expect(mapped(text, 'client_request_id', said)).toBe(id);
  });

  test('nobody else is believed', () => {
    const alone = render(API);
    expect(alone).not.toMatch(/real_ip|http_x_forwarded|proxy_add_x_forwarded_for/);
    expect(alone).toContain('proxy_set_header X-Forwarded-Proto $scheme;');
  });

  test('are trusted when an edge comes later, unless others were named', () => {
    const later = new NginxConfig({ startFolder: '/a', routes: [API] });
    later._trust(['172.16.0.0/12']);
    expect(later.render()).toContain('set_real_ip_from 172.16.0.0/12;');
    const named = new NginxConfig({ startFolder: '/a', routes: [API], trustedProxies: ['10.1.2.3'] });
    named._trust(['172.16.0.0/12']);
    expect(named.render()).not.toContain('172.16.0.0/12');
  });
});

describe('hashed files of earlier releases', () => {
  test('come after those of this one', () => {
    const text = configured({ earlierFiles: '/var/lib/frontend-releases/files' });
    expect(location(text, '~ "-[A-Z2-7]{8}\\.[a-z0-9.]+$"')).toContain('try_files $uri @earlier;');
    expect(location(text, '@earlier')).toContain('root /var/lib/frontend-releases/files;\n        try_files $uri @peers;');
    // whom it may ask is only known when a container starts
    const alone = new NginxConfig({ earlierFiles: '/var/lib/frontend-releases/files' }).render();
    expect(location(alone, '@earlier')).toContain('try_files $uri =404;');
  });

  test('are not looked for if none are kept', () => {
    expect(render()).not.toContain('@earlier');
  });
});

describe('the application\'s configuration', () => {
  const runtimeConfig = { path: '/config.json', file: '/tmp/config.json' };

  test('is a file of the container\'s', () => {
    expect(location(configured({ runtimeConfig }), '= /config.json')).toContain('alias /tmp/config.json;');
  });

  test('is below the base path, and below each language', () => {
    expect(configured({ runtimeConfig, basePath: '/crm/' })).toContain('location = /crm/config.json {');
    expect(configured({ runtimeConfig, basePath: '/crm/', locales: ['pt-BR', 'en'] })).toContain('location ~ ^/crm/(?:(?:pt-BR|en)/)?config\\.json$ {');
  });
});

describe('below a base path', () => {
  const text = configured({ basePath: '/crm/', filesPath: '/static/' });

  test('pages are the application\'s', () => {
    expect(location(text, '/crm/')).toContain('try_files $uri /crm/index.html;');
  });

  test('and elsewhere there is nothing, but the way to it', () => {
    expect(location(text, '/')).toContain('return 404;');
    expect(location(text, '= /')).toContain('return 302 /crm/;');
    expect(location(text, '= /crm')).toContain('return 302 /crm/;');
  });

  test('files may be asked for at another path', () => {
    expect(text).toContain('rewrite ^/static/(.*)$ /crm/$1;');
    expect(render()).not.toContain('rewrite');
  });
});

describe('languages', () => {
  const text = configured({ locales: ['pt-BR', 'pt-PT', 'en', 'de-CH'] });
  const chosen = (header: string) => {
    const [, pattern] = /^ {4}"~\*(.*)" \$known;$/m.exec(text)!;
    const known = new RegExp(pattern, 'i').exec(header)?.groups?.known ?? '';
    const map = /^map \$language \$locale \{\n([\s\S]*?)^\}/m.exec(text)![1];
    // keys of a map are compared without regard to case
    return new RegExp(`^ {4}${known || 'default'} (.*);$`, 'mi').exec(map)![1];
  };

  test.each([
    ['pt-BR,pt;q=0.9', 'pt-BR'], ['pt-PT', 'pt-PT'], ['pt', 'pt-BR'], ['pt-AO, en', 'pt-BR'], ['EN-gb', 'en'], ['fr, en;q=0.8', 'en'],
    ['de', 'de-CH'], ['de-AT', 'de-CH'], ['fr', 'pt-BR'], ['', 'pt-BR'], ['*', 'pt-BR'], ['enm', 'pt-BR'], ['fr-en', 'pt-BR'],
  ])('whoever asks for %j gets %s', (header, locale) => {
    expect(chosen(header)).toBe(locale);
  });

  test('a page without one is redirected to one', () => {
    expect(location(text, '/')).toContain('return 302 /$locale$request_uri;');
    expect(location(text, '~ ^/(?<folder>pt-BR|pt-PT|en|de-CH)(?:/|$)')).toContain('try_files $uri /$folder/index.html;');
  });

  test('are below the base path', () => {
    const below = configured({ locales: ['en'], basePath: '/crm/' });
    expect(location(below, '/crm/')).toContain('return 302 /crm/$locale/$page;');
    expect(below).toContain('"~^/crm/(?<asked>\\S*)$" $asked;');
  });
});

describe('compression', () => {
  test('is done once for files, and on the way for what services answer', () => {
    expect(render(API)).toMatch(/gzip_static on;\n {4}gzip_vary on;\n {4}gzip on;/);
    expect(render()).not.toContain('gzip on;');
  });

  test('can be Brotli and Zstandard, or nothing', () => {
    const all = configured({ compression: [Compression.GZIP, Compression.BROTLI, Compression.ZSTD] });
    expect(all).toContain('gzip_static on;\n    brotli_static on;\n    zstd_static on;');
    expect(configured({ compression: [] })).not.toContain('_static');
  });
});

describe('the access log', () => {
  test('is as the image writes it, if nothing else is said', () => {
    expect(render()).not.toContain('access_log /');
  });

  test('can be JSON, one object a line', () => {
    const text = configured({ accessLog: AccessLog.JSON });
    expect(text).toContain('access_log /var/log/nginx/access.log requests;');
    const line = [.../log_format requests escape=json\n([\s\S]*?);\n/.exec(text)![1].matchAll(/'(.*)'/g)].map(([, part]) => part).join('');
    expect(Object.keys(JSON.parse(line.replace(/:\$\w+/g, ':1')))).toEqual(expect.arrayContaining(['time', 'request_id', 'status', 'service_seconds']));
  });

  test('can be off', () => {
    expect(configured({ accessLog: AccessLog.OFF })).toContain('\n    access_log off;');
  });
});

test('slow clients are cut off, sooner or later', () => {
  expect(render()).toContain('client_header_timeout 10s;\n    client_body_timeout 20s;\n    send_timeout 30s;');
  expect(configured({ timeouts: { headers: Duration.seconds(5), body: Duration.seconds(6), send: Duration.millis(700) } }))
    .toContain('client_header_timeout 5s;\n    client_body_timeout 6s;\n    send_timeout 700ms;');
});

test('an option that is undefined has its default', () => {
  expect(configured({ port: undefined, basePath: undefined, compression: undefined })).toBe(configured({}));
});

describe('bad input', () => {
  test.each([0, -1, 65_536, 99_999, 1.5, NaN])('port %d is refused', (port) => {
    expect(() => new NginxConfig({ port })).toThrow(`the port of nginx is ${port}: allowed are whole numbers from 1 to 65535`);
    expect(() => render({ ...API, port })).toThrow(`the port of route "/api" is ${port}: allowed are whole numbers from 1 to 65535`);
  });

  test.each(['', '/', 'api', '/api/', '/a b', '/a.b', '/a*', ...Object.values(HOSTILE).map((text) => `/${text}`)])('path %j is refused', (path) => {
    expect(() => render({ ...API, path })).toThrow(`the path of a route is ${JSON.stringify(path)}: allowed are paths such as "/api"`);
  });

  test.each(['', 'Backend', '-a', 'a;b', ...Object.values(HOSTILE)])('host %j is refused', (host) => {
    expect(() => render({ ...API, host })).toThrow(`the host of route "/api" is ${JSON.stringify(host)}: allowed are host names`);
  });

  test.each(['', 'html', ...Object.values(HOSTILE).map((text) => `/${text}`)])('root %j is refused', (root) => {
    expect(() => new NginxConfig({ root })).toThrow(`the root folder of nginx is ${JSON.stringify(root)}: allowed are absolute paths`);
  });

  test.each(['', 'crm', '/crm', 'crm/', '//', '/a b/', ...Object.values(HOSTILE).map((text) => `/${text}/`)])('base path %j is refused', (path) => {
    expect(() => configured({ basePath: path })).toThrow(`the basePath of nginx is ${JSON.stringify(path)}: allowed are paths such as "/" and "/crm/"`);
    expect(() => configured({ filesPath: path, basePath: '/other/' })).toThrow(`the filesPath of nginx is ${JSON.stringify(path)}: allowed are paths such as "/static/"`);
  });

  test.each(['', 'PT', 'pt_BR', 'p', ...Object.values(HOSTILE)])('locale %j is refused', (locale) => {
    expect(() => configured({ locales: [locale] })).toThrow(`a locale of nginx is ${JSON.stringify(locale)}: allowed are language tags such as "pt-BR"`);
  });

  test('a locale or a compression is named once', () => {
    expect(() => configured({ locales: ['en', 'en'] })).toThrow('the locales of nginx are "en", "en": name each once');
    expect(() => configured({ compression: [Compression.GZIP, Compression.GZIP] })).toThrow('the compression of nginx is gzip, gzip: name each once');
  });

  test.each(['', 'all', '10.0.0.0/8;', '10.0.0', ...Object.values(HOSTILE)])('proxy %j is refused', (proxy) => {
    expect(() => configured({ trustedProxies: [proxy] })).toThrow(`a trusted proxy is ${JSON.stringify(proxy)}: allowed are addresses and networks such as "10.0.0.0/8"`);
  });

  test('everybody is no proxy', () => {
    expect(() => configured({ trustedProxies: ['0.0.0.0/0'] })).toThrow('a trusted proxy is "0.0.0.0/0", which matches everybody: name the networks of the proxies in front');
    expect(() => configured({ trustedProxies: ['::/0'] })).toThrow('which matches everybody');
  });

  test('files are not asked for where the application is', () => {
    expect(() => configured({ basePath: '/crm/', filesPath: '/' })).toThrow('the filesPath of nginx is "/", and the application at "/crm/" is there or below: allowed are other paths, such as "/static/"');
    expect(() => configured({ basePath: '/crm/', filesPath: '/crm/' })).toThrow('the filesPath of nginx is "/crm/"');
  });

  test.each(['', 'latest', '1.30-alpine', ...Object.values(HOSTILE)])('nginxVersion %j is refused', (nginxVersion) => {
    expect(() => configured({ nginxVersion })).toThrow(`the nginxVersion is ${JSON.stringify(nginxVersion)}: allowed are version numbers such as "1.30" or "1.30.1"`);
  });

  test.each(["<p>it's</p>", '<p>$host</p>', '<p>\\</p>', 'a\nb', ''])('page %j is refused', (unavailablePage) => {
    expect(() => configured({ unavailablePage })).toThrow('allowed are up to 3,000 characters of HTML on one line');
  });

  test.each(['config.json', '/a/b.json', '/config', '/a b.json'])('path %j of the configuration is refused', (path) => {
    expect(() => configured({ runtimeConfig: { path, file: '/tmp/config.json' } })).toThrow(`the path of the runtime configuration is ${JSON.stringify(path)}: allowed are paths such as "/config.json"`);
  });

  test.each([0, 1.5, -1])('a rate of %d is refused', (requestsPerSecond) => {
    expect(() => render({ ...API, rateLimit: { requestsPerSecond } })).toThrow(`requestsPerSecond of route "/api" is ${requestsPerSecond}: allowed are whole numbers from 1`);
  });

  test('a client cannot be waited for during no time', () => {
    expect(() => configured({ timeouts: { headers: Duration.seconds(0) } })).toThrow('headers of the timeouts of nginx is 0s: allowed are durations above 0s');
  });

  test('a service cannot be waited for during no time, nor to connect for longer than the system does', () => {
    expect(() => render({ ...API, timeout: Duration.seconds(0) })).toThrow('the timeout of route "/api" is 0s: allowed are durations above 0s');
    expect(() => render({ ...API, connectTimeout: Duration.seconds(76) })).toThrow(
      'the connectTimeout of route "/api" is 76s: allowed are durations above 0s, up to 75s',
    );
  });

  test.each([Duration.seconds(0), Duration.millis(1500)])('media cannot be kept for %s', (mediaMaxAge) => {
    expect(() => configured({ mediaMaxAge })).toThrow(`the mediaMaxAge of nginx is ${mediaMaxAge}: allowed are whole seconds from 1`);
  });
});

test('braces are balanced, whatever the routes', () => {
  for (const text of [render(), render(API), render(API, WS)]) {
    const code = text.replace(/^ *#.*$/gm, '').replace(/"[^"]*"|'[^']*'/g, '');
    expect(code.split('{')).toHaveLength(code.split('}').length);
  }
});

test('rendering twice gives the same bytes', () => {
  const nginx = new NginxConfig({ startFolder: '/tmp/nginx', routes: [API, WS] });
  expect(nginx.render()).toBe(nginx.render());
});

describe('HTTPS', () => {
  const text = new NginxConfig({ tls: { certificate: '/etc/nginx/ssl/fullchain.pem', key: '/etc/nginx/ssl/privkey.pem' } }).render();

  test('is answered on a port of its own, with TLS 1.2 and newer only', () => {
    expect(text).toContain('    listen 8443 ssl;\n    listen [::]:8443 ssl;\n');
    expect(text).toContain('    ssl_certificate /etc/nginx/ssl/fullchain.pem;\n    ssl_certificate_key /etc/nginx/ssl/privkey.pem;\n    ssl_protocols TLSv1.2 TLSv1.3;\n');
  });

  test('is where HTTP redirects to, but for the health check', () => {
    const [http] = text.split('listen 8443');
    expect(http).toContain('return 308 https://$host$request_uri;');
    expect(http).toContain('location = /health {');
  });

  test('is asked for from then on', () => {
    expect(text.split('listen 8443')[1]).toContain('add_header Strict-Transport-Security "max-age=31536000" always;');
    expect(text.split('listen 8443')[0]).not.toContain('Strict-Transport-Security');
    expect(new NginxConfig().render()).not.toMatch(/ssl|Strict-Transport/);
  });

  test.each(['relative.pem', '/etc/a b.pem', '/etc/a;b.pem', '/etc/$a.pem'])('has no certificate %j', (certificate) => {
    expect(() => new NginxConfig({ tls: { certificate, key: '/k.pem' } })).toThrow(`the certificate of nginx is ${JSON.stringify(certificate)}: allowed are absolute paths`);
    expect(() => new NginxConfig({ tls: { certificate: '/c.pem', key: certificate } })).toThrow('the key of nginx is');
  });
});
