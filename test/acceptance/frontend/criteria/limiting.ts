import { setTimeout as pause } from 'timers/promises';
import { secondsSince } from '../../command';
import { round } from '../../report';
import { ask, exchange, open } from '../client';
import { report } from '../scene';
import { UNAVAILABLE, problem } from '../table/row';

/** Clients that are slow, or send too much. */
export function limiting(port: number): void {
  /** How long a client is listened to that sends a byte now and then. */
  const patienceWith = async (beginning: string, everyMilliseconds: number) => {
    const line = await open(port);
    const began = process.hrtime.bigint();
    const dribbling = setInterval(() => line.send('x'), everyMilliseconds);
    try {
      line.send(beginning);
      await line.untilClosed(120);
      return secondsSince(began);
    } finally {
      clearInterval(dribbling);
      line.close();
    }
  };
  const seconds: { [kind: string]: number } = {};

  // side by side, because the clock decides
  beforeAll(async () => {
    [seconds.header, seconds.body] = await Promise.all([
      patienceWith('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ', 500),
      patienceWith('POST /api/slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nfirst', 60_000),
    ]);
    Object.entries(seconds).forEach(([kind, value]) => report.add(`a slow ${kind} is cut off after`, round(value), 's'));
  });

  test('headers that come byte by byte are cut off after 10 s', () => {
    expect(seconds.header).toBeGreaterThan(9);
    // where nothing is said, nginx waits for a minute
    expect(seconds.header).toBeLessThan(30);
  });

  test('a body that does not go on is cut off after 20 s', () => {
    expect(seconds.body).toBeGreaterThan(19);
    expect(seconds.body).toBeLessThan(40);
  });

  test.each([
    ['one header of 9 KiB', 431, `GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: ${'a'.repeat(9 * 1024)}\r\nConnection: close\r\n\r\n`],
    ['headers of 40 KiB', 431, `GET / HTTP/1.1\r\nHost: localhost\r\n${`X-Large: ${'a'.repeat(4000)}\r\n`.repeat(10)}Connection: close\r\n\r\n`],
  ])('%s is refused as %i, as JSON', async (_, status, bytes) => {
    const answer = await exchange(port, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toMatch(/\r\nContent-Type: application\/problem\+json\r\n/);
    expect(JSON.parse(answer.split('\r\n\r\n')[1])).toMatchObject({ status });
  });

  // nginx has not read enough then to say it in another way
  test('an address of 9 KiB is refused as 414', async () => {
    const answer = await exchange(port, `GET /${'a'.repeat(9 * 1024)} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 414 /);
    expect(answer).toMatch(/\r\nCache-Control: no-store\r\n/);
  });

  test.each([['a problem for programs', 'application/json', problem(504)], ['a page for people', 'text/html', UNAVAILABLE]])(
    'a service that hangs is given up after the 2 s of its route: %s', async (what, accept, body) => {
      const began = process.hrtime.bigint();
      const answer = await ask(port, { path: '/hurried/sleep/60000', headers: { accept } });
      const waited = secondsSince(began);
      report.add(`a service that hangs is ${what} after`, round(waited), 's');
      expect([answer.status, answer.header('cache-control')]).toEqual([504, 'no-store']);
      body(answer);
      expect(waited).toBeGreaterThan(1.9);
      expect(waited).toBeLessThan(30);
    });

  test('200 slow clients at once do not slow the others down', async () => {
    const hundred = async () => {
      const milliseconds: number[] = [];
      for (let count = 0; count < 100; count++) {
        const began = process.hrtime.bigint();
        expect((await ask(port, { path: count % 2 === 0 ? '/' : '/api/small' })).status).toBe(200);
        milliseconds.push(secondsSince(began) * 1000);
        await pause(10);
      }
      return milliseconds.sort((one, other) => one - other);
    };
    const alone = await hundred();
    const lines = await Promise.all(Array.from({ length: 200 }, () => open(port)));
    lines.forEach((line, index) => line.send(index % 2 === 0
      ? 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: '
      : 'POST /api/slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n'));
    const dribbling = setInterval(() => lines.forEach((line) => line.send('x')), 200);
    try {
      const milliseconds = await hundred();
      expect(lines.filter((line) => line.isOpen)).toHaveLength(200);
      report.add('100 requests beside 200 slow clients: median', round(milliseconds[49]), 'ms');
      report.add('100 requests beside 200 slow clients: p99', round(milliseconds[98]), 'ms');
      // that the slow ones are waited for would show as seconds
      expect(milliseconds[49]).toBeLessThan(10 * alone[49] + 100);
    } finally {
      clearInterval(dribbling);
      lines.forEach((line) => line.close());
    }
  });
}
