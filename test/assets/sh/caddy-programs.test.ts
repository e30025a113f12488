import { spawnSync } from 'child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'fs';
import { hostname } from 'os';
import { join } from 'path';
import { emptyFolder } from '../../fixtures/stack';
import { programAt } from '../../platforms/compose/fixture';

const assets = join(__dirname, '../../../assets/sh');
const NAME = existsSync('/etc/hostname') ? readFileSync('/etc/hostname', 'utf-8').trim() : hostname();

/** A container whose Caddy says how it was called, and takes or refuses what it is given. */
function container(code = 0) {
  const folder = emptyFolder();
  const told = join(folder, 'told');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/caddy'), `#!/bin/sh\necho "$* < $(cat)"\nexit ${code}\n`);
  chmodSync(join(folder, 'bin/caddy'), 0o755);
  const live = join(folder, 'live');
  // what is seen while it waits
  writeFileSync(join(folder, 'bin/sleep'), `#!/bin/sh\nls '${live}' > '${join(folder, 'waited')}'\n`);
  chmodSync(join(folder, 'bin/sleep'), 0o755);
  writeFileSync(join(folder, 'Caddyfile'), 'of the image');
  const run = (program: string, args: string[], input = '') => spawnSync(programAt('sh')!, [join(assets, program), ...args], {
    encoding: 'utf-8', input, env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
  });
  return {
    told,
    live,
    start: () => run('start-caddy.sh', [join(folder, 'Caddyfile'), told, live]).stdout.trim(),
    apply: (configuration: string) => run('apply-caddyfile.sh', [told, '/tmp/caddy.sock', live, join(folder, 'Caddyfile')], configuration),
    /** What was in the live folder while it waited, if it did. */
    waitedWith: () => existsSync(join(folder, 'waited')) ? readFileSync(join(folder, 'waited'), 'utf-8').split('\n').filter(Boolean) : undefined,
  };
}

describe('Caddy starts', () => {
  test('with the configuration of its image', () => {
    expect(container().start()).toBe('run --config - --adapter caddyfile < of the image');
  });

  test('with what its container was told, when it is started again', () => {
    const { told, start, apply } = container();
    expect(apply('new').stdout).toBe('reload --config - --adapter caddyfile --address unix//tmp/caddy.sock < new\n');
    expect(start()).toBe('run --config - --adapter caddyfile < new');
    expect(readFileSync(join(told, NAME), 'utf-8')).toBe('new');
  });

  test('with that of its image where another container was told something', () => {
    const { told, start } = container();
    mkdirSync(told);
    writeFileSync(join(told, 'another'), 'other');
    expect(start()).toBe('run --config - --adapter caddyfile < of the image');
  });
});

test('what Caddy refuses is not kept, and what it was told before is', () => {
  const { told, apply } = container(1);
  mkdirSync(told);
  writeFileSync(join(told, NAME), 'old');
  expect(apply('broken').status).toBe(1);
  expect(readdirSync(told)).toEqual([NAME]);
  expect(readFileSync(join(told, NAME), 'utf-8')).toBe('old');
});

test('what containers were told that are gone goes', () => {
  const { told, apply } = container();
  mkdirSync(told);
  writeFileSync(join(told, 'gone'), 'old');
  expect(apply('new').status).toBe(0);
  expect(readdirSync(told)).toEqual([NAME]);
});

describe('connections', () => {
  test.each([0, 1])('end with their answers for a while before another configuration, whatever Caddy says to it (%d)', (code) => {
    const { live, apply, waitedWith } = container(code);
    expect(apply('new').status).toBe(code);
    expect(waitedWith()).toEqual(['closing']);
    expect(readdirSync(live)).toEqual([]);
  });

  test('stay where the configuration is the one that runs: that of the image, or what was told', () => {
    const { apply, waitedWith } = container();
    expect(apply('of the image').status).toBe(0);
    expect(apply('of the image').status).toBe(0);
    expect(waitedWith()).toBeUndefined();
  });

  test('stay open after a start, whatever was going on when the container ended', () => {
    const { live, start } = container();
    mkdirSync(live);
    writeFileSync(join(live, 'closing'), '');
    start();
    expect(readdirSync(live)).toEqual([]);
  });
});
