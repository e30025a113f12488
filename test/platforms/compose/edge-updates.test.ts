import { readFileSync } from 'fs';
import { Hooks, actionsOn, deeds, referenceRepository, releasableStack } from './production-fixture';
import { ComposeTarget, ProductionScript } from '../../../src/platforms';
import { synthesized } from '../../fixtures/stack';

/* How an edge gets a new configuration, and what is said of containers beside their configuration. */
const english = referenceRepository();
const { succeeds } = actionsOn(english);

beforeAll(() => {
  succeeds(['deploy', '--release', 'r1']);
  english.save('r1');
});

/** All that is new of the image of the edge is the file that ends it. */
const ONLY_THE_FILE: Hooks = {
  'history *': "echo 'HEALTHCHECK &{[]} '; echo 'COPY Caddyfile /etc/caddy/Caddyfile # buildkit '; echo 'RUN something '; exit 0",
  'image inspect *RootFS*': 'case $* in *:r1*|*image-of*) last=one ;; *) last=two ;; esac; printf \'{}\\nsha256:base\\nsha256:%s\\n\' "$last"; exit 0',
};
const newEdge = () => {
  english.restore('r1').change('edge', '2');
  return english;
};
const ofEdge = (calls: Parameters<typeof deeds>[0]) => deeds(calls).filter((deed) => /edge/.test(deed) && !/ switch /.test(deed));
const APPLY = 'exec --interactive edge.01 sh /etc/caddy/apply-caddyfile.sh /data/told /tmp/caddy-admin.sock /data/live /etc/caddy/Caddyfile';
const applied = (calls: Parameters<typeof deeds>[0]) => calls.map(({ text }) => text).filter((text) => text === APPLY).length;

describe('an edge of whose image only the configuration is new', () => {
  test('gets it while it runs: no container is replaced', () => {
    const { stdout, calls } = succeeds(['deploy', '--release', 'r2'], { hooks: ONLY_THE_FILE }, newEdge());
    expect(stdout).toContain('🔎 Changed: edge\n🔧 edge reloads its configuration...\n');
    expect(ofEdge(calls)).toEqual([expect.stringContaining('caddy validate'), expect.stringContaining('cat conductor-edge:r2 /etc/caddy/Caddyfile')]);
    expect(applied(calls)).toBe(1);
    expect(english.containers()).toContain('edge.01 r1 running');
  });

  test('has it from then on: nothing has changed the next time', () => {
    expect(english.state('current')).toMatch(/^service edge - 1\.edge-2 edge\.01$/m);
    expect(succeeds(['deploy', '--release', 'r3'], { hooks: ONLY_THE_FILE }).stdout).toContain('No service has changed');
  });

  test('has that of the release before when the release fails, or was killed', () => {
    newEdge().change('backend', '2');
    const failing = { ...ONLY_THE_FILE, 'start celery-beat.02': 'exit 1' };
    const { stderr, calls } = english.run(['deploy', '--release', 'r2'], { hooks: failing });
    expect(stderr).toContain('Release r1 keeps serving.\n');
    expect(calls.map(({ text }) => text).filter((text) => text.includes('cat conductor-edge'))).toEqual([
      expect.stringContaining('conductor-edge:r2 '), expect.stringContaining('conductor-edge:r1 '),
    ]);
    expect(applied(calls)).toBe(2);
  });

  test('keeps the one that it has when Caddy refuses the new one', () => {
    const { stderr, calls } = newEdge().run(['deploy', '--release', 'r2'], { hooks: { ...ONLY_THE_FILE, 'compose run * edge caddy validate *': 'echo "unknown directive" >&2; exit 1' } });
    expect(stderr).toContain('unknown directive\n');
    expect(stderr).toContain('failed: edge could not be started. Release r1 keeps serving.\n');
    expect([applied(calls), english.containers().length]).toEqual([0, 5]);
  });
});

describe.each<[string, Hooks, () => unknown]>([
  ['more of the image is new', { ...ONLY_THE_FILE, 'image inspect *RootFS*': 'echo "$*"; echo last; exit 0' }, newEdge],
  ['the image does not end with the file', { ...ONLY_THE_FILE, 'history *': "echo 'COPY pages /pages '; exit 0" }, newEdge],
  ['its ports or variables are new', ONLY_THE_FILE, () => newEdge().configure('edge', '2')],
])('where %s', (_, hooks, prepare) => {
  test('the container is replaced', () => {
    prepare();
    expect(ofEdge(succeeds(['deploy', '--release', 'r2'], { hooks }).calls).slice(1)).toEqual([
      'up --no-start --no-recreate --scale edge=2 edge', 'stop --time 1 edge.01', 'start edge.02', 'stop edge.01', 'rm edge.01',
    ]);
  });
});

test('an edge whose host name is set by hand is replaced: what a container was told is known by its name', () => {
  const { stack } = releasableStack();
  const target = new ComposeTarget(stack, { environment: stack.production });
  target.configure(stack.findService('edge'), { hostname: 'entrance' });
  const { path } = new ProductionScript(target);
  expect(synthesized(stack)[path]).not.toContain('configuration_command_edge');
  expect(english.script).toContain('configuration_command_edge=');
});

describe('what is said of a container beside its configuration', () => {
  test('is its release, from which revision, by whom and since when, and no part of what it is compared by', () => {
    const copy = english.onMachine('additions');
    succeeds(['deploy', '--release', 'r2'], {
      hooks: { 'compose up * backend': `[ ! -e .releases ] || cat .releases/work.*/additions.yml > '${copy}'` },
      shell: { RELEASED_BY: 'ana "$HOME" \\' },
    }, (english.restore('r1').change('backend', '2'), english));
    const text = readFileSync(copy, 'utf-8');
    expect(text).toContain('  "backend":\n    labels:\n      container-stack.release: "r2"\n');
    expect(text).toContain('      container-stack.by: "ana \\"$$HOME\\" \\\\"\n');
    expect(text).toMatch(/ {6}container-stack\.since: "\d{4}-\d\d-\d\dT[\d:]+Z"\n/);
    expect(succeeds(['deploy', '--release', 'r3'], { shell: { RELEASED_BY: 'bea' } }).stdout).toContain('No service has changed');
  });
});
