/* How rows are written: one line each, in the terminal and in benchmark/RESULTS.md. */

/** With fewer runs a verdict is said, and that it cannot be relied on. */
const ENOUGH_RUNS = 5;

const NOT_ASKED = { verdict: 'not measured', reason: 'not run yet on this machine' };

/** One row of the page. */
export function line(row, result = NOT_ASKED) {
  const goal = row.better === 'more' ? `at least ${row.goal}` : `at most ${row.goal}`;
  const figures = result.ratio === undefined
    ? ['-', '-', '-', goal, `not measured: ${result.reason}`]
    : [shown(result.ours, row.unit), row.limit === undefined ? shown(result.theirs, row.unit) : `${row.limit} ${row.unit}`,
      result.ratio.toFixed(2), goal, `${result.verdict}${certainty(row, result)}${result.verdict === 'missed' ? `: ${row.cause ?? 'the cause is not known yet'}` : ''}`];
  return `| \`${row.name}\` | ${row.what} | ${row.against} | ${figures.join(' | ')} |`;
}

function certainty(row, { runs }) {
  return row.runs !== undefined ? '' : ` in ${runs} runs${runs < ENOUGH_RUNS ? ', too few to rely on' : ''}`;
}

/** benchmark/RESULTS.md. */
export function page(rows, results, { cores, memory, engine, node }) {
  return `# Benchmark

Written by \`npx projen benchmark [row...] [--runs N]\`. Ours and theirs are measured in turns in one run; a figure is the median, with the minimum
and maximum. The ratio is ours to theirs. Other work may share the machine: the ratios say more than the figures.

Machine: ${cores} cores, ${memory} of memory, Docker ${engine}, Node.js ${node}.

| row | what | against | ours | theirs | ratio | goal | verdict |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.map((row) => line(row, results[row.name])).join('\n')}
`;
}

function shown({ median, min, max }, unit) {
  return `${digits(median)} ${unit} (${digits(min)} to ${digits(max)})`;
}

function digits(figure) {
  return figure >= 1000 ? `${Math.round(figure)}` : figure.toPrecision(3);
}
