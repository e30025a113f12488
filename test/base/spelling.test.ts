import { requireMatch } from '../../src/base/checks';
import { spelled } from '../../src/base/spelling';
import { BackendService } from '../../src/services';
import { ContainerStack } from '../../src/stack';
import { emptyProject, refused } from '../fixtures/stack';

const MESSAGE = 'pass "readinessPath" or minDockerVersion, and no otherThing';

function inPython<T>(what: () => T): T {
  process.env.JSII_AGENT = 'Python/3.13.1';
  try {
    return what();
  } finally {
    delete process.env.JSII_AGENT;
  }
}

test('options are called what they are called in the language that asks, and nothing else is touched', () => {
  expect(spelled(MESSAGE)).toBe(MESSAGE);
  expect(inPython(() => spelled(MESSAGE))).toBe('pass "readiness_path" or min_docker_version, and no otherThing');
});

test('a value that cannot be used, an option that is not known, and what only the whole can tell are said in Python\'s words', () => {
  const stack = new ContainerStack(emptyProject(), 'shop');
  inPython(() => {
    expect(() => requireMatch('the readinessPath of service "a"', 'x', /y/, 'paths')).toThrow('the readiness_path of service "a" is "x"');
    expect(() => new BackendService(stack, 'backend', { app: 'app.main:app', readinesPath: '/' } as never)).toThrow('did you mean "readiness_path"?');
    stack.node.addValidation({ validate: () => ['pass minComposeVersion'] });
    expect(refused(stack)).toContain('pass min_compose_version');
  });
});
