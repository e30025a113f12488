import { randomBytes } from 'crypto';
import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import { succeed } from '../command';
import { Leftovers } from '../engine';
import { FULL } from '../extent';
import { copyHandWritten, useLibrary } from '../library';
import { Report } from '../report';
import { Sandbox } from '../sandbox';
import { ComposeService, passingChecks, quickChecks } from './quick-checks';
import { Place, Site } from './site';

/*
 * The one repository of a health run, its two environments on the engine, and what is known about them.
 */

/** The stack's name, and so how its images are called: nothing else on the engine has it. */
export const STACK = 'crm-health';
export const RELEASE = 'health';
export const EDGE_PORT = 18310;
export const PORTS = {
  MONGODB_PORT: 18301,
  REDIS_PORT: 18302,
  CACHE_PORT: 18303,
  BACKEND_PORT: 18304,
  FRONTEND_PORT: 18305,
  BACKEND_313_PORT: 18306,
  EDGE_HTTP_PORT: EDGE_PORT,
  EDGE_HTTPS_PORT: 18311,
};
/** Their checks are made to pass always, to see that the table notices. */
export const MUTATED = ['backend', 'celery-worker', 'celery-beat', 'mongodb', 'cache', 'frontend', 'edge', 'generic-http', 'generic-tcp', 'generic-command'];

/** What changes whom programs ask, and how Python and Node.js run: checks of production ask their own container all the same. */
const HOSTILE = {
  http_proxy: 'http://127.0.0.1:9',
  HTTP_PROXY: 'http://127.0.0.1:9',
  https_proxy: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  all_proxy: 'http://127.0.0.1:9',
  ALL_PROXY: 'http://127.0.0.1:9',
  no_proxy: '',
  NO_PROXY: '',
  NODE_USE_ENV_PROXY: '1',
  NODE_EXTRA_CA_CERTS: '/nonexistent',
  WGETRC: '/nonexistent',
  PYTHONSTARTUP: '/nonexistent',
  PYTHONNOUSERSITE: '1',
  PYTHONSAFEPATH: '',
  PYTHONUTF8: '0',
  LC_ALL: 'C',
  TZ: 'Pacific/Kiritimati',
};

const GEVENT = 'gevent==26.9.0';

export const sandbox = new Sandbox('conductor-crm');
export const report = new Report();
export const leftovers = new Leftovers();
export const development = new Site(sandbox, Place.DEVELOPMENT, `${STACK}-dev`, ['docker-compose.yml', 'quick.development.json'], '.env');
export const production = new Site(sandbox, Place.PRODUCTION, `${STACK}-prod`, ['docker-compose.prod.yml', 'quick.production.json'], '.env.prod');
export const healed = new Site(sandbox, Place.HEALING, `${STACK}-healing`, ['docker-compose.healing.yml', 'quick.healing.json'], '.env');

/** What runs; the rest is created by faults. */
const SERVICES = [
  'mongodb', 'redis', 'cache', 'backend', 'celery-worker', 'worker-threads', 'worker-solo', 'worker-gevent', 'celery-beat', 'beat-in-memory',
  'frontend', 'generic-http', 'generic-tcp', 'generic-command', 'generic-none',
];
const PRODUCTION_ONLY = ['edge', 'beat-313'];

/** Their checks are other ones in development. */
const DIFFERENT_IN_DEVELOPMENT = ['cache', 'frontend'];
/** Their checks are the same words in both environments. */
export const SAME_CHECKS = SERVICES.filter((service) => ![...DIFFERENT_IN_DEVELOPMENT, 'generic-none'].includes(service));

/** Whether every service of an environment is looked at, and not only those whose checks are other ones than in production. */
export function isWhole(place: Place): boolean {
  return FULL || place === Place.PRODUCTION;
}

export function servicesOf(place: Place): string[] {
  return isWhole(place) ? [...SERVICES, ...place === Place.PRODUCTION ? PRODUCTION_ONLY : []] : DIFFERENT_IN_DEVELOPMENT;
}

/** More of each kind, so that faults of several services can be looked at side by side. */
const MORE_SERVICES = `
new CeleryWorker(stack, 'worker-threads', { backend, app: 'app.celery_app', pool: CeleryPool.THREADS, queues: ['threads'], concurrency: 2, gracefulShutdown });
new CeleryWorker(stack, 'worker-solo', { backend, app: 'app.celery_app', pool: CeleryPool.SOLO, queues: ['solo'], concurrency: 1, gracefulShutdown });
new CeleryWorker(stack, 'worker-gevent', { backend, app: 'app.celery_app', pool: CeleryPool.GEVENT, queues: ['gevent'], concurrency: 2, gracefulShutdown });
new CeleryBeat(stack, 'beat-in-memory', { backend, app: 'app.celery_app:celery_app', scheduler: 'celery.beat:Scheduler' });
const backend313 = new BackendService(stack, 'backend-313', { app: 'app.main:app', pythonVersion: '3.13', hostPort: 8013, connectTo: [mongodb, redis], environment: { SECRET_KEY: EnvValue.of('of no use') } });
new CeleryBeat(stack, 'beat-313', { backend: backend313, app: 'app.celery_app' });
stack.addCompose(stack.addEnvironment('healing', { restartsUnhealthy: true, requireSecrets: false }));
new RedisService(stack, 'cache', { hostPort: 6380, urlVariable: 'CACHE_URL' });

const python = ImageSource.reference('python:3.11-slim');
const often = { interval: Duration.seconds(10), timeout: Duration.seconds(3) };
new GenericService(stack, 'generic-http', {
  image: python, init: true,
  command: ['sh', '-c', 'mkdir -p /tmp/site && touch /tmp/site/ready && exec python -m http.server 8080 --directory /tmp/site'],
  healthCheck: HealthCheck.http('/ready', { port: 8080, tool: ProbeTool.PYTHON, ...often }),
});
new GenericService(stack, 'generic-tcp', {
  image: python, init: true, command: ['python', '/srv/listener.py'], mounts: [Volume.repositoryFolder('listener').mountReadOnlyAt('/srv')],
  healthCheck: HealthCheck.tcp(9000, { tool: ProbeTool.PYTHON, ...often }),
});
new GenericService(stack, 'generic-command', {
  image: python, init: true, command: ['sh', '-c', 'touch /tmp/ready && exec sleep infinity'],
  healthCheck: HealthCheck.command(['test', '-e', '/tmp/ready'], often),
});
new GenericService(stack, 'generic-none', { image: python, init: true, command: ['sleep', 'infinity'], healthCheck: HealthCheck.none() });
`;

/** Writes the example with databases in the stack in production too, more services, and what makes trouble on demand. */
export async function writeRepository(): Promise<void> {
  await copyHandWritten(sandbox);
  for (const file of readdirSync(path.join(__dirname, 'application'))) {
    sandbox.write(file === 'listener.py' ? `listener/${file}` : `backend/app/${file}`, readFileSync(path.join(__dirname, 'application', file)));
  }
  sandbox.edit('backend/app/celery_app.py', 'include=["app.tasks"]', 'include=["app.tasks", "app.trouble_tasks"]');
  sandbox.edit('backend/app/celery_app.py', 'from app.settings import', 'from app.trouble_schedule import BlockingSchedule\nfrom app.settings import');
  sandbox.edit('backend/app/celery_app.py', '"schedule": SNAPSHOT_SECONDS,', '"schedule": BlockingSchedule(1.0),');
  sandbox.edit('backend/app/main.py', 'for module in (health,', 'from app import trouble_api\n\nfor module in (trouble_api, health,');
  sandbox.edit('backend/app/api/health.py', 'from app.settings import', 'from app import trouble_api\nfrom app.settings import');
  sandbox.edit('backend/app/api/health.py', '    settings = get_settings()', '    await trouble_api.in_health()\n    settings = get_settings()');
  await sandbox.succeed(['cp', '--recursive', 'backend', 'backend-313']);

  sandbox.edit('.projenrc.ts', 'import {\n', 'import {\n  CeleryPool, DataServices, Duration, GenericService, HealthCheck, ImageSource, ProbeTool, Volume,\n');
  sandbox.edit('.projenrc.ts', "new ContainerStack(project, 'conductor', {", `new ContainerStack(project, '${STACK}', {\n  production: { dataServices: DataServices.IN_STACK },`);
  // so that a task that takes longer can be waited for
  sandbox.edit('.projenrc.ts', "new CeleryWorker(stack, 'celery-worker', {", "const gracefulShutdown = Duration.seconds(8);\nnew CeleryWorker(stack, 'celery-worker', { gracefulShutdown,");
  sandbox.edit('.projenrc.ts', '\nproject.synth();', `${MORE_SERVICES}\nproject.synth();`);
  await useLibrary(sandbox);
  await sandbox.succeed(['npx', '--no-install', 'tsx', '.projenrc.ts'], { timeoutSeconds: 300 });

  const ports = Object.entries(PORTS).map(([name, port]) => `${name}=${port}`);
  sandbox.write('.env', [...ports, `HOST_UID=${sandbox.user.uid}`, `HOST_GID=${sandbox.user.gid}`, ''].join('\n'));
  const secrets = sandbox.read('.env.prod.example').replace(/^([A-Z0-9_]+)=$/gm, (line, name) => name === 'SENTRY_DSN' ? line : `${name}=${randomBytes(16).toString('hex')}`);
  sandbox.write('.env.prod', [secrets, ...ports, `RELEASE=${RELEASE}`, ''].join('\n'), 0o600);
}

/** Writes beside a generated file what the run changes of it. */
export async function writeOverrides(site: Site): Promise<void> {
  const { services } = await site.config();
  const quick: { [service: string]: any } = quickChecks(services);

  if (site.place === Place.PRODUCTION) {
    Object.keys(quick).forEach((service) => quick[service].environment = hostileTo(services[service]));
  }
  const cache = services.cache;
  // a tenth of a second for each key that is loaded, and answers meanwhile: with little data it would be over before anybody looks
  quick.cache.command = [...cache.command!, '--key-load-delay', '100000', '--loading-process-events-interval-bytes', '1024'];
  quick['worker-gevent'].image = geventImage(site);
  const { ports: _, ...mongodb } = services.mongodb as any;
  const whole = mongodb.volumes.find(({ target }: any) => target.endsWith('.js'));
  const copies = ['failing', 'slow'].map((kind) => {
    const name = `mongodb-${kind}-init`;
    sandbox.write(`scripts/${name}.js`, INIT_SCRIPTS[kind](sandbox.read('scripts/mongo-init.js')));
    return [name, {
      ...mongodb,
      // it has to be red while it starts
      healthcheck: { ...quick.mongodb.healthcheck, start_period: '1s' },
      volumes: [
        ...mongodb.volumes.filter(({ type, target }: any) => type === 'bind' && target !== whole.target),
        { type: 'bind', source: sandbox.path(`scripts/${name}.js`), target: whole.target, read_only: true },
        { type: 'bind', source: whole.source, target: '/tmp/whole/mongo-init.js', read_only: true },
        { type: 'volume', source: name, target: '/data/db' },
      ],
    }];
  });
  const json = (value: object) => JSON.stringify(value, undefined, 2);
  sandbox.write(`quick.${site.place}.json`, json({
    services: { ...quick, ...Object.fromEntries(copies) },
    volumes: Object.fromEntries(copies.map(([name]) => [name, {}])),
  }));
  sandbox.write(`passing.${site.place}.json`, json({ services: passingChecks(MUTATED) }));
}

/** The generated file's own values stay. */
function hostileTo({ environment = {} }: ComposeService): { [name: string]: string } {
  return Object.fromEntries(Object.entries(HOSTILE).filter(([name]) => !(name in environment)));
}

const INIT_SCRIPTS: { [kind: string]: (script: string) => string } = {
  failing: (script) => script.replace('const database =', 'sleep(4000);\nthrow new Error("no disk, say");\nconst database ='),
  slow: (script) => `${script}\nsleep(22000);\n`,
};

/** Builds what runs, and starts it. */
export async function start(site: Site): Promise<void> {
  await site.compose(['build', '--quiet', ...isWhole(site.place) ? ['backend'] : [], 'frontend', ...site.place === Place.PRODUCTION ? ['edge', 'backend-313'] : []]);
  if (isWhole(site.place)) {
    await buildGevent(site);
  }
  await site.compose(['up', '--detach', '--no-build', ...isWhole(site.place) ? [] : ['--no-deps'], ...servicesOf(site.place)]);
}

async function buildGevent(site: Site): Promise<void> {
  const { services } = await site.config();
  const user = site.place === Place.PRODUCTION ? '\nUSER 1000:1000' : '';
  await succeed(['docker', 'build', '--quiet', '--tag', leftovers.image(geventImage(site)), '-'], {
    input: `FROM ${services.backend.image}\nUSER root\nRUN --mount=type=cache,target=/root/.cache/pip pip --python /opt/venv/bin/python install ${GEVENT}${user}\n`, timeoutSeconds: 300,
  });
}

function geventImage(site: Site): string {
  return `${STACK}-gevent:${site.place}`;
}

/** Takes everything away, by its names. */
export async function removeAll(): Promise<void> {
  await Promise.all([development.remove(), production.remove(), healed.remove()]);
  for (const repository of ['backend', 'backend-313', 'frontend', 'edge', 'gevent']) {
    const { stdout } = await succeed(['docker', 'image', 'ls', `${STACK}-${repository}`, '--format', '{{.Repository}}:{{.Tag}}']);
    stdout.split('\n').filter(Boolean).forEach((image) => leftovers.image(image));
  }
  await leftovers.remove();
}
