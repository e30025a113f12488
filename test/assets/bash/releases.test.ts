import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { bash } from './programs';
import { SLOTS } from '../../../src/model/blue-green';
import { emptyFolder } from '../../fixtures/stack';

/** Programs, and the facts that they need, for one service of each kind. */
const PARTS = ['messages/en.sh', 'common.sh', 'ledger.sh', 'lock.sh', 'facts.sh', 'state.sh', 'health.sh', 'registry.sh', 'replace.sh', 'edge.sh'];
const FACTS = `ledger=. state=.releases self=/repository/scripts/docker-prod.sh kept_releases=2 images=conductor-backend blue_green=backend
start_first=backend replaced_first=edge replaced_last=beat edges='edge edge-2'
`;

/** A folder of releases, with a record of what is in charge. */
function releases(current = ''): string {
  const folder = emptyFolder();
  if (current) {
    writeFileSync(join(folder, 'current'), current);
  }
  return folder;
}

describe('who holds the lock', () => {
  const HOLDER = 'lock_id=l lock_by=ana lock_since=now lock_what=deploy silence_seconds=3\nsleep() { SECONDS=$((SECONDS + 2)); }\nunset SECONDS; SECONDS=0\n';
  const isThere = (lines: string) => bash(PARTS, `${FACTS}${HOLDER}${lines}\nif holder_is_there > /dev/null; then echo there; else echo gone; fi`).stdout.trim();

  test.each([
    ['a process that lives, on this machine', 'lock_here=$(here) lock_process=$$', 'there'],
    ['a process that does not', 'lock_here=$(here) lock_process=999999999', 'gone'],
    ['somebody who has taken it by hand', 'lock_here=x lock_process=-', 'there'],
    ['another machine that gives a sign of life', 'lock_here=x lock_process=1; docker() { echo "$1 $SECONDS"; }', 'there'],
    ['another machine that gives none', 'lock_here=x lock_process=1; docker() { echo same; }', 'gone'],
    ['another machine, and the lock is given back meanwhile', 'lock_here=x lock_process=1; docker() { [ "$1" = cp ]; }', 'gone'],
  ])('%s: it is %s', (_, lines, expected) => {
    expect(isThere(lines)).toBe(expected);
  });

  test.each([['id() { echo ana; }', 'ana'], ['id() { echo 4711; [ "$1" = -u ]; }', '4711']])('is said by name, or by number: %s', (lines, name) => {
    expect(bash(PARTS, `${FACTS}${lines}\nwho`).stdout).toMatch(new RegExp(`^${name}@\\S+$`));
  });

  test('gives signs of life as long as it lives, and no longer', () => {
    const { stdout } = bash(PARTS, `${FACTS}work=. locked=l beat_seconds=0
docker() { cat "$2" >&3; [ "$(cat "$2")" -lt 3 ] || kill -9 "$BASHPID"; }
(beat) 3>&1 2> /dev/null || true`, emptyFolder());
    expect(stdout).toBe('1\n2\n3\n');
  });
});

describe('the facts of a release', () => {
  const REST = "services='backend edge' data='' saved='' jobs='' address=127.0.0.1 ports=('EDGE_PORT 80')\n";

  test.each(["it's", 'a"b', 'a\\nb', 'two\nlines', '$(touch hacked)', 'ends in \\', ''])('are kept word by word: %j', (word) => {
    const quoted = `'${word.replace(/'/g, "'\\''")}'`;
    const { stdout } = bash(PARTS, `${FACTS}${REST}probe_backend=(ask ${quoted} end)\nwrite_facts > facts; probe_backend=(other); readiness_backend=(old); services=backend
read_facts < facts; printf '<%s>' "\${probe_backend[@]}" "\${readiness_backend[@]-none}" "$services" "\${ports[@]}"`, emptyFolder());
    expect(stdout).toBe(`<ask><${word}><end><none><backend edge><EDGE_PORT 80>`);
  });

  test('set nothing else, and run nothing', () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'facts'), 'PATH=/nowhere\nlocked=x\nprobe_a$(touch hacked)+=x\nprobe_a+=$(touch hacked)\nBASH_ENV=x\n');
    const { stdout } = bash(PARTS, `${FACTS}${REST}read_facts < facts; echo "\${locked:-} \${probe_a[0]}"; [ ! -e hacked ] && ls / > /dev/null && echo fine`, folder);
    expect(stdout).toBe(' $(touch hacked)\nfine\n');
  });

  test('settings that differ are named', () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'one'), 'A=1\nB="2"\n# C=3\nexport D = 4\nE=5\nE=6\nGONE=x\n');
    writeFileSync(join(folder, 'two'), "A=2\nB='2'\nC=3\nD=4\nE=6\nEMPTY=\n");
    expect(bash(PARTS, `${FACTS}different_settings one two`, folder).stdout).toBe('A C D GONE');
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
    expect(readFileSync(join(folder, 'current'), 'utf-8')).toBe(CURRENT.replace('c1 c2', 'c7 c8'));
  });
});

describe('old releases', () => {
  test('go, but for those that were in service last and the one in charge, with their images', () => {
    const folder = releases('release r2\n');
    for (const release of ['r1', 'r2', 'r3', 'r4', 'r5']) {
      mkdirSync(join(folder, 'releases', release), { recursive: true });
    }
    const outcomes = [['r1', 'ok'], ['r2', 'ok'], ['r3', 'ok'], ['r4', 'ok'], ['r5', 'failed']];
    writeFileSync(join(folder, 'history'), outcomes.map(([id, outcome]) => `now\tdeploy\t${id}\t${outcome}\t\n`).join(''));
    const { stdout } = bash(PARTS, `${FACTS}docker() { echo "$*" >&3; }\nprune 3>&1`, folder);
    expect(readdirSync(join(folder, 'releases'))).toEqual(['r2', 'r4']);
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
