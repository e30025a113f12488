import { ComposeNamespace } from './namespace';

/** Compose's keys for the isolation of a container. Weaknesses are reported at synth and in the guide. */
export interface ComposeSecurityKeys {
  /**
   * Additional Linux capabilities, without `CAP_`.
   *
   * @default - those that the service needs
   */
  readonly capAdd?: string[];

  /**
   * Linux capabilities that are dropped.
   *
   * @default - all
   */
  readonly capDrop?: string[];

  /**
   * The control groups that it sees.
   *
   * @default - the engine's default choice, private with cgroup v2
   */
  readonly cgroup?: ComposeCgroup;

  /**
   * The control group above its own.
   *
   * @default - the engine's default
   */
  readonly cgroupParent?: string;

  /**
   * The Windows domain account that it runs with.
   *
   * @default - none
   */
  readonly credentialSpec?: ComposeCredentialSpec;

  /**
   * Whose shared memory and message queues it sees (IPC namespace).
   *
   * @default - its own
   */
  readonly ipc?: ComposeNamespace;

  /**
   * Its isolation on Windows: `default`, `process`, `hyperv`.
   *
   * @default - the engine's default
   */
  readonly isolation?: string;

  /**
   * Whose processes it sees (PID namespace).
   *
   * @default - its own
   */
  readonly pid?: ComposeNamespace;

  /**
   * Whether it is privileged: it has all rights on the host.
   *
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * The OCI runtime that runs it: `runc`, `runsc`, `kata`.
   *
   * @default - the engine's default
   */
  readonly runtime?: string;

  /**
   * Additional security options: `label=type:svirt_apache_t`, `seccomp=profile.json`.
   *
   * @default - `no-new-privileges:true`
   */
  readonly securityOpt?: string[];

  /**
   * Kernel parameters of its namespaces: `net.core.somaxconn`.
   *
   * @default - the host's own
   */
  readonly sysctls?: { [name: string]: string };

  /**
   * Whether it gets access to the engine's API socket. Compose 2.37 or newer.
   *
   * @default false
   */
  readonly useApiSocket?: boolean;

  /**
   * Whose user ids it has (user namespace).
   *
   * @default - the engine's default choice
   */
  readonly usernsMode?: ComposeNamespace;

  /**
   * Whose host name it has (UTS namespace).
   *
   * @default - its own
   */
  readonly uts?: ComposeNamespace;
}

/** The source of a Windows credential spec. */
export interface ComposeCredentialSpec {
  /**
   * A config of the file.
   *
   * @default - none
   */
  readonly config?: string;

  /**
   * A file of the engine's folder `CredentialSpecs`.
   *
   * @default - none
   */
  readonly file?: string;

  /**
   * A value of the host's registry.
   *
   * @default - none
   */
  readonly registry?: string;
}

/** The control groups that a container sees. */
export enum ComposeCgroup {
  /** Those of the host. */
  HOST = 'host',
  /** Its own. */
  PRIVATE = 'private',
}
