import { chmodSync, mkdirSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Terminal } from '../acceptance/terminal';
import { folderWith } from '../fixtures/stack';
import { fastApi, Files } from '../init/private/scene';
import { programAt } from '../platforms/compose/fixture';

/*
 * What init asks, asked at a terminal and answered by keys.
 */

const QUESTION = /Write "\.projenrc\.ts"\? Nothing else is changed\. \[y\/N\] /;
const ENTER = '\r';
const SECONDS = 120;

const script = programAt('script');
const testAtTerminal = script ? test : test.skip;
if (!script) {
  test.skip('SKIPPED: this machine has no program script, so there was no terminal to ask at', () => undefined);
}

const terminals: Terminal[] = [];
afterEach(() => terminals.splice(0).forEach((terminal) => terminal.close()));

/** A terminal at which init was typed, in a repository with these files, and a machine with these programs. */
function typed(args: string, files: Files = fastApi(), programs: Files = {}): { terminal: Terminal; folder: string; said: () => string } {
  const folder = realpathSync(folderWith(files));
  const machine = path.join(realpathSync(folderWith({})), 'programs');
  mkdirSync(machine);
  for (const [name, lines] of Object.entries(programs)) {
    writeFileSync(path.join(machine, name), `#!/bin/sh\n${lines}\n`);
    chmodSync(path.join(machine, name), 0o755);
  }
  writeFileSync(path.join(machine, 'init.cjs'), [
    `require(${JSON.stringify(path.join(__dirname, '../../src/cli/main'))}).main(['init', ...process.argv.slice(2)])`,
    '  .then((code) => { process.exitCode = code; });',
  ].join('\n'));
  const terminal = new Terminal([script!, '-qefc', `${process.execPath} ${path.join(machine, 'init.cjs')} ${args}`, '/dev/null'], {
    cwd: folder,
    env: {
      ...process.env, PATH: `${machine}:${process.env.PATH}`, TERM: 'dumb', SHELL: programAt('sh'), NODE_OPTIONS: `--import ${require.resolve('tsx')}`,
    },
  });
  terminals.push(terminal);
  return { terminal, folder, said: () => terminal.shown.replaceAll('\r', '') };
}

testAtTerminal('yes writes the proposal, and nothing else', async () => {
  const { terminal, folder, said } = typed('');
  await terminal.waitFor(QUESTION, SECONDS);
  terminal.type(`Y${ENTER}`);
  expect(await terminal.ended(SECONDS)).toBe(0);
  expect(said()).toContain('".projenrc.ts" is written. Go on with\n\n  npm install --save-dev projen');
  expect(readFileSync(path.join(folder, '.projenrc.ts'), 'utf-8')).toContain('project.synth();\n');
  expect(readdirSync(folder).sort()).toEqual(['.projenrc.ts', 'app', 'requirements.txt']);
}, 2 * SECONDS * 1000);

testAtTerminal.each([
  ['what is no yes', `yesterday${ENTER}`], ['Enter alone', ENTER], ['Ctrl+C', '\x03'], ['Ctrl+D', '\x04'],
])('%s writes nothing, and that is said in one line', async (_name, keys) => {
  const { terminal, folder, said } = typed('');
  await terminal.waitFor(QUESTION, SECONDS);
  terminal.type(keys);
  expect(await terminal.ended(SECONDS)).toBe(3);
  expect(said()).toMatch(/\[y\/N\] .*\nnothing was written\n$/);
  expect(readdirSync(folder).sort()).toEqual(['app', 'requirements.txt']);
}, 2 * SECONDS * 1000);

describe('with --install', () => {
  const ASKED = /Write "\.projenrc\.ts", install what it needs, and synthesize\? \[y\/N\] /;
  const recording = (name: string) => `echo "${name} $*" >> calls; test -f .projenrc.ts`;
  const calls = (folder: string) => readFileSync(path.join(folder, 'calls'), 'utf-8').split('\n').slice(0, -1);

  testAtTerminal('yes runs the two commands once the proposal is written', async () => {
    const { terminal, folder, said } = typed('--install', fastApi(), { npm: recording('npm'), npx: recording('npx') });
    await terminal.waitFor(ASKED, SECONDS);
    terminal.type(`y${ENTER}`);
    expect(await terminal.ended(SECONDS)).toBe(0);
    expect(calls(folder)).toEqual(['npm install --save-dev projen constructs tsx projen-container-stack', 'npx tsx .projenrc.ts']);
    expect(said()).toMatch(/Start it: \.\/scripts\/docker-dev\.sh start\nThe guide: docs\/DOCKER_SETUP\.md\n$/);
  }, 2 * SECONDS * 1000);

  testAtTerminal('after a command that fails there is no other, and it is said which one', async () => {
    const { terminal, folder, said } = typed('--install --yes', fastApi(), { npm: `${recording('npm')}; exit 7`, npx: recording('npx') });
    expect(await terminal.ended(SECONDS)).toBe(1);
    expect(calls(folder)).toEqual([expect.stringMatching(/^npm install /)]);
    expect(said()).toContain('"npm install --save-dev projen constructs tsx projen-container-stack" failed: run it again');
  }, 2 * SECONDS * 1000);
});

testAtTerminal('where files lie elsewhere, what is said last names them there', async () => {
  const { terminal, said } = typed('--yes', fastApi({ 'docs/DOCKER_SETUP.md': '# Mine\n', 'scripts/docker-dev.sh': 'true\n' }));
  expect(await terminal.ended(SECONDS)).toBe(0);
  expect(said()).toMatch(/Start it: \.\/container-scripts\/docker-dev\.sh start\nThe guide: docs\/CONTAINERS\.md\n$/);
}, 2 * SECONDS * 1000);
