import { requireProps } from '../base/props';

/** What a {@link DockerfileStage} needs to know. */
export interface DockerfileStageOptions {
  /** The image or the earlier stage that it starts from. */
  readonly base: string;

  /**
   * What the stage is for: a comment above it, a line each.
   *
   * @default - no comment
   */
  readonly comment?: string[];
}

/** When and how Docker checks a container that nobody else says it for. */
export interface DockerfileHealthCheck {
  /** The program and its arguments, in exec form. */
  readonly command: string[];
  /** Seconds between two checks. */
  readonly intervalSeconds: number;
  /** Seconds after which a check has failed. */
  readonly timeoutSeconds: number;
  /** Seconds after the start in which failures do not count. */
  readonly startPeriodSeconds: number;
  /** How many failures in a row make a container unhealthy. */
  readonly retries: number;
}

/**
 * A Dockerfile: stages in order, the last one the default. Values are written in exec (JSON) form or quoted, so that no space,
 * quote or `$` in them changes what the file says; those that cannot be are refused. Shell commands alone are written as they are.
 */
export class Dockerfile {
  private readonly stages: DockerfileStage[] = [];

  /**
   * Adds a stage at the end.
   *
   * @param name lower case letters, digits and `_ . -`
   * @param options what it starts from
   * @throws if the name is taken or cannot be used
   */
  public addStage(name: string, options: DockerfileStageOptions): DockerfileStage {
    requireProps('DockerfileStageOptions', options, `stage "${name}"`);
    if (!/^[a-z][a-z0-9_.-]*$/.test(name)) {
      throw new Error(`stage name "${name}" cannot be used: allowed are lower case letters, digits and _ . -, starting with a letter`);
    }
    if (this.stages.some((stage) => stage.name === name)) {
      throw new Error(`stage "${name}" exists already: the Dockerfile has ${this.stages.map((stage) => `"${stage.name}"`).join(', ')}`);
    }
    const stage = new DockerfileStage(name, options);
    this.stages.push(stage);
    return stage;
  }

  /**
   * The stage of that name.
   *
   * @param name as it was added
   * @throws if there is none
   */
  public findStage(name: string): DockerfileStage {
    const stage = this.stages.find((each) => each.name === name);
    if (!stage) {
      throw new Error(`there is no stage "${name}": the Dockerfile has ${this.stages.map((each) => `"${each.name}"`).join(', ') || 'none'}`);
    }
    return stage;
  }

  /** The text. */
  public render(): string {
    return this.stages.map((stage) => stage.render()).join('\n');
  }
}

/** What becomes of files that are copied. */
export interface CopyOptions {
  /**
   * To whom they belong, such as `101:101`.
   *
   * @default - root
   */
  readonly owner?: string;

  /**
   * What may be done with them, such as `0755`.
   *
   * @default - what could be done with them where they came from
   */
  readonly mode?: string;
}

/** One stage of a {@link Dockerfile}. Instructions are written in the order in which they are added. */
export class DockerfileStage {
  /** Its name. */
  public readonly name: string;

  private readonly lines: string[] = [];

  /**
   * @param name its name
   * @param options what it starts from
   */
  public constructor(name: string, options: DockerfileStageOptions) {
    requireProps('DockerfileStageOptions', options, `stage "${name}"`);
    this.name = name;
    this.lines.push(...(options.comment ?? []).map(comment), `FROM ${word(options.base)} AS ${name}`);
  }

  /**
   * A comment, after an empty line.
   *
   * @param text a line each
   */
  public comment(...text: string[]): this {
    this.lines.push('', ...text.map(comment));
    return this;
  }

  /**
   * `WORKDIR`: where the next instructions and the container's command run.
   *
   * @param path absolute, or relative to the one before
   */
  public workdir(path: string): this {
    return this.add(`WORKDIR ${word(path)}`);
  }

  /**
   * `ENV`: variables of the image. One `$NAME` in upper case is expanded in an otherwise plain value, as in
   * `/opt/venv/bin:$PATH`; any other `$` stands for itself.
   *
   * @param variables their values by their names
   * @throws if there is no variable, or a name or a value cannot be used
   */
  public env(variables: { [name: string]: string }): this {
    const pairs = Object.entries(variables).map(([name, value]) => `${variableName(name)}=${quoted(value)}`);
    return this.add(`ENV ${some(pairs).join(' \\\n    ')}`);
  }

  /**
   * `RUN` of shell commands, each of which must succeed. They are written as they are: no part of them may come from a value
   * that has not been checked.
   *
   * @param commands shell commands, joined with `&&`
   */
  public run(...commands: string[]): this {
    return this.add(`RUN ${some(commands).join(' \\\n && ')}`);
  }

  /**
   * `RUN` of shell commands with a folder that is kept from build to build and is no part of the image.
   *
   * @param cache the folder, absolute
   * @param commands shell commands, joined with `&&`
   */
  public runCached(cache: string, ...commands: string[]): this {
    return this.add(`RUN --mount=type=cache,target=${word(cache)} \\\n    ${some(commands).join(' \\\n && ')}`);
  }

  /**
   * `COPY` from the build context.
   *
   * @param sources files and folders, relative to the build context
   * @param target where they go, in the image
   */
  public copy(sources: string[], target: string): this {
    return this.add(`COPY ${[...some(sources), target].map(word).join(' ')}`);
  }

  /**
   * `COPY` from another stage, an image or a named context.
   *
   * @param origin the stage, the image or the context
   * @param source the file or folder there
   * @param target where it goes, in the image
   * @param options to whom it belongs, and what may be done with it
   * @throws if the owner or the mode cannot be used
   */
  public copyFrom(origin: string, source: string, target: string, options: CopyOptions = {}): this {
    requireProps('CopyOptions', options, `the copy of "${target}"`);
    const { owner, mode } = options;
    if (mode !== undefined && !/^0?[0-7]{3}$/.test(mode)) {
      throw new Error(`the mode of "${target}" is ${JSON.stringify(mode)}: allowed are octal numbers such as "0755"`);
    }
    const chosen = [...owner === undefined ? [] : [` --chown=${word(owner)}`], ...mode === undefined ? [] : [` --chmod=${mode}`]].join('');
    return this.add(`COPY --from=${word(origin)}${chosen} ${word(source)} ${word(target)}`);
  }

  /**
   * `COPY` of a text that stands in the Dockerfile itself.
   *
   * @param text the whole text
   * @param target the file, in the image
   * @throws if a line of the text would end it early
   */
  public copyText(text: string, target: string): this {
    const lines = text.replace(/\n*$/, '').split('\n');
    if (lines.some((line) => /^EOF\r*$/.test(line))) {
      throw new Error('a text with the line "EOF" cannot stand in a Dockerfile: it would end there');
    }
    return this.add([`COPY <<'EOF' ${word(target)}`, ...lines, 'EOF'].join('\n'));
  }

  /**
   * `EXPOSE`: the port on which the container listens, as information.
   *
   * @param port from 1 to 65535
   */
  public expose(port: number): this {
    return this.add(`EXPOSE ${port}`);
  }

  /**
   * `USER`: as whom the next instructions and the container run.
   *
   * @param user a name or a number, with a group if you like: `1000:1000`
   */
  public user(user: string): this {
    return this.add(`USER ${word(user)}`);
  }

  /**
   * `STOPSIGNAL`: what the container gets when it shall stop.
   *
   * @param signal its name, such as `SIGINT`
   */
  public stopSignal(signal: string): this {
    return this.add(`STOPSIGNAL ${word(signal)}`);
  }

  /**
   * `HEALTHCHECK`, in exec form.
   *
   * @param check the program, and when it runs
   */
  public healthCheck(check: DockerfileHealthCheck): this {
    requireProps('DockerfileHealthCheck', check, `the health check of stage "${this.name}"`);
    const options = [
      `--interval=${check.intervalSeconds}s`, `--timeout=${check.timeoutSeconds}s`,
      `--start-period=${check.startPeriodSeconds}s`, `--retries=${check.retries}`,
    ];
    return this.add(`HEALTHCHECK ${options.join(' ')} \\\n    CMD ${exec(check.command)}`);
  }

  /**
   * `CMD`, in exec form: the program is process 1 and gets the signals.
   *
   * @param command the program and its arguments
   */
  public cmd(command: string[]): this {
    return this.add(`CMD ${exec(command)}`);
  }

  /** The text. */
  public render(): string {
    return `${this.lines.join('\n')}\n`;
  }

  private add(instruction: string): this {
    this.lines.push(instruction);
    return this;
  }
}

function comment(text: string): string {
  if (/[\x00-\x1f]/.test(text)) {
    throw new Error(`${JSON.stringify(text)} cannot be a comment in a Dockerfile: allowed is one line of text`);
  }
  return `# ${text}`;
}

/** An argument that is no more than one word: nothing in it is special to Docker, and it is no option. */
function word(text: string): string {
  if (!/^[A-Za-z0-9_.,:/@%+=~*?^!][A-Za-z0-9_.,:/@%+=~*?^!-]*$/.test(text)) {
    throw new Error(`${JSON.stringify(text)} cannot stand in a Dockerfile: allowed are letters, digits and _ . , : / @ % + = ~ * ? ^ ! -, not starting with "-"`);
  }
  return text;
}

function variableName(text: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) {
    throw new Error(`${JSON.stringify(text)} cannot be a variable in a Dockerfile: allowed are letters, digits and underscores, not starting with a digit`);
  }
  return text;
}

/** An instruction without arguments is no instruction. */
function some<T>(items: T[]): T[] {
  if (items.length === 0) {
    throw new Error('an instruction of a Dockerfile has nothing to do: pass at least one command, source or variable');
  }
  return items;
}

/** A value as ENV reads it: `$` would be expanded, quotes and backslashes would end or change it. */
function quoted(text: string): string {
  if (/^[A-Za-z0-9_.,:/@%+=~-]+$/.test(text)) {
    return text;
  }
  // $PATH and the like, on purpose: a leading name and nothing else that is special
  if (/^[A-Za-z0-9_.,:/@%+=~-]*\$[A-Z]+[A-Za-z0-9_.,:/@%+=~-]*$/.test(text)) {
    return text;
  }
  if (/[\x00-\x1f]/.test(text)) {
    throw new Error(`${JSON.stringify(text)} cannot be a value in a Dockerfile: allowed is one line of text`);
  }
  return `"${text.replace(/[\\"$]/g, '\\$&')}"`;
}

function exec(command: string[]): string {
  return `[${command.map((part) => JSON.stringify(part)).join(', ')}]`;
}
