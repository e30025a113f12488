import { randomBytes } from 'crypto';
import { succeed } from '../../command';
import { ask, exchange } from '../client';
import { containerOf, runningOf } from '../scene';

/** What is in no answer: files outside of what is served, and what was smuggled. */
const SECRETS = /root:.*:0:0:|worker_processes|proxy_pass|add_header|nobody may read this|-----BEGIN|PATH=|GIT_/;

/** A request to which one answer at most may come. */
interface Attack {
  readonly what: string;
  /** The bytes; `SMUGGLED` in them stands for a path that no service may ever be asked for. */
  readonly bytes: string;
  /** @default - any refusal */
  readonly statuses?: number[];
}

const REFUSED = [400, 403, 404, 405, 408, 413, 414, 431, 501, 505];
const request = (line: string, headers: string[] = [], body = '') => `${line}\r\n${['Host: localhost', ...headers, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`;
/** A second request, which must never be taken for one. */
const INNER = 'GET /api/SMUGGLED HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';

/** Ways out of the folder. A page is as good as a refusal: it is what any path gets that is no file. */
const TARGETS = [
  '/../../../../etc/passwd', '/../etc/passwd', '/assets/../../../../etc/passwd', '/..%2f..%2f..%2fetc%2fpasswd', '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
  '/%2e%2e%2f%2e%2e%2fetc%2fpasswd', '/%252e%252e/%252e%252e/etc/passwd', '/%252e%252e%252fetc%252fpasswd', '/..%5c..%5cetc%5cpasswd', '/..\\..\\..\\etc\\passwd',
  '/assets../etc/passwd', '/assets..%2f..%2fetc/passwd', '/assets/..;/..;/etc/passwd', '/.%00./etc/passwd', '/index.html%00.js', '/%00', '/etc/passwd%00.png',
  '/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd', '/%uff0e%uff0e/etc/passwd', '//etc/passwd', '///etc/passwd', '/./../etc/passwd', '/config.json/../../etc/passwd', '/config.json../etc/passwd',
  '/config.json%2f..%2f..%2fetc%2fpasswd', '/health/../../etc/passwd', '/main-ABCDEFGH.js/../../../../etc/passwd', '/media/../../../../etc/nginx/conf.d/default.conf',
  '/x-ABCDEFGH.js/..%2f..%2f..%2f..%2fetc%2fpasswd', '/assets/../.hidden', '/assets/%2e%2e/.hidden', '/./.hidden', '//.hidden', '/.hidden/', '/%2ehidden', '/.well-known/../.hidden',
  '/.well-known/..%2f.hidden', '/proc/self/environ', '/../../../proc/self/environ', '/..%2f..%2f..%2fproc/self/environ', '/~root/.bashrc', '/.git/HEAD', '/.env', '/nginx.conf', '/etc/nginx/nginx.conf',
  'file:///etc/passwd', 'http://localhost/../../../etc/passwd', 'http:///etc/passwd', '?/../../etc/passwd', '*', '',
];

const ATTACKS: Attack[] = [
  { what: 'a length and chunks', bytes: request('POST /api/x HTTP/1.1', ['Content-Length: 5', 'Transfer-Encoding: chunked'], `0\r\n\r\n${INNER}`) },
  { what: 'chunks and a length', bytes: request('POST /api/x HTTP/1.1', ['Transfer-Encoding: chunked', `Content-Length: ${INNER.length + 5}`], `0\r\n\r\n${INNER}`) },
  { what: 'two lengths', bytes: request('POST /api/x HTTP/1.1', ['Content-Length: 0', `Content-Length: ${INNER.length}`], INNER) },
  { what: 'the same length twice', bytes: request('POST /api/x HTTP/1.1', ['Content-Length: 0', 'Content-Length: 0'], INNER) },
  { what: 'a list of lengths', bytes: request('POST /api/x HTTP/1.1', [`Content-Length: 0, ${INNER.length}`], INNER) },
  { what: 'a length with a sign', bytes: request('POST /api/x HTTP/1.1', ['Content-Length: +0'], INNER) },
  { what: 'a negative length', bytes: request('POST /api/x HTTP/1.1', ['Content-Length: -1'], INNER) },
  { what: 'a hexadecimal length', bytes: request('POST /api/x HTTP/1.1', ['Content-Length: 0x0'], INNER) },
  { what: 'a length that is larger than numbers are', bytes: request('POST /api/x HTTP/1.1', ['Content-Length: 18446744073709551616'], INNER) },
  { what: 'a length after a folded line', bytes: request('POST /api/x HTTP/1.1', ['X-Folded: a\r\n Content-Length: 0'], INNER) },
  { what: 'chunks after a folded line', bytes: request('POST /api/x HTTP/1.1', ['Content-Length: 5', 'X-Folded: a\r\n\tTransfer-Encoding: chunked'], `0\r\n\r\n${INNER}`) },
  { what: 'a folded name of an encoding', bytes: request('POST /api/x HTTP/1.1', ['Transfer-Encoding:\r\n chunked'], `0\r\n\r\n${INNER}`) },
  { what: 'a space before a colon', bytes: request('POST /api/x HTTP/1.1', ['Transfer-Encoding : chunked', 'Content-Length: 5'], `0\r\n\r\n${INNER}`) },
  { what: 'an encoding that nobody knows', bytes: request('POST /api/x HTTP/1.1', ['Transfer-Encoding: xchunked'], `0\r\n\r\n${INNER}`) },
  { what: 'a list of encodings', bytes: request('POST /api/x HTTP/1.1', ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${INNER}`) },
  { what: 'two encodings', bytes: request('POST /api/x HTTP/1.1', ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], `0\r\n\r\n${INNER}`) },
  { what: 'an encoding with a vertical tab', bytes: request('POST /api/x HTTP/1.1', ['Transfer-Encoding: \x0bchunked', 'Content-Length: 5'], `0\r\n\r\n${INNER}`) },
  { what: 'chunks in HTTP/1.0', bytes: request('POST /api/x HTTP/1.0', ['Transfer-Encoding: chunked'], `0\r\n\r\n${INNER}`) },
  { what: 'a chunk with a size that is larger than numbers are', bytes: request('POST /api/x HTTP/1.1', ['Transfer-Encoding: chunked'], `fffffffffffffffff1\r\n${INNER}`) },
  { what: 'a chunk with a size that is no number', bytes: request('POST /api/x HTTP/1.1', ['Transfer-Encoding: chunked'], `0x0\r\n\r\n${INNER}`) },
  { what: 'a length with a page', bytes: request('GET / HTTP/1.1', [`Content-Length: ${INNER.length}`], INNER), statuses: [200, ...REFUSED] },
  { what: 'a length with a file that is missing', bytes: request('GET /chunk-ABCDEFGH.js HTTP/1.1', [`Content-Length: ${INNER.length}`], INNER), statuses: [404, ...REFUSED] },
  { what: 'a length with a service', bytes: request('GET /api/x HTTP/1.1', [`Content-Length: ${INNER.length}`], INNER), statuses: [200, ...REFUSED] },
  { what: 'a length that is hidden by an underscore', bytes: request('GET /api/x HTTP/1.1', [`Content_Length: ${INNER.length}`], INNER), statuses: [200] },
  { what: 'a line feed alone in a header', bytes: request('GET /api/x HTTP/1.1', [`X-A: b\nContent-Length: ${INNER.length}`], INNER), statuses: [200, ...REFUSED] },
  { what: 'a carriage return alone in a header', bytes: request('GET /api/x HTTP/1.1', [`X-A: b\rContent-Length: ${INNER.length}`], INNER), statuses: [200, ...REFUSED] },
  { what: 'a null byte in a header', bytes: request('GET /api/x HTTP/1.1', ['X-A: b\0c']) },
  { what: 'a null byte in the address', bytes: request('GET /api/\0 HTTP/1.1') },
  { what: 'a header without a name', bytes: request('GET /api/x HTTP/1.1', [': value']), statuses: [200, ...REFUSED] },
  { what: 'two hosts', bytes: request('GET /api/x HTTP/1.1', ['Host: other']) },
  { what: 'no host', bytes: 'GET /api/x HTTP/1.1\r\nConnection: close\r\n\r\n' },
  { what: 'a host that is none', bytes: 'GET /api/x HTTP/1.1\r\nHost: a/../b\r\nConnection: close\r\n\r\n' },
  { what: 'another version', bytes: request('GET /api/x HTTP/9.9') },
  { what: 'the beginning of HTTP/2', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' },
  { what: 'the beginning of TLS', bytes: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' },
  { what: 'CONNECT', bytes: request('CONNECT backend:8000 HTTP/1.1') },
  { what: 'a method that nobody knows', bytes: request('SMUGGLE / HTTP/1.1') },
  { what: 'a method in small letters', bytes: request('get / HTTP/1.1') },
];

/** Requests that no honest client sends. */
export function resisting(service: string, port: number): void {
  const workers = async () => (await succeed(['docker', 'top', containerOf(service), '-eo', 'pid,args'])).stdout.split('\n').filter((line) => line.includes('worker process'));
  let before: string[];

  beforeAll(async () => {
    before = await workers();
  });

  test.each(TARGETS)('GET %j stays within the folder', async (target) => {
    const answer = await exchange(port, request(`GET ${target} HTTP/1.1`));
    expect(statusesIn(answer)).toEqual([expect.any(Number)]);
    expect([200, ...REFUSED]).toContain(statusesIn(answer)[0]);
    expect(answer).not.toMatch(SECRETS);
  });

  test.each(ATTACKS)('$what: one answer at most, and nothing smuggled', async ({ bytes, statuses = REFUSED }) => {
    const name = `smuggled-${randomBytes(6).toString('hex')}`;
    const answer = await exchange(port, bytes.replace(/SMUGGLED/g, name));
    const found = statusesIn(answer);
    expect(found.length).toBeLessThan(2);
    found.forEach((status) => expect(statuses).toContain(status));
    expect(answer).not.toContain(name);
    expect((await ask(port, { path: `/api/seen/${name}` })).json).toEqual({ seen: false });
  });

  test.each([
    '/x/../api/thing', '/x/..%2fapi/thing', '/x/%2e%2e/api/thing', '//api/thing', '/./api/thing', '/%61pi/thing', '/api/x/../../internal/../api/thing', '/internal/..%2fapi%2fthing',
    '/api/../internal', '/api/..%2finternal', '/api%2f..%2finternal', '/api/%2e%2e/internal', '/api;/../internal', '/apiary/../api/thing', '/API/thing',
  ])('what a service is asked for begins with its path: %s', async (target) => {
    const answer = await exchange(port, request(`GET ${target} HTTP/1.1`));
    const [, asked] = /"path":"([^"]*)"/.exec(answer) ?? [];
    // a path of the application is its page
    expect(asked ?? '/api').toMatch(/^\/api(?:[/?]|$)/);
    // and what a service makes of it is below its path as well
    expect(new URL(asked ?? '/api', 'http://any').pathname).toMatch(/^\/api(?:\/|$)/);
  });

  test.each([
    'http://evil.example/api/thing', 'http://evil.example:80/api/thing?x=1', 'HTTP://evil.example/api/thing',
  ])('a whole address is the path that stands in it: %s', async (target) => {
    const answer = await exchange(port, request(`GET ${target} HTTP/1.1`));
    expect(statusesIn(answer)).toEqual([200]);
    expect(answer).toContain('"path":"/api/thing');
  });

  test.each(['/%0d%0aSet-Cookie:%20forged=1', '/assets%0d%0a%0d%0aforged', '/api/%0d%0aX-Forged:%201', '/companies?%0d%0aX-Forged:1', '/%E5%98%8D%E5%98%8ASet-Cookie:forged=1'])(
    'no header comes out of an address: %s', async (target) => {
      const [head] = (await exchange(port, request(`GET ${target} HTTP/1.1`))).split('\r\n\r\n');
      expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(head).not.toMatch(/forged/i);
    });

  test('a header with underscores is not taken for one of nginx\'s', async () => {
    const { headers } = (await ask(port, { path: '/api/x', headers: { x_forwarded_for: '203.0.113.9', x_request_id: 'forged-forged' } })).json;
    expect(JSON.stringify(headers)).not.toMatch(/203\.0\.113\.9|forged/);
  });

  test('what nginx tells a service cannot be taken away by Connection', async () => {
    const { headers } = (await ask(port, { path: '/api/x', headers: { connection: 'close, X-Forwarded-For, X-Request-ID' } })).json;
    expect(headers).toMatchObject({ 'x-forwarded-for': expect.any(String), 'x-request-id': expect.any(String) });
  });

  test('nginx has run all the time, with the same workers', async () => {
    expect(await workers()).toEqual(before);
    expect(await runningOf(service)).toEqual({ restarts: 0, running: true });
    expect((await ask(port, { path: '/health' })).text).toBe('healthy\n');
  });
}

/** Of all answers that came, in their order. */
function statusesIn(bytes: string): number[] {
  return [...bytes.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
