import { Construct } from 'constructs';
import { BackendService } from './backend-service';
import { Duration, Size } from '../base';
import {
  EnvValue, Environment, HealthCheck, ImageSource, Language, ProbeTool, Resources, Service, ServiceKind, ServiceOption, ServiceSpec,
} from '../model';
import { connectionsWith, missingBroker, requireCeleryApp } from './private/celery';
import { requirePythonVariables } from './private/checks';
import { requireHttpPath, requireMatch, requirePort, requireWord } from '../base/checks';
import { variableOf } from '../base/names';
import { requireProps } from '../base/props';

/** What a {@link FlowerService} needs to know. */
export interface FlowerServiceProps {
  /** The backend whose image, variables and connections it shares. Its packages have to have `flower`. */
  readonly backend: BackendService;

  /** The Celery application, as `celery --app` names it: `app.celery_app`. */
  readonly app: string;

  /**
   * The user as whom people log in; the password is the secret `<ID>_PASSWORD`.
   *
   * @default "admin"
   */
  readonly user?: string;

  /**
   * The port on which it listens.
   *
   * @default 5555
   */
  readonly port?: number;

  /**
   * The port of the host on which it is published, where `<ID>_PORT` does not say otherwise.
   *
   * @default - the port on which it listens
   */
  readonly hostPort?: number;

  /**
   * The path under which a frontend or an edge serves it: `/flower`, with a route of that path.
   *
   * @default - the root
   */
  readonly urlPrefix?: string;

  /**
   * Further options of `celery flower`, each a word of its own: `['--max_tasks=5000']`.
   *
   * @default - none
   */
  readonly options?: string[];

  /**
   * Further services that it uses, beside the backend's.
   *
   * @default - none
   */
  readonly connectTo?: Service[];

  /**
   * Further environment variables, beside the backend's; one of the same name takes the place of the backend's.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: EnvValue };

  /**
   * CPU and memory, where the environment limits them.
   *
   * @default - at most 0.5 CPU and 256 MiB
   */
  readonly resources?: Resources;
}

/**
 * Flower: pages that show Celery's workers and tasks, behind a password. It runs the image of its backend. What it knows it has in memory,
 * and forgets with its container.
 */
export class FlowerService extends Service {
  private readonly props: FlowerServiceProps;
  private readonly port: number;
  private readonly login: EnvValue;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props what it needs to know
   * @throws if a value cannot be used
   */
  public constructor(scope: Construct, id: string, props: FlowerServiceProps) {
    super(scope, id);
    requireProps('FlowerServiceProps', props, `service "${id}"`);
    this.props = { ...props, options: [...props.options ?? []], environment: { ...props.environment } };
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
    requirePythonVariables(id, props.environment);
    this.login = EnvValue.join(EnvValue.of(`${user}:`), EnvValue.secret(variableOf(id, 'PASSWORD'), {
      developmentValue: 'development-only', description: WORDS[this.stack.language](user),
    }));
    this.connectTo(...props.connectTo ?? []);
    this.node.addValidation({ validate: () => missingBroker(this) });
  }

  public override get connections(): Service[] {
    return connectionsWith(super.connections, this.props.backend);
  }

  public describe(environment: Environment): ServiceSpec {
    const { backend, app, urlPrefix, options = [], hostPort } = this.props;
    const path = urlPrefix?.replace(/\/$/, '') ?? '';
    return {
      kind: ServiceKind.HTTP,
      description: 'Flower',
      image: ImageSource.sameAs(backend),
      command: [
        'celery', '--app', app, 'flower', '--address=0.0.0.0', `--port=${this.port}`,
        ...path === '' ? [] : [`--url_prefix=${path}`], ...options,
      ],
      environment: {
        ...backend.applicationEnvironment(environment),
        ...this.props.environment,
        // in the environment, since every user of the machine reads command lines
        FLOWER_BASIC_AUTH: this.login,
      },
      ports: [{ port: this.port, hostPort }],
      endpoints: [{ title: 'Flower', port: this.port, path: path === '' ? undefined : `${path}/` }],
      mounts: backend.applicationMounts(environment),
      user: backend._user(environment),
      healthCheck: HealthCheck.http(`${path}/healthcheck`, {
        port: this.port,
        tool: ProbeTool.PYTHON,
        interval: Duration.seconds(30),
        timeout: Duration.seconds(5),
        startPeriod: Duration.seconds(15),
        retries: 3,
      }),
      init: true,
      resources: this.props.resources ?? { cpus: 0.5, memory: Size.mebibytes(256) },
      unsupported: [ServiceOption.COMMAND],
      ownVariables: ['FLOWER_BASIC_AUTH'],
    };
  }
}

const WORDS = {
  [Language.EN]: (user: string) => `password of the user "${user}" of Flower: letters and digits`,
  [Language.PT_BR]: (user: string) => `senha do usuário "${user}" do Flower: letras e dígitos`,
};
