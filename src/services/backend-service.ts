import { Construct } from 'constructs';
import { Duration, Size } from '../base';
import { DockerIgnore, Dockerfile } from '../image';
import { Endpoint, EnvValue, Environment, HealthCheck, Mount, ProbeTool, Resources, Service, ServiceKind, ServiceSpec } from '../model';
import { Debugger } from './debugger';
import { healthCheckOfImage, requireUse } from './private/checks';
import { PythonApplication } from './private/python-application';
import { PythonApplicationProps } from './python-application-props';
import { PythonServer } from './python-server';
import { requireCommand, requireHttpPath, requireMatch, requirePort } from '../base/checks';
import { requireProps } from '../base/props';

/** Options of a {@link BackendService}. */
export interface BackendServiceProps extends PythonApplicationProps {
  /** The application, as its server's command line takes it: `app.main:app` is the variable `app` in the module `app.main`. */
  readonly app: string;

  /**
   * The server, with its options. Its package has to be among the application's dependencies.
   *
   * @default PythonServer.uvicorn()
   */
  readonly server?: PythonServer;

  /**
   * The port on which it listens.
   *
   * @default 8000
   */
  readonly port?: number;

  /**
   * The host port on which it is published; the variable `<ID>_PORT` overrides it.
   *
   * @default - the port that it listens on
   */
  readonly hostPort?: number;

  /**
   * The path of the health check: it returns a status from 200 to 299 as long as the process can do its work.
   *
   * @default "/health"
   */
  readonly healthPath?: string;

  /**
   * The path that returns a status from 200 to 299 once the application and its dependencies are ready for requests. A release waits for it
   * before it switches traffic; it is not checked later, so a database that is down does not make the application unhealthy.
   *
   * @default - the health path
   */
  readonly readinessPath?: string;

  /**
   * The `Host` header of health checks, for an application that accepts only certain names, such as one with `TrustedHostMiddleware`.
   *
   * @default - 127.0.0.1
   */
  readonly healthHost?: string;

  /**
   * The path of the API's documentation, shown by the start script and the guide.
   *
   * @default "/docs", FastAPI's own
   */
  readonly docsPath?: string;

  /**
   * Services that it connects to: it gets their addresses and waits until they are healthy.
   *
   * @default - none
   */
  readonly connectTo?: Service[];

  /**
   * How long requests in flight may take to finish when the service stops.
   *
   * @default Duration.seconds(25)
   */
  readonly gracefulShutdown?: Duration;

  /**
   * A command that runs once per release, in a container of the new image, before traffic is switched: a migration, such as `['alembic',
   * 'upgrade', 'head']`. If it fails, so does the release.
   *
   * In development it runs at each start, with the current code, before the backend, its workers and beat.
   *
   * @default - nothing
   */
  readonly releaseCommand?: string[];

  /**
   * Whether the `releaseCommand` also runs when development starts. If not, run it by hand: `docker-dev.sh shell`.
   *
   * @default true
   */
  readonly releaseCommandAtStart?: boolean;

  /**
   * The time limit of the `releaseCommand`; when it is exceeded, the command is stopped and the release fails.
   *
   * @default Duration.minutes(30)
   */
  readonly releaseTimeout?: Duration;

  /**
   * CPU and memory limits and reservations, in environments that limit resources.
   *
   * @default - limits of 1 CPU and 1 GiB, reservations of 0.5 CPU and 512 MiB
   */
  readonly resources?: Resources;
}

/**
 * A FastAPI (or any ASGI) application on uvicorn, or another server. Workers and beat can run the same image, which is built once.
 *
 * Writes `docker/<id>/Dockerfile`, `<path>/.dockerignore` (with a `context`, or in a folder that another service is built from too,
 * `docker/<id>/Dockerfile.dockerignore`) and, for workers and beat, their heartbeats beside the Dockerfile.
 */
export class BackendService extends Service {
  /** The application, as the server's command line takes it. */
  public readonly app: string;
  /** The source folder, relative to the repository's root. */
  public readonly path: string;
  /** The port that it listens on, inside the container. */
  public readonly port: number;
  /** The Dockerfile, relative to the repository's root. */
  public readonly dockerfilePath: string;
  /**
   * The Dockerfile, with the stages `base` (with `runtimePackages`), `builder`, `development` and `runtime`. You can add to it until the
   * project is synthesized.
   */
  public readonly dockerfile: Dockerfile;
  /** The ignore file: what is left out of the build context. You can add to it until the project is synthesized. */
  public readonly dockerIgnore: DockerIgnore;

  /**
   * Its code and its image, which others run too.
   *
   * @internal
   */
  public readonly _application: PythonApplication;

  private readonly server: PythonServer;
  private readonly healthPath: string;
  private readonly readinessPath?: string;
  private readonly healthHost?: string;
  private readonly docsPath: string;
  private readonly hostPort?: number;
  private readonly gracefulShutdown: Duration;
  private readonly resources: Resources;
  private readonly releaseCommand?: string[];
  private readonly releaseTimeout?: Duration;
  private readonly releaseCommandAtStart: boolean;
  private readonly debugging?: Debugger;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props its options
   * @throws if a value is invalid
   */
  public constructor(scope: Construct, id: string, props: BackendServiceProps) {
    super(scope, id);
    requireProps('BackendServiceProps', props, `service "${id}"`);
    this.app = props.app;
    this.server = props.server ?? PythonServer.uvicorn();
    this.port = props.port ?? 8000;
    this.hostPort = props.hostPort;
    this.healthPath = props.healthPath ?? '/health';
    this.readinessPath = props.readinessPath;
    this.healthHost = props.healthHost;
    this.docsPath = props.docsPath ?? '/docs';
    this.gracefulShutdown = props.gracefulShutdown ?? Duration.seconds(25);
    this.resources = props.resources ?? { cpus: 1, memory: Size.gibibytes(1), reservedCpus: 0.5, reservedMemory: Size.mebibytes(512) };
    this.releaseCommand = props.releaseCommand && [...props.releaseCommand];
    this.releaseTimeout = props.releaseTimeout;
    this.releaseCommandAtStart = props.releaseCommandAtStart ?? true;
    this.debugging = props.debugger;
    requireMatch(
      `the app of service "${id}"`, this.app, /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/,
      'a module and a variable in it, such as "app.main:app"',
    );
    requirePort(`the port of service "${id}"`, this.port);
    requirePort(`the hostPort of service "${id}"`, this.hostPort ?? this.port);
    requireHttpPath(`the healthPath of service "${id}"`, this.healthPath);
    requireHttpPath(`the readinessPath of service "${id}"`, this.readinessPath ?? '/');
    requireHttpPath(`the docsPath of service "${id}"`, this.docsPath);
    requireCommand(`the releaseCommand of service "${id}"`, this.releaseCommand);
    requireUse(`the releaseTimeout of service "${id}"`, props.releaseTimeout, this.releaseCommand !== undefined, 'a releaseCommand');
    requireUse(
      `the releaseCommandAtStart of service "${id}"`, props.releaseCommandAtStart, this.releaseCommand !== undefined, 'a releaseCommand',
    );
    this._application = new PythonApplication(this, props, this.app);
    this.path = this._application.path;
    this.dockerfilePath = this._application.dockerfilePath;
    this.dockerfile = this._application.dockerfile;
    this.dockerIgnore = this._application.dockerIgnore;
    this.dockerfile.findStage('development').expose(this.port).cmd(this.serve(true));
    this.dockerfile.findStage('runtime')
      .expose(this.port)
      .healthCheck(healthCheckOfImage(this.healthCheck(Duration.seconds(30))))
      .cmd(this.serve(false));
    this.connectTo(...props.connectTo ?? []);
  }

  public describe(environment: Environment): ServiceSpec {
    const debugging = environment.liveReload ? this.debugging : undefined;
    return {
      kind: ServiceKind.HTTP,
      description: `FastAPI, ${this.server.name}`,
      image: this._application.imageIn(environment),
      command: debugging?._run('python', this.serve(true)) ?? (environment.liveReload ? this.serve(true) : undefined),
      environment: { ...this.proxiesOf(environment), ...this.applicationEnvironment(environment) },
      ports: [{ port: this.port, hostPort: this.hostPort }, ...debugging ? [debugging._portOf(this.id)] : []],
      endpoints: this.endpoints(),
      mounts: this.applicationMounts(environment),
      ...this._application.runIn(environment),
      healthCheck: this.healthCheck(Duration.seconds(30), debugging),
      readiness: this.readinessPath === undefined ? undefined : this.httpCheck(this.readinessPath, Duration.seconds(30)),
      init: true,
      stopSignal: this.server.stopSignal,
      gracefulShutdown: this.gracefulShutdown,
      resources: this.resources,
      ...environment.liveReload && !this.releaseCommandAtStart ? {}
        : { releaseCommand: this.releaseCommand, releaseTimeout: this.releaseTimeout },
      testCommand: this._application.testCommandIn(environment),
      stopGracePeriod: Duration.seconds(this.gracefulShutdown.toSeconds() + 5),
    };
  }

  /**
   * The environment variables of the application, without those of its connections.
   *
   * @param environment where it runs
   */
  public applicationEnvironment(environment: Environment): { [name: string]: EnvValue } {
    return this._application.environmentIn(environment);
  }

  /**
   * What is mounted into every container that runs the application.
   *
   * @param environment where it runs
   */
  public applicationMounts(environment: Environment): Mount[] {
    return this._application.mountsIn(environment);
  }

  private serve(reload: boolean): string[] {
    const { reloadFolders: folders } = this._application;
    const reloadFolders = folders.length > 1 ? folders : undefined;
    const gracefulSeconds = Math.ceil(this.gracefulShutdown.toSeconds());
    const installedVersion = this._application.versionOf(this.server.name);
    return this.server.command({ app: this.app, port: this.port, gracefulSeconds, reload, reloadFolders, installedVersion });
  }

  /**
   * Whose word about scheme and client uvicorn believes. Where the port is not published, only containers of the stack reach it, and its
   * proxies send one address that they have checked; their own addresses change, and older versions of uvicorn take no networks.
   * Where it is published, users can come in past them: nobody is believed but the container itself, which is uvicorn's default.
   */
  private proxiesOf(environment: Environment): { [name: string]: EnvValue } {
    return environment.publishes({ port: this.port }) ? {} : { FORWARDED_ALLOW_IPS: EnvValue.of('*') };
  }

  private healthCheck(interval: Duration, debugging?: Debugger): HealthCheck {
    return this.httpCheck(this.healthPath, interval, debugging?._startPeriod);
  }

  private httpCheck(path: string, interval: Duration, startPeriod = Duration.seconds(15)): HealthCheck {
    return HealthCheck.http(path, {
      port: this.port, host: this.healthHost, tool: ProbeTool.PYTHON, interval, timeout: Duration.seconds(10), startPeriod, retries: 3,
    });
  }

  private endpoints(): Endpoint[] {
    return [
      { title: 'Backend', port: this.port },
      { title: 'API docs', port: this.port, path: this.docsPath },
      { title: 'Health', port: this.port, path: this.healthPath },
    ];
  }
}
