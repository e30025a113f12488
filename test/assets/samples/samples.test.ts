import { spawnSync } from 'child_process';
import { cpSync, readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import stylistic from '@stylistic/eslint-plugin';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { emptyFolder } from '../../fixtures/stack';

const SAMPLES = path.join(__dirname, '../../../assets/samples');
const BACKENDS = ['mongodb', 'postgres'].flatMap((database) => ['celery', 'plain'].map((tasks) => [database, tasks]));

/** A backend as a new repository gets it, of its parts. */
function backend(database: string, tasks: string): string {
  const folder = emptyFolder();
  for (const part of ['backend', `backend-${database}`, `backend-${tasks}`]) {
    cpSync(path.join(SAMPLES, part), folder, { recursive: true });
  }
  return folder;
}

describe.each(BACKENDS)('the backend with %s and %s', (database, tasks) => {
  if (spawnSync('ruff', ['--version']).error) {
    test.skip('SKIPPED: this machine has no ruff (pip install ruff), so no program was checked with it', () => undefined);
  } else {
    test.each([['check', '--extend-select=I,B,UP,ANN,D1'], ['format', '--check']])('ruff %s has nothing to say', (...command) => {
      const args = [...command, '--line-length=100', '--target-version=py311', '--no-cache', '--config=lint.per-file-ignores = {"tests/*" = ["D"]}', '.'];
      const { status, stdout, stderr } = spawnSync('ruff', args, { encoding: 'utf-8', cwd: backend(database, tasks) });
      expect([status, stderr, stdout]).toEqual([0, '', expect.stringMatching(/All checks passed|already formatted/)]);
    });
  }

  test('imports of its own modules only what is there', () => {
    const folder = backend(database, tasks);
    const modules = readdirSync(path.join(folder, 'app')).map((file) => path.basename(file, '.py'));
    const texts = ['app', 'tests'].flatMap((each) => readdirSync(path.join(folder, each)).map((file) => readFileSync(path.join(folder, each, file), 'utf-8')));
    const imported = texts.flatMap((text) => [
      ...[...text.matchAll(/^from app import (.*)$/gm)].flatMap(([, names]) => names.split(', ')),
      ...[...text.matchAll(/^from app\.(\w+) import/gm)].map(([, name]) => name),
    ]);
    expect(imported.length).toBeGreaterThan(5);
    expect(modules).toEqual(expect.arrayContaining(imported));
  });
});

describe('the frontend', () => {
  const folder = path.join(SAMPLES, 'frontend');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf-8' });

  test.each(files.filter((file) => file.endsWith('.ts')))('ESLint has nothing to say about %s', (file) => {
    const messages = new Linter().verify(readFileSync(path.join(folder, file), 'utf-8'), [{
      files: ['**/*.ts'],
      plugins: { '@stylistic': stylistic as never },
      languageOptions: { parser: parser as never },
      rules: {
        'no-shadow': 'error',
        'prefer-const': 'error',
        'no-var': 'error',
        'eqeqeq': 'error',
        'curly': 'error',
        '@stylistic/quotes': ['error', 'single', { avoidEscape: true }],
        '@stylistic/semi': 'error',
        '@stylistic/indent': ['error', 2],
        '@stylistic/comma-dangle': ['error', 'always-multiline'],
        '@stylistic/no-trailing-spaces': 'error',
        '@stylistic/max-len': ['error', 100],
      },
    }], file);
    expect(messages.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  });

  test.each(files.filter((file) => file.endsWith('.json')))('%s is JSON', (file) => {
    expect(() => JSON.parse(readFileSync(path.join(folder, file), 'utf-8'))).not.toThrow();
  });
});

test('no name of a file is one that npm leaves out of a package', () => {
  const names = readdirSync(SAMPLES, { recursive: true, encoding: 'utf-8' }).map((file) => path.basename(file));
  expect(names.filter((name) => /^(\.gitignore|\.npmignore|\.npmrc|package-lock\.json|node_modules|.*\.orig)$/.test(name))).toEqual([]);
});
