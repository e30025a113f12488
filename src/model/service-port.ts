/** The protocol between an editor and a debugger. */
export enum DebugProtocol {
  /** debugpy, for Python. */
  DEBUGPY = 'debugpy',
}

/** A port that a service listens on. */
export interface ServicePort {
  /** The port inside the container, from 1 to 65535. */
  readonly port: number;

  /**
   * The default host port.
   *
   * @default - the port inside the container
   */
  readonly hostPort?: number;

  /**
   * The variable that overrides the host port.
   *
   * @default - the service's id in upper case and `_PORT`: `BACKEND_PORT`
   */
  readonly variable?: string;

  /**
   * Whether this is an entrance for users. Without `internalPorts`, an environment publishes only these ports.
   *
   * @default false
   */
  readonly entrance?: boolean;

  /**
   * Whether it speaks TLS.
   *
   * @default false
   */
  readonly tls?: boolean;

  /**
   * The host name that is served at this port: `crm.example.com`.
   *
   * @default - any name
   */
  readonly domain?: string;

  /**
   * The debugger that listens on this port, if it is one. Whoever can reach it can run any code, so it is published only with `liveReload`,
   * on 127.0.0.1, whatever `publishedOn` says.
   *
   * @default - no debugger
   */
  readonly debugProtocol?: DebugProtocol;

  /**
   * Additional host names that are served at this port.
   *
   * @default - none
   */
  readonly furtherDomains?: string[];

  /**
   * Whether the host can reach it, whatever the environment's policy.
   *
   * @default - always for an entrance, otherwise if the environment has `internalPorts`
   */
  readonly published?: boolean;
}
