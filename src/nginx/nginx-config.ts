import { isIP } from 'net';
import { Compression } from './compression';
import { HashedFiles } from './hashed-files';
import { NginxConfigOptions } from './nginx-config-options';
import { NginxRoute } from './nginx-route';
import { requireFreePath, requireRoute } from './routes';
import { Duration, Size } from '../base';
import { check, checkFile, checkTimeout, checkWholeSeconds } from './private/checks';
import { followsServices } from './private/options';
import { render } from './private/rendering';
import { requireLength, requirePort, shown } from '../base/checks';
import { requireProxies } from '../base/networks';
import { requireProps } from '../base/props';

/**
 * The nginx configuration of a single-page application: hashed files are cached for a year, everything else is revalidated, a path that is
 * not a file falls back to the application's page, and some paths are proxied to services. It consists of one `server` and its maps, for
 * the `http` context.
 */
export class NginxConfig {
  private readonly options: NginxConfigOptions;
  private readonly routes: NginxRoute[] = [];
  private readonly httpDirectives: string[] = [];
  private readonly serverDirectives: string[] = [];
  private trustedProxies: string[];

  /**
   * @param options its options
   * @throws if a value could change the structure of the file
   */
  public constructor(options: NginxConfigOptions = {}) {
    requireProps('NginxConfigOptions', options, 'an nginx configuration');
    const { basePath, filesPath, locales = [], tls, runtimeConfig, compression, timeouts = {}, unavailablePage } = options;
    requirePort('the port of nginx', options.port ?? 8080);
    checkFile('the root folder of nginx', options.root ?? '/');
    if (tls) {
      checkFile('the certificate of nginx', tls.certificate);
      checkFile('the key of nginx', tls.key);
      requirePort('the HTTPS port of nginx', tls.port ?? 8443);
    }
    const slashes = 'of letters, digits and _ ~ -, with a slash at both ends';
    check('the basePath of nginx', basePath ?? '/', FOLDER, `paths such as "/" and "/crm/", ${slashes}`);
    check('the filesPath of nginx', filesPath ?? '/', FOLDER, `paths such as "/static/", ${slashes}`);
    if (basePath === '/health/') {
      throw new Error('the basePath of nginx is "/health/", where it answers itself, for its health check: choose another path');
    }
    if (filesPath !== undefined && (basePath ?? '/').startsWith(filesPath)) {
      throw new Error(
        `the filesPath of nginx is "${filesPath}", and the application at "${basePath ?? '/'}" is there or below: `
        + 'allowed are other paths, such as "/static/"',
      );
    }
    for (const locale of locales) {
      requireLength('a locale of nginx', locale, 35);
      check('a locale of nginx', locale, /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'language tags such as "pt-BR"');
    }
    if (new Set(locales.map((locale) => locale.toLowerCase())).size < locales.length) {
      throw new Error(`the locales of nginx are ${locales.map((each) => `"${each}"`).join(', ')}: name each once, whatever its capitals`);
    }
    checkFile('the folder of earlier files', options.earlierFiles ?? '/');
    checkFile('the startFolder of nginx', options.startFolder ?? '/');
    for (const address of options.nameServers ?? []) {
      if (!isIP(address)) {
        throw new Error(`a name server of nginx is ${shown(address)}: allowed are IP addresses such as "10.96.0.10"`);
      }
    }
    if (runtimeConfig) {
      check(
        'the path of the runtime configuration', runtimeConfig.path, /^\/[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$/,
        'paths such as "/config.json"',
      );
      checkFile('the file of the runtime configuration', runtimeConfig.file);
    }
    if (compression && new Set(compression).size < compression.length) {
      throw new Error(`the compression of nginx is ${compression.join(', ')}: name each once`);
    }
    for (const name of ['headers', 'body', 'send'] as const) {
      checkTimeout(`${name} of the timeouts of nginx`, timeouts[name] ?? Duration.seconds(1));
    }
    checkWholeSeconds('the mediaMaxAge of nginx', options.mediaMaxAge ?? Duration.minutes(10));
    check(
      'the unavailablePage of nginx', unavailablePage ?? '-', /^(?!.*\$)[^'\\\x00-\x1f\x7f\u2028\u2029]{1,3000}$/,
      'up to 3,000 characters of HTML on one line, without single quotes, $ and backslashes',
    );
    check('the nginxVersion', options.nginxVersion ?? '1', /^\d+(\.\d+){0,2}$/, 'version numbers such as "1.30" or "1.30.1"');
    // what is undefined has its default
    this.options = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    this.trustedProxies = requireProxies(options.trustedProxies ?? []);
    for (const route of options.routes ?? []) {
      this.addRoute(route);
    }
  }

  /**
   * Proxies a path and everything below it to a service.
   *
   * @param route the path and the service
   * @throws if the path is taken, a value could change the structure of the file, or there is no way to resolve the service's name
   */
  public addRoute(route: NginxRoute): void {
    requireProps('NginxRoute', route, 'a route of nginx');
    requireRoute(route);
    const { path, rateLimit } = route;
    if (this.options.startFolder === undefined && !this.options.nameServers?.length) {
      throw new Error(
        `route "${path}" leads to "${route.host}", whose address nginx looks up while it runs: `
        + 'pass the addresses of nameServers that know it, or a startFolder',
      );
    }
    requireFreePath(path, this.routes);
    this.routes.push({ ...route, rateLimit: rateLimit && { ...rateLimit } });
  }

  /**
   * Adds directives to the `http` context, unchanged and unchecked: a `map`, a `limit_req_zone`, your own `server`.
   *
   * @param directives each one or more lines, with semicolons and braces
   */
  public addHttpDirectives(...directives: string[]): void {
    this.httpDirectives.push(...directives);
  }

  /**
   * Adds directives to the application's `server`, before its locations, unchanged and unchecked: a `location`, `allow` and `deny`. A
   * `location` with its own `add_header` sends none of the security headers.
   *
   * @param directives each one or more lines, with semicolons and braces
   */
  public addServerDirectives(...directives: string[]): void {
    this.serverDirectives.push(...directives);
  }

  /** The text. */
  public render(): string {
    return render({
      port: 8080,
      root: '/usr/share/nginx/html',
      basePath: '/',
      locales: [],
      maxBodySize: Size.mebibytes(10),
      hashedFiles: HashedFiles.angular(),
      mediaMaxAge: Duration.minutes(10),
      compression: [Compression.GZIP],
      ...this.options,
      // the first location that matches decides: /api/ws before /api
      routes: [...this.routes].sort((one, other) => other.path.length - one.path.length),
      trustedProxies: this.trustedProxies,
      httpDirectives: this.httpDirectives,
      serverDirectives: this.serverDirectives,
    });
  }

  /**
   * What has to be found out when the container starts, where there is a `startFolder`.
   *
   * @internal
   */
  public get _start(): NginxStart | undefined {
    const { startFolder, port = 8080, tls } = this.options;
    return startFolder === undefined ? undefined : {
      folder: startFolder,
      listens: [`${port}`, ...tls ? [`${tls.port ?? 8443} ssl`] : []],
      services: followsServices(this.options) ? [...new Set(this.routes.map(({ host, port: its }) => `${host}:${its}`))] : [],
    };
  }

  /**
   * Believes what these proxies say about clients, unless others have been named.
   *
   * @internal
   */
  public _trust(proxies: string[]): void {
    if (this.options.trustedProxies === undefined) {
      this.trustedProxies = requireProxies(proxies);
    }
  }
}

/** What {@link NginxConfig} includes. */
interface NginxStart {
  readonly folder: string;
  /** What nginx listens on: ports, each with what else stands there. */
  readonly listens: string[];
  /** Services that nginx follows to another address: `backend:8000`. */
  readonly services: string[];
}

const FOLDER = /^\/([A-Za-z0-9_~-]+\/)*$/;
