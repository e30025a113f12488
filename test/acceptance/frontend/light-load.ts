import { Agent, request } from 'http';
import { setTimeout as pause } from 'timers/promises';
import { eventually } from '../eventually';

/** What came of a load. */
export interface LoadOutcome {
  readonly requests: number;
  /** Sent again, because the kept connection was closed at the same moment: what every browser does. */
  readonly repeated: number;
  readonly failures: string[];
}

/** Four clients that keep their connection, and four that make a new one for each request. */
export class LightLoad {
  private requests = 0;
  private repeated = 0;
  private readonly failures: string[] = [];
  private running = true;
  private readonly clients: Array<Promise<void>>;
  private readonly agents: Agent[] = [];

  public constructor(private readonly port: number, private readonly paths: string[]) {
    this.clients = [true, true, true, true, false, false, false, false].map((keepAlive) => this.client(keepAlive));
  }

  /** Comes back when that many more requests have been answered. */
  public async more(requests: number): Promise<void> {
    const until = this.requests + requests;
    await eventually(`${requests} more requests`, 60, () => this.requests >= until);
  }

  public async stop(): Promise<LoadOutcome> {
    this.running = false;
    await Promise.all(this.clients);
    this.agents.forEach((agent) => agent.destroy());
    return { requests: this.requests, repeated: this.repeated, failures: this.failures };
  }

  private async client(keepAlive: boolean): Promise<void> {
    const agent = new Agent({ keepAlive, maxSockets: 1 });
    this.agents.push(agent);
    while (this.running) {
      const path = this.paths[this.requests % this.paths.length];
      await this.once(agent, path).catch((error: Error) => this.failures.push(`${path}: ${error.message}`));
      this.requests += 1;
      await pause(10);
    }
  }

  private once(agent: Agent, path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: this.port, path, agent, timeout: 30_000 }, (response) => {
        response.resume().on('error', reject).on('end', () => response.statusCode === 200 && response.complete ? resolve() : reject(new Error(`${response.statusCode}`)));
      });
      asked.on('timeout', () => asked.destroy(new Error('no answer within 30 s')));
      asked.on('error', (error: NodeJS.ErrnoException) => {
        if (asked.reusedSocket && error.code === 'ECONNRESET') {
          this.repeated += 1;
          this.once(agent, path).then(resolve, reject);
        } else {
          reject(error);
        }
      });
      asked.end();
    });
  }
}
