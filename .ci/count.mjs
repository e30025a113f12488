// Counts what the parts of a run reported, and says once more at the end which tests were red and why: what was printed when they
// happened may be cut off by then. A part that did not come to its tests is one failure.
//
//   node .ci/count.mjs FAILED JUNIT_OF_UNIT_TESTS PART:MINUTES...
//
// FAILED is 1 if any part ended with an error, which counts as one failure where no test is red, such as a lint error.
import fs from 'node:fs';

const LONGEST = 700; // characters of one reason, its beginning and its end
const MOST = 16; // reasons
const NAMES = 4; // tests that are named with one reason

const [failed, unit, ...parts] = process.argv.slice(2);
const counts = { passed: 0, failed: 0 };
const red = [];

const add = (file, read) => {
  if (!fs.existsSync(file)) {
    counts.failed += 1;
    red.push({ name: file, messages: ['was not written: the part did not come to its end'] });
    return;
  }
  const found = read(fs.readFileSync(file, 'utf-8'));
  counts.passed += found.passed;
  counts.failed += found.failed;
  red.push(...found.red);
};

add(unit, (xml) => {
  const [suites] = /<testsuites [^>]*>/.exec(xml);
  const of = (name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suites)?.[1] ?? 0);
  const skipped = (xml.match(/<skipped/g) ?? []).length;
  const cases = [...xml.matchAll(/<testcase [^>]*name="([^"]*)"[^>]*>\s*<(?:failure|error)[^>]*>([^]*?)<\/(?:failure|error)>/g)];
  return {
    passed: of('tests') - of('failures') - of('errors') - skipped,
    failed: of('failures') + of('errors'),
    red: cases.map(([, name, message]) => ({ name: `unit: ${name}`, messages: [message] })),
  };
});

for (const part of parts) {
  add(part.replace(/:\d+$/, '.json'), (json) => {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(json);
    const suites = testResults.flatMap(({ name, message, assertionResults }) => {
      const tests = assertionResults.filter(({ status }) => status === 'failed');
      return tests.length > 0 || !message
        ? tests.map(({ fullName, failureMessages }) => ({ name: fullName, messages: failureMessages }))
        : [{ name, messages: [message] }];
    });
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, red: suites };
  });
}

if (failed !== '0' && counts.failed === 0) {
  counts.failed = 1;
}

const shortened = (text) => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 2)} … ${text.slice(-LONGEST / 2)}`);

// what makes a whole part red is said once, with some of its tests
const byReason = new Map();
for (const { name, messages } of red) {
  const reason = messages.map(shortened).join('\n');
  byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
}
for (const [reason, names] of [...byReason].slice(0, MOST)) {
  names.slice(0, NAMES).forEach((name) => console.log(`== red: ${name}`));
  if (names.length > NAMES) {
    console.log(`== red, too, for the same reason: ${names.length - NAMES} tests`);
  }
  console.log(reason);
}
[...byReason].slice(MOST).forEach(([, names]) => console.log(`== red, too: ${names[0]}${names.length > 1 ? ` and ${names.length - 1} more` : ''}`));
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
