import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Project } from 'projen';
import { parse } from 'yaml';
import {
  ComposeCgroup, ComposeFileKeys, ComposeGpus, ComposeMountType, ComposeNamespace, ComposePullPolicy, ComposeRestart, ComposeRolloutOrder,
  ComposeServiceKeys, ComposeWatchAction, ContainerStack, Duration, GenericService, HealthCheck, ImageSource, Size,
} from '../../../../src';
import { Meaning, meaningOf } from '../../../../src/platforms/compose/private/key-homes';
import { tooNewFor } from '../../../../src/platforms/compose/private/least-versions';
import { Place } from '../../../../src/platforms/compose/private/specification';
import { TypedKey, fileKeysOf, serviceKeysOf } from '../../../../src/platforms/compose/private/typed-keys';
import { run } from '../../command';
import { report } from '../scene';

const NAMED = { name: 'value' };
const LIMIT = { nofile: { soft: 1024, hard: 2048 } };
const ROLLOUT = {
  delay: Duration.seconds(5),
  failureAction: 'continue',
  maxFailureRatio: 0.1,
  monitor: Duration.seconds(5),
  order: ComposeRolloutOrder.START_FIRST,
  parallelism: 2,
};
const HOOK = { command: ['true'], environment: NAMED, privileged: false, user: '1000', workingDir: '/' };

/** A value for every key of a service that is not refused. */
const SERVICE: ComposeServiceKeys = {
  annotations: NAMED,
  attach: false,
  blkioConfig: {
    deviceReadBps: [{ path: '/dev/sda', rate: 1 }],
    deviceReadIops: [{ path: '/dev/sda', rate: 1 }],
    deviceWriteBps: [{ path: '/dev/sda', rate: 1 }],
    deviceWriteIops: [{ path: '/dev/sda', rate: 1 }],
    weight: 300,
    weightDevice: [{ path: '/dev/sda', weight: 400 }],
  },
  capAdd: ['NET_RAW'],
  capDrop: ['CHOWN'],
  cgroup: ComposeCgroup.PRIVATE,
  cgroupParent: 'm-executor-abcd',
  configs: [{ source: 'motd', target: '/motd', uid: '1', gid: '1', mode: '0440' }],
  cpuCount: 1,
  cpuPercent: 50,
  cpuPeriod: 100000,
  cpuQuota: 50000,
  cpuRtPeriod: 1000,
  cpuRtRuntime: 950,
  cpuShares: 512,
  cpuset: '0',
  credentialSpec: { file: 'spec.json' },
  deploy: {
    endpointMode: 'vip',
    labels: NAMED,
    mode: 'replicated',
    placement: { constraints: ['node.role==worker'], maxReplicasPerNode: 1, preferences: [{ spread: 'node.labels.zone' }] },
    resources: {
      reservations: { devices: [{ capabilities: ['gpu'], driver: 'nvidia', count: 1, options: NAMED }], genericResources: [{ discreteResourceSpec: { kind: 'SSD', value: 1 } }] },
    },
    restartPolicy: { condition: 'on-failure', delay: Duration.seconds(5), maxAttempts: 3, window: Duration.seconds(120) },
    rollbackConfig: ROLLOUT,
    updateConfig: ROLLOUT,
  },
  develop: {
    watch: [
      { path: './app', action: ComposeWatchAction.SYNC, target: '/app', ignore: ['*.pyc'] }, { path: './requirements.txt', action: ComposeWatchAction.REBUILD },
    ],
  },
  deviceCgroupRules: ['c 1:3 mr'],
  devices: [{ source: '/dev/null', target: '/dev/none', permissions: 'r' }],
  dns: ['192.0.2.1'],
  dnsOpt: ['use-vc'],
  dnsSearch: ['example.com'],
  domainname: 'example.com',
  entrypoint: ['/bin/sh', '-c'],
  envFile: [{ path: './more.env' }],
  environment: { MORE: 'yes' },
  expose: ['9000'],
  externalLinks: ['other:alias'],
  extraHosts: { 'host.docker.internal': 'host-gateway' },
  gpus: ComposeGpus.all(),
  groupAdd: ['20'],
  hostname: 'tool',
  imageBuild: {
    additionalContexts: { base: 'docker-image://busybox:1' },
    args: NAMED,
    cacheFrom: ['type=local,src=cache'],
    cacheTo: ['type=local,dest=cache'],
    entitlements: ['network.host'],
    extraHosts: { a: '192.0.2.1' },
    isolation: 'default',
    labels: NAMED,
    network: 'host',
    noCache: true,
    platforms: ['linux/amd64'],
    privileged: false,
    provenance: 'true',
    pull: true,
    sbom: 'true',
    secrets: [{ source: 'token' }],
    shmSize: Size.mebibytes(64),
    ssh: { default: '/run/agent' },
    tags: ['tool:other'],
    ulimits: LIMIT,
  },
  init: true,
  ipc: ComposeNamespace.PRIVATE,
  isolation: 'default',
  labelFile: ['labels.txt'],
  labels: NAMED,
  links: ['other:alias'],
  logging: { driver: 'local', options: { 'max-size': '1m' } },
  macAddress: '02:42:ac:11:65:43',
  memSwappiness: 10,
  memswapLimit: Size.gibibytes(1),
  models: { llm: { endpointVar: 'LLM_URL', modelVar: 'LLM' } },
  networks: {
    proxy: {
      aliases: ['tool.example.com'],
      driverOpts: NAMED,
      gwPriority: 1,
      interfaceName: 'eth1',
      ipv4Address: '172.28.0.5',
      ipv6Address: '2001:db8::5',
      linkLocalIps: ['169.254.1.1'],
      macAddress: '02:42:ac:11:65:44',
      priority: 10,
    },
  },
  oomKillDisable: false,
  oomScoreAdj: 100,
  pid: ComposeNamespace.HOST,
  platform: 'linux/amd64',
  postStart: [HOOK],
  preStop: [HOOK],
  privileged: false,
  pullPolicy: ComposePullPolicy.BUILT,
  pullRefreshAfter: '24h',
  readOnly: true,
  restart: ComposeRestart.onFailure(3),
  runtime: 'runc',
  secrets: [{ source: 'token', target: 'renamed', uid: '1', gid: '1', mode: '0400' }],
  securityOpt: ['label=disable'],
  shmSize: Size.mebibytes(64),
  stdinOpen: true,
  stopSignal: 'SIGINT',
  storageOpt: { size: '1G' },
  sysctls: { 'net.core.somaxconn': '1024' },
  tmpfs: ['/run:size=1m'],
  tty: true,
  ulimits: LIMIT,
  useApiSocket: true,
  user: '1000:1000',
  usernsMode: ComposeNamespace.HOST,
  uts: ComposeNamespace.HOST,
  volumes: [
    { type: ComposeMountType.BIND, source: './data', target: '/data', readOnly: true, bind: { createHostPath: false, propagation: 'rprivate' } },
    { type: ComposeMountType.VOLUME, source: 'uploads', target: '/uploads', volume: { nocopy: true } },
    { type: ComposeMountType.TMPFS, target: '/memory', tmpfs: { size: Size.mebibytes(1), mode: 0o1777 } },
  ],
  volumesFrom: ['other:ro'],
  workingDir: '/work',
};

/** A value for every key of a file. */
const FILE: ComposeFileKeys = {
  configs: { motd: { file: './motd' }, more: { content: 'text', labels: NAMED, name: 'more' } },
  models: { llm: { model: 'ai/smollm2', contextSize: 1024, runtimeFlags: ['--no-prefill-assistant'], name: 'llm' } },
  networks: {
    proxy: {
      attachable: true,
      driver: 'bridge',
      driverOpts: NAMED,
      enableIpv6: true,
      internal: false,
      labels: NAMED,
      name: 'proxy',
      enableIpv4: true,
      ipam: {
        driver: 'default',
        options: NAMED,
        config: [{ subnet: '172.28.0.0/16', ipRange: '172.28.5.0/24', gateway: '172.28.5.254', auxAddresses: { host1: '172.28.1.5' } }, { subnet: '2001:db8::/64' }],
      },
    },
    outside: { external: true },
  },
  secrets: { token: { file: './token' }, other: { environment: 'TOKEN', name: 'other', labels: NAMED } },
  volumes: { uploads: { driver: 'local', driverOpts: { type: 'nfs' }, labels: NAMED, name: 'uploads' } },
};

/** Typed keys, one service a key, so that one that Compose does not read is named. */
export function readingKeys(): void {
  test('what is set by typed keys is what Compose reads', async () => {
    const outdir = mkdtempSync(path.join(tmpdir(), 'reading-keys-'));
    const version = (await run(['docker', 'compose', 'version', '--short'])).stdout.trim().replace(/^v/, '').replace(/[^\d.].*$/, '');
    const left: string[] = [];
    /** Without the parts that this Compose is too old to read. */
    const readable = (value: any, at: string, whole: (part: any) => TypedKey[], above: string[]): any => {
      if (whole(value).every(({ trail, value: each }) => tooNewFor(version, nested([...above, ...trail], each)).length === 0)) {
        return value;
      }
      const parts = Object.getPrototypeOf(value) === Object.prototype ? Object.entries(value)
        .map(([name, part]) => [name, readable(part, `${at}.${name}`, (inner) => whole({ [name]: inner }), above)]).filter(([, part]) => part !== undefined) : [];
      left.push(...parts.length === 0 ? [at] : []);
      return parts.length === 0 ? undefined : Object.fromEntries(parts);
    };
    const stack = new ContainerStack(new Project({ name: 'keys', outdir }), 'keys', { compose: { minComposeVersion: version } });
    const image = ImageSource.dockerfile({ context: 'a', dockerfile: 'a/Dockerfile' });
    const healthCheck = HealthCheck.command(['true']);
    new GenericService(stack, 'other', { image: ImageSource.reference('busybox:1'), healthCheck });
    stack.compose.configureFile(readable(FILE, 'file', fileKeysOf, []));
    const read = Object.entries(SERVICE).map(([property, value], index) => {
      const keysOf = (part: any) => serviceKeysOf({ [property]: part });
      return { id: `tool-${index}`, property, value: readable(value, property, keysOf, ['services', 'any']), key: keysOf(value)[0].trail[0] };
    }).filter(({ value }) => value !== undefined);
    for (const { id, property, value } of read) {
      stack.compose.configure(new GenericService(stack, id, { image, healthCheck }), { [property]: value });
    }
    process.stdout.write(`skipped, since Compose ${version} is too old to read them: ${left.join(', ') || 'none'}\n`);

    writeFileSync(path.join(outdir, 'docker-compose.yml'), stack.files.find((each) => each.path === 'docker-compose.yml')!.render());
    for (const name of ['more.env', 'labels.txt', 'motd', 'token']) {
      writeFileSync(path.join(outdir, name), '');
    }
    const { code, stdout, stderr } = await run(['docker', 'compose', 'config'], { cwd: outdir });
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    const { services } = parse(stdout);
    const unread = read.filter(({ id, key }) => !SAID_OTHERWISE.includes(key) && services[id][key] === undefined);
    expect(unread.map(({ property }) => property)).toEqual([]);
    report.add('typed keys of a service that Compose reads', read.length);
    report.add('parts that this Compose is too old to read', left.length);
    rmSync(outdir, { recursive: true, force: true });
  });

  test('every key that is not refused is tried', () => {
    const tried = Object.entries(SERVICE).map(([property, value]) => serviceKeysOf({ [property]: value })[0].trail[0]);
    expect(Place.SERVICE().keys.filter((key) => meaningOf(key) !== Meaning.REFUSED && !tried.includes(key))).toEqual([]);
  });
}

/** What Compose prints under another key, or leaves out because it is the default. */
const SAID_OTHERWISE = ['env_file', 'oom_kill_disable', 'privileged'];

function nested(trail: string[], value: unknown): unknown {
  return [...trail].reverse().reduce<unknown>((inner, key) => ({ [key]: inner }), value);
}
