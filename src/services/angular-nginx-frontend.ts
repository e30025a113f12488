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

/** What builds an Angular application: the `builder` of its `build` target in `angular.json`. */
export enum AngularBuilder {
  /** `@angular/build:application` or `@angular-devkit/build-angular:application`, from Angular 17. */
  APPLICATION = 'application',
  /** `@angular-devkit/build-angular:browser`, the older one. */
  BROWSER = 'browser',
}

/** What an {@link AngularNginxFrontend} needs to know. */
export interface AngularNginxFrontendProps extends NginxFrontendProps {
  /**
   * The Angular project to build: its name in `angular.json`. The scripts `build` and `start` of `package.json` are `ng build` and
   * `ng serve`, without a `--project` of their own.
   */
  readonly app: string;

  /**
   * What builds it.
   *
   * @default AngularBuilder.APPLICATION
   */
  readonly builder?: AngularBuilder;

  /**
   * The configuration of `angular.json` with which the application is built for production; several with commas between them.
   *
   * @default "production"
   */
  readonly configuration?: string;

  /**
   * The folder with the built files for browsers, relative to the source folder.
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
   * From where the built pages load their files: another path, with a slash at both ends, or an address elsewhere, such as
   * `https://cdn.example.com/shop/`, to which you bring them yourself and which the content security policy then allows.
   *
   * @default - from the `baseHref`
   */
  readonly deployUrl?: string;

  /**
   * The languages into which `angular.json` translates the application (`"localize": true`): the names of their folders in the build.
   * Whoever comes without one is redirected to the first that the browser asks for, or the first of these.
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
   * How often the development server looks for changed files by itself. Needed where the host does not report changes to
   * containers, as with sources on a Windows drive.
   *
   * @default - it is told by the system
   */
  readonly pollInterval?: Duration;
}

/**
 * An Angular application: the development server with live reload where sources are mounted, nginx with the built files elsewhere. Both
 * pass the
 * API's paths on and have the values of `runtimeConfig`, so that the same code runs in both.
 *
 * Writes what {@link SpaNginxFrontend} writes, and `docker/<id>/proxy.conf.mjs` for the development server.
 */
export class AngularNginxFrontend extends SpaNginxFrontend {
  private readonly proxyPath?: string;

  /**
   * @param scope the stack
   * @param id its name, also in the stack's networks
   * @param props what is different from the defaults
   * @throws if a value cannot be used
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

/** Whether the development server passes anything on. */
function hasProxy({ api, routes = [], runtimeConfig = {} }: AngularNginxFrontendProps): boolean {
  return api !== undefined || routes.length > 0 || Object.keys(runtimeConfig).length > 0;
}

/** An Angular application in the words of any other. */
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
      + 'Angular gives the files of all languages the same address then, so take one of them away',
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
