const MARKS = { passed: '✓', failed: '✗', pending: '○', todo: '○' };

/** A reporter of Jest that says how each test ended, at that moment, and why it failed: of a part that hangs one sees where. */
export default class Progress {
  onTestCaseResult(_, { status, fullName, duration, failureMessages }) {
    process.stderr.write(`${MARKS[status] ?? status} ${fullName} (${((duration ?? 0) / 1000).toFixed(1)} s)\n`);
    failureMessages?.forEach((message) => process.stderr.write(`  ${message.slice(0, 4000).replace(/\n/g, '\n  ')}\n`));
  }
}
