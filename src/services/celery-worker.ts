import { Construct } from 'constructs';
import { CeleryPool } from './celery-pool';
import { LogLevel } from './log-level';
import { Duration, Size } from '../base';
import { EnvValue, Environment, Resources, ServiceKind, ServiceSpec } from '../model';
import { missingBroker, requireCeleryApp } from './private/celery';
import { ImageHelper, heartbeatCheck } from './private/heartbeat';
import { PythonProcess, PythonProcessProps } from './python-process';
import { requireInteger, requireMatch, requireWord } from '../base/checks';
import { onlyProps, requireProps } from '../base/props';

/** The bounds of a pool that scales with the load (`celery worker --autoscale`). */
export interface CeleryAutoscale {
  /** The minimum number of processes. */
  readonly least: number;
  /** The maximum number of processes. */
  readonly most: number;
}

/** Options of a {@link CeleryWorker}. */
export interface CeleryWorkerProps extends PythonProcessProps {
  /** The Celery application, as `celery --app` names it: `app.celery_app`. */
  readonly app: string;

  /**
   * How many tasks run at once.
   *
   * @default - 4 with live reload (development), 8 otherwise; with `autoscale`, its bounds
   */
  readonly concurrency?: number;

  /**
   * Scales the number of concurrent tasks with the load. Only the prefork and gevent pools support it.
   *
   * @default - a fixed number, `concurrency`
   */
  readonly autoscale?: CeleryAutoscale;

  /**
   * How many messages are prefetched per concurrent task. Use 1 for long tasks: waiting ones stay in the queue until a worker is free. 0
   * means no limit.
   *
   * @default 4, Celery's default
   */
  readonly prefetchMultiplier?: number;

  /**
   * How long a task may run before its process is killed, in whole seconds. For the prefork pool only.
   *
   * @default - as long as it takes
   */
  readonly timeLimit?: Duration;

  /**
   * How long a task may run before `SoftTimeLimitExceeded` is raised in it, so that it can clean up, in whole seconds. For the prefork pool
   * only.
   *
   * @default - as long as it takes
   */
  readonly softTimeLimit?: Duration;

  /**
   * The number of tasks after which a pool process is replaced, against memory leaks. For the prefork pool only.
   *
   * @default - never
   */
  readonly maxTasksPerChild?: number;

  /**
   * The resident memory above which a pool process is replaced, once its task has ended. For the prefork pool only.
   *
   * @default - no limit
   */
  readonly maxMemoryPerChild?: Size;

  /**
   * Further options of `celery worker`, one word each: `['--without-gossip']`.
   *
   * @default - none
   */
  readonly options?: string[];

  /** How it runs tasks concurrently.
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
   * @default - LogLevel.INFO with live reload (development), LogLevel.WARNING otherwise
   */
  readonly logLevel?: LogLevel;

  /**
   * How long running tasks may take to finish when it stops. Those that take longer are aborted, and requeued if they are acknowledged late
   * (`task_acks_late`).
   *
   * @default Duration.seconds(60)
   */
  readonly gracefulShutdown?: Duration;

  /**
   * CPU and memory limits and reservations, in environments that limit resources.
   *
   * @default - limits of 2 CPUs and 2 GiB
   */
  readonly resources?: Resources;
}

/** A Celery worker, which runs tasks from the broker's queues. It runs the image of its backend, which is built once, or its own. */
export class CeleryWorker extends PythonProcess {
  private readonly props: CeleryWorkerProps;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props its options
   * @throws if a value is invalid
   */
  public constructor(scope: Construct, id: string, props: CeleryWorkerProps) {
    requireProps('CeleryWorkerProps', props, `service "${id}"`);
    super(scope, id, onlyProps('PythonProcessProps', props));
    this.props = { ...props, queues: [...props.queues ?? []], options: [...props.options ?? []] };
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
    requireLimits(id, props);
    this._application.addHelper(ImageHelper.WORKER_HEARTBEAT);
    this.node.addValidation({ validate: () => missingBroker(this) });
  }

  public describe(environment: Environment): ServiceSpec {
    const { app, pool, queues = [], autoscale } = this.props;
    const gracefulShutdown = this.props.gracefulShutdown ?? Duration.seconds(60);
    const concurrency = this.props.concurrency ?? (environment.liveReload ? 4 : 8);
    const logLevel = this.props.logLevel ?? (environment.liveReload ? LogLevel.INFO : LogLevel.WARNING);
    return this.describeProcess(environment, {
      kind: ServiceKind.WORKER,
      description: 'Celery worker',
      command: [
        'celery', '--app', app, 'worker', `--loglevel=${logLevel}`,
        autoscale ? `--autoscale=${autoscale.most},${autoscale.least}` : `--concurrency=${concurrency}`,
        ...pool === undefined ? [] : [`--pool=${pool.name}`],
        ...queues.length > 0 ? [`--queues=${queues.join(',')}`] : [],
        ...optionsOf(this.props),
        `--include=${ImageHelper.WORKER_HEARTBEAT}`,
      ],
      environment: { CELERY_GRACEFUL_SHUTDOWN_SECONDS: EnvValue.of(`${Math.ceil(gracefulShutdown.toSeconds())}`) },
      healthCheck: heartbeatCheck('worker', Duration.seconds(30), this._debuggingIn(environment)?._startPeriod),
      resources: this.props.resources ?? { cpus: 2, memory: Size.gibibytes(2) },
      gracefulShutdown,
      // to give up what has not ended, and give it back
      stopGracePeriod: Duration.seconds(Math.ceil(gracefulShutdown.toSeconds()) + 10),
    });
  }
}

function optionsOf(props: CeleryWorkerProps): string[] {
  const { prefetchMultiplier, timeLimit, softTimeLimit, maxTasksPerChild, maxMemoryPerChild, options = [] } = props;
  return [
    ...prefetchMultiplier === undefined ? [] : [`--prefetch-multiplier=${prefetchMultiplier}`],
    ...timeLimit === undefined ? [] : [`--time-limit=${timeLimit.toSeconds()}`],
    ...softTimeLimit === undefined ? [] : [`--soft-time-limit=${softTimeLimit.toSeconds()}`],
    ...maxTasksPerChild === undefined ? [] : [`--max-tasks-per-child=${maxTasksPerChild}`],
    ...maxMemoryPerChild === undefined ? [] : [`--max-memory-per-child=${Math.floor(maxMemoryPerChild.toBytes() / 1024)}`],
    ...options,
  ];
}

/** What Celery would take and not do, or take as something else. */
function requireLimits(id: string, props: CeleryWorkerProps): void {
  const pool = props.pool?.name ?? 'prefork';
  const { autoscale, prefetchMultiplier, timeLimit, softTimeLimit, maxTasksPerChild, maxMemoryPerChild } = props;
  if (autoscale) {
    requireInteger(`the least of autoscale of service "${id}"`, autoscale.least, 0, 1000);
    requireInteger(`the most of autoscale of service "${id}"`, autoscale.most, Math.max(1, autoscale.least), 1000);
    if (props.concurrency !== undefined) {
      throw new Error(
        `service "${id}" has concurrency (${props.concurrency}) and autoscale (${autoscale.least} to ${autoscale.most}): pass one of them`,
      );
    }
    if (['threads', 'solo'].includes(pool)) {
      throw new Error(`service "${id}" has autoscale and the pool "${pool}", which always has the same size: remove one of them`);
    }
  }
  requireInteger(`the prefetchMultiplier of service "${id}"`, prefetchMultiplier ?? 0, 0, 10_000);
  requireInteger(`the maxTasksPerChild of service "${id}"`, maxTasksPerChild ?? 1, 1);
  for (const [name, limit] of Object.entries({ timeLimit, softTimeLimit })) {
    if (limit && (limit.toSeconds() < 1 || !Number.isInteger(limit.toSeconds()))) {
      throw new Error(`the ${name} of service "${id}" is ${limit}: allowed are whole seconds, from 1s`);
    }
  }
  if (timeLimit && softTimeLimit && timeLimit.toSeconds() <= softTimeLimit.toSeconds()) {
    throw new Error(
      `the softTimeLimit of service "${id}" is ${softTimeLimit} and the timeLimit ${timeLimit}: the soft one has to be shorter`,
    );
  }
  const ofProcesses = Object.entries({ timeLimit, softTimeLimit, maxTasksPerChild, maxMemoryPerChild })
    .find(([, value]) => value !== undefined);
  if (ofProcesses && ['threads', 'solo', 'gevent', 'eventlet'].includes(pool)) {
    throw new Error(
      `service "${id}" has ${ofProcesses[0]} (${String(ofProcesses[1])}) and the pool "${pool}", which has no processes to do it with: `
      + 'remove one of them',
    );
  }
  props.options?.forEach((word) => requireWord(`option "${word}" of service "${id}"`, word));
}
