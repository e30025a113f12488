import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { CommandOptions, Outcome, run, succeed } from './command';
import { EXAMPLE, copyHandWritten, tarball } from './library';
import { Report } from './report';
import { ROOT } from './root';
import { Sandbox } from './sandbox';

/*
 * The library from Python: its bindings as they are published, in a fresh virtual environment with projen as PyPI has it. Everything on
 * docs/python.md is run.
 */

/** What projen itself writes: it knows that the project is described in another language. */
const OF_PROJEN = /^(\.projen\/|\.gitattributes$|\.gitignore$|tsconfig)/;

/** The packages that lie beside the library where it is installed from npm. */
const LIBRARY = path.join(process.env.ACCEPTANCE_LIBRARY!, 'installed/node_modules');

const report = new Report();
const home = mkdtempSync(path.join(tmpdir(), 'acceptance-python-'));
const example = new Sandbox('conductor', home);

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  report.write(ROOT, 'acceptance-python.json');
});

/** Code that people copy, of the page that has it. */
function block(language: string, name: string): string {
  const pages = ['README.md', ...readdirSync(path.join(ROOT, 'docs')).filter((page) => page.endsWith('.md')).map((page) => `docs/${page}`)];
  const text = pages.map((page) => readFileSync(path.join(ROOT, page), 'utf-8')).join('\n');
  return new RegExp(`<!-- test: ${name} -->\n\`\`\`${language}\n([^]*?)\`\`\``).exec(text)![1];
}

/** An empty folder. */
function folder(name: string): string {
  const made = path.join(home, name);
  mkdirSync(made);
  return made;
}

const env = { ...process.env, PROJEN_DISABLE_POST: 'true', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' };

/** Runs a program in the virtual environment. */
function inEnvironment(argv: string[], options: CommandOptions = {}): Promise<Outcome> {
  const [program, ...args] = argv;
  return run([path.join(home, 'venv/bin', program), ...args], { env, ...options });
}

/** What a `.projenrc.py` writes: what is ours of it, as if it were written in TypeScript. */
async function writtenBy(cwd: string, projenrc: string): Promise<{ [file: string]: string }> {
  writeFileSync(path.join(cwd, '.projenrc.py'), projenrc);
  const { code, output } = await inEnvironment(['python', '.projenrc.py'], { cwd, timeoutSeconds: 120 });
  expect([code, code === 0 ? '' : output]).toEqual([0, '']);
  return filesIn(cwd);
}

/** What a `.projenrc.ts` writes, beside the packages that it needs. */
async function writtenInTypeScript(cwd: string, projenrc: string): Promise<{ [file: string]: string }> {
  symlinkSync(LIBRARY, path.join(cwd, 'node_modules'));
  writeFileSync(path.join(cwd, '.projenrc.ts'), projenrc);
  await succeed(['npx', '--no-install', 'tsx', '.projenrc.ts'], { cwd, env, timeoutSeconds: 120 });
  return filesIn(cwd);
}

function filesIn(cwd: string): { [file: string]: string } {
  const { files } = JSON.parse(readFileSync(path.join(cwd, '.projen/files.json'), 'utf-8')) as { files: string[] };
  return Object.fromEntries(files.filter((file) => !OF_PROJEN.test(file) && existsSync(path.join(cwd, file)))
    .map((file) => [file, inTypeScript(readFileSync(path.join(cwd, file), 'utf-8'))]));
}

/** What differs on purpose: the name of the file that a person edits, and the line that the guide shows of it. */
function inTypeScript(text: string): string {
  return text.replaceAll('.projenrc.py', '.projenrc.ts').replace(
    /```python\nstack\.production\.configure\(stack\.find_service\("([a-z-]+)"\), replicas=3\)\n/,
    '```ts\nstack.production.configure(stack.findService(\'$1\'), { replicas: 3 });\n',
  );
}

test('the wheel is built from the package, and installs into a fresh virtual environment beside projen', async () => {
  await report.phase('bindings for Python', async () => {
    await succeed(['tar', '--extract', '--gzip', '--file', tarball(), '--directory', home]);
    const unpacked = path.join(home, 'package');
    // what it needs beside what is bundled
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(home, 'node_modules'));
    // it is packed again, by a program that is not part of a package
    await succeed(['npm', 'pkg', 'delete', 'scripts'], { cwd: unpacked });
    const pacmak = path.join(ROOT, 'node_modules/.bin/jsii-pacmak');
    await succeed([pacmak, '--target', 'python', '--outdir', path.join(home, 'dist')], { cwd: unpacked, timeoutSeconds: 540 });
  });
  await report.phase('installation', async () => {
    await succeed(['python3', '-m', 'venv', path.join(home, 'venv')]);
    const wheels = await succeed(['find', path.join(home, 'dist/python'), '-name', '*.whl']);
    const { code, output } = await inEnvironment(['pip', 'install', '--quiet', 'projen', wheels.stdout.trim()], { timeoutSeconds: 240 });
    expect([code, output]).toEqual([0, expect.anything()]);
  });
}, 900_000);

test('the example in Python writes the files that the one in TypeScript writes, byte for byte', async () => {
  await copyHandWritten(example);
  rmSync(example.path('.projenrc.ts'));
  const written = await report.phase('the example', () => writtenBy(example.repository, block('python', 'conductor-crm')));
  const committed = filesIn(EXAMPLE);
  expect(Object.keys(committed).length).toBeGreaterThan(50);
  expect(Object.keys(written).sort()).toEqual(Object.keys(committed).sort());
  for (const [file, text] of Object.entries(committed)) {
    expect([file, written[file]]).toEqual([file, text]);
  }
}, 300_000);

test('the smallest stack in Python writes what the one of the README writes', async () => {
  const written = await writtenBy(folder('smallest'), block('python', 'smallest stack'));
  expect(written).toEqual(await writtenInTypeScript(folder('smallest-typescript'), block('ts', 'smallest stack')));
}, 300_000);

test('npx projen runs it from then on, and changes nothing', async () => {
  const cwd = example.repository;
  const before = filesIn(cwd);
  await succeed([path.join(ROOT, 'node_modules/.bin/projen')], {
    cwd, env: { ...env, PATH: `${path.join(home, 'venv/bin')}:${process.env.PATH}` }, timeoutSeconds: 180,
  });
  expect(filesIn(cwd)).toEqual(before);
}, 300_000);

test('a service type that is a subclass in Python writes what one in TypeScript writes', async () => {
  const written = await writtenBy(folder('subclass'), block('python', 'MariaDbService'));
  expect(written).toEqual(await writtenInTypeScript(folder('subclass-typescript'), [
    'import { Project, typescript } from \'projen\';',
    'import { BackendService, ContainerStack } from \'projen-container-stack\';',
    block('ts', 'MariaDbService'),
    'const project = new Project({ name: \'shop\' });',
    'new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });',
    'const stack = new ContainerStack(project, \'shop\');',
    'new BackendService(stack, \'backend\', { app: \'app.main:app\' }).connectTo(new MariaDbService(stack, \'mariadb\'));',
    'project.synth();',
  ].join('\n')));
}, 300_000);

test.each([
  ['as-proposed', 'FastAPI and Celery with requirements, and Compose files of its own'],
  ['uv-workspace', 'a workspace of uv'],
  ['own-worker', 'a Celery worker with a folder and an image of its own'],
])('what init proposes for %s writes in Python what it writes in TypeScript: %s', async (layout) => {
  const proposals = path.join(home, 'proposals', layout);
  const copy = (language: string) => {
    // the stack is called what the folder is called
    const cwd = path.join(proposals, language, layout);
    cpSync(path.join(ROOT, 'test/acceptance/repositories/layouts', layout), cwd, {
      recursive: true, filter: (file) => !['.projenrc.ts', 'trial.json'].includes(path.basename(file)),
    });
    return cwd;
  };
  const [inPython, inTypescript] = [copy('python'), copy('typescript')];
  const proposed = async (cwd: string, ...options: string[]) =>
    (await succeed([path.join(LIBRARY, '.bin/projen-container-stack'), 'init', '--print', ...options], { cwd, env })).stdout;
  const written = await writtenBy(inPython, await proposed(inPython, '--python'));
  expect(Object.keys(written)).toContain('docs/DOCKER_SETUP.md');
  expect(written).toEqual(await writtenInTypeScript(inTypescript, await proposed(inTypescript)));
}, 300_000);

test.each([
  ['app="app.main:app", conect_to=[]', "got an unexpected keyword argument 'conect_to'"],
  ['app="app.main:app", readiness_path="health"', 'the readiness_path of service "backend" is "health", which cannot be used'],
  ['app="app main"', 'the app of service "backend" is "app main", which cannot be used'],
])('BackendService(stack, "backend", %s) is refused in the words of Python', async (options, sentence) => {
  const { code, output } = await inEnvironment(['python', '-c', [
    'from projen import Project',
    'from projen_container_stack import BackendService, ContainerStack',
    `BackendService(ContainerStack(Project(name="shop", outdir="${home}/refused"), "shop"), "backend", ${options})`,
  ].join('\n')], { timeoutSeconds: 120 });
  expect([code, output]).toEqual([1, expect.stringContaining(sentence)]);
}, 180_000);
