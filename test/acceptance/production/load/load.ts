import { ChildProcessWithoutNullStreams, spawn } from 'child_process';
import { once } from 'events';
import * as path from 'path';
import { createInterface } from 'readline';

const GENERATOR = path.join(__dirname, 'generator.mjs');

/** What is asked for: a short request, a page, a request with a body, and one that takes a while. */
export type RequestKind = 'get' | 'page' | 'post' | 'slow';

/** Half of the clients keep their connection for as long as the server does, the others make a new one for each request. */
export type ConnectionKind = 'keep-alive' | 'new';

/** Who asks for what. */
export interface LoadOptions {
  /** Scheme, host and port, like `http://127.0.0.1:18080`. */
  readonly origin: string;
  /** What is asked for, by kind. A kind without a path is left out. */
  readonly paths: { readonly [kind in RequestKind]?: string };
  /**
   * Clients at the same time. Each has one request under way, or thinks.
   *
   * @default 50
   */
  readonly clients?: number;
  /**
   * The body of a `post`, sent as JSON.
   *
   * @default {}
   */
  readonly postBody?: unknown;
  /**
   * Sent with every request. `host` is also the name that the server's certificate must have.
   *
   * @default - none beside those of every client
   */
  readonly headers?: { readonly [name: string]: string };
  /**
   * The path of a websocket that is held open.
   *
   * @default - none is
   */
  readonly websocketPath?: string;
  /**
   * A file with the certificate of the authority to trust, in PEM.
   *
   * @default - those that Node.js comes with
   */
  readonly ca?: string;
  /**
   * How long a client thinks on average between an answer and its next request.
   *
   * @default 280 (with 50 clients about 120 requests a second)
   */
  readonly thinkMilliseconds?: number;
  /**
   * After this long a request has failed.
   *
   * @default 60
   */
  readonly timeoutSeconds?: number;
  /**
   * The response header with the release that answered.
   *
   * @default 'x-release'
   */
  readonly releaseHeader?: string;
  /**
   * The field of a JSON answer with the release, where the header is missing.
   *
   * @default - only the header is looked at
   */
  readonly releaseField?: string;
  /**
   * The name of the window before the first mark.
   *
   * @default 'start'
   */
  readonly firstWindow?: string;
}

/** How long successful requests took, in milliseconds, to the last byte of the answer; by nearest rank. */
export interface Latency {
  readonly count: number;
  /** Missing, like the others, if there was no successful request. */
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
  readonly max?: number;
}

/** Some of the requests. */
export interface Tally {
  readonly requests: number;
  readonly failed: number;
  readonly latency: Latency;
}

/** A request that failed. None is tried again. */
export interface Failure {
  readonly time: string;
  readonly kind: RequestKind;
  readonly connection: ConnectionKind;
  /** Whether the connection had served a request before. */
  readonly reused: boolean;
  readonly milliseconds: number;
  /** No answer, none in time, an answer that broke off, or another status than 2xx. */
  readonly reason: 'socket' | 'timeout' | 'truncated' | 'status';
  readonly error: string;
}

/** What happened to the websocket, with the details of the first 20. */
export interface Incidents<T> {
  readonly count: number;
  readonly first: Array<{ readonly time: string } & T>;
}

/** What happened to the websocket. */
export interface WebSocketReport {
  readonly opened: number;
  readonly messages: number;
  /** Pings of the server that were answered. */
  readonly pings: number;
  /** Close frames of the server; not clean if the frame has no valid code. 1005 is a frame without a code. */
  readonly closes: Incidents<{ readonly code: number; readonly clean: boolean; readonly reason: string }>;
  /** Connections that were lost before any close frame. */
  readonly drops: Incidents<{ readonly error: string }>;
  /** Attempts to connect that failed. They are repeated. */
  readonly refusals: Incidents<{ readonly error: string }>;
  /** Connections after a close, a drop or a refusal, and for how long there was none. */
  readonly reconnects: Incidents<{ readonly milliseconds: number }>;
}

/** What ended between two marks. */
export interface WindowReport extends Tally {
  readonly began: string;
  readonly seconds: number;
  readonly requestsPerSecond: number;
  readonly kinds: { readonly [kind in RequestKind]?: Tally };
  readonly connections: { readonly [kind in ConnectionKind]?: Tally };
  /** The first 20. */
  readonly failures: Failure[];
  /** The releases that answered. */
  readonly releases: { readonly [id: string]: { readonly first: string; readonly last: string; readonly requests: number } };
  readonly websocket: WebSocketReport;
  /** The longest time in milliseconds for which the generator itself was held up: its latencies are not known better than that. */
  readonly ownLag: number;
}

/** All that was counted. */
export interface LoadReport {
  /** In the order of the marks. */
  readonly windows: { readonly [name: string]: WindowReport };
  readonly total: WindowReport;
}

/** An answer of the generator; one of these. */
interface Message {
  readonly ready?: true;
  readonly marked?: string;
  readonly report?: LoadReport;
  readonly final?: LoadReport;
  readonly error?: string;
}

/** Users of an application, in a process of their own, so that what a test does meanwhile does not disturb what they measure. */
export class Load {
  /** @throws if the generator does not start */
  public static async start(options: LoadOptions): Promise<Load> {
    const load = new Load(options);
    try {
      await load.answer(60);
      return load;
    } catch (error) {
      load.close();
      throw error;
    }
  }

  public readonly pid: number | undefined;

  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting: Array<{ resolve(message: Message): void; reject(error: Error): void }> = [];
  private readonly stopSeconds: number;
  private complaints = '';
  private end?: Error;

  private constructor(options: LoadOptions) {
    this.stopSeconds = (options.timeoutSeconds ?? 60) + 10;
    this.child = spawn(process.execPath, [GENERATOR, JSON.stringify(options)], { stdio: 'pipe' });
    this.pid = this.child.pid;
    this.child.stderr.setEncoding('utf-8').on('data', (part: string) => this.complaints += part);
    this.child.stdin.on('error', () => undefined);
    createInterface({ input: this.child.stdout }).on('line', (line) => this.waiting.shift()?.resolve(JSON.parse(line)));
    this.child.on('error', (error) => this.ended(error.message));
    this.child.on('close', (code, signal) => this.ended(`${code ?? signal}`));
  }

  /** Begins a new window. A request counts in the window in which it ends. */
  public async mark(name: string): Promise<void> {
    await this.ask({ mark: name });
  }

  /** What was counted so far. */
  public async report(): Promise<LoadReport> {
    return (await this.ask({ report: true })).report!;
  }

  /** Lets the clients finish what they are doing, and gives what was counted. */
  public async stop(): Promise<LoadReport> {
    try {
      const { final } = await this.ask({ stop: true }, this.stopSeconds);
      if (!this.end) {
        await once(this.child, 'close', { signal: AbortSignal.timeout(60_000) });
      }
      if (this.child.exitCode !== 0) {
        throw this.end ?? new Error('the load generator did not end');
      }
      return final!;
    } finally {
      this.close();
    }
  }

  /** Ends the generator, if it has not ended. */
  public close(): void {
    if (this.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGKILL');
    }
  }

  private async ask(command: { mark: string } | { report: true } | { stop: true }, withinSeconds = 60): Promise<Message> {
    const answer = this.answer(withinSeconds);
    this.child.stdin.write(`${JSON.stringify(command)}\n`);
    return answer;
  }

  /** The next line of the generator. */
  private async answer(withinSeconds: number): Promise<Message> {
    if (this.end) {
      throw this.end;
    }
    let alarm: NodeJS.Timeout | undefined;
    const message = await new Promise<Message>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      alarm = setTimeout(() => {
        // an answer that comes later would be taken for that to another question
        this.close();
        reject(new Error(`the load generator did not answer within ${withinSeconds} s`));
      }, withinSeconds * 1000);
    }).finally(() => clearTimeout(alarm));
    if (message.error !== undefined) {
      throw new Error(message.error);
    }
    return message;
  }

  private ended(how: string): void {
    this.end ??= new Error(`the load generator ended (${how})${this.complaints && `:\n${this.complaints}`}`);
    this.waiting.splice(0).forEach(({ reject }) => reject(this.end!));
  }
}
