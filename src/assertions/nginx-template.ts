import { Project } from 'projen';
import { MatchResult } from './match-result';
import { ParsedDirective } from './parsed-directive';
import { assertAny, compareWords } from './private/failure';
import { locationOf } from './private/nginx-location';
import { parseNginx } from './private/nginx-parser';
import { WrittenFile, readFile, synthesizeFile } from './private/written-file';
import { listed } from '../base/checks';

/**
 * Assertions on an nginx configuration. They throw plain errors, so they work with any test framework.
 *
 * A block is given by its path, from the outside in: `['server', 'location /api']`. Each step is a directive, optionally with its first
 * words; a location is found with or without its modifier (`location ^~ /api`). If several blocks match, such as two servers, one of them
 * has to be as expected.
 */
export class NginxTemplate {
  /**
   * A configuration of a project, which is synthesized at each call.
   *
   * @param project the project, whose `outdir` is below the system's temporary folder
   * @param path relative to the project's folder: `docker/nginx/nginx.conf`
   * @throws if the project's `outdir` is elsewhere, it writes no such file, or it cannot be synthesized
   */
  public static fromProject(project: Project, path: string): NginxTemplate {
    return new NginxTemplate(synthesizeFile(project, path));
  }

  /**
   * A configuration on disk, such as the committed one.
   *
   * @param path relative to the folder in which the tests run, or absolute
   * @throws if there is none, or it cannot be read
   */
  public static fromFile(path: string): NginxTemplate {
    return new NginxTemplate(readFile(path));
  }

  /**
   * A configuration that is a text.
   *
   * @param text the whole text
   * @throws if it cannot be read
   */
  public static fromString(text: string): NginxTemplate {
    return new NginxTemplate({ name: 'the nginx configuration', text });
  }

  private readonly name: string;
  private readonly directives: ParsedDirective[];

  private constructor({ name, text }: WrittenFile) {
    this.name = name;
    try {
      this.directives = parseNginx(text);
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message}`);
    }
  }

  /**
   * The first block of that kind. Its `text` is for a snapshot that holds one block and nothing else.
   *
   * @param path the way to it: `['server', 'location = /health']`
   * @throws if there is none
   */
  public block(path: string[]): ParsedDirective {
    return this.blocks(path)[0];
  }

  /**
   * The location that answers a request, chosen as nginx chooses, in the first server that has one for it.
   *
   * @param path what is asked for: `/api/users`
   * @throws if there is none
   */
  public location(path: string): ParsedDirective {
    const servers = this.blocks(['server']);
    const [found] = servers.flatMap((server) => locationOf(server, path) ?? []);
    if (!found) {
      const locations = servers.flatMap(({ block }) => block!).filter(({ name }) => name === 'location');
      throw new Error(`${this.name} has no location for "${path}": it has ${listed(locations.map(wordsOf))}`);
    }
    return found;
  }

  /**
   * The directives of that name, in each of the blocks.
   *
   * @param path the way to the block; `[]` is outside of all blocks
   * @param name the name of the directive
   * @param args its words: a text with a space between them, a list, or a matcher of either; without it, anything
   * @throws if there is no such block
   */
  public findDirectives(path: string[], name: string, args?: any): ParsedDirective[] {
    const named = this.inside(path).filter((directive) => directive.name === name);
    return named.filter((directive) => args === undefined || compareArgs(directive, args).isSuccess);
  }

  /**
   * Fails unless there is such a block.
   *
   * @param path the way to it
   * @throws if there is none, with those that there are
   */
  public hasBlock(path: string[]): void {
    this.blocks(path);
  }

  /**
   * Fails if there is such a block.
   *
   * @param path the way to it
   * @throws if there is one
   */
  public doesNotHaveBlock(path: string[]): void {
    const [found] = this.find(path);
    if (found) {
      throw new Error(`the block "${wordsOf(found)}" in line ${found.line} of ${this.name} was expected to be absent`);
    }
  }

  /**
   * Fails unless a block has such a directive.
   *
   * @param path the way to the block; `[]` is outside of all blocks
   * @param name the name of the directive
   * @param args its words: a text with a space between them, a list, or a matcher of either; without it, anything
   * @throws if there is none, with the closest one
   */
  public hasDirective(path: string[], name: string, args?: any): void {
    const named = this.findDirectives(path, name);
    const where = path.length === 0 ? this.name : `"${path.join(' > ')}" of ${this.name}`;
    if (named.length === 0) {
      throw new Error(`${where} has no directive "${name}": it has ${listed([...new Set(this.inside(path).map((each) => each.name))])}`);
    }
    if (args !== undefined) {
      assertAny(`${where} has no such directive "${name}"`, named.map((directive) => compareArgs(directive, args)));
    }
  }

  /**
   * Fails if a block has such a directive.
   *
   * @param path the way to the block; `[]` is outside of all blocks
   * @param name the name of the directive
   * @param args its words: a text with a space between them, a list, or a matcher of either; without it, anything
   * @throws if there is one, or there is no such block
   */
  public doesNotHaveDirective(path: string[], name: string, args?: any): void {
    const [found] = this.findDirectives(path, name, args);
    if (found) {
      throw new Error(`line ${found.line} of ${this.name} was expected to be absent: ${wordsOf(found)}`);
    }
  }

  /** What stands in all the blocks of that kind. */
  private inside(path: string[]): ParsedDirective[] {
    return path.length === 0 ? this.directives : this.blocks(path).flatMap(({ block }) => block!);
  }

  private blocks(path: string[]): ParsedDirective[] {
    const found = this.find(path);
    if (found.length === 0) {
      const known = path.slice(0, path.findIndex((_, depth) => this.find(path.slice(0, depth + 1)).length === 0));
      const blocks = this.inside(known).filter(({ block }) => block);
      const there = known.length === 0 ? 'it' : `"${known.join(' > ')}"`;
      throw new Error(`${this.name} has no block "${path.join(' > ')}": ${there} has ${listed(blocks.map(wordsOf))}`);
    }
    return found;
  }

  private find(path: string[]): ParsedDirective[] {
    if (path.length === 0) {
      throw new Error('the way to a block is empty: name at least one, such as ["server"]');
    }
    return path.reduce<ParsedDirective[]>(
      (around, step) => around.flatMap(({ block }) => block!).filter((directive) => directive.block && isStep(directive, step)),
      [{ name: '', args: [], block: this.directives, line: 1, text: '' }],
    );
  }
}

/** Whether a block is what a step asks for: its first words, a location also by its path alone. */
function isStep({ name, args }: ParsedDirective, step: string): boolean {
  const starts = (words: string[]) => `${words.join(' ')} `.startsWith(`${step.trim().replace(/\s+/g, ' ')} `);
  return starts([name, ...args]) || (name === 'location' && args.length === 2 && starts([name, args[1]]));
}

function compareArgs({ args }: ParsedDirective, expected: any): MatchResult {
  return compareWords(args.join(' '), args, expected);
}

function wordsOf({ name, args }: ParsedDirective): string {
  return [name, ...args].join(' ');
}
