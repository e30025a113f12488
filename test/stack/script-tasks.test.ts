import { Project, Task } from 'projen';
import { NodePackageManager, NodeProject } from 'projen/lib/javascript';
import { DataServices } from '../../src/model';
import { BackendService, MongoService } from '../../src/services';
import { ContainerStack, ContainerStackProps } from '../../src/stack';
import { emptyFolder, emptyProject, synthesized } from '../fixtures/stack';

function stackIn(project: Project, name = 'crm', props: ContainerStackProps = {}): ContainerStack {
  const stack = new ContainerStack(project, name, props);
  new BackendService(stack, 'backend', { app: 'app.main:app' });
  return stack;
}

/** The names of the tasks that a synthesis has added, and what each of them runs. */
function tasksOf(stack: ContainerStack): { [name: string]: string | undefined } {
  const { tasks } = JSON.parse(synthesized(stack)['.projen/tasks.json']) as { tasks: { [name: string]: { steps?: { exec: string }[] } } };
  return Object.fromEntries(Object.entries(tasks).filter(([name]) => name.startsWith('docker:')).map(([name, { steps }]) => [name, steps?.[0].exec]));
}

test('each command of development is a task that runs the script', () => {
  expect(tasksOf(stackIn(emptyProject()))).toMatchObject({
    'docker:start': './scripts/docker-dev.sh start',
    'docker:logs': './scripts/docker-dev.sh logs',
    'docker:test': './scripts/docker-dev.sh test',
    'docker:clean': './scripts/docker-dev.sh clean',
  });
});

test('what development and production both know is named after production', () => {
  expect(tasksOf(stackIn(emptyProject()))).toMatchObject({
    'docker:status': './scripts/docker-dev.sh status',
    'docker:prod:status': './scripts/docker-prod.sh status',
    'docker:prod:stop': './scripts/docker-prod.sh stop',
  });
});

test('what stops, changes or removes something in production says so in its name: short are releases, the way back, and what only looks', () => {
  const stack = stackIn(emptyProject(), 'crm', { production: { dataServices: DataServices.IN_STACK } });
  new MongoService(stack, 'mongodb', { database: 'crm' });
  const tasks = tasksOf(stack);
  const short = Object.keys(tasks).filter((name) => tasks[name]?.startsWith('./scripts/docker-prod.sh') && !name.startsWith('docker:prod:'));
  expect(short.sort()).toEqual(['docker:deploy', 'docker:doctor', 'docker:history', 'docker:rollback']);
  expect(Object.keys(tasks)).toEqual(expect.arrayContaining(['docker:prod:remove', 'docker:prod:prune', 'docker:prod:restore', 'docker:prod:rotate']));
  expect(new Set(Object.values(tasks)).size).toBe(Object.keys(tasks).length);
});

test('there are exactly those that the scripts know', () => {
  const stack = stackIn(emptyProject());
  const files = synthesized(stack);
  const known = ['dev', 'prod'].flatMap((short) => /^commands='(.*)'$/m.exec(files[`scripts/docker-${short}.sh`])![1].split(' ')
    .map((command) => `./scripts/docker-${short}.sh ${command}`));
  expect(Object.values(tasksOf(stack)).sort()).toEqual(known.sort());
});

test('a service that brings commands brings their tasks, whenever it is added', () => {
  const stack = stackIn(emptyProject(), 'crm', { production: { dataServices: DataServices.IN_STACK } });
  new MongoService(stack, 'mongodb', { database: 'crm' });
  expect(Object.keys(tasksOf(stack))).toEqual(expect.arrayContaining(['docker:prod:backup', 'docker:prod:restore', 'docker:prod:upgrade']));
  expect(Object.keys(tasksOf(stackIn(emptyProject())))).not.toContain('docker:prod:backup');
});

test('arguments of a task are those of the script', () => {
  const stack = stackIn(emptyProject());
  synthesized(stack);
  const { receiveArgs } = stack.project.tasks.tryFind('docker:logs')!.steps[0];
  expect(receiveArgs).toBe(true);
});

test('another environment has its name in all of them', () => {
  const stack = stackIn(emptyProject());
  stack.addReleases(stack.addEnvironment('staging'));
  const tasks = tasksOf(stack);
  expect(tasks['docker:staging:deploy']).toBe('./scripts/docker-staging.sh deploy');
  expect(tasks['docker:deploy']).toBe('./scripts/docker-prod.sh deploy');
});

test('an environment that is not released has none', () => {
  const stack = stackIn(emptyProject());
  stack.addCompose(stack.addEnvironment('demo'));
  expect(Object.keys(tasksOf(stack)).filter((name) => name.includes('demo'))).toEqual([]);
});

test('of two stacks in a project, the second has its name in all of them', () => {
  const project = emptyProject();
  stackIn(project);
  const second = new ContainerStack(project, 'shop', {
    paths: { scripts: 'shop/scripts', docker: 'shop/docker', guide: 'shop/guide.md', envFile: 'shop/.env', secrets: 'shop/secrets' },
    compose: { developmentFile: 'shop.yml', productionFile: 'shop.prod.yml', releasesFolder: '.shop' },
  });
  new BackendService(second, 'api', { app: 'app.main:app', hostPort: 9000 });
  expect(tasksOf(second)).toMatchObject({
    'docker:start': './scripts/docker-dev.sh start',
    'docker:shop:start': './shop/scripts/docker-dev.sh start',
    'docker:shop:prod:logs': './shop/scripts/docker-prod.sh logs',
  });
});

test('a task of the user\'s with that name stays, even one that is added later', () => {
  const stack = stackIn(emptyProject());
  let own: Task | undefined;
  expect(() => own = stack.project.addTask('docker:start', { exec: 'make start' })).not.toThrow();
  expect(tasksOf(stack)['docker:start']).toBe('make start');
  expect(own).toBe(stack.project.tasks.tryFind('docker:start'));
});

test('a folder of scripts whose name has a space is called as it is', () => {
  expect(tasksOf(stackIn(emptyProject(), 'crm', { paths: { scripts: 'my scripts' } }))['docker:start']).toBe("'./my scripts/docker-dev.sh' start");
});

test('tasks: false takes them away', () => {
  expect(tasksOf(stackIn(emptyProject(), 'crm', { tasks: false }))).toEqual({});
});

test('in a Node.js project they are scripts of the package, too', () => {
  const project = new NodeProject({ name: 'crm', outdir: emptyFolder(), defaultReleaseBranch: 'main', packageManager: NodePackageManager.NPM });
  expect(JSON.parse(synthesized(stackIn(project))['package.json']).scripts['docker:start']).toBe('projen docker:start');
});

test('a second synthesis writes the same', () => {
  const stack = stackIn(emptyProject());
  expect(synthesized(stack)).toEqual(synthesized(stack));
});
