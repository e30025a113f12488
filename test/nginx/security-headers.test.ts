import { Duration } from '../../src/base';
import {
  ContentSecurityPolicy, CrossOriginOpenerPolicy, FrameAncestors, NginxConfig, PermissionsPolicy, ReferrerPolicy, SecurityHeaders,
  StrictTransportSecurity,
} from '../../src/nginx';
import { HOSTILE } from '../fixtures/hostile';

const TLS = { certificate: '/c.pem', key: '/k.pem' };

/** The headers that the server adds, by name. */
function headers(securityHeaders?: SecurityHeaders, more: object = { tls: TLS }): { [name: string]: string } {
  const text = new NginxConfig({ securityHeaders, ...more }).render();
  const [, ...servers] = text.split(/^server \{/m);
  const lines = [...servers[servers.length - 1].matchAll(/^ {4}add_header (\S+) (.*) always;$/gm)];
  expect(new Set(lines.map(([, name]) => name)).size).toBe(lines.length);
  return Object.fromEntries(lines.map(([, name, value]) => [name, value.replace(/^"(.*)"$/, '$1').replace(/\\"/g, '"')]));
}

test('every answer has them', () => {
  expect(headers()).toEqual({
    'Cache-Control': '$cache_control',
    'Content-Security-Policy': expect.stringContaining('default-src \'self\''),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'SAMEORIGIN',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
    'Strict-Transport-Security': 'max-age=31536000',
  });
});

test('each can be left out', () => {
  expect(headers({
    contentSecurityPolicy: ContentSecurityPolicy.notSent(),
    contentTypeOptions: false,
    frameAncestors: FrameAncestors.anybody(),
    referrerPolicy: ReferrerPolicy.NOT_SENT,
    permissionsPolicy: PermissionsPolicy.notSent(),
    crossOriginOpenerPolicy: CrossOriginOpenerPolicy.NOT_SENT,
    strictTransportSecurity: StrictTransportSecurity.notSent(),
  })).toEqual({ 'Cache-Control': '$cache_control' });
});

test('nobody is asked to come by HTTPS where there is none', () => {
  expect(headers({}, {})).not.toHaveProperty('Strict-Transport-Security');
});

test('whoever came by HTTPS may be asked for more', () => {
  const strictTransportSecurity = StrictTransportSecurity.of({ maxAge: Duration.days(730), includeSubDomains: true, preload: true });
  expect(headers({ strictTransportSecurity })['Strict-Transport-Security']).toBe('max-age=63072000; includeSubDomains; preload');
});

test('a redirect to HTTPS has them too', () => {
  const [, redirect] = new NginxConfig({ tls: TLS }).render().split(/^server \{/m);
  expect(redirect).toContain('return 308');
  expect(redirect.match(/add_header/g)).toHaveLength(6);
});

test('a service that sends one itself is left alone', () => {
  const text = new NginxConfig({ startFolder: '/a', routes: [{ path: '/api', host: 'backend', port: 8000 }] }).render();
  expect(text).toContain('map $upstream_http_x_frame_options $x_frame_options {\n    "" "SAMEORIGIN";\n}');
  expect(text).toContain('add_header X-Frame-Options $x_frame_options always;');
});

test('what services answer has a policy that keeps nothing from them but being framed', () => {
  const text = new NginxConfig({ startFolder: '/a', routes: [{ path: '/api', host: 'backend', port: 8000 }] }).render();
  expect(text).toContain('    service "base-uri \'self\'; object-src \'none\'; frame-ancestors \'self\'";');
});

describe('who may frame the application', () => {
  const framed = (frameAncestors: FrameAncestors) => {
    const all = headers({ frameAncestors });
    return [/frame-ancestors ([^;]*)/.exec(all['Content-Security-Policy'])?.[1], all['X-Frame-Options']];
  };

  test('is said twice, for old browsers too', () => {
    expect(framed(FrameAncestors.nobody())).toEqual(['\'none\'', 'DENY']);
    expect(framed(FrameAncestors.sameOrigin())).toEqual(['\'self\'', 'SAMEORIGIN']);
  });

  test('can be others, which old browsers have no word for', () => {
    expect(framed(FrameAncestors.of('https://portal.example.com', 'https://*.example.org:8443')))
      .toEqual(['\'self\' https://portal.example.com https://*.example.org:8443', undefined]);
  });

  test('can be anybody', () => {
    expect(framed(FrameAncestors.anybody())).toEqual([undefined, undefined]);
  });

  test('are named', () => {
    expect(() => FrameAncestors.of()).toThrow('frame ancestors are none: name at least one origin');
  });

  test.each(['portal.example.com', '*', 'https://a/b', ...Object.values(HOSTILE)])('%j is refused', (origin) => {
    expect(() => FrameAncestors.of(origin)).toThrow(`a frame ancestor is ${JSON.stringify(origin)}: allowed are origins such as "https://portal.example.com"`);
  });
});

describe('features of the browser', () => {
  test('can be given back, to the page and to others', () => {
    const permissionsPolicy = PermissionsPolicy.of({ camera: ['self', 'https://meet.example.com'], midi: [] });
    expect(headers({ permissionsPolicy })['Permissions-Policy'])
      .toBe('camera=(self "https://meet.example.com"), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), midi=()');
  });

  test.each(['', 'Camera', ...Object.values(HOSTILE)])('%j is none', (feature) => {
    expect(() => PermissionsPolicy.of({ [feature]: [] })).toThrow(`a feature of the permissions policy is ${JSON.stringify(feature)}: allowed are names such as "camera"`);
  });

  test.each(['', '*', 'none', ...Object.values(HOSTILE)])('%j may use none', (origin) => {
    expect(() => PermissionsPolicy.of({ camera: [origin] })).toThrow(`who may use the feature "camera" is ${JSON.stringify(origin)}`);
  });
});

test.each([Duration.seconds(0), Duration.millis(1500)])('HTTPS for %s is refused', (maxAge) => {
  expect(() => StrictTransportSecurity.of({ maxAge })).toThrow(`the maxAge of strict transport security is ${maxAge}: allowed are whole seconds from 1`);
});
