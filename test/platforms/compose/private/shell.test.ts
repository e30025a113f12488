import { spawnSync } from 'child_process';
import { shellPath, shellWord } from '../../../../src/platforms/compose/private/shell';
import { HOSTILE, OPTION } from '../../../fixtures/hostile';

const TEXTS = [
  ...Object.values(HOSTILE).filter((text) => !text.includes('\0')), OPTION, '', '~', '*', '\\', '$1', '${a}', '$', "'", "''", '"', '!x', 'a\\"$(b)', '😀 ação',
];

/** What a program gets that is called with the word, in a shell where a and name have values. */
function seenByBash(word: string): string {
  return spawnSync('bash', ['-c', `set -u; a=1 name=World; printf %s ${word}`]).stdout.toString();
}

test.each(TEXTS)('the word %j is what it is to the shell', (text) => {
  expect(seenByBash(shellWord(text))).toBe(text);
});

test.each(['start', 'docker-compose.yml', './scripts/docker-dev.sh', 'a=b', 'user@host:80', '50%'])('%s needs no quotes', (text) => {
  expect(shellWord(text)).toBe(text);
});

test.each(['', 'a b', 'a;b', 'a&b', '~/x', 'a*', 'a$b', 'a|b', '#a'])('%j needs quotes', (text) => {
  expect(shellWord(text)).toBe(`'${text}'`);
});

test.each([['scripts/docker-dev.sh', './scripts/docker-dev.sh'], ['my scripts/a.sh', "'./my scripts/a.sh'"]])('%s is called as %s', (path, called) => {
  expect(shellPath(path)).toBe(called);
});
