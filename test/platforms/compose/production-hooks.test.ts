import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import * as path from 'path';
import { setTimeout } from 'timers/promises';
import { ReleasableRepository, actionsOn, deeds, releasableStack } from './production-fixture';
import { Duration } from '../../../src/base';

/* Executables of the repository that run at points of a release. */

const FOLDER = 'docker/hooks/production';
const ALL = ['before-build', 'after-build', 'before-jobs', 'after-jobs', 'before-cutover', 'after-cutover', 'on-failure'];
const english = new ReleasableRepository(releasableStack().stack, undefined, { keep: 3, hookTimeout: Duration.seconds(2) });
const { succeeds, fails } = actionsOn(english);

function hook(name: string, lines: string, mode = 0o755): void {
  const file = english.inside(FOLDER, name);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, mode);
}

/** Each hook leaves a word when it runs. */
function hookAll(): void {
  ALL.forEach((name) => hook(name, `echo "$HOOK $RELEASE after $PREVIOUS_RELEASE in $ENVIRONMENT by $WHO at '$REVISION' [$SERVICES] $FAILURE" >> '${english.onMachine('ran')}'`));
}

const ran = () => existsSync(english.onMachine('ran')) ? english.machineFile('ran').trim().split('\n') : [];
const names = () => ran().map((line) => line.split(' ')[0]);

beforeAll(() => {
  succeeds(['deploy', '--release', 'r1']);
  english.save('r1');
});
beforeEach(() => {
  rmSync(english.inside(FOLDER), { recursive: true, force: true });
  rmSync(english.onMachine('ran'), { force: true });
  english.restore('r1').change('backend', 'new');
});

test('each runs at its point, with what it has to know', () => {
  hookAll();
  const { stdout } = succeeds(['deploy', '--release', 'r2'], { shell: { RELEASED_BY: 'ana' } });
  expect(names()).toEqual(['before-build', 'after-build', 'before-jobs', 'after-jobs', 'before-cutover', 'after-cutover']);
  expect(ran()[4]).toBe("before-cutover r2 after r1 in production by ana at '' [backend celery-beat] ");
  expect(stdout).toContain('🪝 Running the hook before-build...\n');
});

test('a rollback has those around the switch only', () => {
  succeeds(['deploy', '--release', 'r2']);
  hookAll();
  succeeds(['rollback']);
  expect(ran()).toEqual(['before-cutover r1 after r2 in production by', 'after-cutover r1 after r2 in production by'].map((start) => expect.stringContaining(start)));
});

test('a release that changes nothing ends after what it has built', () => {
  succeeds(['deploy', '--release', 'r2']);
  hookAll();
  succeeds(['deploy', '--release', 'r2']);
  expect(names()).toEqual(['before-build', 'after-build']);
});

describe.each(['before-build', 'after-build', 'before-jobs', 'after-jobs', 'before-cutover'])('%s', (name) => {
  test('stops the release when it fails: nothing gets requests, and on-failure knows why', () => {
    hookAll();
    hook(name, 'echo "not today"; exit 3');
    const { status, stdout, stderr, calls } = english.run(['deploy', '--release', 'r2']);
    expect([status, stderr]).toEqual([1, expect.stringContaining(`❌ Release r2 failed: the hook ${name} exited with 3. Release r1 keeps serving.`)]);
    expect(stdout).toContain('not today\n');
    expect(deeds(calls).filter((deed) => deed.includes('switch'))).toEqual([]);
    expect(english.history().pop()).toBe(`deploy r2 failed the hook ${name} exited with 3`);
    expect(ran().pop()).toMatch(new RegExp(`^on-failure r2 after r1 .* the hook ${name} exited with 3$`));
  });
});

test('after-cutover that fails leaves the release in service, and that is said, recorded, and the exit code', () => {
  hook('after-cutover', 'exit 4');
  expect(fails(['deploy', '--release', 'r2'])).toMatch(/^Release r2 is in service, but the hook after-cutover exited with 4\.\n/);
  expect(english.history().slice(-2)).toEqual(['deploy r2 ok', 'after-cutover r2 failed the hook after-cutover exited with 4']);
  expect(english.state('current')).toMatch(/^release r2$/m);
  expect(english.marks()).toEqual(['conductor.releases']);
});

test('on-failure that fails itself changes nothing of what was', () => {
  hook('on-failure', 'exit 5');
  const said = fails(['deploy', '--release', 'r2'], { hooks: { 'compose build': 'exit 1' } });
  expect(said).toMatch(/After that, the hook on-failure exited with 5\.\n❌ Release r2 failed: an image could not be built\./);
  expect(english.history().pop()).toBe('deploy r2 failed an image could not be built');
});

test('one that takes too long is ended, with all that it has started', () => {
  hook('before-cutover', `(sleep 60; touch ${english.onMachine('ran')}) & wait`);
  expect(fails(['deploy', '--release', 'r2'])).toContain('failed: the hook before-cutover took longer than 2 s. Release r1 keeps serving.');
});

function isThere(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

test('one ends with the script, and what it has started too', async () => {
  hook('before-cutover', 'echo $$ > reached; sleep 61 & wait');
  const { process: script, outcome } = english.begin(['deploy', '--release', 'r2']);
  await english.reached();
  const group = english.inside('reached');
  const id = Number(readFileSync(group, 'utf-8'));
  script.kill('SIGTERM');
  const { status, stderr } = await outcome;
  expect([status, stderr]).toEqual([143, expect.stringContaining('failed: it was interrupted by SIGTERM. Release r1 keeps serving.')]);
  // who was ended is there until its parent, or what took it over, has been told
  for (let tries = 0; isThere(-id) && tries < 100; tries++) {
    await setTimeout(100);
  }
  expect(isThere(-id)).toBe(false);
  rmSync(group, { force: true });
});

describe('before anything is begun', () => {
  test.each([
    ['a name that is no point of a release', 'before-deploy', 0o755, 'The file docker/hooks/production/before-deploy is not a hook: there is no point "before-deploy".\n  Hooks are: before-build, after-build,'],
    ['a file that cannot be executed', 'before-build', 0o644, 'The hook docker/hooks/production/before-build is not executable.\n  Make it executable: chmod +x docker/hooks/production/before-build.'],
  ])('%s is named', (_, name, mode, message) => {
    hook(name, 'true', mode);
    const { status, stderr, calls } = english.run(['deploy', '--release', 'r2']);
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(deeds(calls)).toEqual([]);
    expect(english.history()).toEqual(['deploy r1 ok']);
  });

  test('what is not meant as a hook is left alone', () => {
    hook('README.md', '', 0o644);
    hook('lib/say.sh', '', 0o644);
    succeeds(['deploy', '--release', 'r2']);
  });

  test('going back is never refused because of a hook', () => {
    succeeds(['deploy', '--release', 'r2']);
    hook('before-deploy', 'true');
    hook('before-cutover', 'exit 1', 0o644);
    const { status, stderr } = english.run(['rollback']);
    expect([status, stderr]).toEqual([0, expect.stringContaining('is not executable')]);
  });
});

test('no hook is there by itself, and the folder is an option that is checked', () => {
  const { stack } = releasableStack();
  expect(existsSync(new ReleasableRepository(stack).inside('docker/hooks'))).toBe(false);
  expect(() => new ReleasableRepository(releasableStack().stack, undefined, { hooksFolder: '../hooks' }))
    .toThrow('the folder of hooks of environment "production" is "../hooks", which leaves the repository');
});

