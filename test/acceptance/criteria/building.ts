import { baseOf, sizeOnOfficialBase, stagesOf } from '../base-image';
import { Outcome } from '../command';
import { cachedSteps, inspectImage } from '../engine';
import { round } from '../report';
import { BACKEND_IMAGE, FRONTEND_IMAGE, compose, leftovers, report, sandbox } from '../scene';

const BACKEND_DOCKERFILE = 'docker/backend/Dockerfile';
const FRONTEND_DOCKERFILE = 'docker/frontend/Dockerfile';

/** The seed's own command with the named context that the heartbeats come from. */
export function buildBackend(): Promise<Outcome> {
  leftovers.image(BACKEND_IMAGE);
  return sandbox.type(
    `cd backend && docker build --progress=plain --build-context programs=../docker/backend -f ../docker/backend/Dockerfile -t ${BACKEND_IMAGE} .`,
    { timeoutSeconds: 900 },
  );
}

/** The seed's own command with the named context that its nginx configuration needs. */
export function buildFrontend(): Promise<Outcome> {
  leftovers.image(FRONTEND_IMAGE);
  return sandbox.type(
    `cd frontend && docker build --progress=plain --build-context nginx-config=../docker/nginx -f ../docker/frontend/Dockerfile -t ${FRONTEND_IMAGE} .`,
    { timeoutSeconds: 900 },
  );
}

/** Build e Inicialização: what the seed asks of images and of the Compose file. */
export function building(): void {
  test('docker-compose.yml válido', async () => {
    expect(await sandbox.run(['docker', 'compose', 'config', '--quiet'])).toMatchObject({ code: 0, output: '' });
    await sandbox.succeed(['cp', '.env.example', '.env']);
    expect(await sandbox.run(['docker', 'compose', 'config', '--quiet'])).toMatchObject({ code: 0, output: '' });
    expect((await compose.succeed('config', '--services')).stdout.trim().split('\n').sort()).toEqual([
      'backend', 'celery-beat', 'celery-worker', 'frontend', 'mongodb', 'redis',
    ]);
  });

  test('Backend Dockerfile builda sem erros', async () => {
    expect(await report.phase('build the backend image', buildBackend)).toMatchObject({ code: 0 });
  }, 900_000);

  test('Frontend Dockerfile builda sem erros', async () => {
    expect(await report.phase('build the frontend image', buildFrontend)).toMatchObject({ code: 0 });
  }, 900_000);

  test('Imagens otimizadas (backend <500MB, frontend <100MB)', async () => {
    const sizes = {
      backend: await sizeOnOfficialBase(BACKEND_IMAGE, baseOf(sandbox.read(BACKEND_DOCKERFILE))),
      frontend: await sizeOnOfficialBase(FRONTEND_IMAGE, baseOf(sandbox.read(FRONTEND_DOCKERFILE))),
    };
    for (const [service, { added, total }] of Object.entries(sizes)) {
      report.add(`${service} image: added to its base`, round(added / 1e6), 'MB');
      report.add(`${service} image: on the official base`, round(total / 1e6), 'MB');
    }
    expect(sizes.backend.total).toBeLessThan(500e6);
    expect(sizes.frontend.total).toBeLessThan(100e6);
  });

  test('Multi-stage builds funcionando', async () => {
    expect(stagesOf(sandbox.read(BACKEND_DOCKERFILE)).map(({ name }) => name)).toEqual(['base', 'builder', 'development', 'runtime']);
    expect(stagesOf(sandbox.read(FRONTEND_DOCKERFILE)).map(({ name }) => name)).toEqual(['dependencies', 'development', 'build', 'runtime']);
    // what built them stays behind
    const inside = (image: string, line: string) => sandbox.run(['docker', 'run', '--rm', '--network=none', '--entrypoint=sh', image, '-c', line]);
    expect(await inside(BACKEND_IMAGE, 'command -v gcc || command -v g++ || command -v uvicorn')).toMatchObject({ code: 0, stdout: '/opt/venv/bin/uvicorn\n' });
    expect(await inside(FRONTEND_IMAGE, 'command -v node || command -v npm || ls /app || command -v nginx')).toMatchObject({
      code: 0, stdout: expect.stringMatching(/^\/\S*\/nginx\n$/),
    });
    expect((await inspectImage(BACKEND_IMAGE)).Config.User).toBe('1000:1000');
  });

  test('a change of application code reinstalls nothing', async () => {
    const putBack = [
      sandbox.edit('backend/app/main.py', 'title="Conductor CRM"', 'title="Conductor CRM, edited"'),
      sandbox.edit('frontend/src/app/app.ts', "'Conductor CRM'", "'Conductor CRM, edited'"),
    ];
    try {
      const backend = cachedSteps(await report.phase('build the backend image after a change of code', buildBackend));
      const frontend = cachedSteps(await report.phase('build the frontend image after a change of code', buildFrontend));
      const installing = [...backend].filter(([step]) => /pip install --requirement/.test(step));
      expect(installing.map(([, cached]) => cached)).toEqual([true]);
      expect([...frontend].filter(([step]) => /npm (ci|install)/.test(step))).toEqual([[expect.stringContaining('npm ci'), true]]);
      // and both did build something
      expect([...backend.values(), ...frontend.values()].filter((cached) => !cached).length).toBeGreaterThan(2);
    } finally {
      putBack.forEach((each) => each());
    }
    await Promise.all([buildBackend(), buildFrontend()]);
  }, 900_000);

  test('docker compose builds both images', async () => {
    expect(await report.phase('docker compose build', () => compose.run('build'))).toMatchObject({ code: 0 });
    const images = (await compose.succeed('config', '--images')).stdout.split('\n').filter((name) => name.startsWith('conductor-'));
    // one build serves backend, worker and beat
    expect([...new Set(images)].sort()).toEqual(['conductor-backend:development', 'conductor-frontend:development']);
    await Promise.all(images.map(inspectImage));
  }, 900_000);
}
