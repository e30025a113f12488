import { readFileSync, readdirSync } from 'fs';
import * as path from 'path';
import { Project } from 'projen';
import { ContainerStackProject, ContainerStackProjectOptions, Language, ProjectDatabase, PythonPackages } from '../../src';
import { emptyFolder, synthesized } from '../fixtures/stack';
import { runProjenrc } from '../run-projenrc';
import { typeErrorsIn } from '../type-errors';

/** What `projen new` writes, as far as this machine can without installing packages. */
function created(options: Partial<ContainerStackProjectOptions> = {}): { [file: string]: string } {
  const folder = emptyFolder();
  // as `projen new` passes it on
  const creation = { fqn: 'projen.Project', args: {}, comments: 'none' };
  const project = new ContainerStackProject({ name: 'My Shop', outdir: folder, ...options, ['__new__' as string]: creation });
  synthesized(project);
  return filesBelow(folder);
}

function filesBelow(folder: string): { [file: string]: string } {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf-8')]));
}

const SHAPES: [name: string, options: Partial<ContainerStackProjectOptions>][] = [
  ['the CRM', {}],
  ['without a frontend', { frontend: false }],
  ['without Celery', { celery: false }],
  ['with PostgreSQL', { database: ProjectDatabase.POSTGRES }],
  ['with uv, in Portuguese', { pythonPackages: PythonPackages.UV, language: Language.PT_BR }],
  ['an API and nothing else', { frontend: false, celery: false, database: ProjectDatabase.POSTGRES, pythonPackages: PythonPackages.UV }],
];

describe.each(SHAPES)('a new repository, %s:', (_, options) => {
  const files = created(options);

  test('its .projenrc.ts runs', () => {
    expect(Object.keys(runProjenrc(files['.projenrc.ts']))).toEqual(expect.arrayContaining(['docker-compose.yml', 'scripts/docker-prod.sh', 'package.json']));
  });

  test('its .projenrc.ts type-checks', () => {
    const file = path.join(__dirname, '../../created.ts');
    expect(typeErrorsIn([file], new Map([[file, files['.projenrc.ts']]]))).toEqual([]);
  });

  test('what its tests need is installed in development, and not in production', () => {
    const dockerfile = runProjenrc(files['.projenrc.ts'])['docker/backend/Dockerfile'];
    const [builder, development] = dockerfile.split(/^FROM .* AS development$/m);
    expect(development).toMatch(/--group dev|requirements-dev\.txt/);
    expect(builder).not.toMatch(/--group dev|requirements-dev\.txt/);
  });

  test('a synthesis leaves what it was created with', () => {
    const { 'package.json': before } = files;
    const after = JSON.parse(runProjenrc(files['.projenrc.ts'])['package.json']);
    expect(after.devDependencies).toEqual(JSON.parse(before).devDependencies);
  });

  test('its modules install what they import', () => {
    const wanted = files['backend/pyproject.toml'] ?? files['backend/requirements.txt'] + files['backend/requirements-dev.txt'];
    const packages: { [module: string]: string } = {
      fastapi: 'fastapi', pymongo: 'pymongo', psycopg: 'psycopg', psycopg_pool: 'psycopg', celery: 'celery', pytest: 'pytest', pydantic: 'fastapi',
    };
    const modules = Object.entries(files).filter(([file]) => /^backend\/.*\.py$/.test(file)).flatMap(([, text]) =>
      [...text.matchAll(/^(?:from|import) (\w+)/gm)].map(([, module]) => module));
    for (const module of new Set(modules.filter((name) => !['app', 'os', 'logging', 'functools', 'typing'].includes(name)))) {
      expect([module, wanted]).toEqual([module, expect.stringContaining(packages[module])]);
    }
  });
});

describe('options', () => {
  test('frontend: false leaves out the folder, and the edge leads to the API', () => {
    const files = created({ frontend: false });
    expect(Object.keys(files).filter((file) => file.startsWith('frontend/'))).toEqual([]);
    expect(files['.projenrc.ts']).toContain("new EdgeProxy(stack, 'edge', { service: backend });");
  });

  test('celery: false leaves out worker, schedule and Redis', () => {
    const files = created({ celery: false });
    expect(files['.projenrc.ts']).not.toMatch(/Celery|Redis/);
    expect(Object.keys(files)).not.toContain('backend/app/tasks.py');
  });

  test('PostgreSQL brings a migration, which each release runs', () => {
    const files = created({ database: ProjectDatabase.POSTGRES });
    expect(files['.projenrc.ts']).toContain("releaseCommand: ['python', '-m', 'app.migrate']");
    expect(files['backend/app/store.py']).toContain('psycopg');
  });

  test('a name that is none of a stack or a package becomes one', () => {
    const files = created({ name: 'My Shop' });
    expect(files['.projenrc.ts']).toContain("new ContainerStackProject({ name: 'My Shop' });\nconst stack = new ContainerStack(project, 'my-shop');");
    expect(JSON.parse(files['package.json']).name).toBe('my-shop');
  });

  test.each([
    ['projen-container-stack@^1.2.0', 'projen-container-stack@^1.2.0'],
    ['./library.tgz', 'projen-container-stack@file:./library.tgz'],
    ['library.tgz', 'projen-container-stack@file:library.tgz'],
    ['github:somebody/library', 'projen-container-stack@github:somebody/library'],
  ])('what was installed from "%s" stays installed', (from, devDep) => {
    expect(created({ devDeps: [from] })['.projenrc.ts']).toContain(`devDeps: ['${devDep}']`);
  });

  test('what would be installed without a word is not named', () => {
    expect(created({ devDeps: ['projen-container-stack'] })['.projenrc.ts']).not.toContain('devDeps');
  });

  test.each([
    [Language.EN, {}, 'the page is at http://localhost:4200,\nthe API at'],
    [Language.EN, { frontend: false }, 'the changes of your editor: the API at'],
    [Language.PT_BR, {}, 'a página fica em http://localhost:4200,\na API fica em'],
    [Language.PT_BR, { frontend: false }, 'as mudanças do seu editor: a API fica em'],
  ])('the README says in %s how to start, and with %j where the page is', (language, options, text) => {
    const readme = created({ language, ...options })['README.md'];
    expect(readme).toContain(text);
    expect(readme.split('\n').filter((line) => line.length > 140)).toEqual([]);
  });

  test('Poetry has no sample', () => {
    expect(() => created({ pythonPackages: PythonPackages.POETRY })).toThrow('there is no sample: allowed are "requirements" and "uv"');
  });

  test('what only projen new reads is refused later', () => {
    expect(() => new ContainerStackProject({ name: 'shop', outdir: emptyFolder(), frontend: false })).toThrow(
      '"frontend" of project "shop" is read by projen new only: remove it, and add, change or remove services',
    );
  });

  test('one that does not exist is refused', () => {
    expect(() => new ContainerStackProject({ name: 'shop', outdir: emptyFolder(), fronted: false } as ContainerStackProjectOptions))
      .toThrow('a ContainerStackProject has no option "fronted": did you mean "frontend"?');
  });
});

test('what is there already stays as it is', () => {
  const folder = emptyFolder();
  const write = () => {
    const creation = { fqn: 'projen.Project', args: {}, comments: 'none' };
    synthesized(new ContainerStackProject({ name: 'shop', outdir: folder, ['__new__' as string]: creation }));
  };
  write();
  const before = filesBelow(folder);
  write();
  expect(filesBelow(folder)).toEqual(before);
});

test('further packages stay in the package.json', () => {
  const project = new ContainerStackProject({ name: 'shop', outdir: emptyFolder(), devDeps: ['cowsay@^1.6.0'] });
  project.addDevDeps('typescript@^6.0.0');
  expect(JSON.parse(synthesized(project)['package.json']).devDependencies).toMatchObject({
    'cowsay': '^1.6.0', 'typescript': '^6.0.0', 'projen-container-stack': '*', 'tsx': '*',
  });
});

test('.projenrc.ts is run by Node.js with tsx, without npx and the compiler in between', () => {
  const project: Project = new ContainerStackProject({ name: 'shop', outdir: emptyFolder() });
  expect(JSON.parse(synthesized(project)['.projen/tasks.json']).tasks.default.steps).toEqual([{ exec: 'node --import tsx .projenrc.ts' }]);
});
