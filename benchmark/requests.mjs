/* The rows of requests: a FastAPI service asked directly, through nginx and through the edge, by wrk on the same machine. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotMeasured, run } from './harness.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NAME = 'bench-requests';
const SECONDS = 4;
/** What the library starts from by itself. */
const NGINX = 'nginxinc/nginx-unprivileged:alpine';
const projenrc = (nginxVersion) => `const { Project } = require('projen');
const { AngularNginxFrontend, BackendService, ContainerStack, EdgeProxy } = require('projen-container-stack');
const project = new Project({ name: '${NAME}' });
const stack = new ContainerStack(project, '${NAME}', { production: { publishedOn: '127.0.0.1' } });
const backend = new BackendService(stack, 'backend', { app: 'app.main:app' });
const frontend = new AngularNginxFrontend(stack, 'frontend', { app: 'conductor-crm', api: backend, ...${JSON.stringify(nginxVersion === undefined ? {} : { nginxVersion, baseImage: NGINX })} });
new EdgeProxy(stack, 'edge', { frontend });
stack.addCompose(stack.addEnvironment('direct', { requireSecrets: false }));
project.synth();
`;
const SERVICE = `from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
@app.get("/api/small")
async def small() -> dict[str, str]:
    return {"status": "ok"}
`;
/** The same images with and without an edge: nginx passes requests on only where there is none. */
const STACKS = {
  edge: { file: 'docker-compose.prod.yml', services: ['edge', 'frontend', 'backend'] },
  direct: { file: 'docker-compose.direct.yml', services: ['frontend', 'backend'] },
};
const ENV = { ...process.env, EDGE_HTTP_PORT: '19480', FRONTEND_PORT: '19481', BACKEND_PORT: '19482', RELEASE: 'bench' };

let repository;

const compose = (stack, ...argv) => run(
  'docker', ['compose', '--project-name', `${NAME}-${stack}`, '--file', STACKS[stack].file, ...argv], { cwd: repository, env: ENV },
);

function prepare(stack, nginxVersion) {
  return async () => {
    await run('which', ['wrk']).catch(() => { throw new NotMeasured('this machine has no wrk'); });
    await run('docker', ['version']).catch(() => { throw new NotMeasured('no Docker engine answers'); });
    repository = mkdtempSync(path.join(tmpdir(), `${NAME}-`));
    for (const part of ['frontend', 'backend/requirements.txt']) {
      cpSync(path.join(ROOT, 'examples/conductor-crm', part), path.join(repository, part), { recursive: true });
    }
    mkdirSync(path.join(repository, 'backend/app'));
    writeFileSync(path.join(repository, 'backend/app/__init__.py'), '');
    writeFileSync(path.join(repository, 'backend/app/main.py'), SERVICE);
    writeFileSync(path.join(repository, '.projenrc.js'), projenrc(nginxVersion));
    mkdirSync(path.join(repository, 'node_modules'));
    for (const [name, target] of [['projen', 'node_modules/projen'], ['constructs', 'node_modules/constructs'], ['projen-container-stack', '.']]) {
      symlinkSync(path.join(ROOT, target), path.join(repository, 'node_modules', name));
    }
    await run('node', ['--preserve-symlinks', '.projenrc.js'], { cwd: repository, env: { ...process.env, PROJEN_DISABLE_POST: 'true' } });
    await compose(stack, 'up', '--detach', '--build', '--wait', ...STACKS[stack].services);
  };
}

function cleanUp(stack) {
  return async () => {
    if (repository === undefined) {
      return;
    }
    await compose(stack, 'down', '--volumes', '--rmi', 'all', '--timeout', '1').catch(console.error);
    rmSync(repository, { recursive: true, force: true });
    repository = undefined;
  };
}

/** What a service's container answers on the engine's network, so that no published port is in between. */
async function ask(stack, service, port, page) {
  const id = (await compose(stack, 'ps', '--quiet', service)).stdout.trim().split('\n')[0];
  const address = (await run('docker', ['inspect', '--format', '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}', id])).stdout.trim().split(' ')[0];
  const { stdout } = await run('wrk', ['--threads', '1', '--connections', '32', '--duration', `${SECONDS}s`, '--latency', `http://${address}:${port}${page}`]);
  if (/Non-2xx|Socket errors/.test(stdout)) {
    throw new Error(`${service} of ${stack} does not answer as it should: ${stdout}`);
  }
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]);
}

const row = (stack, { nginxVersion, ...figures }) => ({
  unit: 'requests/s', better: 'more', prepare: prepare(stack, nginxVersion), cleanUp: cleanUp(stack), ...figures,
});

export const REQUESTS = [
  row('direct', {
    name: 'requests-nginx',
    what: 'requests through nginx to a FastAPI service',
    against: 'directly',
    goal: 0.9,
    measure: (side) => ask('direct', ...(side === 'ours' ? ['frontend', 8080] : ['backend', 8000]), '/api/small'),
  }),
  row('direct', {
    name: 'requests-nginx-version',
    what: 'the same with `nginxVersion`, which keeps connections open',
    against: 'directly',
    goal: 0.9,
    nginxVersion: '1.27.3',
    measure: (side) => ask('direct', ...(side === 'ours' ? ['frontend', 8080] : ['backend', 8000]), '/api/small'),
  }),
  row('edge', {
    name: 'requests-edge',
    what: 'requests through the edge to a FastAPI service',
    against: 'directly',
    goal: 0.8,
    measure: (side) => ask('edge', ...(side === 'ours' ? ['edge', 8080] : ['backend', 8000]), '/api/small'),
  }),
  row('edge', {
    name: 'page-edge',
    what: 'a page through edge and nginx',
    against: 'nginx alone',
    goal: 0.6,
    measure: (side) => ask('edge', ...(side === 'ours' ? ['edge', 8080] : ['frontend', 8080]), '/'),
  }),
];
