import { spawnSync } from 'child_process';
import { once } from 'events';
import { writeFileSync } from 'fs';
import * as path from 'path';
import { createInterface } from 'readline/promises';
import { parseArgs } from 'util';
import { type Command } from './command';
import { diffOf, DryRun, dryRun, FileChange, linesOf, Proposal, Repository } from '../init';

/** What the exit codes of the command are (docs/init.md). */
const EXIT = { written: 0, nothing: 1, usage: 2, declined: 3 } as const;

const USAGE = `usage: npx projen-container-stack init [OPTION...]

  --print     writes the proposal to stdout, and no file
  --yes       does not ask
  --python    proposes .projenrc.py in place of .projenrc.ts
  --diff      shows the files that a synthesis would write as a whole, not only their names
  --install   installs what .projenrc.ts needs, and synthesizes, once it is written

exit code: 0 written or printed, 1 nothing to write, 2 wrong arguments, 3 nobody said yes
`;

const OPTIONS = {
  print: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  python: { type: 'boolean', default: false },
  diff: { type: 'boolean', default: false },
  install: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const init: Command = {
  description: 'proposes a .projenrc.ts for the repository in this folder, shows what it writes, and asks',
  async run(args) {
    let options;
    try {
      options = parseArgs({ args, options: OPTIONS }).values;
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
      return EXIT.usage;
    }
    if (options.help) {
      process.stdout.write(USAGE);
      return EXIT.written;
    }
    if (options.python && options.install) {
      process.stderr.write(`--install is for .projenrc.ts: leave it out, or leave out --python\n\n${USAGE}`);
      return EXIT.usage;
    }
    return propose(options);
  },
};

/** So many files of a folder are not listed each. */
const MANY = 10;

interface Options {
  readonly print?: boolean;
  readonly yes?: boolean;
  readonly python?: boolean;
  readonly diff?: boolean;
  readonly install?: boolean;
}

async function propose({ print, yes, python, diff, install }: Options): Promise<number> {
  const repository = new Repository(process.cwd());
  const file = python ? '.projenrc.py' : '.projenrc.ts';
  const [there] = repository.projenFiles;
  if (there !== undefined && !print) {
    return refuse(`"${there}" is there already, and nothing is overwritten: see the proposal with --print, and take over what fits`);
  }
  const proposal = Proposal.of(repository);
  if (proposal === undefined) {
    return refuse(nothingIn(repository));
  }
  const text = python ? proposal.python() : proposal.typescript();
  if (print) {
    process.stdout.write(text);
    return EXIT.written;
  }
  process.stdout.write(`${file}:\n\n${text}\n`);
  const result = dryRun(repository, proposal, file);
  process.stdout.write(
    result.failure === undefined ? shown(result, diff ?? false) : `The proposal does not synthesize yet:\n\n${result.failure}\n\n`,
  );
  if (yes && result.failure !== undefined) {
    return refuse(`"${file}" is not written: write it with --print > ${file}, and change what is said above`);
  }
  const question = install ? `Write "${file}", install what it needs, and synthesize?` : `Write "${file}"? Nothing else is changed.`;
  if (!yes && !(await agrees(`${question} [y/N] `))) {
    process.stderr.write('nothing was written\n');
    return EXIT.declined;
  }
  // never over a file that has come in the meantime
  writeFileSync(file, text, { flag: 'wx' });
  return goOn(file, proposal, { python, install });
}

function shown({ changes, said }: DryRun, whole: boolean): string {
  const rows = rowsOf(changes);
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, count]) => `  ${name.padEnd(width)}  ${count}\n`);
  return [
    `A synthesis of it writes ${changes.length} files:\n\n`,
    ...lines,
    '\n',
    ...(whole ? changes.map((change) => `${diffOf(change)}\n`) : []),
    ...(said.trim() === '' ? [] : [`${said.trim()}\n\n`]),
  ].join('');
}

/** Many new files of one folder are one row. */
function rowsOf(changes: readonly FileChange[]): [string, string][] {
  const folders = new Map<string, FileChange[]>();
  changes.forEach((change) =>
    folders.set(path.posix.dirname(change.file), [...(folders.get(path.posix.dirname(change.file)) ?? []), change]),
  );
  return [...folders].flatMap(([folder, all]): [string, string][] =>
    all.length < MANY || all.some(({ before }) => before !== undefined)
      ? all.map((change) => [change.file, counted(change)])
      : [[`${folder}/*`, `${all.length} new files, ${all.reduce((sum, change) => sum + linesOf(change).added, 0)} lines`]],
  );
}

function counted(change: FileChange): string {
  const { added, removed } = linesOf(change);
  return change.before === undefined ? `new, ${added} lines` : `+${added} -${removed}`;
}

/** Where nobody can be asked, nobody has agreed. */
async function agrees(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    process.stderr.write('this is no terminal, in which one could be asked: pass --yes to write, or --print\n');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await Promise.race([terminal.question(question), once(terminal, 'close').then(() => undefined)]);
    if (answer !== undefined) {
      return /^\s*y(es)?\s*$/i.test(answer);
    }
  } catch {
    // Ctrl+C and Ctrl+D
  } finally {
    terminal.close();
  }
  process.stdout.write('\n');
  return false;
}

function goOn(file: string, proposal: Proposal, { python, install }: Options): number {
  const commands = python ? ['pip install projen projen-container-stack', 'python .projenrc.py'] : proposal.firstCommands;
  process.stdout.write(`"${file}" is written. ${install ? 'Now' : 'Go on with'}\n\n${commands.map((each) => `  ${each}\n`).join('')}\n`);
  for (const command of install ? commands : []) {
    const [program, ...args] = command.split(' ');
    const { status, error } = spawnSync(program, args, { stdio: 'inherit', shell: process.platform === 'win32' });
    if (status !== 0) {
      return refuse(
        `"${command}" failed${error ? ` (${error.message})` : ''}: run it again, and what comes after it, once the reason is gone`,
      );
    }
  }
  process.stdout.write(`Start it: ./${proposal.script} start\nThe guide: ${proposal.guide}\n`);
  return EXIT.written;
}

function nothingIn({ leftOut }: Repository): string {
  return [
    'nothing was found here that runs in a container: looked for were Python packages (requirements.txt, uv, Poetry) with an ASGI '
      + 'application or Celery, angular.json, and package.json with a frontend or a server',
    ...leftOut.map((each) => `not looked at: ${each}`),
  ].join('\n');
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return EXIT.nothing;
}
