import { ComposeNamespace } from './namespace';

/** Compose's keys on how far a container is kept apart from the host. What weakens it is named by synth and in the guide. */
export interface ComposeSecurityKeys {
  /**
   * Linux capabilities that it gets on top, by name without `CAP_`.
   *
   * @default - those that the service needs
   */
  readonly capAdd?: string[];

  /**
   * Linux capabilities that are taken away.
   *
   * @default - all
   */
  readonly capDrop?: string[];

  /**
   * The control groups that it sees.
   *
   * @default - the engine's own choice, private with cgroup v2
   */
  readonly cgroup?: ComposeCgroup;

  /**
   * The control group above its own.
   *
   * @default - the engine's own
   */
  readonly cgroupParent?: string;

  /**
   * The account of a Windows domain that it runs with.
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
   * How it is kept apart on Windows: `default`, `process`, `hyperv`.
   *
   * @default - the engine's own
   */
  readonly isolation?: string;

  /**
   * Whose processes it sees (PID namespace).
   *
   * @default - its own
   */
  readonly pid?: ComposeNamespace;

  /**
   * Whether it has all rights on the host.
   *
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * The OCI runtime that runs it: `runc`, `runsc`, `kata`.
   *
   * @default - the engine's own
   */
  readonly runtime?: string;

  /**
   * Further security options: `label=type:svirt_apache_t`, `seccomp=profile.json`.
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
   * Whether it can steer the engine. Compose 2.37 or newer.
   *
   * @default false
   */
  readonly useApiSocket?: boolean;

  /**
   * Whose user ids it has (user namespace).
   *
   * @default - the engine's own choice
   */
  readonly usernsMode?: ComposeNamespace;

  /**
   * Whose host name it has (UTS namespace).
   *
   * @default - its own
   */
  readonly uts?: ComposeNamespace;
}

/** Where the account of a Windows domain is described. */
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
