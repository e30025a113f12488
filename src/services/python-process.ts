import { Construct } from 'constructs';
import { BackendService } from './backend-service';
import { Debugger } from './debugger';
import { healthCheckOfImage, pythonVariablesOf } from './private/checks';
import { PythonApplication } from './private/python-application';
import { RELOAD_VENV } from './private/python-image';
import { PythonApplicationProps } from './python-application-props';
import { onlyProps, requireProps } from '../base/props';
import { DockerIgnore, Dockerfile } from '../image';
import { EnvValue, Environment, HealthCheck, ImageSource, Service, ServiceKind, ServiceSpec, ServiceTraits } from '../model';

/** Whose code a {@link PythonProcess} runs: exactly one of `backend`, `worker` and `path`. */
export interface PythonProcessProps extends PythonApplicationProps {
  /**
   * The backend whose image, variables and connections it shares.
   *
   * @default - it shares those of `worker`, or its image is its own, built from `path`
   */
  readonly backend?: BackendService;

  /**
   * The worker with an image of its own whose image, variables and connections it shares.
   *
   * @default - it shares those of `backend`, or its image is its own, built from `path`
   */
  readonly worker?: PythonProcess;

  /**
   * Services that it uses, beside those of the service whose image it shares.
   *
   * @default - none
   */
  readonly connectTo?: Service[];
}

/** What a {@link PythonProcess} is apart from its code; variables and mounts are added to those of the application. */
export interface PythonProcessSpec extends ServiceTraits {
  /** What it is to the others. */
  readonly kind: ServiceKind;

  /** What it is, in a few words: `RQ worker`. */
  readonly description: string;

  /** Whether it can do its work. */
  readonly healthCheck: HealthCheck;
}

/**
 * A process that runs the code of a Python application but is not its server: a worker of any task queue, a scheduler, a monitoring page.
 * It runs the image of a backend, that of another process, or one of its own, with a Dockerfile as a backend has it. Subclass it for
 * a task queue of your own: `describe` returns what `describeProcess` makes of its command and its health.
 */
export abstract class PythonProcess extends Service {
  /** The source folder of its code, relative to the repository's root. */
  public readonly path: string;
  /** The Dockerfile of its image, relative to the repository's root. */
  public readonly dockerfilePath: string;
  /** What is in the Dockerfile of its image, whoever's it is. It can be added to until the project is synthesized. */
  public readonly dockerfile: Dockerfile;
  /** What of the source folder is no part of the build. It can be added to until the project is synthesized. */
  public readonly dockerIgnore: DockerIgnore;
  /**
   * Its code and its image, which others run too.
   *
   * @internal
   */
  public readonly _application: PythonApplication;

  /** The service whose image it shares. */
  private readonly source?: BackendService | PythonProcess;
  private readonly variables: { [name: string]: EnvValue };
  private readonly debugging?: Debugger;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props whose code it runs
   * @throws if a value cannot be used
   */
  public constructor(scope: Construct, id: string, props: PythonProcessProps) {
    super(scope, id);
    requireProps('PythonProcessProps', props, `service "${id}"`);
    requireOneSource(id, props);
    if (props.worker?.source) {
      throw new Error(
        `service "${id}" shares the image of worker "${props.worker.id}", which runs that of "${props.worker.source.id}": name the service `
        + 'that builds it',
      );
    }
    this.source = props.backend ?? props.worker;
    this.variables = pythonVariablesOf(id, props);
    this._application = this.source?._application ?? new PythonApplication(this, props);
    this.debugging = props.debugger;
    this._application.restarts ||= this.restartsOnChange();
    this._application.isDebugged ||= props.debugger !== undefined;
    const { path, dockerfilePath, dockerfile, dockerIgnore } = this._application;
    this.path = path;
    this.dockerfilePath = dockerfilePath;
    this.dockerfile = dockerfile;
    this.dockerIgnore = dockerIgnore;
    if (!this.source) {
      dockerfile.findStage('runtime')._whereUnsaid(() => {
        const { command, healthCheck } = this.describe(this.stack.production);
        return { command, check: healthCheck.probe() && healthCheckOfImage(healthCheck) };
      });
    }
    this.connectTo(...props.connectTo ?? []);
  }

  public override get connections(): Service[] {
    return [...new Set([...this.source?.connections ?? [], ...super.connections])];
  }

  /** Whether it starts again when sources change, where changes show at once (`liveReload`). */
  protected restartsOnChange(): boolean {
    return true;
  }

  /**
   * What it runs under in an environment, so that editors can attach to it.
   *
   * @internal
   */
  public _debuggingIn(where: Environment): Debugger | undefined {
    return where.liveReload ? this.debugging : undefined;
  }

  /**
   * What it is in an environment, with its image, its variables, what is mounted and who runs it.
   *
   * @param where the environment
   * @param spec what it is beside its code
   */
  protected describeProcess(where: Environment, spec: PythonProcessSpec): ServiceSpec {
    const application = this._application;
    const debugging = this._debuggingIn(where);
    return {
      ...application.runIn(where),
      init: true,
      // whose image it shares has the tests
      testCommand: this.source ? undefined : application.testCommandIn(where),
      ...spec,
      image: this.source ? ImageSource.sameAs(this.source) : application.imageIn(where),
      command: spec.command && where.liveReload ? this.commandInDevelopment(spec.command, debugging) : spec.command,
      ports: [...spec.ports ?? [], ...debugging ? [debugging._portOf(this.id)] : []],
      environment: { ...application.environmentIn(where), ...this.variables, ...spec.environment },
      mounts: [...application.mountsIn(where), ...spec.mounts ?? []],
    };
  }

  /** The command, which is restarted whenever sources change. */
  private commandInDevelopment(command: string[], debugging?: Debugger): string[] {
    if (!this.restartsOnChange()) {
      return debugging?._run('python', command) ?? command;
    }
    const watching = (watched: string[]) =>
      ['--filter', 'python', '--sigint-timeout', '30', watched.map(quoted).join(' '), ...this._application.reloadFolders];
    // what restarts is the child of what is debugged: editors stay attached
    return debugging?._run(`${RELOAD_VENV}/bin/python`, ['watchfiles', ...watching(['python', '-m', ...command])])
      ?? [`${RELOAD_VENV}/bin/watchfiles`, ...watching(command)];
  }
}

/** What was passed for an image, which only the service whose image it is decides. */
function ofImages(props: PythonProcessProps): string[] {
  const { environment: _, secrets: __, debugger: ___, ...rest } = onlyProps('PythonApplicationProps', props);
  return Object.entries(rest).filter(([, value]) => value !== undefined).map(([name]) => name);
}

function requireOneSource(id: string, props: PythonProcessProps): void {
  const { backend, worker, path } = props;
  const given = Object.entries({ backend, worker, path }).filter(([, value]) => value !== undefined).map(([name]) => name);
  if (given.length === 0) {
    throw new Error(
      `service "${id}" has neither a backend nor a path: pass backend or worker, whose image it runs, or path, the folder that its own `
      + 'image is built from',
    );
  }
  if (given.length > 1) {
    throw new Error(`service "${id}" has ${given.join(' and ')}, of which one says whose code it runs: take the others away`);
  }
  const [ofImage] = path === undefined ? ofImages(props) : [];
  if (ofImage !== undefined) {
    const source = (backend ?? worker)!.id;
    throw new Error(
      `service "${id}" runs the image of "${source}" and has ${ofImage}, which is decided there: pass it to "${source}", or path in place `
      + `of ${given[0]} for an image of its own`,
    );
  }
}

/** A word of a command line that is split as a shell splits it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll('\'', '\'"\'"\'')}'`;
}
