import { requireHttpPath, requireInteger, requireMatch, requireWord } from '../base/checks';
import { requireProps } from '../base/props';
import { requireVersion } from './private/checks';

/** Options of every {@link PythonServer}. */
export interface PythonServerOptions {
  /**
   * The version of the server's package: options that an older version does not know are omitted.
   *
   * @default - the one that the requirements or the lock file pin, or else a current one
   */
  readonly version?: string;

  /**
   * The number of worker processes in a container; always 1 with live reload. Each loads the application into memory.
   *
   * @default 1; scale with replicas instead
   */
  readonly workers?: number;

  /**
   * Whether `app` is a factory function that returns the application, such as `app.main:create_app`.
   *
   * @default false
   */
  readonly factory?: boolean;

  /**
   * Additional command line options, one word each: `['--backlog', '4096']`.
   *
   * @default - none
   */
  readonly options?: string[];
}

/** How uvicorn serves. */
export interface UvicornOptions extends PythonServerOptions {
  /**
   * The path under which a proxy serves the application, and which the proxy strips (`--root-path`).
   *
   * @default - none
   */
  readonly rootPath?: string;

  /**
   * Whether to take the client's address and scheme from a proxy's headers. `FORWARDED_ALLOW_IPS` says which proxies are trusted: all, if
   * only containers of the stack can reach the port.
   *
   * @default true
   */
  readonly proxyHeaders?: boolean;
}

/** How gunicorn serves. */
export interface GunicornOptions extends PythonServerOptions {
  /**
   * The worker class: one of gunicorn's names, such as `gthread` for WSGI applications (Flask, Django), or a Python class.
   *
   * @default "uvicorn.workers.UvicornWorker"; with the package `uvicorn-worker`, use "uvicorn_worker.UvicornWorker"
   */
  readonly workerClass?: string;
}

/** How Granian serves. */
export interface GranianOptions extends PythonServerOptions {
  /**
   * The application's interface: `asgi`, `asginl`, `rsgi` or `wsgi`.
   *
   * @default "asgi"
   */
  readonly interface?: string;

  /**
   * The path under which a proxy serves the application (`--url-path-prefix`).
   *
   * @default - none
   */
  readonly rootPath?: string;
}

/** How Hypercorn serves. */
export interface HypercornOptions extends PythonServerOptions {
  /**
   * The path under which a proxy serves the application (`--root-path`).
   *
   * @default - none
   */
  readonly rootPath?: string;
}

/** What a server's command line depends on. */
export interface PythonServerCall {
  /** The application, as the service names it. */
  readonly app: string;
  /** The port. */
  readonly port: number;
  /** How long requests in flight may take to finish, in whole seconds. */
  readonly gracefulSeconds: number;
  /** Whether it restarts when sources change. */
  readonly reload: boolean;
  /**
   * The folders that are watched for changes.
   *
   * @default - the working directory
   */
  readonly reloadFolders?: string[];
  /**
   * The version of its package that the application's requirements or lock file name.
   *
   * @default - not known: a current one
   */
  readonly installedVersion?: string;
}

/** The HTTP server of a Python application. Its package has to be among the application's dependencies. */
export abstract class PythonServer {
  /**
   * uvicorn.
   *
   * @param options how it serves
   * @throws if an option is invalid
   */
  public static uvicorn(options: UvicornOptions = {}): PythonServer {
    requireProps('UvicornOptions', options, 'the server uvicorn');
    return new Uvicorn(checked('uvicorn', options));
  }

  /**
   * gunicorn, by default with uvicorn's workers. It has no option for a root path: set it in the application, `FastAPI(root_path=...)`.
   *
   * @param options how it serves
   * @throws if an option is invalid
   */
  public static gunicorn(options: GunicornOptions = {}): PythonServer {
    requireProps('GunicornOptions', options, 'the server gunicorn');
    return new Gunicorn(checked('gunicorn', options));
  }

  /**
   * Granian. Live reload needs the package `granian[reload]`. It does not read what proxies send about the client: wrap the application in
   * `granian.utils.proxies.wrap_asgi_with_proxy_headers`.
   *
   * @param options how it serves
   * @throws if an option is invalid
   */
  public static granian(options: GranianOptions = {}): PythonServer {
    requireProps('GranianOptions', options, 'the server granian');
    return new Granian(checked('granian', options));
  }

  /**
   * Hypercorn, which speaks HTTP/2 too. It does not read what proxies send about the client: wrap the application in
   * `hypercorn.middleware.ProxyFixMiddleware`.
   *
   * @param options how it serves
   * @throws if an option is invalid
   */
  public static hypercorn(options: HypercornOptions = {}): PythonServer {
    requireProps('HypercornOptions', options, 'the server hypercorn');
    return new Hypercorn(checked('hypercorn', options));
  }

  /** Its name, which is also its command. */
  public readonly name: string;
  /** The signal for a graceful shutdown, after which it exits with 0. */
  public readonly stopSignal: string;

  /**
   * @param name its name
   * @param stopSignal the signal for a graceful shutdown
   */
  protected constructor(name: string, stopSignal: string) {
    this.name = name;
    this.stopSignal = stopSignal;
  }

  /**
   * Its command line.
   *
   * @param call the values that it depends on
   */
  public abstract command(call: PythonServerCall): string[];
}

class Uvicorn extends PythonServer {
  public constructor(private readonly given: UvicornOptions) {
    // the same for uvicorn as SIGTERM, after which it would end with the code of a program that was killed
    super('uvicorn', 'SIGINT');
    requireRootPath('uvicorn', given.rootPath);
  }

  public command({ app, port, gracefulSeconds, reload, reloadFolders = [], installedVersion }: PythonServerCall): string[] {
    const { version = installedVersion, workers, factory, rootPath, proxyHeaders, options = [] } = this.given;
    return [
      'uvicorn', app, '--host', '0.0.0.0', '--port', `${port}`,
      ...isSince(version, 0, 22) ? ['--timeout-graceful-shutdown', `${gracefulSeconds}`] : [],
      ...workers === undefined || reload ? [] : ['--workers', `${workers}`],
      ...factory ? ['--factory'] : [],
      ...rootPath === undefined ? [] : ['--root-path', rootPath],
      ...proxyHeaders === false ? ['--no-proxy-headers'] : [],
      ...options,
      ...reload ? ['--reload', ...reloadFolders.flatMap((folder) => ['--reload-dir', folder])] : [],
    ];
  }
}

class Gunicorn extends PythonServer {
  public constructor(private readonly given: GunicornOptions) {
    // SIGINT would end it at once
    super('gunicorn', 'SIGTERM');
    if (given.workerClass !== undefined) {
      requireMatch('the workerClass of gunicorn', given.workerClass, /^[A-Za-z_]\w*(\.\w+)*$/, 'a name such as "gthread", or a class');
    }
  }

  public command({ app, port, gracefulSeconds, reload }: PythonServerCall): string[] {
    const { workers = 1, factory, workerClass = 'uvicorn.workers.UvicornWorker', options = [] } = this.given;
    return [
      'gunicorn', factory ? `${app}()` : app, '--bind', `0.0.0.0:${port}`,
      '--worker-class', workerClass, '--workers', `${reload ? 1 : workers}`, '--graceful-timeout', `${gracefulSeconds}`,
      // with the sign of life of its workers in a file, a slow disk would get them killed
      '--worker-tmp-dir', '/dev/shm', '--access-logfile', '-',
      ...options,
      ...reload ? ['--reload'] : [],
    ];
  }
}

class Granian extends PythonServer {
  public constructor(private readonly given: GranianOptions) {
    super('granian', 'SIGTERM');
    requireRootPath('granian', given.rootPath);
    if (given.interface !== undefined) {
      requireMatch('the interface of granian', given.interface, /^(asgi|asginl|rsgi|wsgi)$/, '"asgi", "asginl", "rsgi" and "wsgi"');
    }
  }

  public command({ app, port, gracefulSeconds, reload, reloadFolders = [], installedVersion }: PythonServerCall): string[] {
    const { version = installedVersion, workers = 1, factory, rootPath, interface: how = 'asgi', options = [] } = this.given;
    return [
      'granian', app, '--interface', how, '--host', '0.0.0.0', '--port', `${port}`, '--workers', `${reload ? 1 : workers}`,
      ...isSince(version, 2, 0) ? ['--workers-kill-timeout', `${gracefulSeconds}`] : [],
      ...factory ? ['--factory'] : [],
      ...rootPath === undefined ? [] : ['--url-path-prefix', rootPath],
      ...options,
      ...reload ? ['--reload', ...reloadFolders.flatMap((folder) => ['--reload-paths', folder])] : [],
    ];
  }
}

class Hypercorn extends PythonServer {
  public constructor(private readonly given: HypercornOptions) {
    super('hypercorn', 'SIGTERM');
    requireRootPath('hypercorn', given.rootPath);
  }

  public command({ app, port, gracefulSeconds, reload, installedVersion }: PythonServerCall): string[] {
    const { version = installedVersion, workers = 1, factory, rootPath, options = [] } = this.given;
    return [
      'hypercorn', factory ? `${app}()` : app, '--bind', `0.0.0.0:${port}`, '--workers', `${reload ? 1 : workers}`,
      ...isSince(version, 0, 10) ? ['--graceful-timeout', `${gracefulSeconds}`] : [],
      ...rootPath === undefined ? [] : ['--root-path', rootPath],
      '--access-logfile', '-',
      ...options,
      ...reload ? ['--reload'] : [],
    ];
  }
}

/** The options, after validation. */
function checked<T extends PythonServerOptions>(name: string, options: T): T {
  if (options.version !== undefined) {
    requireVersion(`the version of ${name}`, options.version);
  }
  if (options.workers !== undefined) {
    requireInteger(`the workers of ${name}`, options.workers, 1, 256);
  }
  options.options?.forEach((word) => requireWord(`option "${word}" of ${name}`, word));
  return { ...options, options: [...options.options ?? []] };
}

function requireRootPath(name: string, rootPath: string | undefined): void {
  if (rootPath !== undefined) {
    requireHttpPath(`the rootPath of ${name}`, rootPath);
  }
}

/** Whether a version is at least the given one; an unknown version counts as current. */
function isSince(version: string | undefined, major: number, minor: number): boolean {
  const [ofMajor, ofMinor = 0] = (version ?? '999').split('.').map(Number);
  return ofMajor > major || (ofMajor === major && ofMinor >= minor);
}
