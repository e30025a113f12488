import { existsSync, readFileSync, statSync } from 'fs';
import { actionsOn, deeds, referenceRepository } from './production-fixture';

/* How a secret gets a new value: in what uses it, in every release that is kept, and, where it is a password of one, in its data service. */

const english = referenceRepository();
const { succeeds, fails } = actionsOn(english);

const NEXT = 'next-value-1';
const told = () => readFileSync(english.onMachine('told'), 'utf-8');
const LISTENS = { 'exec --interactive mongodb.* sh -c *': `cat >> '${english.onMachine('told')}'; exit 0` };
const settings = (release: string) => english.state(`releases/${release}/settings`);
/** What the checkout has: the tests write it before every run. */
const WRITTEN = { MONGODB_PASSWORD: 'former-password', SECRET_KEY: 'former-key-1' };

beforeEach(() => {
  english.reset();
  succeeds(['deploy', '--release', 'r1'], { settings: WRITTEN });
});

describe('a secret of the application', () => {
  test('comes into service as a release does, with the images of the one in service', () => {
    const outcome = succeeds(['rotate', 'SECRET_KEY'], { settings: WRITTEN, input: `${NEXT}\n` });
    expect(outcome.stdout).toContain('✅ SECRET_KEY has its new value');
    expect(deeds(outcome.calls)).not.toContain('build');
    expect(english.state('current')).toContain('release r1-2\n');
    expect(english.images()).toContain('conductor-backend:r1-2');
    expect(deeds(outcome.calls).filter((deed) => deed.includes('app.migrate'))).toEqual([]);
  });

  test('is never seen: not in what is said, and not in the list of processes', () => {
    const outcome = succeeds(['rotate', 'SECRET_KEY'], { settings: WRITTEN, input: `${NEXT}\n` });
    expect(outcome.stdout + outcome.calls.map(({ text }) => text).join('\n')).not.toContain(NEXT);
  });

  test('has its new value in every release that is kept, and in the env file of the checkout', () => {
    succeeds(['rotate', 'SECRET_KEY'], { settings: WRITTEN, input: `${NEXT}\n` });
    for (const release of ['r1', 'r1-2']) {
      expect(settings(release)).toContain(`SECRET_KEY='${NEXT}'`);
      expect(settings(release)).not.toContain('former-key-1');
    }
    const written = readFileSync(english.inside('.env.prod'), 'utf-8');
    expect(written).toContain(`SECRET_KEY='${NEXT}'`);
    expect(written).not.toContain('former-key-1');
    expect(existsSync(english.inside('.env.prod')) && statSync(english.inside('.env.prod')).isFile()).toBe(true);
  });

  test('is not brought back by a rollback, nor by a checkout that still has the former value', () => {
    succeeds(['rotate', 'SECRET_KEY'], { settings: WRITTEN, input: `${NEXT}\n` });
    english.change('backend', '3');
    const { stdout } = succeeds(['deploy', '--release', 'r3'], { settings: WRITTEN });
    expect(stdout).toContain('🔑 The value of SECRET_KEY in .env.prod differs from the one in use, which is kept.');
    expect(settings('r3')).toContain(`SECRET_KEY='${NEXT}'`);
    succeeds(['rollback', 'r1'], { settings: WRITTEN });
    expect(settings('r1')).toContain(`SECRET_KEY='${NEXT}'`);
  });

  test('that a person has changed in the env file since is theirs', () => {
    succeeds(['rotate', 'SECRET_KEY'], { settings: WRITTEN, input: `${NEXT}\n` });
    succeeds(['deploy', '--release', 'r3'], { settings: { ...WRITTEN, SECRET_KEY: 'a-third-value' } });
    expect(settings('r3')).toContain('SECRET_KEY=a-third-value');
  });

  test('is made up where that is asked for', () => {
    succeeds(['rotate', 'SECRET_KEY', '--generate'], { settings: WRITTEN });
    expect(settings('r1')).toMatch(/^SECRET_KEY='[0-9a-f]{48}'$/m);
  });

  test.each([
    ['', 'There is no new value for SECRET_KEY.'],
    ['short\n', 'is too short, or only a placeholder.'],
    ['change-me-please\n', 'is too short, or only a placeholder.'],
    ["it's a quote\n", "contains a '"],
    ['former-key-1\n', 'is the one that is in use.'],
  ])('is not changed to %j', (input, said) => {
    expect(fails(['rotate', 'SECRET_KEY'], { settings: WRITTEN, input })).toContain(said);
    expect(settings('r1')).toContain('former-key-1');
  });

  test('has to be one that the release in service has', () => {
    const said = fails(['rotate', 'NO_SUCH'], { settings: WRITTEN, input: `${NEXT}\n` });
    expect(said).toContain('"NO_SUCH" is neither a variable of the release in service');
    expect(said).toMatch(/Allowed are: .*SECRET_KEY/);
  });

  test('stays as it is when the new containers do not work with it', () => {
    english.configure('backend', '2');
    english.fate('backend', 'running 0 unhealthy');
    const { status, stderr } = english.run(['rotate', 'SECRET_KEY'], { settings: WRITTEN, input: `${NEXT}\n` });
    expect([status, stderr]).toEqual([1, expect.stringContaining('Release r1 keeps serving.')]);
    expect(settings('r1')).toContain('former-key-1');
    expect(readFileSync(english.inside('.env.prod'), 'utf-8')).toContain('former-key-1');
    expect(english.stateNames()).not.toContain('data-work');
  });
});

describe('a password of a data service', () => {
  const rotate = () => succeeds(['rotate', 'mongodb'], { settings: WRITTEN, input: `${NEXT}\n`, hooks: LISTENS });

  test('is told the service before anything starts that logs in with it, which starts again in the end', () => {
    english.configure('backend', '2');
    const { calls, stdout } = rotate();
    expect(told().startsWith(`former-password\n${NEXT}\n`)).toBe(true);
    const texts = calls.map(({ text }) => text);
    const first = texts.findIndex((text) => text.startsWith('exec --interactive mongodb.01'));
    const starts = texts.findIndex((text) => /^compose up .* backend$/.test(text));
    const again = texts.findIndex((text) => /^compose up --detach --no-deps mongodb$/.test(text));
    expect([first > -1, first < starts, starts < again]).toEqual([true, true, true]);
    expect(texts[first]).toMatch(/ MONGODB_PASSWORD$/);
    expect(stdout).toContain('✅ MONGODB_PASSWORD has its new value');
  });

  test('is what every deploy takes, whatever the checkout says', () => {
    rotate();
    english.change('backend', '3');
    const { stdout } = succeeds(['deploy', '--release', 'r3'], { settings: { ...WRITTEN, MONGODB_PASSWORD: 'made-up-by-hand' } });
    expect(stdout).toContain('To change it: ./scripts/docker-prod.sh rotate MONGODB_PASSWORD');
    expect(settings('r3')).toContain(`MONGODB_PASSWORD='${NEXT}'`);
  });

  test('is taken back in the service when the new containers do not work', () => {
    english.configure('backend', '2');
    english.fate('backend', 'running 0 unhealthy');
    const { status } = english.run(['rotate', 'mongodb'], { settings: WRITTEN, input: `${NEXT}\n`, hooks: LISTENS });
    expect(status).toBe(1);
    expect(told().endsWith(`${NEXT}\nformer-password\n`)).toBe(true);
    expect(settings('r1')).toContain('former-password');
  });

  test('is not changed while the service differs from what runs, which would be changed too', () => {
    english.configure('mongodb', '2');
    succeeds(['deploy', '--release', 'r3'], { settings: WRITTEN });
    expect(fails(['rotate', 'mongodb'], { settings: WRITTEN, input: `${NEXT}\n` })).toContain('Upgrade it first: ./scripts/docker-prod.sh upgrade mongodb');
  });

  test('and of a rotation that was killed before its release was in service nothing stays', () => {
    english.writeState('releases/r1-2/settings', settings('r1').replace(/former-password/g, NEXT));
    english.writeState('pending', 'release r1-2\ncommand rotate\nby ana\npresent \n');
    english.writeState('data-work', 'rotate MONGODB_PASSWORD rotating r1 r1-2\n');
    const { status, stderr } = english.run(['backup'], { settings: WRITTEN, hooks: { ...LISTENS, 'exec mongodb.* sh -c *mongodump*': 'echo dumped; exit 0' } });
    expect([status, stderr]).toEqual([0, '⏪ MONGODB_PASSWORD keeps its previous value.\n']);
    expect(told().endsWith(`${NEXT}\nformer-password\n`)).toBe(true);
  });

  test('and one that was killed after that is ended by the next command', () => {
    english.writeState('releases/r0/settings', settings('r1'));
    english.writeState('releases/r1/settings', settings('r1').replace(/former-password/g, NEXT));
    english.writeState('data-work', 'rotate MONGODB_PASSWORD rotating r0 r1\n');
    const { stdout } = succeeds(['backup'], { settings: WRITTEN, hooks: { ...LISTENS, 'exec mongodb.* sh -c *mongodump*': 'echo dumped; exit 0' } });
    expect(stdout).toContain('✅ MONGODB_PASSWORD has its new value.\n');
    expect(settings('r0')).toContain(NEXT);
  });
});

test('nothing is rotated before there is a release', () => {
  english.reset();
  expect(fails(['rotate', 'SECRET_KEY'], { input: 'x' })).toContain('Nothing has been released yet');
});
