import { Outcome, succeed } from '../../command';
import { eventually } from '../../eventually';
import { round } from '../../report';
import { ORIGIN, PROJECT, QUICK, SCRIPT, containers, prod, report, sandbox, servingRelease, users } from '../scene';

/** What operators do between releases: from a fresh clone, without an env file, unless something is released. */
export function operating(): void {
  let began: number;

  /** In a checkout as `git clone` makes it. */
  const fresh = (argv: string[], input?: string): Promise<Outcome> =>
    sandbox.run(['bash', '-c', `cd ../operator && exec ${SCRIPT} "$@"`, 'operator', ...argv], { timeoutSeconds: 300, env: QUICK, input });
  const oneOff = async (): Promise<string> =>
    (await succeed(['docker', 'ps', '--all', '--filter', 'label=container-stack.run', '--filter', `label=com.docker.compose.project=${PROJECT}`, '--format', '{{.Names}}'])).stdout.trim();

  beforeAll(async () => {
    began = Date.now();
    sandbox.folderOfUser('operator');
    const ignored = ['node_modules', '.env.prod', '.releases', '.git'].map((file) => `--exclude=./${file}`).join(' ');
    await sandbox.succeed(['bash', '-c', `tar -cf - ${ignored} . | tar -xf - -C ../operator`]);
  });

  afterAll(() => report.add('what operators do', round((Date.now() - began) / 1000, 0), 's'));

  test('exec runs a program in a container in service, and gives it what is piped in', async () => {
    expect(await fresh(['exec', 'backend', '--', 'python', '-c', 'import sys; print(sys.stdin.read().upper()); sys.exit(7)'], 'piped in'))
      .toMatchObject({ code: 7, stdout: 'PIPED IN\n' });
    expect(await fresh(['shell', 'redis'], 'echo "$0 says $((40 + 2))"\n')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^(ba)?sh says 42\n$/) });
  });

  test('shell is one at a terminal', async () => {
    const terminal = sandbox.terminal(`cd ../operator && ${SCRIPT} shell backend`);
    try {
      await terminal.waitFor(/[$#] /);
      terminal.type('tty && echo "answer $((40 + 2))"\r');
      await terminal.waitFor(/\/dev\/pts\/\d+[^]*answer 42/);
      terminal.type('exit\r');
      expect(await terminal.ended()).toBe(0);
    } finally {
      terminal.close();
    }
  });

  test('run makes a container with the settings of the release, without ports, requests or health check, which is gone afterwards', async () => {
    const ask = 'import os, app.main; print(os.environ["RELEASE"], bool(os.environ["MONGO_URL"]))';
    expect(await fresh(['run', 'backend', 'python', '-c', ask])).toMatchObject({ code: 0, stdout: `${await servingRelease()} True\n` });
    const running = sandbox.run(['bash', '-c', `cd ../operator && exec timeout --foreground --signal TERM 8 ${SCRIPT} run backend sleep 300`]);
    await eventually('the container', 8, async () => await oneOff() || undefined);
    const name = await oneOff();
    expect(name).toMatch(new RegExp(`^${PROJECT}\\.run-backend-`));
    const format = '{{json .HostConfig.PortBindings}} {{json .Config.Healthcheck.Test}} {{json .HostConfig.RestartPolicy.Name}} {{range .NetworkSettings.Networks}}{{json .Aliases}}{{end}}';
    const { stdout } = await succeed(['docker', 'inspect', '--format', format, name]);
    expect(stdout).toMatch(/^(\{\}|null) \["NONE"\] "(no)?" /);
    expect(stdout).not.toContain('backend"');
    expect((await running).code).toBe(124);
    expect(await oneOff()).toBe('');
  });

  test('logs can be cut and searched', async () => {
    const { code, stdout } = await fresh(['logs', 'edge', 'backend', '--since', '24h', '--tail', '50', '--no-follow', '--grep', '(edge|backend)-[0-9]+']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/(edge|backend)-\d+ +\| /)]);
    expect(stdout.trim().split('\n').length).toBeLessThanOrEqual(100);
  });

  test('what a release that failed has said is kept', async () => {
    const mend = sandbox.edit('backend/app/migrate.py', 'FAILS = False', 'FAILS = True');
    try {
      expect((await prod(['deploy', '--release', 'broken'])).stderr).toContain('logs --release broken');
    } finally {
      mend();
    }
    const { code, stdout } = await fresh(['logs', '--release', 'broken', 'backend', '--grep', '0042']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(
      /^Logs guardados de backend\.1:\n {2}exited, exit code 1, restarts 0(, health \w+)?\n(backend\.1 \| .*migration 0042 failed: column does not exist\n)+$/,
    )]);
  });

  test('doctor finds nothing wrong, and what was broken', async () => {
    const { code, stdout } = await fresh(['doctor']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/\nProblemas: 0, avisos: \d+\n$/)]);
    ['Relógio do Docker: igual', 'Disco do Docker: ', 'Memória: ', 'Serviços saudáveis ', 'Configuração do repositório: '].forEach((line) =>
      expect(stdout).toContain(line));
    const [edge] = await containers('edge');
    await succeed(['docker', 'stop', edge]);
    const broken = await fresh(['doctor']);
    expect([broken.code, broken.stdout]).toEqual([1, expect.stringContaining('problema  edge não funciona: 0 de 1 containers estão saudáveis.')]);
    expect(await fresh(['start', 'edge'])).toMatchObject({ code: 0 });
  });

  test('a restart of what is behind the edge loses no request', async () => {
    const before = await containers('backend');
    const load = await users(20);
    try {
      expect(await fresh(['restart', 'backend', 'frontend'])).toMatchObject({ code: 0 });
      const { total } = await load.stop();
      report.add('restart of backend and frontend under load: requests, of which failed', `${total.requests}, ${total.failed}`);
      expect(total.failures).toEqual([]);
      expect(total.requests).toBeGreaterThan(200);
    } finally {
      load.close();
    }
    const after = await containers('backend');
    expect([after.length, after.filter((id) => before.includes(id))]).toEqual([before.length, []]);
  });

  test('stop and start are one way and back', async () => {
    const release = await servingRelease();
    const before = await containers();
    expect(await fresh(['stop', 'celery-worker', 'edge'])).toMatchObject({ code: 0 });
    await expect(servingRelease()).rejects.toThrow();
    expect(await fresh(['start'])).toMatchObject({ code: 0 });
    expect([await servingRelease(), await containers()]).toEqual([release, before]);
  });

  test('in maintenance users get a page with 503, whatever they ask for, and an address gets through, after a restart of the edge too', async () => {
    const ask = (path: string, init?: RequestInit) => fetch(`${ORIGIN}${path}`, init);
    expect(await fresh(['maintenance', 'on'])).toMatchObject({ code: 0 });
    await succeed(['docker', 'restart', ...await containers('edge')]);
    await eventually('the edge', 20, async () => (await ask('/')).status === 503);
    for (const answer of [await ask('/'), await ask('/api/leads', { method: 'POST', body: '{}' }), await ask('/x.js', { headers: { Range: 'bytes=0-1' } })]) {
      expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([503, '300', expect.stringContaining('Em manutenção')]);
    }
    expect((await fresh(['status'])).stdout).toContain('🚧 Manutenção');
    expect((await fresh(['doctor'])).stdout).not.toContain('problema');
    const { stdout: seen } = await succeed(['docker', 'logs', '--tail', '20', ...await containers('edge')]);
    expect(await fresh(['maintenance', 'on', '--allow', /"remote_ip":"([^"]+)"/.exec(seen)![1]])).toMatchObject({ code: 0 });
    expect((await ask('/')).status).toBe(200);
    expect(await fresh(['maintenance', 'off'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Sem manutenção') });
    expect((await ask('/api/companies?limit=1')).status).toBe(200);
  });

  test('prune takes what nobody can go back to', async () => {
    expect(await fresh(['prune'])).toMatchObject({ code: 0 });
    expect(await fresh(['prune'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Não há nada para remover') });
    expect((await succeed(['docker', 'image', 'ls', '--format', '{{.Tag}}', 'conductor-backend'])).stdout.split('\n')).not.toContain('broken');
  });
}
