import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'fs';
import { dirname } from 'path';
import { emptyStack } from './fixture';
import { Outcome, ReleasableRepository, WAIT, actionsOn, deeds, referenceRepository } from './production-fixture';
import { Duration } from '../../../src/base';
import { Backup, DataServices, ServiceKind, Stack, Volume } from '../../../src/model';
import { TestService } from '../../fixtures/stack';

/* How data is saved and brought back. */
const english = referenceRepository();
const { succeeds, fails } = actionsOn(english);

describe('data', () => {
  const own: Backup = { dump: ['dump', "it's all"], restore: ['load', '-'], fileEnding: '.archive' };
  const CHECKED = 'checked-20260102-030405.archive';
  const where = new ReleasableRepository(dataStack());

  beforeEach(() => {
    where.reset();
    ['checked.01', 'store-2.01', 'store.01', 'direct.01', 'files.01'].forEach((id) => where.place(id));
  });

  /** Two databases with commands of their own, one whose name begins as the other's, and one without. */
  function dataStack(): Stack {
    const stack = emptyStack({ production: { dataServices: DataServices.IN_STACK } });
    const mounts = ['/data', '/var/lib/files'].map((at, index) => Volume.named(`files_${index}`).mountAt(at));
    new TestService(stack, 'checked', {
      kind: ServiceKind.DATA,
      mounts: [Volume.named('checked').mountAt('/checked')],
      backup: { ...own, verify: ['verify', '-'] },
      dataCheck: ['read', 'all'],
      dataVersions: { program: ['version', '-v'] },
    });
    new TestService(stack, 'store-2', { kind: ServiceKind.DATA, backup: own, mounts: [Volume.named('store_2').mountAt('/data')] });
    new TestService(stack, 'store', { kind: ServiceKind.DATA, backup: own, mounts: [Volume.named('store').mountAt('/data')] });
    new TestService(stack, 'direct', { kind: ServiceKind.DATA, backup: own });
    new TestService(stack, 'files', { kind: ServiceKind.DATA, mounts });
    new TestService(stack, 'cache', { kind: ServiceKind.DATA });
    new TestService(stack, 'web', { kind: ServiceKind.HTTP });
    return stack;
  }

  /** What the folders of "files" hold, as tar writes it. */
  const archive = where.onMachine('files.tar');
  /** What the programs of "store" read and write. */
  const received = () => readFileSync(where.onMachine('received'), 'utf-8');
  const DUMPS = { 'exec * dump *': 'echo dumped; exit 0', 'run *--entrypoint tar *': `cat '${archive}'; exit 0` };
  const LOADS = { 'exec * load *': `cat > '${where.onMachine('received')}'; exit 0`, 'run *--entrypoint tar *': 'cat > /dev/null; exit 0' };
  const backups = () => existsSync(where.inside('backups')) ? readdirSync(where.inside('backups')).sort() : [];
  const kept = () => backups().filter((name) => !name.endsWith('.about'));
  const STORE = 'store-20260102-030405.archive';
  const FILES = 'files-20260102-030405.tar';
  const file = (name: string, content: string | Buffer = name === FILES ? readFileSync(archive) : 'saved\n') => {
    mkdirSync(where.inside('backups'), { recursive: true });
    writeFileSync(where.inside('backups', name), content);
    return `backups/${name}`;
  };
  const about = (name: string, facts: { [fact: string]: string }) => {
    const sha256 = createHash('sha256').update(readFileSync(where.inside('backups', name))).digest('hex');
    const all = { service: name.replace(/-\d{8}-.*/, ''), kind: name === FILES ? 'archive' : 'program', version: '', sha256, ...facts };
    writeFileSync(where.inside('backups', `${name}.about`), Object.entries(all).map(([fact, value]) => `${fact} ${value}\n`).join(''));
    return `backups/${name}`;
  };
  /** What is done in the folders of volumes, without the text of the programs. */
  const steps = (outcome: Outcome) => deeds(outcome.calls).filter((deed) => !/^(rm|volume rm) /.test(deed)).map((deed) => /--entrypoint sh .*<program> \S+ (.*)$/.exec(deed)?.[1] ?? deed);

  beforeAll(() => {
    for (const name of ['data/one', 'var/lib/files/two']) {
      mkdirSync(dirname(where.onMachine('files', name)), { recursive: true });
      writeFileSync(where.onMachine('files', name), name);
    }
    execFileSync('tar', ['-cf', archive, '-C', where.onMachine('files'), 'data', 'var/lib/files']);
  });

  describe('is saved', () => {
    test('to a file for each service, which nobody else can read, with what is known of it', () => {
      const { stdout, calls } = succeeds(['backup'], { hooks: DUMPS }, where);
      expect(stdout.match(/^💾 \S+: backups\/\S+$/gm)!.length).toBe(5);
      expect(kept().map((name) => name.replace(/\d{8}-\d{6}/, '*'))).toEqual([
        'checked-*.archive', 'direct-*.archive', 'files-*.tar', 'store-2-*.archive', 'store-*.archive',
      ]);
      expect(backups().length).toBe(10);
      for (const name of backups()) {
        expect((statSync(where.inside('backups', name)).mode % 0o1000).toString(8)).toBe('600');
      }
      const name = kept().find((each) => each.startsWith('store-2'))!;
      expect(readFileSync(where.inside('backups', `${name}.about`), 'utf-8')).toMatch(
        /^service store-2\nproject conductor\nkind program\nversion \nmade \S+Z\nby \S+\nsha256 [0-9a-f]{64}\n$/,
      );
      expect(calls.map(({ text }) => text)).toContain("exec store.01 dump it's all");
    });

    test('of one service by its own command', () => {
      expect(succeeds(['backup', 'store'], { hooks: DUMPS }, where).stdout).toMatch(/^💾 store: backups\/store-\d{8}-\d{6}\.archive\n$/);
      expect(readFileSync(where.inside('backups', kept()[0]), 'utf-8')).toBe('dumped\n');
    });

    test('as an archive while the service stands still, where no command of its own does', () => {
      const outcome = succeeds(['backup', 'files'], { hooks: DUMPS }, where);
      expect(deeds(outcome.calls)).toEqual([
        'pause files.01',
        'run --rm --label container-stack.helper=conductor --pull never --network none --user 0:0 --volumes-from files.01:ro '
        + '--entrypoint tar sha256:image-of-files -C / -cf - --exclude data/.container-stack '
        + '--exclude var/lib/files/.container-stack data var/lib/files',
        'unpause files.01',
      ]);
      expect(readFileSync(where.inside('backups', kept()[0]))).toEqual(readFileSync(archive));
    });

    test.each([
      ['store', 'its command fails', { 'exec * dump *': 'echo half; exit 1' }],
      ['store', 'its command says nothing', { 'exec * dump *': 'exit 0' }],
      ['files', 'it cannot be archived', { 'run *': 'echo half; exit 1' }],
      ['files', 'it cannot stand still', { 'pause *': 'exit 1', 'run *': 'echo archived; exit 0' }],
    ])('not: %s, when %s, and no file is left', (service, _, hooks) => {
      const { status, stderr, calls } = where.run(['backup', service], { hooks });
      expect([status, stderr]).toEqual([1, `The data of ${service} could not be backed up.\n  See what is shown above. No file was written.\n`]);
      expect(backups()).toEqual([]);
      if (service === 'files') {
        expect(deeds(calls).pop()).toBe('unpause files.01');
      }
    });

    test.each([
      ['files', 'an archive that is cut off', { 'run *': `head -c 2560 '${archive}'; exit 0` }],
      ['files', 'an archive of other folders', { 'run *': `tar -cf - -C '${where.onMachine('files')}' var/lib; exit 0` }],
      ['checked', 'what its own program refuses', { 'exec * dump *': 'echo dumped; exit 0', 'run * --entrypoint verify *': 'exit 1' }],
    ])('not: %s, when it gives %s', (service, _, hooks) => {
      expect(fails(['backup', service], { hooks }, where)).toContain(`The backup of ${service} could not be read back, so it is not one.\n`);
      expect(backups()).toEqual([]);
    });

    test('not by a backup that is interrupted: no file is left, and the service goes on', async () => {
      const begun = where.begin(['backup', 'files'], { hooks: { 'run *': `echo half; ${WAIT}; exit 0` } });
      await where.reached();
      begun.process.kill('SIGTERM');
      where.goOn();
      const { status, calls } = await begun.outcome;
      expect([status, deeds(calls)]).toEqual([143, expect.arrayContaining(['unpause files.01'])]);
      expect(backups()).toEqual([]);
      expect(where.stateNames()).not.toContain('data-work');
    });

    test('never while somebody else releases', () => {
      where.placeLock({ process: '-' });
      expect(fails(['backup'], { hooks: DUMPS }, where)).toContain('The lock has been held since');
      expect(backups()).toEqual([]);
    });

    test('and what a backup that was killed has left standing still goes on at the next command', () => {
      where.writeState('data-work', 'backup files paused - files.01\n');
      const { stdout, calls } = succeeds(['backup', 'store'], { hooks: DUMPS }, where);
      expect(stdout).toContain('🧹 A backup of files was interrupted: putting it right.\n');
      expect(deeds(calls)).toEqual(['unpause files.01']);
      expect(where.stateNames()).not.toContain('data-work');
    });

    test('and a helper that was killed before it started goes with the command, or with the next one', () => {
      const hooks = { ...DUMPS, 'ps *label=container-stack.helper=conductor': 'echo helper.01; exit 0' };
      const calls = succeeds(['backup', 'store'], { hooks }, where).calls.map(({ text }) => text);
      expect(calls.filter((text) => text === 'rm --force --volumes helper.01')).toHaveLength(2);
      expect(calls.indexOf('rm --force --volumes helper.01')).toBeLessThan(calls.findIndex((text) => text.startsWith('exec')));
    });

    test.each(['web', 'cache'])('not: %s, which keeps none', (service) => {
      expect(fails(['backup', service], {}, where)).toBe(`${service} has no data to back up.\n  Allowed are: checked, store-2, store, direct, files\n`);
    });

    test('not of a service that does not run', () => {
      where.place('store.01', 'exited 0');
      expect(fails(['backup', 'store'], {}, where)).toBe('store is not running.\n  Deploy first: data is saved from a running service.\n');
      expect(backups()).toEqual([]);
    });
  });

  describe('that was saved long ago', () => {
    const day = (ago: number) => new Date(Date.now() - ago * 24 * 60 * 60 * 1000).toISOString().slice(0, 10).replace(/-/g, '');
    const OTHERS = ['files-mine.tar', 'files-20200101-000000.tar.old', 'store-20200101-000000.archive', 'notes.txt'];

    test.each([
      [{}, [0, 1, 9, 400]],
      [{ keepBackups: 2 }, [0]],
      [{ keepBackupsFor: Duration.days(9) }, [0, 1]],
      [{ keepBackups: 3, keepBackupsFor: Duration.days(10) }, [0, 1, 9]],
      [{ keepBackups: 1 }, []],
    ])('stays as the rule says: %j', (rule, stay) => {
      const ruled = new ReleasableRepository(dataStack(), undefined, rule);
      ruled.place('files.01');
      mkdirSync(ruled.inside('backups'));
      const old = [0, 1, 9, 400].map((ago) => `files-${day(ago)}-000000.tar`);
      [...old, ...OTHERS].forEach((name) => writeFileSync(ruled.inside('backups', name), ''));
      const { stdout } = succeeds(['backup', 'files'], { hooks: DUMPS }, ruled);
      const left = readdirSync(ruled.inside('backups'));
      expect(old.filter((name) => left.includes(name))).toEqual(stay.map((ago) => `files-${day(ago)}-000000.tar`));
      expect(left).toEqual(expect.arrayContaining(OTHERS));
      for (const name of old.filter((each) => !left.includes(each))) {
        expect(stdout).toContain(`🧹 Removed, because only newer backups are kept: backups/${name}\n`);
      }
    });
  });

  describe('is restored', () => {
    test.each([['--yes', STORE], ['-y', STORE]])('with %s, after its command has filled a container beside', (agreed) => {
      const outcome = succeeds(['restore', file(STORE), agreed], { hooks: LOADS }, where);
      expect(outcome.stdout).toContain(`✅ store has the data of backups/${STORE}.\n`);
      expect(outcome.calls.map(({ text }) => text)).toContain('exec --interactive conductor.beside-store load -');
      expect(received()).toBe('saved\n');
    });

    test('by a container beside, whose data takes the place of what is in use last, while the service stands still', () => {
      const outcome = succeeds(['restore', '--yes', file(FILES)], { hooks: LOADS }, where);
      expect(steps(outcome)).toEqual([
        'new /data /var/lib/files', // nothing is there that another one has left
        expect.stringMatching(/^run --rm .* --interactive .*--volume conductor\.beside-files-1:\/data --volume conductor\.beside-files-2:\/var\/lib\/files --entrypoint tar /),
        expect.stringMatching(/^run --volume conductor\.beside-files-1:\/data --volume conductor\.beside-files-2:\/var\/lib\/files files$/),
        'stop conductor.beside-files',
        '/data /var/lib/files', // is laid down
        'stop files.01',
        expect.stringMatching(/^new before-\d{8}-\d{6} \/data \/var\/lib\/files$/),
        'start files.01',
        expect.stringMatching(/^before-\d{8}-\d{6} \/data \/var\/lib\/files$/), // no other is kept
      ]);
      expect(outcome.stdout).toMatch(/ To return to it: \.\/scripts\/docker-prod\.sh restore files-before-\d{8}-\d{6}\n/);
    });

    test('into the running service, where it has no volume: what it had is saved before', () => {
      const name = 'direct-20260102-030405.archive';
      const outcome = succeeds(['restore', file(name), '--yes'], { hooks: { ...LOADS, ...DUMPS, 'exec * load *': LOADS['exec * load *'] } }, where);
      expect(outcome.calls.map(({ text }) => text).filter((text) => text.includes('load') || text.includes('dump'))).toEqual([
        'exec --interactive conductor.beside-direct load -', "exec direct.01 dump it's all", 'exec --interactive direct.01 load -',
      ]);
      expect(outcome.stdout).toMatch(/✅ direct has the data of backups\/direct-20260102-030405\.archive\.\n {3}The previous data is in backups\/direct-\d{8}-\d{6}\.archive\n$/);
    });

    test('although the service does not run, as its data may be why', () => {
      where.place('files.01', 'exited 1');
      expect(succeeds(['restore', '--yes', file(FILES)], { hooks: LOADS }, where).stdout).toContain('✅ files has the data of');
    });

    test('from the copy that another restore has kept', () => {
      const outcome = succeeds(['restore', '--yes', 'files-before-20260102-030405'], {}, where);
      expect(steps(outcome)).toEqual([
        'before-20260102-030405 /data /var/lib/files', 'stop files.01',
        expect.stringMatching(/^before-20260102-030405 before-\d{8}-\d{6} \/data \/var\/lib\/files$/), 'start files.01',
        expect.stringMatching(/^before-\d{8}-\d{6} \/data \/var\/lib\/files$/),
      ]);
    });

    test('not from a copy that is not kept any more', () => {
      expect(fails(['restore', '--yes', 'files-before-20260102-030405'], { hooks: { 'run *': 'exit 1' } }, where)).toContain('There is no files-before-20260102-030405: ');
    });

    test.each([
      ['of the service whose name it bears', STORE, 'store'],
      ['of the service with the longer name', 'store-2-20260102-030405.archive', 'store-2'],
    ])('from a file %s', (_, name, service) => {
      expect(succeeds(['restore', '--yes', file(name)], { hooks: LOADS }, where).stdout).toContain(`✅ ${service} has the data of`);
    });

    test('from a file that is named as it is where the script is called', () => {
      file(STORE);
      succeeds(['restore', '--yes', STORE], { hooks: LOADS, from: where.inside('backups'), as: '../scripts/docker-prod.sh' }, where);
      expect(received()).toBe('saved\n');
    });

    test('only with a file that is there, and that says whose it is', () => {
      expect(fails(['restore'], {}, where)).toContain('restore needs a backup file.\n\nUsage: ');
      expect(fails(['restore', 'backups/none', '--yes'], {}, where)).toBe('The file backups/none is missing or empty.\n  Backups are in backups/\n');
      for (const name of ['mine.archive', 'store-20260102-030405.tar', 'store.archive', 'other-20260102-030405.archive', 'store-3-20260102-030405.archive', `${STORE}.part`]) {
        expect(fails(['restore', file(name), '--yes'], {}, where)).toBe(
          `The name of backups/${name} does not say which service it belongs to.\n  Keep the name that "backup" gave it.\n`,
        );
      }
    });

    test.each([
      ['is of another service', STORE, { service: 'store-2' }, 'is a backup of store-2, but its name says store.'],
      ['was made in another way', STORE, { kind: 'archive' }, 'was made in a different way (archive)'],
      ['is not what was written', STORE, { sha256: 'f00' }, 'its SHA-256 differs.'],
      ['was made by a newer version', CHECKED, { version: '8.1.3' }, 'was made by version 8.1.3, and checked runs version 7.0.1'],
    ])('never when it %s: nothing is stopped', (_, name, facts, said) => {
      file(name);
      const outcome = where.run(['restore', about(name, facts), '--yes'], { hooks: { ...LOADS, 'run *--entrypoint version *': 'echo server 7.0.1; exit 0' } });
      expect([outcome.status, outcome.stderr]).toEqual([1, expect.stringContaining(said)]);
      expect(outcome.stderr).toContain('Nothing was changed.');
      expect(deeds(outcome.calls).filter((deed) => !deed.includes(' version '))).toEqual([]);
    });

    test.each([
      ['is cut off', () => readFileSync(archive).subarray(0, 3000)],
      ['is cut off between two blocks', () => readFileSync(archive).subarray(0, 1536)],
      ['is no archive', () => 'nothing\n'],
    ])('never from an archive of the former version that %s', (_, content) => {
      const outcome = where.run(['restore', file(FILES, content()), '--yes'], { hooks: LOADS });
      expect([outcome.status, outcome.stderr]).toEqual([1, expect.stringContaining(`backups/${FILES} is not a complete backup of files.\n`)]);
      expect(outcome.stdout).toContain('only its content is checked.');
      expect(deeds(outcome.calls)).toEqual([]);
    });

    test.each([['y', true], ['YES', true], ['n', false], ['', false], ['yesterday', false]])('after a question that is answered with "%s": %s', (answer, agreed) => {
      const { stdout, calls } = succeeds(['restore', file(STORE)], { hooks: LOADS, typed: `${answer}\n` }, where);
      expect(stdout).toContain(`Replace all data of store with backups/${STORE}? [y/N] `);
      expect(stdout).toContain(agreed ? '✅ store has the data' : 'Nothing was done.');
      expect(calls.some(({ text }) => text.includes('load'))).toBe(agreed);
    });

    test('never without a question or --yes', () => {
      const { status, stderr, calls } = where.run(['restore', file(STORE)], { hooks: LOADS });
      expect([status, stderr]).toEqual([1,
        'There is no terminal to ask for confirmation, so nothing was done.\n  To do it without asking: ./scripts/docker-prod.sh restore ... --yes\n']);
      expect(calls.some(({ text }) => text.includes('load'))).toBe(false);
    });

    test.each([
      ['its command fails', STORE, { 'exec * load *': 'exit 1' }],
      ['the archive cannot be unpacked', FILES, { 'run *--entrypoint tar *': 'exit 2' }],
      ['the data cannot be read there', CHECKED, { 'exec conductor.beside-checked read *': 'exit 1' }],
    ])('never when, beside, %s: the service is not touched', (_, name, hooks) => {
      const service = name.replace(/-\d{8}.*/, '');
      const { status, stderr, calls } = where.run(['restore', file(name), '--yes'], { hooks: { ...LOADS, ...hooks } });
      expect([status, stderr]).toEqual([1, expect.stringContaining(`${service} does not work with the data of backups/${name}.\n  See what is shown above. Nothing was changed.\n`)]);
      expect(deeds(calls).filter((deed) => /^(stop|start) (files|store|checked)\./.test(deed))).toEqual([]);
      expect(where.stateNames()).not.toContain('data-work');
    });

    test('and nothing is left of what was beside, also where it failed: its volumes are not made again by what clears up', () => {
      const { status, calls } = where.run(['restore', file(FILES), '--yes'], { hooks: { ...LOADS, 'run *--entrypoint tar *': 'exit 2' } });
      expect(status).toBe(1);
      const texts = calls.map(({ text }) => text);
      const lastOf = (part: string) => texts.lastIndexOf(texts.filter((text) => text.startsWith('run ') && text.includes(part)).pop()!);
      const last = lastOf('--entrypoint sh ');
      expect(last).toBeGreaterThan(lastOf('--entrypoint tar '));
      expect(texts[last]).not.toContain('beside-files');
    });

    test('or has what it had, when it does not work with it after all', () => {
      const outcome = where.run(['restore', file(FILES), '--yes'], { hooks: { ...LOADS, 'start *': `[ -e '${where.onMachine('again')}' ] || { touch '${where.onMachine('again')}'; exit 1; }` } });
      expect([outcome.status, outcome.stderr]).toEqual([1, expect.stringContaining('⏪ files has its previous data again.\n')]);
      expect(steps(outcome).slice(-5)).toEqual([
        'stop files.01', expect.stringMatching(/^new before-\S+ /), expect.stringMatching(/^before-\S+ new /), 'start files.01', 'new /data /var/lib/files',
      ]);
    });

    test('or has what it had, when it is interrupted while it stands still', async () => {
      // what takes it back stops the service again
      const hooks = { ...LOADS, 'stop files.01': `if [ ! -e stopped ]; then touch stopped; ${WAIT}; fi` };
      const begun = where.begin(['restore', file(FILES), '--yes'], { hooks });
      await where.reached();
      begun.process.kill('SIGTERM');
      where.goOn();
      const outcome = await begun.outcome;
      expect([outcome.status, outcome.stderr]).toEqual([143, expect.stringContaining('⏪ files has its previous data again.\n')]);
      expect(where.containers()).toContain('files.01 other running');
    });

    test('and one that was killed while the service stood still is taken back by the next command', () => {
      where.place('files.01', 'exited 0');
      where.writeState('data-work', 'restore files swapping new/before-1 files.01\n');
      const outcome = where.run(['backup', 'store'], { hooks: DUMPS });
      expect([outcome.status, outcome.stderr]).toEqual([0, '⏪ files has its previous data again.\n']);
      expect(steps(outcome)).toEqual([
        'stop files.01', 'new before-1 /data /var/lib/files', 'before-1 new /data /var/lib/files', 'start files.01', 'new /data /var/lib/files',
      ]);
    });

    test('and one that was killed when the service had its new data already leaves it that', () => {
      where.writeState('data-work', 'restore files swapping new/before-1 files.01\n');
      const outcome = succeeds(['backup', 'store'], { hooks: DUMPS }, where);
      expect(outcome.stdout).toContain('✅ files already had its new data, and keeps it.\n');
      expect(deeds(outcome.calls)).toEqual([]);
    });
  });
});

describe('MongoDB', () => {
  test('is saved and restored by its own tools', () => {
    succeeds(['deploy', '--release', 'r1']);
    const { stdout } = succeeds(['backup'], { hooks: { 'exec mongodb.01 sh -c *mongodump*': 'echo "$*"; exit 0' } });
    const file = /backups\/mongodb-\d{8}-\d{6}\.archive\.gz/.exec(stdout)![0];
    expect(readFileSync(english.inside(file), 'utf-8')).toMatch(/mongodump .*--archive/);
    const { calls } = succeeds(['restore', file, '--yes']);
    expect(calls.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^exec --interactive conductor\.beside-mongodb sh -c .*mongorestore .*--drop/));
  });
});
