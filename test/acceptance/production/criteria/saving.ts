import { post } from '../../api';
import { mustSucceed, succeed } from '../../command';
import { belongingsOf } from '../../engine';
import { eventually } from '../../eventually';
import {
  ORIGIN, PROJECT, containers, deploy, mongoValue, prod, releaseInCharge, report, sandbox, servingRelease, synthesize, users,
} from '../scene';

/** What is saved comes back. */
export function saving(): void {
  const redis = async (...argv: string[]) => {
    const [id] = await containers('redis');
    return (await succeed(['docker', 'exec', id, 'redis-cli', '-e', ...argv])).stdout.trim();
  };
  const backups: { [service: string]: string } = {};

  test('backup writes a file for each service that keeps data, for its owner only', async () => {
    expect(await post(`${ORIGIN}/api/companies`, { name: 'Backup', domain: 'backup.com.br' })).toMatchObject({ status: 201 });
    await redis('set', 'acceptance', 'saved');
    const { code, stdout } = await prod(['backup']);
    expect(code).toBe(0);
    for (const service of ['mongodb', 'redis']) {
      backups[service] = new RegExp(`backups/${service}-\\d{8}-\\d{6}\\.\\S+`).exec(stdout)![0];
      expect(sandbox.read(`${backups[service]}.about`)).toMatch(new RegExp(`^service ${service}\n[^]*^sha256 [0-9a-f]{64}$`, 'm'));
      const { stdout: mode } = await sandbox.succeed(['stat', '--format=%a %s', backups[service]]);
      expect(mode).toMatch(/^600 [1-9]\d+\n$/);
    }
    expect((await sandbox.succeed(['git', 'status', '--porcelain', 'backups'])).stdout).toBe('');
  });

  test('every document is back after a wipe and a restore', async () => {
    const counts = () => mongoValue('Object.fromEntries(db.getCollectionNames().sort().map((name) => [name, db.getCollection(name).countDocuments({})]))');
    // what the schedule and users add meanwhile does not count
    const steady = ({ pipeline_snapshots: _, ...rest }: { [name: string]: number }) => rest;
    await mongoValue('db.leads.insertMany(Array.from({ length: 120 }, (_, number) => ({ acceptance: number }))).acknowledged');
    const before = steady(await counts());
    expect(before.leads).toBeGreaterThanOrEqual(120);
    backups.mongodb = /backups\/mongodb-\S+/.exec(mustSucceed(await prod(['backup', 'mongodb'])).stdout)![0];
    await mongoValue('db.dropDatabase()');
    expect((await counts()).leads ?? 0).toBe(0);

    expect(mustSucceed(await prod(['restore', backups.mongodb, '--yes'])).stdout).toContain('✅ mongodb tem os dados de');
    expect(steady(await counts())).toEqual(before);
    expect(await mongoValue('db.companies.getIndexes().filter((index) => index.unique).map((index) => index.key)')).toEqual([{ domain: 1 }]);
  });

  test('a service without a backup of its own is brought back whole', async () => {
    await redis('set', 'acceptance', 'overwritten');
    expect(await prod(['restore', backups.redis, '--yes'])).toMatchObject({ code: 0 });
    await eventually('Redis', 60, async () => await redis('get', 'acceptance') === 'saved');
    await eventually('the stack', 60, servingRelease);
  });

  test('what is no whole backup of the service is refused, and nothing is stopped', async () => {
    const [id] = await containers('redis');
    const since = async () => (await succeed(['docker', 'inspect', '--format', '{{.State.StartedAt}}', id])).stdout;
    const before = await since();
    const stranger = 'backups/mongodb-20260101-000000.archive.gz';
    const truncated = 'backups/redis-20260101-000000.tar';
    await sandbox.succeed(['sh', '-c', `cp ${backups.redis} ${stranger}; head -c 3000 ${backups.redis} > ${truncated}`]);
    for (const [file, said] of [[stranger, 'não é um backup inteiro de mongodb'], [truncated, 'não é um backup inteiro de redis']]) {
      expect(await prod(['restore', file, '--yes'])).toMatchObject({ code: 1, stderr: expect.stringContaining(said) });
    }
    await sandbox.succeed(['cp', `${backups.redis}.about`, `${truncated}.about`]);
    expect(await prod(['restore', truncated, '--yes'])).toMatchObject({ code: 1, stderr: expect.stringContaining('SHA-256') });
    await sandbox.succeed(['rm', stranger, truncated, `${truncated}.about`]);
    expect(await since()).toBe(before);
  });

  test('a restore that is killed while the service stands still is taken back by the next command', async () => {
    await redis('set', 'acceptance', 'before the kill');
    const terminal = sandbox.terminal(`sh -c 'echo $$ > pid; exec ./scripts/docker-prod.sh restore ${backups.redis} --yes'`);
    try {
      await terminal.waitFor(/recebe os dados/);
      await sandbox.succeed(['sh', '-c', 'sleep 0.5; kill -9 $(cat pid)']);
      await terminal.ended();
    } finally {
      terminal.close();
    }
    expect(await prod(['backup', 'redis'])).toMatchObject({ code: 0, stdout: expect.stringContaining('restore de redis foi interrompido') });
    await eventually('Redis', 60, async () => ['before the kill', 'saved'].includes(await redis('get', 'acceptance')));
    await eventually('the stack', 60, servingRelease);
    expect((await prod(['status'])).stdout).not.toContain('Uma operação com dados foi interrompida');
    expect((await belongingsOf(PROJECT)).ledger).toEqual([`${PROJECT}.releases`, `${PROJECT}.releases`]);
  });

  test('a data service that is changed is named by a deploy, and replaced by a command of its own', async () => {
    await redis('set', 'acceptance', 'before the upgrade');
    sandbox.edit('.projenrc.ts', "new RedisService(stack, 'redis')", "new RedisService(stack, 'redis', { maxMemory: Size.mebibytes(64) })");
    await synthesize();
    expect((await deploy('data-changed')).stdout).toContain('./scripts/docker-prod.sh upgrade redis');
    expect(await redis('config', 'get', 'maxmemory')).toMatch(/\b0$/);
    expect((await prod(['status'])).stdout).toContain('./scripts/docker-prod.sh upgrade redis');

    const outcome = await report.phase('upgrade of Redis', () => prod(['upgrade', 'redis', '--yes']));
    expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining('✅ redis está atualizado.') });
    expect(await redis('config', 'get', 'maxmemory')).toContain(`${64 * 1024 * 1024}`);
    expect(await redis('get', 'acceptance')).toBe('before the upgrade');
    expect((await prod(['upgrade', 'redis', '--yes'])).stdout).toContain('não há o que atualizar');
    await eventually('the stack', 60, servingRelease);
  }, 600_000);

  test('a password is rotated under load, in the data service and in all that use it', async () => {
    const password = (name: string) => new RegExp(`^${name}='?([^'\n]*)`, 'm').exec(sandbox.read('.env.prod'))![1];
    const former = password('REDIS_PASSWORD');
    const before = await releaseInCharge();
    const load = await users(20);
    for (const service of ['redis', 'mongodb']) {
      await load.mark(`rotation of ${service}`);
      expect(await report.phase(`rotation of ${service}`, () => prod(['rotate', service, '--generate']))).toMatchObject({ code: 0 });
    }
    const { windows, total } = await load.stop();
    for (const [name, { requests, failed }] of Object.entries(windows).filter(([each]) => each.startsWith('rotation'))) {
      report.add(`${name}: requests, of which failed`, `${requests}, ${failed}`);
    }
    expect(total.requests).toBeGreaterThan(100);
    expect(windows['rotation of redis'].failures).toEqual([]);
    // a user of MongoDB has one password: a connection that an old container opens meanwhile is refused, which is only measured here

    expect(password('REDIS_PASSWORD')).not.toBe(former);
    const [id] = await containers('redis');
    expect((await succeed(['docker', 'exec', '--env', `REDISCLI_AUTH=${former}`, id, 'sh', '-c', 'redis-cli ping 2>&1 || true'])).stdout).toContain('NOAUTH');
    // the release before was made with the former password
    expect(await prod(['rollback', before])).toMatchObject({ code: 0 });
    await eventually('the stack', 60, servingRelease);
    expect(await prod(['rollback'])).toMatchObject({ code: 0 });
  }, 900_000);

  test('restore asks first', async () => {
    const terminal = sandbox.terminal(`./scripts/docker-prod.sh restore ${backups.mongodb}`);
    try {
      await terminal.waitFor(/\[s\/N\] $/);
      terminal.type('n\n');
      expect(await terminal.ended()).toBe(0);
      expect(terminal.shown).toContain('Nada foi feito.');
    } finally {
      terminal.close();
    }
    expect(await prod(['restore', backups.mongodb])).toMatchObject({ code: 1, stderr: expect.stringContaining('restore') });
  });
}
