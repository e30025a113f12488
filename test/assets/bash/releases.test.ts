import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'fs';
import { hostname } from 'os';
import { join } from 'path';
import { bash } from './programs';
import { SLOTS } from '../../../src/model/blue-green';
import { emptyFolder } from '../../fixtures/stack';

/** Programs, and the facts that they need, for one service of each kind. */
const PARTS = ['messages/en.sh', 'common.sh', 'state.sh', 'lock.sh', 'health.sh', 'replace.sh'];
const FACTS = `state=.releases self=/repository/scripts/docker-prod.sh kept_releases=2 images=conductor-backend blue_green=backend
start_first=backend replaced_first=edge replaced_last=beat edges='edge edge-2'
`;

/** A folder of releases, with a record of what is in charge. */
function releases(current = ''): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, '.releases'));
  if (current) {
    writeFileSync(join(folder, '.releases/current'), current);
  }
  return folder;
}

describe('the lock', () => {
  const take = (folder: string, lines = '') => bash(PARTS, `${FACTS}${lines}lock; echo taken`, folder);
  const heldBy = (owner: string) => {
    const folder = releases();
    mkdirSync(join(folder, '.releases/lock'));
    writeFileSync(join(folder, '.releases/lock/owner'), owner);
    return folder;
  };

  test('names who holds it, and is gone when it is given back', () => {
    const folder = releases();
    expect(bash(PARTS, `${FACTS}lock; cat .releases/lock/owner; unlock`, folder).stdout)
      .toMatch(new RegExp(`^\\d+ ${hostname()} \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\n$`));
    expect(readdirSync(join(folder, '.releases'))).toEqual([]);
  });

  test('is never given back by who does not hold it', () => {
    const folder = heldBy('1 elsewhere 2026-01-01T00:00:00Z\n');
    bash(PARTS, `${FACTS}unlock`, folder);
    expect(existsSync(join(folder, '.releases/lock/owner'))).toBe(true);
  });

  test('is not taken from a process that runs this script', () => {
    const folder = heldBy(`4711 ${hostname()} yesterday\n`);
    const { status, stderr, stdout } = take(folder, 'ps() { echo "bash ./scripts/docker-prod.sh deploy"; }\n');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`Another release is being made since yesterday by process 4711 on ${hostname()}.`);
  });

  test('is not taken from another machine', () => {
    expect(take(heldBy('1 elsewhere yesterday\n')).stderr).toContain('by process 1 on elsewhere.');
  });

  test('is taken over from a process that runs something else', () => {
    const { status, stdout } = take(heldBy(`4711 ${hostname()} yesterday\n`), 'ps() { echo vi; }\n');
    expect([status, stdout]).toEqual([0, expect.stringMatching(/its lock is taken over\.\ntaken\n$/)]);
  });
});

describe('the release in charge', () => {
  const CURRENT = 'release r1\nservice backend blue f1 c1 c2\nservice edge - f2 c3\nservice backend-api green f3 c4\n';
  const ask = (lines: string, current = CURRENT) => bash(PARTS, FACTS + lines, releases(current)).stdout.trim();

  test('is what the record says', () => {
    expect(ask('current_release; recorded_containers backend; slot_of backend-api')).toBe('r1\nc1 c2\ngreen');
  });

  test('is nothing before the first', () => {
    expect(ask('current_release; recorded_containers backend; slot_of backend', '')).toBe('');
  });

  test.each([
    [CURRENT, 'green'], [CURRENT.replace('blue', 'green'), 'blue'], ['', 'blue'],
  ])('gives way to the set of the other colour %#', (current, other) => {
    expect(ask('other_slot backend', current)).toBe(other);
    expect(SLOTS).toContain(other);
  });

  test('has the containers that were made anew', () => {
    const folder = releases(CURRENT);
    bash(PARTS, `${FACTS}containers_of() { printf 'c7\\nc8\\n'; }\nkeep_recorded backend`, folder);
    expect(readFileSync(join(folder, '.releases/current'), 'utf-8')).toBe(CURRENT.replace('c1 c2', 'c7 c8'));
  });
});

describe('old releases', () => {
  test('go, but for those that were in service last and the one in charge, with their images', () => {
    const folder = releases('release r2\n');
    for (const release of ['r1', 'r2', 'r3', 'r4', 'r5']) {
      mkdirSync(join(folder, '.releases/releases', release), { recursive: true });
    }
    const outcomes = [['r1', 'ok'], ['r2', 'ok'], ['r3', 'ok'], ['r4', 'ok'], ['r5', 'failed']];
    writeFileSync(join(folder, '.releases/history'), outcomes.map(([id, outcome]) => `now\tdeploy\t${id}\t${outcome}\t\n`).join(''));
    const { stdout } = bash(PARTS, `${FACTS}docker() { echo "$*" >&3; }\nprune 3>&1`, folder);
    expect(readdirSync(join(folder, '.releases/releases'))).toEqual(['r2', 'r4']);
    expect(stdout).toBe('image rm conductor-backend:r1\nimage rm conductor-backend:r3\nimage rm conductor-backend:r5\n');
  });
});

describe('several edges', () => {
  const EDGES = `traffic_to_edge=(frontend backend) switch_command_edge=(switch /data/live)
traffic_to_edge_2=(backend) switch_command_edge_2=(choose)
containers_of() { echo "$1.1"; }
is_running() { [ "$1" != "\${stopped:-}" ]; }
docker() { echo "$*"; [ "$2" != "\${broken:-}" ]; }
`;
  const told = (lines: string, current = '') => {
    const { status, stdout } = bash(PARTS, FACTS + EDGES + lines, releases(current));
    return [status, ...stdout.trim().split('\n')];
  };

  test('are all told which containers of a service get requests', () => {
    expect(told('switch_traffic backend green')).toEqual([
      0, 'exec edge.1 switch /data/live backend green', 'exec edge-2.1 choose backend green',
    ]);
  });

  test('are told of nobody whom they do not send requests to', () => {
    expect(told('switch_traffic frontend green')).toEqual([0, 'exec edge.1 switch /data/live frontend green']);
  });

  test('are not told while they do not run', () => {
    expect(told('stopped=edge.1; switch_traffic backend blue')).toEqual([0, 'exec edge-2.1 choose backend blue']);
  });

  test.each(['edge.1', 'edge-2.1'])('are all told, and it fails, when one of them cannot be told: %s', (broken) => {
    expect(told(`broken=${broken}; switch_traffic backend green`)).toEqual([
      1, 'exec edge.1 switch /data/live backend green', 'exec edge-2.1 choose backend green',
    ]);
  });

  test('go back together to what is in charge', () => {
    expect(told('switch_back backend', 'release r1\nservice backend blue f c\n')).toEqual([
      0, 'exec edge.1 switch /data/live backend blue', 'exec edge-2.1 choose backend blue',
    ]);
  });
});
