import { requireHttpPath, requireMatch, requirePort, shown } from '../base/checks';
import { Duration } from '../base/duration';
import { PYTHON_PROGRAM } from '../base/programs';
import { requireArgument, requireProps } from '../base/props';

/** A program in the image that makes the request of a health check. */
export enum ProbeTool {
  /** `python`, standard library only. */
  PYTHON = 'python',
  /** `node`, version 18 or newer, with `env`. */
  NODE = 'node',
  /** `wget` and `env`, as BusyBox or GNU have them. */
  WGET = 'wget',
  /** `curl`. */
  CURL = 'curl',
  /** `nc`, with `-z`. */
  NETCAT = 'nc',
}

/** When a check runs, and how long a service may take. */
export interface HealthCheckOptions {
  /**
   * Time between two checks.
   *
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;

  /**
   * A check that takes longer has failed.
   *
   * @default Duration.seconds(5)
   */
  readonly timeout?: Duration;

  /**
   * How many checks in a row must fail before the service is unhealthy.
   *
   * @default 3
   */
  readonly retries?: number;

  /**
   * How long after the start of the service failures do not count.
   *
   * @default Duration.seconds(5)
   */
  readonly startPeriod?: Duration;

  /**
   * Time between two checks during the start period, so that a service counts as ready soon after it is. Engines older than version 25 do
   * not support it: with `compose: { minDockerVersion: 24 }` of the stack it is omitted.
   *
   * @default Duration.seconds(2)
   */
  readonly startInterval?: Duration;
}

/** An HTTP request that checks whether a service can do its work. */
export interface HttpProbe {
  /** The path, which returns a status from 200 to 299. */
  readonly path: string;

  /** The port, inside the container. */
  readonly port: number;

  /**
   * The `Host` header.
   *
   * @default - the address of the request
   */
  readonly host?: string;

  /**
   * The program in the image that makes the request.
   *
   * @default - not known
   */
  readonly tool?: ProbeTool;
}

/** A port that accepts connections as long as a service can do its work. */
export interface TcpProbe {
  /** The port, inside the container. */
  readonly port: number;
}

/** The kind of a {@link HealthCheck}: exactly one is set, or none if nothing is checked. */
export interface Probe {
  /**
   * A request.
   *
   * @default - no HTTP request
   */
  readonly http?: HttpProbe;

  /**
   * A connection.
   *
   * @default - no TCP connection
   */
  readonly tcp?: TcpProbe;

  /**
   * A program in the container that exits with 0.
   *
   * @default - no program is run
   */
  readonly command?: string[];
}

/** A check by HTTP. */
export interface HttpHealthCheckOptions extends HealthCheckOptions {
  /** The port, inside the container. */
  readonly port: number;

  /**
   * The `Host` header, for an application that accepts only certain names.
   *
   * @default - 127.0.0.1 and the port
   */
  readonly host?: string;

  /** The program in the image that makes the request. */
  readonly tool: ProbeTool;
}

/** A check by connecting to a port. */
export interface TcpHealthCheckOptions extends HealthCheckOptions {
  /** The program in the image that connects: `PYTHON`, `NODE` or `NETCAT`. */
  readonly tool: ProbeTool;
}

/** A check, from inside its container, of whether a service can do its work. */
export abstract class HealthCheck {
  /**
   * Healthy when the path returns a status from 200 to 299. The request goes to 127.0.0.1, never `localhost`, which may mean `::1`. A
   * redirect does not count; only `WGET` follows it, because BusyBox cannot turn that off.
   *
   * @param path without query, such as `/health`
   * @param options the program, the port, and the timing
   * @throws if path or port is invalid, or the tool does not support HTTP
   */
  public static http(path: string, options: HttpHealthCheckOptions): HealthCheck {
    requireProps('HttpHealthCheckOptions', options, `a health check of "${path}"`);
    requireHttpPath('the path of a health check', path);
    requirePort('the port of a health check', options.port);
    const { port, host } = options;
    if (host !== undefined) {
      requireMatch(
        'the host of a health check', host, /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d+)?$/,
        'names such as "crm.example.com", with a port if need be',
      );
    }
    return new ProbeCheck({ http: { path, port, host, tool: options.tool } }, httpProbe(path, options), options);
  }

  /**
   * Healthy when the port accepts a connection. A service that accepts and then hangs passes: prefer a check that makes it do work.
   *
   * @param port inside the container
   * @param options the program, and the timing
   * @throws if the port is invalid, or the tool does not support plain connections
   */
  public static tcp(port: number, options: TcpHealthCheckOptions): HealthCheck {
    requireProps('TcpHealthCheckOptions', options, `a health check of port ${port}`);
    requirePort('the port of a health check', port);
    return new ProbeCheck({ tcp: { port } }, tcpProbe(options.tool, port), options);
  }

  /**
   * Healthy when the program exits with 0. No shell is involved.
   *
   * @param command the program and its arguments
   * @param options when it runs, and how long a service may take
   */
  public static command(command: string[], options: HealthCheckOptions = {}): HealthCheck {
    requireProps('HealthCheckOptions', options, 'a health check by command');
    requireArgument('string[]', command, 'command', 'a health check by command');
    return new ProbeCheck({ command: [...command] }, [...command], options);
  }

  /** No check, and the image's own is disabled. No service can wait for such a service to be healthy. */
  public static none(): HealthCheck {
    return new NoCheck();
  }

  /** Time between two checks. */
  public readonly interval: Duration;
  /** A check that takes longer has failed. */
  public readonly timeout: Duration;
  /** How many checks in a row must fail before the service is unhealthy. */
  public readonly retries: number;
  /** How long after the start of the service failures do not count. */
  public readonly startPeriod: Duration;
  /** Time between two checks during the start period. */
  public readonly startInterval: Duration;

  /** @param options when it runs, and how long a service may take */
  protected constructor(options: HealthCheckOptions = {}) {
    this.interval = options.interval ?? Duration.seconds(10);
    this.timeout = options.timeout ?? Duration.seconds(5);
    this.retries = options.retries ?? 3;
    this.startPeriod = options.startPeriod ?? Duration.seconds(5);
    this.startInterval = options.startInterval ?? Duration.seconds(2);
    if (!Number.isInteger(this.retries) || this.retries < 1) {
      throw new Error(`the retries of a health check are ${this.retries}: allowed are whole numbers from 1`);
    }
    if ([this.interval, this.timeout, this.startInterval].some((each) => each.toMillis() === 0)) {
      throw new Error('the interval, the startInterval and the timeout of a health check must be longer than 0');
    }
  }

  /** The kind of check, for platforms that can run it themselves. */
  public abstract describe(): Probe;

  /** The program and its arguments that run the check inside the container; `undefined` if nothing is checked. */
  public abstract probe(): string[] | undefined;
}

class ProbeCheck extends HealthCheck {
  constructor(private readonly asked: Probe, private readonly argv: string[], options: HealthCheckOptions) {
    super(options);
    if (!argv[0] || argv.some((word) => typeof word !== 'string' || !/^[^\0\r\n\p{Surrogate}]*$/u.test(word))) {
      throw new Error(`a health check cannot run ${shown(argv)}: pass a program and its arguments, each one line of whole characters`);
    }
  }

  public describe(): Probe {
    return { ...this.asked };
  }

  public probe(): string[] | undefined {
    return [...this.argv];
  }
}

class NoCheck extends HealthCheck {
  public describe(): Probe {
    return {};
  }

  public probe(): string[] | undefined {
    return undefined;
  }
}

/** Seconds that a probe itself waits: a little less than the check's timeout, so that it exits by itself and reports why. */
function patience(options: HealthCheckOptions): number {
  return Math.max(1, Math.floor((options.timeout ?? Duration.seconds(5)).toSeconds()) - 1);
}

/**
 * What a probe in Node.js runs: as Node.js starts by itself, and not with options that are meant for the application, such as a port for a
 * debugger that the application has taken.
 */
const NODE = ['env', '-u', 'NODE_OPTIONS', 'node', '-e'];

/** A probe asks its own container, whatever the environment says: no proxy, and nobody's settings of Python, wget or curl. */
function httpProbe(path: string, options: HttpHealthCheckOptions): string[] {
  const { tool, port, host } = options;
  const url = `http://127.0.0.1:${port}${path}`;
  const seconds = patience(options);
  switch (tool) {
    case ProbeTool.PYTHON:
      // http.client would do the same, and load half a mail client for it at each check
      return [...PYTHON_PROGRAM, [
        'import socket, sys',
        `s = socket.create_connection(("127.0.0.1", ${port}), ${seconds})`,
        `s.sendall(b"GET ${path} HTTP/1.1\\r\\nHost: ${host ?? `127.0.0.1:${port}`}\\r\\nConnection: close\\r\\n\\r\\n")`,
        'sys.exit(s.recv(12)[9:10] != b"2")',
      ].join('; ')];
    case ProbeTool.NODE:
      // an agent of its own asks no proxy, unlike fetch() where NODE_USE_ENV_PROXY is set
      return [...NODE, `require("http").get({ agent: false, host: "127.0.0.1", port: ${port}, path: "${path}", `
        + `${host ? `headers: { Host: "${host}" }, ` : ''}timeout: ${seconds * 1000} }, `
        + '(r) => process.exit(r.statusCode >= 200 && r.statusCode < 300 ? 0 : 1))'
        + '.on("timeout", () => process.exit(1)).on("error", () => process.exit(1))'];
    case ProbeTool.WGET:
      // BusyBox and GNU spell "no proxy" differently; one try: GNU wget would make twenty, and BusyBox makes one anyway
      return [
        'env', '-u', 'http_proxy', '-u', 'WGETRC', '-u', 'SYSTEM_WGETRC', 'HOME=/nonexistent',
        'wget', '-q', '-t', '1', '-T', `${seconds}`, ...host ? ['--header', `Host: ${host}`] : [], '-O', '/dev/null', url,
      ];
    case ProbeTool.CURL:
      return [
        // --disable has to come first
        'curl', '--disable', '--noproxy', '*', '--silent', '--fail', '--location', '--max-redirs', '0',
        ...host ? ['--header', `Host: ${host}`] : [], '--output', '/dev/null', '--max-time', `${seconds}`, url,
      ];
    default:
      throw new Error(`a health check by HTTP cannot use "${tool}": allowed are PYTHON, NODE, WGET and CURL`);
  }
}

function tcpProbe(tool: ProbeTool, port: number): string[] {
  switch (tool) {
    case ProbeTool.PYTHON:
      return [...PYTHON_PROGRAM, `import socket; socket.create_connection(("127.0.0.1", ${port}), 3).close()`];
    case ProbeTool.NODE:
      return [...NODE, `require("net").connect(${port}, "127.0.0.1")`
        + '.on("connect", () => process.exit(0)).on("error", () => process.exit(1))'];
    case ProbeTool.NETCAT:
      return ['nc', '-z', '127.0.0.1', `${port}`];
    default:
      throw new Error(`a health check by TCP cannot use "${tool}": allowed are PYTHON, NODE and NETCAT`);
  }
}
