import * as path from 'path';
import { isOutside } from './install/source-tree';
import { requireMatch, requireRepositoryPath } from '../../base/checks';
import { isWithin } from '../../base/linux';
import { DockerIgnore } from '../../image';
import { CommentStyle, Service, Stack, StackFile } from '../../model';

/** Where the folder that a build sees is in the image, and in a container whose sources are mounted. */
export const IMAGE_FOLDER = '/app';

/** The source folder of a service, and the folder around it that its build sees. */
export interface BuildFolders {
  /** What the build sees, relative to the repository. */
  readonly context: string;
  /** The source folder, relative to the repository. */
  readonly path: string;
  /** The source folder, relative to the context; `.` if it is the same. */
  readonly inside: string;
  /** The source folder in the image. */
  readonly workdir: string;
}

/** Those that were passed. */
interface GivenFolders {
  readonly path?: string;
  readonly context?: string;
  readonly workspace?: string;
}

/**
 * The folders of a service.
 *
 * @param id the service, for messages
 * @param given what was passed
 * @throws if the source folder is not in the folder that the build sees
 */
export function buildFolders(id: string, given: GivenFolders): BuildFolders {
  const source = requireRepositoryPath(`the path of service "${id}"`, given.path ?? id);
  if (given.context !== undefined && given.workspace !== undefined && given.context !== given.workspace) {
    throw new Error(
      `service "${id}" has the context "${given.context}" and the workspace "${given.workspace}", which is the folder that its build sees: `
      + 'pass the workspace alone',
    );
  }
  const prop = given.workspace === undefined ? 'context' : 'workspace';
  const context = requireRepositoryPath(`the ${prop} of service "${id}"`, given.workspace ?? given.context ?? source);
  if (context !== '.' && !isWithin(`/${source}`, `/${context}`)) {
    throw new Error(
      `the ${prop} of service "${id}" is "${context}", and its path "${source}" is not in it: allowed are the folders that "${source}" `
      + `is in, such as "${path.posix.dirname(source)}", and itself`,
    );
  }
  const inside = path.posix.relative(context, source) || '.';
  return { context, path: source, inside, workdir: path.posix.join(IMAGE_FOLDER, inside) };
}

/** A path that may lead to a folder beside: the check is that it is inside of what the build sees. */
const RELATIVE = /^(?!-)(\.\.\/)*(\.|[A-Za-z0-9_.@+][A-Za-z0-9_.@+/-]*)$/;

/**
 * A path of a build.
 *
 * @param what names it, for messages
 * @param name relative to the source folder
 * @returns the path, relative to the build's folder
 * @throws if it leads out of it
 */
export function requireInside(what: string, name: string, { context, inside }: BuildFolders): string {
  requireMatch(what, name, RELATIVE, 'paths relative to the source folder, of letters, digits and _ . @ + - /');
  const found = path.posix.join(inside, name).replace(/(?<=.)\/$/, '');
  if (isOutside(found)) {
    throw new Error(
      `${what} is "${name}", which is outside of "${context}", the folder that its image is built from: pass context with a folder that `
      + 'has both (such as context: \'.\')',
    );
  }
  return found;
}

/**
 * The file that says what of a folder is no part of a build: in the folder, or beside the Dockerfile where the folder is that of several
 * builds, or wider than the sources: each has its own then.
 */
function ignoreFileOf(stack: Stack, { context, path: source }: BuildFolders, dockerfile: string): string {
  const own = path.posix.join(context, '.dockerignore');
  return context === source && !stack.files.some((file) => file.path === own) ? own : `${dockerfile}.dockerignore`;
}

/**
 * Writes that file.
 *
 * @param takenBack what an installation needs of what is left out
 * @returns the patterns, where tools that look for a `.dockerignore` file in the folder do not find them
 */
export function addIgnoreFile(
  service: Service, folders: BuildFolders, dockerfile: string, ignore: DockerIgnore, takenBack: () => string[],
): () => string[] {
  const render = () => renderIgnore(ignore, service, folders, takenBack());
  const file = ignoreFileOf(service.stack, folders, dockerfile);
  new StackFile(service, file, { comment: CommentStyle.HASH, content: { render } });
  const isInFolder = path.posix.basename(file) === '.dockerignore';
  return () => isInFolder ? [] : render().split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** The text of that file, with what is only known when it is written. */
function renderIgnore(ignore: DockerIgnore, service: Service, { context, path: source }: BuildFolders, takenBack: string[]): string {
  const { stack } = service;
  const generated = context === source && context !== '.' ? [] : generatedIn(stack, context);
  // what is no secret, and generated, is in no image all the same
  const secret = stack._privateIn(context).filter((pattern) => !generated.includes(pattern.replace(/^!/, '')));
  return ignore._renderWith({ generated, takenBack, secret });
}

/** What of other applications is no part of an image that is built from a folder around them. */
export function ignoreElsewhere(ignore: DockerIgnore, { context, inside }: BuildFolders): void {
  if (inside !== '.' || context === '.') {
    ignore.addSection({
      title: 'Of all folders',
      patterns: [
        '**/node_modules/', '**/.venv/', '**/venv/', '**/__pycache__/', '**/*.egg-info/', '**/.pytest_cache/', '**/.angular/',
        '**/coverage/', '**/.env', '**/.env.*', '!**/.env.example', '!**/.env.*.example',
        ...inside === '.' ? [] : [`${inside}/dist/`, `${inside}/build/`],
      ],
    });
  }
}

/** What the stack writes: an image does not change with a script. */
function generatedIn(stack: Stack, context: string): string[] {
  const files = stack.files.map((file) => path.posix.relative(context, file.path)).filter((file) => !file.startsWith('../'));
  return [...context === '.' ? ['.gitattributes', '.projen/', '.projenrc.*'] : [], ...new Set(files)].sort();
}
