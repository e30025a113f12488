import { spawnSync } from 'child_process';
import { shellMessage, shellWord } from '../../../../src/platforms/compose/private/shell';
import { HOSTILE, OPTION } from '../../../fixtures/hostile';

const TEXTS = [...Object.values(HOSTILE).filter((text) => !text.includes('\0')), OPTION, '', '~', '*', '\\', '$1', '${a}', '$', "'", "''", '"', '!x', 'a\\"$(b)', '😀 ação'];

/** What a program gets that is called with the word, in a shell where a and name have values. */
function seenByBash(word: string): string {
  return spawnSync('bash', ['-c', `set -u; a=1 name=World; printf %s ${word}`]).stdout.toString();
}

describe('a word', () => {
  test.each(TEXTS)('%j is what it is to the shell', (text) => {
    expect(seenByBash(shellWord(text))).toBe(text);
  });

  test.each(['start', 'docker-compose.yml', './scripts/docker-dev.sh', 'a=b', 'user@host:80', '50%'])('%s needs no quotes', (text) => {
    expect(shellWord(text)).toBe(text);
  });

  test.each(['', 'a b', 'a;b', 'a&b', '~/x', 'a*', 'a$b', 'a|b', '#a'])('%j needs quotes', (text) => {
    expect(shellWord(text)).toBe(`'${text}'`);
  });
});

describe('a message', () => {
  test.each(TEXTS.filter((text) => !/\$[a-z]/.test(text)))('%j says what it is', (text) => {
    expect(seenByBash(shellMessage(text))).toBe(text);
  });

  test('says the value of a variable of the script', () => {
    expect(seenByBash(shellMessage('Hello $name: $name=... costs $5'))).toBe('Hello World: World=... costs $5');
  });

  test('is one word, whatever the value is', () => {
    expect(spawnSync('bash', ['-c', `name='a  * b'; printf '<%s>' ${shellMessage('$name.')}`]).stdout.toString()).toBe('<a  * b.>');
  });

  test.each(['$(name)', '`name`', '${name}', '\\$(name)', '\\`name\\`', '${name:-$(name)}'])('%s runs nothing and reads nothing', (text) => {
    expect(seenByBash(shellMessage(text)).replace(/World/g, '$name')).toBe(text);
  });
});
