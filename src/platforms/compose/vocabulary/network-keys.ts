import { ComposeNamespace } from './namespace';

/** Compose's keys on how a container is reached and what it reaches: networks, ports and names. */
export interface ComposeNetworkKeys {
  /**
   * Name servers, by address.
   *
   * @default - the engine's own
   */
  readonly dns?: string[];

  /**
   * Options of the resolver: `use-vc`, `no-tld-query`.
   *
   * @default - none
   */
  readonly dnsOpt?: string[];

  /**
   * Domains in which short names are looked for.
   *
   * @default - the host's own
   */
  readonly dnsSearch?: string[];

  /**
   * The domain of the container's own name.
   *
   * @default - none
   */
  readonly domainname?: string;

  /**
   * Ports for other containers, a number or a range, with `/udp` behind it where it is not TCP. It says so, and changes nothing.
   *
   * @default - those of the image
   */
  readonly expose?: string[];

  /**
   * Containers of others, by name, with `:alias` behind it. They have to be on one of its networks.
   *
   * @default - none
   */
  readonly externalLinks?: string[];

  /**
   * Names and their addresses for `/etc/hosts`; `host-gateway` is the host's address.
   *
   * @default - none
   */
  readonly extraHosts?: { [host: string]: string };

  /**
   * The container's own name.
   *
   * @default - the container's id
   */
  readonly hostname?: string;

  /**
   * Services of the file that it waits for and knows by an alias as well: `db:database`.
   *
   * @default - none
   */
  readonly links?: string[];

  /**
   * The MAC address.
   *
   * @default - the engine chooses
   */
  readonly macAddress?: string;

  /**
   * The network of something else, in place of its own. Refused: other services of the stack would not find it.
   *
   * @default - networks of its own
   */
  readonly networkMode?: ComposeNamespace;

  /**
   * Networks that it is on beside those of the stack, and what is said of those. The file has to know each of them (`configureFile`).
   *
   * @default - those of the stack
   */
  readonly networks?: { [name: string]: ComposeServiceNetwork };

  /**
   * Ports of the host that lead to it. Said by `hostPort` of the service, `publishedOn` and `internalPorts` of the environment, and
   * refused here.
   *
   * @default - the service's own
   */
  readonly ports?: ComposePort[];
}

/** One service on one network. */
export interface ComposeServiceNetwork {
  /**
   * Further names by which it is found there.
   *
   * @default - none
   */
  readonly aliases?: string[];

  /**
   * Options of the network's driver for this container. Compose 2.27.1 or newer.
   *
   * @default - none
   */
  readonly driverOpts?: { [name: string]: string };

  /**
   * The network with the highest one is the way out (default gateway). Compose 2.33 or newer.
   *
   * @default 0
   */
  readonly gwPriority?: number;

  /**
   * The name of the network interface in the container: `eth1`. Compose 2.36 and Docker 28.1 or newer.
   *
   * @default - the engine chooses
   */
  readonly interfaceName?: string;

  /**
   * Its address, of a network with a subnet.
   *
   * @default - the engine chooses
   */
  readonly ipv4Address?: string;

  /**
   * Its IPv6 address, of a network with a subnet.
   *
   * @default - the engine chooses
   */
  readonly ipv6Address?: string;

  /**
   * Link-local addresses.
   *
   * @default - none
   */
  readonly linkLocalIps?: string[];

  /**
   * Its MAC address there. Compose 2.23.2 or newer.
   *
   * @default - the engine chooses
   */
  readonly macAddress?: string;

  /**
   * The network with the highest one is connected first.
   *
   * @default 0
   */
  readonly priority?: number;
}

/** A port of a container that the host can reach. */
export interface ComposePort {
  /** The port inside the container. */
  readonly target: number;

  /**
   * What is spoken there: `http`, `https`. Compose 2.25 or newer.
   *
   * @default - not said
   */
  readonly appProtocol?: string;

  /**
   * The address of the host.
   *
   * @default - all of them
   */
  readonly hostIp?: string;

  /**
   * `host`, or `ingress` in a swarm.
   *
   * @default "ingress"
   */
  readonly mode?: string;

  /**
   * What it is called. Compose 2.25 or newer.
   *
   * @default - not said
   */
  readonly name?: string;

  /**
   * `tcp` or `udp`.
   *
   * @default "tcp"
   */
  readonly protocol?: string;

  /**
   * The port of the host, or a range of which one is chosen: `8000-9000`.
   *
   * @default - the engine chooses
   */
  readonly published?: string;
}
