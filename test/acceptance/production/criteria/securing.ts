import { run, succeed } from '../../command';
import { inspectContainer } from '../../engine';
import { HTTP_PORT, PROJECT, SERVICES, containers, report, sandbox } from '../scene';

/** Produção: read from the containers that run, not from the file that says how. */
export function securing(): void {
  const each = (look: (service: string, id: string) => Promise<void>) => async () => {
    for (const service of SERVICES) {
      for (const id of await containers(service)) {
        await look(service, id);
      }
    }
  };
  /** What the kernel says of each process of a container that lives on: those of a health check come and go. */
  const statusOf = async (id: string, field: string) => {
    const pids = (await succeed(['docker', 'top', id, '-eo', 'pid'])).stdout.trim().split('\n').slice(1);
    const said = await Promise.all(pids.map(async (pid) => {
      const status = await run(['cat', `/proc/${pid.trim()}/status`]);
      return new RegExp(`^${field}:\\s*(.*)$`, 'm').exec(status.stdout)?.[1];
    }));
    return said.filter((value) => value !== undefined);
  };

  test('every process is that of an unprivileged user', each(async (service, id) => {
    const users = await statusOf(id, 'Uid');
    expect([service, users.length]).not.toEqual([service, 0]);
    users.forEach((ids) => expect([service, ids.split(/\s/)]).not.toEqual([service, expect.arrayContaining(['0'])]));
  }));

  test('no process has capabilities, nor can it get any', each(async (service, id) => {
    // the binary of Caddy carries a capability, CAP_NET_BIND_SERVICE, without which it cannot be run
    const allowed = service === 'edge' ? ['0000000000000000', '0000000000000400'] : ['0000000000000000'];
    for (const field of ['CapEff', 'CapPrm', 'CapBnd']) {
      const said = await statusOf(id, field);
      expect([service, field, said.length]).not.toEqual([service, field, 0]);
      const more = said.filter((capabilities) => !allowed.includes(capabilities));
      expect([service, field, more]).toEqual([service, field, []]);
    }
    (await statusOf(id, 'NoNewPrivs')).forEach((value) => expect([service, value]).toEqual([service, '1']));
  }));

  test('every root file system is read-only', each(async (service, id) => {
    expect([service, (await inspectContainer(id)).HostConfig.ReadonlyRootfs]).toEqual([service, true]);
    const { stdout } = await succeed(['docker', 'inspect', '--format', '{{.State.Pid}}', id]);
    const root = (await succeed(['cat', `/proc/${stdout.trim()}/mounts`])).stdout.split('\n').find((line) => line.split(' ')[1] === '/')!;
    expect([service, root.split(' ')[3].split(',')]).toEqual([service, expect.arrayContaining(['ro'])]);
  }));

  test('Resource limits configurados', each(async (service, id) => {
    const limits = JSON.parse((await succeed(['docker', 'inspect', '--format', '{{json .HostConfig}}', id])).stdout);
    expect([service, limits.PidsLimit]).toEqual([service, 512]);
    const seed: { [service: string]: [number, number] } = {
      'backend': [1e9, 2 ** 30], 'celery-worker': [2e9, 2 * 2 ** 30], 'frontend': [0.5e9, 512 * 2 ** 20],
    };
    if (service in seed) {
      expect([service, limits.NanoCpus, limits.Memory]).toEqual([service, ...seed[service]]);
    }
  }));

  test('Logging estruturado', each(async (service, id) => {
    const { LogConfig } = JSON.parse((await succeed(['docker', 'inspect', '--format', '{{json .HostConfig}}', id])).stdout);
    expect([service, LogConfig]).toEqual([service, { Type: 'json-file', Config: { 'max-file': '3', 'max-size': '10m' } }]);
  }));

  test('only the entrance is published, and databases have no way out', async () => {
    const { stdout } = await succeed(['docker', 'ps', '--filter', `label=com.docker.compose.project=${PROJECT}`, '--format', '{{.Label "com.docker.compose.service"}} {{.Ports}}']);
    const published = stdout.trim().split('\n').filter((line) => line.includes('->'));
    expect(published).toEqual([expect.stringMatching(new RegExp(`^edge .*0\\.0\\.0\\.0:${HTTP_PORT}->8080/tcp$`))]);
    for (const service of ['mongodb', 'redis']) {
      const [id] = await containers(service);
      const networks = Object.keys(JSON.parse((await succeed(['docker', 'inspect', '--format', '{{json .NetworkSettings.Networks}}', id])).stdout));
      expect(networks).toEqual([`${PROJECT}_conductor-data`]);
    }
    expect((await succeed(['docker', 'network', 'inspect', '--format', '{{.Internal}}', `${PROJECT}_conductor-data`])).stdout.trim()).toBe('true');
  });

  test('Secrets não hardcoded', async () => {
    const secrets = sandbox.read('.env.prod').split('\n').map((line) => /^[A-Z_]+=([0-9a-f]{32})$/.exec(line)?.[1]).filter((value) => value !== undefined);
    expect(secrets.length).toBeGreaterThan(5);
    for (const secret of secrets) {
      const { stdout } = await sandbox.run(['grep', '--recursive', '--files-with-matches', '--exclude=.env.prod', '--exclude-dir=node_modules', secret, '.']);
      expect(stdout).toBe('');
      for (const image of ['backend', 'frontend', 'edge']) {
        const [id] = await containers(image);
        const { stdout: name } = await succeed(['docker', 'inspect', '--format', '{{.Image}}', id]);
        const history = (await succeed(['docker', 'history', '--no-trunc', name.trim()])).stdout + (await succeed(['docker', 'image', 'inspect', name.trim()])).stdout;
        expect(history.includes(secret)).toBe(false);
      }
    }
  });

  test('Environment variables separadas', async () => {
    const variables = (file: string) => [...sandbox.read(file).matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
    expect(variables('.env.prod.example')).not.toEqual(variables('.env.example'));
    expect((await sandbox.succeed(['git', 'check-ignore', '.env', '.env.prod', '.releases/current', 'backups/x', 'secrets/x'])).stdout.trim().split('\n')).toHaveLength(5);
    const [id] = await containers('backend');
    const environment: string[] = JSON.parse((await succeed(['docker', 'inspect', '--format', '{{json .Config.Env}}', id])).stdout);
    expect(environment).toEqual(expect.arrayContaining(['ENVIRONMENT=production', 'DEBUG=false']));
    report.add('production containers', SERVICES.length);
  });
}
