import { readFileSync } from 'fs';
import * as path from 'path';
import { Project } from 'projen';
import * as ts from 'typescript';
import { ComposeTemplate } from '../src/assertions';

/* The code of docs/testing.md is run as it stands there: its tests are tests here. */
const PAGE = readFileSync(path.join(__dirname, '../docs/testing.md'), 'utf-8');
const modules: { [id: string]: unknown } = {};
const shown: string[] = [];

describe('docs/testing.md', () => {
  modules['./containers'] = run('stack');

  describe('assertions', () => {
    run('assertions');
  });

  describe('a matcher of one\'s own', () => {
    test('passes', () => {
      expect(() => run('matcher')).not.toThrow();
    });

    test('fails', () => {
      expect(() => run('matcher', (code) => code.replace('512m', '2048m'))).toThrow('!!   mem_limit: "2048m"   <-- expected at most 1024m');
    });
  });

  describe('snapshots', () => {
    run('snapshots');

    test('hold what a reviewer reads', () => {
      const [worker, stage, files] = shown;
      expect(worker).toMatch(/^===== docker-compose\.prod\.yml =====\nworker:\n[^]*\n===== docker-compose\.yml =====\nworker:\n/);
      expect(stage).toMatch(/^# .*\nFROM .* AS runtime\n/);
      const names = ['.env.example', '.env.prod.example', 'backend/.dockerignore', 'docker-compose.prod.yml', 'docker-compose.yml'];
      expect(files.match(/^===== .* =====$/gm)).toEqual(names.map((name) => `===== ${name} =====`));
      expect(shown.map((text) => text.split('\n').length < 400)).toEqual([true, true, true]);
    });
  });

  test('the failure is the one that is shown', () => {
    const project = new Project({ name: 'shop' });
    (modules['./containers'] as { addContainers(project: Project): void }).addContainers(project);
    const production = ComposeTemplate.fromProject(project, 'docker-compose.prod.yml');
    let message = '';
    try {
      production.hasService('backend', { init: false, build: { target: 'runtime' } });
    } catch (error) {
      message = (error as Error).message;
    }
    for (const part of block('failure').split('...\n').filter((text) => text !== '')) {
      expect(message).toContain(part);
    }
  });

  test('every block of code is run', () => {
    expect(PAGE.match(/```ts\n/g)).toHaveLength(4);
  });
});

/** Runs a block of the page and gives back what it exports. What it would write to a snapshot is kept. */
function run(name: string, change: (code: string) => string = (code) => code): unknown {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(change(block(name)), { compilerOptions });
  const exported = {};
  const load = (id: string) => modules[id] ?? jest.requireActual(id === 'projen-container-stack' ? '../src' : id);
  const keep = (value: string) => ({ toMatchSnapshot: () => shown.push(value) });
  new Function('require', 'exports', 'expect', outputText)(load, exported, keep);
  return exported;
}

function block(name: string): string {
  const match = new RegExp(`<!-- test: ${name} -->\n\`\`\`\\w+\n([^]*?)\`\`\``).exec(PAGE);
  if (!match) {
    throw new Error(`docs/testing.md has no block "${name}"`);
  }
  return match[1];
}
