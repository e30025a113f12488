import { spawnSync } from 'child_process';
import { Language } from '../../../../src/model';
import { messagesIn } from '../../../../src/platforms/compose/private/messages';
import { ProductionMessages, ProductionUsageOptions, productionMessagesIn } from '../../../../src/platforms/compose/private/production-messages';
import { LANGUAGES } from '../fixture';

/** What stands for the arguments of messages, so that it can be found again. */
const ARGUMENTS = ['«one»', '«two»'];
const USAGE: ProductionUsageOptions = { script: './scripts/docker-prod.sh', title: 'Conductor CRM', services: ['backend', 'mongodb'], saved: ['mongodb'] };
const COMMANDS = ['deploy', 'rollback', 'status', 'history', 'logs', 'backup', 'restore', 'help'];

/** All texts of a language, by the name of the message. */
function texts(language: Language): { [name: string]: string } {
  return Object.fromEntries(Object.entries(productionMessagesIn(language)).map(([name, message]) => [name, text(name, message)]));
}

function text(name: string, message: ProductionMessages[keyof ProductionMessages]): string {
  const said: any = typeof message !== 'function' ? message : (message as Function)(...name === 'productionUsage' ? [USAGE] : ARGUMENTS);
  return typeof said === 'string' ? said : `${said.what}\n${said.todo}`;
}

const found = (pattern: RegExp, said: string) => [...new Set(said.match(pattern) ?? [])].sort();

const EN = texts(Language.EN);
const PT = texts(Language.PT_BR);
const NAMES = Object.keys(EN);

test('both languages say the same things', () => {
  expect(Object.keys(PT)).toEqual(NAMES);
  expect(NAMES.length).toBeGreaterThan(45);
});

test('no message takes the place of one that all scripts have', () => {
  expect(NAMES.filter((name) => name in messagesIn(Language.EN))).toEqual([]);
});

test.each(NAMES)('%s uses the same variables of the script in both languages', (name) => {
  expect(found(/\$\w+/g, PT[name])).toEqual(found(/\$\w+/g, EN[name]));
});

test.each(NAMES)('%s uses the same facts in both languages', (name) => {
  expect(found(/«\w+»/g, PT[name])).toEqual(found(/«\w+»/g, EN[name]));
});

test.each(NAMES)('%s names the same commands, options and settings in both languages', (name) => {
  const pattern = /"docker[^"]*"|openssl \S+|rm -r|docker-[a-z-]+|--[\w-]+|[A-Z]+_SECONDS|(?<=» )\b(?:deploy|rollback|status|history|logs|backup|restore|help)\b/g;
  expect(found(pattern, PT[name])).toEqual(found(pattern, EN[name]));
});

test('everything is translated, but for what has no words', () => {
  expect(NAMES.filter((name) => EN[name] === PT[name])).toEqual(['backedUp']);
});

describe.each(LANGUAGES)('%s', (language) => {
  const all = texts(language);
  const { productionUsage: usage, productionHeader: _, ...messages } = productionMessagesIn(language);
  const commandsIn = (said: string) => [...said.matchAll(/^ {2}([a-z]+) .*\S/gm)].map(([, command]) => command);

  test('the usage has a line for every command, in the same order', () => {
    expect(commandsIn(all.productionUsage)).toEqual(COMMANDS);
  });

  test('the usage names no command for data where none can be saved', () => {
    expect(commandsIn(usage({ ...USAGE, saved: [] }))).toEqual(COMMANDS.filter((command) => !['backup', 'restore'].includes(command)));
  });

  test('the usage names the script, the title, the services, and whose data can be saved', () => {
    expect(all.productionUsage).toContain(`: ${USAGE.script} <`);
    expect(all.productionUsage).toContain('Conductor CRM');
    expect(all.productionUsage).toMatch(/: backend, mongodb$/);
    expect(all.productionUsage).toMatch(/^ {2}backup .*\(mongodb\)$/m);
  });

  test('the usage fits into a terminal', () => {
    expect(all.productionUsage.split('\n').filter((line) => line.length > 125)).toEqual([]);
  });

  test('every problem says what is wrong and what to do about it', () => {
    const problems = Object.values(messages).map((message: any) => typeof message === 'function' ? message(...ARGUMENTS) : message)
      .filter(({ what }) => what !== undefined);
    expect(problems.length).toBeGreaterThan(15);
    for (const { what, todo } of problems) {
      expect(what).toMatch(/^\S.*\.$/);
      expect(todo).toMatch(/^\S.*\S$/);
    }
  });

  test('no message has a gap or lines that end with spaces, but for the question', () => {
    const { restoreQuestion, ...others } = all;
    expect(Object.values(others).join('\n')).not.toMatch(/undefined|\[object|[ \t]$/m);
    expect(restoreQuestion).toMatch(/\? \[.\/N\] $/);
  });

  test.each([[0, true], [1, false]])('the answer %d of the question agrees: %s', (index, agrees) => {
    const { restoreQuestion, cleanAgreed } = { ...messagesIn(language), ...productionMessagesIn(language) };
    const letter = /\[(.)\/(.)\]/.exec(restoreQuestion)![index + 1];
    for (const answer of [letter.toUpperCase(), letter.toLowerCase()]) {
      expect(spawnSync('bash', ['-c', `case $1 in ${cleanAgreed}) exit 0 ;; *) exit 1 ;; esac`, 'bash', answer]).status === 0).toBe(agrees);
    }
  });

  test('a failed release says why, and what serves', () => {
    expect(all.releaseFailed).toMatch(/\$release\b.*\$reason\b.*\$before\b/);
    expect(all.firstReleaseFailed).toMatch(/\$release\b.*\$reason\b/);
    expect(all.firstReleaseFailed).not.toContain('$before');
  });
});
