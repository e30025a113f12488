import { Duration, Size } from '../../../src/base';
import { ImageSource, Service, ServiceKind, Volume } from '../../../src/model';
import {
  ComposeFileKeys, ComposeGpus, ComposeMountType, ComposeNamespace, ComposePullPolicy, ComposeRestart, ComposeServiceKeys, ComposeTarget,
  ComposeTargetProps, ComposeWatchAction, EnvTemplate,
} from '../../../src/platforms';
import { composeOf, composeService } from '../../fixtures/compose';
import { TestService, emptyStack, refused, synthesized } from '../../fixtures/stack';

const NEW = { minComposeVersion: '2.40' };

function targeted(props: Partial<ComposeTargetProps> = {}) {
  const stack = emptyStack();
  const target = new ComposeTarget(stack, { environment: stack.development, ...props });
  const backend = new TestService(stack, 'backend', {
    image: ImageSource.dockerfile({ context: 'backend', dockerfile: 'Dockerfile' }), stopGracePeriod: Duration.seconds(7),
  });
  const data = new TestService(stack, 'postgres', {
    kind: ServiceKind.DATA, mounts: [Volume.named('postgres_data').mountAt('/var/lib/data')],
  });
  return { stack, target, backend, data };
}

function written(keys: ComposeServiceKeys, props: Partial<ComposeTargetProps> = NEW) {
  const { target, backend } = targeted(props);
  target.configure(backend, keys);
  return composeService(backend);
}

describe('typed keys of a service', () => {
  test.each<[string, ComposeServiceKeys, object]>([
    ['durations', { develop: { watch: [] }, deploy: { restartPolicy: { delay: Duration.seconds(120) } } }, { deploy: { restart_policy: { delay: '120s' } } }],
    ['sizes', { shmSize: Size.mebibytes(128), memswapLimit: Size.gibibytes(2) }, { shm_size: '128m', memswap_limit: '2g' }],
    ['names that people choose, as they are', { sysctls: { 'net.core.somaxconn': '1024', 'camelCase_key': '1' } }, { sysctls: { 'net.core.somaxconn': '1024', 'camelCase_key': '1' } }],
    ['structs in maps', { ulimits: { nofile: { soft: 1024, hard: 2048 } } }, { ulimits: { nofile: { soft: 1024, hard: 2048 } } }],
    ['enums', { develop: { watch: [{ path: './src', action: ComposeWatchAction.SYNC_RESTART, target: '/app' }] } }, { develop: { watch: [{ path: './src', action: 'sync+restart', target: '/app' }] } }],
    ['GPUs', { gpus: ComposeGpus.all() }, { gpus: 'all' }],
    ['some GPUs', { gpus: ComposeGpus.of({ capabilities: ['gpu'], deviceIds: ['0'] }) }, { gpus: [{ capabilities: ['gpu'], device_ids: ['0'] }] }],
    ['policies', { pullPolicy: ComposePullPolicy.every(Duration.hours(12)), restart: ComposeRestart.onFailure(3) }, { pull_policy: 'every_43200s', restart: 'on-failure:3' }],
    ['namespaces', { ipc: ComposeNamespace.SHAREABLE }, { ipc: 'shareable' }],
    ['a file of which only the path is said, in the form that every version reads', { envFile: [{ path: 'more.env' }] }, { env_file: ['more.env'] }],
    ['a file of which more is said', { envFile: [{ path: 'more.env', required: false }] }, { env_file: [{ path: 'more.env', required: false }] }],
    ['of the build, beside what the service says', { imageBuild: { args: { VERSION: '1' }, pull: true } }, { build: { context: './backend', dockerfile: '../Dockerfile', args: { VERSION: '1' }, pull: true } }],
  ])('are written: %s', (_, keys, expected) => {
    expect(written(keys)).toMatchObject(expected);
  });

  test('add to lists, as a further Compose file does', () => {
    expect(written({ securityOpt: ['seccomp=profile.json'] }).security_opt).toEqual(['no-new-privileges:true', 'seccomp=profile.json']);
  });

  test('take the place of an entrypoint', () => {
    expect(written({ entrypoint: ['/bin/tini', '--'] }).entrypoint).toEqual(['/bin/tini', '--']);
  });

  test.each<[string, ComposeServiceKeys, object]>([
    ['leaves none', { logging: { driver: 'journald' } }, { driver: 'journald' }],
    ['has its own', { logging: { options: { tag: 'shop' }, driver: 'journald' } }, { driver: 'journald', options: { tag: 'shop' } }],
    ['is the same one', { logging: { driver: 'json-file', options: { tag: 'shop' } } }, { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3', 'tag': 'shop' } }],
  ])('another log driver does not get the options of the one that was there: %s', (_, keys, logging) => {
    expect(written(keys).logging).toEqual(logging);
  });

  test('merge maps, in several steps', () => {
    const { target, backend } = targeted();
    target.configure(backend, { labels: { one: '1' } });
    target.configure(backend, { labels: { two: '2' }, logging: { options: { 'max-size': '1m' } } });
    expect(composeService(backend)).toMatchObject({ labels: { one: '1', two: '2' }, logging: { driver: 'json-file', options: { 'max-size': '1m', 'max-file': '3' } } });
  });

  test('put a service on a further network, and leave it on its own', () => {
    const { target, backend } = targeted();
    target.configureFile({ networks: { proxy: { external: true } } });
    target.configure(backend, { networks: { proxy: { aliases: ['shop'] } } });
    expect(composeService(backend).networks).toEqual({ 'conductor-network': {}, 'proxy': { aliases: ['shop'] } });
  });

  test('keep a copy', () => {
    const { target, backend } = targeted();
    const labels: { [name: string]: string } = { a: '1' };
    target.configure(backend, { labels });
    labels.b = '2';
    expect(composeService(backend).labels).toEqual({ a: '1' });
  });

  test('that nobody knows are refused with the nearest name', () => {
    const { target, backend } = targeted();
    expect(() => target.configure(backend, { shmsize: Size.mebibytes(1) } as any)).toThrow(
      'the Compose keys of service "backend" has no option "shmsize": did you mean "shmSize"?',
    );
  });

  test.each<[keyof ComposeServiceKeys, ComposeServiceKeys, string]>([
    ['healthcheck', { healthcheck: { retries: 1 } }, 'healthcheck.retries'],
    ['command', { command: ['x'] }, 'command'],
    ['deploy', { deploy: { replicas: 2 } }, 'deploy.replicas'],
    ['imageBuild', { imageBuild: { context: '.' } }, 'build.context'],
  ])('with a home elsewhere are refused, which the message names: %s', (_, keys, key) => {
    const { target, backend } = targeted();
    expect(() => target.configure(backend, keys)).toThrow(
      new RegExp(`^Compose key "${key.replace('.', '\\.')}" of service "backend" would make scripts and guide wrong.*: use `),
    );
  });

  test('of every service are those of services that are added later too, and come before its own', () => {
    const { stack, target, backend } = targeted();
    target.configure(backend, { labels: { owner: 'team' } });
    target.configureEvery({ labels: { owner: 'all', tier: 'x' }, imageBuild: { args: { A: '1' } } });
    new TestService(stack, 'later');
    const { services } = composeOf(stack);
    expect(services.later.labels).toEqual({ owner: 'all', tier: 'x' });
    expect(services.later.build).toBeUndefined();
    expect(services.backend.labels).toEqual({ owner: 'team', tier: 'x' });
    expect(services.backend.build.args).toEqual({ A: '1' });
  });
});

test.each<[string, ComposeFileKeys, object]>([
  ['networks', { networks: { 'conductor-network': { enableIpv6: true, ipam: { config: [{ subnet: '172.28.0.0/16' }] } } } }, { networks: { 'conductor-network': { driver: 'bridge', enable_ipv6: true, ipam: { config: [{ subnet: '172.28.0.0/16' }] } } } }],
  ['volumes', { volumes: { postgres_data: { driverOpts: { type: 'nfs' } } } }, { volumes: { postgres_data: { driver_opts: { type: 'nfs' } } } }],
  ['configs', { configs: { motd: { content: 'hello' } } }, { configs: { motd: { content: 'hello' } } }],
  ['models', { models: { llm: { model: 'ai/smollm2', contextSize: 1024 } } }, { models: { llm: { model: 'ai/smollm2', context_size: 1024 } } }],
  ['includes', { include: [{ path: ['other.yml'] }] }, { include: [{ path: ['other.yml'] }] }],
])('typed keys of the file are written: %s', (_, keys, expected) => {
  const { stack, target } = targeted(NEW);
  target.configureFile(keys);
  expect(composeOf(stack)).toMatchObject(expected);
});

describe('a key that the oldest version of Compose does not read', () => {
  test('is refused, with the version that does', () => {
    const { stack, target, backend } = targeted();
    target.configure(backend, { gpus: ComposeGpus.of({ capabilities: ['gpu'] }) });
    expect(refused(stack)).toContain(
      '"services.backend.gpus" of "docker-compose.yml" is read by Compose 2.30 or newer, and the file has to run with 2.24: '
      + 'pass minComposeVersion: "2.30", or leave it out',
    );
  });

  test.each([['2.23', false], ['2.24', true], ['2.24.0', true], ['2.100', true]])('is written where %s has to run it: %s', (version, isRead) => {
    const { stack, target, backend } = targeted({ minComposeVersion: version });
    target.configure(backend, { envFile: [{ path: 'a.env', required: false }] });
    expect(isRead ? synthesized(stack)['docker-compose.yml'] : refused(stack)).toContain(isRead ? 'required: false' : '2.24');
  });

  test('may be a value', () => {
    const { stack, target, backend } = targeted();
    target.configure(backend, { pullPolicy: ComposePullPolicy.DAILY });
    expect(refused(stack)).toContain('"services.backend.pull_policy" of "docker-compose.yml" is read by Compose 2.34 or newer');
  });

  test.each(['2.19', '1.29', '2', '2.20-rc', 'v2.30'])('cannot be allowed by the version %s', (version) => {
    expect(() => targeted({ minComposeVersion: version })).toThrow(/^the minComposeVersion of "docker-compose.yml", "[^"]*",? .*: allowed are versions from 2\.20 on/);
  });
});

describe('what a value does to other files', () => {
  test('a variable in it is in the template of the env file', () => {
    const { stack, target, backend } = targeted();
    new EnvTemplate(target);
    target.configure(backend, { labels: { 'a': '${OWNER:-nobody}', 'b': '$$LITERAL', 'traefik.rule': 'Host(`${DOMAIN:?the domain}`)' } });
    const template = synthesized(stack)['.env.example'];
    expect(template).toContain('# OWNER=nobody\n');
    expect(template).toContain('# the domain\n# read by: backend; required\nDOMAIN=\n');
    expect(template).not.toContain('LITERAL');
  });

  test('a volume that is mounted has to be in the file, and then is one of the plan', () => {
    const { stack, target, backend } = targeted();
    target.configure(backend, { volumes: [{ type: ComposeMountType.VOLUME, source: 'uploads', target: '/uploads' }] });
    expect(refused(stack)).toContain(
      '"docker-compose.yml": service "backend" names volume "uploads", which the file does not have: allowed are "postgres_data"; '
      + 'add it with configureFile({ volumes })',
    );
    target.configureFile({ volumes: { uploads: {} } });
    expect(target._plan().volumes.map(({ fullName }) => fullName)).toEqual(['conductor_postgres_data', 'conductor_uploads']);
  });
});

describe('a "$" in a text', () => {
  test.each(['$', 'pa$word is $(id)', '${', '${X', '${}', '${1}', '${X:-${Y}', 'a$-'])('that is no variable is refused: %j', (text) => {
    const { stack, target, backend } = targeted();
    expect(() => target.override(backend, 'labels.note', text)).toThrow('in which Compose cannot read a "$": allowed are "$$" for the character itself');
    target.configure(backend, { labels: { note: text } });
    expect(refused(stack)).toContain('"services.backend.labels.note" of "docker-compose.yml" is');
  });

  test.each(['$$', '$X', '${X}', '${X:-a b}', '${X:?say}', '${X+y}', '${X:-${Y:-z}}', 'x$${Y'])('that is one, or stands for itself, is written: %j', (text) => {
    const { target, backend } = targeted();
    target.override(backend, 'labels.note', text);
    expect(composeService(backend).labels.note).toBe(text);
  });
});

describe('what scripts count on', () => {
  const problemOf = (change: (target: ComposeTarget, backend: Service, data: Service) => void) => {
    const { stack, target, backend, data } = targeted();
    change(target, backend, data);
    return refused(stack);
  };

  test.each<[string, (target: ComposeTarget, backend: Service, data: Service) => void, string]>([
    ['a network', (target, backend) => target.override(backend, 'networks', ['default']), 'service "backend" is on network "conductor-network" no more'],
    ['the volume with the data', (target, _, data) => target.override(data, 'volumes', ['./data:/var/lib/data']), 'service "postgres" has the volume "postgres_data" at "/var/lib/data" no more, and its data is there'],
    ['a label of the engine', (target, backend) => target.configure(backend, { labels: { 'com.docker.compose.project': 'x' } }), 'has the label "com.docker.compose.project", which is the engine\'s own'],
    ['a network that is not there', (target, backend) => target.override(backend, 'networks.proxy', {}), 'service "backend" names network "proxy", which the file does not have: allowed are "conductor-network", "conductor-data", "default"; add it with configureFile({ networks })'],
    ['a secret that is not there', (target, backend) => target.configure(backend, { secrets: [{ source: 'token' }] }), 'service "backend" names secret "token", which the file does not have: allowed are none'],
    ['a secret of the build', (target, backend) => target.configure(backend, { imageBuild: { secrets: [{ source: 'token' }] } }), 'names secret "token"'],
    ['a config that is not there', (target, backend) => target.override(backend, 'configs', ['motd']), 'names config "motd"'],
    ['a service that is not there', (target, backend) => target.configure(backend, { volumesFrom: ['other:ro'] }), 'service "backend" names service "other", which the file does not have: allowed are "backend", "postgres"'],
    ['a model that is not there', (target, backend) => target.configure(backend, { models: { llm: {} } }), 'Compose 2.38 or newer'],
  ])('is not taken away, nor named in vain: %s', (_, change, message) => {
    expect(problemOf(change)).toContain(message);
  });
});
