import { spawnSync } from 'child_process';
import { writeFileSync } from 'fs';
import * as path from 'path';
import { envFileWarnings, isOverrideFile } from '../../../../src/platforms/compose/plan/neighbours';
import { emptyFolder } from '../../../fixtures/stack';

/** What is said of an env file in a repository. */
function warnings(text: string, ...commands: string[][]): string[] {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, '.env'), text);
  for (const command of [['init', '--quiet'], ...commands]) {
    expect(spawnSync('git', command, { cwd: folder }).status).toBe(0);
  }
  return envFileWarnings(folder, '.env');
}

test('an env file that git ignores, and that only sets values, is not worth a word', () => {
  expect(warnings('SECRET_KEY=x\n# COMPOSE_FILE=a\n')).toEqual([]);
  expect(envFileWarnings(emptyFolder(), '.env')).toEqual([]);
});

test('an env file in commits is named, with the way out', () => {
  expect(warnings('SECRET_KEY=x\n', ['add', '--force', '.env'])).toEqual([
    '".env" is in the repository\'s commits, and is where passwords go: git rm --cached .env',
  ]);
});

test.each(['COMPOSE_FILE=other.yml', 'COMPOSE_PROJECT_NAME=other', ' export COMPOSE_PROFILES = x'])('an env file with %s is named', (line) => {
  expect(warnings(`A=b\n${line}\n`)).toEqual([
    expect.stringMatching(/^"\.env" sets COMPOSE_[A-Z_]+, so that "docker compose" works on something else than the generated files say: take it out$/),
  ]);
});

test('outside of a repository, no file is in commits', () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, '.env'), 'A=b\n');
  expect(envFileWarnings(folder, '.env')).toEqual([]);
});

test('only some names are added by Compose itself', () => {
  expect(['docker-compose.override.yml', 'compose.override.yaml', 'docker-compose.yml'].map(isOverrideFile)).toEqual([true, true, false]);
});
