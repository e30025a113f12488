import { ComposeNamespace } from './namespace';

/** Compose's networking keys of a container: networks, ports and names. */
export interface ComposeNetworkKeys {
  /**
   * Name servers, by address.
   *
   * @default - the engine's default
   */
  readonly dns?: string[];

  /**
   * Options of the resolver: `use-vc`, `no-tld-query`.
   *
   * @default - none
   */
  readonly dnsOpt?: string[];

  /**
   * Search domains for short names.
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
   * Ports for other containers, a number or a range, with `/udp` appended if not TCP. For documentation only.
   *
   * @default - those of the image
   */
  readonly expose?: string[];

  /**
   * Containers outside the file, by name, optionally with `:alias`. They have to be on one of its networks.
   *
   * @default - none
   */
  readonly externalLinks?: string[];

  /**
   * Host names and their addresses for `/etc/hosts`; `host-gateway` is the host's address.
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
   * Services of the file that it waits for and can also reach by an alias: `db:database`.
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
   * The network of something else, instead of its own. Rejected: other services of the stack could not reach it.
   *
   * @default - networks of its own
   */
  readonly networkMode?: ComposeNamespace;

  /**
   * Networks that it joins in addition to those of the stack, whose settings can be changed too. The file has to define each of them
   * (`configureFile`).
   *
   * @default - those of the stack
   */
  readonly networks?: { [name: string]: ComposeServiceNetwork };

  /**
   * Published ports. Rejected here: use `hostPort` of the service, `publishedOn` and `internalPorts` of the environment.
   *
   * @default - the service's own
   */
  readonly ports?: ComposePort[];
}

/** One service on one network. */
export interface ComposeServiceNetwork {
  /**
   * Additional DNS names on it.
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
   * The network with the highest priority is the default gateway. Compose 2.33 or newer.
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
   * Its IPv4 address, on a network with a subnet.
   *
   * @default - the engine chooses
   */
  readonly ipv4Address?: string;

  /**
   * Its IPv6 address, on a network with a subnet.
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
   * The network with the highest priority is connected first.
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
   * The application protocol: `http`, `https`. Compose 2.25 or newer.
   *
   * @default - not set
   */
  readonly appProtocol?: string;

  /**
   * The address of the host.
   *
   * @default - all of them
   */
  readonly hostIp?: string;

  /**
   * `host`, or `ingress` in Swarm.
   *
   * @default "ingress"
   */
  readonly mode?: string;

  /**
   * Its name. Compose 2.25 or newer.
   *
   * @default - not set
   */
  readonly name?: string;

  /**
   * `tcp` or `udp`.
   *
   * @default "tcp"
   */
  readonly protocol?: string;

  /**
   * The port of the host, or a range to choose one from: `8000-9000`.
   *
   * @default - the engine chooses
   */
  readonly published?: string;
}
