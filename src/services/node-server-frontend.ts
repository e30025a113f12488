import { Construct } from 'constructs';
import { Frontend } from './frontend';
import { FrontendProps } from './frontend-props';
import { NodeServerFrontendProps } from './node-server-props';
import { PackageManager } from './package-manager';
import { Duration, Size } from '../base';
import { DockerIgnore, Dockerfile } from '../image';
import {
  CommentStyle, ContainerUser, EnvValue, Environment, HealthCheck, ImageSource, ProbeTool, ServiceKind, ServiceSpec, StackFile,
} from '../model';
import { ProgramFile } from '../model/program-file';
import { BASE_IMAGES } from './private/base-images';
import { BuildFolders, addIgnoreFile, buildFolders, requireInside } from './private/build-folders';
import {
  baseImage, requireBuildEnvironment, requireBuildSecrets, requireOutputPath, requireUse, requireVersion, variablesOf,
} from './private/checks';
import { Destination, destinationsOf } from './private/destinations';
import { developedIn, developmentStageIn } from './private/developed-sources';
import { requireCommand, requireContainerPath, requireHttpPath, requirePort, requireWord } from '../base/checks';
import { requireProps } from '../base/props';
import { NodeInstall, nodeInstall } from './private/install/node-install';
import { hiddenFromNode, nodeIgnore } from './private/node-ignore';
import { PROGRAM_CONTEXT, STOP_PROGRAM, nodeServerDockerfile } from './private/node-server-image';
import { buildCacheOf } from './private/node-stages';
import { requireRoutes } from '../nginx/routes';

/** As the Dockerfile states it. */
const NODE_USER = ContainerUser.of(1000);

/**
 * An application that Node.js serves: server-side rendering (Next.js, Nuxt, SvelteKit), or an API (NestJS, Express). It runs its
 * development server where live reload is on, the built server elsewhere. For Angular, use {@link AngularSsrFrontend}.
 *
 * Behind an {@link EdgeProxy} the API's paths go directly to the API, and a release replaces its containers without losing a request.
 * Without one, and in development, the application itself has to proxy them, to `API_URL`.
 *
 * Writes `docker/<id>/Dockerfile`, `graceful-stop.cjs` beside it, and `<path>/.dockerignore` (with a `context`, or in a shared folder,
 * `docker/<id>/Dockerfile.dockerignore`).
 */
export class NodeServerFrontend extends Frontend {
  /** The source folder, relative to the repository's root. */
  public readonly path: string;
  /** The port that it listens on, inside the container. */
  public readonly port: number;
  /** The Dockerfile, relative to the repository's root. */
  public readonly dockerfilePath: string;
  /**
   * The Dockerfile, with the stages `dependencies`, `development`, `build`, `packages` and `runtime`. You can add to it until the project
   * is synthesized.
   */
  public readonly dockerfile: Dockerfile;
  /** The ignore file: what is left out of the build context. You can add to it until the project is synthesized. */
  public readonly dockerIgnore: DockerIgnore;

  private readonly server: NodeServerFrontendProps;
  private readonly folders: BuildFolders;
  private readonly install: NodeInstall;
  private readonly ignoredElsewhere: () => string[];
  private readonly destinations: Destination[];
  private readonly variables: { [name: string]: EnvValue };
  private readonly gracefulShutdown: Duration;

  /**
   * @param scope the stack
   * @param id its name, also in the stack's networks
   * @param props its options
   * @throws if a value is invalid
   */
  public constructor(scope: Construct, id: string, props: NodeServerFrontendProps) {
    super(scope, id);
    requireProps('NodeServerFrontendProps', props, `service "${id}"`);
    this.server = { ...props, routes: [...props.routes ?? []], buildSecrets: [...props.buildSecrets ?? []] };
    this.port = props.port ?? 3000;
    this.gracefulShutdown = props.gracefulShutdown ?? Duration.seconds(25);
    const { built = true, buildScript = 'build', buildArguments = [], outputPath = 'dist', bundled = false } = props;
    requireVersion(`the nodeVersion of service "${id}"`, props.nodeVersion);
    requirePort(`the port of service "${id}"`, this.port);
    for (const port of ['developmentPort', 'developmentHostPort', 'hostPort'] as const) {
      requirePort(`the ${port} of service "${id}"`, props[port] ?? this.port);
    }
    requireHttpPath(`the healthPath of service "${id}"`, this.healthPath);
    requireOutputPath(`the outputPath of service "${id}"`, outputPath);
    for (const option of ['buildScript', 'buildArguments', 'outputPath', 'bundled'] as const) {
      requireUse(`the ${option} of service "${id}"`, props[option], built, 'a build');
    }
    for (const word of [buildScript, props.developmentScript ?? 'dev', ...buildArguments]) {
      requireWord(`"${word}" in the scripts of service "${id}"`, word);
    }
    requireCommand(`the testCommand of service "${id}"`, props.testCommand);
    requireCommand(`what service "${id}" runs`, [props.entryPoint, ...props.entryArguments ?? []]);
    (props.writablePaths ?? []).forEach((path) => requireContainerPath(`"${path}" in the writablePaths of service "${id}"`, path));
    requireBuildEnvironment(`the buildEnvironment of service "${id}"`, props.buildEnvironment ?? {});
    requireBuildSecrets(`the buildSecrets of service "${id}"`, props.buildSecrets ?? [], props.buildEnvironment);
    this.folders = buildFolders(id, props);
    this.path = this.folders.path;
    const runtimeFiles = [...props.runtimeFiles ?? (built ? [] : ['.'])];
    runtimeFiles.forEach((file) => requireInside(`"${file}" in the runtimeFiles of service "${id}"`, file, this.folders));
    requireInside(`the entryPoint of service "${id}"`, props.entryPoint, this.folders);
    this.variables = variablesOf(id, props);
    if (Object.hasOwn(this.variables, 'PORT')) {
      throw new Error(`service "${id}" has a variable PORT in its environment, by which the server is told its port: pass port`);
    }
    const { version } = this.packageManager;
    if (this.packageManager._isModernYarn && !bundled && /^[23](\.|$)/.test(version!)) {
      throw new Error(
        `service "${id}" installs its packages with Yarn ${version}, which cannot leave out those that only build: pass `
        + 'PackageManager.yarn("4") or newer, or bundled',
      );
    }
    this.install = nodeInstall(this, this.folders, this.packageManager, props);
    this.destinations = destinationsOf(this, this.server);
    requireRoutes(this.destinations.map(({ route }) => route));
    const limited = this.destinations.find(({ route }) => route.rateLimit);
    if (limited) {
      throw new Error(
        `service "${id}" limits the rate of requests to "${limited.route.path}", which no nginx proxies: remove the rateLimit and let `
        + `"${limited.service.id}" limit it`,
      );
    }

    const base = BASE_IMAGES.node(props.nodeVersion);
    this.dockerfilePath = `${this.dockerFolder}/Dockerfile`;
    this.dockerfile = nodeServerDockerfile({
      ...this.install,
      stack: this.stack,
      buildImage: baseImage(`the buildImage of service "${id}"`, props.buildImage, base),
      baseImage: baseImage(`the baseImage of service "${id}"`, props.baseImage, base),
      buildEnvironment: props.buildEnvironment ?? {},
      buildSecrets: this.server.buildSecrets!,
      buildCache: buildCacheOf(this, props.buildCache ?? this._buildCache),
      buildCommand: built ? this.packageManager._run(buildScript, buildArguments) : undefined,
      runtimeFiles: [...built ? [outputPath] : [], ...runtimeFiles],
      bundled,
      developmentPort: this.developmentPort,
      developmentCommand: this.developmentCommand,
      port: this.port,
      gracefulSeconds: Math.ceil(this.gracefulShutdown.toSeconds()),
      program: [props.entryPoint, ...props.entryArguments ?? []],
      health: this.check(this.healthPath, this.port, Duration.seconds(5)),
    });
    this.dockerIgnore = nodeIgnore(this.packageManager, outputPath, this.folders);
    new StackFile(this, this.dockerfilePath, { comment: CommentStyle.HASH, content: this.dockerfile });
    new ProgramFile(this, `${this.dockerFolder}/${STOP_PROGRAM}`, { asset: `node/${STOP_PROGRAM}`, comment: CommentStyle.SLASHES });
    const takenBack = () => this.install.inputs().takenBack(hiddenFromNode(outputPath));
    this.ignoredElsewhere = addIgnoreFile(this, this.folders, this.dockerfilePath, this.dockerIgnore, takenBack);
    this.connectTo(...props.connectTo ?? []);
  }

  public describe(environment: Environment): ServiceSpec {
    return environment.liveReload ? this._developing(environment) : this.serving(environment);
  }

  /** @internal */
  public get _destinations(): Destination[] {
    return [...this.destinations];
  }

  /** @internal */
  public get _told(): FrontendProps {
    return this.server;
  }

  /**
   * The service in environments with live reload.
   *
   * @internal
   */
  protected _developing(environment: Environment): ServiceSpec {
    const developed = developedIn(environment, {
      folders: this.folders,
      moduleFolders: this.install.moduleFolders,
      ignored: this.ignoredElsewhere,
      installedFrom: this.install.installedFrom,
    });
    return {
      kind: ServiceKind.HTTP,
      description: this._framework,
      image: ImageSource.dockerfile({ ...this.build(), stage: developmentStageIn(environment) }),
      command: this.developmentCommand,
      // test runners watch, unless they are told that it is a CI job
      testCommand: this.server.testCommand ?? ['env', 'CI=true', ...this.packageManager._runWith('test')],
      routes: this._routes(environment),
      environment: { NODE_ENV: EnvValue.of('development'), PORT: EnvValue.of(`${this.developmentPort}`), ...this._variables(environment) },
      ports: [{ port: this.developmentPort, hostPort: this.server.developmentHostPort }],
      endpoints: [{ title: 'Frontend', port: this.developmentPort }],
      ...developed,
      init: true,
      // the first build of a large application takes its time
      healthCheck: this.check(this.healthPath, this.developmentPort, Duration.seconds(120), Duration.seconds(10)),
    };
  }

  /**
   * The framework of the application.
   *
   * @internal
   */
  protected get _framework(): string {
    return 'Node.js';
  }

  /**
   * The variables of the server.
   *
   * @internal
   */
  protected _variables(environment: Environment): { [name: string]: EnvValue } {
    void environment;
    const { api } = this.server;
    const first = this.destinations.find(({ service }) => service === api);
    return { ...first ? { API_URL: EnvValue.of(`http://${first.route.host}:${first.route.port}`) } : {}, ...this.variables };
  }

  private serving(environment: Environment): ServiceSpec {
    return {
      kind: ServiceKind.HTTP,
      description: this._framework,
      image: ImageSource.dockerfile({ ...this.build(), user: NODE_USER }),
      user: NODE_USER,
      routes: this._routes(environment),
      environment: this._variables(environment),
      ports: [this._entrance(this.port)],
      endpoints: [{ title: 'Frontend', port: this.port }],
      writablePaths: ['/tmp', ...this.server.writablePaths ?? []],
      init: true,
      healthCheck: this.check(this.healthPath, this.port, Duration.seconds(5)),
      gracefulShutdown: this.gracefulShutdown,
      resources: this.server.resources ?? { cpus: 1, memory: Size.gibibytes(1) },
      stopGracePeriod: Duration.seconds(this.gracefulShutdown.toSeconds() + 5),
    };
  }

  private get dockerFolder(): string {
    return `${this.stack.dockerFolder}/${this.id}`;
  }

  private get healthPath(): string {
    return this.server.healthPath ?? '/';
  }

  private get packageManager(): PackageManager {
    return this.server.packageManager ?? PackageManager.npm();
  }

  private get developmentPort(): number {
    return this.server.developmentPort ?? this.port;
  }

  private get developmentCommand(): string[] {
    const { developmentScript = 'dev', developmentArguments = [] } = this.server;
    return this.packageManager._run(developmentScript, developmentArguments);
  }

  private build() {
    const { buildSecrets: secrets } = this.server;
    const { folders: { context, path: sources }, dockerfilePath: dockerfile } = this;
    const namedContexts = { ...this.install.trusted.contexts, [PROGRAM_CONTEXT]: this.dockerFolder };
    return { context, sources, dockerfile, baseImages: this.dockerfile._baseImages, secrets, namedContexts };
  }

  private check(path: string, port: number, startPeriod: Duration, interval = Duration.seconds(30)): HealthCheck {
    return HealthCheck.http(path, { port, tool: ProbeTool.NODE, interval, timeout: Duration.seconds(5), startPeriod, retries: 3 });
  }
}
