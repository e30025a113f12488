import { FilePatch } from '../../src/model';
import { ComposeTarget } from '../../src/platforms';
import { TestService, TestStack, emptyProject, refused, synthesized } from '../fixtures/stack';

function stackWithFile(): TestStack {
  const stack = new TestStack(emptyProject(), 'conductor');
  new ComposeTarget(stack, { environment: stack.development });
  new TestService(stack, 'backend');
  return stack;
}

test('a piece of a generated file is replaced', () => {
  const stack = stackWithFile();
  stack.patchFile('docker-compose.yml', FilePatch.replace('restart: unless-stopped', 'restart: always'));
  const text = synthesized(stack)['docker-compose.yml'];
  expect(text).toContain('restart: always');
  expect(text).not.toContain('unless-stopped');
});

test('lines are added at the end, and patches are applied in order', () => {
  const stack = stackWithFile();
  stack.patchFile('./docker-compose.yml', FilePatch.append('x-a: 1'));
  stack.patchFile('docker-compose.yml', FilePatch.replace('x-a: 1', 'x-b: 2'));
  expect(synthesized(stack)['docker-compose.yml']).toMatch(/\nx-b: 2\n$/);
});

test('a patch of one\'s own is applied', () => {
  const stack = stackWithFile();
  stack.patchFile('docker-compose.yml', { apply: (text) => text.replace(/cap_drop/g, 'cap_drop') + '# end\n' });
  expect(synthesized(stack)['docker-compose.yml']).toMatch(/# end\n$/);
});

test('a patch that does not fit is refused before anything is written', () => {
  const stack = stackWithFile();
  stack.patchFile('docker-compose.yml', FilePatch.replace('nowhere', 'x'));
  expect(refused(stack)).toContain('"docker-compose.yml" cannot be patched: "nowhere" is in the file 0 times: pass a piece of text that is there exactly once');
});

test('a patch of a file that is not written is refused, with those that are', () => {
  const stack = stackWithFile();
  stack.patchFile('docker-compose.yaml', FilePatch.append('x'));
  expect(refused(stack)).toContain('stack "conductor" writes no file "docker-compose.yaml", which patchFile changes: it writes "docker-compose.yml"');
});
