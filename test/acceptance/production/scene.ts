import { randomBytes } from 'crypto';
import { readFileSync } from 'fs';
import * as path from 'path';
import { get } from '../api';
import { Outcome, succeed } from '../command';
import { copyHandWritten, useLibrary } from '../library';
import { patiently } from '../mongo-address';
import { Report } from '../report';
import { Sandbox } from '../sandbox';
import { Load } from './load/load';

/*
 * The one repository of a production run, and what is known about it.
 */

export const PROJECT = 'conductor-production';
export const SCRIPT = './scripts/docker-prod.sh';
export const HTTP_PORT = 18180;
export const HTTPS_PORT = 18543;
export const ORIGIN = `http://127.0.0.1:${HTTP_PORT}`;
export const SERVICES = ['backend', 'celery-beat', 'celery-worker', 'edge', 'frontend', 'mongodb', 'redis'];

export const sandbox = new Sandbox('conductor-crm');
export const report = new Report();

/** What every release of the run has to answer: the API, and the page itself. */
const SMOKE_TEST = `{
    requests: [
      { service: 'backend', path: '/api/probe/version', text: '"version"' },
      { service: 'frontend', path: '/', text: '<app-root>' },
    ],
  }`;

/** Watched for a shorter time than a person would: the releases are many. How long one may take to become healthy is for a busy machine. */
export const QUICK = { SETTLE_SECONDS: '1', WATCH_SECONDS: '1', PATIENCE_SECONDS: '120' };

/** Runs the script to its end. */
export function prod(argv: string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return sandbox.run([SCRIPT, ...argv], { timeoutSeconds: 600, env: { ...QUICK, ...env } });
}

/** Makes a release that has to come into service. */
export async function deploy(release: string, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const outcome = await prod(['deploy', '--release', release], env);
  if (outcome.code !== 0) {
    throw new Error(`release ${release} failed with ${outcome.code}:\n${outcome.output.slice(-4000)}`);
  }
  return outcome;
}

/** Writes the example as a person would have it for production, with databases in the stack, and what the run needs beside it. */
export async function writeRepository(): Promise<void> {
  await copyHandWritten(sandbox);
  for (const file of ['probe.py', 'migrate.py']) {
    sandbox.write(`backend/app/${file}`, readFileSync(path.join(__dirname, 'application', file)));
  }
  // on a busy machine a migration waits for longer than a page may
  sandbox.edit('backend/app/connections.py', '"serverSelectionTimeoutMS": 5000', '"serverSelectionTimeoutMS": 30000');
  sandbox.edit('backend/app/celery_app.py', 'include=["app.tasks"]', 'include=["app.tasks", "app.probe"]');
  sandbox.edit('backend/app/main.py', 'for module in (health,', 'from app import probe\n\nfor module in (probe, health,');
  sandbox.edit('.projenrc.ts', 'ContainerStack,', 'ContainerStack, DataServices, EdgeTls,');
  sandbox.edit('.projenrc.ts', 'language: Language.PT_BR,',
    `language: Language.PT_BR,\n  production: { dataServices: DataServices.IN_STACK },\n  compose: { releases: { leastFreeDisk: Size.mebibytes(100), smokeTest: ${SMOKE_TEST} } },`);
  sandbox.edit('.projenrc.ts', 'MongoService, RedisService,', 'MongoService, RedisService, Size,');
  sandbox.edit('.projenrc.ts', "app: 'app.main:app',", "app: 'app.main:app',\n  releaseCommand: ['python', '-m', 'app.migrate'],");
  await sandbox.succeed(['git', 'init', '--quiet']);
  await useLibrary(sandbox);
  await synthesize();
}

export async function synthesize(): Promise<void> {
  await sandbox.succeed(['npx', '--no-install', 'tsx', '.projenrc.ts']);
}

/** Fills the env file in, as the template says. */
export function writeSettings(changes: { [name: string]: string } = {}): void {
  const settings: { [name: string]: string } = { EDGE_HTTP_PORT: `${HTTP_PORT}`, EDGE_HTTPS_PORT: `${HTTPS_PORT}`, FRONTEND_PORT: `${HTTP_PORT}`, FRONTEND_HTTPS_PORT: `${HTTPS_PORT}`, ...changes };
  const template = sandbox.read('.env.prod.example').replace(/^([A-Z_]+)=$/gm, (line, name) =>
    name === 'SENTRY_DSN' ? line : `${name}=${randomBytes(16).toString('hex')}`);
  const lines = template.split('\n').filter((line) => !Object.keys(settings).some((name) => line.startsWith(`${name}=`)));
  sandbox.write('.env.prod', [...lines, ...Object.entries(settings).map(([name, value]) => `${name}=${value}`), ''].join('\n'), 0o600);
}

/** Changes what the backend is, so that its image is a new one. */
export function changeBackend(version: string): void {
  sandbox.write('backend/app/probe.py', sandbox.read('backend/app/probe.py').replace(/VERSION = ".*"/, `VERSION = "${version}"`));
}

/** Changes what the frontend is. */
export function changeFrontend(version: string): void {
  sandbox.write('frontend/public/robots.txt', `User-agent: *\nDisallow: /\n# ${version}\n`);
}

/** The release that answers. */
export async function servingRelease(origin = ORIGIN): Promise<string> {
  const answer = await get(`${origin}/api/probe/version`);
  if (answer.status !== 200) {
    throw new Error(`the stack answers ${answer.status}: ${answer.text}`);
  }
  return answer.headers.get('x-release') ?? '';
}

/** The release that the script says is in charge; a service that did not change may have been started by an earlier one. */
export async function releaseInCharge(): Promise<string> {
  const { stdout } = await prod(['history']);
  return /(\S+) \*/.exec(stdout)?.[1] ?? '';
}

/** Users, at least 50 at a time. */
export function users(clients = 50): Promise<Load> {
  return Load.start({
    origin: ORIGIN,
    clients,
    paths: { get: '/api/companies?limit=1', page: '/', post: '/api/leads', slow: '/api/probe/slow?seconds=2' },
    postBody: { name: 'Load', email: 'load@acme.com.br' },
    websocketPath: '/ws',
  });
}

/** The containers of the project, by service: those that exist, running or not. */
export async function containers(service?: string): Promise<string[]> {
  const { stdout } = await succeed([
    'docker', 'ps', '--all', '--quiet', '--no-trunc', '--filter', `label=com.docker.compose.project=${PROJECT}`,
    ...service === undefined ? [] : ['--filter', `label=com.docker.compose.service=${service}`],
  ]);
  return stdout.split('\n').filter(Boolean).sort();
}

/** The value of a JavaScript expression in mongosh, as the administrator. */
export async function mongoValue(expression: string): Promise<any> {
  const [id] = await containers('mongodb');
  const script = 'mongosh --quiet --norc --username admin --password "$MONGO_INITDB_ROOT_PASSWORD" --authenticationDatabase admin "$1" --eval "$2"';
  const { stdout } = await succeed(['docker', 'exec', id, 'sh', '-c', script, 'sh', patiently('conductor'), `print(EJSON.stringify(${expression}))`]);
  return JSON.parse(stdout);
}
