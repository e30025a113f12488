/*
 * `npx projen benchmark:synth`: what a synthesis needs of processor and memory, by the number of services. Each size runs in a
 * process of its own, on the compiled library, three times; the best time counts.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const SIZES = [10, 100, 1000];
const RUNS = 3;

const [services, outdir] = process.argv.slice(2);
if (process.send && outdir) {
  process.send(await synthesize(Number(services), outdir));
} else if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log('services  processor  memory');
  for (const size of SIZES) {
    const runs = [];
    for (let run = 0; run < RUNS; run++) {
      runs.push(await inProcess(size));
    }
    const seconds = Math.min(...runs.map((run) => run.seconds));
    const megabytes = Math.max(...runs.map((run) => run.megabytes));
    console.log(`${`${size}`.padStart(8)}  ${`${seconds.toFixed(2)} s`.padEnd(9)}  ${Math.round(megabytes)} MB`);
  }
}

/** Of ten services one is a database, one a broker, four are backends that use both, and four are their workers. */
async function synthesize(count, folder) {
  const { Project } = await import('projen');
  const { BackendService, CeleryWorker, ContainerStack, MongoService, RedisService } = await import('../lib/index.js');
  const before = process.cpuUsage();
  const project = new Project({ name: 'large', outdir: folder });
  const stack = new ContainerStack(project, 'large');
  for (let ten = 0; ten < count / 10; ten++) {
    const mongodb = new MongoService(stack, `mongodb-${ten}`, { database: 'app', hostPort: 10_000 + ten, urlVariable: `MONGO_URL_${ten}` });
    const redis = new RedisService(stack, `redis-${ten}`, { hostPort: 20_000 + ten, urlVariable: `REDIS_URL_${ten}` });
    for (let one = 0; one < 4; one++) {
      const backend = new BackendService(stack, `backend-${ten}-${one}`, {
        app: 'app.main:app', connectTo: [mongodb, redis], hostPort: 30_000 + 4 * ten + one,
      });
      new CeleryWorker(stack, `worker-${ten}-${one}`, { backend, app: 'app.celery_app', connectTo: [redis] });
    }
  }
  project.synth();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 };
}

/** A synthesis of that many services in a process of its own. */
export async function inProcess(count) {
  const folder = mkdtempSync(path.join(tmpdir(), 'synth-'));
  const child = fork(fileURLToPath(import.meta.url), [`${count}`, folder], {
    env: { ...process.env, PROJEN_DISABLE_POST: 'true' }, stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  try {
    return await new Promise((resolve, reject) => {
      child.on('message', resolve);
      child.on('exit', (code) => reject(new Error(`a synthesis of ${count} services ended with ${code}`)));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
