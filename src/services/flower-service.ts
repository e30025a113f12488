import { Construct } from 'constructs';
import { Duration, Size } from '../base';
import { EnvValue, Environment, HealthCheck, Language, ProbeTool, Resources, ServiceKind, ServiceOption, ServiceSpec } from '../model';
import { missingBroker, requireCeleryApp } from './private/celery';
import { PythonProcess, PythonProcessProps } from './python-process';
import { requireHttpPath, requireMatch, requirePort, requireWord } from '../base/checks';
import { variableOf } from '../base/names';
import { onlyProps, requireProps } from '../base/props';

/** Options of a {@link FlowerService}. */
export interface FlowerServiceProps extends PythonProcessProps {
  /** The Celery application, as `celery --app` names it: `app.celery_app`. */
  readonly app: string;

  /**
   * The user name for logging in; the password is the secret `<ID>_PASSWORD`.
   *
   * @default "admin"
   */
  readonly user?: string;

  /** The port that it listens on, inside the container.
   *
   * @default 5555
   */
  readonly port?: number;

  /**
   * The host port on which it is published; the variable `<ID>_PORT` overrides it.
   *
   * @default - the port that it listens on
   */
  readonly hostPort?: number;

  /**
   * The path under which a frontend or an edge serves it: `/flower`, with a route of that path.
   *
   * @default - the root
   */
  readonly urlPrefix?: string;

  /**
   * Further options of `celery flower`, one word each: `['--max_tasks=5000']`.
   *
   * @default - none
   */
  readonly options?: string[];

  /**
   * CPU and memory limits and reservations, in environments that limit resources.
   *
   * @default - limits of 0.5 CPU and 256 MiB
   */
  readonly resources?: Resources;
}

/**
 * Flower, the web interface that monitors Celery's workers and tasks, behind a password. It runs the image of its backend or worker, or its
 * own; `flower` has to be among its packages. Its data is in memory and lost with the container.
 */
export class FlowerService extends PythonProcess {
  private readonly props: FlowerServiceProps;
  private readonly port: number;
  private readonly login: EnvValue;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props its options
   * @throws if a value is invalid
   */
  public constructor(scope: Construct, id: string, props: FlowerServiceProps) {
    requireProps('FlowerServiceProps', props, `service "${id}"`);
    super(scope, id, onlyProps('PythonProcessProps', props));
    this.props = { ...props, options: [...props.options ?? []] };
    this.port = props.port ?? 5555;
    const user = props.user ?? 'admin';
    requireCeleryApp(id, props.app);
    requireMatch(`the user of service "${id}"`, user, /^[A-Za-z0-9_.@-]{1,100}$/, 'letters, digits and _ . @ -');
    requirePort(`the port of service "${id}"`, this.port);
    requirePort(`the hostPort of service "${id}"`, props.hostPort ?? this.port);
    if (props.urlPrefix !== undefined) {
      requireHttpPath(`the urlPrefix of service "${id}"`, props.urlPrefix);
    }
    props.options?.forEach((word) => requireWord(`option "${word}" of service "${id}"`, word));
    this.login = EnvValue.join(EnvValue.of(`${user}:`), EnvValue.secret(variableOf(id, 'PASSWORD'), {
      developmentValue: 'development-only', description: WORDS[this.stack.language](user),
    }));
    this.node.addValidation({ validate: () => missingBroker(this) });
  }

  public describe(environment: Environment): ServiceSpec {
    const { app, urlPrefix, options = [], hostPort } = this.props;
    const path = urlPrefix?.replace(/\/$/, '') ?? '';
    return this.describeProcess(environment, {
      kind: ServiceKind.HTTP,
      description: 'Flower',
      command: [
        'celery', '--app', app, 'flower', '--address=0.0.0.0', `--port=${this.port}`,
        ...path === '' ? [] : [`--url_prefix=${path}`], ...options,
      ],
      // in the environment, since every user of the machine reads command lines
      environment: { FLOWER_BASIC_AUTH: this.login },
      ports: [{ port: this.port, hostPort }],
      endpoints: [{ title: 'Flower', port: this.port, path: path === '' ? undefined : `${path}/` }],
      healthCheck: HealthCheck.http(`${path}/healthcheck`, {
        port: this.port,
        tool: ProbeTool.PYTHON,
        interval: Duration.seconds(30),
        timeout: Duration.seconds(5),
        startPeriod: Duration.seconds(15),
        retries: 3,
      }),
      resources: this.props.resources ?? { cpus: 0.5, memory: Size.mebibytes(256) },
      unsupported: [ServiceOption.COMMAND],
      ownVariables: ['FLOWER_BASIC_AUTH'],
    });
  }

  /** A restart would lose its data. */
  protected override restartsOnChange(): boolean {
    return false;
  }
}

const WORDS = {
  [Language.EN]: (user: string) => `password of the user "${user}" of Flower: letters and digits`,
  [Language.PT_BR]: (user: string) => `senha do usuário "${user}" do Flower: letras e dígitos`,
};
