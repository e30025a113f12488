import { existsSync, readdirSync, statSync } from 'fs';
import * as path from 'path';
import { textOf } from './generated-files';
import { isMarked } from '../../../base/generated';
import { nearest } from '../../../base/props';
import type { Environment } from '../../environment';
import type { Service } from '../../service';
import type { Stack } from '../../stack';

/** How deep the repository is searched, and what is left out. */
const DEPTH = 3;
const LEFT_OUT = /^(\.|node_modules$|__pycache__$|venv$|dist$|build$)/;

/** A service and the folder that its image is built from, which has nothing in it. */
export interface EmptySource {
  readonly service: Service;
  readonly folder: string;
  /** The folder that may have been meant. */
  readonly nearest?: string;
}

/** A line for each folder that is to get its sources yet. */
export function reportEmptySources(stack: Stack): void {
  for (const { service, folder } of emptySources(stack)) {
    stack.project.logger.warn(`service "${service.id}" is built from the folder "${folder}", which has no sources yet: put them there`);
  }
}

/** The folders that images are built from and that are not there, or have nothing but what is generated. */
export function emptySources(stack: Stack): EmptySource[] {
  const written = new Set(stack.targets.map((target) => target.environment));
  const found = stack.environments.filter((environment) => written.has(environment)).flatMap((environment) =>
    stack.services.flatMap((service) => {
      const folder = contextOf(service, environment);
      return folder !== undefined && isEmpty(path.join(stack.project.outdir, folder)) ? [{ service, folder }] : [];
    }));
  const first = found.filter((one, index) => found.findIndex(({ folder }) => folder === one.folder) === index)
    .filter(({ folder }) => !isGenerated(stack, folder));
  const folders = first.length === 0 ? [] : foldersBelow(stack.project.outdir).filter((folder) =>
    hasSources(path.join(stack.project.outdir, folder)));
  return first.map((one) => ({ ...one, nearest: nearestTo(one.folder, folders) }));
}

/** A folder that is not there is refused where another one may have been meant; in an empty repository it is where sources will go. */
export function sourceProblems(stack: Stack): string[] {
  return emptySources(stack).flatMap(({ service, folder, nearest: meant }) => meant === undefined ? [] : [
    `service "${service.id}" is built from the folder "${folder}", which is not there or empty: did you mean "${meant}"? `
    + `Pass path: '${meant}', or put the sources into "${folder}"`,
  ]);
}

/** None of what cannot be described: that is a problem of its own. */
function contextOf(service: Service, environment: Environment): string | undefined {
  try {
    const build = service.describe(environment).image.bind().builtFrom;
    return build?.sources ?? build?.context;
  } catch {
    return undefined;
  }
}

/** Whether all that is built there is written by the stack, which has not been done yet in a new repository. */
function isGenerated(stack: Stack, folder: string): boolean {
  return stack.files.some((file) => file.path.startsWith(`${folder}/`) && path.posix.basename(file.path) !== '.dockerignore');
}

function isEmpty(folder: string): boolean {
  return !existsSync(folder) || statSync(folder).isDirectory() && readdirSync(folder).every((name) => name === '.dockerignore');
}

/** Whether a person has put something there. */
function hasSources(folder: string, depth = DEPTH): boolean {
  return depth > 0 && readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const inside = path.join(folder, entry.name);
    return entry.isFile() ? !entry.name.startsWith('.') && !isMarked(textOf(inside) ?? '')
      : entry.isDirectory() && !LEFT_OUT.test(entry.name) && hasSources(inside, depth - 1);
  });
}

function foldersBelow(root: string, inside = '', depth = DEPTH): string[] {
  const absolute = path.join(root, inside);
  return depth === 0 || !existsSync(absolute) ? [] : readdirSync(absolute, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !LEFT_OUT.test(entry.name))
    .map((entry) => path.posix.join(inside, entry.name))
    .flatMap((folder) => [folder, ...foldersBelow(root, folder, depth - 1)]);
}

/** One of the same name elsewhere, or of nearly the same name. */
function nearestTo(folder: string, folders: string[]): string | undefined {
  const name = path.posix.basename(folder).toLowerCase();
  return folders.find((other) => path.posix.basename(other).toLowerCase() === name) ?? nearest(folder, folders);
}
