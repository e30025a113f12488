import { Construct } from 'constructs';
import { BackendService } from './backend-service';
import { CeleryPool } from './celery-pool';
import { LogLevel } from './log-level';
import { Duration, Size } from '../base';
import { EnvValue, Environment, ImageSource, Resources, Service, ServiceKind, ServiceSpec } from '../model';
import { celeryCommand, connectionsWith, missingBroker, requireCeleryApp } from './private/celery';
import { requirePythonVariables } from './private/checks';
import { ImageHelper, heartbeatCheck } from './private/heartbeat';
import { requireInteger, requireMatch } from '../base/checks';
import { requireProps } from '../base/props';

/** What a {@link CeleryWorker} needs to know. */
export interface CeleryWorkerProps {
  /** The backend whose image, variables and connections it shares. */
  readonly backend: BackendService;

  /** The Celery application, as `celery --app` names it: `app.celery_app`. */
  readonly app: string;

  /**
   * How many tasks run at once.
   *
   * @default - 4 with live reload (development), 8 elsewhere
   */
  readonly concurrency?: number;

  /**
   * How it runs tasks at the same time.
   *
   * @default CeleryPool.PREFORK
   */
  readonly pool?: CeleryPool;

  /**
   * The queues that it works off.
   *
   * @default - Celery's default queue
   */
  readonly queues?: string[];

  /**
   * How much it logs.
   *
   * @default - LogLevel.INFO with live reload (development), LogLevel.WARNING elsewhere
   */
  readonly logLevel?: LogLevel;

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
   * How long running tasks may take to end when it stops. Those that take longer are given up, and given back to the queue if they
   * are acknowledged late (`task_acks_late`).
   *
   * @default Duration.seconds(60)
   */
  readonly gracefulShutdown?: Duration;

  /**
   * CPU and memory, where the environment limits them.
   *
   * @default - at most 2 CPUs and 2 GiB
   */
  readonly resources?: Resources;
}

/** A Celery worker. It runs the image of its backend, which is built once. */
export class CeleryWorker extends Service {
  private readonly props: CeleryWorkerProps;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props what it needs to know
   * @throws if a value cannot be used
   */
  public constructor(scope: Construct, id: string, props: CeleryWorkerProps) {
    super(scope, id);
    requireProps('CeleryWorkerProps', props, `service "${id}"`);
    this.props = { ...props, queues: [...props.queues ?? []], environment: { ...props.environment } };
    requireCeleryApp(id, props.app);
    requireInteger(`the concurrency of service "${id}"`, props.concurrency ?? 1, 1, 1000);
    for (const queue of props.queues ?? []) {
      requireMatch(`queue "${queue}" of service "${id}"`, queue, /^[A-Za-z0-9_.:-]+$/, 'letters, digits and _ . : -');
    }
    if (props.pool) {
      requireMatch(
        `the pool of service "${id}"`, props.pool.name, /^[A-Za-z_][\w.:]*$/, 'names of pools, such as "prefork", or of classes',
      );
    }
    requirePythonVariables(id, props.environment);
    props.backend._addHelper(ImageHelper.WORKER_HEARTBEAT);
    this.connectTo(...props.connectTo ?? []);
    this.node.addValidation({ validate: () => missingBroker(this) });
  }

  public override get connections(): Service[] {
    return connectionsWith(super.connections, this.props.backend);
  }

  public describe(environment: Environment): ServiceSpec {
    const { backend, app, pool, queues = [] } = this.props;
    const gracefulShutdown = this.props.gracefulShutdown ?? Duration.seconds(60);
    const concurrency = this.props.concurrency ?? (environment.liveReload ? 4 : 8);
    const logLevel = this.props.logLevel ?? (environment.liveReload ? LogLevel.INFO : LogLevel.WARNING);
    return {
      kind: ServiceKind.WORKER,
      description: 'Celery worker',
      image: ImageSource.sameAs(backend),
      command: celeryCommand(environment, [
        'celery', '--app', app, 'worker', `--loglevel=${logLevel}`, `--concurrency=${concurrency}`,
        ...pool === undefined ? [] : [`--pool=${pool.name}`],
        ...queues.length > 0 ? [`--queues=${queues.join(',')}`] : [],
        `--include=${ImageHelper.WORKER_HEARTBEAT}`,
      ]),
      environment: {
        ...backend.applicationEnvironment(environment),
        ...this.props.environment,
        CELERY_GRACEFUL_SHUTDOWN_SECONDS: EnvValue.of(`${Math.ceil(gracefulShutdown.toSeconds())}`),
      },
      mounts: backend.applicationMounts(environment),
      user: backend._user(environment),
      healthCheck: heartbeatCheck('worker', Duration.seconds(30)),
      resources: this.props.resources ?? { cpus: 2, memory: Size.gibibytes(2) },
      init: true,
      gracefulShutdown,
      // to give up what has not ended, and give it back
      stopGracePeriod: Duration.seconds(Math.ceil(gracefulShutdown.toSeconds()) + 10),
    };
  }
}
