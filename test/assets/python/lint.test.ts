import { spawnSync } from 'child_process';
import * as path from 'path';

const FOLDER = path.join(__dirname, '../../../assets/python');
const LINE_LENGTH = ['--line-length', '140', '--no-cache'];

if (spawnSync('ruff', ['--version']).error) {
  test.skip('SKIPPED: this machine has no ruff (pip install ruff), so no program was checked with it', () => undefined);
} else {
  test.each([['check'], ['format', '--check']])('ruff %s has nothing to say', (...command) => {
    const { status, stdout, stderr } = spawnSync('ruff', [...command, ...LINE_LENGTH, FOLDER], { encoding: 'utf-8' });
    expect([status, stderr, stdout]).toEqual([0, '', expect.stringMatching(/All checks passed|already formatted/)]);
  });
}
