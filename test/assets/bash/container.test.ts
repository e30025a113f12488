import { spawnSync } from 'child_process';
import { readdirSync } from 'fs';
import * as path from 'path';

const FOLDER = path.join(__dirname, '../../../assets/bash/container');
const PROGRAMS = readdirSync(FOLDER).map((file) => path.join(FOLDER, file));

/* Programs of bash that run in containers: test/acceptance/services.test.ts runs them there. */
for (const [tool, ...args] of [['shellcheck', '--shell=bash'], ['shfmt', '-i', '2', '-ci', '-d', '-ln', 'bash']]) {
  if (spawnSync(tool, ['--version']).error) {
    test.skip(`SKIPPED: this machine has no ${tool}, so no program was checked with it`, () => undefined);
  } else {
    test(`${tool} has nothing to say`, () => {
      const { status, stdout, stderr } = spawnSync(tool, [...args, ...PROGRAMS], { encoding: 'utf-8' });
      expect([status, stdout, stderr]).toEqual([0, '', '']);
    });
  }
}
