import { spawnSync } from 'child_process';
import { writeFileSync } from 'fs';
import * as path from 'path';
import { DevelopmentProxyOptions, developmentProxy } from '../../../src/services/private/development-proxy';
import { RuntimeConfig } from '../../../src/services/private/runtime-config';
import { emptyFolder } from '../../fixtures/stack';

const ROUTES = [
  { path: '/api/ws', host: 'backend', port: 8000, websocket: true },
  { path: '/api', host: 'backend', port: 8000 },
];
const CONFIG: RuntimeConfig = {
  environment: {},
  values: [
    { key: 'apiUrl', variable: 'CONFIG_API_URL', type: 'text' },
    { key: 'pageSize', variable: 'CONFIG_PAGE_SIZE', type: 'number' },
    { key: 'beta', variable: 'CONFIG_BETA', type: 'boolean' },
  ],
};

const render = (options: Partial<DevelopmentProxyOptions> = {}) => developmentProxy({ routes: ROUTES, basePath: '/', webpack: false, ...options });

/** Runs the module, then a program with its `proxy`, and gives back what that prints as JSON; or what it says on failure. */
function run(text: string, program: string, env: { [name: string]: string } = {}): any {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'proxy.conf.mjs'), text);
  writeFileSync(path.join(folder, 'main.mjs'), `import proxy from './proxy.conf.mjs';\nconsole.log(JSON.stringify(await (async () => { ${program} })()));\nprocess.exit();`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(folder, 'main.mjs')], { encoding: 'utf-8', env, timeout: 20_000 });
  return status === 0 ? JSON.parse(stdout) : stderr;
}

/** The targets of URLs, found as Vite does. */
const byVite = (text: string, urls: string[]) => run(text, `return ${JSON.stringify(urls)}.map((url) =>
  Object.entries(proxy).find(([key]) => new RegExp(key).test(url))?.[1].target ?? null);`);

/** The targets of paths, found as webpack's server does. */
const byWebpack = (text: string, paths: string[]) => run(text, `return ${JSON.stringify(paths)}.map((path) =>
  proxy.find(({ context }) => context(path))?.target ?? null);`);

const fetched = (env: { [name: string]: string }, what = 'text()') => run(render({ config: CONFIG }), `
  const { target } = proxy['^/config\\\\.json($|\\\\?)'];
  return await (await fetch(target + '/config.json')).${what};`, env);

describe('what is passed on', () => {
  test('is a path and what is below it, with any query', () => {
    expect(byVite(render(), ['/api', '/api/leads?a=b', '/api?a=b', '/apiary', '/'])).toEqual([
      'http://backend:8000', 'http://backend:8000', 'http://backend:8000', null, null,
    ]);
  });

  test('is the same with the older builder, whose server has its own way to say it', () => {
    expect(byWebpack(render({ webpack: true }), ['/api', '/api/leads', '/apiary', '/'])).toEqual(['http://backend:8000', 'http://backend:8000', null, null]);
  });

  test.each([true, false])('upgrades to websockets only where they are (webpack: %p)', (webpack) => {
    expect(run(render({ webpack }), 'return Object.values(proxy).map(({ ws }) => ws ?? false);')).toEqual([true, false]);
  });

  test('needs no server where there is no configuration', () => {
    expect(render()).not.toMatch(/import|await|process/);
  });
});

describe('the application\'s configuration', () => {
  const target = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);

  test('has one path: files of that name elsewhere are the application\'s', () => {
    const urls = ['/config.json', '/config.json?v=1', '/assets/config.json', '/configxjson'];
    expect(byVite(render({ config: CONFIG }), urls)).toEqual([target, target, null, null]);
    expect(byWebpack(render({ config: CONFIG, webpack: true }), urls.filter((url) => !url.includes('?')))).toEqual([target, null, null]);
  });

  test('is below the base path too, where the development server may be', () => {
    const urls = ['/config.json', '/crm/config.json', '/shop/config.json'];
    expect(byVite(render({ config: CONFIG, basePath: '/crm/' }), urls)).toEqual([target, target, null]);
    expect(byWebpack(render({ config: CONFIG, basePath: '/crm/', webpack: true }), urls)).toEqual([target, target, null]);
  });

  test('has the types that it was given', () => {
    expect(fetched({ CONFIG_API_URL: 'https://api.example.com', CONFIG_PAGE_SIZE: '-2.5e1', CONFIG_BETA: 'true' }, 'json()')).toEqual({
      apiUrl: 'https://api.example.com', pageSize: -25, beta: true,
    });
  });

  test('is "" or null where nobody sets a variable', () => {
    expect(fetched({}, 'json()')).toEqual({ apiUrl: '', pageSize: null, beta: null });
    expect(fetched({ CONFIG_PAGE_SIZE: '', CONFIG_BETA: '' }, 'json()')).toEqual({ apiUrl: '', pageSize: null, beta: null });
  });

  test.each(['"', '\\', '\n', '${X}', '</script>', 'não', '`', '\u2028'])('may have the text %j', (text) => {
    expect(fetched({ CONFIG_API_URL: text }, 'json()')).toMatchObject({ apiUrl: text });
  });

  test('is never cached', () => {
    expect(fetched({}, 'headers.get("cache-control")')).toBe('no-store');
  });

  test.each([
    ['CONFIG_PAGE_SIZE', 'ten', 'a number as JSON writes it'], ['CONFIG_PAGE_SIZE', '0x10', 'a number as JSON writes it'],
    ['CONFIG_BETA', 'yes', 'true or false'],
  ])('does not start with %s=%s, as in production', (variable, value, allowed) => {
    expect(fetched({ [variable]: value })).toContain(`${variable} is "${value}", allowed is ${allowed}`);
  });

  test('has no more readers than it needs', () => {
    const [text] = CONFIG.values;
    expect(render({ config: { environment: {}, values: [text] } })).not.toMatch(/typed|number|boolean/);
  });
});
