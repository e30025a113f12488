import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

const OPCODES = { text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa };

/** What RFC 6455, section 5.5.1, calls a close frame without a code. */
const NO_CODE = 1005;

/** The pause after a connection that was refused; after one that was open there is none. */
const REFUSED_PAUSE_MS = 100;

/** Holds one websocket (RFC 6455) open: answers pings, notices how it ends, and connects again at once. */
export class HeldWebSocket {
  constructor(options, statistics) {
    this.options = options;
    this.statistics = statistics;
  }

  start() {
    const { origin, websocketPath, headers, ca, timeoutSeconds } = this.options;
    const key = randomBytes(16).toString('base64');
    const request = (origin.startsWith('https:') ? https : http).request(new URL(websocketPath, origin), {
      headers: { 'connection': 'Upgrade', 'upgrade': 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': key, origin, ...headers },
      agent: false,
      ca,
    });
    let settled = false;
    const refused = (error) => {
      clearTimeout(alarm);
      if (!settled) {
        settled = true;
        request.destroy();
        this.refused(error);
      }
    };
    const alarm = setTimeout(() => refused(`no answer within ${timeoutSeconds} s`), timeoutSeconds * 1000);
    request.on('error', (error) => refused([error.code, error.message].filter(Boolean).join(': ')));
    request.on('response', (answer) => refused(`answered with ${answer.statusCode}`));
    request.on('upgrade', (answer, socket, head) => {
      if (answer.headers['sec-websocket-accept'] !== acceptOf(key)) {
        socket.destroy();
        return refused('answered with a wrong Sec-WebSocket-Accept');
      }
      clearTimeout(alarm);
      settled = true;
      return this.opened(socket, head);
    });
    request.end();
  }

  stop() {
    this.stopping = true;
    if (this.socket?.writable) {
      this.socket.end(frame(OPCODES.close, Buffer.from([1000 >> 8, 1000 & 0xff])));
    }
  }

  opened(socket, head) {
    this.socket = socket;
    this.statistics.count((window) => window.websocket.opened += 1);
    if (this.downSince !== undefined) {
      const milliseconds = Math.round(performance.now() - this.downSince);
      this.record('reconnects', { milliseconds });
      this.downSince = undefined;
    }

    let over = false;
    const ended = (list, details) => {
      if (!over) {
        over = true;
        this.down();
        this.record(list, details);
        this.again();
      }
    };
    let received = Buffer.alloc(0);
    const read = (part) => {
      received = Buffer.concat([received, part]);
      for (let next = firstFrame(received); next && !over; next = firstFrame(received)) {
        received = received.subarray(next.length);
        this.heard(next, socket, ended);
      }
    };
    socket.setNoDelay(true);
    socket.on('data', read);
    socket.on('error', (error) => ended('drops', { error: [error.code, error.message].filter(Boolean).join(': ') }));
    socket.on('end', () => {
      ended('drops', { error: 'the connection was ended without a close frame' });
      socket.end();
    });
    socket.on('close', () => ended('drops', { error: 'the connection was closed without a close frame' }));
    if (this.stopping) {
      return this.stop();
    }
    return head.length > 0 && read(head);
  }

  heard({ opcode, payload }, socket, ended) {
    if (opcode === OPCODES.ping) {
      socket.write(frame(OPCODES.pong, payload));
      this.statistics.count((window) => window.websocket.pings += 1);
    } else if (opcode === OPCODES.close) {
      const code = payload.length >= 2 ? payload.readUInt16BE(0) : NO_CODE;
      const clean = payload.length === 0 || (payload.length >= 2 && mayBeSent(code));
      socket.end(frame(OPCODES.close, payload.subarray(0, 2)));
      // the server ends the connection now; one that does not is not waited for
      setTimeout(() => socket.destroy(), 2000).unref();
      ended('closes', { code, clean, reason: payload.subarray(2).toString() });
    } else if (opcode === OPCODES.text || opcode === OPCODES.binary) {
      this.statistics.count((window) => window.websocket.messages += 1);
    }
  }

  refused(error) {
    this.down();
    this.record('refusals', { error });
    setTimeout(() => this.again(), REFUSED_PAUSE_MS).unref();
  }

  down() {
    this.downSince ??= performance.now();
  }

  again() {
    if (!this.stopping) {
      this.start();
    }
  }

  /** What happens while it is being closed from this side is no incident. */
  record(list, details) {
    if (!this.stopping) {
      this.statistics.count((window) => window.incident(list, details));
    }
  }
}

/** The first whole frame of what a server sent, or `undefined` if it is not all there yet. */
function firstFrame(bytes) {
  if (bytes.length < 2) {
    return undefined;
  }
  const short = bytes[1] & 0x7f;
  const header = { 126: 4, 127: 10 }[short] ?? 2;
  if (bytes.length < header) {
    return undefined;
  }
  const size = { 4: () => bytes.readUInt16BE(2), 10: () => Number(bytes.readBigUInt64BE(2)) }[header]?.() ?? short;
  const length = header + size;
  return bytes.length < length ? undefined : { opcode: bytes[0] & 0x0f, payload: bytes.subarray(header, length), length };
}

/** A control frame (at most 125 bytes), masked, as clients must. */
function frame(opcode, payload) {
  const mask = randomBytes(4);
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length]), mask, payload.map((byte, index) => byte ^ mask[index % 4])]);
}

function acceptOf(key) {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}

/** Whether a close frame may carry the code: RFC 6455, section 7.4. */
function mayBeSent(code) {
  return (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);
}
