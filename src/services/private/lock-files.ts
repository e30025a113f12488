import { existsSync } from 'fs';
import * as path from 'path';
import { Service } from '../../model';

/** A way to install packages, by the file that says which. */
export interface LockFile {
  /** Its name, in the source folder. */
  readonly name: string;
  /** What to pass where it is the one that is there. */
  readonly option: string;
}

export const FRONTEND_LOCK_FILES: LockFile[] = [
  { name: 'package-lock.json', option: 'packageManager: PackageManager.npm()' },
  { name: 'pnpm-lock.yaml', option: 'packageManager: PackageManager.pnpm()' },
  { name: 'yarn.lock', option: 'packageManager: PackageManager.yarn()' },
  { name: 'bun.lock', option: 'packageManager: PackageManager.bun()' },
];

export const PYTHON_LOCK_FILES: LockFile[] = [
  { name: 'uv.lock', option: 'packages: PythonPackages.UV' },
  { name: 'poetry.lock', option: 'packages: PythonPackages.POETRY' },
  { name: 'requirements.txt', option: 'packages: PythonPackages.REQUIREMENTS' },
];

/**
 * Refuses a service whose packages are installed from a file that is not there where another one is: the image would fail to build,
 * minutes later. In an empty folder it is yet to come.
 *
 * @param service whose packages they are
 * @param wanted the name of the file that is read
 * @param known those that could be there in its place
 * @param folder where they are, relative to the repository
 */
export function requireLockFile(service: Service, wanted: string, known: LockFile[], folder: string): void {
  const isThere = (name: string) => existsSync(path.join(service.stack.project.outdir, folder, name));
  service.node.addValidation({
    validate: () => {
      const others = isThere(wanted) ? [] : known.filter(({ name }) => name !== wanted && isThere(name));
      return others.length === 0 ? [] : [
        `service "${service.id}" installs its packages from "${path.posix.join(folder, wanted)}", which is not there, and there is `
        + `${others.map(({ name, option }) => `"${name}" (pass ${option})`).join(' and ')}: pass what fits, or write "${wanted}"`,
      ];
    },
  });
}
