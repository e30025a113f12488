import { chownSync } from 'fs';
import { succeed } from '../../command';
import { containers, deploy, prod, sandbox, servingRelease, synthesize } from '../scene';

/** Secrets as files instead of variables, which everybody who may inspect a container can read. */
export function hiding(): void {
  const SECRETS = ['SECRET_KEY', 'CLAUDE_API_KEY', 'OPENAI_API_KEY', 'GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'];
  let values: { [name: string]: string };

  beforeAll(async () => {
    const settings = sandbox.read('.env.prod');
    values = Object.fromEntries(SECRETS.map((name) => [name, new RegExp(`^${name}=(.*)$`, 'm').exec(settings)![1]]));
    sandbox.write('.env.prod', settings.split('\n').filter((line) => !SECRETS.some((name) => line.startsWith(`${name}=`))).join('\n'), 0o600);
    sandbox.edit('.projenrc.ts', 'project.synth();', `for (const id of ['backend', 'celery-worker', 'celery-beat']) {
  stack.production.configure(stack.findService(id), { secretFiles: true });
}
project.synth();`);
    await synthesize();
  });

  test('a missing file is said before anything is changed', async () => {
    const before = await containers();
    expect(await prod(['deploy', '--release', 'secretless'])).toMatchObject({
      code: 1, stderr: expect.stringContaining('O arquivo secrets/SECRET_KEY não existe ou está vazio.'),
    });
    expect(await containers()).toEqual(before);
  });

  test('the application reads them, and nobody sees them in the container', async () => {
    for (const [name, value] of Object.entries(values)) {
      sandbox.write(`secrets/${name}`, `${value}\n`, 0o400);
      // the user of the containers
      chownSync(sandbox.path(`secrets/${name}`), 1000, 1000);
    }
    await deploy('secrets-as-files');
    expect(await servingRelease()).toBe('secrets-as-files');
    for (const service of ['backend', 'celery-worker', 'celery-beat']) {
      const [id] = await containers(service);
      const { stdout } = await succeed(['docker', 'inspect', id]);
      Object.values(values).forEach((value) => expect(stdout.includes(value)).toBe(false));
      expect((await succeed(['docker', 'exec', id, 'cat', '/run/secrets/SECRET_KEY'])).stdout.trim()).toBe(values.SECRET_KEY);
    }
  });
}
