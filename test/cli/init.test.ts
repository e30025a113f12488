import { existsSync, readFileSync, readdirSync, realpathSync } from 'fs';
import * as path from 'path';
import { main } from '../../src/cli/main';
import { folderWith } from '../fixtures/stack';
import { fastApi, Files } from '../init/private/scene';

const PAGE = readFileSync(path.join(__dirname, '../../docs/init.md'), 'utf-8');

const LOADER = require.resolve('tsx');
const before = { folder: process.cwd(), options: process.env.NODE_OPTIONS };

// the synthesis runs in a process of its own, from the sources here
beforeAll(() => {
  process.env.NODE_OPTIONS = `--import ${LOADER}`;
});

afterAll(() => {
  process.env.NODE_OPTIONS = before.options ?? '';
});

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly folder: string;
}

/** Runs the command in a repository with these files, where there is no terminal. */
async function init(files: Files, ...args: string[]): Promise<Outcome> {
  const folder = realpathSync(folderWith(files));
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      said[stream] += text;
      return true;
    }));
  process.chdir(folder);
  try {
    return { code: await main(['init', ...args]), folder, ...said };
  } finally {
    process.chdir(before.folder);
    spies.forEach((spy) => spy.mockRestore());
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).sort();
}

test('where nobody can be asked, the proposal and what it writes are shown, and nothing is written', async () => {
  const { code, stdout, stderr, folder } = await init(fastApi({ '.gitignore': 'mine/\n' }));
  expect(stdout).toContain("\nconst backend = new BackendService(stack, 'backend', {\n");
  expect(stdout).toMatch(/A synthesis of it writes \d\d files:\n/);
  expect(stdout).toMatch(/\n {2}docker-compose\.yml +new, \d+ lines\n/);
  expect(stdout).toMatch(/\n {2}scripts\/container-stack\/\* +\d\d new files, \d+ lines\n/);
  expect(stdout).toMatch(/\n {2}\.gitignore +\+\d\d -0\n/);
  expect(stderr).toBe('this is no terminal, in which one could be asked: pass --yes to write, or --print\nnothing was written\n');
  expect(code).toBe(3);
  expect(filesIn(folder)).toEqual(['.gitignore', 'app', 'requirements.txt']);
}, 120_000);

test('with --yes it is written, and what comes next is said', async () => {
  const { code, stdout, folder } = await init(fastApi(), '--yes', '--diff');
  expect(code).toBe(0);
  expect(stdout).toContain('--- /dev/null\n+++ b/docker-compose.yml\n@@ -0,0 +1,');
  expect(stdout).toContain('Go on with\n\n  npm install --save-dev projen constructs tsx projen-container-stack\n  npx tsx .projenrc.ts\n');
  expect(readFileSync(path.join(folder, '.projenrc.ts'), 'utf-8')).toContain('project.synth();\n');
  expect(filesIn(folder)).toEqual(['.projenrc.ts', 'app', 'requirements.txt']);
}, 120_000);

test('a proposal that does not synthesize is not written without a look', async () => {
  const { code, stdout, stderr, folder } = await init(fastApi({ 'docker-compose.prod.yml/a': '', 'docs': '' }), '--yes');
  expect(stdout).toMatch(/The proposal does not synthesize yet:\n\nstack .* cannot be written, nothing was changed:\n {2}- "docs" is a file, and/);
  expect(stderr).toBe('".projenrc.ts" is not written: write it with --print > .projenrc.ts, and change what is said above\n');
  expect(code).toBe(1);
  expect(existsSync(path.join(folder, '.projenrc.ts'))).toBe(false);
}, 120_000);

test('with --print the proposal is all that is said', async () => {
  const { code, stdout, stderr } = await init(fastApi(), '--print');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^import \{ Project, typescript \} from 'projen';\n[^]*project\.synth\(\);\n$/);
});

test('in Python', async () => {
  const { code, stdout } = await init(fastApi(), '--print', '--python');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^from projen import Project\n[^]*project\.synth\(\)\n$/);
});

test.each(['.projenrc.ts', '.projenrc.js', '.projenrc.py', '.projen/tasks.json'])('"%s" is never overwritten', async (file) => {
  const { code, stderr, folder } = await init(fastApi({ [file]: 'mine' }), '--yes');
  expect(stderr).toBe(`"${file}" is there already, and nothing is overwritten: see the proposal with --print, and take over what fits\n`);
  expect(code).toBe(1);
  expect(readFileSync(path.join(folder, file), 'utf-8')).toBe('mine');
});

test('where there is nothing to run, it is said what was looked for', async () => {
  const { code, stderr } = await init({ '{{cookiecutter.slug}}/main.py': '' });
  expect(stderr).toContain('nothing was found here that runs in a container: looked for were Python packages');
  expect(stderr).toContain('not looked at: "{{cookiecutter.slug}}", which is a template: run init in what is made of it\n');
  expect(code).toBe(1);
});

test.each([[['--nonsense']], [['file']], [['--python', '--install']]])('%j are wrong arguments', async (args) => {
  const { code, stderr } = await init({}, ...args);
  expect(code).toBe(2);
  expect(stderr).toContain('usage: npx projen-container-stack init [OPTION...]\n');
});

test('help says the options and the exit codes', async () => {
  const { code, stdout } = await init({}, '--help');
  expect(code).toBe(0);
  expect(stdout).toContain('exit code: 0 written or printed, 1 nothing to write, 2 wrong arguments, 3 nobody said yes\n');
});

test('docs/init.md has every option and every exit code', async () => {
  const { stdout } = await init({}, '--help');
  const [options, codes] = [stdout.match(/--[a-z]+(?= {2,})/g)!, stdout.match(/\b\d(?= [a-z])/g)!];
  expect([options.length, codes.length]).toEqual([5, 4]);
  for (const each of [...options.map((option) => `\n| \`${option}\` |`), ...codes.map((code) => `\n| ${code} |`)]) {
    expect(PAGE).toContain(each);
  }
});
