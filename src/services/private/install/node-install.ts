import * as path from 'path';
import { InstallInputs } from './install-inputs';
import { findNodeInputs } from './node-inputs';
import { findMembers, neededMembers } from './node-workspaces';
import { SourceTree } from './source-tree';
import { TrustedCertificates, trustedCertificates } from './trusted-certificates';
import { Service } from '../../../model';
import { FrontendProps } from '../../frontend-props';
import { PackageManager } from '../../package-manager';
import { BuildFolders, requireInside } from '../build-folders';
import { FRONTEND_LOCK_FILES, requireLockFile } from '../lock-files';

/** How the packages of a frontend are installed. */
export interface NodeInstall {
  readonly packageManager: PackageManager;
  readonly folders: BuildFolders;
  /** Where `package.json` and the lock file are, relative to the build's folder. */
  readonly installFolder: string;
  readonly trusted: TrustedCertificates;
  /** What is read besides, as the folder is now. */
  readonly inputs: () => InstallInputs;
  /** The files that say what is installed, relative to the build's folder. */
  readonly installedFrom: () => string[];
  /** Where packages are installed to, in the image. */
  readonly moduleFolders: () => string[];
  /** The folders of the workspace's members that it needs when it runs, relative to the build's folder. */
  readonly neededMembers: () => string[];
}

/**
 * How the packages of a frontend are installed.
 *
 * @param service the frontend
 * @param folders where its sources are
 * @param packageManager what installs
 * @param props what was passed
 * @throws if a value cannot be used
 */
export function nodeInstall(service: Service, folders: BuildFolders, packageManager: PackageManager, props: FrontendProps): NodeInstall {
  const { id } = service;
  const installFolder = props.workspace === undefined ? folders.inside : '.';
  const further = (props.installInputs ?? []).map((name) => ({
    name, path: requireInside(`"${name}" in the installInputs of service "${id}"`, name, folders),
  }));
  const tree = new SourceTree(service.stack.project.outdir, folders.context);
  const inputs = () => {
    const found = new InstallInputs(id, tree);
    findNodeInputs(found, installFolder);
    if (props.workspace !== undefined && folders.inside !== '.') {
      found.addIfThere(path.posix.join(folders.inside, 'package.json'));
    }
    further.forEach((input) => found.add(input.path, undefined, input.name));
    return found;
  };
  const lockFile = path.posix.join(installFolder, packageManager._lockFile);
  requireLockFile(service, packageManager._lockFile, FRONTEND_LOCK_FILES, path.posix.join(folders.context, installFolder));
  // in a folder without it, the sources are yet to come
  service.node.addValidation({ validate: () => tree.has(lockFile) ? inputs().problems : [] });
  const moduleFolders = () => {
    const members = props.workspace === undefined ? [] : findMembers(tree, '.');
    return [...new Set([installFolder, folders.inside, ...members])].map((folder) => path.posix.join('/app', folder, 'node_modules'));
  };
  const trusted = trustedCertificates(service, props.trustedCertificates);
  const installedFrom = () => [path.posix.join(installFolder, 'package.json'), lockFile, ...inputs().copied.files];
  return {
    packageManager,
    folders,
    installFolder,
    trusted,
    inputs,
    installedFrom,
    moduleFolders,
    neededMembers: () => props.workspace === undefined ? [] : neededMembers(tree, folders.inside),
  };
}
