import { spawn } from 'child_process';

/** How a command is run. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** What it reads; nothing by default. */
  readonly input?: string;
  /** After this long it and its children are killed, and that is a failure. */
  readonly timeoutSeconds?: number;
}

/** What came of a command. */
export interface Outcome {
  readonly command: string;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams, in the order in which they came. */
  readonly output: string;
  readonly seconds: number;
}

/** Runs a program to its end, whatever its exit code. */
export async function run(argv: string[], options: CommandOptions = {}): Promise<Outcome> {
  const { timeoutSeconds = 120 } = options;
  const began = process.hrtime.bigint();
  const child = spawn(argv[0], argv.slice(1), { cwd: options.cwd, env: options.env, detached: true, stdio: 'pipe' });
  const text = { stdout: '', stderr: '', output: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf-8').on('data', (part: string) => {
      text[stream] += part;
      text.output += part;
    });
  }
  // a program that ends without reading closes its end of the pipe
  child.stdin.on('error', () => undefined).end(options.input ?? '');

  let late = false;
  const alarm = setTimeout(() => {
    late = true;
    killGroup(child.pid, 'SIGKILL');
  }, timeoutSeconds * 1000);
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit) => resolve(exit ?? 128));
  }).finally(() => clearTimeout(alarm));

  const outcome = { command: argv.join(' '), code, ...text, seconds: secondsSince(began) };
  if (late) {
    throw new Error(`did not end within ${timeoutSeconds} s: ${describe(outcome)}`);
  }
  return outcome;
}

/** Runs a program that must succeed. */
export async function succeed(argv: string[], options: CommandOptions = {}): Promise<Outcome> {
  return mustSucceed(await run(argv, options));
}

/** Fails, with what it said, unless a program has succeeded. */
export function mustSucceed(outcome: Outcome): Outcome {
  if (outcome.code !== 0) {
    throw new Error(describe(outcome));
  }
  return outcome;
}

/** The command, how it ended and its last lines. */
export function describe(outcome: Outcome): string {
  const lines = outcome.output.trimEnd().split('\n');
  return `"${outcome.command}" ended with ${outcome.code}:\n${lines.slice(-40).join('\n')}`;
}

/** Signals a child that was started with `detached` and everything that it started. */
export function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) {
      process.kill(-pid, signal);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}

export function secondsSince(began: bigint): number {
  return Number(process.hrtime.bigint() - began) / 1e9;
}
