import { get } from './api';
import { run, succeed } from './command';
import { NOTHING_BUT_IMAGES, belongingsOf, isFree, removeProject, requireFreePorts, requireUnused } from './engine';
import { engineAddress } from './engine-api';
import { encrypting } from './production/criteria/encrypting';
import { explaining } from './production/criteria/explaining';
import { failing } from './production/criteria/failing';
import { hiding } from './production/criteria/hiding';
import { killing } from './production/criteria/killing';
import { operating } from './production/criteria/operating';
import { proving } from './production/criteria/proving';
import { refusing } from './production/criteria/refusing';
import { releasing } from './production/criteria/releasing';
import { saving } from './production/criteria/saving';
import { securing } from './production/criteria/securing';
import { sharing } from './production/criteria/sharing';
import { withoutEdge } from './production/criteria/without-edge';
import {
  HTTPS_PORT, HTTP_PORT, ORIGIN, PROJECT, SERVICES, changeBackend, deploy, prod, report, sandbox, servingRelease, writeRepository,
  writeSettings,
} from './production/scene';
import { ROOT } from './root';

/*
 * The example in production: from the first release to the last, under load. One story: each part goes on where the one before it ended.
 *
 * ACCEPTANCE_KEEP=1 keeps the repository and what runs, to look into a failure.
 */

let mayCleanUp = false;

beforeAll(async () => {
  await requireUnused(PROJECT);
  await requireFreePorts([HTTP_PORT, HTTPS_PORT]);
  mayCleanUp = true;
  await writeRepository();
}, 600_000);

afterAll(async () => {
  if (process.env.ACCEPTANCE_KEEP) {
    process.stdout.write(`\nkept: ${sandbox.repository}\n`);
    return;
  }
  if (mayCleanUp) {
    await removeAll();
  }
  sandbox.remove();
  report.write(ROOT, 'acceptance-production.json');
});

async function removeAll(): Promise<void> {
  await removeProject(PROJECT);
  for (const repository of ['conductor-backend', 'conductor-frontend', 'conductor-edge']) {
    const { stdout } = await succeed(['docker', 'image', 'ls', repository, '--format', '{{.Repository}}:{{.Tag}}']);
    const images = stdout.split('\n').filter((image) => image && !/:(development|test)$/.test(image));
    if (images.length > 0) {
      await run(['docker', 'image', 'rm', '--force', ...images]);
    }
  }
}

describe('Produção', () => {
  test('docker-compose.prod.yml válido', async () => {
    writeSettings();
    const outcome = await sandbox.run(['docker', 'compose', '--file', 'docker-compose.prod.yml', '--env-file', '.env.prod', 'config', '--quiet']);
    expect(outcome).toMatchObject({ code: 0, output: '' });
    await sandbox.succeed(['rm', '.env.prod']);
    const incomplete = await sandbox.run(['docker', 'compose', '--file', 'docker-compose.prod.yml', 'config', '--quiet']);
    expect(incomplete.code).not.toBe(0);
    expect(incomplete.stderr).toMatch(/required variable [A-Z_]+ is missing a value/);
  });

  describe('what is refused, with nothing changed', refusing);

  describe('the first release', () => {
    test('comes into service', async () => {
      changeBackend('1');
      const { output } = await report.phase('first deploy', () => deploy('v1'));
      expect(output).not.toMatch(/Pulling|^ *\S+ Error\b/m);
      expect(await servingRelease()).toBe('v1');
      expect(await get(`${ORIGIN}/`)).toMatchObject({ status: 200, text: expect.stringContaining('<app-root>') });
    }, 900_000);

    test('status shows it, and each service', async () => {
      const { code, stdout } = await prod(['status']);
      expect([code, stdout]).toEqual([0, expect.stringContaining('Release em serviço: v1')]);
      SERVICES.forEach((service) => expect(stdout).toMatch(new RegExp(`^${service} `, 'm')));
    });

    test('logs follow a service', async () => {
      const following = sandbox.terminal('./scripts/docker-prod.sh logs backend');
      try {
        await following.waitFor(/backend-1 +\|/);
        following.interrupt();
        await following.ended();
      } finally {
        following.close();
      }
    });

    test('it works where DOCKER_HOST names the engine', async () => {
      const { code, stdout } = await prod(['deploy', '--dry-run'], { DOCKER_HOST: engineAddress() });
      expect([code, stdout]).toEqual([0, expect.stringContaining('Nada foi alterado')]);
    });
  });

  describe('containers as they run', securing);
  describe('releases under load', releasing);
  describe('Rollback strategy: a release that fails', failing);
  describe('hooks, and images from a registry', proving);
  describe('a deploy that is killed', killing);
  describe('several checkouts', sharing);
  describe('what operators do', operating);
  describe('backup and restore', saving);
  describe('the guide', explaining);
  describe('secrets as files', hiding);
  describe('HTTPS from files', encrypting);
  describe('without an edge', withoutEdge);

  test('nothing of the stack is left running', async () => {
    await removeAll();
    expect(await belongingsOf(PROJECT)).toMatchObject(NOTHING_BUT_IMAGES);
    expect(await Promise.all([HTTP_PORT, HTTPS_PORT].map(isFree))).toEqual([true, true]);
  });
});
