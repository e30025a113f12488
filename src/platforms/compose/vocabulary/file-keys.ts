/** Compose's keys of a file, outside of its services. */
export interface ComposeFileKeys {
  /**
   * Files that services get, by name.
   *
   * @default - none
   */
  readonly configs?: { [name: string]: ComposeConfig };

  /**
   * Other Compose files to include. The scripts do not manage their services.
   *
   * @default - none
   */
  readonly include?: ComposeInclude[];

  /**
   * AI models that services use, by name. Compose 2.38 or newer.
   *
   * @default - none
   */
  readonly models?: { [name: string]: ComposeModel };

  /**
   * Networks, by name, in addition to those of the stack, which can be changed too.
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
   * Volumes, by name, in addition to those of the stack, which can be changed too.
   *
   * @default - those of the stack
   */
  readonly volumes?: { [name: string]: ComposeVolume };
}

/** Other Compose files that are included. */
export interface ComposeInclude {
  /** The files, relative to this one; later ones override earlier ones. */
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
   * Whether standalone containers can join it in Swarm.
   *
   * @default true
   */
  readonly attachable?: boolean;

  /**
   * The driver: `bridge`, `overlay`, `macvlan`.
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
   * Whether it already exists, so that Compose neither creates nor removes it.
   *
   * @default false
   */
  readonly external?: boolean;

  /**
   * Whether it is isolated from outside. Networks of data services are internal; opening one is reported as a weakness.
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
   * Its name on the engine.
   *
   * @default - the project's name and the name in the file
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
   * The IPAM driver.
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
   * Addresses in use, by host name.
   *
   * @default - none
   */
  readonly auxAddresses?: { [name: string]: string };

  /**
   * The gateway's address.
   *
   * @default - the first one
   */
  readonly gateway?: string;

  /**
   * The range that containers get addresses from, in CIDR notation.
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
  /** The driver.
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
   * Whether it already exists, so that Compose neither creates nor removes it.
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
   * Its name on the engine.
   *
   * @default - the project's name and the name in the file
   */
  readonly name?: string;
}

/** A secret that services get as a file. */
export interface ComposeSecret {
  /**
   * The secret driver in Swarm.
   *
   * @default - Swarm itself
   */
  readonly driver?: string;

  /**
   * Options of the driver.
   *
   * @default - none
   */
  readonly driverOpts?: { [name: string]: string };

  /**
   * The variable that holds its value, where Compose runs.
   *
   * @default - none
   */
  readonly environment?: string;

  /**
   * Whether it already exists on the platform.
   *
   * @default false
   */
  readonly external?: boolean;

  /**
   * The file that holds its value, relative to the Compose file.
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
   * Its name on the platform.
   *
   * @default - the project's name and the name in the file
   */
  readonly name?: string;

  /**
   * The template driver in Swarm: `golang`.
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
   * The variable that holds its text, where Compose runs. Compose 2.23.1 or newer.
   *
   * @default - none
   */
  readonly environment?: string;

  /**
   * Whether it already exists on the platform.
   *
   * @default false
   */
  readonly external?: boolean;

  /**
   * The file that holds its text, relative to the Compose file.
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
   * Its name on the platform.
   *
   * @default - the project's name and the name in the file
   */
  readonly name?: string;

  /**
   * The template driver in Swarm: `golang`.
   *
   * @default - nothing
   */
  readonly templateDriver?: string;
}

/** An AI model that services use. */
export interface ComposeModel {
  /** The model as an OCI artifact: `ai/smollm2`. */
  readonly model: string;

  /**
   * The context size, in tokens.
   *
   * @default - the model's default
   */
  readonly contextSize?: number;

  /**
   * Its name.
   *
   * @default - the name in the file
   */
  readonly name?: string;

  /**
   * Flags for the inference engine.
   *
   * @default - none
   */
  readonly runtimeFlags?: string[];
}
