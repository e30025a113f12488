import { DevContainer, DevContainerProps } from '../../../src/platforms';
import { BackendService, RedisService, SpaNginxFrontend } from '../../../src/services';
import { ContainerStack } from '../../../src/stack';
import { emptyProject, refused, synthesized } from '../../fixtures/stack';

const FILE = '.devcontainer/devcontainer.json';

function scene(files = {}) {
  const stack = new ContainerStack(emptyProject(files), 'shop', { title: 'The Shop' });
  const redis = new RedisService(stack, 'redis');
  const backend = new BackendService(stack, 'backend', { app: 'app.main:app', path: 'services/api', context: '.', connectTo: [redis] });
  return { stack, redis, backend };
}

/** What an editor reads: comments are none of its business. */
function configurationOf(props: Partial<DevContainerProps> = {}) {
  const { stack, backend } = scene();
  new DevContainer(stack.compose, { service: backend, ...props });
  return JSON.parse(synthesized(stack)[FILE].replace(/^\/\/.*$/gm, ''));
}

test('one works in the container that the script starts, and closing the editor stops nothing', () => {
  expect(configurationOf()).toEqual({
    name: 'The Shop: backend',
    initializeCommand: ['./scripts/docker-dev.sh', 'start'],
    dockerComposeFile: '../docker-compose.yml',
    service: 'backend',
    workspaceFolder: '/app',
    overrideCommand: false,
    shutdownAction: 'none',
    updateRemoteUserUID: false,
    otherPortsAttributes: { onAutoForward: 'ignore' },
  });
});

test('ports are forwarded where nobody else opens them', () => {
  expect(configurationOf({ forwardsPorts: true }).forwardPorts).toEqual(['redis:6379', 8000]);
});

test('extensions are installed', () => {
  expect(configurationOf({ extensions: ['ms-python.python'] }).customizations).toEqual({ vscode: { extensions: ['ms-python.python'] } });
  expect(() => configurationOf({ extensions: ['python'] })).toThrow(`extension "python" of "${FILE}"`);
});

test('a second one has a folder of its own, and finds the Compose file from there', () => {
  const { stack, backend } = scene();
  const frontend = new SpaNginxFrontend(stack, 'web');
  const [first, second] = [backend, frontend].map((service) => new DevContainer(stack.compose, { service }));
  expect([first.path, second.path]).toEqual([FILE, '.devcontainer/web/devcontainer.json']);
  expect(synthesized(stack)[second.path]).toContain('"dockerComposeFile": "../../docker-compose.yml"');
});

test('an environment without a script is started by the editor', () => {
  const { stack, backend } = scene();
  const demo = stack.addCompose(stack.addEnvironment('demo', { liveReload: true }));
  new DevContainer(demo, { service: backend });
  expect(synthesized(stack)[FILE]).not.toContain('initializeCommand');
});

test('a service without sources is refused', () => {
  const { stack, redis } = scene();
  new DevContainer(stack.compose, { service: redis });
  expect(refused(stack)).toContain(`"${FILE}" is for service "redis", which has no sources mounted in environment "development": name one that has`);
});

test('what a person wrote is never lost', () => {
  const { stack, backend } = scene({ [FILE]: '{}' });
  new DevContainer(stack.compose, { service: backend });
  expect(refused(stack)).toContain(`"${FILE}" exists and was not generated: move it away`);
});
