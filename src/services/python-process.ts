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

/** Options of a {@link PythonProcess}. Exactly one of `backend`, `worker` and `path` says whose code it runs. */
export interface PythonProcessProps extends PythonApplicationProps {
  /**
   * The backend whose image, variables and connections it shares.
   *
   * @default - `worker` or `path` is given instead
   */
  readonly backend?: BackendService;

  /**
   * The worker (one with its own image) whose image, variables and connections it shares.
   *
   * @default - `backend` or `path` is given instead
   */
  readonly worker?: PythonProcess;

  /**
   * Services that it connects to, in addition to those of the service whose image it shares.
   *
   * @default - none
   */
  readonly connectTo?: Service[];
}

/** The specification of a {@link PythonProcess}, apart from its code. Variables and mounts are added to those of the application. */
export interface PythonProcessSpec extends ServiceTraits {
  /** Its role, which decides how it is replaced, among other things. */
  readonly kind: ServiceKind;

  /** A short description: `RQ worker`. */
  readonly description: string;

  /** The health check. */
  readonly healthCheck: HealthCheck;
}

/**
 * A process that runs the code of a Python application but is not its server: a worker of any task queue, a scheduler, a monitoring page.
 * It runs the image of a backend, of another process, or its own, built like a backend's. Subclass it for other task queues: `describe`
 * returns `describeProcess(...)` with the command and the health check.
 */
export abstract class PythonProcess extends Service {
  /** The source folder of its code, relative to the repository's root. */
  public readonly path: string;
  /** The Dockerfile of its image, relative to the repository's root. */
  public readonly dockerfilePath: string;
  /** The Dockerfile of its image, whichever service owns it. You can add to it until the project is synthesized. */
  public readonly dockerfile: Dockerfile;
  /** The ignore file: what is left out of the build context. You can add to it until the project is synthesized. */
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
   * @throws if a value is invalid
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

  /** Whether it restarts when sources change, in environments with `liveReload`. */
  protected restartsOnChange(): boolean {
    return true;
  }

  /**
   * The debugger that it runs under in an environment.
   *
   * @internal
   */
  public _debuggingIn(where: Environment): Debugger | undefined {
    return where.liveReload ? this.debugging : undefined;
  }

  /**
   * The full specification in an environment, with the image, variables, mounts and user of its code.
   *
   * @param where the environment
   * @param spec its own part of the specification
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

  /** The command, restarted whenever sources change. */
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

/** The image options that were passed, which only the service that owns the image may have. */
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
    throw new Error(`service "${id}" has ${given.join(' and ')}, of which only one is allowed: remove the others`);
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

/** Quotes a word of a command line that is split as a shell does. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll('\'', '\'"\'"\'')}'`;
}
