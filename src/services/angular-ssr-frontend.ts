import { Construct } from 'constructs';
import { NodeServerFrontend } from './node-server-frontend';
import { NodeServerFrontendProps, NodeServerProps } from './node-server-props';
import { Duration } from '../base';
import { ANGULAR_CACHE, PROXY_PATH, developmentArguments, requireProject, testCommandOf } from './private/angular';
import { developmentProxy } from './private/development-proxy';
import { requireMatch } from '../base/checks';
import { requireProps } from '../base/props';
import { CommentStyle, EnvValue, Environment, ServiceSpec, StackFile, Volume } from '../model';

/** Options of an {@link AngularSsrFrontend}. */
export interface AngularSsrFrontendProps extends NodeServerProps {
  /**
   * The Angular project to build: its name in `angular.json`, with `"outputMode": "server"`. The scripts `build` and `start` of
   * `package.json` are `ng build` and `ng serve`, without a `--project` of their own.
   */
  readonly app: string;

  /**
   * The configuration of `angular.json` that the production build uses; several are separated by commas.
   *
   * @default "production"
   */
  readonly configuration?: string;

  /**
   * The build output, with `server` and `browser` in it, relative to the source folder.
   *
   * @default - `dist/<app>`
   */
  readonly outputPath?: string;

  /**
   * Host names that Angular renders pages for (`NG_ALLOWED_HOSTS`); `*.example.com` and `*` are possible. Requests for other hosts are
   * rejected, which prevents server-side request forgery through the `Host` header.
   *
   * @default - the names of the edge in front
   */
  readonly allowedHosts?: string[];

  /**
   * The port of the development server, inside the container.
   *
   * @default 4200
   */
  readonly developmentPort?: number;

  /**
   * How often the development server polls for changed files. Needed where the host does not report changes to containers, as with sources
   * on a Windows drive.
   *
   * @default - no polling; the operating system reports changes
   */
  readonly pollInterval?: Duration;
}

/**
 * An Angular application with server-side rendering (`ng new --ssr`): its development server where live reload is on, the built server
 * elsewhere, which needs no `node_modules`. The development server proxies the API's paths; elsewhere an {@link EdgeProxy} does.
 *
 * Writes what {@link NodeServerFrontend} writes, and `docker/<id>/proxy.conf.mjs` for the development server.
 */
export class AngularSsrFrontend extends NodeServerFrontend {
  private readonly allowedHosts?: string[];
  private readonly proxyPath?: string;

  /**
   * @param scope the stack
   * @param id its name, also in the stack's networks
   * @param props its options
   * @throws if a value is invalid
   */
  public constructor(scope: Construct, id: string, props: AngularSsrFrontendProps) {
    super(scope, id, nodeServer(id, props));
    this.allowedHosts = props.allowedHosts && [...props.allowedHosts];
    if (hasProxy(props)) {
      this.proxyPath = `${this.stack.dockerFolder}/${id}/proxy.conf.mjs`;
      const proxy = developmentProxy({ routes: this._destinations.map(({ route }) => route), basePath: '/', webpack: false });
      new StackFile(this, this.proxyPath, { comment: CommentStyle.SLASHES, content: { render: () => proxy } });
    }
    this.node.addValidation({ validate: () => this.unknownNames() });
  }

  /** @internal */
  protected override _developing(environment: Environment): ServiceSpec {
    const spec = super._developing(environment);
    return {
      ...spec,
      mounts: [...spec.mounts!, ...this.proxyPath ? [Volume.repositoryFile(this.proxyPath).mountReadOnlyAt(PROXY_PATH)] : []],
    };
  }

  /** @internal */
  protected override get _framework(): string {
    return 'Angular, rendered on the server';
  }

  /** @internal */
  protected override get _buildCache(): string {
    return ANGULAR_CACHE;
  }

  /** @internal */
  protected override _variables(environment: Environment): { [name: string]: EnvValue } {
    // the health check asks for 127.0.0.1
    const hosts = ['127.0.0.1', ...environment.liveReload ? ['localhost'] : [], ...this.allowedHosts ?? this._names];
    return { NG_ALLOWED_HOSTS: EnvValue.of(hosts.join(',')), ...super._variables(environment) };
  }

  private unknownNames(): string[] {
    return this.allowedHosts || this._names.length > 0 ? [] : [
      `service "${this.id}" renders pages only for allowed hosts, and has none: pass a domain to the EdgeProxy in front of it, or `
      + 'allowedHosts (["*"] for any name)',
    ];
  }
}

/** Whether the development server proxies anything. */
function hasProxy({ api, routes = [] }: AngularSsrFrontendProps): boolean {
  return api !== undefined || routes.length > 0;
}

/** An Angular application, as options of the base class. */
function nodeServer(id: string, props: AngularSsrFrontendProps): NodeServerFrontendProps {
  requireProps('AngularSsrFrontendProps', props, `service "${id}"`);
  const { app, configuration = 'production', pollInterval, allowedHosts = [], developmentPort = 4200, ...common } = props;
  requireProject(id, app);
  for (const host of allowedHosts) {
    requireMatch(
      `"${host}" in the allowedHosts of service "${id}"`, host, /^(\*|(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?)$/,
      'names such as "shop.example.com" and "*.example.com", and "*"',
    );
  }
  const outputPath = props.outputPath ?? `dist/${app}`;
  return {
    ...common,
    port: props.port ?? 4000,
    buildArguments: [`--project=${app}`, `--configuration=${configuration}`],
    buildEnvironment: { NG_CLI_ANALYTICS: 'false', ...props.buildEnvironment },
    outputPath,
    bundled: true,
    entryPoint: `${outputPath}/server/server.mjs`,
    developmentScript: 'start',
    developmentArguments: developmentArguments({ app, developmentPort, pollInterval, proxied: hasProxy(props) }),
    developmentPort,
    testCommand: props.testCommand ?? testCommandOf(app, props.packageManager),
  };
}
