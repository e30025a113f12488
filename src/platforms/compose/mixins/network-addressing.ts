import { ComposeMixin } from './compose-mixin';
import { requireInteger, shown } from '../../../base/checks';
import { isNetwork } from '../../../base/networks';
import { requireProps } from '../../../base/props';
import { ComposeTarget } from '../compose-target';

/** What is different from the engine's own choice. */
export interface NetworkAddressingOptions {
  /**
   * The subnet of the stack's network, in CIDR notation: `172.28.0.0/16`. It must not be one that the host or a VPN uses.
   *
   * @default - the engine chooses
   */
  readonly subnet?: string;

  /**
   * The subnet of the network of data services, where there is one.
   *
   * @default - the engine chooses
   */
  readonly dataSubnet?: string;

  /**
   * The largest packet (MTU) of the stack's networks, in bytes, from 576 to 65535: that of the network below, such as 1450 in many clouds
   * and VPNs.
   *
   * @default - the engine's own, 1500
   */
  readonly mtu?: number;
}

/** Addresses and packet size of the networks of a stack, where the engine's own choice conflicts with the network around it. */
export class NetworkAddressing extends ComposeMixin {
  private readonly options: NetworkAddressingOptions;

  /**
   * @param options addresses and packet size
   * @throws if a subnet or a size cannot be used
   */
  public constructor(options: NetworkAddressingOptions) {
    super();
    requireProps('NetworkAddressingOptions', options, 'NetworkAddressing');
    const { subnet, dataSubnet, mtu } = options;
    for (const each of [subnet, dataSubnet]) {
      if (each !== undefined && (!isNetwork(each) || !each.includes('/'))) {
        throw new Error(`the subnet of a network is ${shown(each)}: allowed are networks in CIDR notation, such as "172.28.0.0/16"`);
      }
    }
    if (mtu !== undefined) {
      requireInteger('the mtu of a network', mtu, 576, 65535);
    }
    this.options = { ...options };
  }

  protected override apply(target: ComposeTarget): void {
    const { subnet, dataSubnet, mtu } = this.options;
    const driverOpts = mtu === undefined ? undefined : { 'com.docker.network.driver.mtu': `${mtu}` };
    const { open, data } = target._networkNames;
    const keysOf = (own?: string) => ({ driverOpts, ipam: own === undefined ? undefined : { config: [{ subnet: own }] } });
    target.configureFile({ networks: { [open]: keysOf(subnet), [data]: keysOf(dataSubnet) } });
  }
}
