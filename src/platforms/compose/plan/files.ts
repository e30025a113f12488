import * as path from 'path';
import { isOverrideFile } from './neighbours';
import { requireMatch, requireRepositoryPath } from '../../../base/checks';
import { Environment, Stack } from '../../../model';

/** Where the files of one environment are, relative to the repository's root. */
export interface PlannedFiles {
  /** The Compose file. It lies at the root, because paths in it are looked up beside it. */
  readonly compose: string;
  /** The script that manages the environment. */
  readonly script: string;
  /** The folder of the programs that the scripts of a stack consist of. */
  readonly programs: string;
  /** The env file that people fill in. */
  readonly envFile: string;
  /** What they make it of. */
  readonly envTemplate: string;
  /** The folder in which releases are recorded. */
  readonly state: string;
  /** The folder of backups. */
  readonly backups: string;
  /** The folder of secrets that are mounted as files. */
  readonly secrets: string;
}

/** What of the files is chosen by the user. */
export interface ChosenFiles {
  readonly compose?: string;
  readonly state?: string;
}

/** What is short for an environment in the names of its files. */
const SHORT: { readonly [environment: string]: string } = { development: 'dev', production: 'prod' };

/** @throws if a name that was chosen cannot be used */
export function filesOf(stack: Stack, environment: Environment, chosen: ChosenFiles): PlannedFiles {
  const { name } = environment;
  const short = Object.hasOwn(SHORT, name) ? SHORT[name] : name;
  const isDevelopment = environment === stack.development;
  const compose = chosen.compose ?? (isDevelopment ? 'docker-compose.yml' : `docker-compose.${short}.yml`);
  requireMatch(
    'the name of a Compose file', compose, /^[A-Za-z0-9_][A-Za-z0-9_.-]*\.ya?ml$/, 'names that end with .yml or .yaml, without a folder',
  );
  if (isOverrideFile(compose)) {
    throw new Error(
      `the Compose file of environment "${name}" is "${compose}", which Compose adds to others by itself: `
      + 'give the file or the environment another name',
    );
  }
  const envFile = isDevelopment ? stack.envFilePath : `${stack.envFilePath}.${short}`;
  const state = requireRepositoryPath('the folder of releases', chosen.state ?? '.releases');
  // what is brought back in one environment must not be another's
  const own = (folder: string) => isDevelopment || environment === stack.production ? folder : `${folder}-${name}`;
  return {
    compose,
    script: path.posix.join(stack.scriptsFolder, `docker-${short}.sh`),
    programs: path.posix.join(stack.scriptsFolder, 'container-stack'),
    envFile,
    envTemplate: `${envFile}.example`,
    state: environment === stack.production ? state : `${state}-${name}`,
    backups: own('backups'),
    secrets: own(stack.secretsFolder),
  };
}
