import { post } from '../../api';
import { succeed } from '../../command';
import { eventually } from '../../eventually';
import { ORIGIN, containers, mongoValue, prod, sandbox, servingRelease } from '../scene';

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
      const { stdout: mode } = await sandbox.succeed(['stat', '--format=%a %s', backups[service]]);
      expect(mode).toMatch(/^600 [1-9]\d+\n$/);
    }
    expect((await sandbox.succeed(['git', 'status', '--porcelain', 'backups'])).stdout).toBe('');
  });

  test('every document is back after a wipe and a restore', async () => {
    const counts = () => mongoValue('Object.fromEntries(db.getCollectionNames().sort().map((name) => [name, db.getCollection(name).countDocuments({})]))');
    // what the schedule and users add meanwhile does not count
    const steady = ({ pipeline_snapshots: _, ...rest }: { [name: string]: number }) => rest;
    const before = steady(await counts());
    expect(before.leads).toBeGreaterThan(100);
    await mongoValue('db.dropDatabase()');
    expect((await counts()).leads ?? 0).toBe(0);

    const { code, stdout } = await prod(['restore', backups.mongodb, '--yes']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('✅ mongodb tem os dados de')]);
    expect(steady(await counts())).toEqual(before);
    expect(await mongoValue('db.companies.getIndexes().filter((index) => index.unique).map((index) => index.key)')).toEqual([{ domain: 1 }]);
  });

  test('a service without a backup of its own is brought back whole', async () => {
    await redis('set', 'acceptance', 'overwritten');
    expect(await prod(['restore', backups.redis, '--yes'])).toMatchObject({ code: 0 });
    await eventually('Redis', 60, async () => await redis('get', 'acceptance') === 'saved');
    await eventually('the stack', 60, servingRelease);
  });

  test('restore asks first', async () => {
    const terminal = sandbox.terminal(`./scripts/docker-prod.sh restore ${backups.mongodb}`);
    try {
      await terminal.waitFor(/\[s\/N\] $/);
      terminal.type('n\n');
      expect(await terminal.ended()).toBe(0);
      expect(terminal.shown).toContain('Nada foi restaurado.');
    } finally {
      terminal.close();
    }
    expect(await prod(['restore', backups.mongodb])).toMatchObject({ code: 1, stderr: expect.stringContaining('restore') });
  });
}
