/*
 * `npx projen pictures`: records what a person sees at a terminal who starts a stack, deploys a release, and deploys one that does not work, on the real
 * engine, and writes each as a film to docs/pictures. Needs Docker, the program `script` of util-linux, and ports 8010 and 8080.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { film } from './svg.mjs';
import { COLUMNS, ROWS, record, screens } from './terminal.mjs';

const PICTURES = fileURLToPath(new URL('../../docs/pictures', import.meta.url));
const MOST_BYTES = 140_000;

const APPLICATION = `import os

from fastapi import FastAPI
from redis import Redis

app = FastAPI()
redis = Redis.from_url(os.environ["REDIS_URL"])


@app.get("/")
def visits() -> dict[str, int]:
    return {"visits": redis.incr("visits")}


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}
`;

const work = mkdtempSync(path.join(tmpdir(), 'pictures-'));
const repository = path.join(work, 'bookshop');
// who deploys is in the history, and no business of those who look at pictures
const env = { RELEASED_BY: 'ana', GIT_CONFIG_GLOBAL: '/dev/null' };
const sh = (line) => execFileSync('bash', ['-c', line], { cwd: repository, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });

try {
  mkdirSync(path.join(repository, 'backend/app'), { recursive: true });
  writeFileSync(path.join(repository, 'backend/requirements.txt'), 'fastapi\nredis\nuvicorn\n');
  application(APPLICATION);
  synthesize();
  writeFileSync(path.join(repository, '.env'), 'BACKEND_PORT=8010\nREDIS_PORT=8011\n');
  writeFileSync(path.join(repository, '.env.prod'), 'EDGE_HTTP_PORT=8080\nREDIS_PASSWORD=0123456789abcdef0123456789abcdef\n');
  sh('git init --quiet && git config user.name ana && git config user.email ana@example.com');
  commit('Count visits');

  // with images and packages that are there already: what is downloaded is not what is shown
  sh('./scripts/docker-dev.sh start && ./scripts/docker-dev.sh stop');
  await picture('start', 'docker-dev.sh start: the stack starts, and is healthy', ['./scripts/docker-dev.sh start', 'curl -s localhost:8010; echo']);
  sh('./scripts/docker-dev.sh clean --yes');

  sh('./scripts/docker-prod.sh deploy');
  application(APPLICATION.replace('"visits"', '"visitors"'));
  commit('Visitors');
  await picture('deploy', 'docker-prod.sh deploy: a release comes into service beside the one before', [
    './scripts/docker-prod.sh deploy', 'curl -s localhost:8080; echo',
  ]);

  application(`import httpx\n${APPLICATION}`);
  commit('Ask others');
  await picture('failed-deploy', 'docker-prod.sh deploy: a release that does not work leaves the one before in service', [
    './scripts/docker-prod.sh deploy', 'curl -s localhost:8080; echo',
  ]);
} finally {
  sh('./scripts/docker-dev.sh clean --yes || true; ./scripts/docker-prod.sh remove --volumes --yes || true');
  rmSync(work, { recursive: true, force: true });
}

/** What the films are about: a backend, Redis, and an edge in production, whose new containers are asked often. */
function synthesize() {
  const require = createRequire(import.meta.url);
  const { Project } = require('projen');
  const { BackendService, ContainerStack, DataServices, EdgeProxy, RedisService } = require('../../lib');
  process.env.PROJEN_DISABLE_POST = 'true';
  const project = new Project({ name: 'bookshop', outdir: repository });
  const stack = new ContainerStack(project, 'bookshop', { production: { dataServices: DataServices.IN_STACK }, compose: { minDockerVersion: 25 } });
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [new RedisService(stack, 'redis')] });
  new EdgeProxy(stack, 'edge', { service: backend });
  project.synth();
}

function application(text) {
  writeFileSync(path.join(repository, 'backend/app/main.py'), text);
}

function commit(message) {
  sh(`git add --all && git commit --quiet --message "${message}"`);
}

async function picture(name, title, commands) {
  const shown = await screens(await record({ commands, cwd: repository, env, work }));
  const file = path.join(PICTURES, `${name}.svg`);
  writeFileSync(file, film(shown, { title, columns: COLUMNS, rows: ROWS, mostBytes: MOST_BYTES }));
  console.log(`${path.relative(process.cwd(), file)}: ${Math.round(readFileSync(file).length / 1000)} kB, ${shown.length} screens, ${Math.round(shown.at(-1).at)} s`);
}
