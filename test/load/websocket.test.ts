import { createHash } from 'crypto';
import { createServer } from 'http';
import { Socket } from 'net';
import { endAll, fine, loading, serving, soon } from './fixture';
import { Load } from '../acceptance/production/load/load';

afterEach(endAll);

/** The frames of a server, which are not masked. */
const frame = (opcode: number, payload: string | Buffer) =>
  Buffer.concat([Buffer.from([128 + opcode, payload.length]), Buffer.from(payload)]);
const GOING_AWAY = Buffer.concat([Buffer.from([1001 / 256, 1001 % 256]), Buffer.from('deploy')]);

/** The sockets of the server, and what it heard on them. */
let open: Socket[];
let heard: Buffer;

/** Clients that hold a websocket of such a server. */
async function holding(): Promise<Load> {
  [open, heard] = [[], Buffer.alloc(0)];
  const server = createServer();
  server.on('upgrade', (request, socket: Socket) => {
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    socket.on('data', (part) => heard = Buffer.concat([heard, part])).on('error', () => undefined).on('end', () => socket.end());
    open.push(socket);
  });
  const load = await loading(await serving(fine, server), { websocketPath: '/ws' });
  await connected(1);
  return load;
}

const connected = (times: number) => soon(`${times} websockets`, () => open.length === times);

const seen = async (load: Load) => (await load.report()).total.websocket;

test('answers pings and counts messages', async () => {
  const load = await holding();
  open[0].write(Buffer.concat([frame(9, 'hi'), frame(1, 'one'), frame(1, 'x'.repeat(100)).subarray(0, 50)]));
  await soon('a pong', () => heard.length >= 8);
  const [opcode, length, ...rest] = heard;
  const pong = Buffer.from(rest.slice(4, 6).map((byte, index) => xor(byte, rest[index])));
  expect([opcode, length, pong.toString()]).toEqual([128 + 10, 128 + 2, 'hi']);
  expect(await seen(load)).toMatchObject({ opened: 1, pings: 1, messages: 1, closes: { count: 0 }, drops: { count: 0 } });
  open[0].write('x'.repeat(52));
  await soon('the rest of a message', async () => (await seen(load)).messages === 2);
});

test('reconnects at once when the server closes it', async () => {
  const load = await holding();
  open[0].end(frame(8, GOING_AWAY));
  await connected(2);
  await soon('the reconnect', async () => (await seen(load)).opened === 2);
  const { closes, drops, reconnects } = await seen(load);
  expect(closes).toEqual({ count: 1, first: [{ time: expect.any(String), code: 1001, clean: true, reason: 'deploy' }] });
  expect(drops.count).toBe(0);
  expect(reconnects).toEqual({ count: 1, first: [{ time: expect.any(String), milliseconds: expect.any(Number) }] });
  expect(reconnects.first[0].milliseconds).toBeLessThan(1000);
});

test.each([['no code', '', 1005, true], ['half a code', 'a', 1005, false], ['a code that is never sent', Buffer.from([1006 / 256, 1006 % 256]), 1006, false]])(
  'records a close frame with %s', async (_, payload, code, clean) => {
    const load = await holding();
    open[0].end(frame(8, payload));
    await soon('the close', async () => (await seen(load)).closes.count === 1);
    expect((await seen(load)).closes.first[0]).toMatchObject({ code, clean });
  });

test.each([['an end', (socket: Socket) => socket.end()], ['a reset', (socket: Socket) => socket.resetAndDestroy()]])(
  'records %s before a close frame as a drop', async (_, drop) => {
    const load = await holding();
    drop(open[0]);
    await connected(2);
    await soon('the reconnect', async () => (await seen(load)).reconnects.count === 1);
    expect(await seen(load)).toMatchObject({ opened: 2, closes: { count: 0 }, drops: { count: 1 } });
  });

test('records a refusal, and tries again', async () => {
  const load = await loading(await serving((_, response) => response.writeHead(502).end()), { websocketPath: '/ws' });
  await soon('two refusals', async () => (await seen(load)).refusals.count >= 2);
  expect((await seen(load)).refusals.first[0].error).toBe('answered with 502');
});

test('is closed when the load stops, which is no incident', async () => {
  const load = await holding();
  const { websocket } = (await load.stop()).total;
  await soon('a close frame', () => heard[0] === 128 + 8);
  expect(websocket).toMatchObject({ opened: 1, closes: { count: 0 }, drops: { count: 0 }, refusals: { count: 0 } });
});

function xor(a: number, b: number): number {
  // eslint-disable-next-line no-bitwise
  return a ^ b;
}
