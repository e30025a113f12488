import * as path from 'path';
import { InstallInputs } from './install-inputs';
import { KnownPackages, LockedPackage } from './locked-package';

/** Options of a requirements file that name another one, which is sought from the file that names it. */
const OF_FILES = /^(?:-r|--requirement|-c|--constraint)(?:\s*=\s*|\s*)(.+)$/;
/** Those that name a project, or a folder or file of packages. */
const OF_PROJECTS = /^(?:-e|--editable)(?:\s*=\s*|\s*)(.+)$/;
const OF_PACKAGES = /^(?:-f|--find-links)(?:\s*=\s*|\s*)(.+)$/;
/** `name @ file:...`, and the path of a project or of a package. */
const DIRECT = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\[[^\]]*\])?\s*@\s*(file:.+)$/;
const PATH = /^(file:.+|\.{1,2}(?:\/.*)?|[^\s;@<>=!~[]+\/[^\s;<>=!~[]*|[^\s;]+\.(?:whl|zip|tar\.(?:gz|bz2|xz)))(?:\[[^\]]*\])?(?:\s.*)?$/;
/** A package by its name, with its extras. */
const NAMED = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?\s*((?:[=<>!~;@(].*)?)$/;
/** The version of a package that is pinned. */
const PINNED = /^(?:===?|~=)\s*([0-9][0-9A-Za-z.]*)/;
/** What is elsewhere, or only known when it is installed. */
const ELSEWHERE = /^(?!file:)[a-z][a-z0-9+.-]*:\/\/|^(?:git|hg|svn|bzr)\+|\$\{/i;

/**
 * Finds what a requirements file of pip names: other such files (`-r`, `-c`), and local projects and packages. Names of the former are
 * sought from the file, those of the latter from the folder in which pip runs.
 *
 * @param inputs where what is found goes
 * @param folder the folder in which pip runs, relative to the build's folder
 * @param file the requirements file, relative to the build's folder
 * @returns the packages that are named, and those of files that only say which version it is of what is named (`-c`)
 */
export function findRequirements(inputs: InstallInputs, folder: string, file: string): KnownPackages {
  const read = new Set<string>();
  const installed: LockedPackage[] = [];
  const constrained: LockedPackage[] = [];
  const visit = (current: string, isInstalled: boolean) => {
    read.add(current);
    for (const line of linesOf(inputs.tree.text(current) ?? '')) {
      const [, other] = OF_FILES.exec(line) ?? [];
      if (other === undefined) {
        findLocal(inputs, folder, current, line);
        (isInstalled ? installed : constrained).push(...packagesIn(line));
      } else if (!ELSEWHERE.test(other)) {
        const found = inputs.add(path.posix.join(path.posix.dirname(current), unquoted(other)), current, unquoted(other));
        if (found !== undefined && !read.has(found)) {
          visit(found, isInstalled && !/^(-c|--constraint)/.test(line));
        }
      }
    }
  };
  visit(file, true);
  return { installed, constrained };
}

/** The package of a line, and one for each extra, as packages that extras bring are called: `psycopg`, `psycopg-binary`. */
function packagesIn(line: string): LockedPackage[] {
  const [, name, extras = '', wanted = ''] = NAMED.exec(line) ?? [];
  const brought = extras.split(',').map((extra) => extra.trim()).filter((extra) => extra !== '');
  return name === undefined ? [] : [
    { name, version: PINNED.exec(wanted)?.[1] }, ...brought.map((extra) => ({ name: `${name}-${extra}` })),
  ];
}

/** A project or a package that is not on an index. */
function findLocal(inputs: InstallInputs, folder: string, file: string, line: string): void {
  const name = [OF_PROJECTS, OF_PACKAGES, DIRECT].map((pattern) => pattern.exec(line)?.[1]).find((each) => each !== undefined)
    ?? (line.startsWith('-') ? undefined : PATH.exec(line)?.[1]);
  if (name === undefined || ELSEWHERE.test(name)) {
    return;
  }
  const given = unquoted(name).replace(/\[[^\]]*\]$/, '').replace(/[#?].*$/, '');
  const local = given.replace(/^file:(\/\/(localhost)?(?=\/))?/, '');
  if (local.startsWith('/')) {
    // a path of the image, where the build has it
    return;
  }
  const besideFile = path.posix.join(path.posix.dirname(file), local);
  const seekBeside = OF_PACKAGES.test(line) && inputs.tree.has(besideFile);
  inputs.add(seekBeside ? besideFile : path.posix.join(folder, local), file, given);
}

/** As pip reads them: without comments, a line that ends with a backslash going on in the next. */
function linesOf(text: string): string[] {
  return text.replace(/^\uFEFF/, '').replace(/\\\r?\n/g, '').split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim()).filter((line) => line !== '');
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, '$2').replace(/\s+(--|;).*$/, '').replace(/\s+;.*$/, '').trim();
}
