import { ReleasableRepository, actionsOn, releasableStack } from './production-fixture';
import { Language } from '../../../src/model';
import { bash } from '../../assets/bash/programs';

/* What people see while a release waits. */
const english = new ReleasableRepository(releasableStack().stack);
const portuguese = new ReleasableRepository(releasableStack({ language: Language.PT_BR }).stack);

/** The lines of progress. */
const lines = (text: string) => text.split('\n').filter((line) => line.includes('⏳'));
const LONG = { SETTLE_SECONDS: '130', WATCH_SECONDS: '1', PATIENCE_SECONDS: '400' };
const SLOW = { 'compose up * backend': "create backend; become backend.01 'running 0 starting'; exit 0" };

describe('where nobody looks', () => {
  test('there is a line a minute, which says what is waited for, how long already and how long at most', () => {
    const { stderr } = english.run(['deploy', '--release', 'r1'], { hooks: SLOW, shell: { ...LONG, PATIENCE_SECONDS: '150', SETTLE_SECONDS: '0' } });
    expect(lines(stderr)).toEqual(['⏳ Waiting for backend to be healthy: 60 s, 150 s at most', '⏳ Waiting for backend to be healthy: 120 s, 150 s at most']);
    expect(stderr).not.toContain('\r');
  });

  test('while it watches whether all stays well', () => {
    const { stderr } = english.reset().run(['deploy', '--release', 'r1'], { shell: LONG });
    expect(lines(stderr)).toEqual(['⏳ Watching whether all stay healthy: 60 of 130 s', '⏳ Watching whether all stay healthy: 120 of 130 s']);
  });

  test('what is soon done is not spoken of', () => {
    expect(actionsOn(english).succeeds(['deploy', '--release', 'r1'], {}, english.reset()).stderr).toBe('');
  });

  test('in Portuguese', () => {
    const { stderr } = portuguese.run(['deploy', '--release', 'r1'], { shell: LONG });
    expect(lines(stderr)[0]).toBe('⏳ Observando se tudo continua saudável: 60 de 130 s');
  });
});

test('on a terminal one line is written anew every two seconds, and is gone when something else is said', () => {
  const { stdout } = english.reset().run(['deploy', '--release', 'r1'], { typed: '', shell: { ...LONG, SETTLE_SECONDS: '5', TERM: 'xterm' } });
  expect(stdout).toContain('\r\x1b[K⏳ Watching whether all stay healthy: 2 of 5 s\r\x1b[K⏳ Watching whether all stay healthy: 4 of 5 s\r\x1b[K');
  expect(lines(stdout.replace(/\r\x1b\[K⏳[^\r\n]*(?=\r\x1b\[K)/g, ''))).toEqual([]);
});

test('a terminal that cannot take a line back gets lines', () => {
  const { stdout } = english.reset().run(['deploy', '--release', 'r1'], { typed: '', shell: { ...LONG, SETTLE_SECONDS: '5', TERM: 'dumb' } });
  expect(lines(stdout)).toEqual([]);
});

test('a call that is waited for does not silence it, and nothing of that is left', () => {
  const { stdout, stderr } = bash(['common.sh', 'progress.sh'], `
    work=.
    message_some() { echo "some: $passed of $limit"; }
    awaiting some 9
    progress_next=2
    attend /dev/null sleep 3
    end_progress
    jobs
    echo done
  `);
  expect([stdout, stderr]).toEqual(['done\n', 'some: 2 of 9\n']);
});
