import { existsSync, readFileSync, statSync } from 'fs';
import * as path from 'path';

/** The folder that a build sees, as it is when the project is synthesized. Paths in it are relative to it. */
export class SourceTree {
  /**
   * @param root the repository's folder, absolute
   * @param context the folder that the build sees, relative to it
   */
  public constructor(private readonly root: string, public readonly context: string) {}

  /** The text of a file; `undefined` if there is none. */
  public text(file: string): string | undefined {
    const found = this.absolute(file);
    return existsSync(found) && statSync(found).isFile() ? readFileSync(found, 'utf-8') : undefined;
  }

  public has(name: string): boolean {
    return existsSync(this.absolute(name));
  }

  public isFolder(name: string): boolean {
    return this.has(name) && statSync(this.absolute(name)).isDirectory();
  }

  /** As people see it: relative to the repository. */
  public shown(name: string): string {
    return path.posix.join(this.context, name);
  }

  /** Where it is on this machine. */
  public absolute(name: string): string {
    return path.join(this.root, this.context, name);
  }
}

/** Whether a path of a tree leads out of it. */
export function isOutside(name: string): boolean {
  return name === '..' || name.startsWith('../') || name.startsWith('/');
}
