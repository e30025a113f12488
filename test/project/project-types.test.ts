import { Project, javascript, python, typescript } from 'projen';
import { BackendService, ContainerStack, ContainerStackProject, RedisService } from '../../src';
import { emptyFolder, synthesized } from '../fixtures/stack';

/** The smallest stack of the README. */
function addStack(project: Project, name = 'shop'): ContainerStack {
  const stack = new ContainerStack(project, name);
  const redis = new RedisService(stack, 'redis');
  new BackendService(stack, 'backend', { app: 'app.main:app', connectTo: [redis] });
  return stack;
}

const node = (packageManager: javascript.NodePackageManager) => (outdir: string) =>
  new javascript.NodeProject({ name: 'shop', outdir, defaultReleaseBranch: 'main', packageManager, devDeps: ['projen-container-stack'] });

/** As the user of each type has it. */
const TYPES: { readonly [type: string]: (outdir: string) => Project } = {
  'Project': (outdir) => new Project({ name: 'shop', outdir }),
  'ContainerStackProject': (outdir) => new ContainerStackProject({ name: 'shop', outdir }),
  'TypeScriptAppProject': (outdir) => new typescript.TypeScriptAppProject({
    name: 'shop', outdir, defaultReleaseBranch: 'main', packageManager: javascript.NodePackageManager.NPM, projenrcTs: true, devDeps: ['projen-container-stack'],
  }),
  'NodeProject with npm': node(javascript.NodePackageManager.NPM),
  'NodeProject with pnpm': node(javascript.NodePackageManager.PNPM),
  'NodeProject with Yarn': node(javascript.NodePackageManager.YARN_BERRY),
  'NodeProject with Yarn 1': node(javascript.NodePackageManager.YARN_CLASSIC),
  'PythonProject': (outdir) => new python.PythonProject({
    name: 'shop', outdir, moduleName: 'shop', authorName: 'A', authorEmail: 'a@example.com', version: '0.1.0', devDeps: ['projen-container-stack'],
  }),
};

/** What a stack writes, which is the same wherever it is. */
const FILES = ['docker-compose.yml', 'docker-compose.prod.yml', 'docker/backend/Dockerfile', 'scripts/docker-dev.sh', 'scripts/docker-prod.sh', '.env.example'];
const bare = synthesized(addStack(TYPES.Project(emptyFolder())));

describe.each(Object.entries(TYPES))('in a %s', (type, make) => {
  const folder = emptyFolder();
  const first = synthesized(addStack(make(folder)));

  test('the same files are written as in a bare project', () => {
    // a project of Python names another file where to change what is generated
    const text = (files: { [file: string]: string }) => FILES.map((file) => files[file].replace(/To modify, edit .*/, ''));
    expect(text(first)).toEqual(text(bare));
  });

  test('a second synthesis is let through, and writes the same', () => {
    expect(synthesized(addStack(make(folder)))).toEqual(first);
  });

  test('the library is still a dependency after the first synthesis', () => {
    const dependencies = JSON.parse(first['.projen/deps.json'] ?? '{}').dependencies as { name: string }[] | undefined;
    expect(dependencies?.map(({ name }) => name) ?? []).toEqual(type === 'Project' ? [] : expect.arrayContaining(['projen-container-stack']));
  });

  test('the scripts are tasks', () => {
    expect(JSON.parse(first['.projen/tasks.json']).tasks['docker:start'].steps).toEqual([{ exec: './scripts/docker-dev.sh start', receiveArgs: true }]);
  });

  test('env files and secrets stay out of git, and of the package where there is one', () => {
    for (const file of ['.gitignore', '.npmignore'].filter((name) => first[name] !== undefined)) {
      expect(first[file].split('\n')).toEqual(expect.arrayContaining(['/.env', '/.env.prod', '/secrets/']));
    }
  });
});

describe('in a monorepo', () => {
  const tree = (folder: string) => {
    const root = node(javascript.NodePackageManager.NPM)(folder);
    const shop = new Project({ name: 'shop', parent: root, outdir: 'apps/shop' });
    const admin = new typescript.TypeScriptProject({ name: 'admin', parent: root, outdir: 'apps/admin', defaultReleaseBranch: 'main', jest: false });
    addStack(shop);
    const stack = addStack(admin, 'admin');
    return { root, stack };
  };
  const folder = emptyFolder();
  const { root } = tree(folder);
  const first = synthesized(root);

  test('each subproject has its own stack in its own folder', () => {
    expect(Object.keys(first)).toEqual(expect.arrayContaining(['apps/shop/docker-compose.yml', 'apps/admin/docker-compose.yml', 'apps/admin/scripts/docker-dev.sh']));
    expect(first['apps/admin/docker-compose.yml']).toContain('name: admin');
  });

  test('and its own tasks', () => {
    for (const each of ['apps/shop', 'apps/admin']) {
      expect(JSON.parse(first[`${each}/.projen/tasks.json`]).tasks['docker:start'].steps[0].exec).toBe('./scripts/docker-dev.sh start');
    }
    expect(JSON.parse(first['.projen/tasks.json']).tasks).not.toHaveProperty(['docker:start']);
  });

  test('a second synthesis is let through, and writes the same', () => {
    expect(synthesized(tree(folder).root)).toEqual(first);
  });
});
