import type { Command } from './command';
import { repositoryAt, review } from '../review';

const USAGE = `usage: npx projen-container-stack diff [REVISION [REVISION]] [--markdown] [--fail-on risky|any]

Says in words what a change means for the containers of this folder: from the first revision (the one where this branch left the
default branch, or HEAD) to the second (the files as they are). Nothing of another revision is run.

  --markdown        for a comment on a pull request
  --fail-on risky   ends with 1 if something can make the stack less safe or lose data
  --fail-on any     ends with 1 if anything changes

exit code: 0, also for risky changes unless --fail-on is given; 1 what --fail-on names; 2 nothing could be compared
`;

const FAILURES = ['risky', 'any'];

/** `npx projen-container-stack diff`: see {@link USAGE}. */
export const diff: Command = {
  description: 'what a change means for the containers, in words',
  run: (args) => {
    try {
      return compared(optionsIn(args));
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n`);
      return 2;
    }
  },
};

interface Options {
  readonly revisions: string[];
  readonly markdown: boolean;
  readonly failOn?: string;
  readonly help: boolean;
}

function compared({ revisions: [from, to], markdown, failOn, help }: Options): number {
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const repository = repositoryAt(process.cwd());
  const found = review(
    from === undefined ? repository.base() : repository.revision(from),
    to === undefined ? repository.workingTree() : repository.revision(to),
  );
  process.stdout.write(markdown ? found.markdown : found.text);
  return failOn === 'any' && found.isChange || failOn === 'risky' && found.isRisky ? 1 : 0;
}

function optionsIn(args: string[]): Options {
  const revisions: string[] = [];
  const failures: string[] = [];
  const left = args.flatMap((arg) => arg.startsWith('--fail-on=') ? ['--fail-on', arg.slice('--fail-on='.length)] : [arg]);
  const flags = new Set<string>();
  while (left.length > 0) {
    const arg = left.shift()!;
    if (arg === '--fail-on') {
      failures.push(left.shift() ?? '');
    } else if (['--markdown', '--help', '-h'].includes(arg)) {
      flags.add(arg);
    } else if (arg.startsWith('-')) {
      throw new Error(`"${arg}" is no option of diff\n\n${USAGE}`);
    } else {
      revisions.push(arg);
    }
  }
  const [failOn] = failures;
  if (failOn !== undefined && !FAILURES.includes(failOn)) {
    throw new Error(`--fail-on is "${failOn}": allowed are ${FAILURES.map((each) => `"${each}"`).join(' and ')}\n\n${USAGE}`);
  }
  if (revisions.length > 2) {
    throw new Error(`there are ${revisions.length} revisions, and two are compared at most: name one or two\n\n${USAGE}`);
  }
  return { revisions, markdown: flags.has('--markdown'), failOn, help: flags.has('--help') || flags.has('-h') };
}
