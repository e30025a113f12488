import { Compression } from './compression';
import { HashedFiles } from './hashed-files';
import { NginxRoute } from './nginx-route';
import { check, checkFile, checkNumber, checkSize } from './private/checks';
import { render } from './private/rendering';
import { SecurityHeaders } from './security-headers';
import { requireProps } from '../base/props';

/** A certificate with which nginx answers HTTPS itself. */
export interface NginxTls {
  /** The file with the certificate and its chain, absolute, inside the container. */
  readonly certificate: string;

  /** The file with the key, absolute, inside the container. */
  readonly key: string;

  /**
   * The port for HTTPS, IPv4 and IPv6.
   *
   * @default 8443
   */
  readonly port?: number;
}

/** What nginx writes about each request, to `/var/log/nginx/access.log`, which is the standard output in the official images. */
export enum AccessLog {
  /** One line as web servers have always written it. */
  COMBINED = 'combined',
  /** One line of JSON, with the request's id and the times of the service behind. */
  JSON = 'json',
  /** Nothing. */
  OFF = 'off',
}

/** How long nginx waits for clients. */
export interface NginxTimeouts {
  /**
   * For all headers of a request, in seconds. Then the connection is closed.
   *
   * @default 10
   */
  readonly headerSeconds?: number;

  /**
   * For the next part of a request's body, in seconds. Then the connection is closed.
   *
   * @default 20
   */
  readonly bodySeconds?: number;

  /**
   * For the client to take the next part of an answer, in seconds. Then the connection is closed.
   *
   * @default 30
   */
  readonly sendSeconds?: number;
}

/** A file with the application's configuration that is there when nginx starts. */
export interface NginxRuntimeConfig {
  /** Its path, as the application asks for it, below the base path: `/config.json`. */
  readonly path: string;

  /** Where it is, absolute, inside the container. */
  readonly file: string;
}

/** What a {@link NginxConfig} needs to know. */
export interface NginxConfigOptions {
  /**
   * The port on which nginx listens, IPv4 and IPv6.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * The folder of the built application. The files of a `basePath` are below it: those of `/crm/` in `<root>/crm`.
   *
   * @default "/usr/share/nginx/html"
   */
  readonly root?: string;

  /**
   * The path of the application, with a slash at both ends (Angular's `baseHref`).
   *
   * @default "/"
   */
  readonly basePath?: string;

  /**
   * Another path at which the built files are asked for too, with a slash at both ends (Angular's `deployUrl`).
   *
   * @default - only at the base path
   */
  readonly filesPath?: string;

  /**
   * The languages of an application that is built once for each, into a folder of that name: `pt-BR`, `en`. Whoever comes without one
   * is redirected to the first that the browser asks for, or the first of these.
   *
   * @default - one build, without such folders
   */
  readonly locales?: string[];

  /**
   * What is passed on to services.
   *
   * @default - nothing
   */
  readonly routes?: NginxRoute[];

  /**
   * The largest request body, as nginx writes it.
   *
   * @default "10m"
   */
  readonly maxBodySize?: string;

  /**
   * HTTPS. HTTP then redirects to it.
   *
   * @default - HTTP only
   */
  readonly tls?: NginxTls;

  /**
   * Which files never change, because their name has a hash of their content: they are kept for a year.
   *
   * @default HashedFiles.angular()
   */
  readonly hashedFiles?: HashedFiles;

  /**
   * How long images, fonts and media without a hash are kept before a browser asks whether they have changed, in seconds.
   *
   * @default 600
   */
  readonly mediaMaxAgeSeconds?: number;

  /**
   * A folder with hashed files of earlier releases, for pages that were loaded before a release. Files of this one come first.
   *
   * @default - there are none
   */
  readonly earlierFiles?: string;

  /**
   * The application's configuration.
   *
   * @default - none
   */
  readonly runtimeConfig?: NginxRuntimeConfig;

  /**
   * Headers of every answer.
   *
   * @default - all of them, with the values that they have by default
   */
  readonly securityHeaders?: SecurityHeaders;

  /**
   * Whether another file of the `http` context sets `$inline_script_sources` and `$inline_style_sources`, the sources of what
   * stands in the built pages themselves.
   *
   * @default false
   */
  readonly inlineSources?: boolean;

  /**
   * How files have been compressed when the image was built. Brotli and Zstandard need an image of nginx with their module.
   *
   * @default [Compression.GZIP]
   */
  readonly compression?: Compression[];

  /**
   * What is written about each request.
   *
   * @default AccessLog.COMBINED
   */
  readonly accessLog?: AccessLog;

  /**
   * How long nginx waits for clients.
   *
   * @default - as each says
   */
  readonly timeouts?: NginxTimeouts;

  /**
   * Proxies in front, as networks (`10.0.0.0/8`) or addresses: what they say about a client is believed (`X-Forwarded-For`,
   * `X-Forwarded-Proto`, `X-Request-ID`). Nobody else is.
   *
   * @default - there are none
   */
  readonly trustedProxies?: string[];

  /**
   * The page, HTML, that people see while a service does not answer. Programs get JSON.
   *
   * @default - a short one in English
   */
  readonly unavailablePage?: string;

  /**
   * The version of nginx. From 1.27.3, connections to services are kept open, which older ones cannot do for a service that may move.
   *
   * @default - unknown: what all versions from 1.25.1 can do
   */
  readonly nginxVersion?: string;
}

/**
 * The nginx configuration of a single-page application: hashed files are cached for a year, everything else is revalidated, a
 * path that is no file is the application's, and some paths go to services. It is one `server` and its maps, for the `http` context.
 */
export class NginxConfig {
  private readonly options: NginxConfigOptions;
  private readonly routes: NginxRoute[] = [];
  private trustedProxies: string[];

  /**
   * @param options what it serves
   * @throws if a value could change the structure of the file
   */
  public constructor(options: NginxConfigOptions = {}) {
    requireProps('NginxConfigOptions', options, 'an nginx configuration');
    const { basePath, filesPath, locales = [], tls, earlierFiles, runtimeConfig, compression, timeouts = {}, unavailablePage } = options;
    checkNumber('the port of nginx', options.port ?? 8080, 65_535);
    checkFile('the root folder of nginx', options.root ?? '/');
    checkSize('maxBodySize', options.maxBodySize ?? '10m');
    if (tls) {
      checkFile('the certificate of nginx', tls.certificate);
      checkFile('the key of nginx', tls.key);
      checkNumber('the HTTPS port of nginx', tls.port ?? 8443, 65_535);
    }
    check('the basePath of nginx', basePath ?? '/', FOLDER, 'paths such as "/" and "/crm/", of letters, digits and _ ~ -, with a slash at both ends');
    check('the filesPath of nginx', filesPath ?? '/', FOLDER, 'paths such as "/static/", of letters, digits and _ ~ -, with a slash at both ends');
    if (filesPath !== undefined && (basePath ?? '/').startsWith(filesPath)) {
      throw new Error(`the filesPath of nginx is "${filesPath}", and the application at "${basePath ?? '/'}" is there or below: allowed are other paths, such as "/static/"`);
    }
    for (const locale of locales) {
      check('a locale of nginx', locale, /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'language tags such as "pt-BR"');
    }
    if (new Set(locales).size < locales.length) {
      throw new Error(`the locales of nginx are ${locales.map((locale) => `"${locale}"`).join(', ')}: name each once`);
    }
    if (earlierFiles !== undefined) {
      checkFile('the folder of earlier files', earlierFiles);
    }
    if (runtimeConfig) {
      check('the path of the runtime configuration', runtimeConfig.path, /^\/[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$/, 'paths such as "/config.json"');
      checkFile('the file of the runtime configuration', runtimeConfig.file);
    }
    if (compression && new Set(compression).size < compression.length) {
      throw new Error(`the compression of nginx is ${compression.join(', ')}: name each once`);
    }
    for (const [name, seconds] of Object.entries(timeouts)) {
      checkNumber(`${name} of the timeouts of nginx`, seconds);
    }
    check(
      'the unavailablePage of nginx', unavailablePage ?? '-', /^(?!.*\$)[^'\\\x00-\x1f\x7f\u2028\u2029]{1,3000}$/,
      'up to 3,000 characters of HTML on one line, without single quotes, $ and backslashes',
    );
    check('the nginxVersion', options.nginxVersion ?? '1', /^\d+(\.\d+){0,2}$/, 'version numbers such as "1.30" or "1.30.1"');
    // what is undefined has its default
    this.options = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    this.trustedProxies = checkProxies(options.trustedProxies ?? []);
    for (const route of options.routes ?? []) {
      this.addRoute(route);
    }
  }

  /**
   * Passes a path and everything below it on to a service.
   *
   * @param route the path, and who answers
   * @throws if the path is taken or a value could change the structure of the file
   */
  public addRoute(route: NginxRoute): void {
    requireProps('NginxRoute', route, 'a route of nginx');
    const { path, rateLimit } = route;
    check('the path of a route', path, /^(\/[A-Za-z0-9_~-]+)+$/, 'paths such as "/api", of letters, digits and _ ~ -, without a slash at the end');
    check(`the host of route "${path}"`, route.host, /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'host names');
    checkNumber(`the port of route "${path}"`, route.port, 65_535);
    checkNumber(`timeoutSeconds of route "${path}"`, route.timeoutSeconds ?? 60);
    checkNumber(`connectTimeoutSeconds of route "${path}"`, route.connectTimeoutSeconds ?? 5, 75);
    checkSize(`maxBodySize of route "${path}"`, route.maxBodySize ?? '10m');
    checkNumber(`requestsPerSecond of route "${path}"`, rateLimit?.requestsPerSecond ?? 1);
    checkNumber(`burst of route "${path}"`, rateLimit?.burst ?? 1);
    if (this.routes.some((other) => other.path === path)) {
      throw new Error(`route "${path}" exists already: give each route another path`);
    }
    this.routes.push({ ...route, rateLimit: rateLimit && { ...rateLimit } });
  }

  /** The text. */
  public render(): string {
    return render({
      port: 8080,
      root: '/usr/share/nginx/html',
      basePath: '/',
      locales: [],
      maxBodySize: '10m',
      hashedFiles: HashedFiles.angular(),
      compression: [Compression.GZIP],
      ...this.options,
      // the first location that matches decides: /api/ws before /api
      routes: [...this.routes].sort((one, other) => other.path.length - one.path.length),
      trustedProxies: this.trustedProxies,
    });
  }

  /**
   * Believes what these proxies say about clients, unless others have been named.
   *
   * @internal
   */
  public _trust(proxies: string[]): void {
    if (this.options.trustedProxies === undefined) {
      this.trustedProxies = checkProxies(proxies);
    }
  }
}

const FOLDER = /^\/([A-Za-z0-9_~-]+\/)*$/;

function checkProxies(proxies: string[]): string[] {
  for (const proxy of proxies) {
    if (/\/0+$/.test(proxy)) {
      throw new Error(`a trusted proxy is "${proxy}", which is everybody: name the networks of the proxies in front`);
    }
    check('a trusted proxy', proxy, /^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*)(\/[0-9]{1,3})?$/, 'addresses and networks such as "10.0.0.0/8"');
  }
  return [...proxies];
}
