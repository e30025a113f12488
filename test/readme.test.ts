import { spawnSync } from 'child_process';
import { block, proseOf, textOf } from './docs/pages';
import { programOf } from './docs/programs';
import { programAt } from './platforms/compose/fixture';
import { runProjenrc } from './run-projenrc';

const README = textOf('README.md');

test('the README is short enough to be read', () => {
  expect(README.split('\n').length).toBeLessThanOrEqual(251);
});

test('the smallest stack writes the tree that is shown', () => {
  const written = Object.keys(runProjenrc(block('README.md', 'smallest stack')));
  const ofProjen = /^(\.projen\/.*|\.gitattributes|\.gitignore|tsconfig.*)$/;
  const shown = new Set(written.filter((file) => !ofProjen.test(file)).map((file) => file.replace(/(\/container-stack)\/.*/, '$1/*.sh')));
  expect([...shown].sort().join('\n')).toBe(block('README.md', 'tree of the smallest stack').trim());
});

test('its application answers at the path that its health check asks, and reads the variable that it gets', () => {
  const application = block('README.md', 'smallest application');
  const compose = runProjenrc(block('README.md', 'smallest stack'))['docker-compose.yml'];
  const [, healthPath] = /GET (\S+) HTTP/.exec(compose) ?? [];
  expect(application).toContain(`@app.get("${healthPath}")`);
  expect(compose).toMatch(/^ {6}REDIS_URL: /m);
  expect(application).toContain('os.environ["REDIS_URL"]');
});

test('its requirements have what its application imports', () => {
  const imported = [...block('README.md', 'smallest application').matchAll(/^from (\w+)/gm)].map(([, name]) => name);
  expect(block('README.md', 'smallest requirements').split('\n')).toEqual(expect.arrayContaining([...imported, 'uvicorn']));
});

const python = programAt('python3');
(python ? test : test.skip)('Python can read its application', () => {
  const { status, stderr } = spawnSync(python!, ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], {
    input: block('README.md', 'smallest application'), encoding: 'utf-8',
  });
  expect([status, stderr]).toEqual([0, '']);
});

test('its figures are those of docs/figures.md', () => {
  const rows = (text: string) => text.split('\n').filter((line) => /^\| .* \|$/.test(line) && !/^\| (---|what) /.test(line));
  const [, extract] = README.split('<!-- figures -->\n');
  const shown = rows(extract.split('\n\n')[0]);
  expect(shown.length).toBeGreaterThanOrEqual(4);
  expect(rows(textOf('docs/figures.md'))).toEqual(expect.arrayContaining(shown));
});

test('every service type has a row', () => {
  const [, services] = proseOf('README.md').split('\n## Services\n');
  const named = [...services.split('\n## ')[0].matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  // what is abstract is no type
  const { Service, Frontend, KeyValueService, PythonProcess, ...api } = jest.requireActual('../src');
  const types = Object.keys(api).filter((name) => api[name]?.prototype instanceof Service);
  expect([...named].sort()).toEqual(types.sort());
});

describe('the MariaDbService of docs/extending.md', () => {
  const code = block('docs/extending.md', 'MariaDbService');

  test('tells a backend that is connected to it where it is, and makes it wait', () => {
    const consumer = "backend.connectTo(new MariaDbService(stack, 'mariadb'));\n";
    const compose = runProjenrc(programOf(code + consumer))['docker-compose.yml'];
    expect(compose).toContain('DATABASE_URL: mysql://root:${MARIADB_ROOT_PASSWORD:-development-only}@mariadb:3306/mysql');
    expect(compose).toMatch(/depends_on:\n {6}mariadb:\n {8}condition: service_healthy/);
  });

  test('is about 30 lines', () => {
    expect(code.trim().split('\n').length).toBeLessThanOrEqual(36);
  });
});
