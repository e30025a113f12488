import { spawnSync } from 'child_process';
import { existsSync, lstatSync, readFileSync } from 'fs';
import * as path from 'path';
import { IRevision } from '../../revision';

/** A file that is longer is none of ours. */
const LONGEST_FILE = 4 * 1024 * 1024;

/** What the revisions of the default branch are called, where it is known. */
const DEFAULT_BRANCHES = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

/** The git repository around a folder. It is asked for what is recorded, and nothing of it is run: no hook, no filter. */
export class GitRepository {
  /** @throws if there is no git, or the folder is in no repository */
  constructor(private readonly folder: string) {
    this.git(['rev-parse', '--git-dir'], () =>
      `"${folder}" is in no git repository, so there is nothing to compare with: run "git init", and commit`);
  }

  /**
   * A revision by whatever git knows it by.
   *
   * @throws if it does not exist
   */
  public revision(name: string): IRevision {
    const commit = this.commitOf(name);
    if (commit === undefined) {
      const [remote, ...branch] = name.split('/');
      const fetch = branch.length === 0 ? 'git fetch' : `git fetch ${remote} ${branch.join('/')}`;
      throw new Error(`"${name}" is no revision of this repository: name a branch, a tag or a commit that is here; `
        + `"${fetch}" gets those that are elsewhere`);
    }
    return new GitRevision(name, this.treeOf(commit), (ids) => this.blobs(ids));
  }

  /** Where this branch and the default branch part; HEAD where there is no default branch; nothing where there is no commit. */
  public base(): IRevision {
    if (this.commitOf('HEAD') === undefined) {
      return { name: 'nothing (there is no commit yet)', files: [], read: () => new Map() };
    }
    for (const branch of DEFAULT_BRANCHES) {
      const common = this.commitOf(branch) === undefined ? '' : this.tryGit(['merge-base', 'HEAD', branch])?.trim() ?? '';
      if (common !== '') {
        const { files, read } = new GitRevision(common, this.treeOf(common), (ids) => this.blobs(ids)) as IRevision;
        return { name: common === this.commitOf('HEAD') ? 'HEAD' : `${branch} (${common.slice(0, 10)})`, files, read };
      }
    }
    return this.revision('HEAD');
  }

  /** What is on the disk, without what git ignores. */
  public workingTree(): IRevision {
    const listed = this.git(['ls-files', '-z', '--cached', '--others', '--exclude-standard']).split('\0').filter((file) => file !== '');
    const isFile = (file: string) => {
      const at = lstatSync(path.join(this.folder, file), { throwIfNoEntry: false });
      return at !== undefined && at.isFile() && at.size <= LONGEST_FILE;
    };
    return {
      name: 'the working tree',
      files: [...new Set(listed)].filter((file) => existsSync(path.join(this.folder, file))),
      read: (files) => new Map(files.filter(isFile).map((file) => [file, readFileSync(path.join(this.folder, file), 'utf-8')])),
    };
  }

  private commitOf(name: string): string | undefined {
    return name.startsWith('-') ? undefined : this.tryGit(['rev-parse', '--verify', '--quiet', `${name}^{commit}`])?.trim();
  }

  /** The ids of files by their names, below this folder; what is a link is none. */
  private treeOf(commit: string): Map<string, string> {
    const entries = this.git(['ls-tree', '-r', '-z', commit]).split('\0').filter((entry) => /^100\d{3} blob /.test(entry));
    return new Map(entries.map((entry) => {
      const [, id, name] = /^\d+ blob (\S+)\t(.*)$/s.exec(entry)!;
      return [name, id];
    }));
  }

  /** What is recorded under ids, in one go. */
  private blobs(ids: string[]): Map<string, string> {
    const input = Buffer.from(ids.map((id) => `${id}\n`).join(''));
    const { stdout } = spawnSync('git', ['cat-file', '--batch'], { ...this.options(), input });
    const found = new Map<string, string>();
    for (let at = 0; stdout !== null && at < stdout.length;) {
      const end = stdout.indexOf('\n', at);
      const [id, kind, size] = stdout.toString('utf-8', at, end).split(' ');
      const length = kind === 'blob' ? parseInt(size) : -1;
      if (length >= 0 && length <= LONGEST_FILE) {
        found.set(id, stdout.toString('utf-8', end + 1, end + 1 + length));
      }
      at = end + 1 + (length < 0 ? 0 : length + 1);
    }
    return found;
  }

  private tryGit(args: string[]): string | undefined {
    const { status, stdout } = spawnSync('git', args, { ...this.options(), encoding: 'utf-8' });
    return status === 0 ? stdout : undefined;
  }

  private git(args: string[], otherwise?: () => string): string {
    const { status, stdout, stderr, error } = spawnSync('git', args, { ...this.options(), encoding: 'utf-8' });
    if (error) {
      throw new Error(`git cannot be run (${error.message}): install it, what stands at another revision is read with it`);
    }
    if (status !== 0) {
      throw new Error(/not a git repository/.test(stderr) && otherwise ? otherwise() : `git ${args[0]} says: ${stderr.trim()}`);
    }
    return stdout;
  }

  private options() {
    return { cwd: this.folder, maxBuffer: 1024 * 1024 * 1024, env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' } };
  }
}

class GitRevision implements IRevision {
  public readonly files: string[];
  public readonly read: IRevision['read'];

  constructor(public readonly name: string, ids: Map<string, string>, blobs: (ids: string[]) => Map<string, string>) {
    this.files = [...ids.keys()];
    this.read = (files) => {
      const there = files.filter((file) => ids.has(file));
      const texts = blobs([...new Set(there.map((file) => ids.get(file)!))]);
      return new Map(there.flatMap((file): [string, string][] => {
        const text = texts.get(ids.get(file)!);
        return text === undefined ? [] : [[file, text]];
      }));
    };
  }
}
