import { spawnSync } from 'child_process';
import * as ts from 'typescript';
import { pythonOf } from '../../../../src/init/private/write/python';
import { javascriptOf, typescriptOf } from '../../../../src/init/private/write/typescript';
import { call, literal, ProposedStack, service, struct, texts } from '../../../../src/init/private/write/value';
import { HOSTILE } from '../../../fixtures/hostile';

const STACK: ProposedStack = {
  project: 'shop',
  name: 'shop',
  toDo: ['set KEY'],
  props: [{ name: 'production', value: struct('EnvironmentOptions', [{ name: 'dataServices', value: { is: 'member', of: 'DataServices', name: 'IN_STACK' } }]), because: 'a guess' }],
  services: [
    { class: 'PostgresService', id: 'main-db', because: 'PostgreSQL: asyncpg', props: [{ name: 'database', value: literal('shop') }] },
    {
      class: 'BackendService',
      id: 'class',
      because: 'FastAPI',
      props: [
        { name: 'app', value: literal('app.main:app') },
        { name: 'port', value: literal(8080), because: 'it listens there' },
        { name: 'modulePaths', value: texts(['src']) },
        { name: 'connectTo', value: { is: 'list', items: [service('main-db')] } },
        {
          name: 'environment',
          value: {
            is: 'map',
            entries: [
              { name: 'KEY', value: call('EnvValue', 'secret', [literal('KEY')], [{ name: 'developmentValue', value: literal('x') }]), because: 'read' },
              { name: 'URL', value: service('main-db', 'connection', 'url') },
            ],
          },
        },
      ],
    },
    { class: 'EdgeProxy', id: 'edge', because: 'the entrance', props: [{ name: 'service', value: service('class') }] },
  ],
};

test('TypeScript', () => {
  expect(typescriptOf(STACK)).toBe(`import { Project, typescript } from 'projen';
import { BackendService, ContainerStack, DataServices, EdgeProxy, EnvValue, PostgresService } from 'projen-container-stack';

// To do:
// - set KEY

const project = new Project({ name: 'shop' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'shop', {
  // a guess
  production: { dataServices: DataServices.IN_STACK },
});

// PostgreSQL: asyncpg
const mainDb = new PostgresService(stack, 'main-db', { database: 'shop' });

// FastAPI
const classService = new BackendService(stack, 'class', {
  app: 'app.main:app',
  // it listens there
  port: 8080,
  modulePaths: ['src'],
  connectTo: [mainDb],
  environment: {
    // read
    KEY: EnvValue.secret('KEY', { developmentValue: 'x' }),
    URL: mainDb.connection.url,
  },
});

// the entrance
new EdgeProxy(stack, 'edge', { service: classService });

project.synth();
`);
});

test('Python', () => {
  expect(pythonOf(STACK)).toBe(`from projen import Project
from projen.python import Projenrc
from projen_container_stack import (
    BackendService,
    ContainerStack,
    DataServices,
    EdgeProxy,
    EnvValue,
    EnvironmentOptions,
    PostgresService,
)

# To do:
# - set KEY

project = Project(name="shop")
Projenrc(project)

stack = ContainerStack(
    project,
    "shop",
    # a guess
    production=EnvironmentOptions(data_services=DataServices.IN_STACK),
)

# PostgreSQL: asyncpg
main_db = PostgresService(stack, "main-db", database="shop")

# FastAPI
class_service = BackendService(
    stack,
    "class",
    app="app.main:app",
    # it listens there
    port=8080,
    module_paths=["src"],
    connect_to=[main_db],
    environment={
        # read
        "KEY": EnvValue.secret("KEY", development_value="x"),
        "URL": main_db.connection.url,
    },
)

# the entrance
EdgeProxy(stack, "edge", service=class_service)

project.synth()
`);
});

/** Every place where something of the repository stands. */
function hostile(text: string): ProposedStack {
  return {
    project: text,
    name: text,
    toDo: [text],
    props: [{ name: 'title', value: literal(text), because: text }],
    services: [{
      class: 'BackendService',
      id: 'api',
      because: text,
      props: [
        { name: 'app', value: literal(text), because: text }, { name: 'modulePaths', value: texts([text, text]) },
        { name: 'environment', value: { is: 'map', entries: [{ name: text, value: literal(text), because: text }] } },
      ],
    }],
  };
}

test.each(Object.entries({ ...HOSTILE, 'a letter of another plane': 'a😀b' }))('%s changes nothing but a value in TypeScript', (_, text) => {
  const { outputText, diagnostics } = ts.transpileModule(typescriptOf(hostile(text)), {
    reportDiagnostics: true, compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  expect(diagnostics!.map(({ messageText }) => messageText)).toEqual([]);
  const calls: unknown[] = [];
  const made = class {
    public constructor(...args: unknown[]) {
      calls.push(...args.slice(args.length > 1 ? 1 : 0));
    }
    public synth() {}
  };
  const typescript = { ProjenrcTs: class {}, TypeScriptRunner: { tsx() {} } };
  const modules = { Project: made, ContainerStack: made, BackendService: made, typescript };
  new Function('require', 'exports', outputText)(() => modules, {});
  expect(calls).toEqual([{ name: text }, text, { title: text }, 'api', { app: text, modulePaths: [text, text], environment: { [text]: text } }]);
});

test('in JavaScript, modules are named by their paths', () => {
  expect(javascriptOf(STACK, { projen: 'C:\\a\\projen', library: "/it's/lib" }, '.projenrc.ts')).toContain('require("C:\\\\a\\\\projen");\n');
});

const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).error === undefined)!;

test('no text changes anything but a value in Python', () => {
  const all = Object.values(HOSTILE).concat('a😀b');
  const program = 'import ast, json, sys\nfor text in json.load(sys.stdin):\n  print(json.dumps([n.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant)]))';
  const { stdout, stderr } = spawnSync(python, ['-c', program], { input: JSON.stringify(all.map((text) => pythonOf(hostile(text)))), encoding: 'utf-8' });
  expect(stderr).toBe('');
  const values = stdout.trim().split('\n').map((line) => JSON.parse(line).filter((each: string) => each !== 'api'));
  expect(values).toEqual(all.map((text) => Array(8).fill(text)));
});
