import { spawnSync } from 'child_process';
import { readdirSync } from 'fs';
import * as path from 'path';

const FOLDER = path.join(__dirname, '../../../assets/sh');
const PROGRAMS = readdirSync(FOLDER).filter((file) => file.endsWith('.sh')).map((file) => path.join(FOLDER, file));

for (const [tool, ...args] of [['shellcheck', '--shell=sh'], ['shfmt', '-i', '2', '-ci', '-sr', '-d']]) {
  if (spawnSync(tool, ['--version']).error) {
    test.skip(`SKIPPED: this machine has no ${tool}, so no program was checked with it`, () => undefined);
  } else {
    test(`${tool} has nothing to say`, () => {
      const { status, stdout, stderr } = spawnSync(tool, [...args, ...PROGRAMS], { encoding: 'utf-8' });
      expect([status, stdout, stderr]).toEqual([0, '', '']);
    });
  }
}
