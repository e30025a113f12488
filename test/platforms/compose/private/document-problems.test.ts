import { parse, stringify } from 'yaml';
import { IFilePatch, ImageSource } from '../../../../src/model';
import { ComposeTarget } from '../../../../src/platforms';
import { TestService, emptyStack, refused, synthesized } from '../../../fixtures/stack';

function targeted() {
  const stack = emptyStack();
  const target = new ComposeTarget(stack, { environment: stack.development });
  const backend = new TestService(stack, 'backend', {
    image: ImageSource.dockerfile({ context: 'backend', dockerfile: 'Dockerfile' }), ports: [{ port: 8000 }], replicas: 1,
  });
  return { stack, target, backend };
}

/** A patch of the parsed file, or of its text. */
function patched(change: (file: any) => void | string): IFilePatch {
  return {
    apply: (text) => {
      const file = parse(text);
      const changed = change(file);
      return typeof changed === 'string' ? changed : stringify(file, { version: '1.1' });
    },
  };
}

describe('an override of what has a home elsewhere is refused, however it is spelled', () => {
  test.each<[string, unknown, string]>([
    ['build.context', '.', 'use the props of the service'],
    ['build', { context: '.' }, 'use the props of the service'],
    ['build', undefined, 'use the props of the service'],
    ['build.target', 'builder', 'use the props of the service'],
    ['build.dockerfile_inline', 'FROM scratch', 'use patchFile(...) of the stack, on the Dockerfile'],
    ['healthcheck.test', ['CMD', 'true'], 'use environment.configure(service, { healthCheck })'],
    ['healthcheck', { disable: true }, 'use environment.configure(service, { healthCheck })'],
    ['deploy', { replicas: 2 }, 'use environment.configure(service, { replicas })'],
    ['deploy.replicas', 2, 'use environment.configure(service, { replicas })'],
    ['deploy.resources', { limits: { memory: '1g' } }, 'use environment.configure(service, { resources })'],
    ['deploy.resources.limits.memory', '1g', 'use environment.configure(service, { resources })'],
    ['mem_limit', '1g', 'use environment.configure(service, { resources })'],
    ['scale', 2, 'use environment.configure(service, { replicas })'],
    ['image', 'other:1', 'use the props of the service'],
    ['command', ['other'], 'use environment.configure(service, { command })'],
    ['ports', ['80:80'], 'use hostPort of the service, and publishedOn and internalPorts of the environment'],
    ['depends_on.redis.condition', 'service_started', 'use service.dependsOn(...)'],
    ['container_name', 'backend', 'use the id of the service'],
    ['profiles', ['debug'], 'use the environments that the service is part of'],
    ['network_mode', 'host', 'use a network of the file'],
    ['extends', { service: 'other' }, 'use a function of your .projenrc file'],
    ['stop_grace_period', '1m', 'use environment.configure(service, { stopGracePeriod })'],
  ])('%s = %j', (key, value, instead) => {
    const { target, backend } = targeted();
    expect(() => target.override(backend, key, value)).toThrow(instead);
  });

  test.each<[string, unknown]>([
    ['build.args', { A: '1' }], ['build.no_cache', true], ['deploy.endpoint_mode', 'dnsrr'], ['deploy.resources.reservations.devices', [{ capabilities: ['gpu'] }]],
    ['environment.MORE', '${MORE:-yes}'], ['volumes', ['./more:/more']],
  ])('%s has none', (key, value) => {
    const { stack, target, backend } = targeted();
    target.override(backend, key, value);
    expect(synthesized(stack)['docker-compose.yml']).toContain(key.split('.').pop());
  });
});

describe('an override with a value that Compose does not take is refused', () => {
  test.each<[string, unknown, string]>([
    ['ulimits.nofile', 'many things', ''],
    ['read_only', 3, 'override "read_only" of service "backend" is 3, which Compose does not accept there: allowed are true or false or a text'],
    ['cgroup', 'shared', 'override "cgroup" of service "backend" is "shared", which Compose does not accept there: allowed are "host" or "private"'],
    ['labels', 'a=b', 'allowed are a map or a list of texts'],
    ['volumes', [{ type: 'bnd', target: '/x' }], '"0.type" of override "volumes" of service "backend" is "bnd", which Compose does not accept there: allowed are "bind", "volume"'],
    ['logging', { drivr: 'local' }, '"drivr" of override "logging" of service "backend" is "local", which Compose does not accept there: allowed are driver, options, and what starts with "x-"'],
    ['oom_score_adj', 5000, 'a whole number from -1000 to 1000'],
    ['cap_add', ['A', 'A'], 'each item once'],
    ['tmpfs.x', 1, 'which Compose does not accept there: allowed are a text or a list of texts'],
    ['volumes', [{ target: '/x' }], 'is a map, which Compose does not accept there: allowed are maps with "type"'],
  ])('%s = %j', (key, value, message) => {
    const { target, backend } = targeted();
    if (message === '') {
      // a text may be a variable
      expect(() => target.override(backend, key, value)).not.toThrow();
    } else {
      expect(() => target.override(backend, key, value)).toThrow(message);
    }
  });

  test('in the file outside of services, too', () => {
    const { target } = targeted();
    expect(() => target.overrideTopLevel('networks.other', { internl: true })).toThrow('"internl" of override "networks.other" of "docker-compose.yml" is true, which Compose does not accept there');
  });
});

describe('a patch', () => {
  test.each<[string, (file: any) => void | string, string]>([
    ['of what has a home', (file) => { file.services.backend.ports = ['8000:8000']; }, 'a patch changes "ports" of service "backend" in "docker-compose.yml", and scripts and guide would be wrong: use hostPort'],
    ['that takes a check away', (file) => { delete file.services.backend.healthcheck; }, 'a patch changes "healthcheck" of service "backend"'],
    ['that adds a service', (file) => { file.services.other = { image: 'busybox:1' }; }, 'a patch adds service "other" of "docker-compose.yml", and the scripts do not know: use a GenericService'],
    ['that takes a service away', (file) => { delete file.services.backend; file.services.other = { image: 'a' }; }, 'a patch takes away service "backend"'],
    ['of the name', (file) => { file.name = 'other'; }, 'a patch changes "name" of "docker-compose.yml", which the scripts use: give the stack another name'],
    ['with a key that nobody knows', (file) => { file.services.backend.memswap = 1; }, '"services.backend.memswap" of "docker-compose.yml" is 1, which Compose does not accept there: allowed are annotations,'],
    ['with a network that is not there', (file) => { file.services.backend.networks.push('proxy'); }, 'service "backend" names network "proxy", which the file does not have'],
    ['that is no YAML', () => 'services: [\n', '"docker-compose.yml" would be no YAML with its patches'],
    ['that leaves nothing', () => '# nothing\n', '"docker-compose.yml" would be null with its patches: allowed is a map of services'],
  ])('%s is refused', (_, change, message) => {
    const { stack, target } = targeted();
    stack.patchFile(target.path, patched(change));
    expect(refused(stack)).toContain(message);
  });

  test('of what nobody else speaks of is written', () => {
    const { stack, target } = targeted();
    stack.patchFile(target.path, patched((file) => { file.services.backend.sysctls = { 'net.core.somaxconn': 1024 }; }));
    expect(synthesized(stack)['docker-compose.yml']).toContain('net.core.somaxconn: 1024');
  });
});
