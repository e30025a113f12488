import { Component, type javascript } from 'projen';

/** How long lines and files may be, and how JavaScript is linted. */
export class Lint extends Component {
  constructor(project: javascript.NodeProject & { readonly eslint?: javascript.Eslint }) {
    super(project);
    // regular expressions and URLs cannot be broken; in tests neither can names and expected texts
    const unbreakable = { code: 140, ignoreUrls: true, ignoreRegExpLiterals: true };
    project.eslint?.addRules({
      '@stylistic/max-len': ['error', { ...unbreakable, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreComments: true }],
    });
    project.eslint?.addOverride({
      files: ['src/**/*.ts'],
      rules: {
        '@stylistic/max-len': ['error', unbreakable],
        'max-lines': ['error', { max: 400 }],
      },
    });
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
