import { existsSync } from 'fs';
import { join } from 'path';
import { Duration } from '../../src/base';
import { Language } from '../../src/model';
import { EdgeProxy, EdgeProxyProps, MaintenanceOptions } from '../../src/services';
import { TestService, synthesized } from '../fixtures/stack';
import { emptyStack } from '../platforms/compose/fixture';

/** The files of an edge. */
function filesWith(maintenance?: MaintenanceOptions, props: Partial<EdgeProxyProps> = {}, language = Language.EN) {
  const stack = emptyStack({ language });
  const service = new TestService(stack, 'app', { ports: [{ port: 8000 }] });
  new EdgeProxy(stack, 'edge', { service, maintenance, ...props });
  return { files: synthesized(stack), folder: stack.project.outdir };
}

const caddyfile = (...args: Parameters<typeof filesWith>) => filesWith(...args).files['docker/edge/Caddyfile'];

test('maintenance is looked for before all else, and asks to come back in 5 minutes', () => {
  const text = caddyfile();
  expect(text.indexOf('\timport maintenance\n')).toBeGreaterThan(0);
  expect(text.indexOf('\timport maintenance\n')).toBeLessThan(text.indexOf('reverse_proxy'));
  expect(text).toContain('\t\theader Retry-After 300\n');
  expect(text).toContain('\t\t\t\ttry_files maintenance.for.{remote_host}\n');
});

test('networks get through, and are believed as the proxies in front say', () => {
  expect(caddyfile({ allowedNetworks: ['203.0.113.0/24', '2001:db8::/32'] })).toContain('\t\tnot remote_ip 203.0.113.0/24 2001:db8::/32\n');
  const behind = caddyfile({ allowedNetworks: ['203.0.113.0/24'] }, { trustedProxies: ['10.0.0.0/8'] });
  expect(behind).toContain('\t\tnot client_ip 203.0.113.0/24\n');
  expect(behind).toContain('try_files maintenance.for.{client_ip}\n');
});

test('the page is generated, in the language of the stack', () => {
  const { files } = filesWith(undefined, {}, Language.PT_BR);
  expect(files['docker/edge/maintenance.html']).toContain('<h1>Em manutenção</h1>');
  expect(files['docker/edge/Dockerfile']).toContain('COPY --chmod=0644 maintenance.html /maintenance.html\n');
  expect(files['docker/edge/.dockerignore']).toContain('\n!maintenance.html\n');
});

test('a page of one\'s own takes its place', () => {
  const { files, folder } = filesWith({ page: 'our-page.html', retryAfter: Duration.minutes(30) });
  expect(existsSync(join(folder, 'docker/edge/maintenance.html'))).toBe(false);
  expect(files['docker/edge/Dockerfile']).toContain('COPY --chmod=0644 our-page.html /maintenance.html\n');
  expect(files['docker/edge/.dockerignore']).toContain('\n!our-page.html\n');
  expect(files['docker/edge/Caddyfile']).toContain('Retry-After 1800\n');
});

test.each<[MaintenanceOptions, string]>([
  [{ page: '../page.html' }, 'the page of the maintenance of service "edge" is "../page.html", which cannot be used: allowed are names of files beside the Caddyfile such as "our-page.html"'],
  [{ allowedNetworks: ['office'] }, 'an allowed network of the maintenance of service "edge" is "office": allowed are addresses and networks such as "10.0.0.0/8"'],
  [{ retryAfter: Duration.millis(10) }, 'the retryAfter of the maintenance of service "edge" is 10ms: allowed are durations from 1s'],
  [{ pages: 'x' } as MaintenanceOptions, 'pages'],
])('what cannot be is refused: %j', (options, said) => {
  expect(() => filesWith(options)).toThrow(said);
});
