import { readdirSync } from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { SourceTree } from './source-tree';

/** What of a `package.json` is read here. */
export interface Manifest {
  readonly [key: string]: unknown;
  readonly scripts?: { readonly [name: string]: string };
  readonly dependencies?: { readonly [name: string]: string };
  readonly optionalDependencies?: { readonly [name: string]: string };
}

const LEFT_OUT = /^(node_modules|\..*)$/;
const DEPTH = 5;

/**
 * The folders of a workspace's members, relative to the build's folder.
 *
 * @param tree what the build sees
 * @param folder the folder of the workspace, relative to it
 */
export function findMembers(tree: SourceTree, folder: string): string[] {
  const { workspaces } = manifestOf(tree, folder);
  const named = Array.isArray(workspaces) ? workspaces : (workspaces as { readonly packages?: unknown } | undefined)?.packages;
  const all = [...Array.isArray(named) ? named : [], ...listOf(pnpmWorkspace(tree, folder).packages)]
    .filter((each): each is string => typeof each === 'string');
  const patterns = all.filter((pattern) => !pattern.startsWith('!')).map(asPattern);
  const without = all.filter((pattern) => pattern.startsWith('!')).map((pattern) => asPattern(pattern.slice(1)));
  if (patterns.length === 0) {
    return [];
  }
  return foldersIn(tree, folder, '').filter((name) => tree.has(path.posix.join(folder, name, 'package.json'))
    && patterns.some((pattern) => pattern.test(name)) && !without.some((pattern) => pattern.test(name)))
    .map((name) => path.posix.join(folder, name));
}

/**
 * The folders of the members that one of them needs when it runs, and of those that these need.
 *
 * @param tree what the build sees
 * @param own the folder of the member that runs, relative to the build's folder
 */
export function neededMembers(tree: SourceTree, own: string): string[] {
  const others = findMembers(tree, '.').filter((folder) => folder !== own);
  const members = new Map(others.map((folder) => [manifestOf(tree, folder).name, folder]));
  const needed = new Set([own]);
  for (const folder of needed) {
    const { dependencies, optionalDependencies } = manifestOf(tree, folder);
    Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => members.has(name))
      .forEach((name) => needed.add(members.get(name)!));
  }
  needed.delete(own);
  return [...needed].sort();
}

/** The `package.json` of a folder. One that is no JSON is the package manager's to complain about. */
export function manifestOf(tree: SourceTree, folder: string): Manifest {
  try {
    return JSON.parse(tree.text(path.posix.join(folder, 'package.json')) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

/** The patches of `pnpm-workspace.yaml`, relative to its folder. */
export function patchesOfPnpm(tree: SourceTree, folder: string): string[] {
  const { patchedDependencies } = pnpmWorkspace(tree, folder);
  return Object.values(patchedDependencies ?? {}).filter((each): each is string => typeof each === 'string');
}

interface PnpmWorkspace {
  readonly packages?: unknown;
  readonly patchedDependencies?: { readonly [name: string]: unknown };
}

/** One that is no YAML is pnpm's to complain about. */
function pnpmWorkspace(tree: SourceTree, folder: string): PnpmWorkspace {
  try {
    return parse(tree.text(path.posix.join(folder, 'pnpm-workspace.yaml')) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `packages/*` and `libs/**`, as package managers read them. */
function asPattern(text: string): RegExp {
  const parts = text.replace(/^\.\//, '').replace(/\/$/, '').split('/').map((part) =>
    part === '**' ? '.+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]*'));
  return new RegExp(`^${parts.join('/')}$`);
}

function foldersIn(tree: SourceTree, folder: string, inside: string, depth = DEPTH): string[] {
  const at = tree.absolute(path.posix.join(folder, inside));
  return depth === 0 ? [] : readdirSync(at, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !LEFT_OUT.test(entry.name))
    .map((entry) => path.posix.join(inside, entry.name))
    .flatMap((name) => [name, ...foldersIn(tree, folder, name, depth - 1)]);
}
