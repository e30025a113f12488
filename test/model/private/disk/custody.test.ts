import { execFileSync } from 'child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Logger, Project, TextFile } from 'projen';
import { NodePackageManager, NodeProject } from 'projen/lib/javascript';
import { CommentStyle, Stack, StackFile, StackProps } from '../../../../src/model';
import { TestService, TestStack, emptyFolder, filesIn, refused, synthesized } from '../../../fixtures/stack';

/** Writes files below a folder, over what is there. */
function write(folder: string, files: { [file: string]: string }): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    execFileSync('rm', ['-f', path.join(folder, file)]);
    writeFileSync(path.join(folder, file), text);
  }
}

/** A stack in a bare project of a folder, which writes the files that are given. */
function stackIn(folder: string, files: { [file: string]: string } = { guide: 'text' }, props: StackProps = {}, parent?: Project): Stack {
  const stack = new TestStack(new Project({ name: 'crm', parent, outdir: parent ? path.relative(parent.outdir, folder) : folder }), 'crm', props);
  new TestService(stack, 'backend');
  for (const [file, text] of Object.entries(files)) {
    new StackFile(stack, file, { comment: CommentStyle.HASH, content: { render: () => text } });
  }
  return stack;
}

/** The lines that a synthesis prints. */
function printed(stack: Stack): string[] {
  const lines: string[] = [];
  const spy = jest.spyOn(Logger.prototype, 'warn').mockImplementation((...text) => void lines.push(text.join(' ')));
  synthesized(stack.project.root);
  spy.mockRestore();
  return lines;
}

describe('a .gitignore of the owner', () => {
  const OWN = '# secrets\n*.pem\n!public.pem\n\nvenv/\n';

  test('keeps its lines, before those that are generated', () => {
    const folder = emptyFolder();
    write(folder, { '.gitignore': OWN });
    const text = synthesized(stackIn(folder))['.gitignore'];
    expect(text).toContain(`are kept\n${OWN.trimEnd()}\n# end of the repository's own lines\n`);
    expect(text.indexOf('venv/')).toBeLessThan(text.indexOf('!/guide'));
  });

  test('keeps them over many syntheses, byte for byte', () => {
    const folder = emptyFolder();
    write(folder, { '.gitignore': OWN });
    const first = synthesized(stackIn(folder));
    synthesized(stackIn(folder));
    expect(synthesized(stackIn(folder))).toEqual(first);
  });

  test('is what git goes by', () => {
    const folder = emptyFolder();
    write(folder, { '.gitignore': OWN, 'key.pem': 'x', 'public.pem': 'x', 'venv/bin/python': 'x' });
    synthesized(stackIn(folder));
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    execFileSync('git', ['add', '--all'], { cwd: folder });
    const tracked = execFileSync('git', ['ls-files'], { cwd: folder, encoding: 'utf-8' }).split('\n');
    expect(tracked).toEqual(expect.arrayContaining(['public.pem', 'guide', '.gitignore']));
    expect(tracked).not.toEqual(expect.arrayContaining(['key.pem']));
    expect(tracked).not.toEqual(expect.arrayContaining(['venv/bin/python']));
  });

  test('gets the lines that are added between the two comments later', () => {
    const folder = emptyFolder();
    write(folder, { '.gitignore': OWN });
    const text = synthesized(stackIn(folder))['.gitignore'];
    write(folder, { '.gitignore': text.replace('venv/', 'venv/\n/data/') });
    const stack = stackIn(folder);
    expect(printed(stack)).toEqual([]);
    expect(filesIn(folder)['.gitignore']).toContain('venv/\n/data/\n# end');
  });

  test('loses no line that was added elsewhere without a word and a copy', () => {
    const folder = emptyFolder();
    const text = synthesized(stackIn(folder))['.gitignore'];
    write(folder, { '.gitignore': `${text}secrets.txt\n` });
    expect(printed(stackIn(folder))).toEqual([expect.stringMatching(/^"\.gitignore" was edited outside .* kept in "\.gitignore\.orig"$/)]);
    expect(filesIn(folder)['.gitignore.orig']).toContain('secrets.txt');
  });

  test('has no comments where the owner has no lines', () => {
    expect(synthesized(stackIn(emptyFolder()))['.gitignore']).not.toContain('own lines');
  });

  test('of a subproject keeps its lines too, as do attributes', () => {
    const folder = emptyFolder();
    write(folder, { 'app/.gitignore': OWN, 'app/.gitattributes': '*.bin binary\n' });
    const root = new Project({ name: 'root', outdir: folder });
    const files = synthesized(stackIn(path.join(folder, 'app'), { guide: 'text' }, {}, root).project.root);
    expect(files['app/.gitignore']).toContain('venv/');
    expect(files['app/.gitattributes']).toMatch(/^# .*\n# the rep.*\n\*\.bin binary\n# end/);
  });
});

describe('an edited generated file', () => {
  test('is named, and a copy is kept', () => {
    const folder = emptyFolder();
    const { guide } = synthesized(stackIn(folder));
    write(folder, { guide: `${guide}by hand\n` });
    expect(printed(stackIn(folder))).toEqual(['"guide" was edited since it was generated, and is generated anew: what it was is kept in "guide.orig"']);
    expect(filesIn(folder)).toMatchObject({ 'guide': guide, 'guide.orig': `${guide}by hand\n` });
  });

  test('is told from one that a new version writes otherwise, and from a checkout with other line ends', () => {
    const folder = emptyFolder();
    const { guide } = synthesized(stackIn(folder));
    write(folder, { guide: guide.replace(/\n/g, '\r\n') });
    expect(printed(stackIn(folder, { guide: 'new text' }))).toEqual([]);
    expect(filesIn(folder)).not.toHaveProperty(['guide.orig']);
  });

  test('is kept where it is generated no more, and projen would delete it', () => {
    const folder = emptyFolder();
    const { guide } = synthesized(stackIn(folder));
    write(folder, { guide: 'my own guide\n' });
    expect(refused(stackIn(folder))).toContain('"guide" exists and was not generated');
    expect(printed(stackIn(folder, { 'docs/guide': 'text' }))).toEqual([expect.stringContaining('"guide" was edited since it was generated, and is generated no more')]);
    expect(filesIn(folder)).toMatchObject({ 'guide.orig': 'my own guide\n', 'docs/guide': guide });
  });

  test('that is generated no more and was not edited goes without a copy', () => {
    const folder = emptyFolder();
    synthesized(stackIn(folder));
    expect(printed(stackIn(folder, { other: 'text' }))).toEqual([]);
    expect(Object.keys(filesIn(folder)).filter((file) => file.startsWith('guide'))).toEqual([]);
  });

  test('in whose place a folder stands now is not deleted with all that is in it', () => {
    const folder = emptyFolder();
    synthesized(stackIn(folder));
    execFileSync('rm', ['-f', path.join(folder, 'guide')]);
    write(folder, { 'guide/chapter': 'mine' });
    expect(refusedTree(stackIn(folder, { other: 'text' }))).toContain('"guide" was a generated file, is none any more, and would be deleted');
  });
});

/** What is wrong with the project tree. Nothing may have been written or changed. */
function refusedTree(stack: Stack): string {
  const before = filesIn(stack.project.root.outdir);
  let message = '';
  try {
    synthesized(stack.project.root);
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toContain('nothing was changed');
  expect(filesIn(stack.project.root.outdir)).toEqual(before);
  return message;
}

test('a first synthesis deletes no file of other projects below the root', () => {
  const folder = emptyFolder();
  synthesized(new NodeProject({ name: 'neighbour', outdir: path.join(folder, 'neighbour'), defaultReleaseBranch: 'main', jest: false, package: false }));
  const before = filesIn(path.join(folder, 'neighbour'));
  synthesized(stackIn(folder));
  expect(filesIn(path.join(folder, 'neighbour'))).toEqual(before);
});

test('a file of the owner that projen would replace is refused, or adopted with a copy', () => {
  const folder = emptyFolder();
  write(folder, { 'notes.txt': 'mine' });
  const stack = stackIn(folder);
  new TextFile(stack.project, 'notes.txt', { lines: ['generated'] });
  expect(refusedTree(stack)).toContain('"notes.txt" exists and was not generated, and the project would replace it: move it away, or pass adopt: [\'notes.txt\']');
  const adopting = stackIn(folder, { guide: 'text' }, { adopt: ['notes.txt'] });
  new TextFile(adopting.project, 'notes.txt', { lines: ['generated'] });
  expect(synthesized(adopting)).toMatchObject({ 'notes.txt': 'generated', 'notes.txt.orig': 'mine' });
});

test('all stacks of the tree are asked before the first byte', () => {
  const folder = emptyFolder();
  write(folder, { 'bad/guide': 'mine' });
  const root = new Project({ name: 'root', outdir: folder });
  new TextFile(root, 'of-the-root.txt', { lines: [] });
  stackIn(path.join(folder, 'good'), { guide: 'text' }, {}, root);
  expect(refusedTree(stackIn(path.join(folder, 'bad'), { guide: 'text' }, {}, root))).toContain('"guide" exists and was not generated');
});

describe('a link', () => {
  test('that leads out of the repository is not written through', () => {
    const [folder, elsewhere] = [emptyFolder(), emptyFolder()];
    symlinkSync(elsewhere, path.join(folder, 'docs'));
    expect(refused(stackIn(folder, { 'docs/guide': 'text' }))).toMatch(/"docs" is a link to ".*", outside of the repository, and "docs\/guide" would be written there: take the link away/);
    expect(filesIn(elsewhere)).toEqual({});
  });

  test('that stays inside is followed', () => {
    const folder = emptyFolder();
    mkdirSync(path.join(folder, 'documentation'));
    symlinkSync('documentation', path.join(folder, 'docs'));
    expect(synthesized(stackIn(folder, { 'docs/guide': 'text' }))['documentation/guide']).toContain('text');
  });
});

test('the record of fingerprints is the same on every machine', () => {
  const [one, other] = [emptyFolder(), emptyFolder()].map((folder) => synthesized(stackIn(folder))['.projen/fingerprints.json']);
  expect(one).toBe(other);
  expect(Object.keys(JSON.parse(one).files)).toEqual(expect.arrayContaining(['.gitignore', '.projen/files.json', 'guide']));
});

test('a record that cannot be read is written anew', () => {
  const folder = emptyFolder();
  const before = synthesized(stackIn(folder));
  write(folder, { '.projen/fingerprints.json': '{' });
  expect(synthesized(stackIn(folder))).toEqual(before);
  expect(readFileSync(path.join(folder, '.projen/fingerprints.json'), 'utf-8')).toContain('guide');
});

describe('a package.json', () => {
  const project = (folder: string) => {
    const node = new NodeProject({ name: 'crm', outdir: folder, defaultReleaseBranch: 'main', jest: false, packageManager: NodePackageManager.NPM });
    new TestService(new TestStack(node, 'crm'), 'backend');
    return node;
  };

  test('that projen has written is written again, whoever has added to it since', () => {
    const folder = emptyFolder();
    synthesized(project(folder));
    const { name, ...rest } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf-8'));
    write(folder, { 'package.json': JSON.stringify({ name, ...rest, optionalDependencies: { fsevents: '^2.3.3' } }, undefined, 2) });
    expect(JSON.parse(synthesized(project(folder))['package.json']).name).toBe('crm');
  });

  test('that a person has written stays, even one that speaks of projen', () => {
    const folder = emptyFolder();
    write(folder, { 'package.json': JSON.stringify({ name: 'crm', version: '1.0.0', private: true, a: 1, b: 2, description: '~~ Generated by projen' }, undefined, 2) });
    expect(() => synthesized(project(folder))).toThrow('"package.json" exists and was not generated');
  });
});
