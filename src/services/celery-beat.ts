import { Construct } from 'constructs';
import { BackendService } from './backend-service';
import { LogLevel } from './log-level';
import { Duration, Size } from '../base';
import { EnvValue, Environment, ImageSource, Resources, Service, ServiceKind, ServiceSpec, Volume } from '../model';
import { celeryCommand, connectionsWith, missingBroker, requireCeleryApp } from './private/celery';
import { requirePythonVariables } from './private/checks';
import { ImageHelper, heartbeatCheck } from './private/heartbeat';
import { SCHEDULE_FOLDER } from './private/python-image';
import { requireMatch } from '../base/checks';
import { volumeOf } from '../base/names';
import { requireProps } from '../base/props';

/** What a {@link CeleryBeat} needs to know. */
export interface CeleryBeatProps {
  /** The backend whose image, variables and connections it shares. */
  readonly backend: BackendService;

  /** The Celery application, as `celery --app` names it: `app.celery_app`. */
  readonly app: string;

  /**
   * The scheduler's class, as `celery beat --scheduler` names it.
   *
   * @default "celery.beat:PersistentScheduler", which keeps the times of the last runs in a file
   */
  readonly scheduler?: string;

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
   * CPU and memory, where the environment limits them.
   *
   * @default - at most 0.5 CPU and 512 MiB
   */
  readonly resources?: Resources;
}

/** Starts Celery tasks by the clock. It runs the image of its backend, and never twice at once: each schedule would fire twice. */
export class CeleryBeat extends Service {
  private readonly props: CeleryBeatProps;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props what it needs to know
   * @throws if a value cannot be used
   */
  public constructor(scope: Construct, id: string, props: CeleryBeatProps) {
    super(scope, id);
    requireProps('CeleryBeatProps', props, `service "${id}"`);
    this.props = { ...props, environment: { ...props.environment } };
    requireCeleryApp(id, props.app);
    if (props.scheduler !== undefined) {
      requireMatch(
        `the scheduler of service "${id}"`, props.scheduler, /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*[.:][A-Za-z_]\w*$/,
        'a class, such as "celery.beat:PersistentScheduler"',
      );
    }
    requirePythonVariables(id, props.environment);
    if (props.scheduler !== undefined && props.environment?.CELERY_BEAT_SCHEDULER) {
      throw new Error(
        `the scheduler of service "${id}" is set twice, by scheduler and by CELERY_BEAT_SCHEDULER in environment: `
        + 'set it once',
      );
    }
    const other = this.stack.services.find((each) => each !== this && each instanceof CeleryBeat && each.isFor(props));
    if (other) {
      throw new Error(
        `services "${other.id}" and "${id}" are both the clock of "${props.app}", so that everything would start twice: `
        + 'take one of them away',
      );
    }
    props.backend._addHelper(ImageHelper.BEAT_HEARTBEAT);
    this.connectTo(...props.connectTo ?? []);
    this.node.addValidation({ validate: () => missingBroker(this) });
  }

  public override get connections(): Service[] {
    return connectionsWith(super.connections, this.props.backend);
  }

  public describe(environment: Environment): ServiceSpec {
    const { backend, app, scheduler } = this.props;
    const logLevel = this.props.logLevel ?? (environment.liveReload ? LogLevel.INFO : LogLevel.WARNING);
    return {
      kind: ServiceKind.SCHEDULER,
      description: 'Celery beat',
      image: ImageSource.sameAs(backend),
      command: celeryCommand(environment, backend, [
        'celery', '--app', app, 'beat', `--loglevel=${logLevel}`,
        `--scheduler=${ImageHelper.BEAT_HEARTBEAT}:Scheduler`,
        `--schedule=${SCHEDULE_FOLDER}/beat-schedule`,
        // it looks at the clock at least this often, and each look is a sign of life
        '--max-interval=15',
        // a container has one beat; a file with its process id would only survive a crash and keep the next one from starting
        '--pidfile=',
      ]),
      environment: {
        ...backend.applicationEnvironment(environment),
        ...this.props.environment,
        ...scheduler === undefined ? {} : { CELERY_BEAT_SCHEDULER: EnvValue.of(scheduler) },
      },
      mounts: [
        ...backend.applicationMounts(environment),
        Volume.named(volumeOf(this.id, 'data')).mountAt(SCHEDULE_FOLDER),
      ],
      user: backend._user(environment),
      init: true,
      healthCheck: heartbeatCheck('beat', Duration.seconds(60)),
      resources: this.props.resources ?? { cpus: 0.5, memory: Size.mebibytes(512) },
    };
  }

  /** Whether it is the clock of that application. */
  private isFor({ backend, app }: CeleryBeatProps): boolean {
    return this.props.backend === backend && this.props.app === app;
  }
}
