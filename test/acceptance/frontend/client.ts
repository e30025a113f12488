import { request as httpRequest } from 'http';
import { Socket, connect } from 'net';

/** What is asked, sent as it stands here: nothing is normalised, and no header is added but `Host` and `Connection`. */
export interface Request {
  /** @default "GET" */
  readonly method?: string;
  readonly path: string;
  /** @default - none */
  readonly headers?: { readonly [name: string]: string | string[] };
  /** @default - none */
  readonly body?: string | Buffer;
}

/** What came back, every byte of it. */
export class Answer {
  public constructor(
    public readonly status: number,
    /** Names and values, in their order. */
    public readonly headers: Array<[string, string]>,
    public readonly body: Buffer,
  ) {}

  public get text(): string {
    return this.body.toString('utf-8');
  }

  public get json(): any {
    return JSON.parse(this.text);
  }

  /** The values of a header, one for each line. */
  public all(name: string): string[] {
    return this.headers.filter(([each]) => each.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  }

  /** The value of a header that stands there at most once. */
  public header(name: string): string | undefined {
    const values = this.all(name);
    if (values.length > 1) {
      throw new Error(`the header ${name} stands there ${values.length} times: ${values.join(' | ')}`);
    }
    return values[0];
  }
}

/** Asks on a connection of its own. */
export function ask(port: number, request: Request, withinSeconds = 60): Promise<Answer> {
  const { method = 'GET', path, headers = {}, body } = request;
  return new Promise((resolve, reject) => {
    const client = httpRequest({
      host: '127.0.0.1', port, method, path, agent: false, headers: { host: `127.0.0.1:${port}`, connection: 'close', ...headers },
    }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        client.destroy();
        const { rawHeaders } = response;
        const pairs = rawHeaders.flatMap((name, index): Array<[string, string]> => index % 2 === 0 ? [[name, rawHeaders[index + 1]]] : []);
        resolve(new Answer(response.statusCode!, pairs, Buffer.concat(parts)));
      });
    });
    client.setTimeout(withinSeconds * 1000, () => client.destroy(new Error(`no answer to ${method} ${path} within ${withinSeconds} s`)));
    client.on('error', reject);
    client.end(body);
  });
}

/** An open connection, for what no client of HTTP would send. */
export class Line {
  /** All that came, byte for byte. */
  public received = '';

  private readonly closed: Promise<void>;
  private waiting?: () => void;

  public constructor(private readonly socket: Socket) {
    // where nginx resets a connection, what came before still counts
    socket.on('error', () => undefined);
    socket.setEncoding('latin1').on('data', (part: string) => {
      this.received += part;
      this.waiting?.();
    });
    this.closed = new Promise((resolve) => socket.once('close', () => {
      resolve();
      this.waiting?.();
    }));
  }

  public get isOpen(): boolean {
    return !this.socket.destroyed;
  }

  public send(bytes: string | Buffer): void {
    if (this.isOpen) {
      this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    }
  }

  /** All that had come when the other side closed. */
  public async untilClosed(withinSeconds = 60): Promise<string> {
    await this.within(withinSeconds, 'closed', this.closed);
    return this.received;
  }

  /** All that had come when the text was among it. */
  public async until(text: string, withinSeconds = 60): Promise<string> {
    await this.within(withinSeconds, `"${text}"`, new Promise<void>((resolve, reject) => {
      this.waiting = () => {
        if (this.received.includes(text)) {
          resolve();
        } else if (!this.isOpen) {
          reject(new Error(`closed before "${text}" came: ${this.received}`));
        }
      };
      this.waiting();
    }));
    return this.received;
  }

  public close(): void {
    this.socket.destroy();
  }

  private async within(seconds: number, what: string, event: Promise<void>): Promise<void> {
    let alarm: NodeJS.Timeout;
    await Promise.race([event, new Promise((_, reject) => {
      alarm = setTimeout(() => reject(new Error(`not ${what} within ${seconds} s, but: ${this.received.slice(0, 500)}`)), seconds * 1000);
    })]).finally(() => clearTimeout(alarm));
  }
}

/** Opens a connection. */
export function open(port: number): Promise<Line> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(new Line(socket))).once('error', reject);
  });
}

/** Sends bytes and gives all that comes back until the other side closes. */
export async function exchange(port: number, bytes: string | Buffer, withinSeconds = 60): Promise<string> {
  const line = await open(port);
  try {
    line.send(bytes);
    return await line.untilClosed(withinSeconds);
  } finally {
    line.close();
  }
}
