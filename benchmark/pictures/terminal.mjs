import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
// eslint-disable-next-line import/no-extraneous-dependencies -- only pictures are made with it
import xterm from '@xterm/headless';

export const COLUMNS = 104;
export const ROWS = 24;

/** A pause is shown for at most so long, in seconds: nobody looks at a build that waits. */
const LONGEST_PAUSE = 0.7;
const SECONDS_A_KEY = 0.04;

/**
 * What a terminal shows while a person types commands, one after the other: pieces of text with the second at which each came. The commands run, at a
 * pseudo terminal of their own.
 *
 * @param {{ commands: string[], cwd: string, env: object, work: string }} options `work`: a folder for what is recorded
 */
export async function record({ commands, cwd, env, work }) {
  const events = [];
  let now = 0;
  const show = (text, seconds) => {
    now += Math.min(seconds, LONGEST_PAUSE);
    events.push({ at: now, text });
  };
  for (const command of commands) {
    show('\x1b[1;32m$\x1b[0m ', 0.3);
    [...command].forEach((key) => show(key, SECONDS_A_KEY));
    show('\r\n', 0.4);
    for (const { seconds, text } of await run(command, { cwd, env, work })) {
      show(text, seconds);
    }
  }
  show('\x1b[1;32m$\x1b[0m ', 0.2);
  return events;
}

/** Runs a command at a pseudo terminal: what it showed, with the seconds since what was before. */
async function run(command, { cwd, env, work }) {
  const [out, timing] = [path.join(work, 'out'), path.join(work, 'timing')];
  const inside = `stty cols ${COLUMNS} rows ${ROWS}; ${command}`;
  const recorder = ['--quiet', '--flush', '--log-out', out, '--log-timing', timing, '--logging-format', 'classic', '--command', inside];
  const child = spawn('script', recorder, { cwd, env: { ...process.env, TERM: 'xterm-256color', ...env }, stdio: 'ignore' });
  await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  // a line of the recorder's own stands before what was shown
  const shown = readFileSync(out);
  let offset = shown.indexOf('\n') + 1;
  return readFileSync(timing, 'utf-8').trim().split('\n').map((line) => {
    const [seconds, bytes] = line.split(' ').map(Number);
    return { seconds, text: shown.subarray(offset, offset += bytes) };
  });
}

/**
 * What is on the screen after each piece of text: lines of runs of equal style.
 *
 * @returns {Promise<Array<{ at: number, lines: Array<Array<{ text: string, style: string }>> }>>}
 */
export async function screens(events) {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true, scrollback: 0 });
  const all = [];
  for (const { at, text } of events) {
    await new Promise((resolve) => terminal.write(text, resolve));
    const { active } = terminal.buffer;
    all.push({ at, lines: Array.from({ length: ROWS }, (_, row) => runsOf(active.getLine(active.baseY + row))) });
  }
  return all;
}

function runsOf(line) {
  const runs = [];
  for (let column = 0; column < COLUMNS; column++) {
    const cell = line.getCell(column);
    const style = styleOf(cell);
    const text = cell.getChars() || (cell.getWidth() === 0 ? '' : ' ');
    if (runs.at(-1)?.style === style) {
      runs.at(-1).text += text;
    } else {
      runs.push({ style, text });
    }
  }
  // what is blank at the end is nothing
  while (runs.length > 0 && runs.at(-1).text.trimEnd() === '') {
    runs.pop();
  }
  return runs.map((each, index) => index === runs.length - 1 ? { ...each, text: each.text.trimEnd() } : each);
}

/** The classes of a cell: its colour, of the sixteen that a terminal has, and whether it is bold or dim. */
function styleOf(cell) {
  const color = cell.isFgPalette() && cell.getFgColor() < 16 ? [`c${cell.getFgColor() % 8}`] : [];
  return [...color, ...cell.isBold() ? ['b'] : [], ...cell.isDim() ? ['d'] : []].join(' ');
}
