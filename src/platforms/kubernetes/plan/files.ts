import * as path from 'path';
import { requireRepositoryPath } from '../../../base/checks';
import { Environment, Stack } from '../../../model';

/** Where the files of one environment are, relative to the repository's root. */
export interface PlannedFiles {
  /** The folder of the manifests. */
  readonly folder: string;
  /** The folder of what runs once for each release. */
  readonly jobs: string;
  /** The script that releases. */
  readonly script: string;
  /** The folder of the programs that the scripts of a stack consist of. */
  readonly programs: string;
  /** The folder in which the script works; it is gone when the script has ended. */
  readonly work: string;
  /** The folder of backups. */
  readonly backups: string;
}

export function filesOf(stack: Stack, environment: Environment, folder = `kubernetes/${environment.name}`): PlannedFiles {
  const own = requireRepositoryPath('the folder of manifests', folder);
  return {
    folder: own,
    jobs: path.posix.join(own, 'jobs'),
    script: path.posix.join(stack.scriptsFolder, `kubernetes-${environment.name}.sh`),
    programs: path.posix.join(stack.scriptsFolder, 'container-stack'),
    work: `.kubernetes-${environment.name}`,
    backups: path.posix.join('backups', environment.name),
  };
}
