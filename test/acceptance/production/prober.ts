import { setTimeout as pause } from 'timers/promises';

/** Asks for one page ten times a second, one request after the other. */
export class Prober {
  /** The longest time in seconds between two good answers. */
  public longestSilence = 0;

  private running = true;
  private readonly work: Promise<void>;

  public constructor(private readonly url: string) {
    this.work = this.ask();
  }

  public async stop(): Promise<void> {
    this.running = false;
    await this.work;
  }

  private async ask(): Promise<void> {
    let last = Date.now();
    while (this.running) {
      const answered = await fetch(this.url, { signal: AbortSignal.timeout(2000), headers: { connection: 'close' } }).then((response) => response.ok, () => false);
      const silence = (Date.now() - last) / 1000;
      this.longestSilence = Math.max(this.longestSilence, silence);
      last = answered ? Date.now() : last;
      await pause(100);
    }
  }
}
