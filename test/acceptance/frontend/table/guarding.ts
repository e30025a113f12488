import { Row } from './row';

/** The security headers, and what each of them says on pages and files. */
export const SECURITY_HEADERS: { readonly [name: string]: RegExp } = {
  'content-security-policy': /^default-src 'self'; script-src 'self' 'sha256-[^']+'; .*frame-ancestors 'self'$/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^SAMEORIGIN$/,
  'referrer-policy': /^strict-origin-when-cross-origin$/,
  'permissions-policy': /^camera=\(\), .*usb=\(\)$/,
  'cross-origin-opener-policy': /^same-origin-allow-popups$/,
};

/** The same on what services answer: it is not the application's policy that holds for their pages. */
export const SERVICE_HEADERS = { ...SECURITY_HEADERS, 'content-security-policy': /^base-uri 'self'; object-src 'none'; frame-ancestors 'self'$/ };

const own = (what: string, status: number, request: Row['request'], more: Partial<Row> = {}): Row => (
  { what: `${status}: ${what}`, request, status, headers: SECURITY_HEADERS, ...more });
const service = (what: string, status: number, request: Row['request']): Row => (
  { what: `${status}: ${what}`, request, status, headers: SERVICE_HEADERS });

/** Every header once, whatever the answer is; but for 416, to which nginx adds all headers a second time. */
export const GUARDING: Row[] = [
  own('the page', 200, { path: '/' }),
  own('a path of the application', 200, { path: '/companies' }),
  own('a hashed script', 200, { path: '/main-*.js' }),
  own('a compressed script', 200, { path: '/main-*.js', headers: { 'accept-encoding': 'gzip' } }),
  own('a hashed stylesheet', 200, { path: '/styles-*.css' }),
  own('a picture', 200, { path: '/logo.png' }),
  own('the configuration', 200, { path: '/config.json' }),
  own('health', 200, { path: '/health' }),
  own('HEAD of the page', 200, { method: 'HEAD', path: '/' }),
  own('a part of a file', 206, { path: '/logo.png', headers: { range: 'bytes=0-3' } }),
  own('the page, which is the same', 304, { path: '/' }, { again: true }),
  own('a file, which is the same', 304, { path: '/main-*.js' }, { again: true }),
  own('a missing chunk', 404, { path: '/chunk-ABCDEFGH.js' }),
  own('a hidden file', 404, { path: '/.hidden' }),
  own('POST to the page', 405, { method: 'POST', path: '/', headers: { 'content-length': '0' } }),
  own('an address that is too long', 414, { path: `/${'a'.repeat(9000)}` }),
  own('a header that is too large', 431, { path: '/', headers: { 'x-large': 'a'.repeat(9000) } }),
  service('a service', 200, { path: '/api/small' }),
  service('a service, compressed', 200, { path: '/api/large', headers: { 'accept-encoding': 'gzip' } }),
  ...[201, 204, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504].map((status) =>
    service('a service\'s own', status, { path: `/api/status/${status}` })),
  service('a part of a service\'s file', 206, { path: '/api/bytes', headers: { range: 'bytes=2-5' } }),
  service('a body that is too large', 413, { method: 'POST', path: '/notes/new', headers: { 'content-length': '2000' }, body: 'x' }),
  service('a service that does not exist, for programs', 502, { path: '/absent/x' }),
  service('a service that does not exist, for people', 502, { path: '/absent/x', headers: { accept: 'text/html' } }),
  service('a service that hangs', 504, { path: '/hurried/sleep/60000' }),
  ...Object.entries({
    'Content-Security-Policy': "default-src 'none'",
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff, own',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(self)',
    'Cross-Origin-Opener-Policy': 'unsafe-none',
  }).map(([name, value]): Row => ({
    what: `a service's own ${name} counts, once`, request: { path: `/api/headers?${name}=${encodeURIComponent(value)}` }, status: 200, headers: { ...SERVICE_HEADERS, [name.toLowerCase()]: value },
  })),
];
