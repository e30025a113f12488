import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'fs';
import { emptyStack } from './fixture';
import { ReleasableRepository, WAIT, actionsOn, deeds, referenceRepository } from './production-fixture';
import { Backup, DataServices, ServiceKind, Stack, Volume } from '../../../src/model';
import { TestService } from '../../fixtures/stack';

/* How data is saved and brought back. */
const english = referenceRepository();
const { succeeds, fails } = actionsOn(english);

describe('data', () => {
  const own: Backup = { dump: ['dump', "it's all"], restore: ['load', '-'], fileEnding: '.archive' };
  const where = new ReleasableRepository(dataStack());

  beforeEach(() => {
    where.reset();
    ['store-2.01', 'store.01', 'files.01'].forEach((id) => where.place(id));
  });

  /** Two databases with commands of their own, one whose name begins as the other's, and one without. */
  function dataStack(): Stack {
    const stack = emptyStack({ production: { dataServices: DataServices.IN_STACK } });
    const mounts = ['/data', '/var/lib/files'].map((at, index) => Volume.named(`files_${index}`).mountAt(at));
    new TestService(stack, 'store-2', { kind: ServiceKind.DATA, backup: own });
    new TestService(stack, 'store', { kind: ServiceKind.DATA, backup: own });
    new TestService(stack, 'files', { kind: ServiceKind.DATA, mounts });
    new TestService(stack, 'cache', { kind: ServiceKind.DATA });
    new TestService(stack, 'web', { kind: ServiceKind.HTTP });
    return stack;
  }

  const DUMPS = { 'exec * dump *': 'echo dumped; exit 0', 'run *': 'echo archived; exit 0' };
  const backups = () => existsSync(where.inside('backups')) ? readdirSync(where.inside('backups')) : [];

  test('is saved to a file for each service, which nobody else can read', () => {
    const { stdout, calls } = succeeds(['backup'], { hooks: DUMPS }, where);
    expect(stdout.match(/^💾 \S+: backups\/\S+$/gm)!.length).toBe(3);
    expect(backups().map((name) => name.replace(/\d{8}-\d{6}/, '*')).sort()).toEqual(['files-*.tar', 'store-*.archive', 'store-2-*.archive']);
    for (const name of backups()) {
      expect((statSync(where.inside('backups', name)).mode % 0o1000).toString(8)).toBe('600');
    }
    expect(calls.map(({ text }) => text)).toContain("exec store.01 dump it's all");
  });

  test('of one service is saved by its own command', () => {
    expect(succeeds(['backup', 'store'], { hooks: DUMPS }, where).stdout).toMatch(/^💾 store: backups\/store-\d{8}-\d{6}\.archive\n$/);
    expect(readFileSync(where.inside('backups', backups()[0]), 'utf-8')).toBe('dumped\n');
  });

  test('that no command of its own saves is archived while the service stands still', () => {
    const { calls } = succeeds(['backup', 'files'], { hooks: DUMPS }, where);
    expect(deeds(calls)).toEqual([
      'pause files.01',
      'run --rm --network none --user 0:0 --volumes-from files.01:ro --entrypoint tar sha256:image-of-files -C / -cf - data var/lib/files',
      'unpause files.01',
    ]);
    expect(readFileSync(where.inside('backups', backups()[0]), 'utf-8')).toBe('archived\n');
  });

  test.each([
    ['store', 'its command fails', { 'exec * dump *': 'echo half; exit 1' }],
    ['store', 'its command says nothing', { 'exec * dump *': 'exit 0' }],
    ['files', 'it cannot be archived', { 'run *': 'echo half; exit 1' }],
    ['files', 'it cannot stand still', { 'pause *': 'exit 1', 'run *': 'echo archived; exit 0' }],
  ])('of %s is not saved when %s, and no file is left', (service, _, hooks) => {
    const { status, stderr, calls } = where.run(['backup', service], { hooks });
    expect([status, stderr]).toEqual([1, `The data of ${service} could not be saved.\n  See what is shown above. No file was written.\n`]);
    expect(backups()).toEqual([]);
    if (deeds(calls).some((deed) => deed.startsWith('run '))) {
      expect(deeds(calls).pop()).toBe('unpause files.01');
    }
  });

  test('is not saved by a backup that is interrupted: no file is left, and the service goes on', async () => {
    const begun = where.begin(['backup', 'files'], { hooks: { 'run *': `echo half; ${WAIT}; exit 0` } });
    await where.reached();
    begun.process.kill('SIGTERM');
    where.goOn();
    const { status, calls } = await begun.outcome;
    expect(status).toBe(143);
    expect(deeds(calls).pop()).toBe('unpause files.01');
    expect(backups()).toEqual([]);
  });

  test.each(['web', 'cache'])('of %s, which keeps none, cannot be saved', (service) => {
    expect(fails(['backup', service], {}, where)).toBe(`${service} keeps no data that could be saved.\n  Allowed are: store-2, store, files\n`);
  });

  test('of a service that does not run cannot be saved', () => {
    where.place('store.01', 'exited 0');
    expect(fails(['backup', 'store'], {}, where)).toBe('store is not running.\n  Deploy first: data is saved from a running service.\n');
    expect(backups()).toEqual([]);
  });

  describe('is restored', () => {
    const file = (name: string) => {
      mkdirSync(where.inside('backups'), { recursive: true });
      writeFileSync(where.inside('backups', name), 'saved\n');
      return `backups/${name}`;
    };
    const received = () => readFileSync(where.onMachine('received'), 'utf-8');
    const LOADS = { 'exec * load *': `cat > '${where.onMachine('received')}'; exit 0`, 'run *': `cat > '${where.onMachine('received')}'; exit 0` };
    const STORE = 'store-20260102-030405.archive';
    const FILES = 'files-20260102-030405.tar';

    test.each([['--yes', STORE], ['-y', STORE]])('with %s, by the command of the service', (agreed) => {
      const { stdout, calls } = succeeds(['restore', file(STORE), agreed], { hooks: LOADS }, where);
      expect(stdout).toBe(`✅ store has the data of backups/${STORE}.\n`);
      expect(calls.map(({ text }) => text)).toContain('exec --interactive store.01 load -');
      expect(received()).toBe('saved\n');
    });

    test('from an archive, while the service does not run', () => {
      const { calls } = succeeds(['restore', '--yes', file(FILES)], { hooks: LOADS }, where);
      expect(deeds(calls)).toEqual(['stop files.01', expect.stringMatching(
        /^run --rm --interactive --network none --user 0:0 --volumes-from files\.01 --entrypoint sh sha256:image-of-files -c find "\$@" -mindepth 1 -delete && tar -C \/ -xf - restore \/data \/var\/lib\/files$/,
      ), 'start files.01']);
      expect(received()).toBe('saved\n');
    });

    test.each([
      ['of the service whose name it bears', STORE, 'store.01'],
      ['of the service with the longer name', 'store-2-20260102-030405.archive', 'store-2.01'],
    ])('from a file %s', (_, name, id) => {
      expect(succeeds(['restore', '--yes', file(name)], { hooks: LOADS }, where).calls.map(({ text }) => text)).toContain(`exec --interactive ${id} load -`);
    });

    test('from a file that is named as it is where the script is called', () => {
      file(STORE);
      succeeds(['restore', '--yes', STORE], { hooks: LOADS, from: where.inside('backups'), as: '../scripts/docker-prod.sh' }, where);
      expect(received()).toBe('saved\n');
    });

    test('only with a file that is there, and that says whose it is', () => {
      expect(fails(['restore'], {}, where)).toContain('restore needs the file of a backup.\n\nUsage: ');
      expect(fails(['restore', 'backups/none', '--yes'], {}, where)).toBe('The file backups/none is missing or empty.\n  Backups are in backups/\n');
      for (const name of ['mine.archive', 'store-20260102-030405.tar', 'store.archive', 'other-20260102-030405.archive', 'store-3-20260102-030405.archive', `${STORE}.part`]) {
        expect(fails(['restore', file(name), '--yes'], {}, where)).toBe(
          `The name of backups/${name} does not say which service it belongs to.\n  Keep the name that "backup" gave it.\n`,
        );
      }
    });

    test('only into a service that runs', () => {
      where.place('store.01', 'exited 0');
      expect(fails(['restore', file(STORE), '--yes'], {}, where)).toContain('store is not running.\n');
    });

    test.each([['y', true], ['YES', true], ['n', false], ['', false], ['yesterday', false]])('after a question that is answered with "%s": %s', (answer, agreed) => {
      const { stdout, calls } = succeeds(['restore', file(STORE)], { hooks: LOADS, typed: `${answer}\n` }, where);
      expect(stdout).toContain(`Replace all data of store with backups/${STORE}? [y/N] `);
      expect(stdout).toContain(agreed ? '✅ store has the data' : 'Nothing was restored.');
      expect(calls.some(({ text }) => text.includes('load'))).toBe(agreed);
    });

    test('never without a question or --yes', () => {
      const { status, stderr, calls } = where.run(['restore', file(STORE)], { hooks: LOADS });
      expect([status, stderr]).toEqual([1,
        `There is no terminal to ask on, so nothing was restored.\n  To restore without a question: ./scripts/docker-prod.sh restore backups/${STORE} --yes\n`]);
      expect(calls.some(({ text }) => text.includes('load'))).toBe(false);
    });

    test.each([
      ['its command fails', STORE, 'store', { 'exec * load *': 'exit 1' }],
      ['the archive cannot be read', FILES, 'files', { 'run *': 'exit 2' }],
    ])('or says that it was not: %s', (_, name, service, hooks) => {
      const { status, stderr, calls } = where.run(['restore', file(name), '--yes'], { hooks });
      expect([status, stderr]).toEqual([1, expect.stringContaining(`The data of ${service} could not be restored from backups/${name}.\n`)]);
      if (service === 'files') {
        expect(deeds(calls).pop()).toBe('start files.01');
      }
    });

    test('never while the service cannot be stopped', () => {
      const { status, calls } = where.run(['restore', file(FILES), '--yes'], { hooks: { 'stop *': 'exit 1' } });
      expect(status).toBe(1);
      expect(deeds(calls).filter((deed) => deed.startsWith('run'))).toEqual([]);
    });

    test('or the service runs again when it is interrupted', async () => {
      const begun = where.begin(['restore', file(FILES), '--yes'], { hooks: { 'run *': `${WAIT}; exit 0` } });
      await where.reached();
      begun.process.kill('SIGTERM');
      where.goOn();
      const { status, calls } = await begun.outcome;
      expect([status, deeds(calls).pop()]).toEqual([143, 'start files.01']);
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
    expect(calls.pop()!.text).toMatch(/^exec --interactive mongodb\.01 sh -c .*mongorestore .*--drop/);
  });
});
