import { requireHttpPath, requireInteger, requireMatch, requireWord } from '../base/checks';
import { requireProps } from '../base/props';
import { requireVersion } from './private/checks';

/** What is the same for every {@link PythonServer}. */
export interface PythonServerOptions {
  /**
   * The version of the server's package: options that an older one does not know are left out.
   *
   * @default - the one that the requirements or the lock file pin, or else a current one
   */
  readonly version?: string;

  /**
   * How many processes answer requests. With live reload there is one. Each loads the application, and takes its memory.
   *
   * @default 1, so that replicas are what is counted
   */
  readonly workers?: number;

  /**
   * Whether `app` names a function that makes the application, such as `app.main:create_app`.
   *
   * @default false
   */
  readonly factory?: boolean;

  /**
   * Further options of its command line, each a word of its own: `['--backlog', '4096']`.
   *
   * @default - none
   */
  readonly options?: string[];
}

/** How uvicorn serves. */
export interface UvicornOptions extends PythonServerOptions {
  /**
   * The path under which a proxy serves the application, and that it takes away (`--root-path`).
   *
   * @default - none
   */
  readonly rootPath?: string;

  /**
   * Whether the scheme and the address of the client are those that a proxy sends. Whom it believes: `FORWARDED_ALLOW_IPS`, which is all
   * where only containers of the stack reach the port.
   *
   * @default true
   */
  readonly proxyHeaders?: boolean;
}

/** How gunicorn serves. */
export interface GunicornOptions extends PythonServerOptions {
  /**
   * What answers requests: a name of gunicorn's, such as `gthread` for WSGI applications (Flask, Django), or a class.
   *
   * @default "uvicorn.workers.UvicornWorker"; the package `uvicorn-worker` has it as "uvicorn_worker.UvicornWorker"
   */
  readonly workerClass?: string;
}

/** How Granian serves. */
export interface GranianOptions extends PythonServerOptions {
  /**
   * How it speaks with the application: `asgi`, `asginl`, `rsgi` or `wsgi`.
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

/** What a server is started with. */
export interface PythonServerCall {
  /** The application, as the service names it. */
  readonly app: string;
  /** The port. */
  readonly port: number;
  /** How long running requests may take to end, in whole seconds. */
  readonly gracefulSeconds: number;
  /** Whether it starts again when sources change. */
  readonly reload: boolean;
  /**
   * The folders whose sources are watched.
   *
   * @default - the one in which it runs
   */
  readonly reloadFolders?: string[];
  /**
   * The version of its package that the application's requirements or lock file name.
   *
   * @default - not known: a current one
   */
  readonly installedVersion?: string;
}

/** The server that answers the HTTP requests of a Python application. Its package is one of the application's own. */
export abstract class PythonServer {
  /**
   * uvicorn.
   *
   * @param options how it serves
   * @throws if an option cannot be used
   */
  public static uvicorn(options: UvicornOptions = {}): PythonServer {
    requireProps('UvicornOptions', options, 'the server uvicorn');
    return new Uvicorn(checked('uvicorn', options));
  }

  /**
   * gunicorn, which keeps the number of its workers; by default they are uvicorn's. It has no option for a root path: name it in the
   * application, `FastAPI(root_path=...)`.
   *
   * @param options how it serves
   * @throws if an option cannot be used
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
   * @throws if an option cannot be used
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
   * @throws if an option cannot be used
   */
  public static hypercorn(options: HypercornOptions = {}): PythonServer {
    requireProps('HypercornOptions', options, 'the server hypercorn');
    return new Hypercorn(checked('hypercorn', options));
  }

  /** Its name, which is that of its program. */
  public readonly name: string;
  /** The signal upon which it ends what it has begun, and then itself with 0. */
  public readonly stopSignal: string;

  /**
   * @param name its name
   * @param stopSignal the signal that asks it to stop
   */
  protected constructor(name: string, stopSignal: string) {
    this.name = name;
    this.stopSignal = stopSignal;
  }

  /**
   * Its command line.
   *
   * @param call what it is started with
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

/** The options, if each of them can be used. */
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

/** Whether a version is the given one or newer; one that is not known is a current one. */
function isSince(version: string | undefined, major: number, minor: number): boolean {
  const [ofMajor, ofMinor = 0] = (version ?? '999').split('.').map(Number);
  return ofMajor > major || (ofMajor === major && ofMinor >= minor);
}
