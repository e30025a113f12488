import { expectReviewed, fileOf, inProduction, shop } from './reviewed';
import { Duration, Size } from '../../src/base';
import { BackendService, EdgeProxy, EdgeProxyProps, EdgeTls, SpaNginxFrontend } from '../../src/services';

/** An edge in front of a backend. */
function edgeOf(props: EdgeProxyProps = {}): EdgeProxy {
  const stack = shop();
  return new EdgeProxy(stack, 'edge', { service: new BackendService(stack, 'backend', { app: 'app.main:app' }), ...props });
}

/** The parts of a Caddyfile that begin a site, or those that do not: options and what sites share. What waits for a marker is reviewed by itself. */
function partsOf(edge: EdgeProxy, kind: 'site' | 'shared' | 'marked'): string {
  const kindOf = (part: string) => {
    const text = part.replace(/^#.*\n/gm, '').trim();
    return /^\((maintenance|closing)\)/.test(text) ? 'marked' : /^[({]/.test(text) ? 'shared' : 'site';
  };
  return fileOf(edge, '**/Caddyfile').split(/\n\n(?=\S)/).filter((part) => kindOf(part) === kind).join('\n\n');
}

const sitesOf = (edge: EdgeProxy) => partsOf(edge, 'site');
const optionsOf = (edge: EdgeProxy) => partsOf(edge, 'shared');

describe('an edge', () => {
  const stack = shop();
  const api = new BackendService(stack, 'backend', { app: 'app.main:app' });
  const edge = new EdgeProxy(stack, 'edge', { frontend: new SpaNginxFrontend(stack, 'frontend', { api }) });

  test('in production', () => {
    expectReviewed(inProduction(edge));
  });

  test('its options, and what sites share', () => {
    expectReviewed(optionsOf(edge));
  });

  test('what it does while there is a marker', () => {
    expectReviewed(partsOf(edge, 'marked'));
  });

  test('its sites', () => {
    expectReviewed(sitesOf(edge));
  });
});

describe('an edge with every option', () => {
  const edge = edgeOf({
    domain: 'shop.example.com',
    tls: EdgeTls.automatic({ email: 'ops@example.com' }),
    httpHostPort: 8080,
    httpsHostPort: 8443,
    maxBodySize: Size.mebibytes(50),
    timeout: Duration.minutes(2),
    version: '2.11',
    resources: { memory: Size.mebibytes(128) },
  });

  test('in production', () => {
    expectReviewed(inProduction(edge));
  });

  test('its options, and what sites share', () => {
    expectReviewed(optionsOf(edge));
  });

  test('its sites', () => {
    expectReviewed(sitesOf(edge));
  });
});

test('the sites with certificates from files', () => {
  expectReviewed(sitesOf(edgeOf({ domain: 'shop.example.com', tls: EdgeTls.files({ folder: 'certificates' }) })));
});

test('the sites without certificates', () => {
  expectReviewed(sitesOf(edgeOf({ domain: 'shop.example.com', tls: EdgeTls.off() })));
});

test('the sites in front of a backend', () => {
  expectReviewed(sitesOf(edgeOf()));
});
