import * as path from 'path';
import { DockerfileInstructions } from '../../../image';

/**
 * Copies files of the build's folder to where they are in it.
 *
 * @param stage where it is copied to, at the place of the build's folder
 * @param files all of the same folder; a name with an asterisk is copied if it is there
 */
export function copyTo(stage: DockerfileInstructions, files: string[]): void {
  if (files.length > 0) {
    const folder = path.posix.dirname(files[0]);
    stage.copy(files, folder === '.' ? './' : `${folder}/`);
  }
}

/** What an installation reads, relative to the build's folder. */
export interface CopiedInputs {
  readonly files: string[];
  readonly folders: string[];
}

/**
 * Copies files and folders, all files of a folder at once.
 *
 * @param stage where it is copied to
 * @param paths what an installation reads
 */
export function copyInputs(stage: DockerfileInstructions, paths: CopiedInputs): void {
  if (paths.folders.includes('.')) {
    stage.copy(['.'], '.');
    return;
  }
  const byFolder = new Map<string, string[]>();
  for (const file of paths.files) {
    const folder = path.posix.dirname(file);
    byFolder.set(folder, [...byFolder.get(folder) ?? [], file]);
  }
  byFolder.forEach((files) => copyTo(stage, files));
  paths.folders.forEach((folder) => stage.copy([folder], folder));
}
