import { ChildProcess, spawn } from 'child_process';
import { cpSync, rmSync } from 'fs';
import * as path from 'path';
import { buildSync } from 'esbuild';
import { crmIn } from './crm';
import { Language } from '../../../../src/model';
import { emptyFolder, filesIn, synthesized } from '../../../fixtures/stack';

const ROOT = path.join(__dirname, '../../../..');
/** Two folders below the root, as compiled files are: programs are found from there. */
const PROGRAM = path.join(ROOT, `test-reports/synthesize-${process.pid}`, 'index.js');
const KILLS = 40;
const SEED = Number(process.env.KILL_SEED ?? Date.now() % 1e9);

/** Numbers from 0 to 1 that are the same for a seed (a linear congruential generator). */
function randomly(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
}

/** Starts the program, and waits until it is about to write, or for its end. */
async function started(folder: string, word: string): Promise<ChildProcess> {
  const env = { ...process.env, PROJEN_DISABLE_POST: 'true' };
  const child = spawn(process.execPath, [PROGRAM, folder, Language.PT_BR], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      said += text;
      if (said.includes(word)) {
        resolve();
      }
    });
    child.on('exit', (code) => said.includes(word) ? resolve() : reject(new Error(`it ended with ${code}, and said "${said}"`)));
  });
  return child;
}

beforeAll(() => {
  buildSync({
    entryPoints: [path.join(__dirname, 'synthesize.ts')],
    outfile: PROGRAM,
    bundle: true,
    platform: 'node',
    packages: 'external',
    keepNames: true,
    logLevel: 'error',
  });
});

afterAll(() => rmSync(path.dirname(PROGRAM), { recursive: true, force: true }));

test(`a synthesis that is killed leaves each file as it was or as it is to be, ${KILLS} times (KILL_SEED=${SEED})`, async () => {
  const [before, whole] = [emptyFolder(), emptyFolder()];
  const old = synthesized(crmIn(before, Language.EN));
  cpSync(before, whole, { recursive: true });
  const running = await started(whole, 'ready');
  const began = process.hrtime.bigint();
  await new Promise((resolve) => running.stdout!.on('data', resolve));
  const milliseconds = Number(process.hrtime.bigint() - began) / 1e6;
  await new Promise((resolve) => running.on('exit', resolve));
  const final = filesIn(whole);
  const ours = crmIn(emptyFolder()).files.map((file) => file.path);
  expect(ours.filter((file) => old[file] !== final[file]).length).toBeGreaterThan(7);

  const random = randomly(SEED);
  const folder = emptyFolder();
  let midway = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    rmSync(folder, { recursive: true, force: true });
    cpSync(before, folder, { recursive: true });
    const child = await started(folder, 'ready');
    await new Promise((resolve) => setTimeout(resolve, random() * milliseconds));
    const ended = new Promise((resolve) => child.exitCode === null && child.signalCode === null ? child.on('exit', resolve) : resolve(0));
    child.kill('SIGKILL');
    await ended;
    const left = filesIn(folder);
    const isWhole = (file: string) => left[file] === old[file] || left[file] === final[file];
    expect([kill, ours.filter((file) => !isWhole(file))]).toEqual([kill, []]);
    const isNew = (file: string) => left[file] === final[file] && final[file] !== old[file];
    midway += ours.some(isNew) && ours.some((file) => left[file] !== final[file]) ? 1 : 0;
    // what comes next finishes it, and takes nothing for an edit
    expect(synthesized(crmIn(folder, Language.PT_BR))).toEqual(final);
  }
  process.stdout.write(`killed ${KILLS} times in ${Math.round(milliseconds)} ms each, ${midway} of them between two files\n`);
}, 300_000);
