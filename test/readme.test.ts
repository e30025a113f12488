import { readFileSync } from 'fs';
import * as path from 'path';
import { runProjenrc } from './run-projenrc';
import { typeErrorsIn } from './type-errors';

const ROOT = path.join(__dirname, '..');
/** The pages with code that people copy. */
const PAGES = ['README.md', 'docs/frontends.md'].map((page) => readFileSync(path.join(ROOT, page), 'utf-8')).join('\n');

/** What the recipes of the README take for granted. */
const SETTING = `
  import { Project } from 'projen';
  import {
    AngularNginxFrontend, BackendService, CeleryPool, CeleryWorker, Condition, ContainerStack, ContainerUser, DataServices, Duration, EdgeProxy, EnvValue,
    FilePatch, GenericService, HealthCheck, ImageSource, NetworkAddressing, RedisService, ServiceKind, ServiceLabels, Size, Weakness,
  } from 'projen-container-stack';
  const project = new Project({ name: 'shop' });
`;
const FRONTENDS = `
  import { Project } from 'projen';
  import {
    AngularNginxFrontend, AngularSsrFrontend, AssetRetention, BackendService, ContainerStack, ContentSecurityPolicy, Duration, EdgeProxy,
    EnvValue, FrameAncestors, NodeServerFrontend, PackageManager, PermissionsPolicy, ReferrerPolicy, RuntimeValue, Size, SpaNginxFrontend,
  } from 'projen-container-stack';
  const project = new Project({ name: 'shop' });
  const stack = new ContainerStack(project, 'shop');
`;
const SERVICES = `
  const stack = new ContainerStack(project, 'shop');
  const redis = new RedisService(stack, 'redis');
  const migrations = new GenericService(stack, 'migrations', {
    kind: ServiceKind.JOB, image: ImageSource.reference('busybox:1'), healthCheck: HealthCheck.none(),
  });
`;
const BACKEND = "const backend = new BackendService(stack, 'backend', { app: 'app.main:app' });\n";
/** One that has room for the uploads that a route lets through. */
const ROOMY_BACKEND = BACKEND.replace(' });', ', temporaryStorage: Size.gibibytes(4) });');
const WORKER = "const worker = new CeleryWorker(stack, 'worker', { backend, app: 'app.celery_app', connectTo: [redis] });\n";
const SYNTH = 'project.synth();\n';

const PROGRAMS: { [name: string]: string } = {
  'smallest stack': block('smallest stack'),
  'recipe connect': SETTING + SERVICES + BACKEND + block('recipe connect') + SYNTH,
  'recipe variables': SETTING + SERVICES + block('recipe variables') + SYNTH,
  'recipe environment': SETTING + SERVICES + BACKEND + WORKER + block('recipe environment') + SYNTH,
  'recipe production': SETTING + block('recipe production') + SYNTH,
  'recipe tools': SETTING + "const stack = new ContainerStack(project, 'shop');\n" + block('recipe tools') + SYNTH,
  'recipe health': SETTING + SERVICES + block('recipe health') + SYNTH,
  'recipe override': SETTING + SERVICES + BACKEND + block('recipe override') + SYNTH,
  'recipe acknowledge': SETTING + SERVICES + block('recipe acknowledge')
    + "stack.acknowledge(migrations, Weakness.unstatedUser(), 'its image states one');\n" + SYNTH,
  'recipe adopt': SETTING + block('recipe adopt').replace(/^new/, 'const stack = new').trimEnd() + "\nnew RedisService(stack, 'redis');\n" + SYNTH,
  'recipe frontend': FRONTENDS + BACKEND + block('recipe frontend') + SYNTH,
  ...Object.fromEntries(['retention', 'headers', 'runtime', 'routes', 'languages', 'spa', 'prerendered', 'node', 'beyond'].map((name) =>
    [`frontends ${name}`, FRONTENDS + ROOMY_BACKEND + block(`frontends ${name}`) + SYNTH])),
  'MariaDbService': block('MariaDbService') + SETTING.replace('ContainerUser, ', '').replace('EnvValue,', '').replace('HealthCheck, ImageSource, ', '').replace(', ServiceKind', '') + `
    const stack = new ContainerStack(project, 'shop');
    const backend = new BackendService(stack, 'backend', { app: 'app.main:app' });
    backend.connectTo(new MariaDbService(stack, 'mariadb'));
  ` + SYNTH,
};

test.each(Object.keys(PROGRAMS))('the code of "%s" runs and writes a Compose file', (name) => {
  expect(runProjenrc(PROGRAMS[name])).toHaveProperty(['docker-compose.yml']);
});

test('every TypeScript block is one of these', () => {
  expect(PAGES.match(/```ts\n/g)).toHaveLength(Object.keys(PROGRAMS).length);
});

test('the code type-checks', () => {
  const texts = new Map(Object.entries(PROGRAMS).map(([name, text]) => [path.join(ROOT, `readme-${name.replace(/ /g, '-')}.ts`), text]));
  expect(typeErrorsIn([...texts.keys()], texts)).toEqual([]);
});

test('the smallest stack writes the tree that is shown', () => {
  const written = Object.keys(runProjenrc(PROGRAMS['smallest stack']));
  const ofProjen = /^(\.projen\/.*|\.gitattributes|\.gitignore|tsconfig.*)$/;
  const shown = new Set(written.filter((file) => !ofProjen.test(file)).map((file) => file.replace(/(\/container-stack)\/.*/, '$1/*.sh')));
  expect([...shown].sort().join('\n')).toBe(block('tree of the smallest stack').trim());
});

test('a backend that is connected to the MariaDbService is told where it is and waits for it', () => {
  const compose = runProjenrc(PROGRAMS.MariaDbService)['docker-compose.yml'];
  expect(compose).toContain('DATABASE_URL: mysql://root:${MARIADB_ROOT_PASSWORD:-development-only}@mariadb:3306/mysql');
  expect(compose).toMatch(/depends_on:\n {6}mariadb:\n {8}condition: service_healthy/);
});

test('the MariaDbService is about 30 lines', () => {
  expect(block('MariaDbService').trim().split('\n').length).toBeLessThanOrEqual(36);
});

function block(name: string): string {
  const start = PAGES.indexOf(`<!-- test: ${name} -->\n`);
  const match = /```\w+\n([\s\S]*?)```/.exec(PAGES.slice(start));
  if (start < 0 || !match) {
    throw new Error(`no page has a block "${name}"`);
  }
  return match[1];
}
