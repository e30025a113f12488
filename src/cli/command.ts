/** One of the commands of `npx projen-container-stack`. */
export interface Command {
  /** What it does, in one line of the usage. */
  readonly description: string;
  /** Runs it, with the arguments behind its name, and returns the exit code. Says on stderr what went wrong. */
  run(args: string[]): number | Promise<number>;
}
