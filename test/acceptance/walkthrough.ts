import { ChildProcess, spawn } from 'child_process';
import { isFree } from './engine';
import { eventually } from './eventually';
import { FULL } from './extent';
import { GuideCommand } from './guide';
import { Sandbox } from './sandbox';

/** What a walk needs to know that the guide leaves open. */
export interface WalkthroughOptions {
  /** Commands that are not run, and why. */
  readonly notRun?: Array<[RegExp, string]>;
  /** What people fill in where the guide leaves a gap. */
  readonly gaps?: Array<[RegExp, () => string]>;
  /** Takes away what runs, so that its ports are free. */
  readonly stop?: () => Promise<unknown>;
  /**
   * Whether a line that was followed before is followed again where the guide repeats it.
   *
   * @default - in a full run only
   */
  readonly repeats?: () => Promise<boolean>;
  /** What a person does after a command, such as to fill in a file. */
  readonly afterwards?: Array<[RegExp, () => void]>;
}

/** Does what a guide says, one command after the other, as a person at a terminal would. */
export class Walkthrough {
  /** The commands that were run or have a reason not to be. */
  public readonly done: string[] = [];

  /** Programs on ports of the stack, for commands that find and end them. */
  private readonly listeners: ChildProcess[] = [];

  public constructor(private readonly sandbox: Sandbox, private readonly options: WalkthroughOptions) {}

  /** @throws if the command does not do what it is there for */
  public async follow({ line }: GuideCommand): Promise<void> {
    const { notRun = [], gaps = [], afterwards = [], repeats = async () => FULL } = this.options;
    if (this.done.includes(line) && !await repeats()) {
      return;
    }
    const filled = gaps.reduce((text, [gap, value]) => text.replace(gap, value), line);
    if (notRun.some(([pattern]) => pattern.test(line))) {
      // nothing to do
    } else if (/^lsof .*:\d+/.test(filled)) {
      await this.findListener(filled);
    } else if (/^kill /.test(filled)) {
      await this.killListener(filled);
    } else if (/\blogs\b/.test(filled) && !/--no-follow/.test(filled) && (/docker-\w+\.sh/.test(filled) || / (-f|--follow)\b/.test(filled))) {
      await this.watchLogs(filled);
    } else if (/docker-dev\.sh shell|\bexec\b.* (ba)?sh$/.test(filled)) {
      await this.visitShell(filled);
    } else if (/docker-dev\.sh clean$|docker-prod\.sh restore \S+$/.test(filled)) {
      await this.agree(filled);
    } else {
      await this.type(filled);
    }
    afterwards.filter(([pattern]) => pattern.test(line)).forEach(([, work]) => work());
    this.done.push(line);
  }

  /** Ends what is left. */
  public end(): void {
    this.listeners.splice(0).forEach((listener) => listener.kill('SIGKILL'));
  }

  private async type(line: string): Promise<void> {
    const { code, output } = await this.sandbox.type(line, { timeoutSeconds: 900 });
    if (code !== 0) {
      throw new Error(`"${line}" ended with ${code}:\n${output.slice(-2000)}`);
    }
  }

  private async watchLogs(line: string): Promise<void> {
    const terminal = this.sandbox.terminal(line);
    try {
      await terminal.waitFor(/^\S+-\d+ +\| /m);
      terminal.interrupt();
      await terminal.ended();
    } finally {
      terminal.close();
    }
  }

  private async visitShell(line: string): Promise<void> {
    const terminal = this.sandbox.terminal(line);
    try {
      await terminal.waitFor(/[$#] $/m);
      terminal.type('echo "it is $((20 + 22))"; exit\n');
      await terminal.waitFor(/it is 42/);
      await terminal.ended();
    } finally {
      terminal.close();
    }
  }

  private async agree(line: string): Promise<void> {
    const terminal = this.sandbox.terminal(line);
    try {
      await terminal.waitFor(/\[s\/N\] $/);
      terminal.type('s\n');
      if (await terminal.ended(300) !== 0) {
        throw new Error(`"${line}" failed:\n${terminal.shown}`);
      }
    } finally {
      terminal.close();
    }
  }

  /** A port can only be in somebody else's use while the stack does not use it. */
  private async findListener(line: string): Promise<void> {
    const port = Number(/:(\d+)/.exec(line)![1]);
    await this.options.stop?.();
    const program = `require('net').createServer().listen(${port}, '127.0.0.1')`;
    const [command, ...argv] = this.sandbox.user.running(['node', '-e', program]);
    const listener = spawn(command, argv, { stdio: 'ignore' });
    this.listeners.push(listener);
    await eventually(`a listener on port ${port}`, 60, async () => !await isFree(port));
    const { stdout } = await this.sandbox.type(line);
    if (!stdout.includes(`${listener.pid}`)) {
      throw new Error(`"${line}" does not show process ${listener.pid}:\n${stdout}`);
    }
  }

  private async killListener(line: string): Promise<void> {
    for (const listener of this.listeners.splice(0)) {
      await this.type(line.replace(/<PID>/i, `${listener.pid}`));
      await eventually(`the end of process ${listener.pid}`, 60, () => listener.exitCode !== null || listener.signalCode !== null);
    }
  }
}
