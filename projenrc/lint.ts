import { Component, type javascript } from 'projen';

/** How long lines and files may be, and how JavaScript is linted. */
export class Lint extends Component {
  constructor(project: javascript.NodeProject & { readonly eslint?: javascript.Eslint }) {
    super(project);
    // in tests, names and expected texts cannot be broken
    const unbreakable = {
      ignoreUrls: true, ignoreRegExpLiterals: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreComments: true,
    };
    project.eslint?.addRules({
      '@stylistic/max-len': ['error', { code: 140, ...unbreakable }],
    });
    project.eslint?.addOverride({
      files: ['src/**/*.ts'],
      rules: {
        '@stylistic/max-len': ['error', { code: 140 }],
        'max-lines': ['error', { max: 400 }],
      },
    });
    // programs of new repositories, which have packages of their own: test/assets/samples lints them
    project.eslint?.addIgnorePattern('assets/samples/');
    project.tryFindObjectFile('.eslintrc.json')?.addOverride('parserOptions.ecmaVersion', 'latest');
    project.eslint?.addOverride({
      files: ['**/*.mjs'],
      parser: 'espree',
      rules: {
        // these ask TypeScript
        '@typescript-eslint/no-floating-promises': 'off',
        '@typescript-eslint/return-await': 'off',
        '@typescript-eslint/no-require-imports': 'off',
        'dot-notation': 'off',
        // protocols are made of bits
        'no-bitwise': 'off',
        'max-lines': ['error', { max: 400 }],
      },
    });
  }
}
