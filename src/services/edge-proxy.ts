import { Construct } from 'constructs';
import { EdgeTls } from './edge-tls';
import { Duration, Size } from '../base';
import { DockerIgnore, Dockerfile } from '../image';
import {
  CommentStyle, ContainerUser, EnvValue, Environment, HealthCheck, ImageSource, Language, ProbeTool, Resources, Service, ServiceKind,
  ServiceSpec, StackFile, Volume,
} from '../model';
import { MaintenanceOptions } from './maintenance-options';
import { BASE_IMAGES } from './private/base-images';
import {
  ADMIN_SOCKET, HEALTH_PORT, HTTP_PORT, HTTPS_PORT, LIVE_FOLDER, MAINTENANCE_PAGE, PUBLIC_PORT_VARIABLE, TOLD_FOLDER, caddyfile,
} from './private/caddyfile';
import { baseImage, healthCheckOfImage, requireUse, requireVersion } from './private/checks';
import { FILE_MODE } from './private/copied-files';
import { maintenanceOf, maintenancePage } from './private/maintenance-page';
import { SpaNginxFrontend } from './spa-nginx-frontend';
import { requireMatch, requirePort } from '../base/checks';
import { variableOf, volumeOf } from '../base/names';
import { PRIVATE_NETWORKS, requireProxies } from '../base/networks';
import { requireProps } from '../base/props';
import { ProgramFile } from '../model/program-file';
import { headersOf } from '../nginx/headers';

/** What an {@link EdgeProxy} needs to know. */
export interface EdgeProxyProps {
  /**
   * The frontend that users see. Its API's paths go to the API directly, everything else to the frontend.
   *
   * @default - there is none, and `service` gets all requests
   */
  readonly frontend?: SpaNginxFrontend;

  /**
   * The service that gets all requests where there is no frontend: a backend whose users are programs. Its first port is used.
   *
   * @default - there is a `frontend`
   */
  readonly service?: Service;

  /**
   * The public DNS name. With TLS, requests for another one are redirected to it (HTTP) or refused (HTTPS).
   *
   * @default - any host name is served
   */
  readonly domain?: string;

  /**
   * Where certificates come from.
   *
   * @default - `EdgeTls.automatic()` if there is a domain, otherwise `EdgeTls.off()`
   */
  readonly tls?: EdgeTls;

  /**
   * The port of the host for HTTP, where `<ID>_HTTP_PORT` does not say otherwise.
   *
   * @default 80
   */
  readonly httpHostPort?: number;

  /**
   * The port of the host for HTTPS, where `<ID>_HTTPS_PORT` does not say otherwise. HTTP is redirected to it.
   *
   * @default 443
   */
  readonly httpsHostPort?: number;

  /**
   * The largest request body; a larger one is answered with 413.
   *
   * @default - the largest of the frontend and its routes, or 10 MiB
   */
  readonly maxBodySize?: Size;

  /**
   * How long a service may take before it begins to answer; then the answer is 504. A stream or a websocket may last longer.
   *
   * @default Duration.seconds(60), or the longest `timeout` of the frontend's routes
   */
  readonly timeout?: Duration;

  /**
   * Proxies in front, such as a load balancer or a CDN, as networks (`10.0.0.0/8`) or addresses: what they say about the client and
   * the scheme is believed, and nobody else. Needs Caddy 2.8 or newer.
   *
   * @default - none: clients connect to it directly
   */
  readonly trustedProxies?: string[];

  /**
   * What is answered while there is maintenance, and to whom: `maintenance on` of the production script.
   *
   * @default - everybody gets a page that is generated, and is asked to try again in 5 minutes
   */
  readonly maintenance?: MaintenanceOptions;

  /**
   * The version of Caddy, 2.6 or newer.
   *
   * @default "2"
   */
  readonly version?: string;

  /**
   * The image. It must have `caddy`, `wget` and a shell.
   *
   * @default - `caddy:<version>-alpine`
   */
  readonly image?: string;

  /**
   * CPU and memory, where the environment limits them.
   *
   * @default - at most 1 CPU and 256 MiB
   */
  readonly resources?: Resources;
}

/**
 * The entrance for users, where sources are not mounted: Caddy, on ports 80 and 443. It stays up while everything behind it is
 * replaced, because it can be told, without a reload, which containers of a service get the next request.
 *
 * Writes `Caddyfile`, `Dockerfile`, `.dockerignore`, `maintenance.html` and the programs `switch-traffic.sh`, `maintenance.sh`,
 * `start-caddy.sh` and `apply-caddyfile.sh` in `docker/<id>/`. Certificates and what it was told last are in the volume `<id>_data`. A new
 * `Caddyfile` reaches the running container without a pause, as long as nothing else of the image or of the container is new.
 */
export class EdgeProxy extends Service {
  /** The Dockerfile, relative to the repository's root. */
  public readonly dockerfilePath: string;
  /** What is in the Dockerfile: more can be added to its last stage, `runtime`. */
  public readonly dockerfile: Dockerfile;
  /** What is in the `.dockerignore` file. */
  public readonly dockerIgnore: DockerIgnore;
  /** The Caddy configuration, relative to the repository's root. */
  public readonly caddyfilePath: string;

  private readonly frontend?: SpaNginxFrontend;
  private readonly behind: Service;
  private readonly behindPort: number;
  private readonly domain?: string;
  private readonly tls: EdgeTls;
  private readonly httpHostPort: number;
  private readonly httpsHostPort: number;
  private readonly resources: Resources;
  private readonly maxBodySize: Size;
  private readonly folder: string;
  private readonly page: string;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props what it needs to know
   * @throws if a value cannot be used, or the frontend has an edge already
   */
  public constructor(scope: Construct, id: string, props: EdgeProxyProps) {
    super(scope, id);
    requireProps('EdgeProxyProps', props, `service "${id}"`);
    const { frontend, domain } = props;
    this.frontend = frontend;
    this.behind = this.requireOne(frontend, props.service);
    this.domain = domain;
    this.tls = props.tls ?? (domain === undefined ? EdgeTls.off() : EdgeTls.automatic());
    this.httpHostPort = props.httpHostPort ?? 80;
    this.httpsHostPort = props.httpsHostPort ?? 443;
    this.resources = props.resources ?? { cpus: 1, memory: Size.mebibytes(256) };
    requirePort(`the httpHostPort of service "${id}"`, this.httpHostPort);
    requirePort(`the httpsHostPort of service "${id}"`, this.httpsHostPort);
    requireVersion(`the version of service "${id}"`, props.version);
    const image = baseImage(`the image of service "${id}"`, props.image, BASE_IMAGES.caddy(props.version));
    this.requireCaddy(image, props.trustedProxies);
    this.requireDomain(domain);
    requireUse(`the httpsHostPort of service "${id}"`, props.httpsHostPort, this.isSecured, 'a domain or tls');
    const timeouts = this.destinations.map(({ route }) => route.timeout?.toSeconds() ?? 0);
    const timeout = props.timeout ?? Duration.seconds(Math.max(60, ...timeouts));
    if (timeout.toMillis() === 0) {
      throw new Error(`the timeout of service "${id}" is 0s: allowed are durations above 0`);
    }
    if (this.behind.stack !== this.stack) {
      throw new Error(
        `service "${id}" is the entrance to "${this.behind.id}" of stack "${this.behind.stack.name}", which it cannot reach: `
        + `name a service of stack "${this.stack.name}"`,
      );
    }
    frontend?._behind(this);
    const port = this.behind.describe(this.stack.production).ports?.[0]?.port;
    if (port === undefined) {
      throw new Error(`service "${id}" is the entrance to "${this.behind.id}", which has no ports: name a service that listens on one`);
    }
    this.behindPort = port;

    this.folder = `${this.stack.dockerFolder}/${id}`;
    const maintenance = maintenanceOf(id, props.maintenance);
    this.page = maintenance.page;
    this.dockerfilePath = `${this.folder}/Dockerfile`;
    this.caddyfilePath = `${this.folder}/Caddyfile`;
    this.maxBodySize = props.maxBodySize ?? frontend?._maxBodySize ?? Size.mebibytes(10);
    const config = caddyfile({
      domain,
      tls: this.tls._settings,
      frontend: { id: this.behind.id, port },
      routes: this.destinations.map(({ route: { host, port: routePort, path } }) => ({ id: host, port: routePort, path })),
      headers: headersOf(frontend?._securityHeaders ?? {}, { tls: this.isSecured, inlineSources: false })
        .map(({ name, value, ofServices = value }) => ({ name, value: ofServices })),
      maxBodySize: this.maxBodySize,
      timeout,
      trustedProxies: requireProxies(props.trustedProxies ?? []),
      language: this.stack.language,
      maintenance,
    });
    this.dockerfile = this.runtimeImage(image);
    this.dockerIgnore = onlyWhatIsCopied(maintenance.page);
    new StackFile(this, this.caddyfilePath, { comment: CommentStyle.HASH, content: { render: () => config } });
    new StackFile(this, this.dockerfilePath, { comment: CommentStyle.HASH, content: this.dockerfile });
    for (const program of PROGRAMS) {
      new ProgramFile(this, `${this.folder}/${program}`, { asset: `sh/${program}`, comment: CommentStyle.HASH });
    }
    if (this.page === MAINTENANCE_PAGE) {
      const page = maintenancePage(this.stack.language);
      new StackFile(this, `${this.folder}/${MAINTENANCE_PAGE}`, { comment: CommentStyle.HTML, content: { render: () => page } });
    }
    new StackFile(this, `${this.folder}/.dockerignore`, { comment: CommentStyle.HASH, content: this.dockerIgnore });
  }

  public describe(environment: Environment): ServiceSpec {
    const secured = this.isSecured;
    const entrance = { entrance: true, domain: this.domain };
    return {
      kind: ServiceKind.HTTP,
      description: 'Caddy',
      image: ImageSource.dockerfile({ context: this.folder, dockerfile: this.dockerfilePath }),
      user: ContainerUser.of(1000),
      // the program of the official image has this capability in its file, and cannot be started where it is not allowed
      capabilities: ['NET_BIND_SERVICE'],
      environment: {
        NO_PROXY: EnvValue.of(this.reachedDirectly()),
        ...secured ? {
          [PUBLIC_PORT_VARIABLE]: EnvValue.variable(variableOf(this.id, 'HTTPS_PORT'), {
            defaultValue: `${this.httpsHostPort}`,
            description: WORDS[this.stack.language],
          }),
        } : {},
      },
      ports: [
        { ...entrance, port: HTTP_PORT, hostPort: this.httpHostPort, variable: variableOf(this.id, 'HTTP_PORT') },
        ...secured ? [{
          ...entrance, port: HTTPS_PORT, hostPort: this.httpsHostPort, variable: variableOf(this.id, 'HTTPS_PORT'), tls: true,
        }] : [],
      ],
      endpoints: [{ title: this.frontend ? 'Frontend' : 'API', port: HTTP_PORT }],
      mounts: [Volume.named(volumeOf(this.id, 'data')).mountAt('/data'), ...this.tls._mounts],
      writablePaths: ['/tmp', '/config'],
      init: true,
      healthCheck: this.check(),
      routes: [
        // a frontend reads no bodies, but passes them on by its own limits
        { service: this.behind, port: this.behindPort, maxBodySize: this.frontend ? undefined : this.maxBodySize },
        ...this.destinations.map(({ service, route: { port, path } }) => ({ service, port, path, maxBodySize: this.maxBodySize })),
      ].filter(({ service }) => service.runsIn(environment)),
      switchCommand: ['sh', `/etc/caddy/${SWITCH_PROGRAM}`, LIVE_FOLDER],
      trialCommand: ['caddy', 'validate', '--config', CADDYFILE, '--adapter', 'caddyfile'],
      liveConfiguration: {
        file: CADDYFILE, apply: ['sh', `/etc/caddy/${APPLY_PROGRAM}`, TOLD_FOLDER, ADMIN_SOCKET, LIVE_FOLDER, CADDYFILE],
      },
      maintenanceCommand: ['sh', `/etc/caddy/${MAINTENANCE_PROGRAM}`, LIVE_FOLDER],
      resources: this.resources,
      stopGracePeriod: Duration.seconds(15),
    };
  }

  /** Where sources are mounted, the frontend's development server is the entrance. */
  public override runsIn(environment: Environment): boolean {
    return !environment.liveReload && super.runsIn(environment);
  }

  /** What goes past the frontend. */
  private get destinations() {
    return this.frontend?._destinations ?? [];
  }

  /** Caddy would ask a proxy of the environment for the services behind it too. The authority of its certificates may be behind one. */
  private reachedDirectly(): string {
    const behind = [this.behind.id, ...this.destinations.map(({ route }) => route.host)];
    return this.tls._settings.automatic ? [...new Set([...behind, ...PRIVATE_NETWORKS])].join(',') : '*';
  }

  private get isSecured(): boolean {
    return this.tls._settings.automatic !== undefined || this.tls._settings.files !== undefined;
  }

  private requireOne(frontend?: SpaNginxFrontend, service?: Service): Service {
    const chosen = [frontend, service].filter((each) => each !== undefined);
    if (chosen.length !== 1) {
      const what = chosen.length === 0 ? 'nothing' : 'two services';
      throw new Error(`service "${this.id}" is the entrance to ${what}: pass either a frontend or, where there is none, a service`);
    }
    return chosen[0];
  }

  /** Where the version can be read from the image. */
  private requireCaddy(image: string, trustedProxies: string[] = []): void {
    const [, major, minor = '99'] = /(?:^|\/)caddy:(\d+)(?:\.(\d+))?/.exec(image) ?? [];
    const least = trustedProxies.length > 0 ? 8 : 6;
    if (major !== undefined && (Number(major) < 2 || (Number(major) === 2 && Number(minor) < least))) {
      throw new Error(
        `service "${this.id}" ${least === 8 ? 'has trustedProxies and ' : ''}runs "${image}", and what its Caddyfile says `
        + `needs Caddy 2.${least}: pass version "2.${least}" or newer${least === 8 ? ', or leave trustedProxies out' : ''}`,
      );
    }
  }

  private requireDomain(domain: string | undefined): void {
    if (domain !== undefined) {
      requireMatch(
        `the domain of service "${this.id}"`, domain,
        /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
        'DNS names such as "crm.example.com", in lower case, without "https://", port or path',
      );
    }
    if (this.tls._settings.automatic && domain === undefined) {
      throw new Error(`service "${this.id}" has automatic certificates and no domain: ${DOMAIN_OR_NONE}`);
    }
    if (this.tls._settings.automatic && !domain!.includes('.')) {
      throw new Error(
        `service "${this.id}" has automatic certificates for "${domain}", which no public authority gives any for: ${DOMAIN_OR_NONE}`,
      );
    }
  }

  private check(): HealthCheck {
    return HealthCheck.http('/health', {
      port: HEALTH_PORT,
      tool: ProbeTool.WGET,
      interval: Duration.seconds(10),
      timeout: Duration.seconds(3),
      startPeriod: Duration.seconds(5),
      retries: 3,
    });
  }

  private runtimeImage(image: string): Dockerfile {
    const dockerfile = new Dockerfile();
    const files = dockerfile.addStage('files', {
      base: 'scratch',
      comment: ['The same from every checkout, whatever umask it was made with: what comes from here is known by its content and mode.'],
    })
      .copy(['Caddyfile', ...PROGRAMS], '/', { mode: FILE_MODE })
      .copy([this.page], `/${MAINTENANCE_PAGE}`, { mode: FILE_MODE });
    const runtime = dockerfile.addStage('runtime', {
      base: image,
      comment: ['Caddy with its configuration, as an unprivileged user. /data is a volume, /config is kept in memory.'],
    })
      .env({ XDG_CONFIG_HOME: '/config', XDG_DATA_HOME: '/data' });
    [...PROGRAMS, MAINTENANCE_PAGE].forEach((file) => runtime.copyFrom(files.name, file, '/etc/caddy/'));
    runtime
      .run(`mkdir -p ${LIVE_FOLDER} /config`, 'chown -R 1000:1000 /data', 'chmod 1777 /config')
      .user('1000:1000')
      .expose(HTTP_PORT)
      .healthCheck(healthCheckOfImage(this.check()))
      .cmd(['sh', `/etc/caddy/${START_PROGRAM}`, CADDYFILE, TOLD_FOLDER, LIVE_FOLDER])
      // last, so that an image tells by its layers whether anything but the configuration is new
      .copyFrom(files.name, 'Caddyfile', CADDYFILE);
    return dockerfile;
  }
}

function onlyWhatIsCopied(page: string): DockerIgnore {
  const ignore = new DockerIgnore();
  const copied = ['Caddyfile', ...PROGRAMS, page];
  ignore.addSection({ title: 'Only what is copied', patterns: ['*', ...copied.map((file) => `!${file}`)] });
  return ignore;
}

const DOMAIN_OR_NONE = 'pass a domain such as "crm.example.com", or use EdgeTls.files() or EdgeTls.off()';

/** Sends the requests for a service to one set of its containers. */
const SWITCH_PROGRAM = 'switch-traffic.sh';

/** Starts Caddy with the configuration that it was told last, or with that of the image. */
const START_PROGRAM = 'start-caddy.sh';

/** Gives the running Caddy another configuration. */
const APPLY_PROGRAM = 'apply-caddyfile.sh';

/** Answers everybody with a page, or lets them through again. */
const MAINTENANCE_PROGRAM = 'maintenance.sh';

const PROGRAMS = [SWITCH_PROGRAM, MAINTENANCE_PROGRAM, START_PROGRAM, APPLY_PROGRAM];

/** Inside the container. */
const CADDYFILE = '/etc/caddy/Caddyfile';

const WORDS = {
  [Language.EN]: 'the port at which users reach HTTPS: HTTP is redirected to it',
  [Language.PT_BR]: 'porta em que os usuários acessam o HTTPS: o HTTP é redirecionado para ela',
};
