import { mkdirSync, statSync } from 'fs';
import * as path from 'path';
import { Construct } from 'constructs';
import { FileBase, IResolver, Project } from 'projen';
import { replaceFile, textOf } from './private/disk/generated-files';
import { nameBelow, placeProblem } from './private/disk/places';
import { once } from './private/memory';
import { Stack } from './stack';
import { requireRepositoryFile } from '../base/checks';
import { isMarked } from '../base/generated';
import { requireProps } from '../base/props';

/** Text that is rendered when it is written. */
export interface IFileContent {
  /** The whole text, without the marker of generated files. */
  render(): string;
}

/** How a file's format writes a comment. */
export enum CommentStyle {
  /** `# ...` */
  HASH = '#',
  /** `// ...` */
  SLASHES = '//',
  /** `-- ...` */
  DASHES = '--',
  /** `<!-- ... -->` */
  HTML = '<!--',
}

/** Options of a {@link StackFile}. */
export interface StackFileProps {
  /** The text. */
  readonly content: IFileContent;

  /** How the format writes a comment: the marker of generated files is one. */
  readonly comment: CommentStyle;

  /**
   * Whether the file is executable.
   *
   * @default false
   */
  readonly executable?: boolean;

  /**
   * Whether it is a template that people copy: it is writable then, so that the copy is too.
   *
   * @default false
   */
  readonly template?: boolean;
}

/**
 * A file that a stack writes: read-only, marked as generated, ending with a newline. An existing file that was not generated is never
 * overwritten: the synthesis stops before anything is written (see {@link StackProps.adopt}).
 */
export class StackFile extends FileBase {
  private readonly stack: Stack;
  private readonly content: IFileContent;
  private readonly template: boolean;
  private readonly comment: CommentStyle;
  private isChanged?: boolean;

  /**
   * @param scope the stack, or one of its services or targets
   * @param filePath relative to the project's folder
   * @param props the text, and how the format writes a comment
   * @throws if the path leaves the project, or another component writes the same file
   */
  public constructor(scope: Construct, filePath: string, props: StackFileProps) {
    requireProps('StackFileProps', props, `file "${filePath}"`);
    const stack = Stack.of(scope);
    const normalized = requireRepositoryFile('the path of a generated file', filePath);
    try {
      super(scope, normalized, { executable: props.executable });
    } catch (error) {
      // projen looks for a file of that name too, and says less
      throw taken(scope, normalized) ?? error;
    }
    this.stack = stack;
    this.content = props.content;
    this.template = props.template ?? false;
    this.comment = props.comment;
    stack._registerFile(this);
    this.node.addValidation({ validate: () => [...this.obstacles(), ...this.unfitPatches()] });
  }

  /**
   * The text with its patches, without the marker of generated files.
   *
   * @throws if a patch does not apply
   */
  public render(): string {
    return once(this, 'text', () => this.stack._patchesOf(this.path).reduce((text, patch) => patch.apply(text), this.content.render()));
  }

  private obstacles(): string[] {
    const obstacle = this.obstacle();
    return obstacle === undefined ? [] : [obstacle];
  }

  private unfitPatches(): string[] {
    if (this.stack._patchesOf(this.path).length === 0) {
      return [];
    }
    try {
      this.render();
      return [];
    } catch (error) {
      return [`"${this.path}" cannot be patched: ${(error as Error).message}`];
    }
  }

  /** The line that marks generated files; `undefined` if projen is configured to omit it. */
  public override get marker(): string | undefined {
    return this.stack._marker(() => super.marker);
  }

  /** The message about what prevents the file from being written, if anything does. */
  public obstacle(): string | undefined {
    const name = nameBelow(this.project.root.outdir, this.absolutePath);
    const problem = placeProblem(this.project.root.outdir, name, ', or give the stack other paths');
    const text = textOf(this.absolutePath);
    if (problem !== undefined || text === undefined || this.stack.adopt.includes(this.path) || isMarked(text)) {
      return problem;
    }
    return `"${this.path}" exists and was not generated: move it away, give the stack other paths, `
      + `or pass adopt: ['${this.path}'] to have it replaced (a copy is kept as "${this.path}.orig")`;
  }

  public override preSynthesize(): void {
    super.preSynthesize();
    // people review what was generated: it must not be collapsed in pull requests
    this.project.gitattributes.removeAttributes(`/${this.path}`, 'linguist-generated');
  }

  /** Writes to a temporary file and renames it, so that an interruption leaves the old file or the new one. */
  public override synthesize(): void {
    const text = this.stack._texts.take(this);
    const mode = this.template ? 0o644 : this.executable ? 0o544 : 0o444;
    const before = textOf(this.absolutePath);
    this.isChanged = before !== text || statSync(this.absolutePath).mode % 0o1000 !== mode;
    if (this.isChanged) {
      mkdirSync(path.dirname(this.absolutePath), { recursive: true });
      replaceFile(this.absolutePath, text, mode);
    }
  }

  /** Whether the last synthesis changed the file; `undefined` before it. */
  public override get changed(): boolean | undefined {
    return this.isChanged;
  }

  /**
   * The whole file as it is written, with its marker.
   *
   * @internal
   */
  public _text(): string {
    const lines = this.render().replace(/\n*$/, '\n').split('\n');
    if (this.marker) {
      // a shebang and parser directives have to stay first
      let at = 0;
      while (/^#(!|\s*(syntax|check|escape)\s*=)/i.test(lines[at])) {
        at++;
      }
      const marker = this.comment === CommentStyle.HTML ? `<!-- ${this.marker} -->` : `${this.comment} ${this.marker}`;
      lines.splice(at, 0, marker, ...lines[at] === '' ? [] : ['']);
    }
    return lines.join('\n');
  }

  protected synthesizeContent(resolver: IResolver): string | undefined {
    void resolver;
    return this._text();
  }
}

/** Who writes the file already. */
function taken(scope: Construct, file: string): Error | undefined {
  const project = Project.of(scope);
  const other = project.root.tryFindFile(path.resolve(project.outdir, file));
  const owner = other && Stack.tryOf(other);
  return other && new Error(
    `stack "${Stack.of(scope).name}" would write "${file}", which `
      + `${owner ? `stack "${owner.name}"` : 'another component of the project'} writes already: `
    + 'give it another path (see StackPaths)',
  );
}
