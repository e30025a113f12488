import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Logger, Project } from 'projen';
import { CommentStyle, StackFile } from '../../../../src/model';
import { BackendService, EdgeProxy } from '../../../../src/services';
import { ContainerStack } from '../../../../src/stack';
import { emptyFolder, refused, synthesized } from '../../../fixtures/stack';

/** A repository with these files, and a backend that is built from a folder of it. */
function scene(source: string, ...files: string[]): ContainerStack {
  const folder = emptyFolder();
  for (const file of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), '');
  }
  const stack = new ContainerStack(new Project({ name: 'shop', outdir: folder }), 'shop');
  new BackendService(stack, 'backend', { app: 'app.main:app', path: source });
  return stack;
}

function printed(stack: ContainerStack): string[] {
  const lines: string[] = [];
  const spy = jest.spyOn(Logger.prototype, 'warn').mockImplementation((...text) => void lines.push(text.join(' ')));
  synthesized(stack);
  spy.mockRestore();
  return lines;
}

test.each([
  ['backend', 'services/backend/pyproject.toml', 'services/backend'],
  ['bakcend', 'backend/app/main.py', 'backend'],
  ['Backend', 'backend/app/main.py', 'backend'],
  ['api/backend', 'apps/backend/main.py', 'apps/backend'],
])('the source folder "%s" is refused where "%s" is there', (source, file, meant) => {
  expect(refused(scene(source, file))).toContain(
    `service "backend" is built from the folder "${source}", which is not there or empty: did you mean "${meant}"? `
    + `Pass path: '${meant}', or put the sources into "${source}"`,
  );
});

test('a folder that has sources is taken, whatever else there is', () => {
  expect(printed(scene('backend', 'backend/main.py', 'services/backend/main.py'))).toEqual([]);
});

test('in an empty repository it is said where sources go, until they are there', () => {
  const stack = scene('backend');
  const line = 'service "backend" is built from the folder "backend", which has no sources yet: put them there';
  expect(printed(stack)).toEqual([line]);
  expect(printed(stack)).toEqual([line]);
  writeFileSync(path.join(stack.project.outdir, 'backend/main.py'), '');
  expect(printed(stack)).toEqual([]);
});

test('a folder whose files are generated is waited for by nobody, and no other one is meant', () => {
  const stack = scene('backend', 'backend/main.py', 'services/edge/main.py');
  new EdgeProxy(stack, 'edge', { service: stack.services[0] });
  expect(printed(stack)).toEqual([]);
});

test('folders of packages and what is generated are not meant', () => {
  expect(printed(scene('backend', 'node_modules/backend/main.py', '.cache/backend/main.py'))).toHaveLength(1);
});

test('a folder whose sources are generated has them once they are written', () => {
  const stack = scene('docker/edge');
  new StackFile(stack, 'docker/edge/Caddyfile', { comment: CommentStyle.HASH, content: { render: () => 'text' } });
  expect(printed(stack)).toEqual([]);
});
