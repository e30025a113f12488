import { spawn, spawnSync } from 'child_process';
import { mkdtempSync, writeFileSync } from 'fs';
import { Server, createServer } from 'http';
import { AddressInfo, Server as TcpServer, createServer as createTcpServer } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { Duration } from '../../src/base';
import { HealthCheck, ProbeTool } from '../../src/model';
import { HOSTILE } from '../fixtures/hostile';

const HTTP = { port: 8000, tool: ProbeTool.PYTHON };

test('a check runs every 10 seconds, takes 5 at most and may fail twice', () => {
  expect(HealthCheck.command(['true'])).toMatchObject({
    interval: Duration.seconds(10), timeout: Duration.seconds(5), retries: 3, startPeriod: Duration.seconds(5),
  });
});

test('a check has the times that are asked for', () => {
  const times = { interval: Duration.minutes(1), timeout: Duration.seconds(2), retries: 1, startPeriod: Duration.seconds(0) };
  expect(HealthCheck.command(['true'], times)).toMatchObject(times);
});

test('a command is run as it is, without a shell', () => {
  expect(HealthCheck.command(['redis-cli', 'ping', '$X']).probe()).toEqual(['redis-cli', 'ping', '$X']);
});

test('what the caller does with the command afterwards changes nothing', () => {
  const command = ['true'];
  const check = HealthCheck.command(command);
  command.push('false');
  check.probe()!.push('false');
  expect(check.probe()).toEqual(['true']);
});

test('no check has no probe', () => {
  expect(HealthCheck.none().probe()).toBeUndefined();
});

test.each([0, -1, 1.5, NaN])('%d retries are refused', (retries) => {
  expect(() => HealthCheck.command(['true'], { retries })).toThrow(`the retries of a health check are ${retries}: allowed are whole numbers from 1`);
});

test.each(['interval', 'timeout', 'startInterval'])('an %s of 0 is refused', (name) => {
  expect(() => HealthCheck.command(['true'], { [name]: Duration.seconds(0) })).toThrow('the interval, the startInterval and the timeout of a health check must be longer than 0');
});

test.each([[[]], [['a\nb']], [['a\rb']], [['a\0b']], [['a\ud800']]])('the command %j is refused', (command) => {
  expect(() => HealthCheck.command(command)).toThrow(`a health check cannot run ${JSON.stringify(command)}: pass a program and its arguments, each one line of whole characters`);
});

test.each([0, -1, 65536, 1.5, NaN])('port %d is refused', (port) => {
  const message = `the port of a health check is ${port}: allowed are whole numbers from 1 to 65535`;
  expect(() => HealthCheck.http('/health', { ...HTTP, port })).toThrow(message);
  expect(() => HealthCheck.tcp(port, { tool: ProbeTool.PYTHON })).toThrow(message);
});

test.each(['', 'health', '/a b', '/a?b', '/a"); import os', '/a\\', ...Object.values(HOSTILE)])('path %j is refused', (path) => {
  expect(() => HealthCheck.http(path, HTTP)).toThrow(`the path of a health check is ${JSON.stringify(path)}, which cannot be used: allowed are paths that start with "/"`);
});

test('netcat does not speak HTTP', () => {
  expect(() => HealthCheck.http('/', { port: 80, tool: ProbeTool.NETCAT })).toThrow('a health check by HTTP cannot use "nc": allowed are PYTHON, NODE, WGET and CURL');
});

test.each([ProbeTool.WGET, ProbeTool.CURL])('%s cannot only connect', (tool) => {
  expect(() => HealthCheck.tcp(6379, { tool })).toThrow(`a health check by TCP cannot use "${tool}": allowed are PYTHON, NODE and NETCAT`);
});

test('netcat only connects', () => {
  expect(HealthCheck.tcp(6379, { tool: ProbeTool.NETCAT }).probe()).toEqual(['nc', '-z', '127.0.0.1', '6379']);
});

test('wget asks 127.0.0.1, and gives up a second before the check does', () => {
  const check = HealthCheck.http('/health', { port: 8080, tool: ProbeTool.WGET, timeout: Duration.seconds(3) });
  expect(check.probe()).toEqual([
    'env', '-u', 'http_proxy', '-u', 'WGETRC', '-u', 'SYSTEM_WGETRC', 'HOME=/nonexistent',
    'wget', '-q', '-t', '1', '-T', '2', '-O', '/dev/null', 'http://127.0.0.1:8080/health',
  ]);
});

test('a probe waits a second at least', () => {
  const check = HealthCheck.http('/', { port: 80, tool: ProbeTool.WGET, timeout: Duration.millis(500) });
  expect(check.probe()).toContain('1');
});

/** The programs of this machine; Python's may be called python3 only. */
const programs: { [tool: string]: string } = Object.fromEntries(
  Object.entries({
    [ProbeTool.PYTHON]: ['python3', 'python'],
    [ProbeTool.NODE]: [process.execPath],
    [ProbeTool.CURL]: ['curl'],
    [ProbeTool.WGET]: ['wget'],
    [ProbeTool.NETCAT]: ['nc'],
  }).flatMap(([tool, names]) => {
    const found = names.find((name) => spawnSync(name, ['--help'], { stdio: 'ignore' }).error === undefined);
    return found ? [[tool, found]] : [];
  }),
);

function withProgram(tools: ProbeTool[]): ProbeTool[] {
  return tools.filter((tool) => tool in programs);
}

/** What the probes find out is found out for real, with the programs that this machine has. */
describe('a probe, run against a server', () => {
  let server: Server;
  let silent: TcpServer;
  let port: number;

  beforeAll(async () => {
    server = createServer((request, response) => {
      switch (request.url) {
        case '/hang': return;
        case '/moved': response.writeHead(302, { location: '/200' }); break;
        default: response.statusCode = Number(request.url!.slice(1));
      }
      response.end('answer');
    });
    silent = createTcpServer();
    port = await listening(server);
    await listening(silent);
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
    silent.close();
  });

  const missing = Object.values(ProbeTool).filter((tool) => !(tool in programs));
  if (missing.length > 0) {
    test.skip.each(missing)('SKIPPED: this machine has no %s, so its probes were not run', () => undefined);
  }

  describe.each(withProgram([ProbeTool.PYTHON, ProbeTool.NODE, ProbeTool.CURL, ProbeTool.WGET]))('%s over HTTP', (tool) => {
    const check = (path: string, at = port) => exitCode(tool, HealthCheck.http(path, { timeout: Duration.seconds(2), port: at, tool }));

    test.each(['/200', '/204'])('is healthy by %s', async (path) => {
      expect(await check(path)).toBe(0);
    });

    test.each(['/404', '/500', '/503'])('is unhealthy by %s', async (path) => {
      expect(await check(path)).toBeGreaterThan(0);
    });

    test(`takes a redirect for ${tool === ProbeTool.WGET ? 'what it leads to' : 'no answer'}`, async () => {
      expect(await check('/moved') === 0).toBe(tool === ProbeTool.WGET);
    });

    test('is unhealthy when the service hangs, and ends by itself, after one try', async () => {
      const start = Date.now();
      expect(await check('/hang')).toBeGreaterThan(0);
      expect(Date.now() - start).toBeLessThan(5000);
    }, 15_000);

    test('is unhealthy when nothing listens', async () => {
      expect(await check('/200', await unusedPort())).toBeGreaterThan(0);
    });

    test('says the same whatever the environment says', async () => {
      const env = hostile(await unusedPort());
      const inHostile = (path: string) => exitCode(tool, HealthCheck.http(path, { timeout: Duration.seconds(2), port, tool }), env);
      expect(await inHostile('/200')).toBe(0);
      expect(await inHostile('/500')).toBeGreaterThan(0);
    });
  });

  describe.each(withProgram([ProbeTool.PYTHON, ProbeTool.NODE, ProbeTool.NETCAT]))('%s over TCP', (tool) => {
    test('is healthy when the port accepts a connection', async () => {
      expect(await exitCode(tool, HealthCheck.tcp((silent.address() as AddressInfo).port, { tool }))).toBe(0);
    });

    test('is unhealthy when nothing listens', async () => {
      expect(await exitCode(tool, HealthCheck.tcp(await unusedPort(), { tool }))).toBeGreaterThan(0);
    });
  });
});

/** What changes whom programs ask, and how they run: proxies that nobody answers at, and settings that stop each of them. */
function hostile(nobody: number): NodeJS.ProcessEnv {
  const home = mkdtempSync(join(tmpdir(), 'hostile-'));
  writeFileSync(join(home, '.curlrc'), 'max-time = 0.001\nproxy = http://127.0.0.1:9\n');
  writeFileSync(join(home, '.wgetrc'), 'use_proxy = on\nhttp_proxy = http://127.0.0.1:9/\n');
  writeFileSync(join(home, 'stop.js'), 'process.exit(7);\n');
  writeFileSync(join(home, 'http.py'), 'raise SystemExit(7)\n');
  const proxies = ['http_proxy', 'https_proxy', 'all_proxy'].flatMap((name) => [name, name.toUpperCase()]);
  return {
    ...Object.fromEntries(proxies.map((name) => [name, `http://127.0.0.1:${nobody}`])),
    no_proxy: '',
    NO_PROXY: '',
    NODE_USE_ENV_PROXY: '1',
    HOME: home,
    CURL_HOME: home,
    WGETRC: join(home, '.wgetrc'),
    PYTHONPATH: home,
    PYTHONSTARTUP: join(home, 'http.py'),
    PYTHONINSPECT: '1',
    PYTHONHOME: home,
    NODE_OPTIONS: `--require ${join(home, 'stop.js')}`,
  };
}

/** The exit code of a probe, run with this machine's program. */
async function exitCode(tool: ProbeTool, check: HealthCheck, env: NodeJS.ProcessEnv = {}): Promise<number> {
  const [program, ...args] = check.probe()!.map((word) => word === tool ? programs[tool] : word);
  const child = spawn(program, args, { stdio: 'ignore', env: { ...process.env, ...env } });
  return new Promise((resolve, reject) => child.on('error', reject).on('exit', (code) => resolve(code ?? 255)));
}

async function listening(some: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => some.listen(0, '127.0.0.1', resolve));
  return (some.address() as AddressInfo).port;
}

async function unusedPort(): Promise<number> {
  const some = createTcpServer();
  const port = await listening(some);
  await new Promise((resolve) => some.close(resolve));
  return port;
}

describe('what is asked', () => {
  test('keeps its kind', () => {
    expect(HealthCheck.http('/health', { port: 80, tool: ProbeTool.CURL, host: 'crm.example.com' }).describe())
      .toEqual({ http: { path: '/health', port: 80, host: 'crm.example.com', tool: ProbeTool.CURL } });
    expect(HealthCheck.tcp(6379, { tool: ProbeTool.NETCAT }).describe()).toEqual({ tcp: { port: 6379 } });
    expect(HealthCheck.command(['redis-cli', 'ping']).describe()).toEqual({ command: ['redis-cli', 'ping'] });
    expect(HealthCheck.none().describe()).toEqual({});
  });

  test.each([
    [ProbeTool.PYTHON, 'Host: crm.example.com\\r\\n'], [ProbeTool.NODE, 'headers: { Host: "crm.example.com" }'],
    [ProbeTool.WGET, '--header Host: crm.example.com'], [ProbeTool.CURL, '--header Host: crm.example.com'],
  ])('is for a name, with %s', (tool, text) => {
    expect(HealthCheck.http('/', { port: 80, tool, host: 'crm.example.com' }).probe()!.join(' ')).toContain(text);
    expect(HealthCheck.http('/', { port: 80, tool }).probe()!.join(' ')).not.toContain('crm.example.com');
  });

  test.each(['', 'a b', 'a\nb', '"', '-a', 'a/b'])('is for no host %j', (host) => {
    expect(() => HealthCheck.http('/', { port: 80, tool: ProbeTool.CURL, host })).toThrow('the host of a health check is');
  });
});
