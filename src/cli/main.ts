import { type Command } from './command';
import { diff } from './diff';
import { init } from './init';

/** By name, in the order of the usage. */
const COMMANDS: { readonly [name: string]: Command } = {
  init,
  diff,
};

const HELP = ['help', '--help', '-h'];

/** `npx projen-container-stack COMMAND [ARGUMENT...]`: returns the exit code, 2 for a command that does not exist. */
export async function main(argv: string[]): Promise<number> {
  const [name, ...args] = argv;
  if (name !== undefined && Object.hasOwn(COMMANDS, name)) {
    return COMMANDS[name].run(args);
  }
  if (name === undefined || HELP.includes(name)) {
    process.stdout.write(usage());
    return 0;
  }
  process.stderr.write(`"${name}" is no command of projen-container-stack\n\n${usage()}`);
  return 2;
}

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { description }]) => `  ${name.padEnd(8)}${description}\n`);
  return `usage: npx projen-container-stack COMMAND\n\n${lines.join('')}`;
}
