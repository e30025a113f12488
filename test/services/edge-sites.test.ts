import { Duration, Size } from '../../src/base';
import { ContainerUser, HealthCheck, ImageSource, ProbeTool, ServiceKind } from '../../src/model';
import { FrameAncestors } from '../../src/nginx';
import {
  AngularSsrFrontend, EdgeProxy, EdgeProxyProps, EdgeTls, Frontend, GenericService, NodeServerFrontend, SpaNginxFrontend,
  SpaNginxFrontendProps,
} from '../../src/services';
import { ContainerStack } from '../../src/stack';
import { composeOf, composeService } from '../fixtures/compose';
import { TestService, TestStack, emptyProject, emptyStack, synthesized } from '../fixtures/stack';

interface Around {
  readonly stack: TestStack;
  readonly shop: Frontend;
  readonly office: Frontend;
  readonly api: TestService;
  readonly office_api: TestService;
}

/** An edge before two frontends with an API each. */
function edgeWith(props: (around: Around) => Partial<EdgeProxyProps> = () => ({}), officeProps: SpaNginxFrontendProps = {}) {
  const stack = emptyStack();
  const [api, office_api] = ['api', 'office-api'].map((id, index) => new TestService(stack, id, { kind: ServiceKind.HTTP, ports: [{ port: 8000 + index }] }));
  const shop = new SpaNginxFrontend(stack, 'shop', { api });
  const office = new SpaNginxFrontend(stack, 'office', { api: office_api, ...officeProps });
  const around = { stack, shop, office, api, office_api };
  const edge = new EdgeProxy(stack, 'edge', { frontend: shop, domain: 'shop.example.com', ...props(around) });
  return { ...around, edge, text: () => synthesized(stack)[edge.caddyfilePath] };
}

const twoSites = ({ office, api }: Around): Partial<EdgeProxyProps> => ({
  aliases: ['www.shop.example.com'],
  sites: [{ domain: 'office.example.com', frontend: office, aliases: ['www.office.example.com'] }, { domain: 'api.example.com', service: api }],
});

/** The addresses of the sites, in order. */
const addresses = (text: string) => text.match(/^https?:.*(?= \{$)/gm);

/** What stands at an address. */
function at(text: string, address: string): string {
  const found = text.split(/^(?=\S)/m).find((part) => part.startsWith(`${address} {`));
  expect(found).toBeDefined();
  return found!;
}

test('each name has what answers there, and all aliases a redirect', () => {
  expect(addresses(edgeWith(twoSites).text())).toEqual([
    'http://:8080', 'https://shop.example.com', 'https://www.shop.example.com', 'https://:8443',
    'http://office.example.com, http://www.office.example.com', 'https://office.example.com', 'https://www.office.example.com',
    'http://api.example.com', 'https://api.example.com',
    'http://:2020',
  ]);
});

test('requests go to the services of their name', () => {
  const text = edgeWith(twoSites).text();
  const services = (address: string) => at(text, address).match(/(?<=reverse_proxy )\S+/g);
  expect(services('https://shop.example.com')).toEqual(['api:8000', 'shop:8080']);
  expect(services('https://office.example.com')).toEqual(['office-api:8001', 'office:8080']);
  expect(services('https://api.example.com')).toEqual(['api:8000']);
});

test('all names have the maintenance page', () => {
  const text = edgeWith(twoSites).text();
  for (const domain of ['shop', 'office', 'api']) {
    expect(at(text, `https://${domain}.example.com`)).toContain('import maintenance\n');
  }
});

test('an alias leads to its domain, at the port at which users reach HTTPS', () => {
  const text = edgeWith(twoSites).text();
  for (const address of ['https://www.office.example.com', 'http://office.example.com, http://www.office.example.com']) {
    expect(at(text, address)).toContain('redir @standard https://office.example.com{uri} 308\n\tredir https://office.example.com:{env.PUBLIC_HTTPS_PORT}{uri} 308');
  }
  expect(at(text, 'https://www.shop.example.com')).toContain('redir @standard https://shop.example.com{uri} 308');
});

test('without TLS an alias keeps the scheme, which a proxy in front may have', () => {
  const text = edgeWith((around) => ({ ...twoSites(around), tls: EdgeTls.off() })).text();
  expect(addresses(text)).toEqual([
    'http://:8080', 'http://www.shop.example.com', 'http://office.example.com', 'http://www.office.example.com', 'http://api.example.com', 'http://:2020',
  ]);
  expect(at(text, 'http://www.office.example.com')).toContain('redir * //office.example.com{uri} 308');
});

test('beside names, any other may be answered', () => {
  const text = edgeWith(({ api }) => ({ domain: undefined, sites: [{ domain: 'api.example.com', service: api }] })).text();
  expect(addresses(text)).toEqual(['http://:8080', 'http://api.example.com', 'http://:2020']);
});

describe('certificates', () => {
  test('from files are for all names', () => {
    const text = edgeWith((around) => ({ ...twoSites(around), tls: EdgeTls.files() })).text();
    expect(text.match(/tls \/etc.*/g)).toEqual(Array(6).fill('tls /etc/caddy/ssl/fullchain.pem /etc/caddy/ssl/privkey.pem {'));
  });

  test('may be others for a name, in the same folder', () => {
    const { edge, stack, text } = edgeWith(({ api, office }) => ({
      tls: EdgeTls.files({ folder: 'tls' }),
      sites: [{ domain: 'api.example.com', service: api, certificate: 'api.pem', key: 'api.key' }, { domain: 'office.example.com', frontend: office }],
    }));
    expect(at(text(), 'https://api.example.com')).toContain('tls /etc/caddy/ssl/api.pem /etc/caddy/ssl/api.key {');
    const [, mount] = edge.describe(stack.production).mounts!;
    expect(mount.volume.source().providedFiles).toEqual(['tls/fullchain.pem', 'tls/privkey.pem', 'tls/api.pem', 'tls/api.key']);
    expect(composeService(edge, stack.production).volumes).toEqual(['edge_data:/data', './tls:/etc/caddy/ssl:ro']);
  });
});

describe('security headers', () => {
  test('are written once where all sites have the same', () => {
    expect(edgeWith(twoSites).text().match(/^\(.*\)/gm)).toEqual(['(answer)', '(log)', '(request)', '(proxy)', '(errors)', '(closing)', '(maintenance)']);
  });

  test('are those of each frontend', () => {
    const text = edgeWith(twoSites, { securityHeaders: { frameAncestors: FrameAncestors.nobody() } }).text();
    expect(at(text, '(answer)')).toContain('X-Frame-Options SAMEORIGIN');
    expect(at(text, '(answer-2)')).toContain('X-Frame-Options DENY');
    expect(at(text, '(errors-2)')).toContain('import answer-2\n');
    expect(at(text, 'https://office.example.com')).toContain('import answer-2\n\timport errors-2\n');
    expect(at(text, 'https://www.office.example.com')).toContain('import answer-2\n');
    expect(at(text, 'https://api.example.com')).toContain('import answer\n');
  });
});

test('the largest body and the longest wait of all frontends count', () => {
  const text = edgeWith(twoSites, { maxBodySize: Size.mebibytes(70), api: undefined }).text();
  expect(text).toContain('max_size 70MiB');
  const stack = emptyStack();
  const service = new TestService(stack, 'reports', { ports: [{ port: 80 }] });
  const office = new SpaNginxFrontend(stack, 'office', { routes: [{ path: '/reports', service, timeout: Duration.minutes(5) }] });
  const edge = new EdgeProxy(stack, 'edge', { service, domain: 'a.example.com', sites: [{ domain: 'b.example.com', frontend: office }] });
  expect(synthesized(stack)[edge.caddyfilePath]).toContain('response_header_timeout 300s');
});

test('the services behind all names are replaced without a pause, and publish nothing', () => {
  const { edge, stack } = edgeWith(twoSites);
  expect(edge.describe(stack.production).routes!.map(({ service, path, domain }) => [service.id, path, domain])).toEqual([
    ['shop', undefined, undefined], ['api', '/api', undefined], ['api', '/ws', undefined],
    ['office', undefined, 'office.example.com'], ['office-api', '/api', 'office.example.com'], ['office-api', '/ws', 'office.example.com'],
    ['api', undefined, 'api.example.com'],
  ]);
  const { services } = composeOf(stack, stack.production);
  for (const id of ['shop', 'office', 'api', 'office-api']) {
    expect(services[id]).not.toHaveProperty('ports');
    expect(JSON.stringify(services[id].networks)).toMatch(/_SLOT:-blue/);
  }
});

test('a smoke test goes through the first name, and asks for what is behind others directly', () => {
  const requests = [{ service: 'api', path: '/api/orders' }, { service: 'office', path: '/' }, { service: 'office', path: '/reports' }];
  const stack = new ContainerStack(emptyProject(), 'shop', { compose: { releases: { smokeTest: { requests } } } });
  const healthCheck = HealthCheck.http('/health', { port: 8000, tool: ProbeTool.NODE });
  const api = new GenericService(stack, 'api', {
    image: ImageSource.reference('example/api:1'), kind: ServiceKind.HTTP, ports: [{ port: 8000 }], user: ContainerUser.of(1000), healthCheck,
  });
  const office = new SpaNginxFrontend(stack, 'office', { routes: [{ path: '/reports', service: api }], developmentHostPort: 5174 });
  new EdgeProxy(stack, 'edge', {
    frontend: new SpaNginxFrontend(stack, 'frontend', { api }), domain: 'shop.example.com', sites: [{ domain: 'office.example.com', frontend: office }],
  });
  const script = synthesized(stack)['scripts/docker-prod.sh'];
  expect(script).toContain("requests_api=('/api/orders 2xx 10 edge')");
  expect(script).toContain("requests_office=('/ 2xx 10 -' '/reports 2xx 10 -')");
});

test('a frontend is told all names under which it is asked', () => {
  const stack = emptyStack();
  const frontend = new AngularSsrFrontend(stack, 'frontend', { app: 'shop' });
  new EdgeProxy(stack, 'edge', { frontend, domain: 'a.example.com', sites: [{ domain: 'b.example.com', frontend }] });
  expect(composeService(frontend, stack.production).environment.NG_ALLOWED_HOSTS).toBe('127.0.0.1,a.example.com,b.example.com');
});

describe('an API that could be a page', () => {
  const publishedOf = (props: (around: { orders: Frontend; site: Frontend }) => EdgeProxyProps) => {
    const stack = emptyStack();
    const orders = new NodeServerFrontend(stack, 'orders', { entryPoint: 'server.mjs', built: false });
    const site = new NodeServerFrontend(stack, 'site', { entryPoint: 'dist/server.mjs', api: orders });
    new EdgeProxy(stack, 'edge', props({ orders, site }));
    return composeService(orders, stack.production).ports;
  };

  test.each<[string, (around: { orders: Frontend; site: Frontend }) => EdgeProxyProps]>([
    ['of a frontend behind the edge', ({ site }) => ({ frontend: site })],
    ['with a name of its own', ({ site, orders }) => ({ frontend: site, domain: 'example.com', sites: [{ domain: 'orders.example.com', service: orders }] })],
  ])('has no entrance beside the edge: %s', (_, props) => {
    expect(publishedOf(props)).toBeUndefined();
  });
});

describe('bad input', () => {
  test.each<[string, (around: Around) => Partial<EdgeProxyProps>, string]>([
    ['a name twice', ({ api }) => ({ sites: [{ domain: 'shop.example.com', service: api }] }), 'service "edge" has the name "shop.example.com" twice, as a domain or an alias: name it once'],
    ['an alias twice', ({ api }) => ({ aliases: ['a.example.com'], sites: [{ domain: 'b.example.com', service: api, aliases: ['a.example.com'] }] }), 'service "edge" has the name "a.example.com" twice'],
    ['an alias of any name', () => ({ domain: undefined, aliases: ['www.example.com'] }), 'the aliases of service "edge" is www.example.com, and nothing would be there without a domain: pass a domain, or remove it'],
    ['an alias that is no name', () => ({ aliases: ['https://www.example.com'] }), '"https://www.example.com" in the aliases of service "edge" cannot be used: allowed are DNS names'],
    ['a site without a service', () => ({ sites: [{ domain: 'b.example.com' }] }), 'site "b.example.com" of service "edge" is the entrance to nothing: pass either a frontend or, where there is none, a service'],
    ['a site with two', ({ api, office }) => ({ sites: [{ domain: 'b.example.com', service: api, frontend: office }] }), 'site "b.example.com" of service "edge" is the entrance to two services'],
    ['a name without a public authority', ({ api }) => ({ sites: [{ domain: 'intranet', service: api }] }), 'service "edge" has automatic certificates for "intranet", which no public authority gives any for'],
    ['a certificate without files', ({ api }) => ({ sites: [{ domain: 'b.example.com', service: api, certificate: 'b.pem' }] }), 'the certificate of site "b.example.com" of service "edge" is b.pem, and nothing would be there without tls: EdgeTls.files()'],
    ['a certificate elsewhere', ({ api }) => ({ tls: EdgeTls.files(), sites: [{ domain: 'b.example.com', service: api, key: '../b.key' }] }), 'the key of site "b.example.com" of service "edge" is "../b.key"'],
    ['a service of another stack', () => ({ sites: [{ domain: 'b.example.com', service: new TestService(new TestStack(emptyProject(), 'other'), 'foreign', { ports: [{ port: 1 }] }) }] }), 'site "b.example.com" of service "edge" is the entrance to "foreign" of stack "other", which it cannot reach'],
  ])('%s is refused', (_, props, message) => {
    expect(() => edgeWith(props)).toThrow(message);
  });
});
