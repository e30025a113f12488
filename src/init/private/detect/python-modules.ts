import * as path from 'path';
import { Repository } from '../../repository';
import { isIn, upwards } from '../found';

/** Folders whose code is about the application, or was once: it is not what serves. */
const NOT_SERVED = /(^|\/)(tests?|testing|docs?|docs_src|examples?|e2e|migrations|alembic|versions|scripts|benchmarks?)\//;

/** The Python files of a folder of packages: how they name each other. */
export class PythonModules {
  /** Without tests, documents and the like. */
  public readonly files: readonly string[];

  private readonly texts = new Map<string, string>();

  /**
   * @param repository where they are
   * @param folder the folder of packages
   * @param others folders below it that are folders of packages themselves
   */
  public constructor(
    private readonly repository: Repository,
    public readonly folder: string,
    others: readonly string[],
  ) {
    this.files = repository
      .below(folder)
      .filter(
        (file) =>
          file.endsWith('.py')
          && !NOT_SERVED.test(file.slice(folder === '.' ? 0 : folder.length))
          && !/(^|\/)(test_[^/]*|[^/]*_test|conftest)\.py$/.test(file)
          && file !== path.posix.join(folder, 'setup.py')
          && !others.some((other) => isIn(file, other)),
      );
  }

  /** The text of a file, without lines that nobody has written by hand. */
  public text(file: string): string {
    const text = this.texts.get(file) ?? (this.repository.read(file) ?? '').replace(/[^\n]{1001,}/g, '');
    this.texts.set(file, text);
    return text;
  }

  /**
   * The folder from which a file's imports are found: the one in which the application runs, or that is on the module path. Absolute
   * imports tell it; a file without any is in the outermost folder, or in `src`.
   *
   * @param file one of the files
   * @param around also folders around the folder of packages
   */
  public baseOf(file: string): string {
    const text = this.text(file);
    const own = path.posix.dirname(file);
    const candidates = upwards(own);
    const names = [...text.matchAll(/^\s*(?:from\s+([A-Za-z_][\w.]*)\s+import|import\s+([A-Za-z_][\w.]*))/gm)].map(
      ([, one, other]) => one ?? other,
    );
    const found = (base: string) => new Set(names.filter((name) => this.resolve(name, base) !== undefined)).size;
    // a relative import leads out of no package: what it names is below the base
    const up = Math.max(0, ...[...text.matchAll(/^\s*from\s+(\.+)/gm)].map(([, dots]) => dots.length));
    const possible = candidates.slice(Math.min(up, candidates.length - 1));
    const best = Math.max(...possible.map(found));
    if (best > 0) {
      return possible.find((base) => found(base) === best)!;
    }
    const inside = possible.filter((base) => isIn(base, this.folder));
    const source = inside.find((base) => path.posix.basename(base) === 'src' && !this.repository.has(`${base}/__init__.py`));
    const outermost = inside.find((base) => !this.repository.has(path.posix.join(base, '__init__.py')));
    // a folder without __init__.py may be a package all the same: then it is named from where the packages are
    return source ?? (up > 0 || this.repository.has(path.posix.join(own, '__init__.py')) ? outermost : undefined) ?? this.folder;
  }

  /** The module that a file is, seen from a folder. */
  public moduleOf(file: string, base: string): string {
    return path.posix
      .relative(base, file)
      .replace(/\.py$/, '')
      .replace(/\/__init__$/, '')
      .replace(/\//g, '.');
  }

  /** The file of a module, seen from a folder. */
  public resolve(module: string, base: string): string | undefined {
    const at = path.posix.join(base, module.replace(/\./g, '/'));
    return (
      [`${at}.py`, `${at}/__init__.py`].find((file) => this.repository.has(file))
      ?? (this.files.some((file) => file.startsWith(`${at}/`)) ? at : undefined)
    );
  }

  /**
   * What a command such as `app.main:app` means: the file, and the folder from which it is named so.
   *
   * @param module with dots
   */
  public named(module: string): { readonly file: string; readonly base: string } | undefined {
    const name = `${module.replace(/\./g, '/')}.py`;
    const file = this.files.find((each) => isIn(each, this.folder) && (each === name || each.endsWith(`/${name}`)));
    return file === undefined
      ? undefined
      : { file, base: path.posix.join('.', file.slice(0, file.length - name.length) || '.').replace(/(?<=.)\/$/, '') };
  }
}
