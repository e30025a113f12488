import { execFileSync, spawnSync } from 'child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import * as path from 'path';
import { crmIn } from './crm';
import { emptyFolder, synthesized } from '../../../fixtures/stack';

const PATHS = crmIn(emptyFolder()).files.map((file) => file.path);
const BELOW_FOLDERS = PATHS.filter((file) => file.includes('/'));

/** All that is below a folder, byte for byte: folders, links, rights and texts. */
function treeOf(folder: string, inside = ''): { [file: string]: string } {
  return Object.fromEntries(readdirSync(path.join(folder, inside)).flatMap((name): [string, string][] => {
    const file = path.posix.join(inside, name);
    const absolute = path.join(folder, file);
    const status = lstatSync(absolute);
    const rights = status.mode.toString(8);
    return status.isDirectory() ? [[`${file}/`, rights], ...Object.entries(treeOf(folder, file))]
      : [[file, status.isSymbolicLink() ? `-> ${readlinkSync(absolute)}` : status.isFile() ? rights + readFileSync(absolute, 'latin1') : rights]];
  }));
}

/** What a synthesis says that is refused; the folder is afterwards as it was before. */
function refusal(folder: string): string {
  const before = treeOf(folder);
  let message = 'nothing was refused';
  try {
    synthesized(crmIn(folder));
  } catch (error) {
    message = (error as Error).message;
  }
  expect(treeOf(folder)).toEqual(before);
  return message;
}

function prepared(file: string, obstacle: (absolute: string) => void): string {
  const folder = emptyFolder();
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  obstacle(path.join(folder, file));
  return folder;
}

const elsewhere = emptyFolder();
beforeAll(() => writeFileSync(path.join(elsewhere, 'file'), 'somebody else\'s'));

describe.each<[string, (absolute: string) => void, string]>([
  ['a file written by hand', (absolute) => writeFileSync(absolute, 'mine'), 'exists and was not generated'],
  ['an empty file', (absolute) => writeFileSync(absolute, ''), 'exists and was not generated'],
  ['a binary file', (absolute) => writeFileSync(absolute, Buffer.from([0, 255, 254, 0])), 'exists and was not generated'],
  ['a folder with files', (absolute) => { mkdirSync(absolute); writeFileSync(path.join(absolute, 'mine'), ''); }, 'is a folder'],
  ['a link to nothing', (absolute) => symlinkSync('nowhere', absolute), 'is a link to nothing'],
  ['a link to a file outside', (absolute) => symlinkSync(path.join(elsewhere, 'file'), absolute), 'outside of the repository'],
  ['a link to a folder outside', (absolute) => symlinkSync(elsewhere, absolute), 'outside of the repository'],
  ['a link to a file of the owner', (absolute) => { writeFileSync(`${absolute}.mine`, 'mine'); symlinkSync(`${path.basename(absolute)}.mine`, absolute); }, 'was not generated'],
  ['a pipe', (absolute) => { execFileSync('mkfifo', [absolute]); }, 'is no regular file'],
])('%s', (_, obstacle, said) => {
  test('at any path is refused, and nothing has changed', () => {
    expect(PATHS.length).toBeGreaterThan(25);
    const accepted = PATHS.filter((file) => {
      const message = refusal(prepared(file, obstacle));
      return !message.includes(said) || !message.includes(`"${file}"`);
    });
    expect(accepted).toEqual([]);
  });
});

describe.each<[string, (absolute: string) => void, string]>([
  ['a file', (absolute) => writeFileSync(absolute, 'mine'), 'is a file'],
  ['a link out of the repository', (absolute) => symlinkSync(elsewhere, absolute), 'outside of the repository'],
  ['a link to nothing', (absolute) => symlinkSync('nowhere', absolute), 'is a link to nothing'],
])('%s in the place of a folder', (_, obstacle, said) => {
  test('on the way to any path is refused, and nothing has changed', () => {
    const accepted = BELOW_FOLDERS.filter((file) => {
      const folder = emptyFolder();
      obstacle(path.join(folder, file.split('/')[0]));
      return !refusal(folder).includes(said);
    });
    expect(accepted).toEqual([]);
  });
});

test('an edit of any generated file is kept beside what is generated anew', () => {
  const folder = emptyFolder();
  const written = synthesized(crmIn(folder));
  for (const file of PATHS) {
    chmodSync(path.join(folder, file), 0o644);
    writeFileSync(path.join(folder, file), `${written[file]}an edit\n`);
  }
  const after = synthesized(crmIn(folder));
  expect(PATHS.filter((file) => after[file] !== written[file] || after[`${file}.orig`] !== `${written[file]}an edit\n`)).toEqual([]);
});

/** A disk of so many KiB at a folder, for one test; `undefined` where this machine lets nobody mount one. */
function disk(folder: string, options: string): (() => void) | undefined {
  return process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0
    ? () => void spawnSync('umount', [folder]) : undefined;
}

describe('a disk', () => {
  const folder = emptyFolder();
  const remove = disk(folder, 'size=64k');
  afterAll(() => remove?.());

  (remove ? test : test.skip)('that is full is said before anything is written (skipped where nothing can be mounted)', () => {
    writeFileSync(path.join(folder, 'mine'), Buffer.alloc(48 * 1024));
    expect(refusal(folder)).toMatch(/the disk has \d+ KiB left, and about \d+ KiB would be written: make room/);
  });
});

describe('a folder that cannot be written to', () => {
  const folder = emptyFolder();
  synthesized(crmIn(folder));
  rmSync(path.join(folder, 'docs'), { recursive: true });
  mkdirSync(path.join(folder, 'docs'));
  const remove = process.getuid?.() === 0 ? disk(path.join(folder, 'docs'), 'ro') : () => chmodSync(path.join(folder, 'docs'), 0o755);
  afterAll(() => remove?.());

  (remove ? test : test.skip)('is said before anything is written (skipped where nothing can be mounted)', () => {
    if (process.getuid?.() !== 0) {
      chmodSync(path.join(folder, 'docs'), 0o555);
    }
    expect(refusal(folder)).toContain('the folder "docs" cannot be written to, and "docs/DOCKER_SETUP.md" would be written there');
  });
});

test('a tree that was copied is synthesized to the same bytes', () => {
  const [one, other] = [emptyFolder(), emptyFolder()];
  const written = synthesized(crmIn(one));
  cpSync(one, other, { recursive: true });
  expect(synthesized(crmIn(other))).toEqual(written);
  expect(existsSync(path.join(other, 'docs/DOCKER_SETUP.md.orig'))).toBe(false);
});

test('nothing of all this was written outside of the repository', () => {
  expect(treeOf(elsewhere)).toEqual({ file: expect.stringMatching(/somebody else's$/) });
});
