import { ContainerUser } from './container-user';
import { ServiceTraits } from './service-spec';
import { Duration } from '../base/duration';
import { plainPath } from '../base/linux';

/*
 * What holds where a service says nothing. Not part of the public API: this file is not exported by the room.
 */

/** How long a container may take to stop before it is killed: what engines do by themselves. */
export const STOP_GRACE_PERIOD = Duration.seconds(10);

/** How long what runs once for each release may take. */
export const RELEASE_TIMEOUT = Duration.minutes(30);

/** Processes and threads at most, so that a program that goes astray cannot take the machine with it. */
export const PIDS = 512;

/** The user `nobody`, who has the same number in every Linux. */
export const NOBODY = ContainerUser.of(65534);

/** Where programs put temporary files. */
export const TEMPORARY_FOLDER = '/tmp';

/** Folders that are kept in memory and can be written to: that of temporary files, unless something else is there. */
export function writablePathsOf({ writablePaths, mounts = [] }: ServiceTraits): string[] {
  const isMounted = mounts.some(({ containerPath }) => plainPath(containerPath) === TEMPORARY_FOLDER);
  return writablePaths ?? (isMounted ? [] : [TEMPORARY_FOLDER]);
}
