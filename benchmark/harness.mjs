/*
 * What every row of the benchmark is made of: ours and theirs, measured in turns in one run, so that whatever else the machine
 * does meanwhile hits both; the median, minimum and maximum of each, and their ratio against the goal.
 */
import { spawn } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

/** A row that cannot be measured here, and why. */
export class NotMeasured extends Error {}

/** How often a row is measured unless `--runs` says otherwise: less often where a run takes longer than half a minute. */
const RUNS = { short: 10, long: 5, longFrom: 30 };

/**
 * Measures one row.
 *
 * @param row `{ name, what, against, unit, goal, better, measure, prepare, cleanUp, cause }`; `measure(side)` gives one figure for "ours" or "theirs"
 * @param runs how often, if the caller has said so
 */
export async function measured(row, runs) {
  const figures = { ours: [], theirs: [] };
  try {
    await row.prepare?.();
    let times = row.runs ?? runs ?? RUNS.short;
    for (let time = 0; time < times; time++) {
      // who comes first changes, since the first may find caches cold
      for (const side of time % 2 === 0 ? ['ours', 'theirs'] : ['theirs', 'ours']) {
        const begin = performance.now();
        const figure = row.limit !== undefined && side === 'theirs' ? row.limit : await row.measure(side);
        figures[side].push(figure);
        if (row.runs === undefined && runs === undefined && (performance.now() - begin) / 1000 > RUNS.longFrom) {
          times = RUNS.long;
        }
      }
    }
    return { ours: summary(figures.ours), theirs: summary(figures.theirs), runs: figures.ours.length, ...verdict(row, figures) };
  } catch (error) {
    if (!(error instanceof NotMeasured)) {
      console.error(error);
    }
    return { verdict: 'not measured', reason: error.message.split('\n')[0] };
  } finally {
    await row.cleanUp?.();
  }
}

function verdict(row, figures) {
  const ratio = summary(figures.ours).median / summary(figures.theirs).median;
  const met = row.better === 'more' ? ratio >= row.goal : ratio <= row.goal;
  return { ratio, verdict: met ? 'met' : 'missed' };
}

function summary(figures) {
  const sorted = [...figures].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted[sorted.length - 1] };
}

/**
 * Runs a program to its end.
 *
 * @returns what it said, the seconds that passed, and the processor seconds of it and of what it has started
 * @throws if it does not succeed
 */
export async function run(command, argv, options = {}) {
  const begin = performance.now();
  // of GNU's or BSD's shells only bash has a format for the times of what it ran
  const timed = ['-c', 'TIMEFORMAT="%U %S"; exec 3>&2; time "$@" 2>&3', 'bash', command, ...argv];
  const child = spawn('bash', timed, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => { stdout += data; });
  child.stderr.on('data', (data) => { stderr += data; });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) {
    throw new Error(`"${[command, ...argv].join(' ')}" ended with ${code}: ${stderr.slice(-2000)}`);
  }
  const [user, system] = stderr.trim().split('\n').pop().split(' ').map(Number);
  return { stdout, stderr, seconds: (performance.now() - begin) / 1000, processor: user + system };
}

/** What the figures depend on. */
export async function machine() {
  const engine = await run('docker', ['version', '--format', '{{.Server.Version}}']).then(({ stdout }) => stdout.trim(), () => 'does not answer');
  return { cores: cpus().length, memory: `${Math.round(totalmem() / 2 ** 30)} GiB`, engine, node: process.version };
}
