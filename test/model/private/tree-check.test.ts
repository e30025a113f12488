import { Project } from 'projen';
import { ComposeTarget } from '../../../src/platforms';
import { TestService, TestStack, emptyFolder, filesIn, synthesized } from '../../fixtures/stack';

/** A project with a stack: in a folder of its own, or below another project. */
function projectWith(name: string, wrong: boolean, parent?: Project): Project {
  const project = new Project({ name, parent, outdir: parent ? name : emptyFolder() });
  const stack = new TestStack(project, name);
  new ComposeTarget(stack, { environment: stack.development });
  new TestService(stack, 'backend', wrong ? { capabilities: ['a b'] } : {});
  return project;
}

test('no project of a tree is written if one of its stacks is wrong', () => {
  const root = projectWith('root', false);
  projectWith('good', false, root);
  projectWith('bad', true, root);
  expect(() => synthesized(root)).toThrow('stack "bad" cannot be written, nothing was changed:\n  - a capability of service "backend" is "a b"');
  expect(filesIn(root.outdir)).toEqual({});
});

test('a root without a stack is not written either', () => {
  const root = new Project({ name: 'root', outdir: emptyFolder() });
  projectWith('bad', true, root);
  expect(() => synthesized(root)).toThrow('stack "bad" cannot be written');
  expect(filesIn(root.outdir)).toEqual({});
});

test('all stacks that are wrong are named at once', () => {
  const root = projectWith('root', true);
  projectWith('bad', true, root);
  expect(() => synthesized(root)).toThrow(/stack "root" cannot be written[^]*stack "bad" cannot be written/);
});

test('a stack that became wrong is noticed by the next synthesis', () => {
  const root = projectWith('root', false);
  synthesized(root);
  new TestService(root.node.findChild('root') as TestStack, 'worker', { capabilities: ['a b'] });
  expect(() => synthesized(root)).toThrow('a capability of service "worker"');
});

test('a good tree is written', () => {
  const root = projectWith('root', false);
  projectWith('good', false, root);
  expect(synthesized(root)).toMatchObject({ 'docker-compose.yml': expect.anything(), 'good/docker-compose.yml': expect.anything() });
});
