import { Construct } from 'constructs';
import { EdgeProxyProps } from './edge-proxy-props';
import { EdgeTls } from './edge-tls';
import { Duration, Size } from '../base';
import { DockerIgnore, Dockerfile } from '../image';
import {
  CommentStyle, ContainerUser, EnvValue, Environment, HealthCheck, ImageSource, Language, ProbeTool, Resources, Service, ServiceKind,
  ServiceSpec, StackFile, Volume,
} from '../model';
import { BASE_IMAGES } from './private/base-images';
import {
  ADMIN_SOCKET, HEALTH_PORT, HTTP_PORT, HTTPS_PORT, LIVE_FOLDER, MAINTENANCE_PAGE, PUBLIC_PORT_VARIABLE, TOLD_FOLDER, caddyfile,
} from './private/caddyfile';
import { baseImage, healthCheckOfImage, requireUse, requireVersion } from './private/checks';
import { FILE_MODE } from './private/copied-files';
import { largest } from './private/destinations';
import { Site, caddySiteOf, certificatesOf, furtherNames, passedOn, routesIn, sitesOf } from './private/edge-sites';
import { maintenanceOf, maintenancePage } from './private/maintenance-page';
import { requirePort } from '../base/checks';
import { variableOf, volumeOf } from '../base/names';
import { PRIVATE_NETWORKS, requireProxies } from '../base/networks';
import { requireProps } from '../base/props';
import { ProgramFile } from '../model/program-file';

/**
 * The reverse proxy at the entrance, in environments without live reload: Caddy, on ports 80 and 443. It stays up while the services behind
 * it are replaced (blue/green): traffic is switched between their containers without a reload.
 *
 * Writes `Caddyfile`, `Dockerfile`, `.dockerignore`, `maintenance.html` and the programs `switch-traffic.sh`, `maintenance.sh`,
 * `start-caddy.sh` and `apply-caddyfile.sh` in `docker/<id>/`. Certificates and the current state are in the volume `<id>_data`. If only
 * the `Caddyfile` has changed, the running container reloads it without downtime.
 */
export class EdgeProxy extends Service {
  /** The Dockerfile, relative to the repository's root. */
  public readonly dockerfilePath: string;
  /** The Dockerfile: you can add to its last stage, `runtime`. */
  public readonly dockerfile: Dockerfile;
  /** The `.dockerignore` file. */
  public readonly dockerIgnore: DockerIgnore;
  /** The Caddy configuration, relative to the repository's root. */
  public readonly caddyfilePath: string;

  private readonly sites: Site[];
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
   * @param props its options
   * @throws if a value is invalid, or the frontend already has an edge
   */
  public constructor(scope: Construct, id: string, props: EdgeProxyProps) {
    super(scope, id);
    requireProps('EdgeProxyProps', props, `service "${id}"`);
    const { domain, frontend, service, aliases } = props;
    this.tls = props.tls ?? (domain === undefined ? EdgeTls.off() : EdgeTls.automatic());
    this.httpHostPort = props.httpHostPort ?? 80;
    this.httpsHostPort = props.httpsHostPort ?? 443;
    this.resources = props.resources ?? { cpus: 1, memory: Size.mebibytes(256) };
    requirePort(`the httpHostPort of service "${id}"`, this.httpHostPort);
    requirePort(`the httpsHostPort of service "${id}"`, this.httpsHostPort);
    requireVersion(`the version of service "${id}"`, props.version);
    const image = baseImage(`the image of service "${id}"`, props.image, BASE_IMAGES.caddy(props.version));
    this.requireCaddy(image, props.trustedProxies);
    requireUse(`the httpsHostPort of service "${id}"`, props.httpsHostPort, this.isSecured, 'a domain or tls');
    this.sites = sitesOf(this, this.tls, { domain, frontend, service, aliases }, props.sites ?? []);
    const timeouts = passedOn(this.sites).map(({ route }) => route.timeout?.toSeconds() ?? 0);
    const timeout = props.timeout ?? Duration.seconds(Math.max(60, ...timeouts));
    if (timeout.toMillis() === 0) {
      throw new Error(`the timeout of service "${id}" is 0s: allowed are durations above 0`);
    }
    const sizes = this.sites.flatMap((site) => site.frontend?._maxBodySize ?? []);

    this.folder = `${this.stack.dockerFolder}/${id}`;
    const maintenance = maintenanceOf(id, props.maintenance);
    this.page = maintenance.page;
    this.dockerfilePath = `${this.folder}/Dockerfile`;
    this.caddyfilePath = `${this.folder}/Caddyfile`;
    this.maxBodySize = props.maxBodySize ?? largest(sizes) ?? Size.mebibytes(10);
    const [main, ...others] = this.sites.map(caddySiteOf);
    const config = caddyfile({
      ...main,
      sites: others,
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
    const [{ domain, frontend }] = this.sites;
    const entrance = { entrance: true, domain, furtherDomains: furtherNames(this.sites) };
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
      endpoints: [{ title: frontend ? 'Frontend' : 'API', port: HTTP_PORT }],
      mounts: [Volume.named(volumeOf(this.id, 'data')).mountAt('/data'), ...certificatesOf(this.tls, this.sites)],
      writablePaths: ['/tmp', '/config'],
      init: true,
      healthCheck: this.check(),
      routes: routesIn(environment, this.sites, this.maxBodySize),
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

  /** With live reload, the frontend's development server is the entrance. */
  public override runsIn(environment: Environment): boolean {
    return !environment.liveReload && super.runsIn(environment);
  }

  /** `NO_PROXY` for the services behind: Caddy would use a proxy from its environment for them too, and may need that proxy for the CA. */
  private reachedDirectly(): string {
    const behind = [...this.sites.map((site) => site.behind.id), ...passedOn(this.sites).map(({ route }) => route.host)];
    return this.tls._settings.automatic ? [...new Set([...behind, ...PRIVATE_NETWORKS])].join(',') : '*';
  }

  private get isSecured(): boolean {
    return this.tls._settings.automatic !== undefined || this.tls._settings.files !== undefined;
  }

  /** If the version can be read from the image. */
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

/** Switches the traffic of a service to one set of its containers. */
const SWITCH_PROGRAM = 'switch-traffic.sh';

/** Starts Caddy with the configuration that was loaded last, or the one in the image. */
const START_PROGRAM = 'start-caddy.sh';

/** Loads a new configuration into the running Caddy. */
const APPLY_PROGRAM = 'apply-caddyfile.sh';

/** Turns maintenance mode on and off. */
const MAINTENANCE_PROGRAM = 'maintenance.sh';

const PROGRAMS = [SWITCH_PROGRAM, MAINTENANCE_PROGRAM, START_PROGRAM, APPLY_PROGRAM];

/** Inside the container. */
const CADDYFILE = '/etc/caddy/Caddyfile';

const WORDS = {
  [Language.EN]: 'the port at which users reach HTTPS: HTTP is redirected to it',
  [Language.PT_BR]: 'porta em que os usuários acessam o HTTPS: o HTTP é redirecionado para ela',
};
