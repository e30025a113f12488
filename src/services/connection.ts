import { requireProps } from '../base/props';
import { EnvValue } from '../model';

/** Names of the variables in which an application reads the parts of a connection separately. */
export interface ConnectionVariables {
  /**
   * The variable that holds the name of the host.
   *
   * @default - consumers are not told it
   */
  readonly host?: string;

  /**
   * The variable that holds the port.
   *
   * @default - consumers are not told it
   */
  readonly port?: string;

  /**
   * The variable that holds the name of the user.
   *
   * @default - consumers are not told it
   */
  readonly user?: string;

  /**
   * The variable that holds the password.
   *
   * @default - consumers are not told it
   */
  readonly password?: string;

  /**
   * The variable that holds the name of the database, of the virtual host (RabbitMQ), or the number of the database (Redis).
   *
   * @default - consumers are not told it
   */
  readonly database?: string;
}

/**
 * The parts of the connection to a service that others use, as values of environment variables. Each is the same truth as the URL: in
 * the stack what the service is started with; where the service runs elsewhere, variables that are asked for only where they are used.
 */
export class Connection {
  /** The whole connection, with the password in it. */
  public readonly url: EnvValue;
  /** The name of the host; elsewhere the variable `<ID>_HOST`. */
  public readonly host: EnvValue;
  /** The port; elsewhere the variable `<ID>_PORT`. */
  public readonly port: EnvValue;
  /** The user; elsewhere the variable `<ID>_USER`. */
  public readonly user: EnvValue;
  /** The password, `<ID>_PASSWORD`. */
  public readonly password: EnvValue;
  /** The database, or the virtual host; elsewhere the variable `<ID>_DATABASE`. */
  public readonly database: EnvValue;

  /**
   * @param parts each of them
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
  /** The database, or the virtual host. */
  readonly database: EnvValue;
}
