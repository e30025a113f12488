import { createServer, Server } from 'net';
import { Outcome } from '../command';
import { NOTHING, belongingsOf, inspectContainer, inspectImage } from '../engine';
import { ALL_HEALTHY, PROJECT, SCRIPT, SERVICES, compose, leftovers, report, sandbox, unique } from '../scene';

const COMMANDS = ['start', 'stop', 'restart', 'logs', 'status', 'shell', 'test', 'rebuild', 'clean', 'help'];

function script(...argv: string[]): Promise<Outcome> {
  return sandbox.run([SCRIPT, ...argv], { timeoutSeconds: 600 });
}

/** Scripts de gerenciamento funcionando: every command of `docker-dev.sh` does what it says. */
export function managing(): void {
  test('help shows every command and every service', async () => {
    const { code, stdout } = await script('help');
    expect(code).toBe(0);
    for (const word of [...COMMANDS, ...SERVICES]) {
      expect(stdout).toContain(word);
    }
  });

  test.each([
    ['no command', [], 'Uso: ./scripts/docker-dev.sh'],
    ['an unknown command', ['destroy'], 'Comando desconhecido: destroy'],
    ['an unknown service', ['logs', 'postgres'], 'O serviço "postgres" não existe'],
    ['an argument too many', ['start', 'everything'], 'Argumentos inesperados'],
  ])('%s is refused with what to do instead', async (_, argv, message) => {
    const { code, stdout, stderr } = await script(...argv);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/Uso: |Os serviços são: /);
  });

  test('status shows each service, from any directory', async () => {
    const { code, stdout } = await sandbox.run([sandbox.path(SCRIPT), 'status'], { cwd: '/' });
    expect(code).toBe(0);
    for (const service of SERVICES) {
      expect(stdout).toMatch(new RegExp(`\\b${service}\\b.*\\(healthy\\)`));
    }
  });

  test('start leaves what runs alone', async () => {
    const before = await Promise.all(SERVICES.map(async (service) => (await compose.container(service)).State.StartedAt));
    expect(await script('start')).toMatchObject({ code: 0 });
    // the volume of /app/node_modules is renewed with each start, and its container with it
    const kept = SERVICES.filter((service) => service !== 'frontend');
    const after = await Promise.all(SERVICES.map(async (service) => (await compose.container(service)).State.StartedAt));
    expect(kept.map((service) => after[SERVICES.indexOf(service)])).toEqual(kept.map((service) => before[SERVICES.indexOf(service)]));
  }, 400_000);

  test('restart of a service restarts that one and waits until it is healthy', async () => {
    const [backend, redis] = [await compose.container('backend'), await compose.container('redis')];
    expect(await script('restart', 'backend')).toMatchObject({ code: 0 });
    const [backendNow, redisNow] = [await compose.container('backend'), await compose.container('redis')];
    expect(backendNow.Id).toBe(backend.Id);
    expect(backendNow.State.StartedAt).not.toBe(backend.State.StartedAt);
    expect(backendNow.State.Health?.Status).toBe('healthy');
    expect(redisNow.State.StartedAt).toBe(redis.State.StartedAt);
  }, 400_000);

  test('rebuild of a service builds its image from scratch', async () => {
    const [frontend, backend] = [await inspectImage('conductor-frontend:development'), await inspectImage('conductor-backend:development')];
    expect(await report.phase('rebuild frontend', () => script('rebuild', 'frontend'))).toMatchObject({ code: 0 });
    expect((await inspectImage('conductor-frontend:development')).Id).not.toBe(frontend.Id);
    expect((await inspectImage('conductor-backend:development')).Id).toBe(backend.Id);
    expect(await compose.health()).toEqual(ALL_HEALTHY);
  }, 700_000);

  test('rebuild of a service that is not built here is refused', async () => {
    expect(await script('rebuild', 'redis')).toMatchObject({ code: 1, stderr: expect.stringContaining('não é construída aqui') });
  });

  test('stop takes containers and networks away and keeps data and images', async () => {
    const before = await belongingsOf(PROJECT);
    expect(await script('stop')).toMatchObject({ code: 0 });
    const after = await belongingsOf(PROJECT);
    expect(after).toMatchObject({ containers: [], networks: [], images: before.images });
    expect(after.volumes).toEqual(before.volumes.filter((name) => name.startsWith('conductor_')));
    expect(after.volumes).toContain('conductor_mongodb_data');
  });

  test('what needs containers says so when there are none', async () => {
    expect(await script('logs')).toMatchObject({ code: 1, stderr: expect.stringContaining('Não há containers') });
    expect(await script('shell')).toMatchObject({ code: 1, stderr: expect.stringContaining('backend não está rodando') });
    expect(await script('restart')).toMatchObject({ code: 1, stderr: expect.stringContaining('Não há containers') });
    expect(await script('status')).toMatchObject({ code: 0 });
  });

  test('restart without an env file says how to make one', async () => {
    await sandbox.succeed(['mv', '.env', '.env.away']);
    try {
      expect(await script('restart')).toMatchObject({ code: 1, stderr: expect.stringContaining('cp .env.example .env') });
    } finally {
      await sandbox.succeed(['mv', '.env.away', '.env']);
    }
    expect((await belongingsOf(PROJECT)).containers).toEqual([]);
  });

  test('start names who uses a port, and starts nothing', async () => {
    const server = await listen(8000);
    try {
      const { code, stderr } = await script('start');
      expect(code).toBe(1);
      expect(stderr).toContain('8000');
      expect(stderr).toContain('BACKEND_PORT');
    } finally {
      server.close();
    }
    expect((await belongingsOf(PROJECT)).containers).toEqual([]);
  });

  test('a port can be moved', async () => {
    const putBack = sandbox.edit('.env', '# BACKEND_PORT=8000', 'BACKEND_PORT=18000');
    const server = await listen(8000);
    try {
      expect(await script('start')).toMatchObject({ code: 0, stdout: expect.stringContaining('http://localhost:18000') });
      expect((await fetch('http://localhost:18000/health')).status).toBe(200);
    } finally {
      server.close();
      putBack();
    }
  }, 700_000);

  describe('clean', () => {
    const foreign = { container: unique('foreign'), volume: unique('foreign'), network: unique('foreign'), image: '' };

    beforeAll(async () => {
      leftovers.network(foreign.network);
      leftovers.volume(foreign.volume);
      leftovers.container(foreign.container);
      await sandbox.succeed(['docker', 'network', 'create', foreign.network]);
      await sandbox.succeed(['docker', 'volume', 'create', foreign.volume]);
      // stopped, and untagged: what a prune would take
      await sandbox.succeed(['docker', 'create', `--name=${foreign.container}`, 'redis:7-alpine']);
      const build = await sandbox.succeed(['docker', 'build', '--quiet', '-'], { input: `FROM redis:7-alpine\nLABEL made.by=${foreign.container}\n` });
      foreign.image = leftovers.image(build.stdout.trim());
    });

    test('refuses where it cannot ask', async () => {
      const before = await belongingsOf(PROJECT);
      expect(await script('clean')).toMatchObject({ code: 1, stderr: expect.stringContaining('clean --yes') });
      expect(await belongingsOf(PROJECT)).toEqual(before);
    });

    test('asks, and takes no for an answer', async () => {
      const before = await belongingsOf(PROJECT);
      const terminal = sandbox.terminal(`${SCRIPT} clean`);
      try {
        await terminal.waitFor(/\[s\/N\] $/);
        for (const name of [...before.containers, ...before.networks, ...before.volumes, 'conductor-backend:development']) {
          expect(terminal.shown).toContain(name);
        }
        terminal.type('n\n');
        expect(await terminal.ended()).toBe(0);
      } finally {
        terminal.close();
      }
      expect(terminal.shown).toContain('Nada foi removido');
      expect(await belongingsOf(PROJECT)).toEqual(before);
    });

    test('removes what is ours and nothing else', async () => {
      expect(await script('clean', '--yes')).toMatchObject({ code: 0 });
      expect(await belongingsOf(PROJECT)).toEqual({ ...NOTHING, images: ['conductor-backend:test', 'conductor-frontend:test'] });

      expect((await inspectContainer(foreign.container)).State.Status).toBe('created');
      expect((await inspectImage(foreign.image)).Id).toBe(foreign.image);
      await sandbox.succeed(['docker', 'volume', 'inspect', foreign.volume]);
      await sandbox.succeed(['docker', 'network', 'inspect', foreign.network]);
      expect(await script('clean', '--yes')).toMatchObject({ code: 0, stdout: expect.stringContaining('Não há nada para remover') });
    });
  });
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
