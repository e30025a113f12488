import { readFileSync } from 'fs';
import * as path from 'path';
import { Project } from 'projen';
import * as ts from 'typescript';
import { emptyFolder, filesIn, synthesized } from './fixtures/stack';

/* The code of docs/services.md, docs/celery.md and docs/building.md is run as it stands there. */

/** Runs a block of a page, and gives back what it exports and the files that it wrote. */
function run(page: string, name: string, more = ''): { exports: any; files: { [file: string]: string } } {
  const text = readFileSync(path.join(__dirname, '../docs', page), 'utf-8');
  const block = new RegExp(`<!-- ${name} -->\\n\`\`\`ts\\n([^]*?)\\n\`\`\``).exec(text);
  if (block === null) {
    throw new Error(`docs/${page} has no block "${name}"`);
  }
  const outdir = emptyFolder();
  const code = block[1].replace(/new Project\(\{/, `new Project({ outdir: ${JSON.stringify(outdir)},`).replace('project.synth();', '') + more;
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText, diagnostics } = ts.transpileModule(code, { compilerOptions });
  expect(diagnostics).toEqual([]);
  const exported: any = {};
  const modules: { [id: string]: unknown } = { 'projen': { Project }, 'projen-container-stack': jest.requireActual('../src') };
  new Function('require', 'exports', `${outputText}\n${more === '' ? 'exports.project = typeof project === "undefined" ? undefined : project;' : ''}`)((id: string) => modules[id], exported);
  return { exports: exported, files: exported.project ? synthesized(exported.project) : filesIn(outdir) };
}

test('the stack of databases and brokers tells each part under the name that was chosen', () => {
  const { files } = run('services.md', 'services');
  for (const line of [
    'EVENTS_HOST: mongodb', 'EVENTS_PASSWORD: ${MONGODB_PASSWORD:-development-only}',
    'DATABASE_URL: postgresql+asyncpg://shop:${POSTGRES_PASSWORD:-development-only}@postgres:5432/shop',
    'CELERY_BROKER_URL: amqp://shop:${RABBITMQ_PASSWORD:-development-only}@rabbitmq:5672/shop', 'CELERY_RESULT_BACKEND: redis://redis:6379/1',
    'MONGO_URL: mongodb://events:${MONGODB_PASSWORD:-development-only}@mongodb:27017/events?authSource=events&replicaSet=rs0',
  ]) {
    expect(files['docker-compose.yml'].replace(/["']/g, '')).toContain(line);
  }
  expect(files['docker/mongodb/mongo-replica-set.sh']).toContain('replSetInitiate');
});

test('the stack of Celery has a worker for each kind of work, and results in PostgreSQL', () => {
  const compose = run('celery.md', 'celery').files['docker-compose.prod.yml'];
  expect(compose).toContain('"--autoscale=4,1"');
  expect(compose.replace(/["']/g, '')).toContain('CELERY_RESULT_BACKEND: db+${DATABASE_URL:?');
});

test('the worker with a folder of its own has an image of its own, which others share', () => {
  const compose = run('celery.md', 'own').files['docker-compose.prod.yml'];
  expect(compose.match(/image: shop-worker:/g)).toHaveLength(4);
  expect(compose.match(/context: \S+/g)).toEqual(['context: ./backend', 'context: ./services/worker']);
});

describe.each(['RQ', 'ARQ', 'DRAMATIQ'])('the recipe of %s', (name) => {
  const { exports } = run('celery.md', 'queue', '\n');
  const { BackendService, ContainerStack, RedisService } = jest.requireActual('../src');
  const stackWith = (codeOf: (backend: unknown, redis: unknown) => object) => {
    const stack = new ContainerStack(new Project({ name: 'shop', outdir: emptyFolder() }), 'shop');
    const redis = new RedisService(stack, 'redis');
    const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [redis] });
    return { stack, worker: new exports.TaskWorker(stack, 'tasks', codeOf(backend, redis), exports[name]) };
  };

  test('runs the image of the backend and is connected to what it is connected to', () => {
    const { stack, worker } = stackWith((backend) => ({ backend }));
    expect(synthesized(stack)['docker-compose.prod.yml']).toMatch(/\n {2}tasks:\n {4}image: shop-backend:/);
    expect(worker.specIn(stack.development).environment).toHaveProperty('REDIS_URL');
  });

  test('runs an image of its own', () => {
    const { stack } = stackWith((_, redis) => ({ path: 'jobs', connectTo: [redis] }));
    expect(synthesized(stack)['docker-compose.prod.yml']).toMatch(/\n {2}tasks:\n {4}image: shop-tasks:/);
  });
});

test('the builds of several folders are as the page says', () => {
  const { files } = run('building.md', 'building');
  expect(files['docker/api/Dockerfile']).toContain('pip install --requirement requirements/production.txt');
  expect(files['docker/reports/Dockerfile']).toContain('COPY pyproject.toml uv.lock ./');
  expect(Object.keys(files).filter((name) => name.endsWith('.dockerignore')).sort()).toEqual([
    'docker/api/Dockerfile.dockerignore', 'docker/office/Dockerfile.dockerignore', 'docker/reports/Dockerfile.dockerignore', 'web/.dockerignore',
  ]);
});
