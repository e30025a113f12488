import { Construct } from 'constructs';
import { Duration, Size } from '../base';
import {
  Binding, ContainerUser, DataServices, EnvValue, Environment, HealthCheck, ImageSource, Language, Resources, Service, ServiceKind,
  ServiceOption, ServiceSpec, Volume,
} from '../model';
import { BASE_IMAGES } from './private/base-images';
import { baseImage, requireVersion } from './private/checks';
import { requireInteger, requirePort, requireSettableName } from '../base/checks';
import { variableOf, volumeOf } from '../base/names';
import { requireProps } from '../base/props';

/** What a {@link RedisService} needs to know. */
export interface RedisServiceProps {
  /**
   * The version of Redis.
   *
   * @default "7"
   */
  readonly version?: string;

  /**
   * The image.
   *
   * @default - `redis:<version>-alpine`
   */
  readonly image?: string;

  /**
   * Whether data outlives the container: every write is logged to a volume.
   *
   * @default true
   */
  readonly persistence?: boolean;

  /**
   * How much memory data may take; then writes are refused, and nothing is thrown away (`noeviction`): a broker that drops a key
   * drops a task.
   *
   * @default - no limit of its own
   */
  readonly maxMemory?: Size;

  /**
   * The number of the database that consumers are told, from 0 to 15.
   *
   * @default 0
   */
  readonly database?: number;

  /**
   * The variable that tells consumers where it is.
   *
   * @default "REDIS_URL"
   */
  readonly urlVariable?: string;

  /**
   * The port of the host on which it is published, where `<ID>_PORT` does not say otherwise.
   *
   * @default 6379
   */
  readonly hostPort?: number;

  /**
   * CPU and memory, where the environment limits them.
   *
   * @default - no limits, and nothing kept for it
   */
  readonly resources?: Resources;
}

/**
 * Redis, as a broker, a result store or a cache. It tells its consumers `REDIS_URL`. Where the environment requires secrets it asks
 * for a password, `REDIS_PASSWORD`.
 */
export class RedisService extends Service {
  private readonly image: string;
  private readonly persistence: boolean;
  private readonly maxMemory?: Size;
  private readonly database: number;
  private readonly urlVariable: string;
  private readonly hostPort: number;
  private readonly resources?: Resources;
  private readonly password: EnvValue;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props what it needs to know
   * @throws if a value cannot be used
   */
  public constructor(scope: Construct, id: string, props: RedisServiceProps = {}) {
    super(scope, id);
    requireProps('RedisServiceProps', props, `service "${id}"`);
    const version = props.version ?? '7';
    requireVersion(`the version of service "${id}"`, version);
    this.image = baseImage(`the image of service "${id}"`, props.image, BASE_IMAGES.redis(version));
    this.persistence = props.persistence ?? true;
    this.maxMemory = props.maxMemory;
    this.database = props.database ?? 0;
    this.urlVariable = props.urlVariable ?? 'REDIS_URL';
    this.hostPort = props.hostPort ?? 6379;
    this.resources = props.resources;
    this.password = EnvValue.secret(variableOf(id, 'PASSWORD'), { description: WORDS[this.stack.language].password });
    if (this.maxMemory && this.maxMemory.toBytes() < Size.mebibytes(1).toBytes()) {
      throw new Error(`the maxMemory of service "${id}" is ${this.maxMemory}, which Redis needs for itself: allowed is 1m or more`);
    }
    requireInteger(`the database of service "${id}"`, this.database, 0, 15);
    requireSettableName(this.urlVariable);
    requirePort(`the hostPort of service "${id}"`, this.hostPort);
    this.node.addValidation({ validate: () => this.stack.environments.flatMap((environment) => this.tooMuchMemory(environment)) });
  }

  public describe(environment: Environment): ServiceSpec {
    const options = [
      '--appendonly', this.persistence ? 'yes' : 'no',
      ...this.persistence ? [] : ['--save', ''],
      '--maxmemory-policy', 'noeviction',
      ...this.maxMemory ? ['--maxmemory', `${this.maxMemory.toBytes()}`] : [],
    ];
    return {
      kind: ServiceKind.DATA,
      description: 'Redis',
      image: ImageSource.reference(this.image),
      command: environment.requireSecrets
        ? ['sh', '-c', `exec ${ENTRYPOINT} redis-server --requirepass "$REDIS_PASSWORD" "$@"`, 'redis-server', ...options]
        : ['redis-server', ...options],
      // redis-cli, and with it the health check, logs in with REDISCLI_AUTH
      environment: environment.requireSecrets ? { REDIS_PASSWORD: this.password, REDISCLI_AUTH: this.password } : {},
      // redis, in the official image
      user: ContainerUser.of(999, 1000),
      ports: [{ port: 6379, hostPort: this.hostPort }],
      // the image declares /data as a volume: without one of ours, every container would leave a nameless one behind
      mounts: this.persistence ? [Volume.named(volumeOf(this.id, 'data')).mountAt('/data')] : [],
      writablePaths: this.persistence ? ['/tmp'] : ['/tmp', '/data'],
      // -e: without it, redis-cli exits with 0 when the answer is an error
      healthCheck: HealthCheck.command(['redis-cli', '-e', 'ping'], {
        interval: Duration.seconds(10), timeout: Duration.seconds(3), retries: 5,
      }),
      init: true,
      resources: this.resources,
      stopGracePeriod: Duration.seconds(30),
      unsupported: [ServiceOption.SECRET_FILES, ...environment.requireSecrets ? [ServiceOption.COMMAND] : []],
      ownVariables: ['REDIS_PASSWORD', 'REDISCLI_AUTH'],
    };
  }

  /** A server that is killed for its memory loses what the limit of its data was to keep. */
  private tooMuchMemory(environment: Environment): string[] {
    const limit = environment.limitResources && this.runsIn(environment) ? this.specIn(environment).resources?.memory : undefined;
    return !limit || !this.maxMemory || this.maxMemory.toBytes() < limit.toBytes() ? [] : [
      `service "${this.id}" may keep ${this.maxMemory} of data (maxMemory) and use ${limit} of memory in environment `
      + `"${environment.name}": give it more memory than data, since it needs some for connections and for saving`,
    ];
  }

  public override bindTo(consumer: Service, environment: Environment): Binding {
    void consumer;
    const url = environment.dataServices === DataServices.IN_STACK
      ? EnvValue.join(
        EnvValue.of('redis://'), ...environment.requireSecrets ? [EnvValue.of(':'), this.password, EnvValue.of('@')] : [],
        EnvValue.of(`${this.id}:6379/${this.database}`),
      )
      : EnvValue.secret(this.urlVariable, { description: WORDS[this.stack.language].url(this.database) });
    return { environment: { [this.urlVariable]: url } };
  }
}

/** The entrypoint of the image, where it has one: it loads the modules of Redis 8 for a command that begins with the server. */
const ENTRYPOINT = '$(command -v docker-entrypoint.sh)';

const WORDS = {
  [Language.EN]: {
    password: 'password of Redis: letters and digits, because it becomes part of a URL',
    url: (database: number) => `where Redis is, as in redis://:password@host:6379/${database}`,
  },
  [Language.PT_BR]: {
    password: 'senha do Redis: letras e dígitos, porque faz parte de uma URL',
    url: (database: number) => `endereço do Redis, como em redis://:senha@servidor:6379/${database}`,
  },
};
