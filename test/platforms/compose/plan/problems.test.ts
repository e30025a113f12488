import { Duration } from '../../../../src/base';
import { ContainerUser, ServiceKind, ServiceSpec } from '../../../../src/model';
import { ComposeTarget, ProductionScript } from '../../../../src/platforms';
import { TestService, TestStack, emptyStack, refused } from '../../../fixtures/stack';

function composedStack(): TestStack {
  const stack = emptyStack();
  new ComposeTarget(stack, { environment: stack.development });
  return stack;
}

/** What is wrong with a stack whose service says this in development. */
function problemsOf(spec: Partial<ServiceSpec>): string {
  const stack = composedStack();
  new TestService(stack, 'backend', spec);
  return refused(stack);
}

test('ports of the host are taken once in an environment', () => {
  const stack = composedStack();
  new TestService(stack, 'one', { ports: [{ port: 8000 }] });
  new TestService(stack, 'two', { ports: [{ port: 9000, hostPort: 8000 }] });
  expect(refused(stack)).toContain(
    'services "one" and "two" are both published on port 8000 of the host in environment "development": give one of them another hostPort',
  );
});

test('ports are each moved by a variable of their own', () => {
  const stack = composedStack();
  new TestService(stack, 'one', { ports: [{ port: 8000, variable: 'WEB_PORT' }] });
  new TestService(stack, 'two', { ports: [{ port: 9000, variable: 'WEB_PORT' }] });
  expect(refused(stack)).toContain('services "one" and "two" are both moved by the variable "WEB_PORT": give one of the ports another variable');
});

test('two ports of one service need two variables', () => {
  expect(problemsOf({ ports: [{ port: 80 }, { port: 443 }] })).toContain('are both moved by the variable "BACKEND_PORT"');
});


test('several containers cannot have one port', () => {
  expect(problemsOf({ replicas: 2, ports: [{ port: 80 }] })).toContain('service "backend" has 2 replicas in "docker-compose.yml" and is published on port 80, which only one container can have');
});

test('nobody owns sources where none are mounted', () => {
  const stack = emptyStack();
  new ComposeTarget(stack, { environment: stack.production });
  new TestService(stack, 'backend', { user: ContainerUser.ownerOfSources() });
  expect(refused(stack)).toContain(
    'service "backend" runs as the owner of the sources in environment "production", which mounts none: pass ContainerUser.of(uid, gid)',
  );
});

test('what mounts sources is no release', () => {
  const stack = emptyStack();
  new ProductionScript(new ComposeTarget(stack, { environment: stack.development }));
  new TestService(stack, 'backend', { kind: ServiceKind.HTTP });
  expect(refused(stack)).toContain('environment "development" of stack "conductor" mounts sources (liveReload), which are no release');
});

test('a release waits longer than a service may take to become healthy', () => {
  const stack = emptyStack();
  new ProductionScript(new ComposeTarget(stack, { environment: stack.production, releases: { patience: Duration.seconds(20) } }));
  new TestService(stack, 'backend');
  expect(refused(stack)).toContain('waits 20s for new containers to become healthy (patience), but the health check of service "backend" may take 35s');
});
