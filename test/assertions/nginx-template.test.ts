import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Match, NginxTemplate } from '../../src/assertions';
import { AngularNginxFrontend } from '../../src/services';
import { ContainerStack } from '../../src/stack';
import { emptyFolder, emptyProject } from '../fixtures/stack';

const TEXT = `# A comment; with { signs }
map $http_upgrade $upgrade {
    default "";
    "~*^websocket$" websocket;
    "~^/(?:a|b){2};" 'it\\'s';
}

server {
    listen 8080;
    listen [::]:8080 default_server;
    add_header X-A "a \\"quoted\\" word; and {more}" always; # the end
    # Health.
    location = /health {
        return 200 'ok\\n';
    }
    location ^~ /api/ {
        set $target \${scheme}://backend;
        if ($request_method = POST) {
            return 405;
        }
        proxy_pass http://$target;
    }
}
server {
    listen 9090;
    location / { root /other; }
}
`;
const template = NginxTemplate.fromString(TEXT);

describe('reading', () => {
  test('words, quotes and comments', () => {
    expect(template.findDirectives(['map'], '~*^websocket$')).toMatchObject([{ args: ['websocket'], line: 4 }]);
    expect(template.findDirectives(['map'], 'default')).toMatchObject([{ args: [''] }]);
    expect(template.findDirectives(['map'], '~^/(?:a|b){2};')).toMatchObject([{ args: ["it's"] }]);
    expect(template.findDirectives(['server'], 'add_header')).toMatchObject([{ args: ['X-A', 'a "quoted" word; and {more}', 'always'] }]);
    expect(template.findDirectives(['server', 'location /api/'], 'set')).toMatchObject([{ args: ['$target', '${scheme}://backend'] }]);
  });

  test('a block is shown as it is written, moved to the left', () => {
    expect(template.location('/health').text).toBe("location = /health {\n    return 200 'ok\\n';\n}");
  });

  test.each([
    ['server { listen 80;', 'the nginx configuration: the block "server" in line 1 has no end: expected "}"'],
    ['a;\nlisten 80', 'the nginx configuration: the directive "listen 80" in line 2 has no end: expected ";" or "{"'],
    ['server { listen 80 }', 'the nginx configuration: the directive "listen 80" in line 1 has no end: expected ";" or "{"'],
    ['a;\n}', 'the nginx configuration: line 2 has a "}" that closes nothing'],
    ['a "b', 'the nginx configuration: line 1 cannot be read: "b'],
    ['a;\n;', 'the nginx configuration: line 2 has a ";" that ends nothing'],
    ['{}', 'the nginx configuration: line 1 has a "{" that begins nothing'],
  ])('%j cannot be read', (text, message) => {
    expect(() => NginxTemplate.fromString(text)).toThrow(message);
  });

  test('a file, and a file of a project', () => {
    const file = path.join(emptyFolder(), 'nginx.conf');
    writeFileSync(file, 'server { listen 80; }');
    NginxTemplate.fromFile(file).hasDirective(['server'], 'listen', '80');
    const project = emptyProject();
    new AngularNginxFrontend(new ContainerStack(project, 'shop'), 'frontend', { app: 'shop' });
    NginxTemplate.fromProject(project, 'docker/nginx/nginx.conf').hasDirective(['server'], 'listen', '8080');
  });

  test('all of a real configuration is read', () => {
    const text = readFileSync(path.join(__dirname, '../../examples/conductor-crm/docker/nginx/nginx.conf'), 'utf-8');
    const example = NginxTemplate.fromString(text);
    example.hasDirective([], 'map');
    expect(example.location('/api/users').text).toContain('proxy_pass');
    expect(example.location('/companies/7').text).not.toContain('proxy_pass');
  });
});

describe('blocks', () => {
  test.each([
    [['server']], [['map $http_upgrade']], [['map $http_upgrade $upgrade']],
    [['server', 'location ^~ /api/']], [['server', 'location /api/']], [['server', 'location /api/', 'if']], [['server', 'location /']],
  ])('%j is there', (block) => {
    template.hasBlock(block);
    expect(template.block(block)).toHaveProperty('block');
  });

  test('are found in any of several', () => {
    expect(template.block(['server']).line).toBe(8);
    template.hasDirective(['server', 'location /'], 'root', '/other');
  });

  test('are not there, and those that are there are listed', () => {
    expect(() => template.hasBlock(['http'])).toThrow(
      'the nginx configuration has no block "http": it has "map $http_upgrade $upgrade", "server", "server"',
    );
    expect(() => template.hasBlock(['server', 'location /ap'])).toThrow(
      'the nginx configuration has no block "server > location /ap": "server" has "location = /health", "location ^~ /api/", "location /"',
    );
    expect(() => template.hasBlock([])).toThrow('the way to a block is empty: name at least one, such as ["server"]');
  });

  test('are absent', () => {
    template.doesNotHaveBlock(['server', 'location /ws']);
    expect(() => template.doesNotHaveBlock(['server', 'location /health'])).toThrow(
      'the block "location = /health" in line 13 of the nginx configuration was expected to be absent',
    );
  });
});

describe('directives', () => {
  test('are there: as text, as words, like this', () => {
    template.hasDirective(['server'], 'listen', '8080');
    template.hasDirective(['server'], 'listen', '[::]:8080 default_server');
    template.hasDirective(['server'], 'listen', ['[::]:8080', 'default_server']);
    template.hasDirective(['server'], 'add_header', Match.arrayWith(['X-A', 'always']));
    template.hasDirective(['server'], 'add_header', Match.stringLikeRegexp('^X-A .* always$'));
    template.hasDirective(['server', 'location = /health'], 'return', Match.not('404'));
  });

  test('are not there: the closest is shown', () => {
    expect(() => template.hasDirective(['server', 'location /health'], 'access_log')).toThrow(
      '"server > location /health" of the nginx configuration has no directive "access_log": it has "return"',
    );
    expect(() => template.hasDirective([], 'server_tokens')).toThrow(
      'the nginx configuration has no directive "server_tokens": it has "map", "server"',
    );
    expect(() => template.hasDirective(['server'], 'listen', ['[::]:8080', 'ssl'])).toThrow(
      '"server" of the nginx configuration has no such directive "listen"; the closest is:\n   [\n     "[::]:8080"\n!!   "default_server"   <-- expected "ssl"\n   ]',
    );
    expect(() => template.hasDirective(['server', 'location /api/', 'if'], 'return', Match.not('405'))).toThrow(
      '!! "405"   <-- expected not("405")',
    );
  });

  test('are absent', () => {
    template.doesNotHaveDirective(['server'], 'autoindex');
    template.doesNotHaveDirective(['server'], 'listen', '80');
    expect(() => template.doesNotHaveDirective(['server'], 'listen', Match.stringLikeRegexp('9090'))).toThrow(
      'line 25 of the nginx configuration was expected to be absent: listen 9090',
    );
    expect(() => template.doesNotHaveDirective(['http'], 'listen')).toThrow('has no block "http"');
  });
});

describe('the location that answers', () => {
  const answering = (requested: string) => NginxTemplate.fromString(`
    server { return 301 https://$host$request_uri; }
    server {
      location / {}
      location /app {}
      location ^~ /app/static/ {}
      location ~ \\.js$ {}
      location ~* \\.PNG$ {}
      location = /app/main.js {}
      location @named {}
    }
  `).location(requested).args.join(' ');

  test.each([
    ['/app/main.js', '= /app/main.js'],
    ['/app/static/main.js', '^~ /app/static/'],
    ['/app/other.js', '~ \\.js$'],
    ['/app/other.JS', '/app'],
    ['/app/logo.png', '~* \\.PNG$'],
    ['/application', '/app'],
    ['/@named', '/'],
  ])('%s is %s', (requested, location) => {
    expect(answering(requested)).toBe(location);
  });

  test('may be missing, and those that are there are listed', () => {
    expect(() => NginxTemplate.fromString('server { location /a {} location = /b {} }').location('/c')).toThrow(
      'the nginx configuration has no location for "/c": it has "location /a", "location = /b"',
    );
    expect(() => NginxTemplate.fromString('map a b {}').location('/')).toThrow('has no block "server": it has "map a b"');
  });
});
