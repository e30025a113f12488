import { ReleasableRepository, actionsOn, referenceRepository, releasableStack } from './production-fixture';

/* What the script tells the edge: docker-prod.sh maintenance. */
const english = referenceRepository();
const { succeeds, fails } = actionsOn(english);
const clone = new ReleasableRepository(releasableStack().stack);
clone.share(english);

const PROGRAM = 'exec edge.01 sh /etc/caddy/maintenance.sh /data/live';
const ON = { [`${PROGRAM} status`]: 'printf "on\\n203.0.113.7\\n"; exit 0' };
const told = (args: string[], hooks = {}) => succeeds(['maintenance', ...args], { hooks, settings: false }, clone).calls.map(({ text }) => text)
  .filter((text) => text.startsWith('exec'));

beforeAll(() => {
  succeeds(['deploy', '--release', 'r1']);
  english.save('r1');
});
beforeEach(() => english.restore('r1'));

test('on and off tell the edge, and what is in effect is said', () => {
  expect(told(['on', '--allow', '203.0.113.7', '--allow', '2001:DB8::7'])).toEqual([`${PROGRAM} on 203.0.113.7 2001:db8::7`, `${PROGRAM} status`]);
  expect(told(['off'])).toEqual([`${PROGRAM} off`, `${PROGRAM} status`]);
  expect(told([])).toEqual([`${PROGRAM} status`]);
  expect(succeeds(['maintenance', 'on'], { hooks: ON }).stdout)
    .toBe('🚧 Maintenance: users get a page with 503, except from 203.0.113.7. To let them in: ./scripts/docker-prod.sh maintenance off\n');
  expect(succeeds(['maintenance', 'off']).stdout).toBe('No maintenance: users get through.\n');
});

test('status says it', () => {
  expect(succeeds(['status'], { hooks: ON }).stdout).toContain('🚧 Maintenance: ');
  expect(succeeds(['status']).stdout).not.toContain('🚧');
});

test.each([
  [['soon'], 'soon'], [['off', '--allow', '203.0.113.7'], 'off --allow 203.0.113.7'], [['on', '203.0.113.7'], 'on 203.0.113.7'],
])('what cannot be is refused: %j', (args, named) => {
  expect(fails(['maintenance', ...args])).toContain(`Unexpected arguments: ${named}\n\nUsage:`);
});

test('an edge that refuses is an error, and says why', () => {
  expect(fails(['maintenance', 'on', '--allow', 'me'], { hooks: { [`${PROGRAM} on me`]: 'echo no address >&2; exit 2' } })).toBe(
    'no address\nThe edge refused, and nothing was changed.\n  See what is shown above: ./scripts/docker-prod.sh maintenance on --allow 203.0.113.7\n',
  );
});

test('without an edge that runs, or that knows of it, it says what to do', () => {
  succeeds(['stop', 'edge']);
  expect(fails(['maintenance', 'on'])).toContain('No edge that supports maintenance is running.\n');
});

test('where the stack has no edge, it says why it cannot be', () => {
  const bare = new ReleasableRepository(releasableStack({ edge: false }).stack);
  succeeds(['deploy', '--release', 'r1'], {}, bare);
  expect(fails(['maintenance', 'on'], {}, bare)).toContain('The stack has no edge, so nothing could answer in place of the services.\n');
});
