/*
 * `npx projen benchmark [row...] [--runs N]`: measures the rows named, or all, and writes benchmark/RESULTS.md. What is not
 * measured again keeps its last figure there, as long as the machine is the same.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { machine, measured } from './harness.mjs';
import { line, page } from './results.mjs';
import { ROWS } from './rows.mjs';

const KEPT = new URL('results.json', import.meta.url);
const PAGE = new URL('RESULTS.md', import.meta.url);

const { values, positionals } = parseArgs({ allowPositionals: true, options: { runs: { type: 'string' } } });
const runs = values.runs === undefined ? undefined : Number(values.runs);
if (runs !== undefined && !(Number.isInteger(runs) && runs > 0)) {
  throw new Error(`--runs is "${values.runs}": give a whole number from 1`);
}
const names = ROWS.map(({ name }) => name);
for (const name of positionals.filter((one) => !names.includes(one))) {
  throw new Error(`there is no row "${name}": the rows are ${names.join(', ')}`);
}

const here = await machine();
for (const row of ROWS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  const result = await measured(row, runs);
  // what another run has written meanwhile stays
  const rows = { ...kept(), [row.name]: result };
  console.log(line(row, result));
  // each at once: a run that is stopped has not been for nothing
  writeFileSync(KEPT, `${JSON.stringify({ machine: here, rows }, undefined, 2)}\n`);
  writeFileSync(PAGE, page(ROWS, rows, here));
}

function kept() {
  const before = existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf-8')) : {};
  return JSON.stringify(before.machine) === JSON.stringify(here) ? before.rows : {};
}
