import { EnvValue, Environment, IEnvValueWriter } from '../../src/model';
import { HOSTILE } from '../fixtures/hostile';

const development = new Environment('development', { requireSecrets: false });
const production = new Environment('production');

/** Writes what it is told in a way that no platform has. */
const writer: IEnvValueWriter = {
  writeLiteral: (text) => `<${text}>`,
  writeVariable: (variable) => `[${variable.name}]`,
  writeRelease: () => '(release)',
};

test('a fixed text is a literal', () => {
  expect(EnvValue.of('info').resolve(production, writer)).toBe('<info>');
});

test('a release is written by the platform, and is empty where sources are mounted', () => {
  expect(EnvValue.release().resolve(production, writer)).toBe('(release)');
  expect(EnvValue.release().resolve(new Environment('here', { liveReload: true }), writer)).toBe('<>');
  expect(EnvValue.release().variables(production)).toEqual([]);
});

test('an empty text is a value', () => {
  expect(EnvValue.of('').resolve(production, writer)).toBe('<>');
});

test('a fixed text reads no variables, whatever it looks like', () => {
  expect(EnvValue.of('${X} $Y').variables(production)).toEqual([]);
});

test('NUL is refused, because no environment can hold it', () => {
  expect(() => EnvValue.of('a\0b')).toThrow('the value of an environment variable is "a\\u0000b", which cannot be used: allowed are texts without NUL');
});

test('half a character is refused, because no file can hold it', () => {
  expect(() => EnvValue.of('a\ud800b')).toThrow('the value of an environment variable is "a\\ud800b", which cannot be used');
});

test('a value that is no text is refused', () => {
  expect(() => EnvValue.of(8000 as any)).toThrow('the value of an environment variable is 8000, which cannot be used');
});

test('a variable is a reference with its description and default', () => {
  const value = EnvValue.variable('LOG_LEVEL', { description: 'how much is logged', defaultValue: 'info' });
  expect(value.resolve(production, writer)).toBe('[LOG_LEVEL]');
  expect(value.variables(production)).toEqual([
    { name: 'LOG_LEVEL', secret: false, description: 'how much is logged', defaultValue: 'info', required: false },
  ]);
});

test('a variable is required in every environment if it says so', () => {
  const value = EnvValue.variable('TENANT', { required: true });
  expect([development, production].map((environment) => value.variables(environment)[0].required)).toEqual([true, true]);
});

test('a secret is required in production and has no value there', () => {
  const secret = EnvValue.secret('SECRET_KEY', { developmentValue: 'development-only' });
  expect(secret.variables(production)).toEqual([
    { name: 'SECRET_KEY', secret: true, description: undefined, defaultValue: undefined, required: true },
  ]);
});

test('a secret has its development value where secrets are not required', () => {
  const secret = EnvValue.secret('SECRET_KEY', { developmentValue: 'development-only' });
  expect(secret.variables(development)).toEqual([
    { name: 'SECRET_KEY', secret: true, description: undefined, defaultValue: 'development-only', required: false },
  ]);
});

test('an optional secret is required nowhere', () => {
  expect(EnvValue.secret('SENTRY_DSN', { required: false }).variables(production)[0].required).toBe(false);
});

test('joined values follow each other, each written in its own way', () => {
  const url = EnvValue.join(EnvValue.of('redis://:'), EnvValue.secret('REDIS_PASSWORD'), EnvValue.of('@redis'));
  expect(url.resolve(production, writer)).toBe('<redis://:>[REDIS_PASSWORD]<@redis>');
});

test('joined values read the variables of all parts, in order', () => {
  const url = EnvValue.join(EnvValue.variable('USER_NAME'), EnvValue.of(':'), EnvValue.secret('PASSWORD'));
  expect(url.variables(production).map(({ name }) => name)).toEqual(['USER_NAME', 'PASSWORD']);
});

test.each(['', '1A', 'A-B', 'A B', 'A=B', 'A\nB', 'Ä', '${A}', '__proto__'])('%j is no name of a variable', (name) => {
  for (const make of [EnvValue.variable, EnvValue.secret]) {
    expect(() => make(name)).toThrow(`variable name ${JSON.stringify(name)} cannot be used: allowed are letters, digits and underscores, not starting with a digit`);
  }
});

test.each(Object.keys(HOSTILE))('%s is refused in a default and in a development value, which stand in files', (what) => {
  for (const make of [
    () => EnvValue.variable('A', { defaultValue: HOSTILE[what] }),
    () => EnvValue.secret('A', { developmentValue: HOSTILE[what] }),
  ]) {
    expect(make).toThrow(`the default of variable "A" is ${JSON.stringify(HOSTILE[what])}, which cannot be used: allowed are letters, digits and _ . , :`);
  }
});

test('a default may be a URL', () => {
  expect(EnvValue.variable('A', { defaultValue: 'https://a.example/b' }).variables(production)[0].defaultValue).toBe('https://a.example/b');
});

test.each(['a newline', 'a carriage return', 'a line separator', 'a paragraph separator', 'a next-line character', 'a NUL'])(
  '%s is refused in a description, which is a comment of one line', (what) => {
    expect(() => EnvValue.variable('A', { description: HOSTILE[what] })).toThrow('the description of variable "A" is');
    expect(() => EnvValue.secret('A', { description: HOSTILE[what] })).toThrow('allowed are one line of text without control characters');
  });
