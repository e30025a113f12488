import * as path from 'path';
import { IgnoreFile } from 'projen';
import { once } from './memory';
import type { Stack } from '../stack';

/**
 * Files and folders that never leave the machine they are on: env files, secrets, backups, the state of releases, keys of certificates. As
 * patterns of a `.gitignore` at the repository's root; the other files that leave something out are views of this list.
 */
export class PrivatePaths {
  private readonly patterns: string[] = [];
  private readonly ignored = new Set<string>();

  constructor(private readonly stack: Stack) {}

  /** @param patterns anchored ones, such as `/secrets/` and `!/.env.example`, in order: the last one that matches counts */
  public add(...patterns: string[]): void {
    this.patterns.push(...patterns);
  }

  /** For git and, where the project is published there, npm. */
  public ignore(): void {
    const patterns = this.all().filter((pattern) => !this.ignored.has(pattern));
    const npm = this.stack.project.tryFindFile('.npmignore');
    this.stack.project.gitignore.addPatterns(...patterns);
    if (npm instanceof IgnoreFile) {
      npm.addPatterns(...patterns);
    }
    // projen moves a pattern that is added again to the end: a second synthesis would write another order
    patterns.forEach((pattern) => this.ignored.add(pattern));
  }

  /** For the `.dockerignore` of a folder: those that are in it, relative to it. */
  public within(folder: string): string[] {
    const prefix = folder === '.' ? '/' : `/${folder}/`;
    return this.all().flatMap((pattern) => {
      const [, takenBack, anchored] = /^(!?)(.*)$/.exec(pattern)!;
      return anchored.startsWith(prefix) ? `${takenBack}${anchored.slice(prefix.length)}` : [];
    });
  }

  private all(): string[] {
    return [...new Set([...this.patterns, ...once(this, 'provided', () => this.provided())])];
  }

  /** What a person puts there for a container: certificates and their keys. */
  private provided(): string[] {
    return this.stack.targets.flatMap(({ environment }) => this.stack.services.flatMap((service) => {
      try {
        return (service.specIn(environment).mounts ?? []).flatMap(({ volume }) => volume.source().providedFiles ?? []);
      } catch {
        // what cannot be described is a problem of its own
        return [];
      }
    })).map((file) => `/${below(file)}`);
  }
}

/** A certificate and a key have others beside them: older ones, and that of the authority. */
function below(file: string): string {
  const { dir, ext } = path.posix.parse(file);
  return ['.pem', '.key'].includes(ext) ? path.posix.join(dir, '**', `*${ext}`) : file;
}
