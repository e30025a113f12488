import * as path from 'path';
import { InstallInputs } from './install-inputs';
import { LockedPackage } from './locked-package';

/** Where a package of `uv.lock` comes from, if not from an index of the network. */
const UV_SOURCE = /^source = \{ (?:editable|directory|path|virtual|registry) = "([^"]+)"/m;
/** The same of `poetry.lock`. */
const POETRY_SOURCE = /^\[package\.source\]\ntype = "(?:directory|file)"\nurl = "([^"]+)"/m;

/** Of a package of `uv.lock`: groups of packages for development, and what its project says again about all that it needs. */
const NOT_WHERE_IT_RUNS = /^\[package\.(?:dev-dependencies|metadata)/m;
/** Of a package of `poetry.lock`, from version 2: the groups that it is installed for. */
const GROUPS_WITHOUT_MAIN = /^groups = \[(?!.*"main")/m;

/** A package of a lock file. */
interface Locked extends LockedPackage {
  /** The names of the packages that it needs. */
  readonly needs: string[];
  /** Those of them that it needs where it runs. */
  readonly runsWith: string[];
  /** Whether the lock file says that it is there for development only. */
  readonly isForDevelopment: boolean;
  /** The folder or file that it is installed from. */
  readonly local?: string;
}

/**
 * Finds the local projects and packages of `uv.lock` (path dependencies, members of the workspace, folders of packages), which have them
 * all, those of those too.
 *
 * @param inputs where what is found goes
 * @param folder the folder of the lock file, relative to the build's folder
 * @param own the folder of the application, relative to that of the lock file
 * @returns the packages that the application needs where it runs
 */
export function findUvSources(inputs: InstallInputs, folder: string, own: string): LockedPackage[] {
  const file = path.posix.join(folder, 'uv.lock');
  const text = inputs.tree.text(file) ?? '';
  const packages = packagesOf(text, UV_SOURCE);
  const start = packages.find(({ local }) => local === own);
  const needed = start === undefined ? new Set(packages) : neededBy(start, packages, ({ needs }) => needs);
  for (const { local } of packages.filter((each) => needed.has(each) && each.local !== own && each.local !== undefined)) {
    inputs.add(path.posix.join(folder, local!), file, local!);
  }
  for (const { local } of packages.filter((each) => !needed.has(each))) {
    // what is not installed is read nevertheless, to see whether the lock file is up to date
    const project = path.posix.join(folder, local ?? '.', 'pyproject.toml');
    if (local !== undefined && local !== '.' && inputs.tree.has(project)) {
      inputs.add(project, file);
    }
  }
  return start === undefined ? packages : [...neededBy(start, packages, ({ runsWith }) => runsWith)];
}

/**
 * Finds the local projects and packages of `poetry.lock`.
 *
 * @param inputs where what is found goes
 * @param folder the folder of the lock file, relative to the build's folder
 * @returns the packages that the application needs where it runs, as far as the file says so
 */
export function findPoetrySources(inputs: InstallInputs, folder: string): LockedPackage[] {
  const file = path.posix.join(folder, 'poetry.lock');
  const packages = packagesOf(inputs.tree.text(file) ?? '', POETRY_SOURCE);
  for (const { local } of packages) {
    if (local !== undefined) {
      inputs.add(path.posix.join(folder, local), file, local);
    }
  }
  return packages.filter(({ isForDevelopment }) => !isForDevelopment);
}

function packagesOf(text: string, source: RegExp): Locked[] {
  return text.replace(/\r\n/g, '\n').split(/^\[\[package\]\]$/m).slice(1).map((block) => {
    const [, local] = source.exec(block) ?? [];
    return {
      name: /^name = "([^"]+)"/m.exec(block)?.[1] ?? '',
      version: /^version = "([^"]+)"/m.exec(block)?.[1],
      needs: namesIn(block),
      runsWith: namesIn(block.split(NOT_WHERE_IT_RUNS)[0]),
      isForDevelopment: GROUPS_WITHOUT_MAIN.test(block),
      local: local === undefined || /^[a-z][a-z0-9+.-]*:\/\/|^\//i.test(local) ? undefined : local.replace(/\/$/, ''),
    };
  });
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/^ +\{ name = "([^"]+)"/gm)].map(([, name]) => name);
}

function neededBy(start: Locked, packages: Locked[], namesOf: (one: Locked) => string[]): Set<Locked> {
  const needed = new Set([start]);
  for (const one of needed) {
    packages.filter(({ name }) => namesOf(one).includes(name)).forEach((other) => needed.add(other));
  }
  return needed;
}
