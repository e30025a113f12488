import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { flattenDiagnosticMessageText, parseConfigFileTextToJson } from 'typescript';
import { CommandOptions, Outcome, run } from '../../command';
import { ROOT } from '../../root';
import { Finding, unexpected, unneeded } from '../findings';
import { report } from '../scene';
import { Reading, readByCaddy, readByNginx } from '../servers';
import { WrittenFile, distinctFiles } from '../written';

/** A tool, the files that it reads, and what it says against them. */
interface Tool {
  readonly tool: string;
  readonly reads: (file: WrittenFile) => boolean;
  /** What it reads too, from the same folder. */
  readonly beside?: string[];
  readonly read: (at: string[], folder: string) => Promise<Finding[]>;
}

const isScript = ({ path: at }: WrittenFile) => /\.(sh|facts)$/.test(at);
const isForSh = ({ path: at, text }: WrittenFile) => at.endsWith('.facts') || text.startsWith('#!/bin/sh\n');
const isNginx = ({ path: at }: WrittenFile) => path.posix.basename(at) === 'nginx.conf';
const NGINX_BESIDE = ['before-start.sh', 'before-start.facts'];
const isMarkdown = ({ path: at }: WrittenFile) => at.endsWith('.md');

/** The files are at `<number>/<name>`. Each tool is at its strictest: what it may say is in the exceptions. */
const TOOLS: Tool[] = [
  { tool: 'dash', reads: isForSh, read: oneByOne('dash', (at) => ['dash', '-n', at]) },
  { tool: 'bash', reads: (file) => isScript(file) && !isForSh(file), read: oneByOne('bash', (at) => ['bash', '-n', at]) },
  { tool: 'node', reads: ({ path: at }) => /\.[cm]?js$/.test(at), read: oneByOne('node', (at) => [process.execPath, '--check', at]) },
  {
    tool: 'JSON with comments',
    reads: ({ path: at }) => /^\.(vscode|devcontainer)\/.*\.json$/.test(at),
    read: async (files) => files.flatMap((at) => {
      const { error } = parseConfigFileTextToJson(at, readFileSync(at, 'utf-8'));
      return error ? [{ tool: 'JSON with comments', rule: 'syntax', text: `${at} ${flattenDiagnosticMessageText(error.messageText, ' ')}` }] : [];
    }),
  },
  {
    tool: 'python',
    reads: ({ path: at }) => at.endsWith('.py'),
    read: oneByOne('python', (at) => ['python3', '-W', 'error', '-c', 'import ast, pathlib, sys; ast.parse(pathlib.Path(sys.argv[1]).read_text())', at]),
  },
  { tool: 'perl', reads: ({ path: at }) => at.endsWith('.pl'), read: oneByOne('perl', (at) => ['sh', '-c', 'said=$(perl -W -c "$1" 2>&1) || echo "$said"', 'sh', at]) },
  {
    tool: 'shellcheck',
    reads: (file) => isScript(file) && !file.path.endsWith('.facts'),
    read: async (at) => (await json(['shellcheck', '--enable=all', '--format=json', ...at]))
      .map(({ file, line, code, message }: any) => ({ tool: 'shellcheck', rule: `SC${code}`, text: `${file}:${line} ${message}` })),
  },
  {
    tool: 'markdownlint',
    reads: isMarkdown,
    read: async (at) => Object.entries<any[]>(await json([process.execPath, '--input-type=module', '--eval', MARKDOWNLINT, ...at], { cwd: ROOT }))
      .flatMap(([file, all]) => all.map(({ ruleNames, lineNumber, errorDetail, errorContext }) => ({
        tool: 'markdownlint', rule: ruleNames[0], text: [`${file}:${lineNumber}`, errorContext, errorDetail].filter(Boolean).join(' '),
      }))),
  },
  {
    tool: 'dclint',
    reads: ({ path: at }) => at.endsWith('.yml'),
    read: async (at) => (await json([process.execPath, '--eval', DCLINT, ...at], { cwd: ROOT }))
      .flatMap(({ filePath, messages }: any) => messages.map(({ rule, message, line }: any) => ({ tool: 'dclint', rule, text: `${filePath}:${line} ${message}` }))),
  },
  {
    tool: 'hadolint',
    reads: ({ path: at }) => path.posix.basename(at) === 'Dockerfile',
    read: async (at) => (await json(['hadolint', '--format=json', '--failure-threshold=none', ...at]))
      .map(({ code, file, line, message }: any) => ({ tool: 'hadolint', rule: code, text: `${file}:${line} ${message}` })),
  },
  {
    tool: 'Compose (variables)',
    reads: ({ path: at }) => at.endsWith('.example'),
    read: async (at, folder) => {
      const stack = path.join(folder, 'docker-compose.yml');
      writeFileSync(stack, 'services:\n  any:\n    image: any\n');
      return oneByOne('Compose (variables)', (file) => ['docker', 'compose', '--env-file', file, '--file', stack, 'config', '--quiet'])(at, folder);
    },
  },
  { tool: 'nginx', reads: isNginx, beside: NGINX_BESIDE, read: async (at, folder) => said('nginx', await readByNginx(folder, at)) },
  {
    tool: 'gixy',
    reads: isNginx,
    beside: NGINX_BESIDE,
    read: async (files, folder) => {
      const findings: Finding[] = [];
      for (const { at, dump } of await readByNginx(folder, files)) {
        findings.push(...(await json(['gixy-next', '--format=json', '-'], { input: dump }))
          .map(({ plugin, line, reason, config }: any) => ({ tool: 'gixy', rule: plugin, text: `${at}:${line} ${reason}\n${config}` })));
      }
      return findings;
    },
  },
  {
    tool: 'caddy',
    reads: ({ path: at }) => path.posix.basename(at) === 'Caddyfile',
    read: async (at, folder) => said('caddy', await readByCaddy(folder, at)),
  },
];

function said(tool: string, readings: Reading[]): Finding[] {
  return readings.flatMap(({ at, said: lines }) => lines.map((line) => ({ tool, rule: 'validate', text: `${at} ${line}` })));
}

const MARKDOWNLINT = `
  import { lint } from 'markdownlint/sync';
  console.log(JSON.stringify(lint({ files: process.argv.slice(1), config: { default: true } })));
`;

// its own program ends before all that it prints has been read
const DCLINT = `
  const { DCLinter } = require('dclint');
  const findings = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] }).lintFiles(process.argv.slice(1), false);
  console.log(JSON.stringify(findings.map(({ filePath, messages }) =>
    ({ filePath, messages: messages.map(({ rule, message, line }) => ({ rule, message, line })) }))));
`;

/** A program that says nothing and ends with zero if all is well. */
function oneByOne(tool: string, argv: (at: string) => string[]): Tool['read'] {
  return async (files) => {
    const outcomes: Outcome[] = [];
    for (const at of files) {
      outcomes.push(await run(argv(at)));
    }
    return outcomes.filter(({ code, output }) => code !== 0 || output !== '').map(({ output }) => ({ tool, rule: 'syntax', text: output }));
  };
}

/** What a linter prints; that it has found something is no failure of it. */
async function json(argv: string[], options: CommandOptions = {}): Promise<any> {
  const { stdout, stderr } = await run(argv, { timeoutSeconds: 280, ...options });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`"${argv[0]}" printed no JSON: ${stdout}${stderr}`);
  }
}

/** Every file is read by the tool that will read it, and by the linter that people would use. */
export function readingFiles(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'matrix-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Writes those files, each to a folder of its own. */
  const written = (files: WrittenFile[], beside: string[]): string[] => files.map((file, index) => {
    const own = path.join(folder, `${index}`);
    mkdirSync(own, { recursive: true });
    beside.forEach((name) => writeFileSync(path.join(own, name), file.beside(name)));
    const at = path.join(own, path.posix.basename(file.path));
    writeFileSync(at, file.text);
    return at;
  });

  test('there is a tool for each of them', () => {
    // BuildKit reads the first when it builds, and takes whatever there is; servers and a browser read the others in other parts of the run
    const isReadElsewhere = ({ path: at }: WrittenFile) =>
      /(^|\/|\.)(\.?dockerignore|maintenance\.html|init\.sql|pg_hba\.conf|rabbitmq\.conf)$/.test(at);
    const unread = distinctFiles().filter((file) => !isReadElsewhere(file) && !TOOLS.some(({ reads }) => reads(file)));
    expect(unread.map((file) => file.path)).toEqual([]);
  });

  test.each(TOOLS)('$tool has nothing to say', async ({ tool, reads, beside, read }) => {
    const files = distinctFiles().filter(reads);
    expect(files.length).toBeGreaterThan(0);
    const findings = await read(written(files, beside ?? []), folder);
    expect(unexpected(findings)).toEqual([]);
    expect(unneeded(tool)).toEqual([]);
    report.add(`files read by ${tool}`, files.length);
    report.add(`findings of ${tool} that are allowed`, findings.length);
  });
}
