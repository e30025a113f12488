import { Language } from '../../../../src/model';
import { TemplateMessages, templateMessagesIn } from '../../../../src/platforms/compose/private/template-messages';

/** What stands for the arguments of messages, so that it can be found again. */
const ARGUMENTS = ['«one»', '«two»', '«three»', '«four»'];

/** All texts of a language, by the name of the message. */
function texts(language: Language): { [name: string]: string } {
  return Object.fromEntries(Object.entries(templateMessagesIn(language)).map(([name, message]) => [name, text(message)]));
}

function text(message: TemplateMessages[keyof TemplateMessages]): string {
  const said: string | string[] = typeof message === 'function' ? (message as Function)(...ARGUMENTS) : message;
  return Array.isArray(said) ? said.join('\n') : said;
}

const found = (pattern: RegExp, said: string) => [...new Set(said.match(pattern) ?? [])].sort();

const EN = texts(Language.EN);
const PT = texts(Language.PT_BR);
const NAMES = Object.keys(EN);

test('both languages say the same things', () => {
  expect(Object.keys(PT)).toEqual(NAMES);
});

test.each(NAMES)('%s uses the same facts in both languages', (name) => {
  expect(found(/«\w+»/g, PT[name])).toEqual(found(/«\w+»/g, EN[name]));
});

test.each(NAMES)('%s names the same commands in both languages', (name) => {
  expect(found(/"docker[^"]*"|"id[^"]*"/g, PT[name])).toEqual(found(/"docker[^"]*"|"id[^"]*"/g, EN[name]));
});

test('everything is translated', () => {
  expect(NAMES.filter((name) => EN[name] === PT[name])).toEqual([]);
});

test.each([['English', EN], ['Portuguese', PT]])('no message has a gap or lines that end with spaces, in %s', (_, all) => {
  expect(Object.values(all).join('\n')).not.toMatch(/undefined|\[object|[ \t]$/m);
});
