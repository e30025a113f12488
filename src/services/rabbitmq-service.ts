import { Construct } from 'constructs';
import { Connection, ConnectionVariables } from './connection';
import { Duration, Size } from '../base';
import {
  Binding, CommentStyle, ContainerUser, EnvValue, Environment, HealthCheck, ImageSource, Language, Resources, Service, ServiceKind,
  ServiceOption, ServiceSpec, StackFile, VersionSteps, Volume,
} from '../model';
import { BASE_IMAGES } from './private/base-images';
import { baseImage, requireVersion } from './private/checks';
import { Told, connectionTo } from './private/connections';
import { requireMatch, requirePort } from '../base/checks';
import { variableOf, volumeOf } from '../base/names';
import { requireProps } from '../base/props';
import { ProgramFile } from '../model/program-file';

/** Options of a {@link RabbitMqService}. */
export interface RabbitMqServiceProps {
  /**
   * The version of RabbitMQ.
   *
   * @default "4"
   */
  readonly version?: string;

  /**
   * The image. The management UI needs one with the management plugin.
   *
   * @default - `rabbitmq:<version>-management`
   */
  readonly image?: string;

  /**
   * The virtual host of the application.
   *
   * @default - the name of the stack
   */
  readonly virtualHost?: string;

  /**
   * The user that applications log in as. It has all permissions in the virtual host, and none elsewhere.
   *
   * @default - the name of the virtual host
   */
  readonly user?: string;

  /**
   * The memory high watermark, above which publishers are blocked. RabbitMQ does not see the memory limit of its container, and would be
   * OOM-killed.
   *
   * @default - 60 % of the memory limit in `resources`; without one, 60 % of the machine's memory
   */
  readonly maxMemory?: Size;

  /**
   * The free disk limit, below which publishers are blocked.
   *
   * @default Size.gibibytes(1), since RabbitMQ's default of 50 MB is used up before anybody notices
   */
  readonly leastFreeDisk?: Size;

  /**
   * How long a consumer may take to acknowledge a message, before its channel is closed and the message is requeued. Celery acknowledges a
   * prefetched task with `countdown` or `eta` when it starts, and one with `task_acks_late` when it has finished: this has to be longer
   * than the longest of these.
   *
   * @default - RabbitMQ's default, 30 minutes
   */
  readonly consumerTimeout?: Duration;

  /**
   * The variable in which consumers get its URL.
   *
   * @default "RABBITMQ_URL"; none if `variables` is given
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
   * @default 5672
   */
  readonly hostPort?: number;

  /**
   * The host port of the management UI; the variable `<ID>_MANAGEMENT_PORT` overrides it.
   *
   * @default 15672
   */
  readonly managementHostPort?: number;

  /**
   * The user that it runs as, if the image's differs from the official one.
   *
   * @default - 999, as in the official image; 100 and group 101 if the tag is an Alpine one
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
 * RabbitMQ as a broker, with a virtual host and a user for the application, which is no administrator. Its consumers get `RABBITMQ_URL`.
 * Its queues and messages are persisted in a volume; they are not backed up, since messages are short-lived.
 *
 * Writes `docker/<id>/rabbitmq.conf`, its configuration, and `docker/<id>/rabbitmq-health.sh`, the health check.
 */
export class RabbitMqService extends Service {
  /** The virtual host. */
  public readonly virtualHost: string;
  /** The user that applications log in as. */
  public readonly user: string;
  /** The parts of the connection, for a consumer's own variables. `database` is the virtual host. */
  public readonly connection: Connection;

  private readonly image: string;
  private readonly told: Told;
  private readonly hostPort: number;
  private readonly managementHostPort: number;
  private readonly runAs: ContainerUser;
  private readonly resources?: Resources;
  private readonly maxMemory?: Size;
  private readonly password: EnvValue;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props its options
   * @throws if a value is invalid
   */
  public constructor(scope: Construct, id: string, props: RabbitMqServiceProps = {}) {
    super(scope, id);
    requireProps('RabbitMqServiceProps', props, `service "${id}"`);
    requireVersion(`the version of service "${id}"`, props.version);
    this.image = baseImage(`the image of service "${id}"`, props.image, BASE_IMAGES.rabbitmq(props.version));
    this.virtualHost = props.virtualHost ?? this.stack.name;
    this.user = props.user ?? this.virtualHost;
    this.hostPort = props.hostPort ?? 5672;
    this.managementHostPort = props.managementHostPort ?? 15672;
    this.resources = props.resources;
    const memory = props.resources?.memory;
    this.maxMemory = props.maxMemory ?? (memory && Size.kibibytes(Math.floor(memory.toBytes() * 0.6 / 1024)));
    this.runAs = props.runAs ?? (/:[^@]*alpine/.test(this.image) ? ContainerUser.of(100, 101) : ContainerUser.of(999));
    this.told = new Told(id, props.urlVariable, props.variables, 'RABBITMQ_URL');
    const leastFreeDisk = props.leastFreeDisk ?? Size.gibibytes(1);
    for (const [what, name] of [['virtualHost', this.virtualHost], ['user', this.user]]) {
      requireMatch(`the ${what} of service "${id}"`, name, /^[A-Za-z0-9_-]{1,100}$/, 'letters, digits, _ and -, at most 100 characters');
    }
    if (this.user === 'guest') {
      throw new Error(`the user of service "${id}" is "guest", whose password is publicly known: allowed are other names`);
    }
    requirePort(`the hostPort of service "${id}"`, this.hostPort);
    requirePort(`the managementHostPort of service "${id}"`, this.managementHostPort);
    if (this.maxMemory && this.maxMemory.toBytes() < Size.mebibytes(128).toBytes()) {
      throw new Error(`the maxMemory of service "${id}" is ${this.maxMemory}, which RabbitMQ needs for itself: allowed is 128m or more`);
    }
    if (props.consumerTimeout && props.consumerTimeout.toSeconds() < 60) {
      throw new Error(
        `the consumerTimeout of service "${id}" is ${props.consumerTimeout}: allowed is 1m or more, since RabbitMQ looks once a minute`,
      );
    }
    this.node.addValidation({ validate: () => this.stack.environments.flatMap((environment) => this.tooMuchMemory(environment)) });

    const words = WORDS[this.stack.language];
    this.password = EnvValue.secret(variableOf(id, 'PASSWORD'), {
      developmentValue: 'development-only', description: words.password(this.user),
    });
    this.connection = connectionTo(
      this, EnvValue.secret(this.told.elsewhere ?? variableOf(id, 'URL'), { description: words.url(this.virtualHost) }), {
        port: PORT,
        user: this.user,
        password: this.password,
        database: this.virtualHost,
        url: EnvValue.join(EnvValue.of(`amqp://${this.user}:`), this.password, EnvValue.of(`@${id}:${PORT}/${this.virtualHost}`)),
      },
    );
    new StackFile(this, this.configurationPath, {
      comment: CommentStyle.HASH, content: { render: () => this.configuration(leastFreeDisk, props.consumerTimeout) },
    });
    new ProgramFile(this, this.programPath, { asset: 'bash/container/rabbitmq-health.sh', comment: CommentStyle.HASH });
  }

  public describe(environment: Environment): ServiceSpec {
    void environment;
    return {
      kind: ServiceKind.DATA,
      description: 'RabbitMQ',
      image: ImageSource.reference(this.image),
      environment: {
        RABBITMQ_DEFAULT_USER: EnvValue.of(this.user),
        RABBITMQ_DEFAULT_PASS: this.password,
        RABBITMQ_DEFAULT_VHOST: EnvValue.of(this.virtualHost),
        // its data is in a folder that is called after the node, and a node after the host: a new container would find none of it
        RABBITMQ_NODENAME: EnvValue.of('rabbit@localhost'),
      },
      user: this.runAs,
      ports: [
        { port: PORT, hostPort: this.hostPort },
        { port: MANAGEMENT_PORT, hostPort: this.managementHostPort, variable: variableOf(this.id, 'MANAGEMENT_PORT') },
      ],
      endpoints: [{ title: 'RabbitMQ', port: MANAGEMENT_PORT }],
      mounts: [
        Volume.named(volumeOf(this.id, 'data')).mountAt('/var/lib/rabbitmq'),
        Volume.repositoryFile(this.configurationPath).mountReadOnlyAt('/etc/rabbitmq/conf.d/20-stack.conf'),
        Volume.repositoryFile(this.programPath).mountReadOnlyAt(HEALTH_PROGRAM),
      ],
      healthCheck: HealthCheck.command(['timeout', '8', 'bash', HEALTH_PROGRAM], {
        interval: Duration.seconds(15), timeout: Duration.seconds(10), retries: 4, startPeriod: Duration.seconds(60),
      }),
      init: true,
      resources: this.resources,
      dataVersions: {
        program: ['rabbitmqctl', 'version'],
        steps: VersionSteps.NEXT_MAJOR,
        // the next version starts only on data that uses all that this one can do
        prepare: ['rabbitmqctl', '--quiet', 'enable_feature_flag', 'all'],
      },
      passwords: {
        variables: [variableOf(this.id, 'PASSWORD')],
        change: this.changePassword(),
      },
      stopGracePeriod: Duration.seconds(60),
      unsupported: [ServiceOption.SECRET_FILES],
      ownVariables: ['RABBITMQ_DEFAULT_USER', 'RABBITMQ_DEFAULT_PASS', 'RABBITMQ_DEFAULT_VHOST', 'RABBITMQ_NODENAME'],
    };
  }

  public override bindTo(consumer: Service, environment: Environment): Binding {
    void [consumer, environment];
    return this.told.binding(this.connection);
  }

  /** rabbitmqctl takes a password as an argument, which everybody on the machine could read: the server reads a file. */
  private changePassword(): string[] {
    return ['sh', '-c', `set -eu; umask 077; IFS= read -r PRESENT; IFS= read -r NEXT; printf %s "$NEXT" > /tmp/next
trap 'rm -f /tmp/next' EXIT
rabbitmqctl --quiet eval '{ok, Next} = file:read_file("/tmp/next"),
  ok = rabbit_auth_backend_internal:change_password(<<"${this.user}">>, Next, <<"rabbitmqctl">>).' > /dev/null`, 'change'];
  }

  private get configurationPath(): string {
    return `${this.stack.dockerFolder}/${this.id}/rabbitmq.conf`;
  }

  private get programPath(): string {
    return `${this.stack.dockerFolder}/${this.id}/rabbitmq-health.sh`;
  }

  private configuration(leastFreeDisk: Size, consumerTimeout?: Duration): string {
    const words = WORDS[this.stack.language];
    return [
      `# ${words.user}`,
      'default_user_tags.administrator = false',
      'default_user_tags.management = true',
      '',
      `# ${words.log}`,
      'log.connection.level = warning',
      '',
      `# ${words.limits}`,
      ...this.maxMemory ? [`vm_memory_high_watermark.absolute = ${this.maxMemory.toBytes()}`] : [],
      `disk_free_limit.absolute = ${leastFreeDisk.toBytes()}`,
      ...consumerTimeout ? ['', `# ${words.timeout}`, `consumer_timeout = ${consumerTimeout.toMillis()}`] : [],
      '',
    ].join('\n');
  }

  /** A broker should block publishers before it is OOM-killed. */
  private tooMuchMemory(environment: Environment): string[] {
    const limit = environment.limitResources && this.runsIn(environment) ? this.specIn(environment).resources?.memory : undefined;
    return !limit || !this.maxMemory || this.maxMemory.toBytes() < limit.toBytes() ? [] : [
      `service "${this.id}" takes up to ${this.maxMemory} before senders have to wait (maxMemory) and may use ${limit} of memory in `
      + `environment "${environment.name}": give it more memory, since it is killed at its limit`,
    ];
  }
}

const PORT = 5672;
const MANAGEMENT_PORT = 15672;
const HEALTH_PROGRAM = '/usr/local/bin/rabbitmq-health.sh';

const WORDS = {
  [Language.EN]: {
    password: (user: string) => `password of the RabbitMQ user "${user}": letters and digits, because it becomes part of a URL`,
    url: (virtualHost: string) => `where RabbitMQ is, as in amqp://user:password@host:5672/${virtualHost}`,
    user: 'The user of the application is no administrator: it sees its virtual host and no other. rabbitmqctl in the container is one.',
    log: 'The health check connects every few seconds, and each time would be three lines.',
    limits: 'From here on, senders wait.',
    timeout: 'How long a message may be with a consumer that has not acknowledged it, in milliseconds.',
  },
  [Language.PT_BR]: {
    password: (user: string) => `senha do usuário "${user}" do RabbitMQ: letras e dígitos, porque faz parte de uma URL`,
    url: (virtualHost: string) => `endereço do RabbitMQ, como em amqp://usuario:senha@servidor:5672/${virtualHost}`,
    user: 'O usuário da aplicação não é administrador: vê o seu virtual host e nenhum outro. O rabbitmqctl no contêiner é administrador.',
    log: 'A verificação de saúde conecta a cada poucos segundos, e cada vez seriam três linhas.',
    limits: 'A partir daqui, quem envia espera.',
    timeout: 'Quanto tempo uma mensagem pode ficar com um consumidor que não a confirmou, em milissegundos.',
  },
};
