import { spawn } from 'child_process';
import * as path from 'path';

const PROGRAM = path.join(__dirname, '../../../assets/node/graceful-stop.cjs');

/** What becomes of a request that is under way, and of the server, when it is told to stop. */
async function stopped(lines: string, seconds = 5) {
  const program = `
    const server = require('http').createServer((request, response) => { setTimeout(() => response.end('done'), 500); });
    server.listen(0, '127.0.0.1', () => console.log(server.address().port));
    ${lines}`;
  const child = spawn(process.execPath, ['--require', PROGRAM, '--eval', program], {
    env: { PATH: process.env.PATH, GRACEFUL_SHUTDOWN_SECONDS: `${seconds}` },
  });
  const ended = new Promise<string>((resolve) => child.once('exit', (code, signal) => resolve(`${code ?? signal}`)));
  const port = await new Promise<string>((resolve) => child.stdout.once('data', (text) => resolve(`${text}`.trim())));
  // fetch keeps its connection open
  const answer = fetch(`http://127.0.0.1:${port}`).then((response) => response.text()).catch(() => 'broken off');
  await new Promise((resolve) => setTimeout(resolve, 200));
  const since = Date.now();
  child.kill('SIGTERM');
  return { answer: await answer, code: await ended, seconds: (Date.now() - since) / 1000 };
}

test('a request that is under way ends before the server does', async () => {
  const { answer, code, seconds } = await stopped('');
  expect([answer, code]).toEqual(['done', '0']);
  expect(seconds).toBeLessThan(3);
});

test('what else the application has open does not keep it', async () => {
  const { code, seconds } = await stopped('setInterval(() => {}, 1000);');
  expect(code).toBe('0');
  expect(seconds).toBeLessThan(3);
});

test('a request that takes too long is broken off', async () => {
  const { answer, code } = await stopped('', 0.1);
  expect([answer, code]).toEqual(['broken off', '0']);
});

describe('an application that handles SIGTERM', () => {
  test('ends as it likes', async () => {
    expect(await stopped('process.on("SIGTERM", () => setTimeout(() => process.exit(7), 600));')).toMatchObject({ answer: 'done', code: '7' });
  });

  test('ends in time all the same', async () => {
    expect(await stopped('process.on("SIGTERM", () => {});', 1)).toMatchObject({ answer: 'done', code: '0' });
  });
});
