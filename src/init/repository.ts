import { closeSync, existsSync, fstatSync, openSync, readSync, readdirSync } from 'fs';
import * as path from 'path';

/** Folders that hold nothing that somebody of the repository has written. */
const NOT_SOURCES = new Set([
  'node_modules',
  'bower_components',
  'venv',
  'env',
  '__pycache__',
  'site-packages',
  'dist',
  'out-tsc',
  'coverage',
  'htmlcov',
  'target',
  'vendor',
]);
/** A name that may stand in a path of a stack; any other file is not looked at. */
const USABLE = /^[A-Za-z0-9_.@+][A-Za-z0-9_.@+ -]*$/;

/** How much of a repository is looked at. */
export interface Limits {
  /** How many files, the nearest to the root first; 20,000 by default. */
  readonly files?: number;
  /** How many folders deep; 9 by default. */
  readonly depth?: number;
}

const PROJEN_FILES = [
  '.projenrc.ts',
  '.projenrc.js',
  '.projenrc.mjs',
  '.projenrc.cjs',
  '.projenrc.py',
  '.projenrc.json',
  '.projen/tasks.json',
];

/** Larger files are no sources that say what a repository consists of. */
const LARGEST_FILE = 1024 * 1024;

/** A repository as it lies on the disk: read as data, never run, and never changed. */
export class Repository {
  /** Its files, relative to it, with forward slashes; those of folders near the root first. */
  public readonly files: readonly string[];
  /** What was not looked at, and why. */
  public readonly leftOut: readonly string[];

  private readonly known: Set<string>;
  private readonly texts = new Map<string, string | undefined>();

  /**
   * @param folder its root
   * @param limits how much of it is looked at
   */
  public constructor(
    public readonly folder: string,
    limits: Limits = {},
  ) {
    const files: string[] = [];
    const leftOut: string[] = [];
    const { files: most = 20_000, depth = 9 } = limits;
    // breadth first: where there is too much, what lies deep is left out
    let level = ['.'];
    for (let down = 0; level.length > 0 && files.length < most; down++) {
      const next: string[] = [];
      for (const each of level) {
        this.list(each, files, next, leftOut);
      }
      if (down === depth && next.length > 0) {
        leftOut.push(`folders more than ${depth} deep, such as "${next[0]}"`);
        break;
      }
      level = next;
    }
    if (files.length >= most) {
      leftOut.push(`what comes after the first ${most} files`);
    }
    this.files = files.slice(0, most);
    this.leftOut = leftOut;
    this.known = new Set(this.files);
  }

  /** Whether there is a file that is looked at. */
  public has(file: string): boolean {
    return this.known.has(file);
  }

  /** Whether there is anything of that name, looked at or not. */
  public exists(name: string): boolean {
    return existsSync(path.join(this.folder, name));
  }

  /** The files by which a project is generated already. */
  public get projenFiles(): string[] {
    return PROJEN_FILES.filter((file) => this.exists(file));
  }

  /** The files of that name, in whichever folder. */
  public named(name: string | RegExp): string[] {
    return this.files.filter((file) =>
      typeof name === 'string' ? path.posix.basename(file) === name : name.test(path.posix.basename(file)),
    );
  }

  /** The files in a folder and below it. */
  public below(folder: string): string[] {
    return folder === '.' ? [...this.files] : this.files.filter((file) => file.startsWith(`${folder}/`));
  }

  /** Whether a folder has a file in it or below. */
  public hasFolder(folder: string): boolean {
    return folder === '.' || this.files.some((file) => file.startsWith(`${folder}/`));
  }

  /** The text of a file; `undefined` if it is not there, cannot be read or is no text. */
  public read(file: string): string | undefined {
    if (!this.texts.has(file)) {
      this.texts.set(file, this.known.has(file) ? textOf(path.join(this.folder, file)) : undefined);
    }
    return this.texts.get(file);
  }

  private list(folder: string, files: string[], folders: string[], leftOut: string[]): void {
    let entries;
    try {
      entries = readdirSync(path.join(this.folder, folder), { withFileTypes: true });
    } catch (error) {
      leftOut.push(`"${folder}", which cannot be read (${(error as NodeJS.ErrnoException).code})`);
      return;
    }
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      const name = path.posix.join(folder, entry.name);
      if (!USABLE.test(entry.name)) {
        if (entry.isDirectory() && entry.name.includes('{{')) {
          leftOut.push(`${JSON.stringify(name)}, which is a template: run init in what is made of it`);
        }
        continue;
      }
      // links are not followed: they may lead in a circle, or out of the repository
      if (entry.isDirectory() && !NOT_SOURCES.has(entry.name) && !entry.name.startsWith('.')) {
        folders.push(name);
      } else if (entry.isFile()) {
        files.push(name);
      }
    }
  }
}

function textOf(file: string): string | undefined {
  let opened: number | undefined;
  try {
    opened = openSync(file, 'r');
    const { size } = fstatSync(opened);
    if (size > LARGEST_FILE) {
      return undefined;
    }
    const bytes = Buffer.alloc(size);
    readSync(opened, bytes, 0, size, 0);
    return decoded(bytes);
  } catch {
    return undefined;
  } finally {
    if (opened !== undefined) {
      closeSync(opened);
    }
  }
}

/** Windows' shells write UTF-16 with a mark, `pip freeze > requirements.txt` among them. */
function decoded(bytes: Buffer): string | undefined {
  const text = bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le') : bytes.toString('utf-8');
  return text.includes('\0') ? undefined : text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
}
