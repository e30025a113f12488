/*
 * The service behind nginx. What it does is the last part of the path, whatever stands before it; anything that it does not know is
 * answered with what it was asked, as JSON.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

const NAME = process.env.SERVICE_NAME ?? 'backend';
const PORT = 8000;

/** One pixel: a file of the service's own that has the ending of one of the application's. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const LARGE = JSON.stringify({ service: NAME, text: 'the same again and again, '.repeat(200) });
const SMALL = JSON.stringify({ service: NAME });

/** Streams that are not at their end, by the name that the client gave them, with the events that they have still to send. */
const streams = new Map();
/** The addresses that were asked for, but for questions about them. */
const seen = [];
let connections = 0;

const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
  let bytes = 0;
  request.on('data', (part) => bytes += part.length);
  request.on('end', () => answer(request, response, bytes));
});

// longer than nginx keeps one
server.keepAliveTimeout = 120_000;
server.on('connection', (socket) => socket.number = ++connections);
server.on('upgrade', upgrade);
server.listen(PORT, '0.0.0.0');
['SIGTERM', 'SIGINT'].forEach((signal) => process.on(signal, () => process.exit(0)));

function answer(request, response, bytes) {
  if (!request.url.includes('/seen/')) {
    seen.push(request.url);
    seen.splice(0, seen.length - 1000);
  }
  const { pathname, searchParams } = new URL(request.url, 'http://any');
  const [, what, value] = /\/(status|headers|sleep|stream|continue|seen|large|small|gzipped|download|bytes|report\.png)(?:\/([^/]*))?$/.exec(pathname) ?? [];
  const json = (status, text, headers = {}) => response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers }).end(text);
  switch (what) {
    // the status that stands in the path
    case 'status': {
      const status = Number(value);
      return response.writeHead(status, status >= 300 && status < 400 && status !== 304 ? { location: '/elsewhere' } : {}).end(status === 304 || status === 204 ? undefined : SMALL);
    }
    // headers as the query says, a name more than once if it stands there more than once
    case 'headers': {
      const names = [...new Set(searchParams.keys())];
      return json(200, SMALL, Object.fromEntries(names.map((name) => [name, searchParams.getAll(name)])));
    }
    case 'sleep':
      return setTimeout(() => json(200, SMALL), Number(value));
    // a first event now, the next each time that /continue with the same name is asked for; the third is the last
    case 'stream':
      // not in chunks, because only then nginx holds back what it buffers
      response.removeHeader('transfer-encoding');
      response.writeHead(200, { 'content-type': 'text/event-stream', 'connection': 'close', ...Object.fromEntries(searchParams) });
      response.write('data: first\n\n');
      return streams.set(value, { response, next: ['second', 'third'] });
    case 'continue': {
      const stream = streams.get(value);
      const event = stream?.next.shift();
      stream?.response.write(`data: ${event}\n\n`);
      if (stream?.next.length === 0) {
        stream.response.end();
        streams.delete(value);
      }
      return json(200, JSON.stringify({ sent: event }));
    }
    // whether a request with this text in its address has come
    case 'seen':
      return json(200, JSON.stringify({ seen: seen.some((url) => url.includes(value)) }));
    case 'large':
      return json(200, LARGE);
    case 'small':
      return json(200, SMALL);
    case 'gzipped':
      return json(200, gzipSync(LARGE), { 'content-encoding': 'gzip' });
    // four parts within the milliseconds that stand in the path
    case 'download': {
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': 4 * 65_536 });
      let parts = 0;
      const timer = setInterval(() => {
        response.write(Buffer.alloc(65_536, 'x'));
        if (++parts === 4) {
          clearInterval(timer);
          response.end();
        }
      }, Number(value) / 4);
      return timer;
    }
    // a file of ten bytes that knows ranges
    case 'bytes': {
      const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
      const whole = '0123456789';
      return first === undefined
        ? response.writeHead(200, { 'content-type': 'text/plain' }).end(whole)
        : response.writeHead(206, { 'content-type': 'text/plain', 'content-range': `bytes ${first}-${last}/10` }).end(whole.slice(Number(first), Number(last) + 1));
    }
    case 'report.png':
      return response.writeHead(200, { 'content-type': 'image/png', 'content-length': PNG.length }).end(PNG);
    default:
      return json(200, JSON.stringify({
        service: NAME, method: request.method, path: request.url, headers: request.headers, rawHeaders: request.rawHeaders, bytes,
        connection: request.socket.number,
      }));
  }
}

/** The handshake of a websocket, then every frame as it came, without its mask. */
function upgrade(request, socket) {
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  socket.on('error', () => undefined);
  // one short text a frame is all that is sent
  socket.on('data', (frame) => {
    const length = frame[1] & 127;
    const mask = frame.subarray(2, 6);
    const text = frame.subarray(6, 6 + length).map((byte, index) => byte ^ mask[index % 4]);
    socket.write(Buffer.concat([Buffer.from([0x81, length]), text]));
  });
}
