import * as path from 'path';
import { CopiedInputs } from './copying';
import { SourceTree, isOutside } from './source-tree';

/** A path that can stand in a Dockerfile. */
const WRITABLE = /^[A-Za-z0-9_.@+/=,~^%:-]+$/;

/**
 * The files and folders that an install step reads beside the file that it is told: each is copied before it. What is named and is not
 * there is a problem, because the image would fail to build, minutes later.
 */
export class InstallInputs {
  private readonly found = new Set<string>();
  private readonly wrong: string[] = [];

  /**
   * @param id the service
   * @param tree the folder that the build sees
   */
  public constructor(private readonly id: string, public readonly tree: SourceTree) {}

  /** What is copied, relative to the build's folder, without what is in a folder that is copied whole. */
  public get paths(): string[] {
    const all = [...this.found].sort();
    return all.filter((one) => !all.some((other) => other !== one && this.tree.isFolder(other) && isIn(other, one)));
  }

  /** The same, apart. */
  public get copied(): CopiedInputs {
    const { paths } = this;
    return {
      files: paths.filter((name) => !this.tree.isFolder(name)),
      folders: paths.filter((name) => this.tree.isFolder(name)),
    };
  }

  /** What is wrong, a sentence each. */
  public get problems(): string[] {
    return [...this.wrong];
  }

  /**
   * Adds what is there.
   *
   * @param name a file or folder, relative to the build's folder
   * @param by who names it: a file, relative to the build's folder, or `undefined` for a prop
   * @param given how it is named there
   * @returns its path, if there is such a file
   */
  public add(name: string, by: string | undefined, given = name): string | undefined {
    const normal = path.posix.normalize(name).replace(/(?<=.)\/$/, '');
    const names = by === undefined ? `the installInputs of service "${this.id}" name "${given}"`
      : `"${this.tree.shown(by)}", from which service "${this.id}" installs its packages, names "${given}"`;
    if (isOutside(normal)) {
      this.wrong.push(
        `${names}, which is outside of "${this.tree.context}", the folder that its image is built from: pass context with a folder that `
        + 'has both (such as context: \'.\'), or put a copy into the folder',
      );
    } else if (!this.tree.has(normal)) {
      this.wrong.push(`${names}, and there is no "${this.tree.shown(normal)}": write it, or take the name away`);
    } else if (!WRITABLE.test(normal)) {
      this.wrong.push(`${names}, which cannot stand in a Dockerfile: give it a name of letters, digits and _ . @ + / = , ~ ^ % : -`);
    } else {
      this.found.add(normal);
      return normal;
    }
    return undefined;
  }

  /** Adds what may be there and is read if it is. */
  public addIfThere(...names: string[]): void {
    names.filter((name) => this.tree.has(name)).forEach((name) => this.add(name, undefined));
  }

  /**
   * What an ignore file has to take back, so that the build sees it.
   *
   * @param hidden patterns of folders at the top that are no part of the build, such as `dist/`
   */
  public takenBack(hidden: string[]): string[] {
    const folders = hidden.filter((pattern) => /^[^*!]+\/$/.test(pattern)).map((pattern) => pattern.slice(0, -1));
    return this.paths.filter((name) => folders.some((folder) => isIn(folder, name)))
      .map((name) => `!${name}${this.tree.isFolder(name) ? '/' : ''}`);
  }
}

/** Whether a path is another one, or in it. */
export function isIn(folder: string, name: string): boolean {
  return folder === '.' || name === folder || name.startsWith(`${folder}/`);
}
