import { IConstruct } from 'constructs';
import { FileBase, Project } from 'projen';
import { ComposeTemplate } from './compose-template';
import { globExpression } from './private/glob';
import { WrittenFile, synthesizeFiles } from './private/written-file';
import { listed } from '../base/checks';

/** How the line begins that programs carry which are the same in every repository. */
const SHARED_PROGRAM = /^\S+ Part of projen-container-stack \S+, the same in every repository/;

/**
 * The files of a stack, or the part of them that is worth reviewing, as one string for a snapshot.
 *
 * ```ts
 * expect(StackSnapshot.of(stack).withoutPrograms().without(['docs/**']).toString()).toMatchSnapshot();
 * expect(StackSnapshot.of(stack).service('backend').toString()).toMatchSnapshot();
 * ```
 *
 * Each method returns a new snapshot and leaves this one unchanged.
 */
export class StackSnapshot {
  /**
   * The files of a stack, or of one of its services, or of a whole project with those of projen. The project is synthesized; its `outdir`
   * has to be below the system's temporary folder.
   *
   * @param scope a stack, a service, or a project
   * @throws if the project's `outdir` is elsewhere, or it cannot be synthesized
   */
  public static of(scope: IConstruct): StackSnapshot {
    const files = scope.node.findAll().filter((each): each is FileBase => each instanceof FileBase);
    return new StackSnapshot(synthesizeFiles(Project.of(scope), files).sort((a, b) => a.name < b.name ? -1 : 1));
  }

  private readonly parts: WrittenFile[];

  private constructor(parts: WrittenFile[]) {
    this.parts = parts;
  }

  /** The names of the files in it, in alphabetical order. */
  public get names(): string[] {
    return this.parts.map(({ name }) => name);
  }

  /**
   * Only these files.
   *
   * @param patterns paths in the repository; `*` stands for anything but a slash, `**` for any number of folders
   * @throws if a pattern matches no file
   */
  public files(patterns: string[]): StackSnapshot {
    const expressions = patterns.map((pattern) => this.expressionOf(pattern));
    return this.filter(({ name }) => expressions.some((expression) => expression.test(name)));
  }

  /**
   * All but these files.
   *
   * @param patterns paths in the repository; `*` stands for anything but a slash, `**` for any number of folders
   * @throws if a pattern matches no file
   */
  public without(patterns: string[]): StackSnapshot {
    const expressions = patterns.map((pattern) => this.expressionOf(pattern));
    return this.filter(({ name }) => !expressions.some((expression) => expression.test(name)));
  }

  /** All files except the programs that are the same in every repository and change only with the version of this library. */
  public withoutPrograms(): StackSnapshot {
    return this.filter(({ text }) => !text.split('\n', 5).some((line) => SHARED_PROGRAM.test(line)));
  }

  /**
   * Only what the Compose files say about one service.
   *
   * @param id its name
   * @throws if no Compose file has it
   */
  public service(id: string): StackSnapshot {
    const found = this.parts.flatMap(({ name, text }) => {
      const compose = /^services:/m.test(text) ? ComposeTemplate.fromString(text) : undefined;
      return compose?.serviceNames.includes(id) ? [{ name, text: compose.serviceText(id) }] : [];
    });
    if (found.length === 0) {
      throw new Error(`no Compose file has a service "${id}": searched were ${listed(this.names)}`);
    }
    return new StackSnapshot(found);
  }

  /** All files, each below a line with its name. */
  public toString(): string {
    return this.parts.map(({ name, text }) => `===== ${name} =====\n${text}`).join('\n');
  }

  /** The text of each file, by its path. */
  public toJSON(): { [path: string]: string } {
    return Object.fromEntries(this.parts.map(({ name, text }) => [name, text]));
  }

  private filter(keeps: (part: WrittenFile) => boolean): StackSnapshot {
    return new StackSnapshot(this.parts.filter(keeps));
  }

  private expressionOf(pattern: string): RegExp {
    const expression = globExpression(pattern);
    if (!this.names.some((name) => expression.test(name))) {
      throw new Error(`no file is like "${pattern}": the files are ${listed(this.names)}`);
    }
    return expression;
  }
}
