/** The protocol between an editor and a debugger. */
export enum DebugProtocol {
  /** debugpy, for Python. */
  DEBUGPY = 'debugpy',
}

/** A port on which a service listens. */
export interface ServicePort {
  /** The port inside the container, from 1 to 65535. */
  readonly port: number;

  /**
   * The port of the host where nobody chooses another.
   *
   * @default - the port inside the container
   */
  readonly hostPort?: number;

  /**
   * The variable that moves the port of the host.
   *
   * @default - the service's id in upper case and `_PORT`: `BACKEND_PORT`
   */
  readonly variable?: string;

  /**
   * Whether users come in here. An environment for users publishes these ports and no others (`internalPorts`).
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
   * The name that requests are for at this port: `crm.example.com`.
   *
   * @default - any name is answered
   */
  readonly domain?: string;

  /**
   * The debugger that listens here, where that is what the port is for. Whoever reaches it runs what he likes: it is published where
   * sources are mounted (`liveReload`) and nowhere else, on 127.0.0.1 whatever `publishedOn` says.
   *
   * @default - no debugger
   */
  readonly debugProtocol?: DebugProtocol;

  /**
   * Further names that are answered at this port.
   *
   * @default - none
   */
  readonly furtherDomains?: string[];

  /**
   * Whether the host can reach it, whatever the environment's policy.
   *
   * @default - as an entrance always, otherwise where the environment publishes internal ports
   */
  readonly published?: boolean;
}
