import { existsSync, readFileSync, realpathSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { FileBase, Project } from 'projen';
import { listed } from '../../base/checks';

/** A file as a stranger finds it, with its name for messages. */
export interface WrittenFile {
  readonly name: string;
  readonly text: string;
}

/** A file on the disk. */
export function readFile(file: string): WrittenFile {
  if (!existsSync(file)) {
    throw new Error(`there is no file "${file}" (looked for in ${process.cwd()}): pass a path from there, or an absolute one`);
  }
  return { name: file, text: readFileSync(file, 'utf-8') };
}

/** A file of a project, which is synthesized for it. */
export function synthesizeFile(project: Project, file: string): WrittenFile {
  synthesize(project);
  const absolute = path.join(project.outdir, file);
  if (!existsSync(absolute)) {
    const names = project.files.map((each) => each.path).filter((each) => !each.startsWith('.projen/'));
    throw new Error(`project "${project.name}" writes no file "${file}": it writes ${listed(names)}`);
  }
  return { name: file, text: readFileSync(absolute, 'utf-8') };
}

/** The files of a project among those, synthesized, by their path. What has nothing in it is not written, and left out. */
export function synthesizeFiles(project: Project, files: FileBase[]): WrittenFile[] {
  synthesize(project);
  return files
    .filter(({ absolutePath }) => existsSync(absolutePath))
    .map(({ absolutePath, path: name }) => ({ name, text: readFileSync(absolutePath, 'utf-8') }));
}

/** Whether it is a folder or something in it. */
function isBelow(inner: string, folder: string): boolean {
  return `${real(inner)}${path.sep}`.startsWith(`${real(folder)}${path.sep}`);
}

/** Writes all files, without what projen does afterwards, such as installing packages. */
function synthesize(project: Project): void {
  const { root } = project;
  // where the tests run is a repository, wherever it lies
  if (!isBelow(root.outdir, tmpdir()) || isBelow(process.cwd(), root.outdir)) {
    throw new Error(
      `project "${root.name}" writes to "${root.outdir}", where a test would change files: give it an outdir below "${tmpdir()}" `
      + '(projen does, if it is given none and NODE_ENV is "test"), or read the files that are committed, with fromFile',
    );
  }
  const before = process.env.PROJEN_DISABLE_POST;
  process.env.PROJEN_DISABLE_POST = 'true';
  try {
    root.synth();
  } finally {
    if (before === undefined) {
      delete process.env.PROJEN_DISABLE_POST;
    } else {
      process.env.PROJEN_DISABLE_POST = before;
    }
  }
}

/** A path without links; one that does not exist yet as it is. */
function real(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : path.resolve(folder);
}
