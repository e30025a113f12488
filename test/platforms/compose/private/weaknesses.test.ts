import { parse, stringify } from 'yaml';
import { ContainerUser, DataServices, FilePatch, HealthCheck, ImageSource, IFilePatch, Stack, StackProps } from '../../../../src/model';
import { ComposeTarget } from '../../../../src/platforms';
import { BackendService, CeleryBeat, CeleryWorker, GenericService, MongoService, RedisService, SpaNginxFrontend } from '../../../../src/services';
import { TestService, emptyStack } from '../../../fixtures/stack';

/** A patch of the parsed file, as somebody might make it who has found no other way. */
class Changed implements IFilePatch {
  constructor(private readonly change: (file: any) => void) {}

  public apply(text: string): string {
    const file = parse(text);
    this.change(file);
    return stringify(file, { version: '1.1' });
  }
}

/** What is found in development, after a change of the written service. */
function found(change: (keys: any, file: any) => void = () => undefined, props: StackProps = {}): string[] {
  const stack = emptyStack(props);
  const target = new ComposeTarget(stack, { environment: stack.development });
  new TestService(stack, 'tool', { user: ContainerUser.of(1000), ports: [{ port: 80, entrance: true }, { port: 90, variable: 'OTHER' }] });
  stack.patchFile(target.path, new Changed((file) => change(file.services.tool, file)));
  return weaknesses(stack);
}

function weaknesses(stack: Stack): string[] {
  return stack.weaknesses.map(({ service, weakness, environment }) => `${environment.name} ${service.id} ${weakness}`.replace(/^development tool /, ''));
}

test('nothing that the library writes by itself is weak', () => {
  const stack = emptyStack({ production: { dataServices: DataServices.IN_STACK, internalPorts: false } });
  const providers = [new MongoService(stack, 'mongodb', { database: 'shop' }), new RedisService(stack, 'redis')];
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: providers });
  new CeleryWorker(stack, 'worker', { backend, app: 'app.celery_app' });
  new CeleryBeat(stack, 'beat', { backend, app: 'app.celery_app' });
  new SpaNginxFrontend(stack, 'frontend', { outputPath: 'dist', api: backend });
  new ComposeTarget(stack, { environment: stack.development });
  new ComposeTarget(stack, { environment: stack.production });
  expect(weaknesses(stack)).toEqual([]);
  expect(found()).toEqual([]);
});

test.each<[string, (keys: any, file: any) => void, string[]]>([
  ['root by name', (keys) => { keys.user = 'root'; }, ['Weakness.rootUser()']],
  ['root by number', (keys) => { keys.user = '0:0'; }, ['Weakness.rootUser()']],
  ['the user of an image', (keys) => { delete keys.user; }, ['Weakness.unstatedUser()']],
  ['a group alone', (keys) => { keys.user = '1000:0'; }, []],
  ['a hook that runs as root', (keys) => { keys.post_start = [{ command: 'true', user: 'root' }]; }, ['Weakness.rootUser()']],
  ['a privileged container', (keys) => { keys.privileged = true; }, ['Weakness.privileged()']],
  ['a privileged hook', (keys) => { keys.pre_stop = [{ command: 'true', privileged: true }]; }, ['Weakness.privileged()']],
  ['a capability', (keys) => { keys.cap_add = ['CAP_SYS_ADMIN']; }, ['Weakness.capability(\'SYS_ADMIN\')']],
  ['a low port', (keys) => { keys.cap_add = ['NET_BIND_SERVICE']; }, []],
  ['capabilities that are not dropped', (keys) => { keys.cap_drop = ['NET_RAW']; }, ['Weakness.capability(\'DEFAULT\')']],
  ['new privileges', (keys) => { delete keys.security_opt; }, ['Weakness.newPrivileges()']],
  ['no seccomp', (keys) => { keys.security_opt.push('seccomp=unconfined'); }, ['Weakness.unconfined(\'seccomp=unconfined\')']],
  ['the network of the host', (keys) => { keys.network_mode = 'host'; delete keys.networks; }, ['Weakness.hostNamespace(\'network\')']],
  ['the processes of the host', (keys) => { keys.pid = 'host'; }, ['Weakness.hostNamespace(\'pid\')']],
  ['the engine\'s socket', (keys) => { keys.volumes = ['/var/run/docker.sock:/var/run/docker.sock']; }, ['Weakness.hostPath(\'/var/run/docker.sock\')']],
  ['the engine\'s socket by its own key', (keys) => { keys.use_api_socket = true; }, ['Weakness.hostPath(\'/var/run/docker.sock\')']],
  ['a folder of the host', (keys) => { keys.volumes = [{ type: 'bind', source: '/etc', target: '/host' }]; }, ['Weakness.hostPath(\'/etc\')']],
  ['a folder beside the repository', (keys) => { keys.volumes = ['../secrets:/secrets']; }, ['Weakness.hostPath(\'../secrets\')']],
  ['folders of the repository and volumes', (keys) => { keys.volumes = ['./app:/app', 'data:/data', '/app/node_modules']; }, []],
  ['a device of which the name is no line', (keys) => { keys.devices = ['/dev/a\nb', '\t']; }, ['Weakness.device(\'/dev/a b\')', 'Weakness.device(\'?\')']],
  ['a device', (keys) => { keys.devices = ['/dev/kvm:/dev/kvm']; }, ['Weakness.device(\'/dev/kvm\')']],
  ['a port on all addresses', (keys) => { keys.ports = ['90:90']; }, ['Weakness.openPort(90)']],
  ['a port on an address of the network', (keys) => { keys.ports = ['10.0.0.5:${OTHER:-90}:90/udp']; }, ['Weakness.openPort(90)']],
  ['a port on all addresses, as a map', (keys) => { keys.ports = [{ target: 90, published: '90' }]; }, ['Weakness.openPort(90)']],
  ['a port on all addresses of IPv6', (keys) => { keys.ports = ['[::]:90:90']; }, ['Weakness.openPort(90)']],
  ['ports of this machine', (keys) => { keys.ports = ['127.0.0.1:${OTHER:-90}:90', '[::1]:90:90', { target: 90, host_ip: '127.0.0.1' }]; }, []],
  ['no check', (keys) => { delete keys.healthcheck; }, ['Weakness.noHealthCheck()']],
  ['a check that is switched off', (keys) => { keys.healthcheck = { test: ['NONE'] }; }, ['Weakness.noHealthCheck()']],
  ['a root that can be written to', (keys) => { keys.read_only = false; }, ['Weakness.writableRoot()']],
  ['an image without a tag', (keys) => { keys.image = 'example.com:5000/tool'; }, ['Weakness.unpinnedImage(\'example.com:5000/tool\')']],
  ['the latest image', (keys) => { keys.image = 'tool:latest'; }, ['Weakness.unpinnedImage(\'tool:latest\')']],
  ['an image by its digest', (keys) => { keys.image = `tool@sha256:${'0'.repeat(64)}`; }, []],
])('finds %s', (_, change, expected) => {
  expect(found(change)).toEqual(expected);
});

test('a developer\'s machine opens no port, an entrance of production does', () => {
  expect(found(undefined, { development: { publishedOn: '0.0.0.0' } })).toEqual(['Weakness.openPort(80)', 'Weakness.openPort(90)']);
  const stack = emptyStack({ production: { internalPorts: true } });
  new ComposeTarget(stack, { environment: stack.production });
  new TestService(stack, 'tool', { user: ContainerUser.of(1000), ports: [{ port: 80, entrance: true }, { port: 90, variable: 'OTHER' }] });
  expect(weaknesses(stack)).toEqual(['production tool Weakness.openPort(90)']);
});

test('a database that leaves its closed network is found', () => {
  const stack = emptyStack({ production: { dataServices: DataServices.IN_STACK } });
  const target = new ComposeTarget(stack, { environment: stack.production });
  new RedisService(stack, 'redis');
  stack.patchFile(target.path, new Changed((file) => { file.networks['conductor-data'].internal = false; }));
  expect(weaknesses(stack)).toEqual(['production redis Weakness.openNetwork(\'conductor-data\')']);
});

test('a limit that is taken away is found, where the environment limits', () => {
  const stack = emptyStack();
  new BackendService(stack, 'backend', { app: 'app.main:app' });
  const target = new ComposeTarget(stack, { environment: stack.production });
  stack.patchFile(target.path, new Changed((file) => { file.services.backend.deploy.resources.limits = { cpus: '1' }; }));
  expect(weaknesses(stack)).toEqual(['production backend Weakness.noLimit(\'memory\')', 'production backend Weakness.noLimit(\'pids\')']);
});

test('the Dockerfile is read as it will be written', () => {
  const stack = emptyStack();
  new BackendService(stack, 'backend', { app: 'app.main:app' });
  new ComposeTarget(stack, { environment: stack.production });
  stack.patchFile('docker/backend/Dockerfile', new class extends FilePatch {
    public apply(text: string): string {
      return text.replace(/^USER .*$/gm, 'USER root').replace(/python:[\w.-]+/g, 'python');
    }
  }());
  expect(weaknesses(stack)).toEqual(['production backend Weakness.rootUser()', 'production backend Weakness.unpinnedImage(\'python\')']);
});

test('what a generic service leaves open is found, in each environment', () => {
  const stack = emptyStack();
  new ComposeTarget(stack, { environment: stack.development });
  new ComposeTarget(stack, { environment: stack.production });
  new GenericService(stack, 'mail', { image: ImageSource.reference('mail'), healthCheck: HealthCheck.none(), writableRoot: true });
  const each = ['unstatedUser()', 'noHealthCheck()', 'writableRoot()', 'unpinnedImage(\'mail\')'].map((weakness) => `Weakness.${weakness}`);
  expect(weaknesses(stack)).toEqual(['development', 'production'].flatMap((name) => each.map((weakness) => `${name} mail ${weakness}`)));
});

