import { symlinkSync, writeFileSync } from 'fs';
import * as path from 'path';
import { repetitions } from '../extent';
import { EXAMPLE, copyHandWritten, filesOf, installTarball, tarball } from '../library';
import { median, round } from '../report';
import { report, sandbox } from '../scene';

const ROUNDS = repetitions(3, 5);

/** The packed library, installed into an empty folder, writes what is committed. */
export function synthesis(): void {
  test('the packed library writes the committed files into an empty folder', async () => {
    const handWritten = await copyHandWritten(sandbox);
    expect(handWritten).toEqual(expect.arrayContaining(['.projenrc.ts', 'package.json', 'backend/app/main.py', 'frontend/angular.json']));
    expect(sandbox.exists('docker-compose.yml')).toBe(false);
    await sandbox.succeed(['git', 'init', '--quiet']);
    await report.phase('install the tarball', () => installTarball(sandbox, tarball()));

    await sandbox.succeed(['npx', '--no-install', 'tsx', '.projenrc.ts']);
    expect(await filesOf(sandbox.repository)).toEqual(await filesOf(EXAMPLE));
  }, 900_000);

  test('npx projen changes nothing', async () => {
    await sandbox.succeed(['npx', '--no-install', 'projen']);
    expect(await filesOf(sandbox.repository)).toEqual(await filesOf(EXAMPLE));
  });

  test('the time that the stack adds to npx projen', async () => {
    const bare = sandbox.folderOfUser('bare');
    writeFileSync(path.join(bare, '.projenrc.ts'), `import { Project, typescript } from 'projen';
const project = new Project({ name: 'conductor-crm' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });
project.synth();
`);
    symlinkSync(sandbox.path('node_modules'), path.join(bare, 'node_modules'));
    await sandbox.succeed(['npx', '--no-install', 'tsx', '.projenrc.ts'], { cwd: bare });

    const seconds = { with: [] as number[], without: [] as number[] };
    for (let round_ = 0; round_ < ROUNDS; round_++) {
      seconds.with.push((await sandbox.succeed(['npx', '--no-install', 'projen'])).seconds);
      seconds.without.push((await sandbox.succeed(['npx', '--no-install', 'projen'], { cwd: bare })).seconds);
    }
    report.add(`npx projen in the example, median of ${ROUNDS}`, round(median(seconds.with), 2), 's');
    report.add(`npx projen without the stack, median of ${ROUNDS}`, round(median(seconds.without), 2), 's');
    expect(median(seconds.with)).toBeLessThan(3 * median(seconds.without));
  });
}
