import { typescript } from 'projen';
import { NodePackageManager, NodeProject } from 'projen/lib/javascript';
import { PythonProject } from 'projen/lib/python';
import { parse } from 'yaml';
import { Job, REGISTRY, Step, commandsOf, readFrom, shop } from './fixture';
import { libraryVersion } from '../../src/base/assets';
import { GitHubWorkflows, GitHubWorkflowsProps } from '../../src/workflows';
import { findings, isHere } from '../fixtures/judges';
import { emptyFolder, emptyProject, nodeProject, refused, synthesized, TestStack } from '../fixtures/stack';

const CHECKS = '.github/workflows/containers.yml';
const DEPLOY = '.github/workflows/deploy.yml';

function checksOf(props: GitHubWorkflowsProps = {}, stack = shop()): { jobs: { [id: string]: Job }; on: any; permissions: object } {
  new GitHubWorkflows(stack, props);
  return readFrom(stack, CHECKS);
}

function deployOf(stack = shop()): { jobs: { [id: string]: Job & { environment: string } }; on: any } {
  new GitHubWorkflows(stack);
  return readFrom(stack, DEPLOY);
}

/** Both files, as text, of a stack that has everything that changes them. */
function everything(): { folder: string; texts: string[] } {
  const project = emptyProject();
  const stack = shop(REGISTRY, project);
  stack.addReleases(stack.addEnvironment('staging'), { registry: { host: 'registry.example.com:5000' } });
  new GitHubWorkflows(stack, { whenHealthy: ['./scripts/docker-dev.sh test'], pythonVersion: '3.13' });
  const files = synthesized(stack);
  return { folder: project.outdir, texts: [files[CHECKS], files[DEPLOY]] };
}

describe('each pull request', () => {
  test('is asked whether the generated files are what npx projen writes', () => {
    const { drift } = checksOf().jobs;
    expect(commandsOf(drift)).toContain('npm ci\nnpx projen\ngit add --all\ngit diff --cached --stat --exit-code');
  });

  test('builds the stack with the layers of earlier runs, and starts it until it is healthy', () => {
    const { start } = checksOf().jobs;
    const cached = start.steps.find(({ uses }) => uses?.startsWith('docker/bake-action@'));
    expect(cached?.with).toMatchObject({ source: '.', files: 'docker-compose.yml', targets: 'backend,frontend' });
    expect(cached?.with?.set).toContain('backend.cache-from=type=gha,scope=backend\nbackend.cache-to=type=gha,scope=backend,mode=max');
    expect(commandsOf(start)).toBe('cp .env.example .env\n./scripts/docker-dev.sh start');
  });

  test('runs what has to run when the stack is healthy', () => {
    const { start } = checksOf({ whenHealthy: ['./scripts/docker-dev.sh test', 'npm run e2e'] }).jobs;
    expect(commandsOf(start)).toMatch(/start\n\.\/scripts\/docker-dev\.sh test\nnpm run e2e$/);
  });

  test('is told in words what it changes, by a job that runs nothing of it', () => {
    const { changes, comment } = checksOf().jobs;
    expect(commandsOf(changes)).toContain('npx projen-container-stack diff --markdown HEAD^1');
    expect(changes.permissions).toEqual({ contents: 'read' });
    expect(comment.permissions).toEqual({ 'pull-requests': 'write' });
    expect(comment.steps).toHaveLength(1);
    expect(comment.steps[0].uses).toBeUndefined();
  });

  test('has no comment when it comes from a fork, whose token may not write one', () => {
    expect(checksOf().jobs.comment.if).toBe('github.event.pull_request.head.repo.full_name == github.repository');
  });
});

describe('after a push', () => {
  test('images go to the registry when the checks have passed', () => {
    const { jobs, on } = checksOf({ branch: 'trunk' }, shop(REGISTRY));
    expect(on.push).toEqual({ branches: ['trunk'] });
    expect(jobs['images-production']).toMatchObject({ if: "github.event_name == 'push'", needs: ['drift', 'start'] });
    expect(jobs['images-production'].permissions).toEqual({ contents: 'read', packages: 'write' });
    expect(commandsOf(jobs['images-production'])).toContain('docker login ghcr.io');
    expect(commandsOf(jobs['images-production'])).toMatch(/\.\/scripts\/docker-prod\.sh build --push$/);
  });

  test('what is said about an image needs a builder that can say it, a plain push does not', () => {
    const builder = (job: Job) => job.steps.some(({ uses }) => uses?.startsWith('docker/setup-buildx-action@'));
    expect(builder(checksOf({}, shop(REGISTRY)).jobs['images-production'])).toBe(true);
    const plain = shop({ compose: { releases: { registry: { host: 'ghcr.io' } } } });
    expect(builder(checksOf({}, plain).jobs['images-production'])).toBe(false);
  });

  test('another registry is logged in to as secrets say, and GitHub gives no access to its own', () => {
    const job = checksOf({}, shop({ compose: { releases: { registry: { host: 'registry.example.com' } } } })).jobs['images-production'];
    expect(job).toMatchObject({ permissions: { contents: 'read' }, environment: 'registry' });
    const login = job.steps.find(({ run }) => run?.includes('docker login'));
    expect(login?.env).toEqual({ REGISTRY_USER: '${{ secrets.REGISTRY_USER }}', REGISTRY_PASSWORD: '${{ secrets.REGISTRY_PASSWORD }}' });
  });

  test('nothing is pushed where the engine builds', () => {
    expect(Object.keys(checksOf().jobs)).toEqual(['drift', 'start', 'changes', 'comment']);
  });
});

describe('a person', () => {
  test('brings a release into each environment that a script releases', () => {
    const stack = shop();
    stack.addReleases(stack.addEnvironment('staging'));
    const { jobs, on } = deployOf(stack);
    expect(on.workflow_dispatch.inputs.environment.options).toEqual(['production', 'staging']);
    expect(jobs.staging).toMatchObject({ if: "inputs.environment == 'staging'", environment: 'staging' });
    expect(commandsOf(jobs.staging)).toContain('> .env.staging');
    expect(commandsOf(jobs.staging)).toContain('./scripts/docker-staging.sh deploy');
  });

  test('brings an earlier release back, with an id that no shell reads as a program', () => {
    const back = deployOf().jobs.production.steps.find((step) => step.if === "inputs.command == 'rollback'");
    expect(back).toMatchObject({ env: { BACK_TO: '${{ inputs.release }}' }, run: './scripts/docker-prod.sh rollback ${BACK_TO:+"$BACK_TO"}' });
  });

  test('can deploy with what was added after the workflows', () => {
    const stack = shop();
    new GitHubWorkflows(stack);
    stack.addReleases(stack.addEnvironment('staging'));
    expect(Object.keys(readFrom(stack, DEPLOY).jobs)).toEqual(['production', 'staging']);
  });

  test('is not asked where nothing shall be deployed', () => {
    const stack = shop();
    new GitHubWorkflows(stack, { deploys: false });
    expect(synthesized(stack)[DEPLOY]).toBeUndefined();
  });
});

describe('what can be done with a workflow that should not be', () => {
  const { texts } = everything();
  const jobs = [...Object.values(checksOf({}, shop(REGISTRY)).jobs), ...Object.values(deployOf(shop(REGISTRY)).jobs)];
  const steps = jobs.flatMap((each) => each.steps);

  test('every action is pinned by its commit, with its version beside it', () => {
    const uses = texts.flatMap((text) => text.match(/uses: .*/g) ?? []);
    expect(uses.length).toBeGreaterThan(10);
    uses.forEach((each) => expect(each).toMatch(/^uses: [a-z-]+\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/));
  });

  test('a job has the permissions that it needs, and the workflow has none', () => {
    texts.forEach((text) => expect(text).toMatch(/^permissions: \{\}$/m));
    jobs.forEach(({ permissions }) => expect(Object.keys(permissions).length).toBeGreaterThan(0));
    const writes = jobs.filter(({ permissions }) => Object.values(permissions).includes('write')).map(({ permissions }) => permissions);
    expect(writes).toEqual([{ 'pull-requests': 'write' }, { contents: 'read', packages: 'write' }]);
  });

  test('no token stays in a checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBe(5);
    checkouts.forEach((step: Step) => expect(step.with).toMatchObject({ 'persist-credentials': false }));
  });

  test('nothing from outside is part of a program', () => {
    steps.flatMap(({ run }) => run ?? []).forEach((run) => expect(run).not.toContain('${{'));
  });
});

describe('projects of every kind', () => {
  test('a TypeScript project installs as it says itself, beside the workflows of projen', () => {
    const project = new typescript.TypeScriptProject({
      name: 'shop', outdir: emptyFolder(), defaultReleaseBranch: 'main', github: true, packageManager: NodePackageManager.NPM,
    });
    const stack = shop({}, project);
    new GitHubWorkflows(stack);
    const files = synthesized(stack);
    expect(Object.keys(files)).toEqual(expect.arrayContaining([CHECKS, '.github/workflows/build.yml']));
    expect(commandsOf(parse(files[CHECKS]).jobs.drift)).toMatch(/^npm ci\n/);
  });

  test.each([
    [NodePackageManager.PNPM, 'npm install --global pnpm@10\npnpm i --frozen-lockfile\n'],
    [NodePackageManager.YARN_CLASSIC, 'yarn install --check-files --frozen-lockfile\n'],
    [NodePackageManager.YARN_BERRY, 'corepack enable\nyarn install --immutable\n'],
    [NodePackageManager.BUN, 'npm install --global bun\nbun install --frozen-lockfile\n'],
  ])('a project with %s installs with it', (packageManager, expected) => {
    const project = new NodeProject({
      name: 'shop', outdir: emptyFolder(), defaultReleaseBranch: 'main', jest: false, package: false, packageManager, pnpmVersion: '10',
    });
    const stack = shop({}, project);
    expect(commandsOf(checksOf({}, stack).jobs.drift).startsWith(expected)).toBe(true);
  });

  test('a Python project installs Python\'s packages, and has the command line from npm in the version of its library', () => {
    const project = new PythonProject({
      name: 'shop', moduleName: 'shop', authorName: 'a', authorEmail: 'a@example.com', version: '1.0.0', outdir: emptyFolder(),
    });
    const { drift, changes } = checksOf({}, shop({}, project)).jobs;
    expect(drift.steps.some(({ uses }) => uses?.startsWith('actions/setup-python@'))).toBe(true);
    expect(commandsOf(drift)).toMatch(/^npx --yes projen install:ci\nnpx projen\n/);
    expect(commandsOf(changes)).toContain(`npx --yes projen-container-stack@${libraryVersion()} diff --markdown HEAD^1`);
  });

  test('a project has the commands that it names', () => {
    const { drift } = checksOf({ install: ['make tools'], nodeVersion: '22' }, shop({}, nodeProject())).jobs;
    expect(drift.steps[1].with).toMatchObject({ 'node-version': '22' });
    expect(commandsOf(drift)).toMatch(/^make tools\nnpx projen\n/);
  });

  test('a subproject is told that GitHub would not read its workflows', () => {
    const parent = emptyProject();
    const child = new NodeProject({ name: 'shop', parent, outdir: 'shop', defaultReleaseBranch: 'main', jest: false, package: false });
    expect(() => new GitHubWorkflows(shop({}, child))).toThrow(
      'stack "shop" of the subproject "shop" would write ".github/workflows/containers.yml", which GitHub reads at the root of the repository only',
    );
  });

  test('a workflow that a person wrote is not replaced', () => {
    const stack = shop({}, emptyProject({ [CHECKS]: 'name: mine\n' }));
    new GitHubWorkflows(stack);
    expect(refused(stack)).toContain(`"${CHECKS}" exists and was not generated`);
  });

  test('a stack that nobody releases has nothing to deploy', () => {
    const stack = new TestStack(emptyProject(), 'shop');
    new GitHubWorkflows(stack);
    expect(refused(stack)).toContain(`"${DEPLOY}" would have nothing to deploy`);
  });
});

describe('values', () => {
  test('another version of an action is taken in its place', () => {
    const commit = 'a'.repeat(40);
    const stack = shop();
    new GitHubWorkflows(stack, { actions: { 'actions/checkout': `${commit} # v9.1.0` } });
    expect(synthesized(stack)[CHECKS]).toContain(`uses: actions/checkout@${commit} # v9.1.0\n`);
  });

  test.each<[GitHubWorkflowsProps, string]>([
    [{ actions: { 'actions/checkout': 'v7' } }, 'the pin of the action "actions/checkout" is "v7"'],
    [{ actions: { 'actions/cache': `${'a'.repeat(40)} # v1` } }, 'no workflow uses the action "actions/cache": those that are used are "actions/checkout"'],
    [{ branch: 'main"; x' }, 'the branch of ".github/workflows/containers.yml" is'],
    [{ nodeVersion: 'lts/*' }, 'the version of Node.js of ".github/workflows/containers.yml" is "lts/*"'],
    [{ install: ['npm ci\nrm'] }, 'a command of ".github/workflows/containers.yml" is'],
    [{ whenHealthy: [' '] }, 'a command of ".github/workflows/containers.yml" is " "'],
  ])('%j is refused', (props, message) => {
    expect(() => new GitHubWorkflows(shop(), props)).toThrow(message);
  });
});

describe('programs that judge workflows find nothing', () => {
  const { folder } = everything();
  const JUDGES: [string, string[]][] = [
    ['actionlint', [CHECKS, DEPLOY]],
    ['zizmor', ['--offline', '--persona=auditor', '--no-progress', CHECKS, DEPLOY]],
    ['check-jsonschema', ['--builtin-schema', 'vendor.github-workflows', CHECKS, DEPLOY]],
  ];
  for (const [program, args] of JUDGES) {
    if (isHere(program)) {
      test(program, () => {
        expect(findings(program, args, folder)).toBe('');
      });
    } else {
      test.skip(`SKIPPED: this machine has no ${program}, so the workflows were not checked with it`, () => undefined);
    }
  }
});
