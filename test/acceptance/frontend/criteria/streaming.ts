import { randomBytes } from 'crypto';
import { Answer, ask, open } from '../client';

/** What is more than a request and its answer: events and websockets. */
export function streaming(port: number): void {
  /** Opens a stream whose next event is sent only when this test has seen the one before. The first may come along with the headers. */
  const oneByOne = async (path: string, query = '') => {
    const name = randomBytes(4).toString('hex');
    const line = await open(port);
    try {
      line.send(`GET ${path}/stream/${name}${query} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n`);
      expect(await line.until('data: first')).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      for (const event of ['second', 'third']) {
        expect(line.received).not.toContain(event);
        expect((await ask(port, { path: `/api/continue/${name}` })).json).toEqual({ sent: event });
        await line.until(`data: ${event}`);
      }
    } finally {
      line.close();
    }
  };

  const upgrade = async (path: string, protocol = 'websocket') => {
    const line = await open(port);
    line.send(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
    await line.until('\r\n\r\n');
    return line;
  };

  test('an event arrives before the next one is sent', () => oneByOne('/events'));

  test('an answer that says X-Accel-Buffering: no is a stream, whatever its route', () => oneByOne('/api', '?X-Accel-Buffering=no'));

  test('a websocket is opened, and carries what both sides say', async () => {
    const line = await upgrade('/ws/live');
    try {
      expect(line.received).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
      // the answer to the key of the specification's own example
      expect(line.received).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
      const said = Buffer.from('said');
      line.send(Buffer.concat([Buffer.from([0x81, 0x80 + said.length, 0, 0, 0, 0]), said]));
      expect(await line.until('said')).toMatch(/\x81\x04said$/);
    } finally {
      line.close();
    }
  });

  test.each(['/api/live', '/events/live', '/'])('%s is no websocket', async (path) => {
    const line = await upgrade(path);
    line.close();
    expect(line.received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  test('a websocket\'s path does not become another protocol', async () => {
    const line = await upgrade('/ws/live', 'h2c');
    line.close();
    expect(line.received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  test('whoever asks too often is told so, and nobody else', async () => {
    const answers: Answer[] = [];
    for (let count = 0; count < 6; count++) {
      answers.push(await ask(port, { path: '/limited/thing', headers: { accept: 'application/json' } }));
    }
    expect(answers.map(({ status }) => status).slice(0, 3)).toEqual([200, 200, 200]);
    const refused = answers.find(({ status }) => status !== 200)!;
    expect([refused.status, refused.header('content-type'), refused.header('cache-control')]).toEqual([429, 'application/problem+json', 'no-store']);
    expect(refused.json).toEqual({ status: 429, detail: 'There were too many requests.', request_id: expect.any(String) });
    expect((await ask(port, { path: '/api/small' })).status).toBe(200);
  });
}
