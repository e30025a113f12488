import { Construct } from 'constructs';
import { Connection, ConnectionVariables } from './connection';
import { Duration, Size } from '../base';
import {
  Binding, ContainerUser, EnvValue, Environment, HealthCheck, ImageSource, Language, Resources, Service, ServiceKind, ServiceOption,
  ServiceSpec, Volume,
} from '../model';
import { Told, connectionTo, whereItRuns } from './private/connections';
import { requireInteger, requireMatch, requirePort, requireSettableName } from '../base/checks';
import { variableOf, volumeOf } from '../base/names';
import { requireArgument } from '../base/props';
import { ChosenValue } from '../model/chosen-value';

/** One use of Redis or Valkey, separate from the others: broker, result backend or cache. */
export interface KeyValuePurpose {
  /** The variable in which consumers get the URL with this database: `CELERY_BROKER_URL`. */
  readonly urlVariable: string;

  /** The number of the database, from 0 to 15. Two purposes may share one only if both have a key prefix. */
  readonly database: number;

  /**
   * The prefix of the application's keys, which consumers get in `keyPrefixVariable`.
   *
   * @default - none
   */
  readonly keyPrefix?: string;

  /**
   * The variable in which consumers get the key prefix.
   *
   * @default - `urlVariable` with `_KEY_PREFIX` instead of `_URL`: `CACHE_KEY_PREFIX`
   */
  readonly keyPrefixVariable?: string;
}

/** What {@link RedisService} and {@link ValkeyService} need to know. */
export interface KeyValueServiceProps {
  /**
   * Whether data is persisted: every write is appended to a log in a volume.
   *
   * @default true
   */
  readonly persistence?: boolean;

  /**
   * The memory limit of the data. Above it writes are refused, and nothing is evicted (`noeviction`): a broker that evicts a key loses a
   * task.
   *
   * @default - no limit other than the container's
   */
  readonly maxMemory?: Size;

  /**
   * The number of the database in the URL that consumers get, from 0 to 15.
   *
   * @default 0
   */
  readonly database?: number;

  /**
   * Its uses, each with its own database or key prefix, so that flushing the cache does not delete tasks.
   *
   * @default - one database, in `urlVariable`
   */
  readonly purposes?: KeyValuePurpose[];

  /**
   * The variable in which consumers get its URL.
   *
   * @default "REDIS_URL" for Redis, "VALKEY_URL" for Valkey; none if `purposes` or `variables` is given
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
   * @default 6379
   */
  readonly hostPort?: number;

  /**
   * The user that it runs as, if the image's differs from the official one.
   *
   * @default - 999 and group 1000, as in the official images
   */
  readonly runAs?: ContainerUser;

  /**
   * CPU and memory limits and reservations, in environments that limit resources.
   *
   * @default - no limits and no reservations
   */
  readonly resources?: Resources;
}

/** The names of a Redis-compatible server and of its programs. */
export interface KeyValueServer {
  /** The product's name: `Redis`. */
  readonly title: string;
  /** The server in its image: `redis-server`. */
  readonly server: string;
  /** The client in its image: `redis-cli`. */
  readonly client: string;
  /** The prefix of its variables: `REDIS`. */
  readonly prefix: string;
  /** The image. */
  readonly image: string;
}

/** A Redis-compatible server: {@link RedisService}, {@link ValkeyService}, or your own subclass. */
export abstract class KeyValueService extends Service {
  /** The parts of the connection, for a consumer's own variables. */
  public readonly connection: Connection;

  private readonly server: KeyValueServer;
  private readonly persistence: boolean;
  private readonly maxMemory?: Size;
  private readonly purposes: KeyValuePurpose[];
  private readonly hostPort: number;
  private readonly runAs: ContainerUser;
  private readonly resources?: Resources;
  private readonly password: EnvValue;
  private readonly told?: Told;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param server the names of the server and its programs
   * @param props its options
   * @throws if a value is invalid
   */
  protected constructor(scope: Construct, id: string, server: KeyValueServer, props: KeyValueServiceProps) {
    super(scope, id);
    requireArgument('KeyValueServer', server, 'server', `service "${id}"`);
    this.server = { ...server };
    this.persistence = props.persistence ?? true;
    this.maxMemory = props.maxMemory;
    this.hostPort = props.hostPort ?? 6379;
    this.resources = props.resources;
    // in the official images
    this.runAs = props.runAs ?? ContainerUser.of(999, 1000);
    this.purposes = (props.purposes ?? []).map((purpose) => ({ ...purpose }));
    this.password = EnvValue.secret(variableOf(id, 'PASSWORD'), { description: WORDS[this.stack.language].password(server.title) });
    if (this.maxMemory && this.maxMemory.toBytes() < Size.mebibytes(1).toBytes()) {
      throw new Error(
        `the maxMemory of service "${id}" is ${this.maxMemory}, which ${server.title} needs for itself: allowed is 1m or more`,
      );
    }
    const database = props.database ?? 0;
    requireInteger(`the database of service "${id}"`, database, 0, 15);
    requirePort(`the hostPort of service "${id}"`, this.hostPort);
    this.requirePurposes();
    const urlVariable = props.urlVariable ?? `${server.prefix}_URL`;
    this.told = this.purposes.length > 0 && props.urlVariable === undefined && props.variables === undefined ? undefined
      : new Told(id, props.urlVariable, props.variables, urlVariable);
    this.connection = connectionTo(this, this.elsewhere(this.told?.elsewhere ?? urlVariable, database), {
      port: PORT, user: '', password: this.passwordIfAsked(), database: `${database}`, url: this.inStack(database),
    });
    this.node.addValidation({ validate: () => this.stack.environments.flatMap((environment) => this.tooMuchMemory(environment)) });
  }

  /**
   * The URL with another database, for a consumer's own variable. For a server that runs elsewhere, the variable `<ID>_URL_<database>`.
   *
   * @param database the number of the database, from 0 to 15
   * @throws if the number is out of range
   */
  public url(database: number): EnvValue {
    requireInteger(`a database of service "${this.id}"`, database, 0, 15);
    return whereItRuns(this.inStack(database), this.elsewhere(variableOf(this.id, `URL_${database}`), database));
  }

  public describe(environment: Environment): ServiceSpec {
    const { title, server, client, prefix, image } = this.server;
    const options = [
      '--appendonly', this.persistence ? 'yes' : 'no',
      ...this.persistence ? [] : ['--save', ''],
      '--maxmemory-policy', 'noeviction',
      ...this.maxMemory ? ['--maxmemory', `${this.maxMemory.toBytes()}`] : [],
    ];
    return {
      kind: ServiceKind.DATA,
      description: title,
      image: ImageSource.reference(image),
      command: environment.requireSecrets
        ? ['sh', '-c', `exec ${ENTRYPOINT} ${server} --requirepass "$${prefix}_PASSWORD" "$@"`, server, ...options]
        : [server, ...options],
      // the client, and with it the health check, logs in with REDISCLI_AUTH
      environment: environment.requireSecrets ? { [`${prefix}_PASSWORD`]: this.password, REDISCLI_AUTH: this.password } : {},
      user: this.runAs,
      ports: [{ port: PORT, hostPort: this.hostPort }],
      // the image declares /data as a volume: without one of ours, every container would leave a nameless one behind
      mounts: this.persistence ? [Volume.named(volumeOf(this.id, 'data')).mountAt('/data')] : [],
      writablePaths: this.persistence ? ['/tmp'] : ['/tmp', '/data'],
      // -e: without it, the client exits with 0 when the answer is an error
      healthCheck: HealthCheck.command([client, '-e', 'ping'], {
        interval: Duration.seconds(10), timeout: Duration.seconds(3), retries: 5,
      }),
      init: true,
      resources: this.resources,
      dataCheck: [client, '-e', 'dbsize'],
      dataVersions: { program: [server, '--version'] },
      passwords: environment.requireSecrets ? {
        variables: [variableOf(this.id, 'PASSWORD')], add: changePassword(client, '>%s'), change: changePassword(client, 'resetpass >%s'),
      } : undefined,
      stopGracePeriod: Duration.seconds(30),
      unsupported: [ServiceOption.SECRET_FILES, ...environment.requireSecrets ? [ServiceOption.COMMAND] : []],
      ownVariables: [`${prefix}_PASSWORD`, 'REDISCLI_AUTH'],
    };
  }

  public override bindTo(consumer: Service, environment: Environment): Binding {
    void [consumer, environment];
    return {
      environment: {
        ...this.told?.binding(this.connection).environment,
        ...Object.fromEntries(this.purposes.flatMap(({ urlVariable, database, keyPrefix, keyPrefixVariable }) => [
          [urlVariable, whereItRuns(this.inStack(database), this.elsewhere(urlVariable, database))],
          ...keyPrefix === undefined ? [] : [[keyPrefixVariable ?? prefixVariable(urlVariable), EnvValue.of(keyPrefix)]],
        ])),
      },
    };
  }

  /** A server that is OOM-killed loses the data that `maxMemory` was to protect. */
  private tooMuchMemory(environment: Environment): string[] {
    const limit = environment.limitResources && this.runsIn(environment) ? this.specIn(environment).resources?.memory : undefined;
    return !limit || !this.maxMemory || this.maxMemory.toBytes() < limit.toBytes() ? [] : [
      `service "${this.id}" may keep ${this.maxMemory} of data (maxMemory) and use ${limit} of memory in environment `
      + `"${environment.name}": give it more memory than data, since it needs some for connections and for saving`,
    ];
  }

  private requirePurposes(): void {
    this.purposes.forEach(({ urlVariable, database, keyPrefix, keyPrefixVariable }, at) => {
      const what = `purpose "${urlVariable}" of service "${this.id}"`;
      requireSettableName(urlVariable);
      requireInteger(`the database of ${what}`, database, 0, 15);
      if (keyPrefix !== undefined) {
        requireMatch(`the keyPrefix of ${what}`, keyPrefix, /^[A-Za-z0-9_.:{}-]{1,100}$/, 'letters, digits and _ . : { } -, at most 100');
      }
      if (keyPrefixVariable !== undefined) {
        requireSettableName(keyPrefixVariable);
        if (keyPrefix === undefined) {
          throw new Error(`${what} has the keyPrefixVariable "${keyPrefixVariable}" and no keyPrefix: pass keyPrefix, or remove it`);
        }
      }
      for (const other of this.purposes.slice(0, at)) {
        if (other.urlVariable === urlVariable) {
          throw new Error(`${what} is declared twice: declare it once`);
        }
        if (other.database === database && (keyPrefix === undefined || other.keyPrefix === undefined || keyPrefix === other.keyPrefix)) {
          throw new Error(
            `purposes "${other.urlVariable}" and "${urlVariable}" of service "${this.id}" share database ${database}, so that emptying one `
            + 'empties the other: give each its own database, or both a keyPrefix of their own',
          );
        }
      }
    });
  }

  private passwordIfAsked(): EnvValue {
    return new ChosenValue((environment) => environment.requireSecrets ? this.password : EnvValue.of(''));
  }

  private inStack(database: number): EnvValue {
    return new ChosenValue((environment) => EnvValue.join(
      EnvValue.of('redis://'), ...environment.requireSecrets ? [EnvValue.of(':'), this.password, EnvValue.of('@')] : [],
      EnvValue.of(`${this.id}:${PORT}/${database}`),
    ));
  }

  private elsewhere(variable: string, database: number): EnvValue {
    requireSettableName(variable);
    return EnvValue.secret(variable, { description: WORDS[this.stack.language].url(this.server.title, database) });
  }
}

const PORT = 6379;

/** The image's entrypoint, if there is one: it loads the modules of Redis 8 if the command starts with the server. */
const ENTRYPOINT = '$(command -v docker-entrypoint.sh)';

/** The default user may have several passwords. To change them, log in with the current one, or, on a repeated run, with the new one. */
function changePassword(client: string, rule: string): string[] {
  return ['sh', '-c', 'IFS= read -r PRESENT; IFS= read -r NEXT; '
    + `change() { printf 'ACL SETUSER default ${rule}\n' "$NEXT" | REDISCLI_AUTH=$1 ${client} -e; }; `
    + 'change "$PRESENT" > /dev/null 2>&1 || change "$NEXT" > /dev/null'];
}

function prefixVariable(urlVariable: string): string {
  return `${urlVariable.replace(/_UR[LI]$/, '')}_KEY_PREFIX`;
}

const WORDS = {
  [Language.EN]: {
    password: (title: string) => `password of ${title}: letters and digits, because it becomes part of a URL`,
    url: (title: string, database: number) => `where ${title} is, as in redis://:password@host:6379/${database}`,
  },
  [Language.PT_BR]: {
    password: (title: string) => `senha do ${title}: letras e dígitos, porque faz parte de uma URL`,
    url: (title: string, database: number) => `endereço do ${title}, como em redis://:senha@servidor:6379/${database}`,
  },
};
