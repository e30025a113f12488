import { spawnSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { EnvValue } from '../../src/model';
import { RuntimeValue, SpaNginxFrontend } from '../../src/services';
import { composeService } from '../fixtures/compose';
import { HOSTILE } from '../fixtures/hostile';
import { emptyFolder, emptyStack, synthesized } from '../fixtures/stack';

const CONFIG = {
  apiUrl: RuntimeValue.text(EnvValue.variable('PUBLIC_API_URL', { defaultValue: '/api' })),
  pageSize: RuntimeValue.number(EnvValue.of('20')),
  beta: RuntimeValue.boolean(EnvValue.variable('BETA')),
};

/** What a variable can be: it has no NUL. */
const { 'a NUL': _, ...TEXTS } = HOSTILE;

const frontend = (runtimeConfig?: { [key: string]: RuntimeValue }) => new SpaNginxFrontend(emptyStack(), 'frontend', { runtimeConfig });
const text = (value = 'x') => RuntimeValue.text(EnvValue.of(value));

/** What the container writes when it starts with variables. */
function written(runtimeConfig: { [key: string]: RuntimeValue }, variables: { [name: string]: string }) {
  const folder = emptyFolder();
  const files = synthesized(frontend(runtimeConfig).stack);
  writeFileSync(path.join(folder, 'before-start.sh'), files['docker/nginx/before-start.sh']);
  writeFileSync(path.join(folder, 'facts'), files['docker/nginx/before-start.facts'].replace(/'\/tmp\//g, `'${folder}/`).replace(/^releases=.*/m, ''));
  const { status, stderr } = spawnSync('sh', [path.join(folder, 'before-start.sh'), path.join(folder, 'facts')], { env: { PATH: process.env.PATH, ...variables }, encoding: 'utf-8' });
  return { status, stderr, config: status === 0 ? JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf-8')) : undefined };
}

describe('the application\'s configuration', () => {
  test.each(['development', 'production'] as const)('is in variables of the container in %s', (name) => {
    const service = frontend(CONFIG);
    expect(composeService(service, service.stack[name]).environment).toMatchObject({
      CONFIG_API_URL: '${PUBLIC_API_URL:-/api}', CONFIG_PAGE_SIZE: '20', CONFIG_BETA: '${BETA:-}',
    });
  });

  test('is a file that nginx serves, and that is not kept', () => {
    const nginx = frontend(CONFIG).nginx.render();
    expect(nginx).toMatch(/location = \/config\.json \{\n\s+alias \/tmp\/config\.json;/);
  });

  test('has the values of the variables, with their types', () => {
    const variables = { CONFIG_API_URL: 'https://api.example.com', CONFIG_PAGE_SIZE: '50', CONFIG_BETA: 'true' };
    expect(written(CONFIG, variables).config).toEqual({ apiUrl: 'https://api.example.com', pageSize: 50, beta: true });
  });

  test('has what stands for no value where a variable is empty', () => {
    expect(written(CONFIG, {}).config).toEqual({ apiUrl: '', pageSize: null, beta: null });
  });

  test('keeps the container from starting if it is wrong', () => {
    const { status, stderr } = written(CONFIG, { CONFIG_PAGE_SIZE: 'many' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('"pageSize" of the configuration is "many" (CONFIG_PAGE_SIZE)');
  });

  test('is not there if there are no values', () => {
    for (const service of [frontend(), frontend({})]) {
      expect(service.nginx.render()).not.toContain('config.json');
      expect(synthesized(service.stack)['docker/nginx/before-start.facts']).not.toContain('config=');
      expect(composeService(service, service.stack.production)).not.toHaveProperty('environment');
    }
  });

  test('may be put together of several variables', () => {
    const service = frontend({ apiUrl: RuntimeValue.text(EnvValue.join(EnvValue.of('https://'), EnvValue.variable('DOMAIN'), EnvValue.of('/api'))) });
    expect(composeService(service, service.stack.production).environment).toEqual({ CONFIG_API_URL: 'https://${DOMAIN:-}/api' });
  });

  test('may have the release', () => {
    const service = frontend({ release: RuntimeValue.text(EnvValue.release()) });
    expect(composeService(service, service.stack.production).environment.CONFIG_RELEASE).toContain('${');
    expect(composeService(service).environment.CONFIG_RELEASE).toBe('');
  });
});

test.each([
  ['apiUrl', 'CONFIG_API_URL'], ['beta', 'CONFIG_BETA'], ['oauth2ClientId', 'CONFIG_OAUTH2_CLIENT_ID'], ['api_url', 'CONFIG_API_URL'],
  ['apiURL', 'CONFIG_API_URL'], ['_private', 'CONFIG__PRIVATE'], ['X', 'CONFIG_X'],
])('%s is the variable %s', (key, variable) => {
  const service = frontend({ [key]: text() });
  expect(Object.keys(composeService(service, service.stack.production).environment)).toEqual([variable]);
});

test.each(Object.keys(TEXTS))('a text with %s reaches the application as it is', (what) => {
  const service = frontend({ title: text(HOSTILE[what]) });
  expect(composeService(service, service.stack.production).environment.CONFIG_TITLE.replace(/\$\$/g, '$')).toBe(HOSTILE[what]);
  expect(written({ title: text() }, { CONFIG_TITLE: HOSTILE[what] }).config).toEqual({ title: HOSTILE[what] });
});

describe('bad input', () => {
  test('two keys with the same variable are refused', () => {
    expect(() => frontend({ apiUrl: text(), api_url: text() })).toThrow(
      '"apiUrl" and "api_url" in the runtimeConfig of service "frontend" would both be the variable CONFIG_API_URL: rename one of them',
    );
  });

  test.each<[string, EnvValue]>([
    ['itself', EnvValue.secret('API_KEY', { developmentValue: 'x' })],
    ['that need not be set', EnvValue.secret('API_KEY', { required: false })],
    ['inside another value', EnvValue.join(EnvValue.of('https://'), EnvValue.join(EnvValue.secret('API_KEY'), EnvValue.of('@example.com')))],
  ])('a secret %s is refused', (_where, value) => {
    for (const secret of [RuntimeValue.text(value), RuntimeValue.number(value), RuntimeValue.boolean(value)]) {
      expect(() => frontend({ key: secret })).toThrow(
        '"key" in the runtimeConfig of service "frontend" has the secret API_KEY, and every browser would get it: let the backend use the secret',
      );
    }
  });

  test.each(['', '1a', 'a-b', 'a.b', 'a b', '__proto__', 'ação', ...Object.values(HOSTILE)])('key %j is refused', (key) => {
    expect(() => frontend({ [key]: text() })).toThrow(
      `${JSON.stringify(key)} in the runtimeConfig of service "frontend" cannot be used: allowed are names such as "apiUrl", of letters, digits and underscores`,
    );
  });

  test.each(['many', '010', '1,5', '0x10', 'NaN', ...Object.values(TEXTS)])('%j is no number, which is known before a container starts', (value) => {
    expect(() => frontend({ size: RuntimeValue.number(EnvValue.of(value)) })).toThrow(
      `"size" in the runtimeConfig of service "frontend" is ${JSON.stringify(value)}, which is no number: allowed are numbers as JSON writes them, such as 10, -1 or 0.5`,
    );
  });

  test.each(['yes', 'True', '1'])('%j is neither true nor false', (value) => {
    const message = `"beta" in the runtimeConfig of service "frontend" is ${JSON.stringify(value)}, which is no boolean: allowed are true and false`;
    expect(() => frontend({ beta: RuntimeValue.boolean(EnvValue.of(value)) })).toThrow(message);
    expect(() => frontend({ beta: RuntimeValue.boolean(EnvValue.variable('BETA', { defaultValue: value })) })).toThrow(message);
  });

  test('what is only known later is not refused', () => {
    const value = EnvValue.join(EnvValue.variable('SIGN'), EnvValue.of('x'));
    expect(() => frontend({ size: RuntimeValue.number(value), beta: RuntimeValue.boolean(EnvValue.of('')) })).not.toThrow();
  });
});
