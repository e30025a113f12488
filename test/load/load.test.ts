import { spawnSync } from 'child_process';
import { IncomingMessage, RequestListener, ServerResponse } from 'http';
import { Socket } from 'net';
import * as path from 'path';
import { setTimeout as pause } from 'timers/promises';
import { counted, endAll, fine, loading, serving, soon } from './fixture';
import { Load } from '../acceptance/production/load/load';

afterEach(endAll);

/** Does something instead every so many requests. */
function every(nth: number, instead: (request: IncomingMessage, response: ServerResponse) => void): RequestListener {
  let requests = 0;
  return (request, response) => {
    requests += 1;
    return requests % nth === 0 ? instead(request, response) : fine(request, response);
  };
}

describe('requests', () => {
  test('are counted by kind, as the server counts them', async () => {
    const seen: { [request: string]: number } = {};
    const load = await loading(await serving((request, response) => {
      const line = `${request.method} ${request.url}`;
      seen[line] = (seen[line] ?? 0) + 1;
      response.end();
    }), { paths: { get: '/get?limit=1', page: '/', post: '/post', slow: '/slow' } });
    const { total } = await counted(load, 200);
    expect(total).toMatchObject({ failed: 0, failures: [] });
    expect(Object.values(seen).reduce((sum, count) => sum + count)).toBe(total.requests);
    expect(seen).toEqual({
      'GET /get?limit=1': total.kinds.get!.requests,
      'GET /': total.kinds.page!.requests,
      'POST /post': total.kinds.post!.requests,
      'GET /slow': total.kinds.slow!.requests,
    });
    expect(total.kinds.get!.requests / total.requests).toBeCloseTo(0.6, 1);
    expect(total.kinds.slow!.requests / total.requests).toBeCloseTo(0.05, 1);
  });

  test('half of the clients keep their connection, the others make a new one each time', async () => {
    const sockets = new Set<Socket>();
    const load = await loading(await serving((request, response) => {
      sockets.add(request.socket);
      response.end();
    }));
    const { connections } = (await counted(load, 100)).total;
    expect(connections['keep-alive']!.requests).toBeGreaterThan(30);
    expect(connections.new!.requests).toBeGreaterThan(30);
    expect(sockets.size).toBe(connections.new!.requests + 2);
  });

  test('a post carries the body', async () => {
    const bodies = new Set<string>();
    const load = await loading(await serving(async (request, response) => {
      const parts = await request.toArray();
      bodies.add(`${request.headers['content-type']} ${Buffer.concat(parts)}`);
      response.writeHead(201).end();
    }), { paths: { post: '/post' }, postBody: { name: 'José' } });
    expect((await counted(load, 10)).total.failed).toBe(0);
    expect([...bodies]).toEqual(['application/json {"name":"José"}']);
  });

  test('a slow answer is in the slow kind, and does not hold up the others', async () => {
    const origin = await serving((request, response) => {
      setTimeout(() => response.end(), request.url === '/slow' ? 500 : 0);
    });
    const load = await loading(origin, { paths: { get: '/get', slow: '/slow' }, clients: 26 });
    const { kinds } = (await counted(load, 200)).total;
    expect(kinds.slow!.latency.p50).toBeGreaterThanOrEqual(495);
    expect(kinds.get!.latency.p50).toBeLessThan(250);
  });

  test('fifty clients make about 120 requests a second by default', async () => {
    const origin = await serving((request, response) => {
      setTimeout(() => response.end(), request.url === '/slow' ? 2000 : 5);
    });
    const paths = { get: '/get', page: '/', post: '/post', slow: '/slow' };
    const load = await loading(origin, { paths, clients: undefined, thinkMilliseconds: undefined });
    await pause(800);
    await load.mark('under way');
    await pause(1500);
    await load.mark('after');
    const { requestsPerSecond, failed } = (await load.report()).windows['under way'];
    load.close();
    expect(failed).toBe(0);
    expect(requestsPerSecond).toBeGreaterThan(70);
    expect(requestsPerSecond).toBeLessThan(165);
  });
});

describe('a request fails', () => {
  test('when the server answers 502', async () => {
    let sent = 0;
    const load = await loading(await serving(every(10, (_, response) => {
      sent += 1;
      response.writeHead(502).end('bad gateway');
    })));
    const { total } = await counted(load, 100);
    expect(total.failed).toBe(sent);
    expect(total.kinds.get!.failed).toBe(sent);
    expect(total.failures[0]).toMatchObject({ kind: 'get', reason: 'status', error: '502: bad gateway', time: expect.stringMatching(/^\d{4}-.*Z$/) });
  });

  test.each([302, 404])('when the server answers %d', async (status) => {
    const load = await loading(await serving((_, response) => response.writeHead(status).end()));
    const { requests, failed } = (await counted(load, 10)).total;
    expect(failed).toBe(requests);
  });

  test('when its kept connection is dropped, and it is not tried again', async () => {
    let [requests, dropped] = [0, 0];
    const served = new WeakSet<Socket>();
    const load = await loading(await serving((request, response) => {
      requests += 1;
      if (served.has(request.socket) && requests % 10 === 0) {
        dropped += 1;
        request.socket.destroy();
      } else {
        served.add(request.socket);
        response.end();
      }
    }));
    const { total } = await counted(load, 150);
    expect(dropped).toBeGreaterThan(0);
    expect([total.requests, total.failed]).toEqual([requests, dropped]);
    expect(total.connections).toMatchObject({ 'keep-alive': { failed: dropped }, 'new': { failed: 0 } });
    expect(total.failures[0]).toMatchObject({ connection: 'keep-alive', reused: true, reason: 'socket', error: 'ECONNRESET: socket hang up' });
  });

  test.each([['a length', { 'content-length': '1000' }], ['chunks', {}]])('when an answer with %s is truncated', async (_, headers) => {
    let sent = 0;
    const load = await loading(await serving(every(10, (request, response) => {
      sent += 1;
      response.writeHead(200, headers).write('half', () => request.socket.destroy());
    })));
    const { total } = await counted(load, 50);
    expect(total.failed).toBe(sent);
    expect(total.failures[0]).toMatchObject({ reason: 'truncated', error: expect.stringContaining('the answer 200 broke off') });
  });

  test('when there is no answer in time', async () => {
    const load = await loading(await serving(every(10, () => undefined)), { timeoutSeconds: 0.3 });
    const { total } = await counted(load, 50);
    expect(total.failed).toBeGreaterThan(3);
    expect(total.failures[0]).toMatchObject({ reason: 'timeout', error: 'no answer within 0.3 s' });
  });

  test('when nobody listens', async () => {
    const origin = await serving(fine);
    endAll();
    const load = await loading(origin);
    const { requests, failed, failures, latency } = (await counted(load, 30)).total;
    expect(failed).toBe(requests);
    expect(failures).toHaveLength(20);
    expect(failures[0].error).toContain('ECONNREFUSED');
    expect(latency).toEqual({ count: 0 });
  });
});

describe('a server that closes a connection as it should', () => {
  test('with Connection: close makes no request fail', async () => {
    const load = await loading(await serving(every(3, (_, response) => response.setHeader('connection', 'close').end())));
    expect((await counted(load, 100)).total.failed).toBe(0);
  });

  test('is not asked on it in the last second of the announced Keep-Alive: timeout', async () => {
    const sockets = new Set<Socket>();
    const load = await loading(await serving((request, response) => {
      sockets.add(request.socket);
      response.setHeader('keep-alive', 'max=100, timeout=1').end();
    }));
    const { requests, failed } = (await counted(load, 50)).total;
    expect([sockets.size, failed]).toEqual([requests, 0]);
  });

  test('while it is idle makes no request fail', async () => {
    // without a word, after the answer and long before the next request
    const load = await loading(await serving(every(3, ({ socket }, response) => {
      response.on('finish', () => socket.end()).end();
    })), { clients: 20, thinkMilliseconds: 200 });
    const { failed, connections } = (await counted(load, 150)).total;
    expect(failed).toBe(0);
    expect(connections['keep-alive']!.requests).toBeGreaterThan(50);
  });
});

describe('the report', () => {
  test('keeps windows apart', async () => {
    let broken = false;
    const load = await loading(await serving((_, response) => response.writeHead(broken ? 503 : 200).end()), { firstWindow: 'before' });
    const passed = async (name: string) => soon(name, async () => (await load.report()).windows[name].requests >= 20);
    await passed('before');
    await load.mark('deploy');
    broken = true;
    await passed('deploy');
    broken = false;
    await pause(50);
    await load.mark('after');
    await passed('after');
    const { windows, total } = await load.stop();
    expect(Object.keys(windows)).toEqual(['before', 'deploy', 'after']);
    expect([windows.before.failed, windows.after.failed]).toEqual([0, 0]);
    expect(windows.deploy.failed).toBeGreaterThan(10);
    expect(total.failed).toBe(windows.deploy.failed);
    expect(total.requests).toBe(windows.before.requests + windows.deploy.requests + windows.after.requests);
  });

  test('has no two windows of one name', async () => {
    const load = await loading(await serving(fine));
    await expect(load.mark('start')).rejects.toThrow('there is a window "start" already: give each window a name of its own');
  });

  test('says which releases answered, and when', async () => {
    let release = 'one';
    const load = await loading(await serving((_, response) => response.setHeader('x-release', release).end()));
    await soon('the first release', async () => (await load.report()).total.releases.one);
    release = 'two';
    await soon('the second release', async () => (await load.report()).total.releases.two);
    const { one, two } = (await load.stop()).total.releases;
    expect(one.first <= one.last && one.last <= two.last).toBe(true);
    expect(two.first > one.first).toBe(true);
  });

  test('finds the release in a field of the answer', async () => {
    const load = await loading(await serving((_, response) => {
      response.setHeader('content-type', 'application/json').end('{"release":"three"}');
    }), { releaseField: 'release' });
    const { requests, releases } = (await counted(load, 10)).total;
    expect(releases).toMatchObject({ three: { requests } });
  });

  test('has percentiles of known latencies', async () => {
    const origin = await serving(every(25, (_, response) => {
      setTimeout(() => response.end(), 400);
    }));
    const { latency } = (await counted(await loading(origin, { clients: 10 }), 250)).total;
    expect(latency.p50).toBeLessThan(200);
    expect(latency.p99).toBeGreaterThanOrEqual(395);
    expect(latency.p99).toBeLessThan(700);
  });

  test('ranks to the nearest measured value', () => {
    const file = path.join(__dirname, '../acceptance/production/load/statistics.mjs');
    const program = `import { summary } from ${JSON.stringify(file)};
      const upTo = (n) => summary(Array.from({ length: n }, (_, index) => n - index));
      console.log(JSON.stringify([upTo(100), upTo(1000), upTo(3), upTo(0)]));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf-8' });
    expect(JSON.parse(stdout)).toEqual([
      { count: 100, p50: 50, p95: 95, p99: 99, max: 100 },
      { count: 1000, p50: 500, p95: 950, p99: 990, max: 1000 },
      { count: 3, p50: 2, p95: 3, p99: 3, max: 3 },
      { count: 0 },
    ]);
  });
});

describe('the process', () => {
  const alive = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  test('finishes what is under way when it stops', async () => {
    let [asked, answered] = [0, 0];
    const load = await loading(await serving((_, response) => {
      asked += 1;
      setTimeout(() => response.end(() => answered += 1), 500);
    }));
    await soon('requests under way', () => asked === 4);
    const { total } = await load.stop();
    expect([total.requests, total.failed, answered]).toEqual([4, 0, 4]);
    expect(alive(load.pid!)).toBe(false);
    await expect(load.report()).rejects.toThrow('the load generator ended (0)');
  });

  test('is gone after close', async () => {
    const load = await loading(await serving(fine));
    expect(alive(load.pid!)).toBe(true);
    load.close();
    await soon('its end', () => !alive(load.pid!));
    await expect(load.report()).rejects.toThrow('the load generator ended (SIGKILL)');
  });

  test('says what is wrong with its options', async () => {
    await expect(Load.start({ origin: 'http://127.0.0.1:1', paths: {} })).rejects.toThrow(
      'paths are given for nothing: allowed are get, page, post, slow, and one is needed',
    );
  });
});
