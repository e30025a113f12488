import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { failure } from '../../src/base/failure';

const ROOT = path.join(__dirname, '..', '..');
const BIN = path.join(ROOT, 'node_modules', '.bin');

/** What is printed when a `.projenrc.ts` that cannot work is run, by itself or as `npx projen` runs it. */
function printedBy(lines: string[], [program, ...args]: string[] = ['tsx', '.projenrc.ts']): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'failure-'));
  try {
    mkdirSync(path.join(folder, 'node_modules'));
    symlinkSync(path.join(ROOT, 'node_modules', 'projen'), path.join(folder, 'node_modules', 'projen'));
    writeFileSync(path.join(folder, '.projenrc.ts'), [
      'import { Project } from \'projen\';',
      `import { BackendService, ContainerStack } from ${JSON.stringify(path.join(ROOT, 'src'))};`,
      'const project = new Project({ name: \'bad\' });',
      'const stack = new ContainerStack(project, \'bad\');',
      ...lines,
      'project.synth();',
    ].join('\n'));
    mkdirSync(path.join(folder, '.projen'));
    writeFileSync(path.join(folder, '.projen', 'tasks.json'), JSON.stringify({
      tasks: { default: { name: 'default', steps: [{ exec: `${JSON.stringify(path.join(BIN, 'tsx'))} .projenrc.ts` }] } },
    }));
    const { status, stderr } = spawnSync(path.join(BIN, program), args, { cwd: folder, encoding: 'utf-8' });
    expect(status).not.toBe(0);
    return stderr.split('\n').filter((line) => line !== '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('an error of a synthesis ends with what is wrong', () => {
  const printed = printedBy([]);
  expect(printed.slice(-2)).toEqual([
    'stack "bad" cannot be written, nothing was changed:',
    '  - stack "bad" has no services: add one, such as new BackendService(stack, \'backend\', { app: \'app.main:app\' })',
  ]);
});

test('an option that is refused is the last that is said, below the line that passed it', () => {
  const [place, message] = printedBy(['new BackendService(stack, \'backend\', { app: \'app.main:app\', enviroment: {} } as any);']).slice(-2);
  expect(place).toMatch(/^ {4}at .*\.projenrc\.ts:\d+:\d+\)$/);
  expect(message).toMatch(/^service "backend" has no option "enviroment": did you mean "environment"\? It knows "app", /);
});

test.each([
  ['a constructor', 'new BackendService(stack, \'Backend\', { app: \'app.main:app\' });', /^service id "Backend" cannot be used: allowed are DNS labels/],
  ['a value', 'BackendService.prototype.describe.call(undefined, stack.development);', /^Cannot read properties of undefined/],
])('what %s throws is said once, last and by itself, with no line of the library around it', (_what, line, sentence) => {
  const printed = printedBy([line]);
  expect(printed.at(-1)).toMatch(sentence);
  expect(printed.slice(0, -1).every((place) => /^ {4}at .*\.projenrc\.ts:/.test(place))).toBe(true);
});

test('under projen, only its own line comes after what is wrong', () => {
  const printed = printedBy(['new BackendService(stack, \'Backend\', { app: \'app.main:app\' });'], ['projen']);
  expect(printed.at(-2)).toMatch(/^service id "Backend" cannot be used: allowed are DNS labels/);
  expect(printed.at(-1)).toMatch(/Task "default" failed/);
});

test('errors of others are printed as they always are', () => {
  expect(printedBy(['throw new Error(\'mine\');']).join('\n')).toMatch(/Error: mine\n[^]*Node\.js v/);
});

test('who listens to errors that nobody catches hears of ours too', () => {
  const [heard] = printedBy(['process.on(\'uncaughtException\', (error) => { console.error(`heard: ${error.message}`); process.exit(3); });']);
  expect(heard).toMatch(/^heard: stack "bad" cannot be written/);
});

test('the message is that of any error', () => {
  expect(failure('the port is 0').message).toBe('the port is 0');
  expect(failure('the port is 0')).toBeInstanceOf(Error);
});
