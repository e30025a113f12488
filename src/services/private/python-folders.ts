import { BuildFolders } from './build-folders';
import { OWN_FOLDERS } from './python-image';
import { isWithin, plainPath } from '../../base/linux';
import { Mount } from '../../model';
import { TEMPORARY_FOLDER } from '../../model/defaults';

/** The folders of volumes, which belong to whoever runs the application. */
export function ownedFolders(mounts: Mount[]): string[] {
  return [...new Set(mounts.filter(({ volume, readOnly }) => !readOnly && volume.source().name !== undefined)
    .map(({ containerPath }) => plainPath(containerPath)))];
}

/** Throws if something is mounted over what the image has for the application. */
export function requireNothingHidden(id: string, { workdir }: BuildFolders, mounts: Mount[]): void {
  for (const { containerPath } of mounts) {
    const hidden = [workdir, ...OWN_FOLDERS].find((own) => own !== TEMPORARY_FOLDER && isWithin(own, containerPath));
    if (hidden !== undefined) {
      throw new Error(
        `a mount of service "${id}" is at "${containerPath}", and hides what its image has in "${hidden}": choose a folder of its own, `
        + 'such as "/app/uploads" or "/var/lib/app"',
      );
    }
  }
}
