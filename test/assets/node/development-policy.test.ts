import { spawnSync } from 'child_process';
import * as path from 'path';

const PROGRAM = path.join(__dirname, '../../../assets/node/development-policy.cjs');
const POLICY = "default-src 'self'; img-src 'self' data:";
const REPORT_ONLY = 'Content-Security-Policy-Report-Only';

/** The policy that a server answers with, which says `lines` to each request. */
function policyOf(
  lines: string, variables: { [name: string]: string } = { DEVELOPMENT_POLICY: POLICY, DEVELOPMENT_POLICY_HEADER: REPORT_ONLY },
) {
  const program = `
    const server = require('http').createServer((request, response) => { ${lines} });
    server.listen(0, '127.0.0.1', async () => {
      const { status, headers } = await fetch('http://127.0.0.1:' + server.address().port);
      console.log(JSON.stringify([status, headers.get('${REPORT_ONLY}'), headers.get('content-security-policy')]));
      process.exit();
    });`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--eval', program], {
    env: { PATH: process.env.PATH, NODE_OPTIONS: `--require=${PROGRAM}`, ...variables }, encoding: 'utf-8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

test.each([
  ['sets its type before', 'response.setHeader("Content-Type", "text/html; charset=utf-8"); response.end("<p>");'],
  ['sets it with the status', 'response.writeHead(200, { "content-type": "text/html" }).end();'],
  ['sets it behind a text', 'response.writeHead(200, "OK", { "Content-Type": "text/html" }).end();'],
  ['sets it in a list', 'response.writeHead(200, ["X-A", "b", "Content-Type", "text/html"]).end();'],
])('a page has the policy whose server %s', (_, lines) => {
  expect(policyOf(lines)).toEqual([200, POLICY, null]);
});

test('whatever is no page has none', () => {
  expect(policyOf('response.writeHead(404, { "content-type": "application/json" }).end("{}");')).toEqual([404, null, null]);
  expect(policyOf('response.end("?");')).toEqual([200, null, null]);
});

test('a policy that the server sends itself stays', () => {
  expect(policyOf(`response.setHeader("content-type", "text/html"); response.setHeader("${REPORT_ONLY}", "img-src *"); response.end();`))
    .toEqual([200, 'img-src *', null]);
});

test('it may be enforced', () => {
  expect(policyOf('response.setHeader("content-type", "text/html"); response.end();', {
    DEVELOPMENT_POLICY: POLICY, DEVELOPMENT_POLICY_HEADER: 'Content-Security-Policy',
  })).toEqual([200, null, POLICY]);
});

test('without one, nothing is added', () => {
  expect(policyOf('response.setHeader("content-type", "text/html"); response.end();', {})).toEqual([200, null, null]);
});
