import { Outcome, mustSucceed } from '../../command';
import { eventually } from '../../eventually';
import { PROJECT, QUICK, SCRIPT, SERVICES, changeBackend, report, sandbox } from '../scene';
import { SmallEngine } from '../small-engine';

const MEBIBYTES = 700;
const PORT = 18692;
/** As the engine says it, and as programs in a container do. */
const NO_ROOM = /no space left on device|I\/O error/i;

/** An engine whose disk is full, before a release and in the middle of one. */
export function starving(): void {
  if (SmallEngine.missing !== undefined) {
    test.skip(`SKIPPED: no disk was filled (${SmallEngine.missing})`, () => undefined);
    return;
  }
  let engine: SmallEngine;

  const there = (...argv: string[]): Promise<Outcome> =>
    sandbox.run([SCRIPT, ...argv], { timeoutSeconds: 300, env: { ...QUICK, PATIENCE_SECONDS: '30', EDGE_HTTP_PORT: `${PORT}`, DOCKER_HOST: engine.address } });
  const serving = async (): Promise<string> => /^x-version: (\S+)/im.exec(await engine.get(`http://127.0.0.1:${PORT}/`))?.[1] ?? '';
  const names = async (): Promise<string[]> => (await engine.docker(
    'ps', '--all', '--filter', `label=com.docker.compose.project=${PROJECT}`, '--format', '{{.Names}}',
  )).stdout.split('\n').filter(Boolean).map((name) => name.replace(`${PROJECT}-`, '').replace(/-\d+$/, '')).sort();

  beforeAll(async () => {
    engine = await SmallEngine.start(MEBIBYTES);
    await report.phase('images are brought to the second engine', () => engine.load('node:24-alpine', 'redis:7-alpine', 'caddy:2-alpine'));
    changeBackend('roomy');
    mustSucceed(await there('deploy', '--release', 'roomy'));
    expect(await serving()).toBe('roomy');
  }, 300_000);

  afterAll(() => engine?.stop());

  afterEach(async () => {
    await engine.empty();
  });

  test('a deploy for which there is no room is refused before anything is begun', async () => {
    await engine.fill(16);
    changeBackend('refused');
    expect(await there('deploy', '--release', 'refused')).toMatchObject({ code: 1, stderr: expect.stringMatching(/1[0-6] MiB.*32/s) });
    expect(await serving()).toBe('roomy');
    expect((await there('doctor')).stdout).toMatch(/problem +.*1[0-6] MiB/);
  });

  test('a disk that is full while an image is built is a failed build, and said', async () => {
    await engine.fill(64);
    const mend = sandbox.edit('backend/Dockerfile', 'USER 1000', 'RUN head -c 200000000 /dev/urandom > /ballast\nUSER 1000');
    try {
      expect(await there('deploy', '--release', 'heavy')).toMatchObject({ code: 1, output: expect.stringMatching(NO_ROOM) });
    } finally {
      mend();
    }
    expect([await serving(), await names()]).toEqual(['roomy', SERVICES]);
    await engine.empty();
    expect(mustSucceed(await there('history')).stdout).toMatch(/deploy +failed +heavy\b/);
  });

  test('a disk that is full in the middle of a release takes nothing down, and the next release goes on', async () => {
    changeBackend('midway');
    const deploying = there('deploy', '--release', 'midway');
    await eventually('the job', 60, async () => (await engine.docker('ps', '--quiet', '--filter', `name=^${PROJECT}.job-backend$`)).stdout.trim() !== '');
    await engine.fill(0);
    const { code, output } = await deploying;
    expect(await serving()).toMatch(/^(roomy|midway)$/);
    report.add('a disk that is full in the middle of a release: exit code', code);
    if (code !== 0) {
      expect(output).toMatch(NO_ROOM);
    }
    // what can be asked is answered
    expect(mustSucceed(await there('status')).stdout).toContain('Release in service: ');

    await engine.empty();
    changeBackend('after-hunger');
    mustSucceed(await there('deploy', '--release', 'after-hunger'));
    expect([await serving(), await names()]).toEqual(['after-hunger', SERVICES]);
    mustSucceed(await there('rollback', 'roomy'));
    expect(await serving()).toBe('roomy');
  });
}
