import { Outcome } from '../../command';
import { Load } from '../load/load';
import { QUICK, SCRIPT, changeBackend, deploy, prod, report, sandbox, servingRelease, users } from '../scene';

/** Releases from several checkouts of the repository, as two colleagues and a CI job make them: the engine knows them all. */
export function sharing(): void {
  let load: Load;

  /** A further checkout, as `git clone` makes it: without what git ignores. */
  const checkOut = async (name: string): Promise<void> => {
    sandbox.folderOfUser(name);
    const ignored = ['node_modules', '.env.prod', '.releases', '.git'].map((file) => `--exclude=./${file}`).join(' ');
    await sandbox.succeed(['bash', '-c', `tar -cf - ${ignored} . | tar -xf - -C '../${name}'`]);
  };
  const at = (name: string, argv: string[]): Promise<Outcome> =>
    sandbox.run(['bash', '-c', `cd '../${name}' && exec ${SCRIPT} "$@"`, 'at', ...argv], { timeoutSeconds: 600, env: QUICK });

  beforeAll(async () => {
    await checkOut('colleague');
    await sandbox.succeed(['cp', '.env.prod', '../colleague/.env.prod']);
    load = await users();
  });

  afterAll(() => load?.close());

  test('two release in turn', async () => {
    changeBackend('turn-1');
    await deploy('turn-1');
    await sandbox.succeed(['bash', '-c', "sed -i 's/VERSION = \".*\"/VERSION = \"turn-2\"/' ../colleague/backend/app/probe.py"]);
    expect(await at('colleague', ['deploy', '--release', 'turn-2'])).toMatchObject({ code: 0, stdout: expect.not.stringContaining('🧹') });
    expect(await servingRelease()).toBe('turn-2');
    changeBackend('turn-3');
    const { stdout } = await deploy('turn-3');
    expect(stdout).not.toContain('🧹');
    expect(await servingRelease()).toBe('turn-3');
  });

  test('a fresh one sees all releases, and brings one back that it has never seen', async () => {
    await checkOut('fresh');
    expect((await at('fresh', ['status'])).stdout).toContain('Release em serviço: turn-3');
    const { stdout } = await at('fresh', ['history']);
    ['turn-1', 'turn-2', 'turn-3'].forEach((release) => expect(stdout).toMatch(new RegExp(`deploy +ok +${release} `)));
    expect(await at('fresh', ['rollback', 'turn-2'])).toMatchObject({ code: 0 });
    expect(await servingRelease()).toBe('turn-2');
    expect((await prod(['history'])).stdout).toMatch(/rollback +ok +turn-2 \*/);
  });

  test('no request failed in all of this', async () => {
    const { total } = await load.stop();
    report.add('releases from three checkouts under load: requests, of which failed', `${total.requests}, ${total.failed}`);
    expect(total.failures).toEqual([]);
    expect(total.failed).toBe(0);
  });
}
