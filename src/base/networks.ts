import { isIP } from 'net';
import { shown } from './checks';

/** Where an engine has the addresses of its own networks from. */
export const PRIVATE_NETWORKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];

/** Throws unless each is an address or a network, and none is everybody. */
export function requireProxies(proxies: string[]): string[] {
  for (const proxy of proxies) {
    if (/\/0+$/.test(proxy)) {
      throw new Error(`a trusted proxy is "${proxy}", which matches everybody: name the networks of the proxies in front`);
    }
    if (!isNetwork(proxy)) {
      throw new Error(`a trusted proxy is ${shown(proxy)}: allowed are addresses and networks such as "10.0.0.0/8"`);
    }
  }
  return [...proxies];
}

/** Whether it is an address, or a network: an address and how many of its bits count. */
export function isNetwork(proxy: string): boolean {
  const [, address, bits] = /^([^/%]*)(?:\/(0|[1-9][0-9]*))?$/.exec(proxy) ?? [];
  const family = isIP(address ?? '');
  return family !== 0 && Number(bits ?? 0) <= (family === 4 ? 32 : 128);
}
