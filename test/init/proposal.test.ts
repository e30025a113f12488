import { cpSync } from 'fs';
import * as path from 'path';
import { Proposal, Repository } from '../../src/init';
import { emptyFolder, folderWith } from '../fixtures/stack';
import { runProjenrc } from '../run-projenrc';
import { fastApi, Files, proposed, repositoryOf } from './private/scene';

const LAYOUTS = path.join(__dirname, '../acceptance/repositories/layouts');

/** A copy of a layout of the acceptance run, without the `.projenrc.ts` that a person has written for it. */
function layout(name: string): Proposal {
  const folder = path.join(emptyFolder(), name);
  cpSync(path.join(LAYOUTS, name), folder, { recursive: true, filter: (file) => !/\.projenrc\.ts$|trial\.json$/.test(file) });
  return Proposal.of(new Repository(folder))!;
}

/** What is proposed, without comments. */
function code(text: string): string {
  return text.replace(/^\s*\/\/.*\n/gm, '');
}

test.each<[string, string[]]>([
  ['at-the-root', [
    "new MongoService(stack, 'mongodb', {\n  database: 'at_the_root',\n  urlVariable: 'DATABASE_URL',\n})",
    "new BackendService(stack, 'backend', {\n  app: 'server.app:app',\n  path: '.',\n  healthPath: '/',\n  connectTo: [mongodb],\n})",
    "new EdgeProxy(stack, 'edge', { service: backend })",
  ]],
  ['node-server', [
    "new NodeServerFrontend(stack, 'orders', {\n  entryPoint: 'server.mjs',\n  workspace: '.',\n  packageManager: PackageManager.pnpm(),\n  built: false,\n})",
    "new NodeServerFrontend(stack, 'site', {\n  entryPoint: 'dist/server.mjs',\n  workspace: '.',\n  packageManager: PackageManager.pnpm(),\n  api: orders,\n  developmentHostPort: 3001,\n})",
    "new EdgeProxy(stack, 'edge', { frontend: site })",
  ]],
  ['as-proposed', [
    "adopt: ['service/.dockerignore'],",
    "  app: 'main:app',\n  path: 'service',\n  port: 8080,\n  hostPort: 8004,\n  healthPath: '/v1/greetings/health',\n",
    "SECRET_KEY: EnvValue.secret('SECRET_KEY', { developmentValue: 'development-only' }),",
    "new CeleryWorker(stack, 'worker', { backend: web, app: 'worker.celery' })",
  ]],
  ['own-worker', [
    "new RedisService(stack, 'redis')",
    "new BackendService(stack, 'api', {\n  app: 'main:app',\n  healthPath: '/',\n  connectTo: [redis],\n})",
    "new CeleryWorker(stack, 'worker', {\n  app: 'tasks',\n  path: 'worker',\n  connectTo: [redis],\n})",
    "new CeleryBeat(stack, 'celery-beat', { worker, app: 'tasks' })",
  ]],
  ['project-folder', [
    "purposes: [{ urlVariable: 'CELERY_BROKER_URL', database: 0 }, { urlVariable: 'CELERY_RESULT_BACKEND', database: 1 }]",
    "new BackendService(stack, 'backend', {\n  app: 'main:app',\n  path: 'project',\n  healthPath: '/',\n  connectTo: [redis],\n})",
    "new CeleryWorker(stack, 'celery-worker', { backend, app: 'worker' })",
  ]],
  ['uploads', [
    "new BackendService(stack, 'backend', {\n  app: 'app.main:app',\n  packages: PythonPackages.POETRY,\n  healthPath: '/api/health',\n})",
    "new SpaNginxFrontend(stack, 'frontend', {\n  api: backend,\n})",
  ]],
  ['uv-workspace', [
    "  path: 'services/api',\n  workspace: '.',\n  modulePaths: ['src', '../../libs/prices/src'],\n  packages: PythonPackages.UV,\n  healthPath: '/',\n",
    "DATABASE: EnvValue.variable('DATABASE', { required: true }),",
  ]],
])('what a person has written for the layout %s is proposed, and synthesizes', (name, expected) => {
  const proposal = layout(name);
  const text = proposal.typescript();
  for (const part of expected) {
    expect(code(text)).toContain(part);
  }
  const folder = path.join(emptyFolder(), name);
  cpSync(path.join(LAYOUTS, name), folder, { recursive: true });
  expect(Object.keys(runProjenrc(text, folder))).toEqual(expect.arrayContaining(['docker-compose.prod.yml', 'scripts/docker-dev.sh']));
});

test('each guess has a sentence', () => {
  expect(proposed(fastApi({ 'alembic.ini': '', 'requirements.txt': 'fastapi\nuvicorn==0.20.0\nalembic' }, '@app.get("/")\ndef home(): ...'))).toContain(`\
// FastAPI: \`app = FastAPI()\` in app/main.py
const backend = new BackendService(stack, 'backend', {
  app: 'app.main:app',
  // requirements.txt is there
  path: '.',
  // uvicorn is among the packages
  server: PythonServer.uvicorn({ version: '0.20.0' }),
  // no path is called health or the like; \`@app.get("/")\` in app/main.py answers
  healthPath: '/',
  // alembic.ini is there: migrations run before each release, and at each start in development
  releaseCommand: ['alembic', 'upgrade', 'head'],
});
`);
});

test('a repository with nothing that runs has no proposal', () => {
  expect(Proposal.of(repositoryOf({ 'README.md': '', 'lib/package.json': '{}', 'requirements.txt': 'requests' }))).toBeUndefined();
});

test.each<[string, Files, string]>([
  ['a Compose file', { 'compose.yml': '', 'compose.override.yml': '' }, "// compose.yml and compose.override.yml stay as they are, beside the generated file\n    developmentFile: 'docker-compose.dev.yml'"],
  ['a Compose file of production', { 'docker-compose.prod.yml': '' }, "productionFile: 'docker-compose.production.yml'"],
  ['a template of the env file', { '.env.example': 'A=1' }, "// .env.example stays as it is\n    envFile: '.env.docker'"],
  ['a guide and scripts', { 'docs/DOCKER_SETUP.md': '', 'scripts/docker-dev.sh': '' }, "scripts: 'container-scripts',\n    // docs/DOCKER_SETUP.md stays as it is\n    guide: 'docs/CONTAINERS.md'"],
  ['a folder of Dockerfiles', { 'docker/backend/Dockerfile': '' }, "docker: 'containers'"],
  ['an ignore file', { '.dockerignore': 'a' }, "adopt: ['.dockerignore']"],
])('%s that is there is not in the way', (_, files, expected) => {
  const folder = folderWith(fastApi(files));
  const text = Proposal.of(new Repository(folder))!.typescript();
  expect(text).toContain(expected);
  runProjenrc(text, folder);
});

test('the value of a secret is never taken over, whichever file has it', () => {
  const text = proposed(fastApi({
    'app/config.py': 'import os\nos.environ["API_KEY"]\nos.environ["PROJECT"]\n', '.env': 'API_KEY=sk-true\nPROJECT=Shop', '.env.example': 'API_KEY=sk-other',
  }));
  expect(text).toContain("API_KEY: EnvValue.secret('API_KEY', { developmentValue: 'development-only' }),");
  expect(text).toContain("// read in app/config.py, its value is in .env\n    PROJECT: EnvValue.variable('PROJECT', { defaultValue: 'Shop' }),");
  expect(text).not.toMatch(/sk-/);
});

test('what the library tells every application is told so that it understands it', () => {
  const text = proposed(fastApi({ 'app/config.py': 'import os\nDEBUG = bool(int(os.environ["DEBUG"]) if 1 else int(os.environ.get("DEBUG")))\nclass S(BaseSettings):\n    ENVIRONMENT: Literal["local", "production"]\n' }));
  expect(text).toContain("ENVIRONMENT: EnvValue.variable('ENVIRONMENT', { defaultValue: 'local' }),");
  expect(text).toContain('// - set ENVIRONMENT=production in the env file of production');
});

test.each<[string, Files, string]>([
  ['no server', { 'requirements.txt': 'fastapi' }, 'no server is among the packages: add "uvicorn[standard]" to "requirements.txt"'],
  ['no path that says whether it works', { 'app/main.py': 'app = FastAPI(openapi_url=None)' },
    'no path of "app/main.py" tells whether it works: add one that answers GET with 200, and pass it as healthPath of backend'],
  ['a variable without a value', { 'app/config.py': 'import os\nos.environ["REGION"]' }, 'set REGION in the env file: the application does not start without it (read in app/config.py)'],
  ['what else a Compose file runs', { 'compose.yml': 'services:\n  mail:\n    image: axllent/mailpit\n  jobs:\n    build: .\n    command: arq app.Jobs' },
    'compose.yml also has mail (axllent/mailpit) and jobs (arq app.Jobs): what is still needed is a GenericService'],
  ['a second application', { 'app/other.py': 'other = FastAPI()' }, '`other = FastAPI()` in app/other.py may be an application too'],
  ['no variable for a database', { 'requirements.txt': 'fastapi\nuvicorn\nmotor' }, 'no variable is known in which the code reads where MongoDB is: it is told MONGO_URL'],
  ['submodules', { '.gitmodules': '' }, 'run "git submodule update --init" before you build'],
])('%s is said with what to do', (_, files, expected) => {
  expect(proposed(fastApi(files)).replace(/\n\/\/ /g, ' ')).toContain(expected);
});

test('several services share no port of the host and no name', () => {
  const text = proposed({
    'a/requirements.txt': 'fastapi\nuvicorn', 'a/main.py': 'app = FastAPI()', 'b/a/requirements.txt': 'fastapi\nuvicorn', 'b/a/main.py': 'app = FastAPI()',
  });
  expect(text).toContain("new BackendService(stack, 'a', {");
  expect(text).toContain('// 8000 is that of another service\n  hostPort: 8001,');
  expect(text).toContain("new BackendService(stack, 'backend', {");
  runProjenrc(text, folderWith({ 'a/main.py': '', 'b/a/main.py': '' }));
});

test.each([
  ['npm', {}, ['npm install --save-dev projen constructs tsx projen-container-stack', 'npx tsx .projenrc.ts']],
  ['pnpm', { 'package.json': '{}', 'pnpm-lock.yaml': '' }, ['pnpm add --save-dev projen constructs tsx projen-container-stack', 'pnpm exec tsx .projenrc.ts']],
])('what to do first is said for %s', (_, files, commands) => {
  expect(Proposal.of(repositoryOf(fastApi(files as Files)))!.firstCommands).toEqual(commands);
});

test('names that could end a text or a comment change nothing', () => {
  const evil = 'x"\'`${y}*/\n//\u2028';
  const text = proposed(fastApi({
    'compose.yml': JSON.stringify({ services: { [evil]: { build: '.', command: `uvicorn app.main:app --port 80 ${evil}`, image: evil, environment: { [evil]: evil } } } }),
    'package.json': JSON.stringify({ name: evil, scripts: { [evil]: evil } }),
    'angular.json': JSON.stringify({ projects: { [evil]: { architect: { build: { builder: evil } } } } }),
    'app/config.py': `import os\nos.environ["A"]\nos.environ.get("B", "${evil.replace(/"/g, '')}")\n`,
    '.env.example': `A=${evil}`,
  }));
  expect(runProjenrc(text, folderWith({ 'main.py': '' }))).toHaveProperty(['docker-compose.prod.yml']);
});
