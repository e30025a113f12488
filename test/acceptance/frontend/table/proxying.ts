import { ABSENT, EMPTY, PAGE, Row, UNAVAILABLE, echo, problem, text } from './row';

const ID = expect.stringMatching(/^[0-9a-f]{32}$/);
const ADDRESS = expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/);
const FORGED = '203.0.113.9';

/** How requests reach services, and how their answers come back. */
export const PROXYING: Row[] = [
  { what: 'a service is told about the client', request: { path: '/api/companies', headers: { host: 'shop.example.com' } }, status: 200, body: echo({ headers: expect.objectContaining({ 'x-forwarded-for': ADDRESS, 'x-real-ip': ADDRESS, 'x-forwarded-proto': 'http', 'x-forwarded-host': 'shop.example.com', 'x-request-id': ID }) }) },
  { what: 'a service gets the host with its port', request: { path: '/api', headers: { host: 'shop.example.com:8443' } }, status: 200, body: echo({ headers: expect.objectContaining({ 'host': 'shop.example.com:8443', 'x-forwarded-host': 'shop.example.com:8443' }) }) },
  { what: 'a service gets the host without a port', request: { path: '/api', headers: { host: 'shop.example.com' } }, status: 200, body: echo({ headers: expect.objectContaining({ host: 'shop.example.com' }) }) },
  { what: 'a service gets an IPv6 host with its port', request: { path: '/api', headers: { host: '[::1]:8443' } }, status: 200, body: echo({ headers: expect.objectContaining({ host: '[::1]:8443' }) }) },
  { what: 'a service gets each header once', request: { path: '/api', headers: { 'x-forwarded-for': [FORGED, FORGED], 'x-request-id': [FORGED, FORGED] } }, status: 200, body: ({ json }) => ['host', 'x-forwarded-for', 'x-real-ip', 'x-forwarded-proto', 'x-forwarded-host', 'x-request-id'].forEach((name) => expect([name, json.rawHeaders.filter((each: string) => each.toLowerCase() === name)]).toEqual([name, [expect.anything()]])) },
  { what: 'a service gets what else the client sends', request: { path: '/api', headers: { authorization: 'Bearer abc', cookie: 'a=1; b=2' } }, status: 200, body: echo({ headers: expect.objectContaining({ authorization: 'Bearer abc', cookie: 'a=1; b=2' }) }) },
  { what: 'the path itself goes to the service too', request: { path: '/api' }, status: 200, body: echo({ path: '/api' }) },
  { what: 'a query goes to the service untouched', request: { path: '/api/search?q=a%20b+c&q=%C3%A9&empty=&r=/../x' }, status: 200, body: echo({ path: '/api/search?q=a%20b+c&q=%C3%A9&empty=&r=/../x' }) },
  { what: 'an encoded path goes to the service untouched', request: { path: '/api/files/a%2Fb%20c%25d' }, status: 200, body: echo({ path: '/api/files/a%2Fb%20c%25d' }) },
  { what: 'slashes that stand twice go to the service untouched', request: { path: '/api//companies///12' }, status: 200, body: echo({ path: '/api//companies///12' }) },
  ...['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method): Row => ({
    what: `${method} with a body reaches a service`, request: { method, path: '/api/companies', headers: { 'content-length': '11' }, body: '{"name":"A"}'.slice(0, 11) }, status: 200, body: echo({ method, bytes: 11 }),
  })),
  { what: 'a body in chunks reaches a service', request: { method: 'POST', path: '/api/companies', headers: { 'transfer-encoding': 'chunked' }, body: 'in chunks' }, status: 200, body: echo({ bytes: 9 }) },
  { what: 'a part of a service\'s file is one', request: { path: '/api/bytes', headers: { range: 'bytes=2-5' } }, status: 206, headers: { 'content-range': 'bytes 2-5/10' }, body: text('2345') },
  { what: 'a service\'s redirect is passed on as it is', request: { path: '/api/status/302' }, status: 302, headers: { location: '/elsewhere' } },
  { what: 'a service\'s 304 is passed on', request: { path: '/api/status/304' }, status: 304, body: EMPTY },
  { what: 'a service\'s 204 is passed on', request: { path: '/api/status/204' }, status: 204, body: EMPTY },
  ...[400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 503, 504].map((status): Row => ({
    what: `a service's own ${status} is passed on with its body`, request: { path: `/api/status/${status}`, headers: { accept: 'text/html' } }, status, body: echo(),
  })),
  { what: 'a service\'s cookies are all passed on', request: { path: '/api/headers?Set-Cookie=a=1;%20HttpOnly&Set-Cookie=b=2' }, status: 200, body: (answer) => expect(answer.all('set-cookie')).toEqual(['a=1; HttpOnly', 'b=2']) },
  { what: 'a service\'s answers do not say what it runs on', request: { path: '/api/headers?Server=Secret/1.0' }, status: 200, headers: { server: 'nginx' } },
  { what: 'nginx does not say which version it is', request: { path: '/' }, status: 200, headers: { server: 'nginx' } },
  { what: 'only a websocket\'s path can be upgraded', request: { path: '/api/live', headers: { connection: 'upgrade', upgrade: 'websocket' } }, status: 200, body: echo({ headers: expect.not.objectContaining({ upgrade: expect.anything() }) }) },
  { what: 'a websocket\'s path answers other requests too', request: { path: '/ws/info' }, status: 200, body: echo({ path: '/ws/info', headers: expect.objectContaining({ 'x-request-id': ID, 'x-forwarded-for': ADDRESS }) }) },
  { what: 'a body of 10 MiB is passed on', request: { method: 'POST', path: '/api/upload', body: Buffer.alloc(10 * 2 ** 20), headers: { 'content-length': `${10 * 2 ** 20}` } }, status: 200, body: echo({ bytes: 10 * 2 ** 20 }) },
  { what: 'a body that says it is larger is refused at once', request: { method: 'POST', path: '/api/upload', headers: { 'content-length': `${10 * 2 ** 20 + 1}` }, body: 'x' }, status: 413, headers: { 'cache-control': 'no-store' }, body: problem(413) },
  { what: 'a route may take less', request: { method: 'POST', path: '/notes/new', headers: { 'content-length': '1025' }, body: 'x'.repeat(1025) }, status: 413, body: problem(413) },
  { what: 'what fits into a route that takes less is passed on', request: { method: 'POST', path: '/notes/new', headers: { 'content-length': '1024' }, body: 'x'.repeat(1024) }, status: 200, body: echo({ bytes: 1024 }) },
  { what: 'a body in chunks that is too large is refused too', request: { method: 'POST', path: '/notes/new', headers: { 'transfer-encoding': 'chunked' }, body: 'x'.repeat(4096) }, status: 413, body: problem(413) },
  { what: 'a route may take more', request: { method: 'POST', path: '/uploads/new', body: Buffer.alloc(12 * 2 ** 20), headers: { 'content-length': `${12 * 2 ** 20}` } }, status: 200, body: echo({ bytes: 12 * 2 ** 20 }) },
  { what: 'a route with a short name does not catch longer ones', request: { path: '/notes-of-mine' }, status: 200, body: PAGE },
  { what: 'a service that does not exist is a problem for programs', request: { path: '/absent/thing', headers: { accept: 'application/json' } }, status: 502, headers: { 'cache-control': 'no-store' }, body: problem(502) },
  { what: 'a service that does not exist is a page for people', request: { path: '/absent/thing', headers: { accept: 'text/html,application/xhtml+xml' } }, status: 502, headers: { 'cache-control': 'no-store' }, body: UNAVAILABLE },
  { what: 'a service that does not exist is a problem for whoever sends something', request: { method: 'POST', path: '/absent/thing', headers: { 'content-length': '2' }, body: '{}' }, status: 502, body: problem(502) },
  { what: 'a service that hangs is a problem for programs', request: { path: '/hurried/sleep/60000' }, status: 504, headers: { 'cache-control': 'no-store' }, body: problem(504) },
  { what: 'health is nginx\'s own', request: { path: '/health' }, status: 200, headers: { 'content-type': 'text/plain' }, body: text('healthy\n') },
  { what: 'what is below health is the application\'s', request: { path: '/health/report' }, status: 200, headers: { 'x-request-id': ABSENT }, body: PAGE },
];
