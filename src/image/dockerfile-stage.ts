import { DockerfileInstructions } from './dockerfile-instructions';
import { Duration } from '../base';
import { requireProps } from '../base/props';
import { comment, exec, word } from './private/text';

/** Options of a {@link DockerfileStage}. */
export interface DockerfileStageOptions {
  /** The image or the earlier stage that it starts from. */
  readonly base: string;

  /**
   * The purpose of the stage: lines of a comment above it.
   *
   * @default - no comment
   */
  readonly comment?: string[];
}

/** The image's own `HEALTHCHECK`, which Docker uses if nothing else defines one. */
export interface DockerfileHealthCheck {
  /** The program and its arguments, in exec form. */
  readonly command: string[];
  /** Time between two checks. */
  readonly interval: Duration;
  /** A check that takes longer fails. */
  readonly timeout: Duration;
  /** How long after the start failures do not count. */
  readonly startPeriod: Duration;
  /** How many failures in a row make a container unhealthy. */
  readonly retries: number;
}

/** One stage of a {@link Dockerfile}. `HEALTHCHECK` and `CMD` are written last, whenever they were set. */
export class DockerfileStage extends DockerfileInstructions {
  /** Its name. */
  public readonly name: string;
  /**
   * The image or the earlier stage that it starts from.
   *
   * @internal
   */
  public readonly _base: string;

  private readonly head: string[];
  private check?: string;
  private command?: string;
  private whereUnsaid?: () => StageEnd;
  private known?: () => boolean;

  /**
   * @param name its name
   * @param options its base image and comment
   */
  public constructor(name: string, options: DockerfileStageOptions) {
    requireProps('DockerfileStageOptions', options, `stage "${name}"`);
    super();
    this.name = name;
    this._base = options.base;
    this.head = [...(options.comment ?? []).map(comment), `FROM ${word(options.base)} AS ${name}`];
  }

  /**
   * `HEALTHCHECK`, in exec form. The last call wins.
   *
   * @param check the program and its timing
   */
  public healthCheck(check: DockerfileHealthCheck): this {
    requireProps('DockerfileHealthCheck', check, `the health check of stage "${this.name}"`);
    this.check = textOfCheck(check);
    return this;
  }

  /**
   * `CMD`, in exec form: the program is process 1 and receives signals. The last call wins.
   *
   * @param command the program and its arguments
   */
  public cmd(command: string[]): this {
    this.command = textOfCommand(command);
    return this;
  }

  /**
   * Instructions that come before the first one of that name: `before('USER').run('...')` runs as root.
   *
   * @param instruction its name, in upper case
   * @throws if the stage has none
   */
  public before(instruction: string): DockerfileInstructions {
    const found = this._before(instruction);
    if (!found) {
      throw new Error(`stage "${this.name}" has no instruction ${instruction}: it has ${this._names.join(', ') || 'none'}`);
    }
    return found;
  }

  /**
   * How it is checked and what it runs where nobody says it, as is known when the file is written.
   *
   * @internal
   */
  public _whereUnsaid(known: () => StageEnd): this {
    this.whereUnsaid = known;
    return this;
  }

  /**
   * The stage is written only if that is so when the file is.
   *
   * @internal
   */
  public _onlyIf(known: () => boolean): this {
    this.known = known;
    return this;
  }

  /** @internal */
  public get _isWritten(): boolean {
    return this.known?.() ?? true;
  }

  /** The text. */
  public override render(): string {
    const { check, command } = this.whereUnsaid?.() ?? {};
    const last = [this.check ?? (check && textOfCheck(check)), this.command ?? (command && textOfCommand(command))]
      .filter((line) => line !== undefined);
    return `${this.head.join('\n')}\n${super.render()}${last.map((line) => `${line}\n`).join('')}`;
  }
}

/** What is written last. */
interface StageEnd {
  readonly check?: DockerfileHealthCheck;
  readonly command?: string[];
}

function textOfCheck(check: DockerfileHealthCheck): string {
  const options = [
    `--interval=${check.interval}`, `--timeout=${check.timeout}`, `--start-period=${check.startPeriod}`, `--retries=${check.retries}`,
  ];
  return `HEALTHCHECK ${options.join(' ')} \\\n    CMD ${exec(check.command)}`;
}

function textOfCommand(command: string[]): string {
  return `CMD ${exec(command)}`;
}
