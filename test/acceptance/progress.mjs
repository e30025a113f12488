const MARKS = { passed: '✓', failed: '✗', pending: '○', todo: '○' };

/** A reporter of Jest that says how each test ended, at that moment: of a part that hangs one sees where. */
export default class Progress {
  onTestCaseResult(_, { status, fullName, duration }) {
    process.stderr.write(`${MARKS[status] ?? status} ${fullName} (${((duration ?? 0) / 1000).toFixed(1)} s)\n`);
  }
}
