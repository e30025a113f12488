/* The rows of builds: the example's images by our Dockerfiles and by those of benchmark/peers, from one copy of the sources. */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotMeasured, run } from './harness.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PEERS = fileURLToPath(new URL('peers/', import.meta.url));
/** What our Dockerfiles take from beside the sources, by the name that they know it by. */
const CONTEXTS = { backend: { programs: 'docker/backend' }, frontend: { 'nginx-config': 'docker/nginx' } };

let repository;
let changes = 0;

const image = (side, service) => `bench-${side}-${service}`;

async function build(side, service, ...options) {
  const file = side === 'ours' ? path.join(repository, 'docker', service, 'Dockerfile') : path.join(PEERS, service, 'Dockerfile');
  const contexts = side === 'ours' ? Object.entries(CONTEXTS[service]) : [];
  const argv = [
    'build', '--quiet', '--file', file, '--tag', image(side, service), ...options,
    ...contexts.flatMap(([name, folder]) => ['--build-context', `${name}=${path.join(repository, folder)}`]), path.join(repository, service),
  ];
  return (await run('docker', argv)).seconds;
}

/** Both images are there, so that what is measured is the change. */
function prepare(service) {
  return async () => {
    await run('docker', ['version']).catch(() => { throw new NotMeasured('no Docker engine answers'); });
    repository = mkdtempSync(path.join(tmpdir(), 'bench-builds-'));
    cpSync(path.join(ROOT, 'examples/conductor-crm'), repository, { recursive: true, filter: (file) => !file.includes('node_modules') });
    await build('ours', service);
    await build('theirs', service);
  };
}

function cleanUp(service) {
  return async () => {
    if (repository === undefined) {
      return;
    }
    rmSync(repository, { recursive: true, force: true });
    repository = undefined;
    await run('docker', ['image', 'rm', '--force', image('ours', service), image('theirs', service)]).catch(console.error);
  };
}

/** A package of the development's lock with its hashes, as a developer would add it. */
function addedDependency() {
  const entries = readFileSync(path.join(repository, 'backend/requirements-dev.txt'), 'utf-8').split(/^(?=[a-z])/m);
  return entries.find((entry) => entry.startsWith('iniconfig=='));
}

const backend = { unit: 's', prepare: prepare('backend'), cleanUp: cleanUp('backend'), against: "a Dockerfile in the FastAPI template's style" };

export const BUILDS = [
  {
    ...backend,
    name: 'backend-dependency',
    what: 'backend: rebuild after one added dependency',
    goal: 1,
    measure: (side) => {
      const file = path.join(repository, 'backend/requirements.txt');
      const before = readFileSync(file, 'utf-8');
      const addition = before.includes('iniconfig==') ? '' : addedDependency();
      appendFileSync(file, `${addition}# change ${++changes}, ${process.pid}\n`);
      return build(side, 'backend');
    },
  },
  {
    ...backend,
    name: 'backend-cold',
    what: 'backend: build without a layer, downloads cached',
    goal: 1,
    measure: (side) => build(side, 'backend', '--no-cache'),
  },
  {
    ...backend,
    name: 'backend-line',
    what: 'backend: rebuild after one changed line',
    cause: 'a step of its own compiles the application to bytecode after the sources (1.7 s on a busy machine); the peer does not',
    goal: 1,
    measure: (side) => {
      appendFileSync(path.join(repository, 'backend/app/main.py'), `# change ${++changes}, ${process.pid}\n`);
      return build(side, 'backend');
    },
  },
  {
    ...backend,
    name: 'backend-size',
    what: 'backend image: bytes added to the base',
    cause: 'bytecode of the standard library, 11 MB, which the base lacks and a read-only container could not keep',
    against: 'the packages and the application',
    unit: 'MB',
    goal: 1.03,
    runs: 1,
    measure: (side) => (side === 'ours' ? added('backend', 'python:3.11-slim') : content('backend', '/opt/venv', '/app')),
  },
  {
    name: 'angular-line',
    what: 'Angular: rebuild after one changed line',
    against: 'the plainest Dockerfile',
    unit: 's',
    goal: 0.65,
    prepare: prepare('frontend'),
    cleanUp: cleanUp('frontend'),
    measure: (side) => {
      appendFileSync(path.join(repository, 'frontend/src/main.ts'), `console.debug('change ${++changes}, ${process.pid}');\n`);
      return build(side, 'frontend');
    },
  },
];

/** Megabytes of the layers that the image adds. */
async function added(service, base) {
  const sizes = await run('docker', ['image', 'inspect', '--format', '{{.Size}}', image('ours', service), base]);
  const [whole, from] = sizes.stdout.trim().split('\n').map(Number);
  return (whole - from) / 1e6;
}

/** Megabytes of the files below folders of our image. */
async function content(service, ...folders) {
  const { stdout } = await run('docker', ['run', '--rm', '--entrypoint', 'du', image('ours', service), '-sb', ...folders]);
  return stdout.trim().split('\n').reduce((sum, folder) => sum + Number.parseInt(folder, 10), 0) / 1e6;
}
