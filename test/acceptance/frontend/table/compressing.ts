import { ABSENT, Row, compressed, echo, file } from './row';

const GZIP = { 'accept-encoding': 'gzip, deflate, br' };
const ONCE = { 'content-encoding': 'gzip', 'vary': 'Accept-Encoding' };

/** What is compressed, when, and what is not. Where Brotli is offered too, it is asked for in rows of its own. */
export const COMPRESSING: Row[] = [
  ...['/main-*.js', '/styles-*.css', '/media/brand-*.svg', '/plain.js', '/data.json', '/engine.wasm'].map((path): Row => ({
    what: `${path} is what was compressed in the build`, request: { path, headers: { 'accept-encoding': 'gzip' } }, status: 200, headers: ONCE, body: file(`${path}.gz`),
  })),
  { what: 'without Accept-Encoding a script is not compressed', request: { path: '/main-*.js' }, status: 200, headers: { 'content-encoding': ABSENT, 'vary': 'Accept-Encoding' }, body: file('/main-*.js') },
  { what: 'with an Accept-Encoding that refuses it, a script is not compressed', request: { path: '/main-*.js', headers: { 'accept-encoding': 'gzip;q=0' } }, status: 200, headers: { 'content-encoding': ABSENT }, body: file('/main-*.js') },
  { what: 'a compressed script that is the same is not sent again', request: { path: '/main-*.js', headers: { 'accept-encoding': 'gzip' } }, again: true, status: 304, headers: { vary: 'Accept-Encoding' } },
  { what: 'a compressed file keeps its type', request: { path: '/main-*.js', headers: { 'accept-encoding': 'gzip' } }, status: 200, headers: { 'content-type': /^(text|application)\/javascript$/ } },
  { what: 'a small file is not compressed', request: { path: '/robots.txt', headers: GZIP }, status: 200, headers: { 'content-encoding': ABSENT }, body: file('/robots.txt') },
  { what: 'a picture is not compressed', request: { path: '/logo.png', headers: GZIP }, status: 200, headers: { 'content-encoding': ABSENT }, body: file('/logo.png') },
  { what: 'an answer of a service from 1 KiB is compressed on the way', request: { path: '/api/large', headers: GZIP }, status: 200, headers: ONCE, body: compressed(echo({ text: expect.stringMatching(/^the same/) })) },
  { what: 'an answer of a service is not compressed for whoever does not ask for it', request: { path: '/api/large' }, status: 200, headers: { 'content-encoding': ABSENT, 'vary': 'Accept-Encoding' }, body: echo() },
  { what: 'a small answer of a service is not compressed', request: { path: '/api/small', headers: GZIP }, status: 200, headers: { 'content-encoding': ABSENT }, body: echo() },
  { what: 'an answer that a service has compressed is passed on as it is', request: { path: '/api/gzipped', headers: GZIP }, status: 200, headers: { 'content-encoding': 'gzip', 'content-length': /^\d+$/ }, body: compressed(echo()) },
  { what: 'a picture of a service is not compressed', request: { path: '/api/report.png', headers: GZIP }, status: 200, headers: { 'content-encoding': ABSENT, 'content-length': /^\d+$/ } },
];
