import * as path from 'path';
import { Project } from 'projen';
import { globExpression } from './private/glob';
import { WrittenFile, readFile, synthesizeFile } from './private/written-file';

/** A line of the file that says something. */
interface Rule {
  readonly line: number;
  readonly pattern: string;
  readonly expression: RegExp;
  readonly takesBack: boolean;
}

/**
 * Assertions on a `.dockerignore` file: which files are excluded from an image, as Docker decides it (the last pattern that matches a path
 * or a parent folder wins, `!` negates). They throw plain errors, so they work with any test framework.
 */
export class DockerIgnoreTemplate {
  /**
   * A `.dockerignore` file of a project, which is synthesized at each call.
   *
   * @param project the project, whose `outdir` is below the system's temporary folder
   * @param file relative to the project's folder: `backend/.dockerignore`
   * @throws if the project's `outdir` is elsewhere, it writes no such file, or it cannot be synthesized
   */
  public static fromProject(project: Project, file: string): DockerIgnoreTemplate {
    return new DockerIgnoreTemplate(synthesizeFile(project, file));
  }

  /**
   * A `.dockerignore` file on disk, such as the committed one.
   *
   * @param file relative to the folder in which the tests run, or absolute
   * @throws if there is none
   */
  public static fromFile(file: string): DockerIgnoreTemplate {
    return new DockerIgnoreTemplate(readFile(file));
  }

  /**
   * A `.dockerignore` file from a string.
   *
   * @param text the whole text
   */
  public static fromString(text: string): DockerIgnoreTemplate {
    return new DockerIgnoreTemplate({ name: 'the .dockerignore file', text });
  }

  private readonly name: string;
  private readonly rules: Rule[];

  private constructor({ name, text }: WrittenFile) {
    this.name = name;
    this.rules = rulesOf(text);
  }

  /**
   * Fails unless a file or a folder is excluded from the image.
   *
   * @param file its path in the build context: `.env`, `app/__pycache__/main.pyc`
   * @throws if it is not, with the pattern that includes it again
   */
  public ignores(file: string): void {
    const rule = this.decisive(file);
    if (!rule || rule.takesBack) {
      const reason = rule ? `line ${rule.line} takes it back: ${rule.pattern}` : 'no pattern matches it';
      throw new Error(`${this.name} does not ignore "${file}": ${reason}`);
    }
  }

  /**
   * Fails unless a file or a folder can be copied into the image.
   *
   * @param file its path in the build context: `requirements.txt`
   * @throws if it cannot, with the pattern that excludes it
   */
  public doesNotIgnore(file: string): void {
    const rule = this.decisive(file);
    if (rule && !rule.takesBack) {
      throw new Error(`${this.name} ignores "${file}": line ${rule.line} keeps it out: ${rule.pattern}`);
    }
  }

  /** The last rule about a path, or about a folder above it. */
  private decisive(file: string): Rule | undefined {
    const parts = path.posix.normalize(file).split('/').filter((part) => part !== '' && part !== '.');
    const paths = parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
    return this.rules.filter(({ expression }) => paths.some((each) => expression.test(each))).pop();
  }
}

function rulesOf(text: string): Rule[] {
  return text.split(/\r?\n/).flatMap((written, index) => {
    const pattern = written.trim();
    if (pattern === '' || written.startsWith('#')) {
      return [];
    }
    const takesBack = pattern.startsWith('!');
    const cleaned = path.posix.normalize(pattern.slice(takesBack ? 1 : 0).trim()).replace(/^\/|\/$/g, '');
    return [{ line: index + 1, pattern, expression: globExpression(cleaned), takesBack }];
  });
}
