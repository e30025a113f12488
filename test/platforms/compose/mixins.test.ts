import { ImageSource, ServiceKind } from '../../../src/model';
import { BuildProxy, ComposeTarget, ExternalNetwork, NetworkAddressing, ServiceLabels } from '../../../src/platforms';
import { composeOf } from '../../fixtures/compose';
import { TestService, emptyStack } from '../../fixtures/stack';

function twoFiles() {
  const stack = emptyStack();
  const target = new ComposeTarget(stack, { environment: stack.development });
  new ComposeTarget(stack, { environment: stack.production });
  const backend = new TestService(stack, 'backend', { image: ImageSource.dockerfile({ context: 'backend', dockerfile: 'Dockerfile' }) });
  return { stack, target, backend };
}

describe('a mixin', () => {
  test('holds for all Compose files of a stack, and for services that are added later', () => {
    const { stack } = twoFiles();
    stack.with(new ServiceLabels({ 'com.example.team': 'shop' }));
    new TestService(stack, 'later');
    for (const environment of [stack.development, stack.production]) {
      const { services } = composeOf(stack, environment);
      expect(Object.values<any>(services).map(({ labels }) => labels)).toEqual([{ 'com.example.team': 'shop' }, { 'com.example.team': 'shop' }]);
    }
  });

  test('holds for one file', () => {
    const { stack, target } = twoFiles();
    target.with(new ServiceLabels({ a: 'b' }));
    expect(composeOf(stack, stack.production).services.backend.labels).toBeUndefined();
  });
});

test('a proxy is one of every build, in both spellings, and of no service that is pulled', () => {
  const { stack, target } = twoFiles();
  new TestService(stack, 'pulled');
  target.with(new BuildProxy({ httpProxy: 'http://proxy.example.com:3128', noProxy: ['localhost', '.example.com'] }));
  const { services } = composeOf(stack);
  const proxy = 'http://proxy.example.com:3128';
  const none = 'localhost,.example.com';
  expect(services.backend.build.args).toEqual({
    HTTP_PROXY: proxy, http_proxy: proxy, HTTPS_PROXY: proxy, https_proxy: proxy, NO_PROXY: none, no_proxy: none,
  });
  expect(services.pulled.build).toBeUndefined();
});

test('a proxy that is none is refused', () => {
  expect(() => new BuildProxy({ noProxy: ['localhost'] })).toThrow('a BuildProxy has no proxy: pass httpProxy or httpsProxy');
});

test('an external network has some services on it, beside their own networks', () => {
  const { stack, target, backend } = twoFiles();
  new TestService(stack, 'other');
  target.with(new ExternalNetwork('traefik', { services: [backend], aliases: ['shop'] }));
  const { services, networks } = composeOf(stack);
  expect(networks.traefik).toEqual({ external: true, name: 'traefik' });
  expect(services.backend.networks).toEqual({ 'conductor-network': {}, 'traefik': { aliases: ['shop'] } });
  expect(services.other.networks).toEqual(['conductor-network']);
});

test('the scripts know the external networks, whoever says so', () => {
  const { target, backend } = twoFiles();
  expect(target._plan().externalNetworks).toEqual([]);
  target.with(new ExternalNetwork('traefik', { services: [backend] }));
  target.configureFile({ networks: { other: { external: true, name: 'shared' }, own: { internal: true } } });
  target.overrideTopLevel('networks.third', { external: true });
  target.overrideTopLevel('networks.fourth', { external: true, name: '${NETWORK}' });
  expect(target._plan().externalNetworks).toEqual(['traefik', 'shared', 'third']);
});

test('an external network without services, or with a name that no network has, is refused', () => {
  const { backend } = twoFiles();
  expect(() => new ExternalNetwork('traefik', { services: [] })).toThrow('external network "traefik" has no services: pass those that are on it');
  expect(() => new ExternalNetwork('tra efik', { services: [backend] })).toThrow('the name of a network, "tra efik", cannot be used');
});

describe('addresses and packet size', () => {
  const mixin = () => new NetworkAddressing({ subnet: '172.28.0.0/16', dataSubnet: '172.29.0.0/16', mtu: 1450 });
  const options = { 'com.docker.network.driver.mtu': '1450' };

  test('are those of the networks that there are', () => {
    const { stack, target } = twoFiles();
    target.with(mixin());
    expect(composeOf(stack).networks).toEqual({
      'conductor-network': { driver: 'bridge', driver_opts: options, ipam: { config: [{ subnet: '172.28.0.0/16' }] } },
    });
  });

  test('are those of the network of data services where there is one, which stays closed', () => {
    const { stack } = twoFiles();
    new TestService(stack, 'postgres', { kind: ServiceKind.DATA });
    stack.with(mixin());
    expect(composeOf(stack).networks['conductor-data']).toEqual({
      driver: 'bridge', internal: true, driver_opts: options, ipam: { config: [{ subnet: '172.29.0.0/16' }] },
    });
  });

  test.each(['172.28.0.0', '172.28.0.0/33', 'fe80::/129', 'x/8', ''])('the subnet %j is refused', (subnet) => {
    expect(() => new NetworkAddressing({ subnet })).toThrow('allowed are networks in CIDR notation, such as "172.28.0.0/16"');
  });

  test.each([575, 65536, 1450.5])('the MTU %d is refused', (mtu) => {
    expect(() => new NetworkAddressing({ mtu })).toThrow('allowed are whole numbers from 576 to 65535');
  });
});
