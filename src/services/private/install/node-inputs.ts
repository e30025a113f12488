import * as path from 'path';
import { InstallInputs } from './install-inputs';
import { Manifest, findMembers, manifestOf, patchesOfPnpm } from './node-workspaces';

/** The lists that say where packages come from; a list in a list counts too. */
const LISTS = ['dependencies', 'devDependencies', 'optionalDependencies', 'resolutions', 'overrides', 'pnpm', 'patchedDependencies'];
/** A project, package or patch that is not on a registry. */
const LOCAL = /^(?:(?:file|link|portal):(?!\/)(?:\/\/)?([^/~].*)|(\.{1,2}\/.+))$/;
/** Yarn's patches, and the values of `patchedDependencies`. */
const PATCH = /^patch:.*#(?:optional!)?(?:~\/)?(?!~builtin)([^~:]+)/;
/** Scripts that an installation runs. */
const LIFECYCLE = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare', 'pnpm:devPreinstall'];
/** What programs that installations run read without being told. */
const READ_BY: { readonly [program: string]: string[] } = {
  'patch-package': ['patches'], 'prisma': ['prisma', 'prisma.config.ts'], 'husky': ['.husky'], 'lefthook': ['lefthook.yml'],
};
/** Configuration of package managers, and the files that it names. */
const CONFIGURATION = ['.npmrc', '.yarnrc', '.yarnrc.yml', 'bunfig.toml', 'pnpm-workspace.yaml'];
const NAMED_THERE = /^[\s-]*"?(?:cafile|httpsCaFilePath|caFilePath|path|pnpmfile|yarn-offline-mirror)"?\s*[=: ]\s*"?([^"\s#]+)"?/gm;

/**
 * Finds what the installation of a frontend's packages reads beside `package.json` and the lock file: local projects and packages, patches,
 * members of its workspace, the files of scripts that it runs, and what the configuration of the package manager names.
 *
 * @param inputs where what is found goes
 * @param folder the folder of `package.json`, relative to the build's folder
 */
export function findNodeInputs(inputs: InstallInputs, folder: string): void {
  const read = new Set<string>();
  const visit = (project: string) => {
    if (read.has(project)) {
      return;
    }
    read.add(project);
    const file = path.posix.join(project, 'package.json');
    const manifest = manifestOf(inputs.tree, project);
    for (const value of LISTS.flatMap((list) => textsIn(manifest[list]))) {
      const [, named, relative] = LOCAL.exec(value) ?? [];
      const patch = PATCH.exec(value)?.[1];
      const local = named ?? relative ?? patch;
      if (local !== undefined) {
        // a patch in a project of Yarn is sought from the root
        const found = inputs.add(path.posix.join(patch === undefined ? project : folder, local), file, local);
        if (found !== undefined && inputs.tree.isFolder(found)) {
          visit(found);
        }
      }
    }
    for (const patch of patchesIn(manifest)) {
      inputs.add(path.posix.join(project, patch), file, patch);
    }
    findScripts(inputs, project, manifest);
  };
  visit(folder);
  for (const patch of patchesOfPnpm(inputs.tree, folder)) {
    inputs.add(path.posix.join(folder, patch), path.posix.join(folder, 'pnpm-workspace.yaml'), patch);
  }
  for (const member of findMembers(inputs.tree, folder)) {
    // one that runs something while it is installed needs its sources
    const runs = LIFECYCLE.some((name) => manifestOf(inputs.tree, member).scripts?.[name] !== undefined);
    inputs.addIfThere(runs ? member : path.posix.join(member, 'package.json'));
    visit(member);
  }
  findConfiguration(inputs, folder);
}

/** Files that a script of the installation is told, and those that its programs read by themselves. */
function findScripts(inputs: InstallInputs, project: string, { scripts = {} }: Manifest): void {
  const followed = new Set<string>();
  const follow = (name: string) => {
    const script = scripts[name];
    if (typeof script !== 'string' || followed.has(name)) {
      return;
    }
    followed.add(name);
    for (const word of script.split(/[\s;&|()"']+/).filter((each) => each !== '')) {
      follow(word);
      const file = path.posix.join(project, word);
      if (!word.startsWith('/') && !word.startsWith('..') && path.posix.normalize(word) !== '.' && inputs.tree.has(file)) {
        // it may load others that lie beside it
        const folder = path.posix.dirname(file);
        inputs.addIfThere(folder === project || inputs.tree.isFolder(file) ? file : folder);
      }
      (Object.hasOwn(READ_BY, word) ? READ_BY[word] : []).forEach((each) => inputs.addIfThere(path.posix.join(project, each)));
    }
  };
  LIFECYCLE.forEach(follow);
}

function findConfiguration(inputs: InstallInputs, folder: string): void {
  for (const name of CONFIGURATION) {
    const file = path.posix.join(folder, name);
    for (const [, named] of (inputs.tree.text(file) ?? '').matchAll(NAMED_THERE)) {
      if (!/^[/~$]|^[a-z]+:/i.test(named)) {
        inputs.add(path.posix.join(folder, named), file, named);
      }
    }
  }
  inputs.addIfThere(...['.pnpmfile.cjs', '.pnpmfile.mjs'].map((name) => path.posix.join(folder, name)));
}

function patchesIn({ pnpm, patchedDependencies }: Manifest): string[] {
  const ofPnpm = (pnpm as { readonly patchedDependencies?: unknown } | undefined)?.patchedDependencies;
  return [patchedDependencies, ofPnpm].flatMap(textsIn).filter((text) => !LOCAL.test(text));
}

function textsIn(value: unknown): string[] {
  return typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
