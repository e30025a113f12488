import { spawnSync } from 'child_process';
import { Language } from '../../../../src/model';
import { Messages, messagesIn } from '../../../../src/platforms/compose/private/messages';
import { LANGUAGES } from '../fixture';

/** What stands for the arguments of messages, so that it can be found again. */
const ARGUMENTS = ['«one»', '«two»', '«three»', '«four»'];
const USAGE = { script: './scripts/docker-dev.sh', title: 'Conductor CRM', services: ['backend', 'redis'], shellService: 'backend' };
const COMMANDS = ['start', 'stop', 'restart', 'logs', 'status', 'shell', 'rebuild', 'clean', 'help'];

/** All texts of a language, by the name of the message. */
function texts(language: Language): { [name: string]: string } {
  return Object.fromEntries(Object.entries(messagesIn(language)).map(([name, message]) => [name, text(name, message)]));
}

function text(name: string, message: Messages[keyof Messages]): string {
  const said: any = typeof message !== 'function' ? message : (message as Function)(...name === 'developmentUsage' ? [USAGE] : ARGUMENTS);
  return typeof said === 'string' ? said : Array.isArray(said) ? said.join('\n') : `${said.what}\n${said.todo}`;
}

const found = (pattern: RegExp, said: string) => [...new Set(said.match(pattern) ?? [])].sort();

const EN = texts(Language.EN);
const PT = texts(Language.PT_BR);
const NAMES = Object.keys(EN);

test('both languages say the same things', () => {
  expect(Object.keys(PT)).toEqual(NAMES);
  expect(NAMES.length).toBeGreaterThan(50);
});

test.each(NAMES)('%s uses the same variables of the script in both languages', (name) => {
  expect(found(/\$\w+/g, PT[name])).toEqual(found(/\$\w+/g, EN[name]));
});

test.each(NAMES)('%s uses the same facts in both languages', (name) => {
  expect(found(/«\w+»/g, PT[name])).toEqual(found(/«\w+»/g, EN[name]));
});

test.each(NAMES)('%s names the same addresses, commands and options in both languages', (name) => {
  const pattern = /https:\S+|sudo [^$]*|"docker[^"]*"|docker-[a-z-]+|--\w+|(?<=» )\b(?:start|stop|restart|logs|status|shell|rebuild|clean|help)\b/g;
  expect(found(pattern, PT[name])).toEqual(found(pattern, EN[name]));
});

test('everything is translated, but for words that are the same in both languages', () => {
  expect(NAMES.filter((name) => EN[name] === PT[name])).toEqual(['cleanContainer', 'cleanVolume']);
});

describe.each(LANGUAGES)('%s', (language) => {
  const all = texts(language);

  test('the usage has a line for every command, in the same order', () => {
    expect([...all.developmentUsage.matchAll(/^ {2}(\w+) .*\S/gm)].map(([, command]) => command)).toEqual(COMMANDS);
  });

  test('the usage names the script, the title, the services, and whose shell is opened', () => {
    expect(all.developmentUsage).toContain(`: ${USAGE.script} <`);
    expect(all.developmentUsage).toContain('Conductor CRM');
    expect(all.developmentUsage).toMatch(/: backend, redis$/);
    expect(all.developmentUsage).toMatch(/^ {2}shell .*\(backend\b/m);
  });

  test('every problem says what is wrong and what to do about it', () => {
    const { developmentUsage: _, ...messages } = messagesIn(language);
    const problems = Object.values(messages).map((message: any) => typeof message === 'function' ? message(...ARGUMENTS) : message)
      .filter(({ what }) => what !== undefined);
    expect(problems.length).toBeGreaterThan(15);
    for (const { what, todo } of problems) {
      expect(what).toMatch(/^\S.*\.$/);
      expect(todo).toMatch(/^\S.*\S$/);
    }
  });

  test('no message has a gap or lines that end with spaces, but for the question', () => {
    const { cleanQuestion, ...others } = all;
    expect(Object.values(others).join('\n')).not.toMatch(/undefined|\[object|[ \t]$/m);
    expect(cleanQuestion).toMatch(/\? \[.\/N\] $/);
  });

  test.each([[0, true], [1, false]])('the answer %d of the question agrees: %s', (index, agrees) => {
    const { cleanQuestion, cleanAgreed } = messagesIn(language);
    const letter = /\[(.)\/(.)\]/.exec(cleanQuestion)![index + 1];
    const answers = [letter, letter.toUpperCase(), letter.toLowerCase()];
    for (const answer of answers) {
      expect(spawnSync('bash', ['-c', `case $1 in ${cleanAgreed}) exit 0 ;; *) exit 1 ;; esac`, 'bash', answer]).status === 0).toBe(agrees);
    }
  });
});

test.each([
  [Language.EN, ['yes', 'YES', 'Yes'], ['', 'no', 'yesterday', 'ye', 's', 'sim']],
  [Language.PT_BR, ['sim', 'SIM', 'Sim'], ['', 'não', 'n', 'simples', 'si', 'y', 'yes']],
])('%s agrees to %j, and to nothing like %j', (language, agreed, refused) => {
  const says = (answer: string) => spawnSync('bash', ['-c', `case $1 in ${messagesIn(language).cleanAgreed}) exit 0 ;; *) exit 1 ;; esac`, 'bash', answer]).status;
  expect(agreed.map(says)).toEqual(agreed.map(() => 0));
  expect(refused.map(says)).toEqual(refused.map(() => 1));
});
