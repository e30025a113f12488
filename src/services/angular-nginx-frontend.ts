import { Construct } from 'constructs';
import { DockerIgnore } from '../image';
import {
  CommentStyle, Duration, EnvValue, Environment, HealthCheck, ImageSource, ProbeTool, ResourceLimits, Service, ServiceKind,
  ServiceSpec, Size, StackFile, Volume,
} from '../model';
import { TlsFilesOptions } from './edge-tls';
import { angularDockerfile } from './private/angular-image';
import { BASE_IMAGES } from './private/base-images';
import { CertificateFiles, certificateFiles } from './private/certificate-files';
import { baseImage, requireVersion } from './private/checks';
import { variableOf } from '../model/private/names';
import { requireMatch, requirePort, requireRepositoryPath } from '../model/private/text';
import { NginxConfig, NginxRoute } from '../nginx';

/** What an {@link AngularNginxFrontend} needs to know. */
export interface AngularNginxFrontendProps {
  /** The Angular project to build: its name in `angular.json`. */
  readonly app: string;

  /**
   * The source folder, relative to the repository's root.
   *
   * @default - the service's id
   */
  readonly path?: string;

  /**
   * The service that answers the API. Its first port is used.
   *
   * @default - nothing is passed on
   */
  readonly api?: Service;

  /**
   * Paths that are passed on to the API, each with everything below it.
   *
   * @default ["/api"]
   */
  readonly apiPaths?: string[];

  /**
   * Paths of the API at which clients open websockets.
   *
   * @default ["/ws"]
   */
  readonly websocketPaths?: string[];

  /**
   * The port of the development server, inside the container.
   *
   * @default 4200
   */
  readonly developmentPort?: number;

  /**
   * The port of the host in environments with live reload, where `<ID>_PORT` does not say otherwise.
   *
   * @default - the port of the development server
   */
  readonly developmentHostPort?: number;

  /**
   * The port of the host in other environments, where `<ID>_PORT` does not say otherwise.
   *
   * @default 80, or 8080 behind an {@link EdgeProxy}, which has port 80 itself
   */
  readonly hostPort?: number;

  /**
   * How often the development server looks for changed files by itself. Needed where the host does not report changes to
   * containers, as with sources on a Windows drive.
   *
   * @default - it is told by the system
   */
  readonly pollInterval?: Duration;

  /**
   * The version of Node.js that builds and develops.
   *
   * @default "24", the long-term support line
   */
  readonly nodeVersion?: string;

  /**
   * The image that builds and develops.
   *
   * @default - `node:<nodeVersion>-alpine`
   */
  readonly buildImage?: string;

  /**
   * The image that serves. It must run nginx as a user other than root.
   *
   * @default "nginxinc/nginx-unprivileged:alpine"
   */
  readonly baseImage?: string;

  /**
   * The largest request body that is passed on to the API.
   *
   * @default Size.mebibytes(10)
   */
  readonly maxBodySize?: Size;

  /**
   * A certificate with which it answers HTTPS itself, where no edge is in front of it; HTTP then redirects to it. User 101 of the
   * container has to be able to read the files.
   *
   * @default - HTTP only
   */
  readonly certificates?: TlsFilesOptions;

  /**
   * The port of the host for HTTPS, where `<ID>_HTTPS_PORT` does not say otherwise.
   *
   * @default 443
   */
  readonly httpsHostPort?: number;

  /**
   * CPU and memory, where the environment limits them.
   *
   * @default - at most 0.5 CPU and 512 MiB
   */
  readonly limits?: ResourceLimits;
}

/** Where certificates are, inside the container. */
const CERTIFICATE_FOLDER = '/etc/nginx/ssl';

const PROXY_PATH = '/etc/angular/proxy.conf.mjs';

/**
 * An Angular application: its development server where changes show at once, nginx with the built files elsewhere. Both pass the
 * API's paths on, so that the same code runs in both.
 *
 * Writes `docker/<id>/Dockerfile`, `docker/<id>/proxy.conf.mjs`, `docker/nginx/nginx.conf` (a second frontend:
 * `docker/<id>/nginx/nginx.conf`) and `<path>/.dockerignore`.
 */
export class AngularNginxFrontend extends Service {
  /** The source folder, relative to the repository's root. */
  public readonly path: string;
  /** The Dockerfile, relative to the repository's root. */
  public readonly dockerfilePath: string;
  /** The folder of the nginx configuration, relative to the repository's root: a named context of the build. */
  public readonly nginxFolder: string;
  /** The nginx configuration. */
  public readonly nginx: NginxConfig;

  private readonly props: AngularNginxFrontendProps;
  private readonly certificates?: CertificateFiles;
  private readonly proxyPath: string;
  private readonly routes: NginxRoute[];
  private edge?: Service;

  /** @throws if a value cannot be used */
  public constructor(scope: Construct, id: string, props: AngularNginxFrontendProps) {
    super(scope, id);
    if (!props.app) {
      throw new Error(`service "${id}" has no app: pass the name of the Angular project as it stands in angular.json`);
    }
    requireMatch(`the app of service "${id}"`, props.app, /^(@[a-z0-9_.-]+\/)?[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'names of Angular projects: letters, digits and _ . -');
    const nodeVersion = props.nodeVersion ?? '24';
    requireVersion(`the nodeVersion of service "${id}"`, nodeVersion);
    for (const port of ['developmentPort', 'developmentHostPort', 'hostPort', 'httpsHostPort'] as const) {
      requirePort(`the ${port} of service "${id}"`, props[port] ?? 4200);
    }
    this.props = { ...props };
    this.path = requireRepositoryPath(`the path of service "${id}"`, props.path ?? id);

    const folder = this.stack.dockerFolder;
    const first = !this.stack.services.some((service) => service !== this && service instanceof AngularNginxFrontend);
    this.dockerfilePath = `${folder}/${id}/Dockerfile`;
    this.nginxFolder = first ? `${folder}/nginx` : `${folder}/${id}/nginx`;
    this.proxyPath = `${folder}/${id}/proxy.conf.mjs`;
    this.routes = this.apiRoutes();
    this.certificates = props.certificates && certificateFiles(`the certificates of service "${id}"`, props.certificates, CERTIFICATE_FOLDER);
    this.nginx = new NginxConfig({
      routes: this.routes,
      maxBodySize: props.maxBodySize?.toString(),
      tls: this.certificates && {
        certificate: `${CERTIFICATE_FOLDER}/${this.certificates.certificate}`, key: `${CERTIFICATE_FOLDER}/${this.certificates.key}`, port: 8443,
      },
    });

    new StackFile(this, this.dockerfilePath, {
      comment: CommentStyle.HASH,
      content: angularDockerfile({
        buildImage: baseImage(`the buildImage of service "${id}"`, props.buildImage, BASE_IMAGES.node(nodeVersion)),
        baseImage: baseImage(`the baseImage of service "${id}"`, props.baseImage, BASE_IMAGES.nginx),
        app: props.app,
        developmentPort: this.developmentPort,
        developmentCommand: this.develop(),
        health: this.servingCheck(),
      }),
    });
    new StackFile(this, `${this.nginxFolder}/nginx.conf`, { comment: CommentStyle.HASH, content: this.nginx });
    if (props.api) {
      new StackFile(this, this.proxyPath, { comment: CommentStyle.SLASHES, content: { render: () => developmentProxy(this.routes) } });
    }
    new StackFile(this, `${this.path}/.dockerignore`, { comment: CommentStyle.HASH, content: nodeIgnore() });
  }

  public describe(environment: Environment): ServiceSpec {
    return environment.liveReload ? this.developing() : this.serving();
  }

  /**
   * The service that answers the API.
   *
   * @internal
   */
  public get _api(): Service | undefined {
    return this.props.api;
  }

  /**
   * What is passed on to the API, the most precise path first.
   *
   * @internal
   */
  public get _routes(): NginxRoute[] {
    return [...this.routes];
  }

  /**
   * The largest request body that is passed on to the API.
   *
   * @internal
   */
  public get _maxBodySize(): Size {
    return this.props.maxBodySize ?? Size.mebibytes(10);
  }

  /**
   * Puts an edge in front: users come in there, and no longer here.
   *
   * @internal
   */
  public _behind(edge: Service): void {
    if (this.edge) {
      throw new Error(`service "${edge.id}" would be in front of "${this.id}", where "${this.edge.id}" is already: a frontend has one edge, so take one of them away`);
    }
    if (this.certificates) {
      throw new Error(`service "${this.id}" has certificates, and "${edge.id}" is in front of it: give the certificates to "${edge.id}" (tls: EdgeTls.files())`);
    }
    this.edge = edge;
  }

  private developing(): ServiceSpec {
    return {
      kind: ServiceKind.HTTP,
      description: 'Angular',
      image: ImageSource.dockerfile({ ...this.build(), stage: 'development' }),
      command: this.develop(),
      environment: { NODE_ENV: EnvValue.of('development') },
      ports: [{ port: this.developmentPort, hostPort: this.props.developmentHostPort }],
      endpoints: [{ title: 'Frontend', port: this.developmentPort }],
      mounts: [
        Volume.repository(this.path).mountAt('/app'),
        // the packages of the image, not those that the host may or may not have
        Volume.fromImage().mountAt('/app/node_modules'),
        ...this.props.api ? [Volume.repository(this.proxyPath).mountReadOnlyAt(PROXY_PATH)] : [],
      ],
      runsAsHostUser: true,
      init: true,
      // the first build of a large application takes its time
      healthCheck: HealthCheck.http('/', {
        port: this.developmentPort,
        tool: ProbeTool.NODE,
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        startPeriod: Duration.seconds(120),
      }),
    };
  }

  private serving(): ServiceSpec {
    return {
      kind: ServiceKind.HTTP,
      description: 'Angular, nginx',
      image: ImageSource.dockerfile(this.build()),
      ports: [
        this.edge ? { port: 8080, hostPort: this.props.hostPort } : { port: 8080, hostPort: this.props.hostPort ?? 80, entrance: true },
        ...this.certificates ? [{
          port: 8443, hostPort: this.props.httpsHostPort ?? 443, variable: variableOf(this.id, 'HTTPS_PORT'), entrance: true,
        }] : [],
      ],
      mounts: this.certificates ? [this.certificates.mount] : [],
      requiredFiles: this.certificates?.paths,
      endpoints: [{ title: 'Frontend', port: 8080 }],
      init: true,
      healthCheck: this.servingCheck(),
      limits: this.props.limits ?? { cpus: 0.5, memory: Size.mebibytes(512) },
      stopGracePeriod: Duration.seconds(30),
    };
  }

  private get developmentPort(): number {
    return this.props.developmentPort ?? 4200;
  }

  private build() {
    return { context: this.path, dockerfile: this.dockerfilePath, namedContexts: { 'nginx-config': this.nginxFolder } };
  }

  private develop(): string[] {
    return [
      'npm', 'start', '--', '--host', '0.0.0.0', '--port', `${this.developmentPort}`,
      ...this.props.api ? ['--proxy-config', PROXY_PATH] : [],
      ...this.props.pollInterval ? ['--poll', `${this.props.pollInterval.toMillis()}`] : [],
    ];
  }

  private servingCheck(): HealthCheck {
    return HealthCheck.http('/health', {
      port: 8080, tool: ProbeTool.WGET, interval: Duration.seconds(30), timeout: Duration.seconds(3), startPeriod: Duration.seconds(5), retries: 3,
    });
  }

  private apiRoutes(): NginxRoute[] {
    const { api, apiPaths = ['/api'], websocketPaths = ['/ws'] } = this.props;
    if (!api) {
      return [];
    }
    if (api.stack !== this.stack) {
      throw new Error(`service "${this.id}" passes the API on to "${api.id}" of stack "${api.stack.name}", which it cannot reach: name a service of stack "${this.stack.name}"`);
    }
    const port = api.describe(this.stack.production).ports?.[0]?.port;
    if (port === undefined) {
      throw new Error(`service "${this.id}" passes the API on to "${api.id}", which has no ports: name a service that listens on one`);
    }
    const routes: NginxRoute[] = [
      ...apiPaths.map((path) => ({ path, host: api.id, port })),
      ...websocketPaths.map((path) => ({ path, host: api.id, port, websocket: true })),
    ];
    // the first one that matches decides, in the development server too: /api/ws before /api
    return routes.sort((one, other) => other.path.length - one.path.length);
  }
}

function developmentProxy(routes: NginxRoute[]): string {
  const entries = routes.map(({ path, host, port, websocket }) =>
    `  '^${path}(/|$|\\\\?)': { target: 'http://${host}:${port}'${websocket ? ', ws: true' : ''} },\n`);
  return `// The development server passes these paths on, as nginx does in production.
export default {
${entries.join('')}};
`;
}

function nodeIgnore(): DockerIgnore {
  const ignore = new DockerIgnore();
  ignore.addSection({ title: 'Dependencies', patterns: ['node_modules/', 'npm-debug.log', 'yarn-error.log'] });
  ignore.addSection({ title: 'Build', patterns: ['dist/', '.angular/'] });
  ignore.addSection({ title: 'Testing', patterns: ['coverage/'] });
  ignore.addSection({ title: 'IDE', patterns: ['.vscode/', '.idea/', '**/*.swp'] });
  ignore.addSection({ title: 'Environment', patterns: ['.env', '.env.*', '!.env.example', '!.env.*.example'] });
  ignore.addSection({ title: 'OS', patterns: ['**/.DS_Store', '**/Thumbs.db'] });
  ignore.addSection({ title: 'Git', patterns: ['.git/', '.gitignore'] });
  return ignore;
}
