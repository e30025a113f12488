import { comment, quoted, some, variableName, word } from './private/text';
import { shown } from '../base/checks';
import { requireProps } from '../base/props';

/** Options of a `COPY` instruction. */
export interface CopyOptions {
  /**
   * The owner (`--chown`), such as `101:101`.
   *
   * @default - root
   */
  readonly owner?: string;

  /**
   * The file mode (`--chmod`), such as `0755`.
   *
   * @default - the mode of the source
   */
  readonly mode?: string;
}

/** Mounts of a `RUN` instruction, which do not become part of the image. */
export interface RunMounts {
  /**
   * A cache mount: an absolute path that is kept between builds.
   *
   * @default - none
   */
  readonly cache?: string;

  /**
   * The id of the cache: builds with the same id share it.
   *
   * @default - the folder, so that all builds of an engine share it
   */
  readonly cacheId?: string;

  /**
   * Names of build secrets. Each is a variable of the same name while the commands run, and ends up in no layer.
   *
   * @default - none
   */
  readonly secrets?: string[];
}

/**
 * Instructions of a Dockerfile, written in the order in which they are added. Values are quoted or rejected; only shell commands and raw
 * instructions are written unchanged.
 */
export class DockerfileInstructions {
  private readonly parts: Part[] = [];

  /**
   * A comment, after an empty line.
   *
   * @param text its lines
   */
  public comment(...text: string[]): this {
    this.parts.push('', ...text.map(comment));
    return this;
  }

  /**
   * `WORKDIR`: the folder in which later instructions and the container's command run.
   *
   * @param path a folder in the image
   */
  public workdir(path: string): this {
    return this.add(`WORKDIR ${word(path)}`);
  }

  /**
   * `ENV`: variables of the image. One `$NAME` in upper case is expanded in an otherwise plain value, as in `/opt/venv/bin:$PATH`; any
   * other `$` is literal.
   *
   * @param variables their values by their names
   * @throws if there is no variable, or a name or a value is invalid
   */
  public env(variables: { [name: string]: string }): this {
    const pairs = Object.entries(variables).map(([name, value]) => `${variableName(name)}=${quoted(value)}`);
    return this.add(`ENV ${some(pairs).join(' \\\n    ')}`);
  }

  /**
   * `RUN` of shell commands, each of which must succeed. They are written unchanged: no part of them may come from an unchecked value.
   *
   * @param commands shell commands, joined with `&&`
   */
  public run(...commands: string[]): this {
    return this.add(`RUN ${some(commands).join(' \\\n && ')}`);
  }

  /**
   * `RUN` of shell commands with a cache mount.
   *
   * @param cache the absolute path of the cache
   * @param commands shell commands, joined with `&&`
   */
  public runCached(cache: string, ...commands: string[]): this {
    return this.runWith({ cache }, ...commands);
  }

  /**
   * `RUN` of shell commands with mounts.
   *
   * @param mounts a cache and secrets
   * @param commands shell commands, joined with `&&`
   */
  public runWith(mounts: RunMounts, ...commands: string[]): this {
    requireProps('RunMounts', mounts, 'DockerfileInstructions.runWith');
    const secrets = (mounts.secrets ?? []).map(variableName);
    const options = [
      ...mounts.cache === undefined ? [] : [cacheMount(mounts.cache, mounts.cacheId)],
      ...secrets.map((name) => `--mount=type=secret,id=${name},required=true`),
    ];
    const lines = [...secrets.flatMap((name) => [`${name}="$(cat /run/secrets/${name})"`, `export ${name}`]), ...some(commands)];
    return this.add(`RUN ${options.map((option) => `${option} \\\n    `).join('')}${lines.join(' \\\n && ')}`);
  }

  /**
   * `COPY` from the build context.
   *
   * @param sources files and folders of the context
   * @param target their path in the image
   * @param options their owner and mode
   * @throws if the owner or the mode is invalid
   */
  public copy(sources: string[], target: string, options: CopyOptions = {}): this {
    return this.add(`COPY${chosen(target, options)} ${[...some(sources), target].map(word).join(' ')}`);
  }

  /**
   * `COPY` from another stage, an image or a named context.
   *
   * @param origin the name of the stage or context, or the image
   * @param source the file or folder there
   * @param target its path in the image
   * @param options its owner and mode
   * @throws if the owner or the mode is invalid
   */
  public copyFrom(origin: string, source: string, target: string, options: CopyOptions = {}): this {
    return this.add(`COPY --from=${word(origin)}${chosen(target, options)} ${word(source)} ${word(target)}`);
  }

  /**
   * `EXPOSE`: documents the port that the container listens on.
   *
   * @param port a port of the container
   */
  public expose(port: number): this {
    return this.add(`EXPOSE ${port}`);
  }

  /**
   * `USER`: the user that later instructions and the container run as.
   *
   * @param user a name or id, optionally with a group: `1000:1000`
   */
  public user(user: string): this {
    return this.add(`USER ${word(user)}`);
  }

  /**
   * `STOPSIGNAL`: the signal that stops the container.
   *
   * @param signal such as `SIGQUIT`
   */
  public stopSignal(signal: string): this {
    return this.add(`STOPSIGNAL ${word(signal)}`);
  }

  /**
   * Any instruction, unchanged and unchecked.
   *
   * @param instruction one or more lines, such as `ADD --checksum=... https://... /opt/`
   */
  public raw(instruction: string): this {
    return this.add(instruction);
  }

  /** The text. */
  public render(): string {
    return this.parts.flatMap((part) => {
      if (typeof part === 'string') {
        return [`${part}\n`];
      }
      const later = new DockerfileInstructions();
      part(later);
      return [later.render()];
    }).join('');
  }

  /**
   * Instructions that are only known when the file is written.
   *
   * @internal
   */
  public _later(write: (instructions: DockerfileInstructions) => void): this {
    this.parts.push(write);
    return this;
  }

  /**
   * Instructions before the first one of that name; `undefined` if there is none.
   *
   * @internal
   */
  protected _before(name: string): DockerfileInstructions | undefined {
    let at = this.parts.findIndex((part) => typeof part === 'string' && part.startsWith(`${name} `));
    if (at < 0) {
      return undefined;
    }
    // what is said about it stays with it
    while (/^(#|$)/.test(`${this.parts[at - 1] ?? 'FROM'}`)) {
      at--;
    }
    const inserted = new DockerfileInstructions();
    this.parts.splice(at, 0, (instructions) => instructions.parts.push(...inserted.parts));
    return inserted;
  }

  /**
   * The names of the instructions, once each, in their order.
   *
   * @internal
   */
  protected get _names(): string[] {
    return [...new Set(this.parts.flatMap((part) => typeof part === 'string' ? part.match(/^[A-Z]+(?= )/) ?? [] : []))];
  }

  private add(instruction: string): this {
    this.parts.push(instruction);
    return this;
  }
}

type Part = string | ((instructions: DockerfileInstructions) => void);

function cacheMount(folder: string, id?: string): string {
  return `--mount=type=cache${id === undefined ? '' : `,id=${word(id)}`},target=${word(folder)}`;
}

/** The flags of a `COPY` for the owner and the mode of what is copied. */
function chosen(target: string, options: CopyOptions): string {
  requireProps('CopyOptions', options, `the copy of "${target}"`);
  const { owner, mode } = options;
  if (mode !== undefined && !/^0?[0-7]{3}$/.test(mode)) {
    throw new Error(`the mode of "${target}" is ${shown(mode)}: allowed are octal numbers such as "0755"`);
  }
  return `${owner === undefined ? '' : ` --chown=${word(owner)}`}${mode === undefined ? '' : ` --chmod=${mode}`}`;
}
