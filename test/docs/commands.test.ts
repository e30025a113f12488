import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import * as path from 'path';
import { Project } from 'projen';
import { PAGES, ROOT, textOf } from './pages';
import { ContainerStack, DataServices, SourceSync } from '../../src';
import { BackendService, MongoService } from '../../src/services';
import { emptyFolder, synthesized } from '../fixtures/stack';

/* The commands that our pages name exist, and have the options that are named. */

/** What the scripts of a stack that has all of it say of their commands, by their names. */
const HELP = helpTexts();

/** What stands behind a program, wherever a page names it: the page, and the words up to the end of the code. */
function namedAfter(program: RegExp): Array<{ readonly page: string; readonly words: string[] }> {
  return PAGES.flatMap((page) => [...textOf(page).matchAll(new RegExp(`${program.source} ([^\`\\n#|)\\]]+)`, 'g'))]
    .map(([, rest]) => ({ page, words: rest.trim().replace(/[,.;:"']+(?= |$)/g, '').split(/\s+/) })));
}

describe.each(['docker-dev.sh', 'docker-prod.sh'])('%s', (script) => {
  const named = namedAfter(new RegExp(`${script.replace('.', '\\.')}`)).filter(({ words: [first] }) => /^[a-z]/.test(first));

  test('has every command that a page names', () => {
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ words: [command] }) => !(command in HELP[script]))).toEqual([]);
  });

  test('has every option that a page gives to a command', () => {
    const unknown = named.filter(({ words: [command] }) => command !== 'test' && command !== 'exec' && command !== 'run')
      .flatMap(({ page, words: [command, ...rest] }) => rest.filter((word) => word.startsWith('--') && !HELP[script][command]?.includes(word))
        .map((option) => `${page}: ${command} ${option}`));
    expect(unknown).toEqual([]);
  });
});

test('every task of projen that a page names is one', () => {
  const { tasks } = JSON.parse(readFileSync(path.join(ROOT, '.projen/tasks.json'), 'utf-8')) as { tasks: object };
  const named = namedAfter(/npx projen(?! new\b)/).filter(({ words: [first] }) => /^[a-z]+(?::[a-z]+)*$/.test(first));
  const ofUsers = /^docker:/;
  const prose = ['in', 'and', 'nor', 'writes', 'names', 'as', 'the', 'completes', 'would', 'say', 'from'];
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ words: [task] }) => !(task in tasks) && !ofUsers.test(task) && !prose.includes(task))).toEqual([]);
});

function helpTexts(): { readonly [script: string]: { readonly [command: string]: string } } {
  const project = new Project({ name: 'shop', outdir: emptyFolder() });
  const stack = new ContainerStack(project, 'shop', {
    development: { sourceSync: SourceSync.WATCH },
    production: { dataServices: DataServices.IN_STACK },
    compose: { releases: { registry: { host: 'ghcr.io' } } },
  });
  new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [new MongoService(stack, 'mongodb', { database: 'shop' })] });
  synthesized(stack);
  return Object.fromEntries(['docker-dev.sh', 'docker-prod.sh'].map((script) => {
    const { stdout } = spawnSync('bash', [path.join(project.outdir, 'scripts', script), 'help'], { encoding: 'utf-8' });
    const commands = stdout.split(/^ {2}(?=[a-z])/m).slice(1).map((text) => [text.split(/\s/)[0], text]);
    return [script, Object.fromEntries(commands)];
  }));
}
