import { LANGUAGE_FILES, PARTS, bash, textOf } from './programs';
import { Language } from '../../../src/model';

const ENGLISH = `messages/${Language.EN}.sh`;

/** The messages of a language: what stands in each, as bash reads it. */
function messagesOf(file: string): { [name: string]: string } {
  const messages = textOf(file).matchAll(/^message_(\w+)\(\) \{( echo .*; \}|[^]*?\n\})$/gm);
  return Object.fromEntries([...messages].map(([, name, text]) => [name, text]));
}

const found = (pattern: RegExp, text: string) => [...new Set(text.match(pattern) ?? [])].sort();
const ALL = Object.fromEntries(LANGUAGE_FILES.map((file) => [file, messagesOf(file)]));
const NAMES = Object.keys(ALL[ENGLISH]);

/** Values of the variables that stand in messages, so that they can be found again. */
const FACTS = `
script=./scripts/docker-dev.sh title='Conductor CRM' services='backend mongodb' saved=mongodb data=mongodb shell_service=backend env_file=.env
`;
/** Where images are built and not pulled. */
const WITHOUT_REGISTRY = `${FACTS}registry=''\n`;

/** The messages that are part of a message. */
function saidIn(text: string): string[] {
  return [...text.matchAll(/\$\(say ([a-z_]+)\)/g)].map(([, name]) => name);
}

/** What messages say, one after the other. */
function said(file: string, names: string[], facts = FACTS): string {
  const texts = [...names, ...names.flatMap((name) => saidIn(ALL[file][name]))].map((name) => ALL[file][name]);
  const variables = found(/\$\{?[a-z_]+/g, texts.join('\n')).map((each) => each.replace(/[${]/g, ''));
  const values = variables.filter((each) => !new RegExp(`\\b${each}=`).test(facts)).map((each) => `${each}='«${each}»'`).join(' ');
  const { status, stdout, stderr } = bash(['common.sh', file], `${values}\n${facts}\n${names.map((name) => `say ${name}\n`).join('')}`);
  expect([status, stderr]).toEqual([0, '']);
  return stdout.replace(/\n$/, '');
}

test('there is a file for every language', () => {
  expect(LANGUAGE_FILES).toEqual(Object.values(Language).sort().map((language) => `messages/${language}.sh`));
});

test.each(LANGUAGE_FILES)('%s has the messages that the others have, in the same order', (file) => {
  expect(NAMES.length).toBeGreaterThan(90);
  expect(Object.keys(ALL[file])).toEqual(NAMES);
});

describe('the programs', () => {
  const programs = PARTS.map(textOf).join('\n').replace(/(^|\s)#.*/gm, '');
  const called = [...programs.matchAll(/\b(?:say|complain|fail|wrong_usage|give_up|awaiting) ([a-z_]+)/g)].map(([, name]) => name);
  const used = [...called, ...Object.values(ALL[ENGLISH]).flatMap(saidIn)];
  /** Names that end in what is known when they are said. */
  const beginnings = [...programs.matchAll(/\b(?:(?:say|fail|give_up) "([a-z]+)_\$|fail_of_registry ([a-z]+))/g)].map(([, one, other]) => `${one ?? other}_`);

  test('say no message that does not exist', () => {
    expect(used.length).toBeGreaterThan(90);
    expect(used.filter((name) => !NAMES.includes(name))).toEqual([]);
  });

  test('say every message that exists', () => {
    expect(NAMES.filter((name) => !used.includes(name) && !beginnings.some((beginning) => name.startsWith(beginning)))).toEqual([]);
  });
});

describe.each(LANGUAGE_FILES)('%s', (file) => {
  const texts = ALL[file];

  test('uses the same variables in each message as English', () => {
    const variables = (all: typeof texts) => Object.fromEntries(NAMES.map((name) => [name, found(/\$\{?[a-z_]+/g, all[name])]));
    expect(variables(texts)).toEqual(variables(ALL[ENGLISH]));
  });

  test('names the same addresses, commands and options in each message as English', () => {
    const pattern = /https:[^\s']+|sudo [^$']*|"docker[^"]*"|openssl \S+|rm -r|--[\w-]+|[A-Z]+_SECONDS|\$script [a-z]+/g;
    const words = (all: typeof texts) => Object.fromEntries(NAMES.map((name) => [name, found(pattern, all[name].replace(/\\/g, ''))]));
    expect(words(texts)).toEqual(words(ALL[ENGLISH]));
  });

  test('is a translation, but for what has no words', () => {
    const same = NAMES.filter((name) => texts[name] === ALL[ENGLISH][name]);
    expect(same).toEqual(file === ENGLISH ? NAMES : ['clean_container', 'clean_volume', 'pulling', 'pushed_image', 'doctor_ok', 'backed_up']);
  });

  test('every problem says what is wrong and what to do about it', () => {
    const problems = NAMES.filter((name) => texts[name].includes('problem '));
    expect(problems.length).toBeGreaterThan(35);
    const lines = said(file, problems).split('\n');
    expect(lines.length).toBe(2 * problems.length);
    expect(lines.filter((line, index) => !(index % 2 === 0 ? /^\S.*\.$/ : /^ {2}\S.*\S$/).test(line))).toEqual([]);
  });

  test('no message has lines that end with spaces, but for questions', () => {
    const ending = NAMES.filter((name) => / ["']; \}$/.test(texts[name]));
    expect(ending).toEqual(['clean_question', 'remove_question', 'restore_question', 'upgrade_question']);
    for (const name of ['clean_question', 'restore_question', 'upgrade_question']) {
      expect(said(file, [name])).toMatch(/\? \[.\/N\] $/);
    }
  });

  test('a value runs nothing, whatever it is', () => {
    const { stdout } = bash(['common.sh', file], 'service=\'$(echo no) `echo no` "\' services=\'a b\'; say service_unknown');
    expect(stdout).toContain('"$(echo no) `echo no` ""');
    expect(stdout).toMatch(/: a, b\n$/);
  });

  test.each([[0, true], [1, false]])('the answer %d of a question agrees: %s', (index, agrees) => {
    const [clean, restore] = said(file, ['clean_question', 'restore_question']).split('\n').map((line) => /\[(.)\/(.)\]/.exec(line)!);
    const letter = clean[index + 1];
    expect(restore[index + 1]).toBe(letter);
    for (const answer of [letter.toUpperCase(), letter.toLowerCase()]) {
      expect(bash([file], `agrees ${answer}`).status === 0).toBe(agrees);
    }
  });

  describe('the usage', () => {
    const development = said(file, ['development_usage']);
    const production = said(file, ['production_usage'], WITHOUT_REGISTRY);
    const commandsIn = (usage: string) => [...usage.matchAll(/^ {2}([a-z]+) .*\S/gm)].map(([, command]) => command);

    test('has a line for every command, in the same order', () => {
      expect(commandsIn(development)).toEqual(['start', 'stop', 'restart', 'logs', 'status', 'shell', 'watch', 'test', 'rebuild', 'clean', 'help']);
      expect(commandsIn(production)).toEqual(['deploy', 'rollback', 'status', 'history', 'logs', 'exec', 'run', 'shell', 'stop', 'start', 'restart', 'remove', 'prune', 'maintenance', 'doctor', 'lock', 'rotate', 'backup', 'restore', 'upgrade', 'help']);
    });

    test('names the command that builds for a registry where there is one', () => {
      const usage = said(file, ['production_usage'], `${FACTS}registry=registry.example/shop\n`);
      expect(commandsIn(usage).slice(0, 3)).toEqual(['deploy', 'build', 'rollback']);
    });

    test('names no command for data where none can be saved', () => {
      const usage = said(file, ['production_usage'], WITHOUT_REGISTRY.replace('saved=mongodb data=mongodb', "saved='' data=''"));
      expect(commandsIn(usage)).toEqual(['deploy', 'rollback', 'status', 'history', 'logs', 'exec', 'run', 'shell', 'stop', 'start', 'restart', 'remove', 'prune', 'maintenance', 'doctor', 'lock', 'rotate', 'help']);
    });

    test.each([
      ['development', development], ['production', production],
    ])('names the script, the title and the services: %s', (_, usage) => {
      expect(usage).toContain(': ./scripts/docker-dev.sh <');
      expect(usage).toContain('Conductor CRM');
      expect(usage).toMatch(/: backend, mongodb$/);
    });

    test('says whose shell is opened, and whose data can be saved', () => {
      expect(development).toMatch(/^ {2}shell .*\(backend\b/m);
      expect(production).toMatch(/^ {2}backup .*\(mongodb\)/m);
    });

    test('fits into a terminal', () => {
      expect([...development.split('\n'), ...production.split('\n')].filter((line) => line.length > 125)).toEqual([]);
    });
  });
});

test.each([
  [Language.EN, 'yes YES Yes y', 'no yesterday ye s sim'],
  [Language.PT_BR, 'sim SIM Sim s', 'não n simples si y yes'],
])('in %s, %j agree, and %j or silence do not', (language, agreed, refused) => {
  const loop = `for each in ${agreed} ${refused} ''; do ! agrees "$each" || printf '%s ' "$each"; done`;
  const { stdout } = bash([`messages/${language}.sh`], loop);
  expect(stdout.trim()).toBe(agreed);
});
