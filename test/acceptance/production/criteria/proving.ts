import { run, succeed } from '../../command';
import { round } from '../../report';
import { Registry } from '../registry';
import { changeBackend, containers, deploy, prod, report, sandbox, servingRelease, synthesize } from '../scene';

const PORT = 18590;
const PREFIX = `127.0.0.1:${PORT}/acme/crm`;
const HOOKS = 'docker/hooks/production';

/** What a release goes through besides health: hooks of the repository, and images that were built somewhere else. */
export function proving(): void {
  test('hooks run at their points, and one that fails keeps the release away', async () => {
    const before = await servingRelease();
    for (const name of ['before-build', 'before-cutover', 'on-failure']) {
      sandbox.write(`${HOOKS}/${name}`, '#!/bin/sh\necho "$HOOK: $RELEASE after $PREVIOUS_RELEASE $FAILURE"\n[ "$HOOK" != before-cutover ]\n', 0o755);
    }
    try {
      changeBackend('hooked');
      const { code, stdout, stderr } = await prod(['deploy', '--release', 'hooked']);
      expect([code, stderr]).toEqual([1, expect.stringContaining(`O release hooked falhou: o hook before-cutover terminou com 1. O release ${before} continua servindo.`)]);
      expect(stdout.split('\n').filter((line) => line.includes(': hooked after '))).toEqual([
        `before-build: hooked after ${before} `, `before-cutover: hooked after ${before} `,
        `on-failure: hooked after ${before} o hook before-cutover terminou com 1`,
      ]);
      expect(await servingRelease()).toBe(before);
    } finally {
      await sandbox.succeed(['rm', '-r', HOOKS]);
    }
  });

  const registry = new Registry(PORT);
  if (!registry.canBeHad) {
    test.skip('SKIPPED: no docker-registry is installed or can be had from a package, so no image was pushed or pulled', () => undefined);
    return;
  }

  describe('images from a registry', () => {
    let mend: () => void;

    beforeAll(async () => {
      mend = sandbox.edit('.projenrc.ts', 'leastFreeDisk:', `registry: { host: '127.0.0.1:${PORT}', prefix: 'acme/crm' }, leastFreeDisk:`);
      await synthesize();
      await registry.start();
    });

    afterAll(async () => {
      mend();
      await synthesize();
      await registry.remove();
    });

    const images = async (): Promise<string[]> => (await succeed(['docker', 'image', 'ls', '--digests', '--format', '{{.Repository}}:{{.Tag}}@{{.Digest}}'])).stdout.split('\n');

    /** As on a machine that has never seen them. */
    const forgetImages = async (release: string): Promise<void> => {
      const ours = (await images()).filter((image) => new RegExp(`^conductor-\\w+:${release}@`).test(image)).map((image) => image.split('@')[0]);
      await run(['docker', 'image', 'rm', '--force', ...ours]);
    };

    test('CI builds and pushes, and is told the digests', async () => {
      changeBackend('pulled-1');
      const { stdout } = await report.phase('build --push', () => sandbox.succeed(['./scripts/docker-prod.sh', 'build', '--push', '--release', 'pulled-1'], { timeoutSeconds: 600 }));
      const digests = [...stdout.matchAll(/^ {2}(\S+)@(sha256:[0-9a-f]{64})$/gm)];
      expect(digests.map(([, image]) => image)).toEqual(['backend', 'frontend', 'edge'].map((name) => `${PREFIX}/conductor-${name}`));
      for (const [, image, digest] of digests) {
        const { headers } = await fetch(`http://127.0.0.1:${PORT}/v2/${image.replace(/^[^/]*\//, '')}/manifests/pulled-1`, { headers: { Accept: 'application/vnd.docker.distribution.manifest.v2+json' } });
        expect(headers.get('docker-content-digest')).toBe(digest);
      }
      await forgetImages('pulled-1');
    }, 700_000);

    test('deploy pulls and builds nothing', async () => {
      // what is in the checkout has no say
      changeBackend('never-built');
      const { output, seconds } = await deploy('pulled-1');
      expect(output).not.toMatch(/#\d+ |DONE/);
      report.add('deploy of images from a registry', round(seconds), 's');
      expect(await servingRelease()).toBe('pulled-1');
    });

    test('a rollback pulls by digest what the engine has not any more', async () => {
      expect(await prod(['rollback'])).toMatchObject({ code: 0 });
      await forgetImages('pulled-1');
      expect(await images()).toEqual(expect.not.arrayContaining([expect.stringContaining(':pulled-1@')]));
      expect(await prod(['rollback', 'pulled-1'])).toMatchObject({ code: 0 });
      expect(await servingRelease()).toBe('pulled-1');
    }, 700_000);

    test.each([
      ['what is not there', async () => undefined, 'não tem conductor-backend deste release'],
      ['a registry that lets nobody in', async () => {
        await registry.stop();
        await registry.start(true);
      }, `nega o acesso a conductor-backend: docker login 127.0.0.1:${PORT}`],
      ['a registry that is not there', () => registry.stop(), 'está inacessível ou falhou'],
    ])('%s is said and recorded as that, and nothing is changed', async (_, spoil, reason) => {
      await spoil();
      const before = await containers();
      expect(await prod(['deploy', '--release', 'nowhere'])).toMatchObject({ code: 1, stderr: expect.stringContaining(reason) });
      expect(await containers()).toEqual(before);
      expect((await prod(['history'])).stdout.trim().split('\n').pop()).toContain(reason);
    });
  });
}
