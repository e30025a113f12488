import { Construct } from 'constructs';
import { LogLevel } from './log-level';
import { Duration, Size } from '../base';
import { EnvValue, Environment, Resources, ServiceKind, ServiceSpec, Volume } from '../model';
import { missingBroker, requireCeleryApp } from './private/celery';
import { ImageHelper, heartbeatCheck } from './private/heartbeat';
import { SCHEDULE_FOLDER } from './private/python-image';
import { PythonProcess, PythonProcessProps } from './python-process';
import { requireMatch } from '../base/checks';
import { volumeOf } from '../base/names';
import { onlyProps, requireProps } from '../base/props';

/** Options of a {@link CeleryBeat}. */
export interface CeleryBeatProps extends PythonProcessProps {
  /** The Celery application, as `celery --app` names it: `app.celery_app`. */
  readonly app: string;

  /**
   * The scheduler's class, as `celery beat --scheduler` names it.
   *
   * @default "celery.beat:PersistentScheduler", which stores the times of the last runs in a file
   */
  readonly scheduler?: string;

  /**
   * How much it logs.
   *
   * @default - LogLevel.INFO with live reload (development), LogLevel.WARNING otherwise
   */
  readonly logLevel?: LogLevel;

  /**
   * CPU and memory limits and reservations, in environments that limit resources.
   *
   * @default - limits of 0.5 CPU and 512 MiB
   */
  readonly resources?: Resources;
}

/**
 * Celery Beat, the scheduler that sends tasks on a schedule. It runs the image of its backend or worker, or its own. There is never more
 * than one at a time, since each schedule would fire twice.
 */
export class CeleryBeat extends PythonProcess {
  private readonly props: CeleryBeatProps;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props its options
   * @throws if a value is invalid
   */
  public constructor(scope: Construct, id: string, props: CeleryBeatProps) {
    requireProps('CeleryBeatProps', props, `service "${id}"`);
    super(scope, id, onlyProps('PythonProcessProps', props));
    this.props = { ...props };
    requireCeleryApp(id, props.app);
    if (props.scheduler !== undefined) {
      requireMatch(
        `the scheduler of service "${id}"`, props.scheduler, /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*[.:][A-Za-z_]\w*$/,
        'a class, such as "celery.beat:PersistentScheduler"',
      );
    }
    if (props.scheduler !== undefined && props.environment?.CELERY_BEAT_SCHEDULER) {
      throw new Error(
        `the scheduler of service "${id}" is set twice, by scheduler and by CELERY_BEAT_SCHEDULER in environment: `
        + 'set it once',
      );
    }
    const other = this.stack.services.find((each) => each !== this && each instanceof CeleryBeat && each.isLike(this));
    if (other) {
      throw new Error(
        `services "${other.id}" and "${id}" are both the clock of "${props.app}", so that everything would start twice: `
        + 'remove one of them',
      );
    }
    this._application.addHelper(ImageHelper.BEAT_HEARTBEAT);
    this.node.addValidation({ validate: () => missingBroker(this) });
  }

  public describe(environment: Environment): ServiceSpec {
    const { app, scheduler } = this.props;
    const logLevel = this.props.logLevel ?? (environment.liveReload ? LogLevel.INFO : LogLevel.WARNING);
    return this.describeProcess(environment, {
      kind: ServiceKind.SCHEDULER,
      description: 'Celery beat',
      command: [
        'celery', '--app', app, 'beat', `--loglevel=${logLevel}`,
        `--scheduler=${ImageHelper.BEAT_HEARTBEAT}:Scheduler`,
        `--schedule=${SCHEDULE_FOLDER}/beat-schedule`,
        // it looks at the clock at least this often, and each look is a sign of life
        '--max-interval=15',
        // a container has one beat; a file with its process id would only survive a crash and keep the next one from starting
        '--pidfile=',
      ],
      environment: scheduler === undefined ? undefined : { CELERY_BEAT_SCHEDULER: EnvValue.of(scheduler) },
      mounts: [Volume.named(volumeOf(this.id, 'data')).mountAt(SCHEDULE_FOLDER)],
      healthCheck: heartbeatCheck('beat', Duration.seconds(60), this._debuggingIn(environment)?._startPeriod),
      resources: this.props.resources ?? { cpus: 0.5, memory: Size.mebibytes(512) },
    });
  }

  /** Whether it is the clock of the same application. */
  private isLike(other: CeleryBeat): boolean {
    return this._application === other._application && this.props.app === other.props.app;
  }
}
