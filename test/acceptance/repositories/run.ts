/*
 * `npx projen acceptance:repositories <checkout> <recipe> [<checkout> <recipe> ...]`: somebody's repository with a `.projenrc.ts` that its owner
 * could write, from the synthesis to a rollback. A recipe is a folder with that `.projenrc.ts`, without which `init` proposes one, and a
 * `trial.json` (see facts.ts). The checkout is copied, never changed, and nothing of it is kept. Shows a table; a step that fails ends that
 * repository's trial.
 */
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { parseArgs } from 'util';
import { secondsSince } from '../command';
import { requireEngine } from '../engine';
import { packLibrary } from '../library';
import { round } from '../report';
import { factsIn } from './facts';
import { Trial } from './trial';

/** A row of the table. */
async function tried(checkout: string, recipe: string): Promise<string[]> {
  const name = path.basename(recipe);
  const trial = new Trial(name, checkout, recipe, factsIn(recipe));
  const cells: string[] = [];
  try {
    for (const step of Trial.STEPS) {
      const began = process.hrtime.bigint();
      await trial.step(step);
      cells.push(`${round(secondsSince(began))} s`);
    }
  } catch (error) {
    process.stderr.write(`${name}, ${Trial.STEPS[cells.length]}: ${(error as Error).message}\n`);
    cells.push('**failed**');
    process.exitCode = 1;
  } finally {
    await trial.remove();
  }
  return [name, ...cells, ...Trial.STEPS.slice(cells.length).map(() => '-')];
}

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  if (positionals.length === 0 || positionals.length % 2 === 1) {
    throw new Error('pass a checkout and a recipe, as often as you like: npx projen acceptance:repositories <checkout> <recipe>');
  }
  await requireEngine();
  const given = process.env.ACCEPTANCE_LIBRARY;
  const library = given ?? mkdtempSync(path.join(tmpdir(), 'repositories-'));
  process.env.ACCEPTANCE_LIBRARY = library;
  await packLibrary(library);
  const rows = [['', ...Trial.STEPS], ['---', ...Trial.STEPS.map(() => '---')]];
  for (let index = 0; index < positionals.length; index += 2) {
    rows.push(await tried(path.resolve(positionals[index]), path.resolve(positionals[index + 1])));
  }
  process.stdout.write(rows.map((row) => `| ${row.join(' | ')} |\n`).join(''));
  if (given === undefined) {
    rmSync(library, { recursive: true, force: true });
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
