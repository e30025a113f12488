import { spawnSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import * as path from 'path';

/** What Compose reads where no file is named, the first that there is. */
const FOUND = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

/** What it then adds to it. */
const ADDED = ['compose.override.yml', 'compose.override.yaml', 'docker-compose.override.yml', 'docker-compose.override.yaml'];

/** Whether Compose adds a file of that name to the one that it finds. */
export function isOverrideFile(name: string): boolean {
  return ADDED.includes(name);
}

/**
 * Files beside a Compose file that change what `docker compose` does where no file is named.
 *
 * @param folder of the project
 * @param file the Compose file that is written
 * @param written files of that kind that the stack writes itself
 * @param mayAdd whether people want theirs to be added
 */
export function neighbourProblems(folder: string, file: string, written: string[], mayAdd: boolean): string[] {
  if (!FOUND.includes(file)) {
    return [];
  }
  const isThere = (name: string) => name !== file && (existsSync(path.join(folder, name)) || written.includes(name));
  const waysOut = `move it away, or give the generated file another name (compose: { developmentFile: "${otherName(file)}" })`;
  return [
    ...FOUND.slice(0, FOUND.indexOf(file)).filter(isThere).map((name) =>
      `"${name}" is what "docker compose" runs where no file is named, and not "${file}" beside it: ${waysOut}`),
    ...FOUND.slice(FOUND.indexOf(file) + 1).filter(isThere).map((name) =>
      `"${name}" is not what "docker compose" runs where no file is named, since "${file}" is beside it: ${waysOut}`),
    ...mayAdd ? [] : ADDED.filter(isThere).map((name) =>
      `"${name}" changes what "docker compose" runs where no file is named, and the scripts do not read it: move it away, `
      + 'use override() and configure(), or say that it is meant to be there (compose: { allowsOverrideFile: true })'),
  ];
}

function otherName(file: string): string {
  return file.replace(/\.ya?ml$/, '.dev.yml');
}

/** What is said of an env file that is in commits, or that makes `docker compose` work on something else; it does not stop anything. */
export function envFileWarnings(folder: string, file: string): string[] {
  const absolute = path.join(folder, file);
  if (!existsSync(absolute)) {
    return [];
  }
  const steering = readFileSync(absolute, 'utf-8').match(/^\s*(?:export\s+)?(COMPOSE_(?:FILE|PROJECT_NAME|PROFILES))\s*=/m)?.[1];
  // without git, or outside of a repository, nothing is tracked
  const isTracked = spawnSync('git', ['ls-files', '--error-unmatch', '--', file], { cwd: folder, stdio: 'ignore' }).status === 0;
  return [
    ...steering === undefined ? [] : [
      `"${file}" sets ${steering}, so that "docker compose" works on something else than the generated files say: take it out`,
    ],
    ...isTracked ? [`"${file}" is in the repository's commits, and is where passwords go: git rm --cached ${file}`] : [],
  ];
}
