import { spawnSync } from 'child_process';
import { writeFileSync } from 'fs';
import * as path from 'path';
import { BackendService, CeleryWorker } from '../../../src/services';
import { stage } from '../../fixtures/dockerfile';
import { emptyFolder, emptyStack, synthesized } from '../../fixtures/stack';

const python = ['python3', 'python'].find((name) => spawnSync(name, ['-m', 'venv', '--help']).status === 0);

if (python) {
  test.each(['', '/app/src'])('an application finds the heartbeats, with PYTHONPATH=%s', (pythonPath) => {
    const backend = new BackendService(emptyStack(), 'backend', { app: 'app.main:app', secrets: ['CELERY_BROKER_URL'] });
    new CeleryWorker(backend.stack, 'worker', { backend, app: 'app.celery_app' });
    const last = stage(synthesized(backend.stack)['docker/backend/Dockerfile'], 'builder').at(-1)!;

    const [folder, venv] = [emptyFolder(), path.join(emptyFolder(), 'venv')];
    const env = { PATH: `${venv}/bin:${process.env.PATH}`, PYTHONPATH: pythonPath };
    writeFileSync(path.join(folder, 'celery_worker_heartbeat.py'), 'print("found")\n');
    expect(spawnSync(python, ['-m', 'venv', '--without-pip', venv]).status).toBe(0);
    expect(spawnSync('sh', ['-c', last.replace('RUN ', '').replace('/opt/container', folder)], { env }).status).toBe(0);
    expect(spawnSync('python', ['-c', 'import celery_worker_heartbeat'], { env, encoding: 'utf-8' })).toMatchObject({ stdout: 'found\n', stderr: '' });
  });
} else {
  test.skip('SKIPPED: this machine has no Python with venv, so no heartbeat was looked for', () => undefined);
}
