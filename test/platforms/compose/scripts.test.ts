import { spawnSync } from 'child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import * as path from 'path';
import { emptyStack } from './fixture';
import { releasing } from './production-fixture';
import { DataServices, Language, Stack, StackProps } from '../../../src/model';
import { ComposeTarget, DevelopmentScript } from '../../../src/platforms';
import {
  AngularNginxFrontend, BackendService, CeleryBeat, CeleryWorker, EdgeProxy, MongoService, RedisService,
} from '../../../src/services';
import { emptyFolder, synthesized } from '../../fixtures/stack';

/*
 * What people read in their own repository: short scripts with the facts of their stack, and beside them programs that are the same
 * for everybody.
 */
const FOLDER = 'scripts/container-stack/';
const VERSION = JSON.parse(readFileSync(path.join(__dirname, '../../../package.json'), 'utf-8')).version;

/** A stack like that of the example, with both scripts. */
function exampleStack(props: StackProps = {}): Stack {
  const stack = emptyStack(props);
  const mongodb = new MongoService(stack, 'mongodb', { database: 'conductor' });
  const redis = new RedisService(stack, 'redis');
  const backend = new BackendService(stack, 'backend', {
    app: 'app.main:app',
    readinessPath: '/health/ready',
    connectTo: [mongodb, redis],
    secrets: ['SECRET_KEY', 'CLAUDE_API_KEY', 'OPENAI_API_KEY', 'GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  });
  new CeleryWorker(stack, 'celery-worker', { backend, app: 'app.celery_app' });
  new CeleryBeat(stack, 'celery-beat', { backend, app: 'app.celery_app' });
  const frontend = new AngularNginxFrontend(stack, 'frontend', { app: 'conductor-crm', api: backend });
  new EdgeProxy(stack, 'edge', { frontend });
  new DevelopmentScript(new ComposeTarget(stack, { environment: stack.development }));
  releasing(stack);
  return stack;
}

const stack = exampleStack();
const files = synthesized(stack);
const programs = Object.keys(files).filter((file) => file.startsWith(FOLDER)).map((file) => file.replace(FOLDER, ''));

test.each(['scripts/docker-dev.sh', 'scripts/docker-prod.sh'])('%s is short', (file) => {
  expect(files[file].split('\n').length).toBeLessThanOrEqual(150);
});

test('data services in production are a few lines to review', () => {
  const after = synthesized(exampleStack({ production: { dataServices: DataServices.IN_STACK } }));
  const changed = Object.keys(after).filter((file) => /^scripts\/|^\.env/.test(file) && after[file] !== files[file]);
  expect(changed.sort()).toEqual(['.env.prod.example', 'scripts/docker-prod.sh']);
  // new and changed lines with text in them
  const lines = changed.flatMap((file) => newLines(files[file], after[file])).filter((line) => line !== '');
  expect(lines).toContain("data='mongodb redis'");
  expect(lines.length).toBeLessThan(50);
});

/** The lines of a text that differ from an earlier one, as `diff` sees them. */
function newLines(before: string, after: string): string[] {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'before'), before);
  writeFileSync(path.join(folder, 'after'), after);
  const { stdout } = spawnSync('diff', ['before', 'after'], { cwd: folder, encoding: 'utf-8' });
  return stdout.split('\n').filter((line) => line.startsWith('> ')).map((line) => line.slice(2));
}

describe('the programs', () => {
  test('are written once for both scripts, each of which reads those that it needs', () => {
    const readBy = (script: string) => /^for program in (.*); do$/m.exec(files[script])![1].split(' ').map((name) => `${name}.sh`);
    const all = [...readBy('scripts/docker-dev.sh'), ...readBy('scripts/docker-prod.sh')];
    expect(programs.sort()).toEqual([...new Set(all)].sort());
    expect(readBy('scripts/docker-dev.sh')).not.toContain('release.sh');
  });

  test('that no script needs are not written', () => {
    const only = emptyStack();
    new BackendService(only, 'backend', { app: 'app.main:app' });
    new DevelopmentScript(new ComposeTarget(only, { environment: only.development }));
    expect(Object.keys(synthesized(only)).filter((file) => file.startsWith(FOLDER)).sort()).toEqual(
      ['checks', 'common', 'development', 'messages'].map((name) => `${FOLDER}${name}.sh`),
    );
  });

  test('speak the one language of the stack', () => {
    const other = synthesized(exampleStack({ language: Language.PT_BR }));
    expect(files[`${FOLDER}messages.sh`]).toContain("echo '🛑 Stopping the environment...'");
    expect(other[`${FOLDER}messages.sh`]).toContain("echo '🛑 Parando ambiente...'");
    const same = programs.filter((name) => other[FOLDER + name] === files[FOLDER + name]);
    expect(same.sort()).toEqual(programs.filter((name) => name !== 'messages.sh').sort());
  });

  test.each(programs)('%s says which version it is of, keeps its line ends, and is read-only', (name) => {
    const file = FOLDER + name;
    const head = files[file].split('\n').slice(0, 4).join('\n');
    expect(head).toContain('~~ Generated by projen');
    expect(head).toContain(`# Part of projen-container-stack ${VERSION}, the same in every repository that uses it.`);
    expect(files['.gitattributes'].split('\n')).toContain(`/${file} text eol=lf`);
    expect((statSync(path.join(stack.project.outdir, file)).mode % 0o1000).toString(8)).toBe('444');
  });

  test('go where scripts go', () => {
    const elsewhere = synthesized(exampleStack({ paths: { scripts: 'my tools' } }));
    expect(elsewhere).toHaveProperty(['my tools/container-stack/release.sh']);
    expect(elsewhere['my tools/docker-prod.sh']).toContain("\n  source './my tools/container-stack/'\"$program.sh\"\n");
  });

  test('are missed loudly', () => {
    const broken = exampleStack();
    synthesized(broken);
    rmSync(path.join(broken.project.outdir, FOLDER, 'checks.sh'));
    const { status, stderr } = spawnSync(path.join(broken.project.outdir, 'scripts/docker-dev.sh'), ['help'], { encoding: 'utf-8' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('scripts/container-stack/checks.sh: No such file or directory');
  });
});
