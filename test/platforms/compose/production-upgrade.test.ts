import { emptyStack } from './fixture';
import { ReleasableRepository, actionsOn, deeds } from './production-fixture';
import { DataServices, ServiceKind, Stack, VersionSteps, Volume } from '../../../src/model';
import { TestService } from '../../fixtures/stack';

/* A data service that differs from what runs: no deploy changes it, and a command of its own does. */

const where = new ReleasableRepository(dataStack());
const { succeeds, fails } = actionsOn(where);

function dataStack(): Stack {
  const stack = emptyStack({ production: { dataServices: DataServices.IN_STACK } });
  new TestService(stack, 'store', {
    kind: ServiceKind.DATA,
    mounts: [Volume.named('store').mountAt('/data')],
    backup: { dump: ['dump'], restore: ['load'], fileEnding: '.archive' },
    dataCheck: ['read', 'all'],
    dataVersions: { program: ['version', '-v'], steps: VersionSteps.NEXT_MAJOR, prepare: ['prepare'] },
  });
  new TestService(stack, 'files', { kind: ServiceKind.DATA, dataVersions: { program: ['version'], steps: VersionSteps.SAME_MAJOR } });
  new TestService(stack, 'web', { kind: ServiceKind.HTTP });
  return stack;
}

/** What the programs of the services say: the version that runs, and that of the new image. */
const hooks = (from: string, to: string, more: { [call: string]: string } = {}) => ({
  'exec * dump': 'echo dumped; exit 0',
  'run *--entrypoint version sha256:image-of-*': `echo server ${from}; exit 0`,
  'run *--entrypoint version *': `echo server ${to}; exit 0`,
  'image inspect *test/*': 'echo sha256:new; exit 0',
  ...more,
});
const steps = (outcome: { calls: Parameters<typeof deeds>[0] }) => deeds(outcome.calls).filter((deed) => !/^rm |--entrypoint version/.test(deed))
  .map((deed) => /--entrypoint sh .*<program> \S+ (.*)$/.exec(deed)?.[1] ?? deed);
const PENDING = '⏸️  store differs from what is running (command). A deploy never changes a data service: ./scripts/docker-prod.sh upgrade store\n';

beforeEach(() => {
  where.reset();
  succeeds(['deploy', '--release', 'r1']);
});

describe('a change of a data service', () => {
  test('is named by a deploy and by status, and made by neither', () => {
    where.configure('store', '2');
    const { stdout, calls } = succeeds(['deploy', '--release', 'r2']);
    expect(stdout).toContain(PENDING);
    expect(deeds(calls)).not.toContain('up store');
    expect(succeeds(['status']).stdout).toContain(PENDING);
    expect(where.containers()).toContain('store.01 r1 running');
  });

  test('is none where nothing differs', () => {
    where.change('web', '2');
    expect(succeeds(['deploy', '--release', 'r2']).stdout).not.toContain('⏸️');
    expect(succeeds(['upgrade', 'store', '--yes']).stdout).toBe('💤 store already runs as the release in service says: there is nothing to upgrade.\n');
  });

  test('can be one of data services only, and needs a release', () => {
    expect(fails(['upgrade', 'web'])).toContain('"web" is not a data service.\n  Allowed are: store, files.');
    where.reset();
    expect(fails(['upgrade', 'store'])).toContain('Nothing has been released yet');
  });
});

describe('an upgrade', () => {
  beforeEach(() => {
    where.configure('store', '2');
    succeeds(['deploy', '--release', 'r2']);
  });

  test('saves, makes ready, copies while it stands still, replaces, and asks whether all is well', () => {
    const outcome = succeeds(['upgrade', 'store', '--yes'], { hooks: hooks('7.0.1', '8.0.0') });
    expect(outcome.stdout).toMatch(/^🔎 store differs in: command \(version 7\.0\.1 -> 8\.0\.0\)\n[^]*💾 store: backups\/store-\S+\n[^]*✅ store is upgraded\.\n$/);
    const texts = outcome.calls.map(({ text }) => text);
    const order = [/^exec store\.01 dump/, /^exec store\.01 prepare/, /^stop store\.01/, /^run .* before-\S+ \/data/, /^compose up .* store$/, /^exec store\.\d+ read all/];
    const at = order.map((call) => texts.findIndex((text) => call.test(text)));
    expect(at).toEqual([...at].sort((one, other) => one - other));
    expect(at).not.toContain(-1);
    expect(where.history().pop()).toBe('upgrade r2 ok');
    expect(succeeds(['upgrade', 'store', '--yes']).stdout).toContain('nothing to upgrade');
  });

  test('copies nothing where the version stays', () => {
    const outcome = succeeds(['upgrade', 'store', '--yes'], { hooks: hooks('7.0.1', '7.0.1') });
    expect(steps(outcome)).toEqual(['stop store.01', 'up store']);
  });

  test.each([
    ['store', '7.0.1', '9.0.0', 'major versions cannot be skipped.\n  Upgrade to version 8 first.'],
    ['store', '7.0.1', '6.0.9', 'it cannot read the data.'],
    ['store', '7.2.0', '7.0.4', 'it cannot read the data.'],
    ['files', '16.4', '17.0', 'Back up the data, add a service of version 17.0 beside it'],
  ])('of %s from %s to %s is refused before anything is done', (service, from, to, said) => {
    where.configure('files', '2');
    succeeds(['deploy', '--release', 'r3']);
    const outcome = where.run(['upgrade', service, '--yes'], { hooks: hooks(from, to) });
    expect([outcome.status, outcome.stderr]).toEqual([1, expect.stringContaining(said)]);
    expect(steps(outcome)).toEqual([]);
  });

  test('asks first', () => {
    expect(fails(['upgrade', 'store'], { hooks: hooks('7.0.1', '8.0.0') })).toContain('There is no terminal to ask for confirmation');
    const outcome = succeeds(['upgrade', 'store'], { hooks: hooks('7.0.1', '8.0.0'), typed: 'n\n' });
    expect(outcome.stdout).toContain('Upgrade store now? [y/N] ');
    expect(steps(outcome)).toEqual([]);
  });

  test('replaces nothing when it cannot be made ready', () => {
    const outcome = where.run(['upgrade', 'store', '--yes'], { hooks: hooks('7.0.1', '8.0.0', { 'exec * prepare': 'exit 1' }) });
    expect([outcome.status, outcome.stderr]).toEqual([1, expect.stringContaining('could not be prepared for the new version.')]);
    expect(steps(outcome)).toEqual([]);
  });

  test('that fails brings the container and the data back as they were', () => {
    const outcome = where.run(['upgrade', 'store', '--yes'], { hooks: hooks('7.0.1', '8.0.0', { 'exec * read all': `[ -e '${where.onMachine('once')}' ] || { touch '${where.onMachine('once')}'; exit 1; }` }) });
    expect([outcome.status, outcome.stderr]).toEqual([1, expect.stringContaining('⏪ store has its previous data again.\n')]);
    const ups = outcome.calls.filter(({ text }) => text.startsWith('compose up'));
    expect(ups.map(({ file }) => file)).toEqual(['ledger/releases/r2/compose.yml', 'ledger/data/store.yml']);
    expect(steps(outcome)).toContainEqual(expect.stringMatching(/^before-\S+ undone \/data$/));
    expect(where.stateNames()).not.toContain('data-work');
    expect(succeeds(['status']).stdout).toContain('upgrade store');
  });

  test('that was killed before the new container worked is taken back by the next command', () => {
    where.writeState('data-work', 'upgrade store replacing before-1 store.01\n');
    const outcome = where.run(['backup', 'store'], { hooks: hooks('7.0.1', '8.0.0') });
    expect([outcome.status, outcome.stderr]).toEqual([0, '⏪ store has its previous data again.\n']);
    expect(steps(outcome)).toContain('before-1 undone /data');
  });
});
