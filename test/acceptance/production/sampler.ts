import { setTimeout as pause } from 'timers/promises';
import { askEngine } from '../engine-api';
import { PROJECT } from './scene';

/** How many containers of a service run, looked at ten times a second. */
export class Sampler {
  /** Each look: how many there were. */
  public readonly counts: number[] = [];
  /** The longest time in seconds for which there was none. */
  public longestAbsence = 0;

  private running = true;
  private readonly work: Promise<void>;

  public constructor(private readonly service: string) {
    this.work = this.look();
  }

  public async stop(): Promise<void> {
    this.running = false;
    await this.work;
  }

  private async look(): Promise<void> {
    let since: number | undefined;
    while (this.running) {
      const count = await runningContainers(this.service);
      this.counts.push(count);
      since = count > 0 ? undefined : since ?? Date.now();
      this.longestAbsence = Math.max(this.longestAbsence, since === undefined ? 0 : (Date.now() - since) / 1000);
      await pause(100);
    }
  }
}

async function runningContainers(service: string): Promise<number> {
  const filters = { label: [`com.docker.compose.project=${PROJECT}`, `com.docker.compose.service=${service}`], status: ['running'] };
  return (await askEngine<unknown[]>(`/containers/json?filters=${encodeURIComponent(JSON.stringify(filters))}`)).length;
}
