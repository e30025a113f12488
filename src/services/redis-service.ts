import { Construct } from 'constructs';
import {
  Binding, DataServices, Duration, EnvValue, Environment, HealthCheck, ImageSource, Language, ResourceLimits, Service, ServiceKind, ServiceSpec,
  Size, Volume,
} from '../model';
import { BASE_IMAGES } from './private/base-images';
import { baseImage, requireVersion } from './private/checks';
import { requireInteger, requirePort, requireVariableName } from '../model/private/text';

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
   * @default - no limits
   */
  readonly limits?: ResourceLimits;
}

/** Redis, as a broker, a result store or a cache. It tells its consumers `REDIS_URL`. */
export class RedisService extends Service {
  private readonly image: string;
  private readonly persistence: boolean;
  private readonly maxMemory?: Size;
  private readonly database: number;
  private readonly urlVariable: string;
  private readonly hostPort: number;
  private readonly limits?: ResourceLimits;

  /** @throws if a value cannot be used */
  public constructor(scope: Construct, id: string, props: RedisServiceProps = {}) {
    super(scope, id);
    const version = props.version ?? '7';
    requireVersion(`the version of service "${id}"`, version);
    this.image = baseImage(`the image of service "${id}"`, props.image, BASE_IMAGES.redis(version));
    this.persistence = props.persistence ?? true;
    this.maxMemory = props.maxMemory;
    this.database = props.database ?? 0;
    this.urlVariable = props.urlVariable ?? 'REDIS_URL';
    this.hostPort = props.hostPort ?? 6379;
    this.limits = props.limits;
    requireInteger(`the database of service "${id}"`, this.database, 0, 15);
    requireVariableName(this.urlVariable);
    requirePort(`the hostPort of service "${id}"`, this.hostPort);
  }

  public describe(_environment: Environment): ServiceSpec {
    return {
      kind: ServiceKind.DATA,
      description: 'Redis',
      image: ImageSource.reference(this.image),
      command: [
        'redis-server',
        '--appendonly', this.persistence ? 'yes' : 'no',
        ...this.persistence ? [] : ['--save', ''],
        '--maxmemory-policy', 'noeviction',
        ...this.maxMemory ? ['--maxmemory', `${this.maxMemory.toBytes()}`] : [],
      ],
      user: 'redis',
      ports: [{ port: 6379, hostPort: this.hostPort }],
      // the image declares /data as a volume: without one of ours, every container would leave a nameless one behind
      mounts: this.persistence ? [Volume.named(`${this.id.replace(/-/g, '_')}_data`).mountAt('/data')] : [],
      writablePaths: this.persistence ? ['/tmp'] : ['/tmp', '/data'],
      // -e: without it, redis-cli exits with 0 when the answer is an error
      healthCheck: HealthCheck.command(['redis-cli', '-e', 'ping'], {
        interval: Duration.seconds(10), timeout: Duration.seconds(3), retries: 5,
      }),
      limits: this.limits,
      stopGracePeriod: Duration.seconds(30),
    };
  }

  public override bindTo(_consumer: Service, environment: Environment): Binding {
    const url = environment.dataServices === DataServices.IN_STACK
      ? EnvValue.of(`redis://${this.id}:6379/${this.database}`)
      : EnvValue.secret(this.urlVariable, { description: WORDS[this.stack.language](this.database) });
    return { environment: { [this.urlVariable]: url } };
  }
}

const WORDS = {
  [Language.EN]: (database: number) => `where Redis is, as in redis://:password@host:6379/${database}`,
  [Language.PT_BR]: (database: number) => `endereço do Redis, como em redis://:senha@servidor:6379/${database}`,
};
