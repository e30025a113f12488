import { NginxConfig, NginxRoute } from '../../src/nginx';
import { HOSTILE } from '../fixtures/hostile';

const API: NginxRoute = { path: '/api', host: 'backend', port: 8000 };
const WS: NginxRoute = { path: '/ws', host: 'backend', port: 8000, websocket: true };

/** The block of the location, from its first line to its closing brace. */
function location(text: string, name: string): string {
  const start = text.indexOf(`    location ${name} {\n`);
  expect(start).toBeGreaterThan(0);
  return text.slice(start, text.indexOf('\n    }\n', start));
}

const render = (...routes: NginxRoute[]) => new NginxConfig({ routes }).render();

test('nginx listens on 8080, IPv4 and IPv6', () => {
  expect(render()).toContain('listen 8080;\n    listen [::]:8080;');
});

test('nginx serves another folder on another port if it is told to', () => {
  const text = new NginxConfig({ port: 3000, root: '/srv/www' }).render();
  expect(text).toContain('listen 3000;');
  expect(text).toContain('root /srv/www;');
});

test('bodies have 10 MB, or what is asked for', () => {
  expect(render()).toContain('client_max_body_size 10m;');
  expect(new NginxConfig({ maxBodySize: '1g' }).render()).toContain('client_max_body_size 1g;');
});

test('nginx does not tell its version', () => {
  expect(render()).toContain('server_tokens off;');
});

test('security headers are on every answer, errors too', () => {
  const text = render(API, WS);
  for (const header of ['X-Content-Type-Options "nosniff"', 'X-Frame-Options "SAMEORIGIN"', 'Referrer-Policy "strict-origin-when-cross-origin"']) {
    expect(text).toContain(`\n    add_header ${header} always;`);
  }
});

test('no location has a header of its own, which would drop all others', () => {
  expect(render(API, WS)).not.toMatch(/^ {8,}add_header/m);
});

test('/health is about nginx itself and is not logged', () => {
  const text = location(render(API), '= /health');
  expect(text).toContain('access_log off;');
  expect(text).toContain('return 200 "healthy\\n";');
});

test('a missing file is a 404, not a page', () => {
  expect(render()).toMatch(/location ~ "\\\.\(\?:js\|.*css.*\)\$" \{\n {8}try_files \$uri =404;/);
});

test('any other path is the application\'s', () => {
  expect(location(render(), '/')).toContain('try_files $uri /index.html;');
});

describe('how long an answer is kept', () => {
  /** The value of $cache_control for a status and a path, as the map of the configuration decides it. */
  function cacheControl(text: string, status: number, uri: string): string {
    const map = /map "\$status \$uri" \$cache_control \{\n([\s\S]*?)\n\}/.exec(text)![1];
    const rules = [...map.matchAll(/^ {4}"~(.*)" "(.*)";$/gm)].map(([, pattern, value]) => ({ pattern: new RegExp(pattern), value }));
    expect(rules.length).toBeGreaterThanOrEqual(2);
    return rules.find(({ pattern }) => pattern.test(`${status} ${uri}`))?.value ?? /default "(.*)";/.exec(map)![1];
  }

  test.each<[number, string, string]>([
    [200, '/index.html', 'no-cache'],
    [200, '/main-ABCDEFGH.js', 'public, max-age=31536000, immutable'],
    [304, '/chunks/lazy-2345ABCZ.css', 'public, max-age=31536000, immutable'],
    [200, '/main.js', 'no-cache'],
    [200, '/some-handbook.pdf', 'no-cache'],
    [404, '/main-ABCDEFGH.js', 'no-store'],
    [502, '/index.html', 'no-store'],
    [200, '/api/leads', ''],
    [404, '/api', ''],
    [200, '/apiary.html', 'no-cache'],
  ])('%d %s: "%s"', (status, uri, expected) => {
    expect(cacheControl(render(API), status, uri)).toBe(expected);
  });

  test('is nginx\'s decision everywhere where nothing is passed on', () => {
    expect(cacheControl(render(), 200, '/api/leads')).toBe('no-cache');
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
    expect(text).toContain('resolver 127.0.0.11 valid=5s ipv6=off;');
    expect(location(text, name('/api'))).toContain('set $upstream_api backend:8000;\n        proxy_pass http://$upstream_api;');
  });

  test('tells the service whom it answers', () => {
    const text = location(render(API), name('/api'));
    for (const header of ['Host $http_host', 'X-Real-IP $remote_addr', 'X-Forwarded-For $proxy_add_x_forwarded_for', 'X-Forwarded-Proto $scheme']) {
      expect(text).toContain(`proxy_set_header ${header};`);
    }
  });

  test('is upgraded to a websocket only if it says so', () => {
    const text = render(API, WS);
    expect(location(text, name('/ws'))).toContain('proxy_set_header Upgrade $http_upgrade;');
    expect(location(text, name('/api'))).not.toContain('Upgrade');
  });

  test('needs no map of upgrades without websockets', () => {
    expect(render(API)).not.toContain('connection_upgrade');
    expect(render(API, WS)).toContain('map $http_upgrade $connection_upgrade {');
  });

  test.each([[API, 60], [WS, 3600], [{ ...API, timeoutSeconds: 5 }, 5]])('waits as long as it may: %#', (route, seconds) => {
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
    const nginx = new NginxConfig();
    nginx.addRoute(API);
    expect(nginx.render()).toBe(render(API));
  });

  test('is there once', () => {
    expect(() => render(API, { ...WS, path: '/api' })).toThrow('route "/api" exists already: give each route another path');
  });
});

test('without routes nothing is looked up', () => {
  expect(render()).not.toContain('resolver');
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

  test.each(['', '10MB', '-1', '1;', ...Object.values(HOSTILE)])('maxBodySize %j is refused', (maxBodySize) => {
    expect(() => new NginxConfig({ maxBodySize })).toThrow(`maxBodySize is ${JSON.stringify(maxBodySize)}: allowed are numbers with k, m or g: "10m"`);
  });

  test.each([0, -1, 1.5, NaN])('timeout %d is refused', (timeoutSeconds) => {
    expect(() => render({ ...API, timeoutSeconds })).toThrow(`timeoutSeconds of route "/api" is ${timeoutSeconds}: allowed are whole numbers from 1`);
  });
});

test('braces are balanced, whatever the routes', () => {
  for (const text of [render(), render(API), render(API, WS)]) {
    const code = text.replace(/^ *#.*$/gm, '').replace(/"[^"]*"/g, '');
    expect(code.split('{')).toHaveLength(code.split('}').length);
  }
});

test('rendering twice gives the same bytes', () => {
  const nginx = new NginxConfig({ routes: [API, WS] });
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
    expect(text).toContain('add_header Strict-Transport-Security "max-age=31536000" always;');
    expect(new NginxConfig().render()).not.toMatch(/ssl|Strict-Transport/);
  });

  test.each(['relative.pem', '/etc/a b.pem', '/etc/a;b.pem', '/etc/$a.pem'])('has no certificate %j', (certificate) => {
    expect(() => new NginxConfig({ tls: { certificate, key: '/k.pem' } })).toThrow(`the certificate of nginx is ${JSON.stringify(certificate)}: allowed are absolute paths`);
    expect(() => new NginxConfig({ tls: { certificate: '/c.pem', key: certificate } })).toThrow('the key of nginx is');
  });
});
