import { Construct } from 'constructs';
import { NginxFrontendProps, SpaNginxFrontendProps } from './nginx-frontend-props';
import { ANGULAR_CACHE, PROXY_PATH, developmentArguments, requireProject, testCommandOf } from './private/angular';
import { developmentProxy } from './private/development-proxy';
import { SpaNginxFrontend } from './spa-nginx-frontend';
import { Duration } from '../base';
import { requireMatch } from '../base/checks';
import { requireProps } from '../base/props';
import { CommentStyle, Environment, ServiceSpec, StackFile, Volume } from '../model';
import { ContentSecurityPolicy, HashedFiles } from '../nginx';

/** The builder of an Angular application: `builder` of its `build` target in `angular.json`. */
export enum AngularBuilder {
  /** `@angular/build:application` or `@angular-devkit/build-angular:application`, from Angular 17. */
  APPLICATION = 'application',
  /** `@angular-devkit/build-angular:browser`, the legacy one. */
  BROWSER = 'browser',
}

/** Options of an {@link AngularNginxFrontend}. */
export interface AngularNginxFrontendProps extends NginxFrontendProps {
  /**
   * The Angular project to build: its name in `angular.json`. The scripts `build` and `start` of `package.json` must be `ng build` and `ng
   * serve` without `--project`.
   */
  readonly app: string;

  /** The builder.
   *
   * @default AngularBuilder.APPLICATION
   */
  readonly builder?: AngularBuilder;

  /**
   * The configuration of `angular.json` that the production build uses; several are separated by commas.
   *
   * @default "production"
   */
  readonly configuration?: string;

  /**
   * The folder with the built browser files, relative to the source folder.
   *
   * @default - `dist/<app>/browser`, or `dist/<app>` with the older builder
   */
  readonly outputPath?: string;

  /**
   * The path of the application, with a slash at both ends.
   *
   * @default "/"
   */
  readonly baseHref?: string;

  /**
   * Where built pages load their files from: another path, with a slash at both ends, or the URL of a CDN, such as
   * `https://cdn.example.com/shop/`, to which you upload them yourself and which the content security policy then allows.
   *
   * @default - from the `baseHref`
   */
  readonly deployUrl?: string;

  /**
   * The locales that `angular.json` builds (`"localize": true`): the names of their folders in the build output.
   * A request without one is redirected to the first available language that the browser accepts, or the first of these.
   *
   * @default - one build, without such folders
   */
  readonly locales?: string[];

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
 * An Angular application: its development server where live reload is on, nginx with the built files elsewhere. Both proxy the API's paths
 * and serve the `runtimeConfig`, so the same code runs in both.
 *
 * Writes what {@link SpaNginxFrontend} writes, and `docker/<id>/proxy.conf.mjs` for the development server.
 */
export class AngularNginxFrontend extends SpaNginxFrontend {
  private readonly proxyPath?: string;

  /**
   * @param scope the stack
   * @param id its name, also in the stack's networks
   * @param props its options
   * @throws if a value is invalid
   */
  public constructor(scope: Construct, id: string, props: AngularNginxFrontendProps) {
    super(scope, id, singlePageApplication(id, props));
    if (hasProxy(props)) {
      this.proxyPath = `${this.stack.dockerFolder}/${id}/proxy.conf.mjs`;
      const proxy = developmentProxy({
        routes: this._destinations.map(({ route }) => route),
        config: this._config,
        basePath: props.baseHref ?? '/',
        webpack: props.builder === AngularBuilder.BROWSER,
      });
      new StackFile(this, this.proxyPath, { comment: CommentStyle.SLASHES, content: { render: () => proxy } });
    }
  }

  /** @internal */
  protected override _developing(environment: Environment): ServiceSpec {
    const spec = super._developing(environment);
    const { API_URL: _, ...variables } = spec.environment!;
    return {
      ...spec,
      environment: variables,
      mounts: [...spec.mounts!, ...this.proxyPath ? [Volume.repositoryFile(this.proxyPath).mountReadOnlyAt(PROXY_PATH)] : []],
    };
  }

  /**
   * The root, because the base path is an argument of the production build.
   *
   * @internal
   */
  protected override get _developmentPath(): string {
    return '/';
  }

  /** @internal */
  protected override get _framework(): string {
    return 'Angular';
  }

  /** @internal */
  protected override get _buildCache(): string {
    return ANGULAR_CACHE;
  }
}

/** Whether the development server proxies anything. */
function hasProxy({ api, routes = [], runtimeConfig = {} }: AngularNginxFrontendProps): boolean {
  return api !== undefined || routes.length > 0 || Object.keys(runtimeConfig).length > 0;
}

/** An Angular application, as options of the base class. */
function singlePageApplication(id: string, props: AngularNginxFrontendProps): SpaNginxFrontendProps {
  requireProps('AngularNginxFrontendProps', props, `service "${id}"`);
  const { app, builder, configuration = 'production', baseHref = '/', deployUrl, pollInterval, developmentPort = 4200, ...common } = props;
  requireProject(id, app);
  requireMatch(
    `the baseHref of service "${id}"`, baseHref, /^\/([A-Za-z0-9_~-]+\/)*$/,
    'paths such as "/" and "/crm/", of letters, digits and _ ~ -, with a slash at both ends',
  );
  if (deployUrl !== undefined) {
    requireMatch(
      `the deployUrl of service "${id}"`, deployUrl, /^(https:\/\/[a-z0-9.-]+(:\d+)?)?\/([A-Za-z0-9_~-]+\/)*$/,
      'paths such as "/static/" and addresses such as "https://cdn.example.com/shop/", with a slash at the end',
    );
  }
  if (deployUrl !== undefined && props.locales?.length) {
    throw new Error(
      `service "${id}" has a deployUrl and locales: `
      + 'Angular gives the files of all languages the same address then, so remove one of them',
    );
  }
  if (deployUrl !== undefined && deployUrl !== baseHref && baseHref.startsWith(deployUrl)) {
    throw new Error(
      `the deployUrl of service "${id}" is "${deployUrl}", and the application at "${baseHref}" is below it: `
      + 'choose a path beside or below the application\'s, such as "/static/"',
    );
  }
  const origin = /^https:\/\/[^/]+/.exec(deployUrl ?? '')?.[0];
  const policy = props.securityHeaders?.contentSecurityPolicy ?? ContentSecurityPolicy.of();
  const isOld = builder === AngularBuilder.BROWSER;
  return {
    ...common,
    buildArguments: [
      `--project=${app}`, `--configuration=${configuration}`,
      ...baseHref === '/' ? [] : [`--base-href=${baseHref}`], ...deployUrl ? [`--deploy-url=${deployUrl}`] : [],
    ],
    buildEnvironment: { NG_CLI_ANALYTICS: 'false', ...props.buildEnvironment },
    outputPath: props.outputPath ?? `dist/${app}${isOld ? '' : '/browser'}`,
    basePath: baseHref,
    filesPath: origin || deployUrl === baseHref ? undefined : deployUrl,
    hashedFiles: isOld ? HashedFiles.angularBrowserBuilder() : HashedFiles.angular(),
    securityHeaders: origin ? { ...props.securityHeaders, contentSecurityPolicy: policy._withFilesFrom(origin) } : props.securityHeaders,
    developmentScript: 'start',
    developmentArguments: developmentArguments({ app, developmentPort, pollInterval, proxied: hasProxy(props) }),
    developmentPort,
    testCommand: props.testCommand ?? testCommandOf(app, props.packageManager),
  };
}
