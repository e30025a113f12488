import { execFileSync, spawnSync } from 'child_process';
import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Job, commandsOf, readFrom, shop } from './fixture';
import { GitHubWorkflows } from '../../src/workflows';
import { emptyFolder, emptyProject } from '../fixtures/stack';

/** The jobs of pull requests, each as one program. */
const { drift, changes, comment } = jobs();

function jobs(): { [id: string]: Job } {
  const stack = shop();
  new GitHubWorkflows(stack);
  return readFrom(stack, '.github/workflows/containers.yml').jobs;
}

/** Runs a program as GitHub does, with others in place of those that it calls, which write down how they were called. */
function run(program: string, cwd: string, fakes: { [name: string]: string }, env: { [name: string]: string } = {}) {
  const bin = path.join(emptyFolder(), 'bin');
  mkdirSync(bin);
  const log = path.join(bin, 'log');
  writeFileSync(log, '');
  for (const [name, body] of Object.entries(fakes)) {
    writeFileSync(path.join(bin, name), `#!/bin/bash\necho "${name} $*" >> ${log}\n${body}\n`);
    chmodSync(path.join(bin, name), 0o755);
  }
  const outcome = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', program], {
    cwd, encoding: 'utf-8', env: { ...process.env, ...env, PATH: `${bin}:${process.env.PATH}` },
  });
  return { ...outcome, calls: readFileSync(log, 'utf-8').trim().split('\n') };
}

function repository(): string {
  const { outdir } = emptyProject({ 'docker-compose.yml': 'name: shop\n' });
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: outdir });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'one');
  return outdir;
}

describe('drift', () => {
  const program = commandsOf(drift);

  test('files that are what projen writes are fine', () => {
    expect(run(program, repository(), { npm: '', npx: '' })).toMatchObject({ status: 0, calls: ['npm ci', 'npx projen'] });
  });

  test('a file that projen writes otherwise is named', () => {
    const { status, stdout, stderr } = run(program, repository(), { npm: '', npx: 'echo "# more" >> docker-compose.yml' });
    expect(status).toBe(1);
    expect(stdout).toContain('docker-compose.yml');
    expect(stderr).toBe('the files above are not what npx projen writes: run it, and commit what it changes\n');
  });

  test('a file that nobody committed is named too', () => {
    const { status, stdout } = run(program, repository(), { npm: '', npx: 'echo new > docker-compose.prod.yml' });
    expect([status, stdout]).toEqual([1, expect.stringContaining('docker-compose.prod.yml')]);
  });
});

describe('what changes', () => {
  function changed(npx: string) {
    const temporary = emptyFolder();
    const files = { RUNNER_TEMP: temporary, GITHUB_OUTPUT: path.join(temporary, 'output'), GITHUB_STEP_SUMMARY: path.join(temporary, 'summary') };
    Object.values(files).slice(1).forEach((file) => appendFileSync(file, ''));
    const outcome = run(commandsOf(changes), temporary, { npm: '', npx }, files);
    return { ...outcome, output: readFileSync(files.GITHUB_OUTPUT, 'utf-8'), summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf-8') };
  }

  test('is asked of the branch that the pull request goes to, and stands in the summary and in the output', () => {
    const { status, calls, output, summary } = changed('echo "**redis** is open to the network"');
    expect([status, calls]).toEqual([0, ['npm ci', 'npx projen-container-stack diff --markdown HEAD^1']]);
    expect(summary).toBe('**redis** is open to the network\n');
    expect(output).toMatch(/^text<<([0-9a-f]{32})\n\*\*redis\*\* is open to the network\n\n\1\n$/);
  });

  test('cannot say another output than its text', () => {
    const { output } = changed('printf "text\\nEOF\\nother=1\\n"');
    const [, end] = /^text<<([0-9a-f]{32})\n/.exec(output)!;
    expect(output.split('\n').filter((line) => line === end)).toHaveLength(1);
    expect(output.trimEnd().endsWith(end)).toBe(true);
  });

  test('is cut off where it is longer than a comment may be, and says so', () => {
    const { status, summary } = changed('for ((i = 0; i < 9000; i++)); do echo "ação çãoo"; done');
    expect(status).toBe(0);
    expect(Buffer.byteLength(summary)).toBeLessThan(60_100);
    expect(summary).toMatch(/^(ação çãoo\n){4285}\n\n\(cut off: the rest is in the diff\)\n$/);
  });

  test('fails where the command does', () => {
    expect(changed('[ "$1" != projen-container-stack ]').status).toBe(1);
  });
});

describe('the comment', () => {
  function commented(ids: string, text: string) {
    const folder = emptyFolder();
    const gh = `case " $* " in *" --jq "*) printf '${ids}' ;; *) cat "$RUNNER_TEMP/comment.md" > "$RUNNER_TEMP/sent" ;; esac`;
    const { status, calls } = run(commandsOf(comment), folder, { gh }, {
      RUNNER_TEMP: folder, GITHUB_REPOSITORY: 'acme/shop', PULL_REQUEST: '7', CHANGES: text,
    });
    return { status, sent: calls.slice(1), text: readFileSync(path.join(folder, 'comment.md'), 'utf-8') };
  }

  test('is written the first time', () => {
    const { status, sent, text } = commented('', 'backend: memory 1 GiB → 2 GiB');
    expect([status, sent]).toEqual([0, [expect.stringMatching(/--method POST repos\/acme\/shop\/issues\/7\/comments --field body=@/)]]);
    expect(text).toBe('<!-- projen-container-stack -->\n\nbackend: memory 1 GiB → 2 GiB\n');
  });

  test('is replaced from then on', () => {
    expect(commented('41\\n42\\n', 'more').sent).toEqual([expect.stringContaining('--method PATCH repos/acme/shop/issues/comments/41 ')]);
  });

  test('is not written where nothing is to be said', () => {
    expect(commented('', '').sent).toEqual([]);
  });

  test('is text, whatever it says', () => {
    const hostile = '$(touch /tmp/x) `id` \'"; exit 3 #';
    const { status, text } = commented('', hostile);
    expect([status, text]).toEqual([0, `<!-- projen-container-stack -->\n\n${hostile}\n`]);
  });
});
