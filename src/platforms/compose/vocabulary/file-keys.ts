/** Compose's keys of a file, outside of its services. */
export interface ComposeFileKeys {
  /**
   * Files that services get, by name.
   *
   * @default - none
   */
  readonly configs?: { [name: string]: ComposeConfig };

  /**
   * Compose files of others whose services run too. The scripts do not look after those.
   *
   * @default - none
   */
  readonly include?: ComposeInclude[];

  /**
   * Models (AI) that services use, by name. Compose 2.38 or newer.
   *
   * @default - none
   */
  readonly models?: { [name: string]: ComposeModel };

  /**
   * Networks, by name: further ones, and what is said of those of the stack.
   *
   * @default - those of the stack
   */
  readonly networks?: { [name: string]: ComposeNetwork };

  /**
   * Secrets that services get as files, by name.
   *
   * @default - those of the stack
   */
  readonly secrets?: { [name: string]: ComposeSecret };

  /**
   * Volumes, by name: further ones, and what is said of those of the stack.
   *
   * @default - those of the stack
   */
  readonly volumes?: { [name: string]: ComposeVolume };
}

/** Other Compose files that are included. */
export interface ComposeInclude {
  /** The files, relative to this one; later ones change earlier ones. */
  readonly path: string[];

  /**
   * The env files for their variables.
   *
   * @default - `.env` beside them
   */
  readonly envFile?: string[];

  /**
   * The folder that paths in them are relative to.
   *
   * @default - the folder of the first one
   */
  readonly projectDirectory?: string;
}

/** A network. */
export interface ComposeNetwork {
  /**
   * Whether containers of others can join it in a swarm.
   *
   * @default true
   */
  readonly attachable?: boolean;

  /**
   * What makes it: `bridge`, `overlay`, `macvlan`.
   *
   * @default "bridge"
   */
  readonly driver?: string;

  /**
   * Options of the driver: `com.docker.network.driver.mtu`.
   *
   * @default - none
   */
  readonly driverOpts?: { [name: string]: string };

  /**
   * Whether it has IPv4 addresses. Compose 2.33 and Docker 28 or newer.
   *
   * @default true
   */
  readonly enableIpv4?: boolean;

  /**
   * Whether it has IPv6 addresses.
   *
   * @default false
   */
  readonly enableIpv6?: boolean;

  /**
   * Whether it exists already, and Compose neither makes nor removes it.
   *
   * @default false
   */
  readonly external?: boolean;

  /**
   * Whether it leads nowhere else. Networks of data services lead nowhere; opening one is named as a weakness.
   *
   * @default - that of the stack
   */
  readonly internal?: boolean;

  /**
   * Its addresses.
   *
   * @default - the engine chooses
   */
  readonly ipam?: ComposeIpam;

  /**
   * Its labels.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * The name that the engine knows it by.
   *
   * @default - made of the project and the name in the file
   */
  readonly name?: string;
}

/** The addresses of a network (IP address management). */
export interface ComposeIpam {
  /**
   * Its pools.
   *
   * @default - the engine chooses
   */
  readonly config?: ComposeIpamPool[];

  /**
   * What gives the addresses out.
   *
   * @default "default"
   */
  readonly driver?: string;

  /**
   * Options of that driver.
   *
   * @default - none
   */
  readonly options?: { [name: string]: string };
}

/** A pool of addresses. */
export interface ComposeIpamPool {
  /**
   * Addresses that are taken, by the host's name.
   *
   * @default - none
   */
  readonly auxAddresses?: { [name: string]: string };

  /**
   * The address of the way out.
   *
   * @default - the first one
   */
  readonly gateway?: string;

  /**
   * The part that containers get addresses of, in CIDR notation.
   *
   * @default - all of the subnet
   */
  readonly ipRange?: string;

  /**
   * The subnet, in CIDR notation: `172.28.0.0/16`.
   *
   * @default - the engine chooses
   */
  readonly subnet?: string;
}

/** A volume. */
export interface ComposeVolume {
  /**
   * What keeps it.
   *
   * @default "local"
   */
  readonly driver?: string;

  /**
   * Options of the driver: `type: nfs`.
   *
   * @default - none
   */
  readonly driverOpts?: { [name: string]: string };

  /**
   * Whether it exists already, and Compose neither makes nor removes it.
   *
   * @default false
   */
  readonly external?: boolean;

  /**
   * Its labels.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * The name that the engine knows it by.
   *
   * @default - made of the project and the name in the file
   */
  readonly name?: string;
}

/** A secret that services get as a file. */
export interface ComposeSecret {
  /**
   * What keeps it, in a swarm.
   *
   * @default - the swarm itself
   */
  readonly driver?: string;

  /**
   * Options of the driver.
   *
   * @default - none
   */
  readonly driverOpts?: { [name: string]: string };

  /**
   * The variable that its value is in, where Compose runs.
   *
   * @default - none
   */
  readonly environment?: string;

  /**
   * Whether the platform has it already.
   *
   * @default false
   */
  readonly external?: boolean;

  /**
   * The file that its value is in, relative to the Compose file.
   *
   * @default - none
   */
  readonly file?: string;

  /**
   * Its labels.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * The name that the platform knows it by.
   *
   * @default - made of the project and the name in the file
   */
  readonly name?: string;

  /**
   * What fills placeholders in, in a swarm: `golang`.
   *
   * @default - nothing
   */
  readonly templateDriver?: string;
}

/** A file that services get (`configs`). */
export interface ComposeConfig {
  /**
   * Its text. Compose 2.23.1 or newer.
   *
   * @default - none
   */
  readonly content?: string;

  /**
   * The variable that its text is in, where Compose runs. Compose 2.23.1 or newer.
   *
   * @default - none
   */
  readonly environment?: string;

  /**
   * Whether the platform has it already.
   *
   * @default false
   */
  readonly external?: boolean;

  /**
   * The file that its text is in, relative to the Compose file.
   *
   * @default - none
   */
  readonly file?: string;

  /**
   * Its labels.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * The name that the platform knows it by.
   *
   * @default - made of the project and the name in the file
   */
  readonly name?: string;

  /**
   * What fills placeholders in, in a swarm: `golang`.
   *
   * @default - nothing
   */
  readonly templateDriver?: string;
}

/** A model (AI) that services use. */
export interface ComposeModel {
  /** The model as an OCI artifact: `ai/smollm2`. */
  readonly model: string;

  /**
   * The size of its context, in tokens.
   *
   * @default - the model's own
   */
  readonly contextSize?: number;

  /**
   * Its name.
   *
   * @default - the name in the file
   */
  readonly name?: string;

  /**
   * Options for what runs it.
   *
   * @default - none
   */
  readonly runtimeFlags?: string[];
}
