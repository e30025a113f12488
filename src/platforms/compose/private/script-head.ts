import { shellPath, shellWord as word } from './shell';
import { ComposePlan } from '../plan/compose-plan';

/** What differs between the scripts of all platforms. */
export interface ScriptText {
  /** What it is for, in the stack's language. */
  readonly about: string;
  /** The script, relative to the repository's root. */
  readonly script: string;
  /** The folder of the programs. */
  readonly folder: string;
  /** Groups of lines: comments, and facts as {@link value}, {@link list} and {@link ofService} write them. */
  readonly facts: string[][];
  /** What people can ask it for, besides help. */
  readonly commands: string[];
  /** The programs that it consists of. */
  readonly programs: string[];
}

/** What differs between the scripts of all kinds that work with Compose. */
export interface ScriptHead {
  /** What it is for, in the stack's language. */
  readonly about: string;
  /** Facts of the script as a whole, after those that all scripts have. */
  readonly settings: string[];
  /** More groups of lines: comments, and facts as {@link value}, {@link list} and {@link ofService} write them. */
  readonly facts: string[][];
  /** What people can ask it for, besides help. */
  readonly commands: string[];
  /** The programs that it consists of. */
  readonly programs: string[];
}

/** A script that works with Compose. */
export function scriptHead(plan: ComposePlan, head: ScriptHead): string {
  const { stack, externalNetworks, files: { script, programs: folder, ...files } } = plan;
  const { about, settings, commands, programs } = head;
  const general = [
    value('title', stack.title),
    value('script', shellPath(script)),
    value('copy', `cp ${word(files.envTemplate)} ${word(files.envFile)}`),
    value('compose_file', files.compose),
    value('env_file', files.envFile),
    ...settings,
  ];
  const networks = externalNetworks.length === 0 ? [] : [
    '# Networks that have to be there: they are not made here.',
    list('external_networks', externalNetworks),
  ];
  return scriptText({ about, script, folder, commands, programs, facts: [general, ...head.facts, networks] });
}

/** A script: the facts of a stack, and where the programs are that work with them. For bash 3.2 (macOS) and newer. */
export function scriptText({ about, script, folder, facts, commands, programs }: ScriptText): string {
  return `#!/usr/bin/env bash
# ${about}
# shellcheck disable=SC1090,SC2016,SC2034 # the facts of this stack, for programs that are the same in every repository

set -euo pipefail
# a shell that is set up for another project must not lead this script astray
unset CDPATH COMPOSE_ENV_FILES COMPOSE_DISABLE_ENV_FILE COMPOSE_PROJECT_NAME COMPOSE_FILE COMPOSE_PROFILES

# The repository's root, from wherever the script is called, through a symlink too.
self=\${BASH_SOURCE[0]}
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=$(dirname "$self")/$link ;;
  esac
done
cd "$(dirname "$self")${script.split('/').slice(1).map(() => '/..').join('')}"

${facts.filter((group) => group.length > 0).map((group) => `${group.join('\n')}\n\n`).join('')}\
${value('commands', commands.join(' '))}
for program in ${programs.join(' ')}; do
  source ${word(`./${folder}/`)}"$program.sh"
done
run "$@"
`;
}

/** One value. */
export function value(name: string, text: string | number): string {
  return `${name}=${word(`${text}`)}`;
}

/** Words of a command, or ids, in one line. */
export function words(name: string, items: string[]): string {
  return `${name}=(${items.map(word).join(' ')})`;
}

/** Values of which each has a line of its own. */
export function list(name: string, items: string[]): string {
  return items.length === 0 ? `${name}=()` : `${name}=(\n${items.map((item) => `  ${word(item)}\n`).join('')})`;
}

/** What is said of one service: only what there is to say. */
export function ofService(id: string, facts: { readonly [fact: string]: string | number | string[] | undefined }): string[] {
  return Object.entries(facts).flatMap(([fact, said]) => {
    const name = `${fact}_${id.replace(/-/g, '_')}`;
    return said === undefined ? [] : [Array.isArray(said) ? words(name, said) : value(name, said)];
  });
}
