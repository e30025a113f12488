import * as path from 'path';
import { CopiedInputs } from './copying';
import { InstallInputs } from './install-inputs';
import { KnownPackages, versionOf } from './locked-package';
import { findPoetrySources, findUvSources } from './python-lock-inputs';
import { findRequirements } from './requirements-inputs';
import { SourceTree } from './source-tree';
import { TrustedCertificates, trustedCertificates } from './trusted-certificates';
import { requireMatch } from '../../../base/checks';
import { Service } from '../../../model';
import { PythonApplicationProps } from '../../python-application-props';
import { PythonPackages } from '../../python-packages';
import { BuildFolders, requireInside } from '../build-folders';
import { PYTHON_LOCK_FILES, requireLockFile } from '../lock-files';
import { HIDDEN_FROM_PYTHON } from '../python-ignore';

/** How the packages of a Python application are installed. */
export interface PythonInstall {
  readonly packages: PythonPackages;
  readonly folders: BuildFolders;
  /** Whether the lock file is that of a workspace, at the top of the build's folder. */
  readonly isWorkspaceMember: boolean;
  /** The file that says what is installed, relative to the source folder or to that of the workspace. */
  readonly lockFile: string;
  readonly modulePaths: string[];
  readonly buildSecrets: string[];
  readonly trusted: TrustedCertificates;
  /** What is read, as the folder is now. */
  readonly inputs: () => InstallInputs;
  /** The file of pip with what is installed for development besides, relative to the source folder. */
  readonly developmentFile?: string;
  /** The groups of packages that are installed for development besides. */
  readonly developmentGroups: string[];
  /** What is read for these. */
  readonly developmentInputs: () => CopiedInputs;
  /** The names of the packages, as far as they are known before they are installed. */
  readonly packageNames: () => string[];
  /** The version of a package, as far as it is known before it is installed. */
  readonly versionOf: (packageName: string) => string | undefined;
  /** The files that say what is installed, relative to the build's folder. */
  readonly installedFrom: () => string[];
  /** What an ignore file has to take back for all of them. */
  readonly takenBack: () => string[];
}

/**
 * How an application says that its packages are installed.
 *
 * @param service the application
 * @param folders where its sources are
 * @param props what was passed
 * @throws if a value cannot be used
 */
export function pythonInstall(service: Service, folders: BuildFolders, props: PythonApplicationProps): PythonInstall {
  const { id } = service;
  const { packages = PythonPackages.REQUIREMENTS, requirementsFile = 'requirements.txt', modulePaths = [], installInputs = [] } = props;
  const { developmentRequirementsFile: developmentFile, developmentGroups = [] } = props;
  const isWorkspaceMember = props.workspace !== undefined;
  if (isWorkspaceMember && packages !== PythonPackages.UV) {
    throw new Error(
      `service "${id}" is a member of the workspace "${props.workspace}" and has packages "${packages}", which does not support `
      + 'workspaces: pass packages: PythonPackages.UV, or context instead of workspace',
    );
  }
  for (const name of ['requirementsFile', 'developmentRequirementsFile'] as const) {
    if (props[name] !== undefined && packages !== PythonPackages.REQUIREMENTS) {
      throw new Error(
        `the ${name} of service "${id}" is "${props[name]}", and its packages are installed by "${packages}", which reads `
        + 'none: remove one of them',
      );
    }
  }
  if (developmentGroups.length > 0 && packages === PythonPackages.REQUIREMENTS) {
    throw new Error(
      `service "${id}" has developmentGroups, and its packages are installed by pip, which has no groups: pass developmentRequirementsFile`,
    );
  }
  developmentGroups.forEach((group) => requireMatch(
    `group "${group}" in the developmentGroups of service "${id}"`, group, /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
    'names of groups, such as "dev"',
  ));
  const within = (what: string, name: string) => requireInside(what, name, folders);
  within(`the requirementsFile of service "${id}"`, requirementsFile);
  within(`the developmentRequirementsFile of service "${id}"`, developmentFile ?? requirementsFile);
  modulePaths.forEach((folder) => within(`"${folder}" in the modulePaths of service "${id}"`, folder));
  const further = installInputs.map((name) => ({ name, path: within(`"${name}" in the installInputs of service "${id}"`, name) }));

  const lockFile = {
    [PythonPackages.REQUIREMENTS]: requirementsFile,
    [PythonPackages.UV]: 'uv.lock',
    [PythonPackages.POETRY]: 'poetry.lock',
  }[packages];
  const nothingFound = () => new InstallInputs(id, new SourceTree(service.stack.project.outdir, folders.context));
  const places = { packages, folders, isWorkspaceMember, lockFile };
  const inputs = () => {
    const found = nothingFound();
    find(found, places);
    further.forEach((input) => found.add(input.path, undefined, input.name));
    return found;
  };
  const developmentInputs = () => {
    const found = nothingFound();
    if (developmentFile !== undefined) {
      findRequirements(found, folders.inside, path.posix.join(folders.inside, developmentFile));
    }
    return found;
  };
  const lockFolder = isWorkspaceMember ? folders.context : folders.path;
  const others = PYTHON_LOCK_FILES.filter(({ name }) => name !== 'requirements.txt' || !(isWorkspaceMember || props.requirementsFile));
  requireLockFile(service, lockFile, others, lockFolder);
  const tree = new SourceTree(service.stack.project.outdir, lockFolder);
  service.node.addValidation({
    validate: () => {
      // in a folder without it, the sources are yet to come
      const isThere = tree.has(lockFile);
      const missing = (['requirementsFile', 'developmentRequirementsFile'] as const)
        .filter((name) => props[name] !== undefined && tree.has('.') && !tree.has(props[name]));
      return [
        ...isThere ? inputs().problems : [],
        ...developmentInputs().problems,
        ...missing.map((name) => `the ${name} of service "${id}" is "${props[name]}", and there is no "${tree.shown(props[name]!)}": `
          + 'write it, or pass the one that is there'),
      ];
    },
  });
  return {
    packages,
    folders,
    isWorkspaceMember,
    lockFile,
    modulePaths: [...modulePaths],
    buildSecrets: [...props.buildSecrets ?? []],
    trusted: trustedCertificates(service, props.trustedCertificates),
    inputs,
    developmentFile,
    developmentGroups: [...developmentGroups],
    developmentInputs: () => developmentInputs().copied,
    packageNames: () => find(nothingFound(), places).installed.map(({ name }) => name),
    versionOf: (name) => {
      const { installed, constrained } = find(nothingFound(), places);
      return versionOf(name, [...installed, ...constrained]);
    },
    installedFrom: () => [
      path.posix.join(isWorkspaceMember ? '.' : folders.inside, lockFile),
      ...packages === PythonPackages.REQUIREMENTS ? []
        : (isWorkspaceMember ? ['.', folders.inside] : [folders.inside]).map((folder) => path.posix.join(folder, 'pyproject.toml')),
      ...developmentFile === undefined ? [] : [path.posix.join(folders.inside, developmentFile)],
      ...inputs().copied.files,
      ...developmentInputs().copied.files,
    ],
    takenBack: () => [inputs(), developmentInputs()].flatMap((read) => read.takenBack(HIDDEN_FROM_PYTHON)),
  };
}

type Places = Pick<PythonInstall, 'packages' | 'folders' | 'isWorkspaceMember' | 'lockFile'>;

/** Finds what an installation reads. */
function find(inputs: InstallInputs, { packages, folders: { inside }, isWorkspaceMember, lockFile }: Places): KnownPackages {
  const lockFolder = isWorkspaceMember ? '.' : inside;
  if (packages === PythonPackages.REQUIREMENTS) {
    return findRequirements(inputs, inside, path.posix.join(inside, lockFile));
  }
  if (packages === PythonPackages.UV) {
    inputs.addIfThere(path.posix.join(lockFolder, 'uv.toml'));
    return { installed: findUvSources(inputs, lockFolder, isWorkspaceMember ? inside : '.'), constrained: [] };
  }
  inputs.addIfThere(path.posix.join(inside, 'poetry.toml'));
  return { installed: findPoetrySources(inputs, inside), constrained: [] };
}
