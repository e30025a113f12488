import { mkdirSync, rmSync, symlinkSync } from 'fs';
import * as path from 'path';
import { bash } from './programs';
import { emptyFolder } from '../../fixtures/stack';

const PARTS = ['messages/en.sh', 'common.sh', 'checks.sh', 'development.sh'];

/** What a script in a folder says when containers of its project were started from these. */
function ask(folder: string, ...others: string[]) {
  const docker = `docker() { printf '%s\\n' ${others.map((other) => `'${other}'`).join(' ')}; }`;
  return bash(PARTS, `${docker}\nproject=shop env_file=.env\nrequire_own_checkout && echo own`, folder);
}

test('containers of another checkout are not touched, and it is said whose they are', () => {
  const [here, there] = [emptyFolder(), emptyFolder()];
  const { status, stdout, stderr } = ask(here, here, there);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toBe(`Containers of "shop" were started from another folder: ${there}.\n`
    + '  Stop them there, or give this folder its own project: COMPOSE_PROJECT_NAME=<name> in .env, and other ports.\n');
});

test('those of this one are, by whatever link it is reached', () => {
  const here = emptyFolder();
  const link = path.join(emptyFolder(), 'link');
  symlinkSync(here, link);
  expect(ask(here, here, link).stdout).toBe('own\n');
});

test('so are those of a folder that is gone, because it was moved, and where there are none', () => {
  const gone = path.join(emptyFolder(), 'gone');
  mkdirSync(gone);
  rmSync(gone, { recursive: true });
  expect(ask(emptyFolder(), gone).stdout).toBe('own\n');
  expect(ask(emptyFolder(), '').stdout).toBe('own\n');
});
