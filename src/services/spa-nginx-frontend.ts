import { Construct } from 'constructs';
import { AssetRetention } from './asset-retention';
import { Frontend } from './frontend';
import { FrontendProps } from './frontend-props';
import { SpaNginxFrontendProps } from './nginx-frontend-props';
import { PackageManager } from './package-manager';
import { Duration, Size } from '../base';
import { DockerIgnore, Dockerfile } from '../image';
import {
  CommentStyle, ContainerUser, EnvValue, Environment, HealthCheck, ImageSource, ProbeTool, Service, ServiceKind, ServiceSpec, StackFile,
  Volume,
} from '../model';
import { ProgramFile, keepLineEndings } from '../model/program-file';
import { Compression, ContentSecurityPolicy, HashedFiles, NginxConfig } from '../nginx';
import { BASE_IMAGES } from './private/base-images';
import { BuildFolders, addIgnoreFile, buildFolders } from './private/build-folders';
import { CertificateFiles, certificateFiles } from './private/certificate-files';
import { baseImage, requireBuildEnvironment, requireBuildSecrets, requireOutputPath, requireUse, requireVersion } from './private/checks';
import { Destination, bodyStorage, destinationsOf, requireNoOverlap } from './private/destinations';
import { developedIn, developmentStageIn } from './private/developed-sources';
import { DevelopmentPolicy, developmentPolicyOf } from './private/development-policy';
import {
  AFTER_BUILD, HASHED_FILES, PEERS_PORT, PEERS_VARIABLE, RELEASES_FOLDER, WEB_ROOT, frontendDockerfile,
} from './private/frontend-image';
import { NodeInstall, nodeInstall } from './private/install/node-install';
import { hiddenFromNode, nodeIgnore } from './private/node-ignore';
import { buildCacheOf } from './private/node-stages';
import { RuntimeConfig, runtimeConfigOf } from './private/runtime-config';
import { unavailablePage } from './private/unavailable-page';
import { requireCommand, requirePort, requireWord } from '../base/checks';
import { variableOf, volumeOf } from '../base/names';
import { PRIVATE_NETWORKS } from '../base/networks';
import { requireProps } from '../base/props';
import { beforeStartFacts } from '../nginx/before-start';

/** The folder of certificates, inside the container. */
const CERTIFICATE_FOLDER = '/etc/nginx/ssl';
/** As nginxinc/nginx-unprivileged states it. */
const NGINX_USER = ContainerUser.of(101);
/** The runtime configuration: its file in the container, and its path for the browser. */
const [CONFIG_FILE, CONFIG_PATH] = ['/tmp/config.json', '/config.json'];
/** Where before-start.sh writes the files that nginx includes. */
const START_FOLDER = '/tmp/nginx';

/**
 * A single-page application, made with React, Vue or anything else that builds to a folder: its development server where live reload is on,
 * nginx with the built files elsewhere. For Angular, use {@link AngularNginxFrontend}.
 *
 * nginx proxies the API's paths. In development the application's own development server has to proxy them, to `API_URL` (for Vite:
 * `server: { proxy: { '/api': process.env.API_URL } }`); it gets the values of `runtimeConfig` as variables.
 *
 * Writes `docker/<id>/Dockerfile`, `docker/nginx/nginx.conf` with its programs and their facts beside it (a second frontend:
 * `docker/<id>/nginx/...`), and `<path>/.dockerignore` (with a `context`, or in a shared folder, `docker/<id>/Dockerfile.dockerignore`).
 */
export class SpaNginxFrontend extends Frontend {
  /** The source folder, relative to the repository's root. */
  public readonly path: string;
  /** The Dockerfile, relative to the repository's root. */
  public readonly dockerfilePath: string;
  /** The folder of the nginx configuration, relative to the repository's root: a named context of the build. */
  public readonly nginxFolder: string;
  /**
   * The Dockerfile, with the stages `dependencies`, `development`, `build` and `runtime`. You can add to it until the project is
   * synthesized.
   */
  public readonly dockerfile: Dockerfile;
  /** The ignore file: what is left out of the build context. You can add to it until the project is synthesized. */
  public readonly dockerIgnore: DockerIgnore;
  /** The nginx configuration. You can add to it until the project is synthesized. */
  public readonly nginx: NginxConfig;

  private readonly spa: SpaNginxFrontendProps;
  private readonly folders: BuildFolders;
  private readonly install: NodeInstall;
  private readonly ignoredElsewhere: () => string[];
  private readonly certificates?: CertificateFiles;
  private readonly config?: RuntimeConfig;
  private readonly destinations: Destination[];
  private readonly developmentPolicy: DevelopmentPolicy;
  private readonly keepsReleases: boolean;

  /**
   * @param scope the stack
   * @param id its name, also in the stack's networks
   * @param props its options
   * @throws if a value is invalid
   */
  public constructor(scope: Construct, id: string, props: SpaNginxFrontendProps = {}) {
    super(scope, id);
    requireProps('SpaNginxFrontendProps', props, `service "${id}"`);
    requireVersion(`the nodeVersion of service "${id}"`, props.nodeVersion);
    for (const port of ['developmentPort', 'developmentHostPort', 'hostPort', 'httpsHostPort'] as const) {
      requirePort(`the ${port} of service "${id}"`, props[port] ?? 4200);
    }
    const { buildScript = 'build', buildArguments = [], outputPath = 'dist', basePath = '/', hashedFiles = HashedFiles.vite() } = props;
    requireOutputPath(`the outputPath of service "${id}"`, outputPath);
    for (const word of [buildScript, props.developmentScript ?? 'dev', ...buildArguments]) {
      requireWord(`"${word}" in the scripts of service "${id}"`, word);
    }
    requireCommand(`the testCommand of service "${id}"`, props.testCommand);
    requireBuildEnvironment(`the buildEnvironment of service "${id}"`, props.buildEnvironment ?? {});
    requireBuildSecrets(`the buildSecrets of service "${id}"`, props.buildSecrets ?? [], props.buildEnvironment);
    this.spa = { ...props, routes: [...props.routes ?? []], buildSecrets: [...props.buildSecrets ?? []] };
    this.folders = buildFolders(id, props);
    this.path = this.folders.path;
    this.install = nodeInstall(this, this.folders, this.packageManager, props);
    this.certificates = props.certificates
      && certificateFiles(`the certificates of service "${id}"`, props.certificates, CERTIFICATE_FOLDER);
    this.config = runtimeConfigOf(`the runtimeConfig of service "${id}"`, props.runtimeConfig ?? {}, this.stack.production);
    this.destinations = destinationsOf(this, this.spa);
    const kept = (props.retention ?? AssetRetention.keep())._kept;
    this.keepsReleases = kept !== undefined;

    const folder = this.stack.dockerFolder;
    const first = !this.stack.services.some((service) => service !== this && service instanceof SpaNginxFrontend);
    this.dockerfilePath = `${folder}/${id}/Dockerfile`;
    this.nginxFolder = first ? `${folder}/nginx` : `${folder}/${id}/nginx`;
    this.nginx = this.configure(basePath, hashedFiles);
    requireNoOverlap(this, this.destinations, { basePath, filesPath: props.filesPath, locales: props.locales });
    requireUse(`the httpsHostPort of service "${id}"`, props.httpsHostPort, this.certificates !== undefined, 'certificates');

    const { securityHeaders = {}, compression = [Compression.GZIP], locales = [] } = props;
    const policy = securityHeaders.contentSecurityPolicy ?? ContentSecurityPolicy.of();
    const entryPages = locales.length > 0 ? locales.map((locale) => `${locale}/index.html`) : ['index.html'];
    this.dockerfile = frontendDockerfile({
      ...this.install,
      stack: this.stack,
      buildImage: baseImage(`the buildImage of service "${id}"`, props.buildImage, BASE_IMAGES.node(props.nodeVersion)),
      baseImage: baseImage(`the baseImage of service "${id}"`, props.baseImage, BASE_IMAGES.nginx(props.nginxVersion)),
      buildEnvironment: props.buildEnvironment ?? {},
      buildSecrets: this.spa.buildSecrets!,
      buildCache: buildCacheOf(this, props.buildCache ?? this._buildCache),
      buildCommand: this.packageManager._run(buildScript, buildArguments),
      outputPath,
      basePath,
      afterBuild: [
        `--base-path=${basePath}`, `--entry-pages=${entryPages.join(',')}`, `--hashed='${hashedFiles.pattern}'`,
        `--inline-styles=${policy._inlineStyles}`, `--encodings=${compression.join(',')}`,
        `--policy="${policy._origins}"`,
      ],
      keepsReleases: this.keepsReleases,
      developmentPort: this.developmentPort,
      developmentCommand: this.developmentCommand,
      health: this.servingCheck(),
    });
    this.dockerIgnore = nodeIgnore(this.packageManager, outputPath, this.folders);
    const facts = {
      nginx: this.nginx,
      retention: kept && { ...kept, folder: RELEASES_FOLDER, root: WEB_ROOT, list: HASHED_FILES },
      runtimeConfig: this.config && { file: CONFIG_FILE, values: this.config.values },
    };
    new StackFile(this, this.dockerfilePath, { comment: CommentStyle.HASH, content: this.dockerfile });
    new StackFile(this, `${this.nginxFolder}/nginx.conf`, { comment: CommentStyle.HASH, content: this.nginx });
    for (const program of AFTER_BUILD) {
      new ProgramFile(this, `${this.nginxFolder}/${program}`, { asset: `node/${program}`, comment: CommentStyle.SLASHES });
    }
    this.developmentPolicy = developmentPolicyOf(this, this.nginxFolder, props);
    new ProgramFile(this, `${this.nginxFolder}/before-start.sh`, {
      asset: 'sh/before-start.sh', comment: CommentStyle.HASH, executable: true,
    });
    keepLineEndings(new StackFile(this, `${this.nginxFolder}/before-start.facts`, {
      comment: CommentStyle.HASH, content: { render: () => beforeStartFacts(facts) },
    }));
    const takenBack = () => this.install.inputs().takenBack(hiddenFromNode(outputPath));
    this.ignoredElsewhere = addIgnoreFile(this, this.folders, this.dockerfilePath, this.dockerIgnore, takenBack);
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
    return this.spa;
  }

  /**
   * The values of the application's configuration.
   *
   * @internal
   */
  public get _config(): RuntimeConfig | undefined {
    return this.config;
  }

  /** @internal */
  public override _behind(edge: Service, names: string[]): void {
    super._behind(edge, names);
    if (this.certificates) {
      throw new Error(
        `service "${this.id}" has certificates, and "${edge.id}" is in front of it: `
        + `give the certificates to "${edge.id}" (tls: EdgeTls.files())`,
      );
    }
    this.nginx._trust(PRIVATE_NETWORKS);
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
    const { api } = this.spa;
    const first = this.destinations.find(({ service }) => service === api);
    return {
      kind: ServiceKind.HTTP,
      description: this._framework,
      image: ImageSource.dockerfile({ ...this.build(), stage: developmentStageIn(environment) }),
      command: this.developmentCommand,
      // test runners watch, unless they are told that it is a CI job
      testCommand: this.spa.testCommand ?? ['env', 'CI=true', ...this.packageManager._runWith('test')],
      routes: this._routes(environment),
      environment: {
        NODE_ENV: EnvValue.of('development'),
        ...this.developmentPolicy.environment,
        ...first ? { API_URL: EnvValue.of(`http://${first.route.host}:${first.route.port}`) } : {},
        ...this.config?.environment,
      },
      ports: [{ port: this.developmentPort, hostPort: this.spa.developmentHostPort }],
      endpoints: [{
        title: 'Frontend', port: this.developmentPort, path: this._developmentPath === '/' ? undefined : this._developmentPath,
      }],
      ...developed,
      mounts: [
        ...developed.mounts,
        ...this.developmentPolicy.mounts,
      ],
      init: true,
      // the first build of a large application takes its time
      healthCheck: HealthCheck.http(this._developmentPath, {
        port: this.developmentPort,
        tool: ProbeTool.NODE,
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        startPeriod: Duration.seconds(120),
      }),
    };
  }

  /**
   * The framework of the application.
   *
   * @internal
   */
  protected get _framework(): string {
    return 'Single-page application';
  }

  /**
   * A path that the development server responds to.
   *
   * @internal
   */
  protected get _developmentPath(): string {
    return this.spa.basePath ?? '/';
  }

  private serving(environment: Environment): ServiceSpec {
    const { resources = { cpus: 0.5, memory: Size.mebibytes(512) } } = this.spa;
    return {
      kind: ServiceKind.HTTP,
      description: `${this._framework}, nginx`,
      image: ImageSource.dockerfile({ ...this.build(), user: NGINX_USER, stopSignal: 'SIGQUIT' }),
      user: NGINX_USER,
      stopSignal: 'SIGQUIT',
      routes: this._routes(environment),
      environment: { ...this.config?.environment },
      peers: this.keepsReleases ? { variable: PEERS_VARIABLE, readiness: this.readinessAmongPeers() } : undefined,
      ports: [
        this._entrance(8080),
        ...this.certificates ? [{
          port: 8443, hostPort: this.spa.httpsHostPort ?? 443, variable: variableOf(this.id, 'HTTPS_PORT'), entrance: true, tls: true,
        }] : [],
      ],
      mounts: [
        ...this.keepsReleases ? [Volume.named(volumeOf(this.id, 'releases'), { disposable: true }).mountAt(RELEASES_FOLDER)] : [],
        ...this.certificates ? [this.certificates.mount] : [],
        ...bodyStorage(this.destinations, this._ownMaxBodySize, resources.memory),
      ],
      endpoints: [{ title: 'Frontend', port: 8080 }],
      init: true,
      healthCheck: this.servingCheck(),
      // with what runs before it
      trialCommand: ['nginx', '-t'],
      resources,
      stopGracePeriod: Duration.seconds(30),
    };
  }

  private get packageManager(): PackageManager {
    return this.spa.packageManager ?? PackageManager.npm();
  }

  private get developmentPort(): number {
    return this.spa.developmentPort ?? 5173;
  }

  private get developmentCommand(): string[] {
    const { developmentScript = 'dev', developmentArguments = ['--host', '0.0.0.0', '--port', `${this.developmentPort}`] } = this.spa;
    return this.packageManager._run(developmentScript, developmentArguments);
  }

  private build() {
    const { spa: { buildSecrets: secrets }, folders: { context, path: sources }, dockerfilePath: dockerfile } = this;
    const namedContexts = { ...this.install.trusted.contexts, 'nginx-config': this.nginxFolder };
    return { context, sources, dockerfile, baseImages: this.dockerfile._baseImages, secrets, namedContexts };
  }

  /** At a port that only before-start.sh opens. */
  private readinessAmongPeers(): HealthCheck {
    const often = { interval: Duration.seconds(5), timeout: Duration.seconds(3) };
    return HealthCheck.http('/ready', { port: PEERS_PORT, tool: ProbeTool.WGET, ...often });
  }

  private servingCheck(): HealthCheck {
    return HealthCheck.http('/health', {
      port: 8080,
      tool: ProbeTool.WGET,
      interval: Duration.seconds(30),
      timeout: Duration.seconds(3),
      startPeriod: Duration.seconds(5),
      retries: 3,
    });
  }

  private configure(basePath: string, hashedFiles: HashedFiles): NginxConfig {
    const { filesPath, locales, prerendered, maxBodySize, mediaMaxAge, securityHeaders, compression, accessLog, timeouts } = this.spa;
    return new NginxConfig({
      root: WEB_ROOT,
      basePath,
      hashedFiles,
      filesPath,
      locales,
      prerendered,
      routes: this.destinations.map(({ route }) => route),
      maxBodySize,
      tls: this.certificates && {
        certificate: `${CERTIFICATE_FOLDER}/${this.certificates.certificate}`,
        key: `${CERTIFICATE_FOLDER}/${this.certificates.key}`,
        port: 8443,
      },
      mediaMaxAge,
      earlierFiles: this.keepsReleases ? `${RELEASES_FOLDER}/files` : undefined,
      runtimeConfig: this.config && { path: CONFIG_PATH, file: CONFIG_FILE },
      securityHeaders,
      inlineSources: true,
      compression,
      accessLog,
      timeouts,
      trustedProxies: this.spa.trustedProxies,
      unavailablePage: unavailablePage(this.stack.language),
      nginxVersion: this.spa.nginxVersion,
      startFolder: START_FOLDER,
    });
  }
}
