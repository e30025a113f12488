import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Project } from 'projen';
import { parseAllDocuments } from 'yaml';
import { CrmApi, get } from './api';
import { Outcome, mustSucceed, run, succeed } from './command';
import { eventually } from './eventually';
import { Load, LoadOptions, LoadReport } from './production/load/load';
import { Report } from './report';
import { ROOT } from './root';
import { signalling } from './signalling';
import {
  AngularNginxFrontend, BackendService, CeleryBeat, CeleryWorker, ContainerStack, DataServices, Duration, EdgeProxy, EnvValue, MongoService,
  RedisService, Size,
} from '../../src';

/*
 * The example on a Kubernetes cluster that exists: applied where Pod Security "restricted" is enforced, released and brought back under
 * load, and releases that fail. It is told by variables where the cluster is:
 *
 *   KUBECONFIG         of an administrator, and kubectl in the PATH
 *   CLUSTER_ENTRANCE   the address at which the default Ingress controller answers: http://127.0.0.1:8080
 *   CLUSTER_LOAD       a program that brings images of the engine to the cluster's nodes, called with their names
 *
 * The images are named after a registry that nobody asks. ACCEPTANCE_KEEP=1 keeps what runs.
 */

const { CLUSTER_ENTRANCE: entrance = '', CLUSTER_LOAD: load = '', KUBECONFIG } = process.env;
const REGISTRY = 'registry.acceptance.test/crm';
const NAME = 'acceptance-crm';
const NAMESPACE = `${NAME}-cluster`;
const INTRUDER = 'acceptance-intruder';
const SCRIPT = './scripts/kubernetes-cluster.sh';

const folder = mkdtempSync(path.join(tmpdir(), 'acceptance-kubernetes-'));
const report = new Report();
const crm = new CrmApi(entrance);

function writeStack(): ContainerStack {
  const project = new Project({ name: 'conductor-crm', outdir: folder });
  const stack = new ContainerStack(project, NAME, { title: 'Conductor CRM' });
  const cluster = stack.addEnvironment('cluster', {
    dataServices: DataServices.IN_STACK, internalPorts: false, healthCheckInterval: Duration.seconds(5),
  });
  const mongodb = new MongoService(stack, 'mongodb', { database: 'conductor', collections: [{ name: 'leads' }, { name: 'companies' }] });
  const redis = new RedisService(stack, 'redis');
  const backend = new BackendService(stack, 'backend', {
    app: 'app.main:app',
    readinessPath: '/health/ready',
    connectTo: [mongodb, redis],
    environment: { FRONTEND_URL: EnvValue.variable('FRONTEND_URL', { defaultValue: 'http://localhost' }) },
    secrets: ['SECRET_KEY', 'CLAUDE_API_KEY'],
    releaseCommand: ['sh', '-c', 'echo "the job of $RELEASE"; test "$RELEASE" != badjob'],
  });
  const worker = new CeleryWorker(stack, 'celery-worker', { backend, app: 'app.celery_app' });
  const beat = new CeleryBeat(stack, 'celery-beat', { backend, app: 'app.celery_app' });
  const frontend = new AngularNginxFrontend(stack, 'frontend', { app: 'conductor-crm', api: backend });
  new EdgeProxy(stack, 'edge', { frontend });
  // the cluster of a test may be small
  const reserved = { reservedCpus: 0.1, reservedMemory: Size.mebibytes(128) };
  [backend, frontend, worker].forEach((service) => cluster.configure(service, { replicas: 2, resources: reserved }));
  cluster.configure(beat, { resources: reserved });
  stack.addCompose(cluster);
  stack.addKubernetes(cluster, {
    registry: REGISTRY,
    ingress: {},
    imagesByDigest: false,
    patience: Duration.minutes(5),
    watch: Duration.seconds(5),
    preStopDelay: Duration.seconds(30),
  });
  project.synth();
  return stack;
}

const inFolder = { cwd: folder, env: { ...process.env }, timeoutSeconds: 900 };
const script = (...argv: string[]): Promise<Outcome> => run([SCRIPT, ...argv], inFolder);
const kubectl = async (...argv: string[]) => (await succeed(['kubectl', '--namespace', NAMESPACE, ...argv], inFolder)).stdout.trim();
const current = async () => (await script('status')).stdout.split('\n')[0];

/** The image of a service under the id of another release, with a layer of its own. */
async function imageOf(service: string, release: string, lines = ''): Promise<string> {
  const image = `${REGISTRY}/${NAME}-${service}:${release}`;
  await succeed(['docker', 'build', '--quiet', '--tag', image, '-'], {
    ...inFolder, input: `FROM ${NAME}-${service}:r1\nLABEL release=${release}\n${lines}`,
  });
  return image;
}

const HANGS = 'CMD ["python", "-c", "import time; time.sleep(3600)"]\n';

/** Another build of the page: the first script has another hash in its name. */
const REBUILT = `USER root
RUN cd /usr/share/frontend && old=$(grep -o 'main-[A-Z0-9]*' hashed-files | head -n 1) \\
 && for file in html/$old.js*; do mv "$file" "html/main-REBUILT2\${file#html/$old}"; done \\
 && rm -f html/index.html.gz && sed -i "s/$old/main-REBUILT2/g" hashed-files html/index.html
USER 101
`;

/** What ends after it has become ready. */
const ENDS = 'CMD ["sh", "-c", "uvicorn app.main:app --host 0.0.0.0 --port 8000 & sleep 20; exit 3"]\n';

/** Asks for the page again and again, and each time for the scripts of all pages that it has seen. */
class PageScripts {
  public times = 0;
  private readonly names = new Set<string>();
  private readonly missing: string[] = [];
  private goesOn = true;
  private readonly done = this.ask();

  public end(): void {
    this.goesOn = false;
  }

  /** The scripts of pages, and what was not answered with 200. */
  public async seen(): Promise<{ readonly names: string[]; readonly missing: string[] }> {
    this.end();
    await this.done;
    return { names: [...this.names], missing: this.missing };
  }

  private async ask(): Promise<void> {
    while (this.goesOn) {
      const [name] = /main-[A-Z0-9]+\.js/.exec((await get(`${entrance}/`)).text) ?? [];
      this.names.add(`${name}`);
      for (const each of this.names) {
        const { status } = await get(`${entrance}/${each}`);
        this.missing.push(...status === 200 ? [] : [`${each}: ${status}`]);
      }
      this.times++;
    }
  }
}

/** What users got meanwhile. */
async function underLoad(options: Partial<LoadOptions>, work: () => Promise<unknown>): Promise<LoadReport['total']> {
  const users = await Load.start({ origin: entrance, paths: { page: '/', get: '/api/companies' }, clients: 4, thinkMilliseconds: 50, ...options });
  try {
    await work();
  } catch (error) {
    await users.stop();
    throw error;
  }
  return (await users.stop()).total;
}

/** A pod of a service. */
async function podOf(service: string): Promise<string> {
  return (await podsOf(service))[0];
}

async function podsOf(service: string): Promise<string[]> {
  const lines = await kubectl('get', 'pods', '--selector', `app.kubernetes.io/name=${service}`, '--output', 'jsonpath={range .items[*]}{.metadata.name}/{.metadata.deletionTimestamp}{"\\n"}{end}');
  // without those that are on their way out
  return lines.split('\n').filter((line) => line.endsWith('/')).map((line) => line.slice(0, -1));
}

async function isReady(pod: string): Promise<boolean> {
  return await kubectl('get', 'pod', pod, '--output', 'jsonpath={.status.containerStatuses[0].ready}') === 'true';
}

/** As a node that is drained does it: the disruption budget says when. */
async function evict(pod: string): Promise<void> {
  const input = JSON.stringify({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace: NAMESPACE } });
  const argv = ['kubectl', 'create', '--raw', `/api/v1/namespaces/${NAMESPACE}/pods/${pod}/eviction`, '--filename', '-'];
  await eventually(`${pod} may go`, 300, async () => {
    const { code, output } = await run(argv, { ...inFolder, input });
    // one of a rollout before may be gone by then
    return code === 0 || output.includes('NotFound');
  });
}

(KUBECONFIG && entrance && load ? describe : describe.skip)('the example on a cluster (skipped without KUBECONFIG, CLUSTER_ENTRANCE and CLUSTER_LOAD)', () => {
  beforeAll(async () => {
    for (const part of ['backend', 'frontend']) {
      cpSync(path.join(ROOT, 'examples/conductor-crm', part), path.join(folder, part), {
        recursive: true, filter: (file) => !/\.(dockerignore)$|node_modules/.test(file),
      });
    }
    process.env.PROJEN_DISABLE_POST = 'true';
    writeStack();
    const secrets = readFileSync(path.join(folder, 'kubernetes/cluster/secrets.example.yaml'), 'utf-8')
      .replace(/^( {2}[A-Z_]+): ""$/gm, (_, key: string) => `${key}: "right${key.trim().toLowerCase().replace(/_/g, '')}"`);
    writeFileSync(path.join(folder, 'secrets.yaml'), secrets);
    // every variable that Compose wants to know before it builds
    await report.phase('images are built', () => succeed(
      ['docker', 'compose', '--file', 'docker-compose.cluster.yml', 'build', 'backend', 'frontend'],
      { ...inFolder, env: { ...process.env, RELEASE: 'r1', ...Object.fromEntries(parseAllDocuments(secrets).flatMap((each) => Object.entries(each.toJS().stringData))) } },
    ));
    const images = [
      ...await Promise.all(['r1', 'r2', 'badjob'].map((release) => imageOf('backend', release))),
      ...await Promise.all(['r1', 'badjob'].map((release) => imageOf('frontend', release))),
      await imageOf('frontend', 'r2', REBUILT),
      await imageOf('backend', 'hangs', HANGS), await imageOf('frontend', 'hangs'),
      await imageOf('backend', 'ends', ENDS), await imageOf('frontend', 'ends'),
    ];
    await report.phase('images are on the nodes', () => succeed(
      ['sh', '-c', `${load} "$@"`, 'load', 'mongo:7.0', 'redis:7-alpine', ...images], { ...inFolder, timeoutSeconds: 600 },
    ));
  }, 1_800_000);

  afterAll(async () => {
    if (!process.env.ACCEPTANCE_KEEP) {
      await run(['kubectl', 'delete', 'namespace', NAMESPACE, INTRUDER, '--ignore-not-found'], { ...inFolder, timeoutSeconds: 300 });
      const { stdout } = await run(['docker', 'images', '--format', '{{.Repository}}:{{.Tag}}', '--filter', `reference=*${NAME}-*`], inFolder);
      const { stdout: tagged } = await run(['docker', 'images', '--format', '{{.Repository}}:{{.Tag}}', '--filter', `reference=${REGISTRY}/*`], inFolder);
      await run(['docker', 'rmi', '--force', ...`${stdout}\n${tagged}`.split('\n').filter(Boolean)], inFolder);
      rmSync(folder, { recursive: true, force: true });
    }
    report.write(ROOT, 'acceptance-kubernetes.json');
  }, 400_000);

  test('without its secrets nothing is released, and it is said which file says what they are', async () => {
    const { code, output } = await script('deploy', '--release', 'r1');
    expect([code, output]).toEqual([1, expect.stringContaining(`There is no Secret "${NAME}-secrets" in the namespace "${NAMESPACE}"`)]);
    expect(await kubectl('get', 'deployments,statefulsets,pods', '--output', 'name')).toBe('');
    await kubectl('apply', '--filename', 'secrets.yaml');
  });

  test('the cluster takes every manifest, where Pod Security "restricted" is enforced', async () => {
    expect(await script('deploy', '--release', 'r1', '--dry-run')).toMatchObject({ code: 0 });
    expect(await kubectl('get', 'namespace', NAMESPACE, '--output', 'jsonpath={.metadata.labels.pod-security\\.kubernetes\\.io/enforce}')).toBe('restricted');
  });

  test('the first release: its job, then all pods are ready', async () => {
    const { code, output } = await report.phase('the first deploy', () => script('deploy', '--release', 'r1'));
    expect([code, output]).toEqual([0, expect.stringContaining('r1 is in service')]);
    expect(await kubectl('get', 'jobs', '--output', 'jsonpath={.items[*].metadata.name} {.items[*].status.succeeded}')).toBe('backend-r1 1');
    expect(await script('doctor')).toMatchObject({ code: 0 });
  }, 900_000);

  test('the page is there, and lists a lead that a task has worked on', async () => {
    await eventually('the page', 60, async () => (await get(`${entrance}/`)).text.includes('<html'));
    const lead = await crm.addLead('Ada', 'ada@acme.com.br');
    await crm.enrich(lead.id, 60);
    expect((await crm.leads()).map(({ name }) => name)).toContain('Ada');
  }, 200_000);

  test('a schedule fires', async () => {
    await eventually('a snapshot of the pipeline', 180, () => crm.snapshotTakenAt());
  }, 200_000);

  test('who is not connected to a database does not reach it, and who is does', async () => {
    const connecting = (service: string, port: number) =>
      `import socket; socket.create_connection(("${service}", ${port}), 5).close(); print("reached")`;
    expect((await script('exec', 'backend', '--', 'python', '-c', connecting('mongodb', 27017))).stdout).toContain('reached');
    expect((await script('exec', 'celery-worker', '--', 'python', '-c', connecting('redis', 6379))).stdout).toContain('reached');
    // the frontend asks the backend, and has no business with databases
    const asking = (address: string) => script('exec', 'frontend', '--', 'wget', '-q', '-T', '5', '-O', '/dev/null', `http://${address}`);
    expect((await asking('backend:8000/health')).code).toBe(0);
    expect((await asking('mongodb:27017/')).code).not.toBe(0);
  }, 120_000);

  test('a command in a pod of its own ends with its own code', async () => {
    const { code, stdout } = await script('run', 'backend', '--', 'sh', '-c', 'echo "in $RELEASE"; exit 7');
    expect([code, stdout]).toEqual([7, expect.stringContaining('in r1')]);
  }, 120_000);

  test('a deploy and a rollback of everything, under load: no request fails', async () => {
    const total = await underLoad({}, async () => {
      const scripts = new PageScripts();
      mustSucceed(await report.phase('a deploy under load', () => script('deploy', '--release', 'r2')).finally(() => scripts.end()));
      const { names, missing } = await scripts.seen();
      report.add('a page and its script asked for during a deploy, times', scripts.times);
      expect([names.length, missing]).toEqual([2, []]);
      // who loaded the page before goes on: no pod of that release is left
      for (const name of names) {
        expect([name, (await get(`${entrance}/${name}`)).status]).toEqual([name, 200]);
      }
      expect((await get(`${entrance}/main-AAAAAAAA.js`)).status).toBe(404);
      mustSucceed(await report.phase('a rollback under load', () => script('rollback')));
    });
    report.add('requests during a deploy and a rollback', total.requests);
    expect(await current()).toBe('📍 In service: r1');
    expect(total.failures).toEqual([]);
  }, 1_200_000);

  test('a websocket lives through a rollout of something else', async () => {
    const { failures, websocket: { opened, closes, drops } } = await underLoad({ clients: 1, websocketPath: '/ws' }, async () => {
      await kubectl('rollout', 'restart', 'deployment/celery-worker');
      await kubectl('rollout', 'status', 'deployment/celery-worker', '--timeout=300s');
    });
    expect([failures, opened, closes.count, drops.count]).toEqual([[], 1, 0, 0]);
  }, 400_000);

  test('every pod that works is evicted, under load: no request fails, and no task is lost', async () => {
    const total = await underLoad({}, async () => {
      const leads = await Promise.all([...Array(10).keys()].map((index) => crm.addLead(`Evicted ${index}`, `evicted${index}@acme.com.br`)));
      const enriched = Promise.all(leads.map(({ id }) => crm.enrich(id, 400)));
      await Promise.all(['celery-worker', 'backend', 'frontend'].map(async (service) => {
        for (const pod of await podsOf(service)) {
          await evict(pod);
        }
        await kubectl('rollout', 'status', `deployment/${service}`, '--timeout=300s');
      }));
      expect(await enriched).toHaveLength(leads.length);
    });
    report.add('requests while every pod that works is evicted', total.requests);
    expect(total.failures).toEqual([]);
  }, 900_000);

  test('from outside of the namespace nothing is reached but what users come in by', async () => {
    const services: any[] = JSON.parse(await kubectl('get', 'services', '--output', 'json')).items;
    const places = services.flatMap(({ metadata: { name }, spec: { ports = [] } }) => ports.map(({ port }: any) => [`${name}.${NAMESPACE}`, port]));
    const program = 'import json, socket, sys\nreached = []\nfor host, port in json.loads(sys.argv[1]):\n    try:\n        '
      + 'socket.create_connection((host, port), 4).close()\n        reached.append(host.split(".")[0])\n    except OSError:\n        pass\nprint(json.dumps(reached))';
    await succeed(['kubectl', 'create', 'namespace', INTRUDER], inFolder);
    const { stdout } = await succeed([
      'kubectl', '--namespace', INTRUDER, 'run', 'intruder', `--image=${REGISTRY}/${NAME}-backend:r1`, '--restart=Never', '--rm', '--stdin', '--quiet',
      '--command', '--', 'python', '-c', program, JSON.stringify(places),
    ], inFolder);
    expect(places.map(([host]) => host.split('.')[0])).toEqual(expect.arrayContaining(['mongodb', 'redis', 'backend', 'frontend']));
    expect([...new Set<string>(JSON.parse(stdout.trim().split('\n').pop()!))].sort()).toEqual(['backend', 'frontend', 'frontend-pods']);
  }, 200_000);

  test.each([
    [{ 'backend': 'uvicorn', 'frontend': 'nginx', 'celery-worker': 'celery', 'celery-beat': 'celery' }],
    [{ mongodb: 'mongod', redis: 'redis-server' }],
  ])('each probe sees what hangs, and that it goes on: %j', async (programs) => {
    await Promise.all(Object.entries(programs).map(async ([service, program]) => {
      const pod = await podOf(service);
      await eventually(`${pod} is ready`, 120, () => isReady(pod));
      await kubectl('exec', pod, '--', ...signalling('STOP', program));
      await eventually(`${pod} is not ready`, 120, async () => !await isReady(pod))
        .finally(() => kubectl('exec', pod, '--', ...signalling('CONT', program)));
      await eventually(`${pod} is ready again`, 120, () => isReady(pod));
    }));
  }, 600_000);

  test.each([
    ['whose job fails', 'badjob', 'backend-badjob failed'],
    ['that never becomes ready', 'hangs', 'backend was not ready within'],
    ['that ends soon after it has taken over', 'ends', 'ended and was started again'],
    ['whose images are not there', 'nowhere', 'ImagePullBackOff'],
  ])('a release %s: the one before it serves, and nothing of the other stays', async (_, release, reason) => {
    const { code, output } = await run([SCRIPT, 'deploy', '--release', release], {
      ...inFolder, env: { ...process.env, PATIENCE_SECONDS: release === 'hangs' ? '30' : '240', WATCH_SECONDS: '30' },
    });
    expect([code, output]).toEqual([1, expect.stringContaining(reason)]);
    expect(output).toContain('r1 serves, with its settings');
    expect(await current()).toBe('📍 In service: r1');
    expect((await get(`${entrance}/api/leads`)).status).toBe(200);
    await eventually('its pods are gone', 120, async () =>
      await kubectl('get', 'pods', '--selector', `app.kubernetes.io/version=${release},app.kubernetes.io/name!=backend-job`, '--output', 'name') === '');
  }, 900_000);

  test('there are never two schedulers, not even when its pod is deleted', async () => {
    await kubectl('delete', 'pod', 'celery-beat-0', '--wait=false');
    const counts = new Set<number>();
    await eventually('the scheduler is ready again', 180, async () => {
      const running = await kubectl('get', 'pods', '--selector', 'app.kubernetes.io/name=celery-beat', '--output', 'jsonpath={range .items[*]}{.metadata.uid} {.status.phase}{"\\n"}{end}');
      counts.add(running.split('\n').filter((line) => line.endsWith('Running')).length);
      const [ready, ends] = (await kubectl('get', 'pod', 'celery-beat-0', '--output', 'jsonpath={.status.containerStatuses[0].ready}/{.metadata.deletionTimestamp}')).split('/');
      return ready === 'true' && ends === '';
    });
    expect(Math.max(...counts)).toBe(1);
  }, 240_000);

  test('a claim keeps its data when its pod goes', async () => {
    await kubectl('delete', 'pod', 'mongodb-0');
    await kubectl('rollout', 'status', 'statefulset/mongodb', '--timeout=180s');
    await eventually('the lead is there', 60, async () => (await crm.leads()).some(({ name }) => name === 'Ada'));
  }, 300_000);

  test('a backup brings back what was changed since, and a file that is none changes nothing', async () => {
    const { stdout } = mustSucceed(await script('backup'));
    const [file] = /backups\/cluster\/mongodb-\S+/.exec(stdout)!;
    await crm.addLead('Later', 'later@acme.com.br');
    expect((await script('restore', file)).code).not.toBe(0);
    writeFileSync(path.join(folder, 'backups/cluster/mongodb-20200101-000000.archive.gz'), 'no archive');
    expect(await script('restore', 'backups/cluster/mongodb-20200101-000000.archive.gz', '--yes'))
      .toMatchObject({ code: 1, output: expect.stringContaining('is not a complete backup of mongodb') });
    expect((await crm.leads()).map(({ name }) => name)).toContain('Later');
    mustSucceed(await script('restore', file, '--yes'));
    const names = (await crm.leads()).map(({ name }) => name);
    expect([names.includes('Ada'), names.includes('Later')]).toEqual([true, false]);
  }, 300_000);

  test('what is not written any more is named and removed', async () => {
    await kubectl('create', 'configmap', 'former', '--from-literal=a=b');
    await kubectl('label', 'configmap', 'former', `app.kubernetes.io/instance=${NAMESPACE}`, 'app.kubernetes.io/managed-by=projen-container-stack');
    const { output } = await script('deploy', '--release', 'r1');
    expect(output).toContain('configmap/former');
    expect(await kubectl('get', 'configmaps', '--output', 'name')).not.toContain('configmap/former');
  }, 600_000);
});
