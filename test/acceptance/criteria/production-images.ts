import { get, post } from '../api';
import { inspectContainer } from '../engine';
import { eventually } from '../eventually';
import { BACKEND_IMAGE, FRONTEND_IMAGE, leftovers, sandbox, unique } from '../scene';

const HARDENED = ['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges'];
/** The image's own check, asked more often. */
const CHECKED_OFTEN = ['--health-interval=1s', '--health-start-period=1s'];

/** The last stages of both Dockerfiles, run as production does: read-only, without capabilities, without the development stack. */
export function productionImages(): void {
  const network = unique('network');
  const frontend = unique('frontend');
  const backend = unique('backend');
  let origin: string;

  beforeAll(async () => {
    await sandbox.succeed(['docker', 'network', 'create', leftovers.network(network)]);
    leftovers.container(frontend);
    leftovers.container(backend);
    // before there is a backend
    await sandbox.succeed([
      'docker', 'run', '--detach', `--name=${frontend}`, `--network=${network}`, '--publish=127.0.0.1::8080', ...HARDENED, ...CHECKED_OFTEN, FRONTEND_IMAGE,
    ]);
    const { stdout } = await sandbox.succeed(['docker', 'port', frontend, '8080/tcp']);
    origin = `http://${stdout.trim()}`;
    await eventually(`${frontend} is healthy`, 60, async () => (await inspectContainer(frontend)).State.Health?.Status === 'healthy');
  });

  afterAll(async () => {
    await sandbox.run(['docker', 'container', 'rm', '--force', '--volumes', frontend, backend]);
    await sandbox.run(['docker', 'network', 'rm', network]);
  });

  test('the frontend image serves the application, which is never cached', async () => {
    const page = await get(`${origin}/`);
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('<app-root>') });
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('server')).toBe('nginx');
    expect(await get(`${origin}/health`)).toMatchObject({ status: 200, text: 'healthy\n' });
  });

  test('a page of the application can be opened by its address', async () => {
    const [deep, root] = [await get(`${origin}/companies`), await get(`${origin}/`)];
    expect(deep).toMatchObject({ status: 200, text: root.text });
    expect(deep.headers.get('cache-control')).toBe('no-cache');
  });

  test('a built file is immutable and compressed, and one that is missing is missing', async () => {
    const chunk = /src="(main-[A-Z0-9]{8}\.js)"/.exec((await get(`${origin}/`)).text)![1];
    const answer = await get(`${origin}/${chunk}`, { 'accept-encoding': 'gzip' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-encoding')).toBe('gzip');

    const missing = await get(`${origin}/main-AAAAAAAA.js`);
    expect(missing).toMatchObject({ status: 404, text: expect.not.stringContaining('<app-root>') });
    expect(missing.headers.get('cache-control')).toBe('no-store');
  });

  test('the API answers as soon as there is a backend', async () => {
    expect(await get(`${origin}/api/leads`)).toMatchObject({ status: 502 });
    await sandbox.succeed([
      'docker', 'run', '--detach', `--name=${backend}`, `--network=${network}`, '--network-alias=backend', ...HARDENED, ...CHECKED_OFTEN,
      '--env=ENVIRONMENT=production', '--env=SECRET_KEY=acceptance', BACKEND_IMAGE,
    ]);
    await eventually(`${backend} is healthy`, 60, async () => (await inspectContainer(backend)).State.Health?.Status === 'healthy');
    // refused by the application itself: nginx knows no such status
    const { value } = await eventually('the backend behind nginx', 60, async () => {
      const answer = await post(`${origin}/api/leads`, {});
      return answer.status === 422 && answer;
    });
    expect(JSON.parse(value.text)).toHaveProperty('detail');
  });

  test('the backend image runs as an unprivileged user that cannot change the code', async () => {
    const inside = (line: string) => sandbox.run(['docker', 'exec', backend, 'sh', '-c', line]);
    expect(await inside('id -u; id -g')).toMatchObject({ code: 0, stdout: '1000\n1000\n' });
    const change = await sandbox.run(['docker', 'run', '--rm', '--network=none', '--entrypoint=sh', BACKEND_IMAGE, '-c', 'echo >> /app/app/main.py']);
    expect(change.code).not.toBe(0);
    expect(change.stderr).toMatch(/permission denied/i);
  });

  test('the backend image stops when it is asked to', async () => {
    await sandbox.succeed(['docker', 'stop', '--time=60', backend]);
    const { stdout } = await sandbox.succeed(['docker', 'inspect', '--format={{.State.ExitCode}}', backend]);
    // 137 is what is left of a container that was killed
    expect(['0', '143']).toContain(stdout.trim());
  });
}
