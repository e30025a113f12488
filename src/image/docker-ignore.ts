import { shown } from '../base/checks';
import { requireProps } from '../base/props';

/** A group of patterns under a heading. */
export interface DockerIgnoreSection {
  /** The heading, a comment. */
  readonly title: string;
  /** Patterns in Docker's syntax, in order: the last match wins, and `!` negates. */
  readonly patterns: string[];
}

/** A `.dockerignore` file. The order of patterns is kept, because it matters. */
export class DockerIgnore {
  private readonly sections: DockerIgnoreSection[] = [];

  /**
   * Adds a group of patterns at the end.
   *
   * @param section a heading and its patterns
   * @throws if a pattern is empty or more than one line
   */
  public addSection(section: DockerIgnoreSection): void {
    requireProps('DockerIgnoreSection', section, 'a section of a .dockerignore file');
    for (const line of [section.title, ...section.patterns]) {
      if (!/^[^\s#\x00-\x1f](?:[^\x00-\x1f]*[^\s\x00-\x1f])?$/.test(line)) {
        throw new Error(
          `${shown(line)} cannot stand in a .dockerignore file: `
          + 'allowed is one line of text that starts neither with white space nor with "#"',
        );
      }
    }
    this.sections.push({ title: section.title, patterns: [...section.patterns] });
  }

  /**
   * Adds patterns at the end, where they take precedence: the last match wins, and `!` negates.
   *
   * @param patterns such as `docs/` and `!docs/api.json`
   * @throws if a pattern is empty or more than one line
   */
  public addPatterns(...patterns: string[]): void {
    this.addSection({ title: 'Further', patterns });
  }

  /** The text. */
  public render(): string {
    return this._renderWith({});
  }

  /**
   * The text, with what is only known when it is written at its end. What no image may have stands last, where nothing takes it back.
   *
   * @internal
   */
  public _renderWith({ generated = [], takenBack = [], secret = [] }: DockerIgnoreEnd): string {
    const end = [
      { title: 'Generated', patterns: generated },
      { title: 'Needed by the installation of packages', patterns: takenBack },
      { title: 'Secrets, backups and state', patterns: secret },
    ].filter(({ patterns }) => patterns.length > 0);
    return [...this.sections, ...end].map((section) => [`# ${section.title}`, ...section.patterns, ''].join('\n')).join('\n');
  }
}

/**
 * What stands at the end of a `.dockerignore` file.
 *
 * @internal
 */
export interface DockerIgnoreEnd {
  readonly generated?: string[];
  readonly takenBack?: string[];
  readonly secret?: string[];
}
