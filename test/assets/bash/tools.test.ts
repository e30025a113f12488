import { spawnSync } from 'child_process';
import * as path from 'path';
import { LANGUAGE_FILES, PARTS, PROGRAMS, textOf } from './programs';
import { ExternalNetwork, KubernetesScript, KubernetesTarget } from '../../../src/platforms';
import { DEVELOPMENT_PROGRAMS } from '../../../src/platforms/compose/private/development-head';
import { PRODUCTION_PROGRAMS } from '../../../src/platforms/compose/private/production-head';
import { CLUSTER_PROGRAMS } from '../../../src/platforms/kubernetes/private/script-head';
import { synthesized } from '../../fixtures/stack';
import { programAt, referenceStack, written } from '../../platforms/compose/fixture';
import { releasing, wholeStack } from '../../platforms/compose/production-fixture';

const FILES = [...PARTS, ...LANGUAGE_FILES, '../sh/switch-traffic.sh'];

test.each(FILES)('bash can read %s, and no line is too long to be read by people', (file) => {
  expect(spawnSync('bash', ['-n', path.join(PROGRAMS, file)], { encoding: 'utf-8' })).toMatchObject({ status: 0, stderr: '' });
  expect(textOf(file).split('\n').filter((line) => line.length > 140)).toEqual([]);
});

test.each(Object.entries({ PRODUCTION_PROGRAMS, DEVELOPMENT_PROGRAMS, CLUSTER_PROGRAMS }))('no two programs of a script have a function of the same name: %s', (_, programs) => {
  const names = programs.filter((program) => program !== 'messages').flatMap((program) =>
    [...textOf(`${program}.sh`).matchAll(/^([a-z_]+)\(\)/gm)].map(([, name]) => name));
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
});

const shellcheck = programAt('shellcheck');
if (shellcheck) {
  test('shellcheck finds nothing in any of them', () => {
    const { status, stdout } = spawnSync(shellcheck, FILES, { cwd: PROGRAMS, encoding: 'utf-8' });
    expect([status, stdout]).toEqual([0, '']);
  });

  test('every variable that they read is a fact of a script, or gets a value in one of them', () => {
    const { stack } = wholeStack();
    releasing(stack, stack.production, { registry: { host: 'registry:5000' } });
    stack.with(new ExternalNetwork('traefik', { services: stack.services }));
    new KubernetesScript(new KubernetesTarget(stack, { environment: stack.production, registry: 'registry:5000' }));
    const files = synthesized(stack);
    const heads = [written(referenceStack().stack).script, files['scripts/docker-prod.sh'], files['scripts/kubernetes-production.sh']];
    // in one file, and without what each of them is allowed by itself
    const whole = [...heads, ...[...PARTS, LANGUAGE_FILES[0]].map(textOf)].join('\n').replace(/^# shellcheck .*\n/gm, '');
    const { stdout } = spawnSync(shellcheck, ['--shell=bash', '--include=SC2154', '-'], { input: whole, encoding: 'utf-8' });
    expect(stdout).toBe('');
  });
} else {
  test.skip('SKIPPED: this machine has no shellcheck, so the programs were not checked with it', () => undefined);
}

const shfmt = programAt('shfmt');
if (shfmt) {
  test('shfmt would change nothing', () => {
    const { stdout } = spawnSync(shfmt, ['-i', '2', '-ci', '-sr', '-d', ...FILES], { cwd: PROGRAMS, encoding: 'utf-8' });
    expect(stdout).toBe('');
  });
} else {
  test.skip('SKIPPED: this machine has no shfmt, so the format of the programs was not checked', () => undefined);
}

test('every function is called by somebody', () => {
  const all = PARTS.map(textOf).join('\n');
  const commands = 'start stop restart logs status shell watch test_command rebuild clean deploy rollback history backup restore upgrade rotate exec_command run_command remove_command prune_command doctor maintenance diff_command unlock'.split(' ');
  const defined = [...all.matchAll(/^([a-z_]+)\(\) \{$/gm)].map(([, name]) => name);
  expect(defined.length).toBeGreaterThan(70);
  const lines = all.split('\n').filter((line) => !/^\s*#|^[a-z_]+\(\) \{$/.test(line));
  const called = (name: string) => lines.some((line) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(line));
  // messages call this one
  expect(defined.filter((name) => !commands.includes(name) && !called(name))).toEqual(['problem']);
});
