import { cdk, javascript } from 'projen';
import { AcceptanceRun } from './projenrc/acceptance-run';
import { Community } from './projenrc/community';
import { Contract } from './projenrc/contract';
import { ExampleSynth } from './projenrc/example-synth';
import { Lint } from './projenrc/lint';
import { Pictures } from './projenrc/pictures';
import { PublicApi } from './projenrc/public-api';
import { Rooms } from './projenrc/rooms';
import { Snapshots } from './projenrc/snapshots';

const project = new cdk.JsiiProject({
  name: 'projen-container-stack',
  description: 'projen constructs that write everything a repository needs to run in containers, and keep writing it',
  repositoryUrl: 'https://github.com/projen-container-stack/projen-container-stack',
  author: 'projen-container-stack contributors',
  authorAddress: 'https://github.com/projen-container-stack/projen-container-stack',
  authorOrganization: true,
  license: 'Apache-2.0',
  keywords: ['projen', 'docker', 'docker-compose', 'dockerfile', 'fastapi', 'angular', 'nginx', 'mongodb', 'redis', 'celery'],

  defaultReleaseBranch: 'main',
  majorVersion: 0,
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.19.0',
  workflowNodeVersion: '24',
  jsiiVersion: '~6.0.0',

  peerDeps: ['projen@>=0.103.0 <1.0.0', 'constructs@^10.5.0'],
  peerDependencyOptions: { pinnedDevDependency: false },
  devDeps: [
    'projen@0.103.25', 'constructs@^10.5.0', 'ajv', 'ajv-formats', 'playwright-core', '@types/node@^20', 'tsx', 'esbuild@^0.28.2',
    'kubernetes-models@^4.5.1', 'fast-check@^4', 'covertable@^2.5.2', 'markdownlint@^0.40.0', 'dclint@^3.1.0',
    '@xterm/headless@^6',
  ],
  bundledDeps: ['yaml', '@cfworker/json-schema@^4.1.1'],
  bin: { 'projen-container-stack': 'bin/projen-container-stack' },
  // who publishes is known by the workflow that does (npm and PyPI are told once): there is no token, and it can be seen what a package was built from
  npmTrustedPublishing: true,
  publishToPypi: { distName: 'projen-container-stack', module: 'projen_container_stack', trustedPublishing: true },

  // what is shipped is read by programs: maps of the sources would be two thirds of it
  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },
  compressAssembly: true,
  // projenrc/api-pages.ts writes it, in a form that people can read
  docgen: false,
  typecheckTests: true,

  jestOptions: {
    // by default one core is left alone, which is half of two
    extraCliOptions: ['--maxWorkers=100%'],
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      collectCoverage: false,
      globalSetup: '<rootDir>/test/temporary-folder.ts',
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/acceptance/', '<rootDir>/examples/'],
    },
  },
  eslintOptions: { dirs: ['src', 'assets', 'benchmark'], devdirs: ['test', 'projenrc'], fileExtensions: ['.ts', '.mjs'], prettier: false },
  githubOptions: { mergify: false, pullRequestLint: false },
  depsUpgrade: false,
  gitignore: ['*.tgz', '.jsii.gz', '/examples/conductor-crm/node_modules/'],
});

for (const inside of ['/examples', '/projenrc', '/benchmark', '/.ci', '/docs', '/API.md', '/ARCHITECTURE.md', '/CONTRIBUTING.md', '/CHANGELOG.md', '/SECURITY.md']) {
  project.addPackageIgnore(inside);
}

project.tsconfigDev.addExclude('acceptance/builds/apps');
project.tsconfigDev.addExclude('acceptance/repositories/layouts');

new Rooms(project);
new Snapshots(project);
new Contract(project);
new Lint(project);
new PublicApi(project);
new ExampleSynth(project);
new AcceptanceRun(project);
new Community(project);
new Pictures(project);

project.synth();
