import { ChildProcessWithoutNullStreams, spawn } from 'child_process';
import { CommandOptions, killGroup } from './command';
import { eventually } from './eventually';

/** A program at a terminal: it is waited for, answered and interrupted as a person would. */
export class Terminal {
  /** All that was shown. */
  public shown = '';

  private readonly child: ChildProcessWithoutNullStreams;
  private code?: number;

  public constructor(private readonly argv: string[], options: CommandOptions) {
    this.child = spawn(argv[0], argv.slice(1), { cwd: options.cwd, env: options.env, detached: true, stdio: 'pipe' });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding('utf-8').on('data', (part: string) => this.shown += part);
    }
    this.child.stdin.on('error', () => undefined);
    this.child.on('error', (error) => this.shown += error.message);
    this.child.on('close', (exit) => this.code = exit ?? 128);
  }

  /** Waits until something is shown. */
  public async waitFor(pattern: RegExp, withinSeconds = 60): Promise<void> {
    await eventually(`${pattern} at "${this.argv.join(' ')}", which shows:\n${this.shown}`, withinSeconds, () => {
      if (this.code !== undefined && !pattern.test(this.shown)) {
        throw new Error(`it ended with ${this.code}, and showed:\n${this.shown}`);
      }
      return pattern.test(this.shown);
    });
  }

  public type(text: string): void {
    this.child.stdin.write(text);
  }

  /** Ctrl+C. */
  public interrupt(): void {
    this.type('\x03');
  }

  /** Waits for the end, and gives the exit code. */
  public async ended(withinSeconds = 60): Promise<number> {
    try {
      const { value } = await eventually(`the end of "${this.argv.join(' ')}"`, withinSeconds, () =>
        this.code === undefined ? undefined : { code: this.code });
      return value.code;
    } catch (error) {
      throw new Error(`${(error as Error).message}; it shows:\n${this.shown}`);
    } finally {
      this.close();
    }
  }

  /** Ends it, if it has not ended. */
  public close(): void {
    if (this.code === undefined) {
      killGroup(this.child.pid, 'SIGKILL');
    }
  }
}
