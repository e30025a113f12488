import { Construct } from 'constructs';
import { Connection, ConnectionVariables } from './connection';
import { Duration } from '../base';
import {
  Backup, Binding, CommentStyle, ContainerUser, EnvValue, Environment, HealthCheck, ImageSource, Language, Resources, Service, ServiceKind,
  ServiceOption, ServiceSpec, StackFile, VersionSteps, Volume,
} from '../model';
import { BASE_IMAGES } from './private/base-images';
import { baseImage, requireVersion } from './private/checks';
import { Told, connectionTo } from './private/connections';
import {
  postgresAccess, postgresChangePassword, postgresDataCheck, postgresInitScript, postgresProbe, postgresRestore, postgresVerify,
} from './private/postgres-files';
import { requireMatch, requirePort, requireText } from '../base/checks';
import { variableOf, volumeOf } from '../base/names';
import { requireProps } from '../base/props';
import { SOFTWARE } from '../base/versions';

/** Options of a {@link PostgresService}. */
export interface PostgresServiceProps {
  /** The application's database. */
  readonly database: string;

  /**
   * The version of PostgreSQL. No major version reads the data of another. It also determines where the image keeps its data, so set it for
   * an `image` of another version too.
   *
   * @default "17"
   */
  readonly version?: string;

  /**
   * The image.
   *
   * @default - `postgres:<version>`
   */
  readonly image?: string;

  /**
   * The user that applications log in as. It owns the database and has no access to others.
   *
   * @default - the name of the database
   */
  readonly user?: string;

  /**
   * Extensions, created before the application first starts: `pgcrypto`, `vector`. The image has to contain them.
   *
   * @default - none
   */
  readonly extensions?: string[];

  /**
   * Settings of the server, as `postgresql.conf` names them: `{ max_connections: '200' }`. Those that control authentication cannot be set.
   *
   * @default - PostgreSQL's defaults
   */
  readonly settings?: { [name: string]: string };

  /**
   * The scheme of the URL, from which SQLAlchemy takes the driver: `postgresql+asyncpg`, `postgresql+psycopg`.
   *
   * @default "postgresql"
   */
  readonly scheme?: string;

  /**
   * The variable in which consumers get its URL.
   *
   * @default "DATABASE_URL"; none if `variables` is given
   */
  readonly urlVariable?: string;

  /**
   * Variables in which consumers get the parts of the connection, for applications that read them separately.
   *
   * @default - consumers get the URL only
   */
  readonly variables?: ConnectionVariables;

  /**
   * The host port on which it is published; the variable `<ID>_PORT` overrides it.
   *
   * @default 5432
   */
  readonly hostPort?: number;

  /**
   * The user that it runs as, if the image's differs from the official one.
   *
   * @default - 999, as in the official image; 70 if the tag is an Alpine one
   */
  readonly runAs?: ContainerUser;

  /**
   * CPU and memory limits and reservations, in environments that limit resources.
   *
   * @default - no limits and no reservations
   */
  readonly resources?: Resources;
}

/**
 * PostgreSQL with a database and a user for the application, which has access to that database only. Its consumers get `DATABASE_URL`.
 *
 * Writes `docker/<id>/init.sql`, which initializes the database, and `docker/<id>/pg_hba.conf`, which controls access.
 */
export class PostgresService extends Service {
  /** The application's database. */
  public readonly database: string;
  /** The user that applications log in as. */
  public readonly user: string;
  /** The init script, relative to the repository's root. */
  public readonly initScriptPath: string;
  /** `pg_hba.conf`, relative to the repository's root. */
  public readonly accessPath: string;
  /** The parts of the connection, for a consumer's own variables. */
  public readonly connection: Connection;

  private readonly image: string;
  private readonly dataFolder: string;
  private readonly told: Told;
  private readonly settings: { [name: string]: string };
  private readonly hostPort: number;
  private readonly runAs: ContainerUser;
  private readonly resources?: Resources;
  private readonly password: EnvValue;
  private readonly rootPassword: EnvValue;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props its options
   * @throws if a value is invalid
   */
  public constructor(scope: Construct, id: string, props: PostgresServiceProps) {
    super(scope, id);
    requireProps('PostgresServiceProps', props, `service "${id}"`);
    const version = props.version ?? SOFTWARE.postgres.byDefault;
    requireVersion(`the version of service "${id}"`, version);
    this.image = baseImage(`the image of service "${id}"`, props.image, BASE_IMAGES.postgres(version));
    this.database = props.database;
    this.user = props.user ?? props.database;
    // the image of version 18 declares another volume
    this.dataFolder = Number(version.split('.')[0]) < 18 ? '/var/lib/postgresql/data' : '/var/lib/postgresql';
    this.settings = { ...props.settings };
    this.hostPort = props.hostPort ?? 5432;
    this.runAs = props.runAs ?? ContainerUser.of(/:[^@]*alpine/.test(this.image) ? 70 : 999);
    this.resources = props.resources;
    this.told = new Told(id, props.urlVariable, props.variables, 'DATABASE_URL');
    const scheme = props.scheme ?? 'postgresql';
    const extensions = [...props.extensions ?? []];
    this.requireNames();
    requireMatch(
      `the scheme of service "${id}"`, scheme, /^postgres(ql)?(\+[a-z0-9]+)?$/, '"postgresql" and a driver, such as "postgresql+asyncpg"',
    );
    requirePort(`the hostPort of service "${id}"`, this.hostPort);
    for (const extension of extensions) {
      requireMatch(
        `extension "${extension}" of service "${id}"`, extension, /^[a-z][a-z0-9_-]{0,62}$/, 'names of extensions, such as "pgcrypto"',
      );
    }
    this.requireSettings();

    const words = WORDS[this.stack.language];
    this.password = EnvValue.secret(variableOf(id, 'PASSWORD'), {
      developmentValue: 'development-only', description: words.password(this.user),
    });
    this.rootPassword = EnvValue.secret(variableOf(id, 'ROOT_PASSWORD'), {
      developmentValue: 'development-only', description: words.rootPassword,
    });
    this.connection = connectionTo(
      this, EnvValue.secret(this.told.elsewhere ?? variableOf(id, 'URL'), { description: words.url(scheme, this.database) }), {
        port: PORT,
        user: this.user,
        password: this.password,
        database: this.database,
        url: EnvValue.join(EnvValue.of(`${scheme}://${this.user}:`), this.password, EnvValue.of(`@${id}:${PORT}/${this.database}`)),
      },
    );
    this.initScriptPath = `${this.stack.dockerFolder}/${id}/init.sql`;
    this.accessPath = `${this.stack.dockerFolder}/${id}/pg_hba.conf`;
    const facts = { database: this.database, user: this.user, extensions, language: this.stack.language };
    new StackFile(this, this.initScriptPath, { comment: CommentStyle.DASHES, content: { render: () => postgresInitScript(facts) } });
    new StackFile(this, this.accessPath, { comment: CommentStyle.HASH, content: { render: () => postgresAccess(facts) } });
  }

  public describe(environment: Environment): ServiceSpec {
    void environment;
    const settings = { ...this.settings, hba_file: ACCESS_FILE };
    return {
      kind: ServiceKind.DATA,
      description: 'PostgreSQL',
      image: ImageSource.reference(this.image),
      command: ['postgres', ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      environment: {
        POSTGRES_PASSWORD: this.rootPassword,
        POSTGRES_DB: EnvValue.of(this.database),
        POSTGRES_APP_PASSWORD: this.password,
        PGDATA: EnvValue.of(`${this.dataFolder}/pgdata`),
      },
      user: this.runAs,
      ports: [{ port: PORT, hostPort: this.hostPort }],
      mounts: [
        Volume.named(volumeOf(this.id, 'data')).mountAt(this.dataFolder),
        Volume.repositoryFile(this.initScriptPath).mountReadOnlyAt('/docker-entrypoint-initdb.d/init.sql'),
        Volume.repositoryFile(this.accessPath).mountReadOnlyAt(ACCESS_FILE),
      ],
      writablePaths: ['/tmp', '/var/run/postgresql'],
      healthCheck: HealthCheck.command(postgresProbe(this), {
        interval: Duration.seconds(10), timeout: Duration.seconds(5), retries: 5, startPeriod: Duration.seconds(30),
      }),
      init: true,
      resources: this.resources,
      backup: this.backup(),
      dataCheck: postgresDataCheck(this),
      dataVersions: { program: ['postgres', '--version'], steps: VersionSteps.SAME_MAJOR },
      passwords: {
        variables: [variableOf(this.id, 'PASSWORD'), variableOf(this.id, 'ROOT_PASSWORD')],
        change: postgresChangePassword(this, variableOf(this.id, 'PASSWORD')),
      },
      // a fast shutdown: SIGTERM would wait for every client to go
      stopSignal: 'SIGINT',
      stopGracePeriod: Duration.seconds(60),
      unsupported: [ServiceOption.SECRET_FILES, ServiceOption.COMMAND],
      ownVariables: ['POSTGRES_PASSWORD', 'POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_APP_PASSWORD', 'POSTGRES_HOST_AUTH_METHOD', 'PGDATA'],
    };
  }

  public override bindTo(consumer: Service, environment: Environment): Binding {
    void [consumer, environment];
    return this.told.binding(this.connection);
  }

  /** The application's database, as the administrator sees it. */
  private backup(): Backup {
    return {
      dump: ['sh', '-c', `PGPASSWORD="$POSTGRES_PASSWORD" exec pg_dump --username=postgres --format=custom --dbname=${this.database}`],
      restore: postgresRestore(this),
      fileEnding: '.dump',
      verify: postgresVerify(this),
    };
  }

  private requireNames(): void {
    const allowed = 'lower case letters, digits and _, starting with a letter or _, at most 63 characters';
    requireMatch(`the database of service "${this.id}"`, this.database, /^[a-z_][a-z0-9_]{0,62}$/, allowed);
    requireMatch(`the user of service "${this.id}"`, this.user, /^[a-z_][a-z0-9_]{0,62}$/, allowed);
    if (['postgres', 'template0', 'template1'].includes(this.database)) {
      throw new Error(
        `the database of service "${this.id}" is "${this.database}", which is PostgreSQL's own: allowed are names other than "postgres", `
        + '"template0" and "template1"',
      );
    }
    if (this.user === 'postgres' || this.user.startsWith('pg_')) {
      throw new Error(
        `the user of service "${this.id}" is "${this.user}", which is PostgreSQL's own: allowed are names other than "postgres" that do `
        + 'not begin with "pg_"',
      );
    }
  }

  private requireSettings(): void {
    for (const [name, value] of Object.entries(this.settings)) {
      requireMatch(
        `setting "${name}" of service "${this.id}"`, name, /^[a-z_][a-z0-9_.]*$/, 'names of postgresql.conf, such as "max_connections"',
      );
      requireText(`the value of setting "${name}" of service "${this.id}"`, value);
      if (FIXED.includes(name)) {
        throw new Error(
          `setting "${name}" of service "${this.id}" controls access or the place of the data, and is fixed: remove it `
          + `(fixed are ${FIXED.join(', ')})`,
        );
      }
    }
  }
}

const PORT = 5432;
const ACCESS_FILE = '/etc/postgresql/pg_hba.conf';
const FIXED = ['config_file', 'data_directory', 'hba_file', 'ident_file', 'listen_addresses', 'port', 'unix_socket_directories'];

const WORDS = {
  [Language.EN]: {
    password: (user: string) => `password of the PostgreSQL user "${user}": letters and digits, because it becomes part of a URL`,
    rootPassword: 'password of the PostgreSQL administrator "postgres"',
    url: (scheme: string, database: string) => `where PostgreSQL is, as in ${scheme}://user:password@host:5432/${database}`,
  },
  [Language.PT_BR]: {
    password: (user: string) => `senha do usuário "${user}" do PostgreSQL: letras e dígitos, porque faz parte de uma URL`,
    rootPassword: 'senha do administrador "postgres" do PostgreSQL',
    url: (scheme: string, database: string) => `endereço do PostgreSQL, como em ${scheme}://usuario:senha@servidor:5432/${database}`,
  },
};
