import { Construct } from 'constructs';
import { Duration, Size } from '../base';
import { DockerIgnore, Dockerfile } from '../image';
import {
  CommentStyle, ContainerUser, Endpoint, EnvValue, Environment, HealthCheck, ImageSource, Mount, ProbeTool, Resources, Service,
  ServiceKind, ServiceSpec, StackFile, Volume,
} from '../model';
import { Debugger } from './debugger';
import { BASE_IMAGES } from './private/base-images';
import { BuildFolders, buildFolders, ignoreFileOf, renderIgnore } from './private/build-folders';
import {
  baseImage, requireBuildSecrets, requirePackages, requirePythonVariables, requireUse, requireVersion, variablesOf,
} from './private/checks';
import { HELPER_CONTEXT, ImageHelper } from './private/heartbeat';
import { PythonInstall, pythonInstall } from './private/install/python-install';
import { ownedFolders, requireNothingHidden } from './private/python-folders';
import { pythonIgnore } from './private/python-ignore';
import { OWN_FOLDERS, backendDockerfile, moduleFolders } from './private/python-image';
import { PythonApplicationProps } from './python-application-props';
import { PythonServer } from './python-server';
import { requireCommand, requireHttpPath, requireMatch, requirePort } from '../base/checks';
import { isWithin, requireMountPlace } from '../base/linux';
import { volumeOf } from '../base/names';
import { requireProps } from '../base/props';
import { TEMPORARY_FOLDER } from '../model/defaults';
import { ProgramFile } from '../model/program-file';

/** What a {@link BackendService} needs to know. */
export interface BackendServiceProps extends PythonApplicationProps {
  /** The application, as its server names it: `app.main:app` is the variable `app` in the module `app.main`. */
  readonly app: string;

  /**
   * What answers its requests, with how many processes and which options. Its package is one of the application's own.
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
   * The port of the host on which it is published, where `<ID>_PORT` does not say otherwise.
   *
   * @default - the port on which it listens
   */
  readonly hostPort?: number;

  /**
   * The path that answers with a status from 200 to 299 as long as the application can do its work.
   *
   * @default "/health"
   */
  readonly healthPath?: string;

  /**
   * The path that answers with a status from 200 to 299 when the application and all that it needs can take requests. A release
   * waits for it before it sends any; a database that is away later does not make the application unhealthy.
   *
   * @default - the health path
   */
  readonly readinessPath?: string;

  /**
   * The name that health checks ask for (the header `Host`), of an application that answers to its own names only, as one with
   * `TrustedHostMiddleware` does.
   *
   * @default - the address that is asked, 127.0.0.1
   */
  readonly healthHost?: string;

  /**
   * The path of the API's documentation, shown by the start script and the guide.
   *
   * @default "/docs", FastAPI's own
   */
  readonly docsPath?: string;

  /**
   * Services that it uses.
   *
   * @default - none
   */
  readonly connectTo?: Service[];

  /**
   * How long running requests may take to end when the service stops.
   *
   * @default Duration.seconds(25)
   */
  readonly gracefulShutdown?: Duration;

  /**
   * A command that runs once for each release, in a container of the new image, before the new release takes over: migrations, such
   * as `['alembic', 'upgrade', 'head']`. If it fails, so does the release.
   *
   * In development it runs at each start, with the code that is mounted, before the backend, its workers and beat.
   *
   * @default - nothing
   */
  readonly releaseCommand?: string[];

  /**
   * How long the `releaseCommand` may take; then it is stopped, and the release fails.
   *
   * @default Duration.minutes(30)
   */
  readonly releaseTimeout?: Duration;

  /**
   * CPU and memory, where the environment limits them.
   *
   * @default - at most 1 CPU and 1 GiB, of which 0.5 CPU and 512 MiB are kept for it
   */
  readonly resources?: Resources;
}

/**
 * A FastAPI (or any ASGI) application on uvicorn, or another server. Workers and beat run the same image, which is built once.
 *
 * Writes `docker/<id>/Dockerfile`, `<path>/.dockerignore` (with a `context`, or in a folder that another service is built from too,
 * `docker/<id>/Dockerfile.dockerignore`) and, for workers and beat, their heartbeats beside the Dockerfile.
 */
export class BackendService extends Service {
  /** The application, as uvicorn names it. */
  public readonly app: string;
  /** The source folder, relative to the repository's root. */
  public readonly path: string;
  /** The port on which it listens. */
  public readonly port: number;
  /** The Dockerfile, relative to the repository's root. */
  public readonly dockerfilePath: string;
  /**
   * What is in the Dockerfile: stages `base` (with `runtimePackages`), `builder`, `development` and `runtime`. It can be added to until
   * the project is synthesized.
   */
  public readonly dockerfile: Dockerfile;
  /** What of the source folder is no part of the build. It can be added to until the project is synthesized. */
  public readonly dockerIgnore: DockerIgnore;

  private readonly folders: BuildFolders;
  private readonly install: PythonInstall;
  private readonly server: PythonServer;
  private readonly healthPath: string;
  private readonly readinessPath?: string;
  private readonly healthHost?: string;
  private readonly docsPath: string;
  private readonly hostPort?: number;
  private readonly logFolder: string;
  private readonly mounts: Mount[];
  private readonly gracefulShutdown: Duration;
  private readonly resources: Resources;
  private readonly releaseCommand?: string[];
  private readonly releaseTimeout?: Duration;
  private readonly testCommand: string[];
  private readonly debugging?: Debugger;
  private readonly variables: { [name: string]: EnvValue };
  private readonly helpers: ImageHelper[] = [];
  private isDebugged: boolean;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props what it needs to know
   * @throws if a value cannot be used
   */
  public constructor(scope: Construct, id: string, props: BackendServiceProps) {
    super(scope, id);
    requireProps('BackendServiceProps', props, `service "${id}"`);
    this.app = props.app;
    this.server = props.server ?? PythonServer.uvicorn();
    this.folders = buildFolders(id, props);
    this.path = this.folders.path;
    this.port = props.port ?? 8000;
    this.hostPort = props.hostPort;
    this.healthPath = props.healthPath ?? '/health';
    this.readinessPath = props.readinessPath;
    this.healthHost = props.healthHost;
    this.docsPath = props.docsPath ?? '/docs';
    this.logFolder = props.logFolder ?? `${this.folders.workdir}/logs`;
    this.mounts = [
      ...props.mounts ?? [],
      ...props.temporaryStorage ? [Volume.scratch(props.temporaryStorage).mountAt(TEMPORARY_FOLDER)] : [],
    ];
    this.gracefulShutdown = props.gracefulShutdown ?? Duration.seconds(25);
    this.resources = props.resources ?? { cpus: 1, memory: Size.gibibytes(1), reservedCpus: 0.5, reservedMemory: Size.mebibytes(512) };
    this.variables = variablesOf(id, props);
    this.releaseCommand = props.releaseCommand && [...props.releaseCommand];
    this.releaseTimeout = props.releaseTimeout;
    this.debugging = props.debugger;
    this.isDebugged = props.debugger !== undefined;
    this.testCommand = [...props.testCommand ?? ['python', '-m', 'pytest']];
    requireMatch(
      `the app of service "${id}"`, this.app, /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/,
      'a module and a variable in it, such as "app.main:app"',
    );
    requirePort(`the port of service "${id}"`, this.port);
    requirePort(`the hostPort of service "${id}"`, this.hostPort ?? this.port);
    requireHttpPath(`the healthPath of service "${id}"`, this.healthPath);
    requireHttpPath(`the readinessPath of service "${id}"`, this.readinessPath ?? '/');
    requireHttpPath(`the docsPath of service "${id}"`, this.docsPath);
    requireMountPlace(`the logFolder of service "${id}"`, this.logFolder);
    const hidden = [`${this.folders.workdir}/${this.app.split(/[.:]/)[0]}`, this.folders.workdir, ...OWN_FOLDERS].find((own) =>
      isWithin(own, this.logFolder) || (!own.startsWith('/app') && isWithin(this.logFolder, own)));
    if (hidden !== undefined) {
      throw new Error(
        `the logFolder of service "${id}" is "${this.logFolder}", where the image has what it needs in "${hidden}": `
        + 'choose a folder of its own, such as "/app/logs" or "/var/log/app"',
      );
    }
    requireNothingHidden(id, this.folders, this.mounts);
    requireCommand(`the releaseCommand of service "${id}"`, this.releaseCommand);
    requireCommand(`the testCommand of service "${id}"`, this.testCommand);
    requireUse(`the releaseTimeout of service "${id}"`, props.releaseTimeout, this.releaseCommand !== undefined, 'a releaseCommand');
    requirePythonVariables(id, this.variables);
    this.install = pythonInstall(this, this.folders, props);
    const pythonVersion = props.pythonVersion ?? '3.11';
    const buildPackages = [...props.buildPackages ?? ['gcc', 'g++', 'libpq-dev']];
    const runtimePackages = [...props.runtimePackages ?? []];
    requireVersion(`the pythonVersion of service "${id}"`, pythonVersion);
    requireBuildSecrets(`the buildSecrets of service "${id}"`, this.install.buildSecrets);
    requirePackages(`buildPackages of service "${id}"`, buildPackages);
    requirePackages(`runtimePackages of service "${id}"`, runtimePackages);
    const base = baseImage(`the baseImage of service "${id}"`, props.baseImage, BASE_IMAGES.python(pythonVersion));

    this.dockerfilePath = `${this.dockerFolder}/Dockerfile`;
    this.dockerfile = backendDockerfile({
      ...this.install,
      base,
      inputs: () => this.install.inputs().copied,
      buildPackages,
      runtimePackages,
      writable: [this.logFolder, ...ownedFolders(this.mounts)],
      port: this.port,
      command: this.serve(false),
      reloadCommand: this.serve(true),
      health: this.healthCheck(Duration.seconds(30)),
      helpers: this.helpers,
      isDebugged: () => this.isDebugged,
    });
    this.dockerIgnore = pythonIgnore(this.folders, [this.logFolder, ...ownedFolders(this.mounts)]);
    new StackFile(this, this.dockerfilePath, { comment: CommentStyle.HASH, content: this.dockerfile });
    new StackFile(this, ignoreFileOf(this.stack, this.folders, this.dockerfilePath), {
      comment: CommentStyle.HASH,
      content: { render: () => renderIgnore(this.dockerIgnore, this, this.folders, this.install.takenBack()) },
    });
    this.connectTo(...props.connectTo ?? []);
  }

  public describe(environment: Environment): ServiceSpec {
    const debugging = environment.liveReload ? this.debugging : undefined;
    return {
      kind: ServiceKind.HTTP,
      description: `FastAPI, ${this.server.name}`,
      image: ImageSource.dockerfile({
        context: this.folders.context,
        sources: this.path,
        dockerfile: this.dockerfilePath,
        secrets: this.install.buildSecrets,
        ...environment.liveReload ? { stage: 'development' } : { user: APPLICATION_USER },
        namedContexts: this.helpers.length > 0 ? { [HELPER_CONTEXT]: this.dockerFolder } : undefined,
      }),
      command: debugging?._run('python', this.serve(true)) ?? (environment.liveReload ? this.serve(true) : undefined),
      environment: { ...this.proxiesOf(environment), ...this.applicationEnvironment(environment) },
      ports: [{ port: this.port, hostPort: this.hostPort }, ...debugging ? [debugging._portOf(this.id)] : []],
      endpoints: this.endpoints(),
      mounts: this.applicationMounts(environment),
      user: this._user(environment),
      healthCheck: this.healthCheck(Duration.seconds(30), debugging),
      readiness: this.readinessPath === undefined ? undefined : this.httpCheck(this.readinessPath, Duration.seconds(30)),
      init: true,
      stopSignal: this.server.stopSignal,
      gracefulShutdown: this.gracefulShutdown,
      resources: this.resources,
      releaseCommand: this.releaseCommand,
      releaseTimeout: this.releaseTimeout,
      testCommand: environment.liveReload ? this.testCommand : undefined,
      stopGracePeriod: Duration.seconds(this.gracefulShutdown.toSeconds() + 5),
    };
  }

  /**
   * The environment variables of the application, without those that its connections bring.
   *
   * @param environment where it runs
   */
  public applicationEnvironment(environment: Environment): { [name: string]: EnvValue } {
    return {
      ENVIRONMENT: EnvValue.of(environment.name),
      DEBUG: EnvValue.of(`${environment.debug}`),
      ...environment.liveReload ? {} : { RELEASE: EnvValue.release() },
      ...this.variables,
    };
  }

  /**
   * What is mounted into every container that runs the application.
   *
   * @param environment where it runs
   */
  public applicationMounts(environment: Environment): Mount[] {
    return [
      ...environment.liveReload ? [Volume.repositoryFolder(this.folders.context).mountAt('/app')] : [],
      Volume.named(volumeOf(this.id, 'logs'), { disposable: true }).mountAt(this.logFolder),
      ...this.mounts,
    ];
  }

  /**
   * Puts a program that belongs to no application, such as one that reports a heartbeat, into the image.
   *
   * @internal
   */
  public _addHelper(helper: ImageHelper): void {
    if (!this.helpers.includes(helper)) {
      this.helpers.push(helper);
      new ProgramFile(this, `${this.dockerFolder}/${helper}.py`, { asset: `python/${helper}.py`, comment: CommentStyle.HASH });
    }
  }

  /**
   * Puts the debugger into the image of development, for what else runs it.
   *
   * @internal
   */
  public _addDebugger(): void {
    this.isDebugged = true;
  }

  /**
   * Who runs the application.
   *
   * @internal
   */
  public _user(environment: Environment): ContainerUser {
    return environment.liveReload ? ContainerUser.ownerOfSources() : APPLICATION_USER;
  }

  /**
   * The folders whose changes restart what runs the application's code.
   *
   * @internal
   */
  public get _reloadFolders(): string[] {
    const { workdir } = this.folders;
    return [workdir, ...moduleFolders(this.install).filter((folder) => !isWithin(folder, workdir))];
  }

  private get dockerFolder(): string {
    return `${this.stack.dockerFolder}/${this.id}`;
  }

  private serve(reload: boolean): string[] {
    const reloadFolders = this._reloadFolders.length > 1 ? this._reloadFolders : undefined;
    const gracefulSeconds = Math.ceil(this.gracefulShutdown.toSeconds());
    return this.server.command({ app: this.app, port: this.port, gracefulSeconds, reload, reloadFolders });
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

  private httpCheck(path: string, interval: Duration, startPeriod = Duration.seconds(5)): HealthCheck {
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

/** As the Dockerfile states it. */
const APPLICATION_USER = ContainerUser.of(1000);
