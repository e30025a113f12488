import { readdirSync } from 'fs';
import { get } from '../api';
import { WatchedPage } from '../browser';
import { eventually } from '../eventually';
import { round } from '../report';
import { BACKEND, FRONTEND, SCRIPT, SERVICES, compose, crm, report, sandbox, unique } from '../scene';

/** Far more than it takes: what it takes is reported. */
const RELOAD_WITHIN_SECONDS = 60;

/** Desenvolvimento: what a developer does all day. */
export function developing(): void {
  describe('Hot reload funciona (backend e frontend)', () => {
    let began: string[];

    beforeAll(async () => {
      began = await lives();
    });

    test('an edited route answers anew', async () => {
      const status = async () => JSON.parse((await get(`${BACKEND}/health`)).text).status;
      await reloads('an edited route', 'backend/app/api/health.py', ['status="ok", environment', 'status="edited", environment'], {
        before: async () => await status() === 'ok',
        after: async () => await status() === 'edited',
      });
    });

    test('an edited task runs anew', async () => {
      const { id } = await crm.addLead(unique('reload'), 'reload@acme.com.br');
      const version = async () => (await crm.enrich(id, 60)).scoring_version;
      await reloads('an edited task', 'backend/app/tasks.py', ['SCORING_VERSION = "1"', 'SCORING_VERSION = "2"'], {
        before: async () => await version() === '1',
        after: async () => await version() === '2',
      });
    });

    test('an edited schedule fires anew', async () => {
      const gap = async () => {
        const first = await crm.snapshotTakenAt();
        const { value: second } = await eventually('the next snapshot', 60, async () => {
          const next = await crm.snapshotTakenAt();
          return next !== first && next;
        });
        return Date.parse(second) - Date.parse(first!);
      };
      await reloads('an edited schedule', 'backend/app/celery_app.py', ['SNAPSHOT_SECONDS = 5.0', 'SNAPSHOT_SECONDS = 1.0'], {
        before: async () => await gap() > 3000,
        after: async () => await gap() < 3000,
      });
    });

    test('an edited component shows in the open page', async () => {
      const browser = await WatchedPage.open(FRONTEND);
      try {
        const title = async () => browser.page.locator('#leads-title').textContent();
        await eventually('the page', 240, async () => {
          try {
            return await title() === 'Leads';
          } catch (error) {
            // a page that was loaded while the development server still bundled is mended by another look
            await browser.page.reload();
            throw new Error(`${(error as Error).message}\n${browser.errors.join('\n')}`);
          }
        });
        await reloads('an edited component', 'frontend/src/app/leads/leads-page.html', ['id="leads-title">Leads<', 'id="leads-title">Leads editados<'], {
          before: async () => await title() === 'Leads',
          after: async () => await title() === 'Leads editados',
        });
      } finally {
        await browser.close();
      }
    });

    test('no container was restarted for it', async () => {
      expect(await lives()).toEqual(began);
    });
  });

  describe('Volumes montados corretamente', () => {
    test('sources are the repository, and data is in named volumes', async () => {
      const mounts = async (service: string) => Object.fromEntries((await compose.container(service)).Mounts
        .map(({ Type, Name, Source, Destination }) => [Destination, Type === 'bind' ? Source : Name]));
      const backend = { '/app': sandbox.path('backend'), '/app/logs': 'conductor_backend_logs' };
      expect(await mounts('backend')).toEqual(backend);
      expect(await mounts('celery-worker')).toEqual(backend);
      expect(await mounts('celery-beat')).toMatchObject(backend);
      expect(await mounts('frontend')).toMatchObject({ '/app': sandbox.path('frontend'), '/app/node_modules': expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(await mounts('mongodb')).toMatchObject({ '/data/db': 'conductor_mongodb_data' });
      expect(await mounts('redis')).toMatchObject({ '/data': 'conductor_redis_data' });
    });

    test('what containers write into the repository belongs to the host user', async () => {
      if (sandbox.user.caveat) {
        report.add(`CAVEAT: ${sandbox.user.caveat}`, '');
      }
      const file = unique('written');
      for (const [service, folder] of [['backend', 'backend'], ['celery-worker', 'backend'], ['celery-beat', 'backend'], ['frontend', 'frontend']]) {
        expect(await compose.exec(service, 'sh', '-c', `echo ${service} > ${file} && rm ${file} && echo ${service} > ${service}-${file}`)).toMatchObject({ code: 0 });
        expect(sandbox.read(`${folder}/${service}-${file}`)).toBe(`${service}\n`);
      }
      // whatever they wrote since they were started
      expect(await sandbox.foreignFiles()).toEqual([]);
      await sandbox.succeed(['bash', '-c', `rm backend/*-${file} frontend/*-${file}`]);
    });

    test('the packages of the image are not hidden by those of the host', async () => {
      expect(readdirSync(sandbox.path('frontend/node_modules'))).toEqual([]);
      expect(await compose.exec('frontend', 'ls', 'node_modules/@angular/core/package.json')).toMatchObject({ code: 0 });
    });

    test('the backend can write its logs', async () => {
      expect(await compose.exec('backend', 'sh', '-c', 'echo acceptance > logs/acceptance.log && cat logs/acceptance.log')).toMatchObject({
        code: 0, stdout: 'acceptance\n',
      });
    });
  });

  test('Logs acessíveis via docker-compose logs', async () => {
    for (const service of SERVICES) {
      expect([service, withoutControl((await compose.succeed('logs', '--no-color', service)).stdout)]).toEqual([service, expect.stringMatching(new RegExp(`^${service}-1 +\\| `, 'm'))]);
    }
    const following = sandbox.terminal(`${SCRIPT} logs backend`);
    try {
      await following.waitFor(/backend-1 +\|/);
      const path = `/${unique('logged')}`;
      await get(`${BACKEND}${path}`);
      await following.waitFor(new RegExp(`GET ${path}`));
      expect(following.shown).not.toContain('mongodb-1');
      following.interrupt();
      await following.ended();
    } finally {
      following.close();
    }
  });

  test('Fácil acesso a shell dos containers', async () => {
    for (const [line, shown] of [[`${SCRIPT} shell`, '/app'], [`${SCRIPT} shell frontend`, '/app'], [`${SCRIPT} shell redis`, '/data']]) {
      const shell = sandbox.terminal(line);
      try {
        await shell.waitFor(/[$#] $/m);
        // the shell works it out, so it is not the echo of what was typed
        shell.type('echo "in=$(pwd) terminal=$(tty)"\n');
        await shell.waitFor(new RegExp(`in=${shown} terminal=/dev/`));
        shell.type('exit\n');
        expect(await shell.ended()).toBe(0);
      } finally {
        shell.close();
      }
    }
    // without a terminal, for scripts
    expect(await sandbox.run([SCRIPT, 'shell', 'backend'], { input: 'python --version\n' })).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Python 3\.11\./) });
  });

  test('the tests run in the container, and their exit code is that of the script', async () => {
    expect(await sandbox.run([SCRIPT, 'test', 'backend', '-q'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+ passed/m) });
    expect(await sandbox.run([SCRIPT, 'test', '-k', 'no_such_test'])).toMatchObject({ code: 5 });
    expect(await sandbox.run([SCRIPT, 'test', 'redis'])).toMatchObject({ code: 1, stderr: expect.stringContaining('redis não tem testes') });
    expect(await sandbox.foreignFiles()).toEqual([]);
  });
}

/** Compose clears the line before each one that it writes, whether it writes to a terminal or not. */
function withoutControl(text: string): string {
  return text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '');
}

/** The containers and since when each runs. */
async function lives(): Promise<string[]> {
  const containers = await Promise.all(SERVICES.map((service) => compose.container(service)));
  return containers.map(({ Id, Name, RestartCount, State }) => `${Name} ${Id} ${State.StartedAt} restarts: ${RestartCount}`);
}

interface Effect {
  readonly before: () => Promise<boolean>;
  readonly after: () => Promise<boolean>;
}

/** Edits a file and waits until that shows; then puts it back and waits until that shows. */
async function reloads(what: string, file: string, [from, to]: [string, string], effect: Effect): Promise<void> {
  await eventually(`${what} as it is`, RELOAD_WITHIN_SECONDS, effect.before);
  const putBack = sandbox.edit(file, from, to);
  try {
    const { seconds } = await eventually(`the effect of ${what}`, RELOAD_WITHIN_SECONDS, effect.after);
    report.add(`hot reload: ${what}`, round(seconds), 's');
  } finally {
    putBack();
  }
  await eventually(`${what} as it was`, RELOAD_WITHIN_SECONDS, effect.before);
}
