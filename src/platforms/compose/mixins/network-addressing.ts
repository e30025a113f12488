import { ComposeMixin } from './compose-mixin';
import { requireInteger, shown } from '../../../base/checks';
import { isNetwork } from '../../../base/networks';
import { requireProps } from '../../../base/props';
import { ComposeTarget } from '../compose-target';

/** Options of a {@link NetworkAddressing}. */
export interface NetworkAddressingOptions {
  /**
   * The subnet of the stack's network, in CIDR notation: `172.28.0.0/16`. It must not overlap with one that the host or a VPN uses.
   *
   * @default - the engine chooses
   */
  readonly subnet?: string;

  /**
   * The subnet of the network of data services, if there is one.
   *
   * @default - the engine chooses
   */
  readonly dataSubnet?: string;

  /**
   * The MTU of the stack's networks, in bytes, from 576 to 65535: that of the underlying network, such as 1450 in many clouds and VPNs.
   *
   * @default - the engine's default, 1500
   */
  readonly mtu?: number;
}

/** Subnets and MTU of a stack's networks, if the engine's defaults conflict with the surrounding network. */
export class NetworkAddressing extends ComposeMixin {
  private readonly options: NetworkAddressingOptions;

  /**
   * @param options subnets and MTU
   * @throws if a subnet or the MTU is invalid
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
