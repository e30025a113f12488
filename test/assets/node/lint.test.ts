import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import stylistic from '@stylistic/eslint-plugin';
import { Linter } from 'eslint';

const FOLDER = path.join(__dirname, '../../../assets/node');

const RULES: Linter.RulesRecord = {
  'no-undef': 'error',
  'no-unused-vars': 'error',
  'no-shadow': 'error',
  'no-redeclare': 'error',
  'no-unreachable': 'error',
  'no-fallthrough': 'error',
  'no-useless-escape': 'error',
  'no-constant-condition': 'error',
  'prefer-const': 'error',
  'no-var': 'error',
  'eqeqeq': 'error',
  'curly': 'error',
  '@stylistic/quotes': ['error', 'single', { avoidEscape: true }],
  '@stylistic/semi': 'error',
  '@stylistic/indent': ['error', 2],
  '@stylistic/comma-dangle': ['error', 'always-multiline'],
  '@stylistic/brace-style': ['error', '1tbs'],
  '@stylistic/no-trailing-spaces': 'error',
  '@stylistic/max-len': ['error', 140],
};

test.each(readdirSync(FOLDER).filter((file) => /\.mjs$/.test(file)))('ESLint has nothing to say about %s', (file) => {
  const messages = new Linter().verify(readFileSync(path.join(FOLDER, file), 'utf-8'), [{
    files: ['**/*.mjs'],
    plugins: { '@stylistic': stylistic as never },
    languageOptions: { ecmaVersion: 2023, sourceType: 'module', globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
    rules: RULES,
  }], file);
  expect(messages.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
});
