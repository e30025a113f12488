import { PlannedFiles } from './files';
import { isWithin } from '../../../base/linux';
import { Environment, Stack } from '../../../model';

/** A file or folder that git ignores. */
interface Ignored {
  readonly path: string;
  readonly holds: string;
}

/** What git ignores and what is committed must not lie within each other. */
export function pathProblems(stack: Stack, environment: Environment, files: PlannedFiles): string[] {
  const folders: Ignored[] = [
    { path: files.secrets, holds: 'secrets (paths.secrets)' },
    { path: files.backups, holds: 'backups' },
    { path: files.state, holds: 'the records of releases (releasesFolder)' },
  ];
  const settings = { path: files.envFile, holds: `the settings of environment "${environment.name}" (paths.envFile)` };
  const committed = [...stack.files.map(({ path }) => path), ...sourcesOf(stack, environment)];
  const two = folders.flatMap((one, index) => folders.slice(index + 1).filter(({ path }) => path === one.path).map((other) =>
    `"${one.path}" would hold both ${one.holds} and ${other.holds}: give one of them another path`));
  return [...two, ...[...folders, settings].flatMap((ignored) => {
    const lost = committed.find((path) => isWithin(path, ignored.path)
      || (ignored === settings && path.startsWith(`${ignored.path}.`) && !path.endsWith('.example')));
    return lost === undefined ? [] : [
      `"${lost}" would be ignored by git, since "${ignored.path}" holds ${ignored.holds}: give one of them another path`,
    ];
  })];
}

/** The folders of the repository that images are built from. */
function sourcesOf(stack: Stack, environment: Environment): string[] {
  return stack.services.flatMap((service) => {
    try {
      return service.describe(environment).image.bind().builtFrom?.context ?? [];
    } catch {
      return [];
    }
  });
}

/** Throws if two environments would have a file in common. */
export function requireOwnFiles(
  environment: Environment, own: PlannedFiles, others: { readonly environment: Environment; readonly files: PlannedFiles }[],
): void {
  const namesOf = ({ compose, script, envFile, envTemplate, state }: PlannedFiles) => [compose, script, envFile, envTemplate, state];
  for (const other of others) {
    const shared = namesOf(own).find((name) => namesOf(other.files).includes(name));
    if (shared !== undefined) {
      throw new Error(
        `environment "${environment.name}" would share "${shared}" with environment "${other.environment.name}": give it another name`,
      );
    }
  }
}
