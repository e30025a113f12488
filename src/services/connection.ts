import { requireProps } from '../base/props';
import { EnvValue } from '../model';

/** Names of the variables from which an application reads the parts of a connection. */
export interface ConnectionVariables {
  /**
   * The variable that holds the name of the host.
   *
   * @default - not passed to consumers
   */
  readonly host?: string;

  /**
   * The variable that holds the port.
   *
   * @default - not passed to consumers
   */
  readonly port?: string;

  /**
   * The variable that holds the name of the user.
   *
   * @default - not passed to consumers
   */
  readonly user?: string;

  /**
   * The variable that holds the password.
   *
   * @default - not passed to consumers
   */
  readonly password?: string;

  /**
   * The variable that holds the name of the database or the virtual host (RabbitMQ), or the number of the database (Redis).
   *
   * @default - not passed to consumers
   */
  readonly database?: string;
}

/**
 * The parts of the connection to a service, as values of environment variables. They always match the URL: for a service in the stack they
 * are what it is started with; for one that runs elsewhere they are variables of the env file, required only where they are used.
 */
export class Connection {
  /** The whole connection, with the password in it. */
  public readonly url: EnvValue;
  /** The host name; for a service that runs elsewhere, the variable `<ID>_HOST`. */
  public readonly host: EnvValue;
  /** The port; for a service that runs elsewhere, the variable `<ID>_PORT`. */
  public readonly port: EnvValue;
  /** The user; for a service that runs elsewhere, the variable `<ID>_USER`. */
  public readonly user: EnvValue;
  /** The password, the variable `<ID>_PASSWORD`. */
  public readonly password: EnvValue;
  /** The database or virtual host; for a service that runs elsewhere, the variable `<ID>_DATABASE`. */
  public readonly database: EnvValue;

  /**
   * @param parts all parts
   */
  public constructor(parts: ConnectionParts) {
    requireProps('ConnectionParts', parts, 'a connection');
    this.url = parts.url;
    this.host = parts.host;
    this.port = parts.port;
    this.user = parts.user;
    this.password = parts.password;
    this.database = parts.database;
  }
}

/** The parts of a {@link Connection}. */
export interface ConnectionParts {
  /** The whole connection, with the password in it. */
  readonly url: EnvValue;
  /** The name of the host. */
  readonly host: EnvValue;
  /** The port. */
  readonly port: EnvValue;
  /** The user. */
  readonly user: EnvValue;
  /** The password. */
  readonly password: EnvValue;
  /** The database or virtual host. */
  readonly database: EnvValue;
}
