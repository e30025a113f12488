import { readdirSync } from 'fs';
import { Outcome, mustSucceed, run, succeed } from '../../command';
import { Load } from '../../production/load/load';
import { round } from '../../report';
import {
  QUICK, SCRIPT, SSH_PORT, changeBackend, cleanClone, deploy, prod, releaseInCharge, report, requireOrder, servingVersion,
  users,
} from '../scene';
import { SshServer } from '../ssh-server';

/** Releases from elsewhere: a laptop that reaches the engine over ssh, by DOCKER_HOST or by a Docker context. */
export function distant(): void {
  let server: SshServer;
  let load: Load;
  const folders: string[] = [];

  // ssh wants to know who it is run by, which a sandbox's user has no name for: these are checkouts of who runs the tests
  const checkOut = async (name: string, version: string): Promise<string> => {
    const folder = await cleanClone(name, version);
    await succeed(['chown', '--recursive', `${process.getuid!()}:${process.getgid!()}`, folder]);
    return folder;
  };
  const at = (folder: string, argv: string[], env: NodeJS.ProcessEnv = { DOCKER_HOST: server.address }): Promise<Outcome> =>
    run([SCRIPT, ...argv], { cwd: folder, timeoutSeconds: 300, env: { ...server.environment, ...QUICK, ...env } });

  beforeAll(async () => {
    if (SshServer.missing) {
      throw new Error(SshServer.missing);
    }
    server = await SshServer.start(SSH_PORT);
    changeBackend('near');
    await deploy('near');
    load = await users();
  }, 300_000);

  afterAll(async () => {
    load?.close();
    await server?.stop();
  });

  test('a laptop deploys over ssh, and a second one after it', async () => {
    folders.push(await checkOut('first-laptop', 'laptop-1'));
    const [first] = folders;
    const { stdout, seconds } = mustSucceed(await at(first, ['deploy', '--release', 'laptop-1']));
    report.add('deploy over ssh', round(seconds), 's');
    // the edge is the same, whatever checkout its image is built from
    expect(stdout).toMatch(/backend worker$/m);
    expect(await servingVersion()).toBe('laptop-1');
    folders.push(await checkOut('second-laptop', 'laptop-2'));
    mustSucceed(await at(folders[1], ['deploy', '--release', 'laptop-2']));
    expect(await servingVersion()).toBe('laptop-2');
  });

  test('it sees what runs, and what ran', async () => {
    const { stdout } = mustSucceed(await at(folders[1], ['status']));
    expect(stdout).toContain('Release in service: laptop-2');
    const { stdout: history } = mustSucceed(await at(folders[0], ['history']));
    ['near', 'laptop-1', 'laptop-2'].forEach((release) => expect(history).toMatch(new RegExp(`deploy +ok +${release}\\b`)));
    expect(mustSucceed(await prod(['history'])).stdout).toBe(history);
  });

  test('it goes back to a release that it has never seen', async () => {
    mustSucceed(await at(folders[1], ['rollback', 'near']));
    expect([await servingVersion(), await releaseInCharge()]).toEqual(['near', 'near']);
  });

  test('it holds the lock for everybody', async () => {
    mustSucceed(await at(folders[0], ['lock', 'acquire']));
    expect(await prod(['deploy', '--release', 'refused'])).toMatchObject({ code: 1 });
    expect(await at(folders[1], ['rollback', 'laptop-1'])).toMatchObject({ code: 1 });
    mustSucceed(await at(folders[1], ['lock', 'release']));
    await requireOrder();
  });

  test('its backup is on the laptop', async () => {
    mustSucceed(await at(folders[0], ['backup']));
    expect(readdirSync(`${folders[0]}/backups`).sort()).toEqual([
      expect.stringMatching(/^redis-\d{8}-\d{6}\.tar$/), expect.stringMatching(/^redis-\d{8}-\d{6}\.tar\.about$/),
    ]);
    await requireOrder();
  });

  test('a Docker context does as well', async () => {
    await server.addContext('elsewhere');
    const context = { DOCKER_CONTEXT: 'elsewhere' };
    // no port and no disk of this machine is meant
    mustSucceed(await at(folders[0], ['rollback', 'laptop-1'], context));
    expect(await servingVersion()).toBe('laptop-1');
    expect(mustSucceed(await at(folders[0], ['status'], context)).stdout).toContain('Release in service: laptop-1');
    expect(mustSucceed(await at(folders[0], ['deploy', '--dry-run'], { ...context, LEAST_FREE_MIB: '999999999' })).code).toBe(0);
  });

  test('no request failed in all of this', async () => {
    const { total } = await load.stop();
    report.add('releases over ssh under load: requests, of which failed', `${total.requests}, ${total.failed}`);
    expect(total.failures).toEqual([]);
    expect(total.failed).toBe(0);
  });
}
