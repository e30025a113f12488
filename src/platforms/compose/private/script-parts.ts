import { Messages, Problem } from './messages';
import { shellMessage as say, shellWord as word } from './shell';

/*
 * Pieces that more than one script has.
 */

const LEAST_COMPOSE = { major: 2, minor: 20, text: '2.20' };

/** The start of a script, at whose end it stands at the repository's root. */
export function scriptStart(header: string, script: string): string {
  return `#!/usr/bin/env bash
# ${header}

set -euo pipefail
# a shell that is set up for another project must not lead this script astray
unset CDPATH COMPOSE_ENV_FILES COMPOSE_DISABLE_ENV_FILE

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
`;
}

/** What a script says when it cannot go on. */
export function complaints(): string {
  return `\
# What is wrong, and what to do about it.
complain() {
  printf '%s\\n  %s\\n' "$1" "$2" >&2
}

fail() {
  complain "$@"
  exit 1
}

wrong_usage() {
  printf '%s\\n\\n' "$1" >&2
  usage >&2
  exit 1
}
`;
}

/** Checks of a command's arguments. */
export function argumentChecks(services: string[], m: Messages): string {
  return `\
# --- arguments ---------------------------------------------------------------

no_arguments() {
  local arguments=$*
  [ $# -eq 0 ] || wrong_usage ${say(m.tooManyArguments)}
}

at_most_one_service() {
  local arguments=$* service=\${1:-}
  [ $# -gt 0 ] || return 0
  [ $# -eq 1 ] || wrong_usage ${say(m.tooManyArguments)}
  case $service in
    ${services.join(' | ') || '\'\''}) ;;
    *)
      fail ${problem(m.serviceUnknown(services.join(', ')), 8)}
      ;;
  esac
}
`;
}

/** Whether there is an engine, and a Compose, that is new enough. */
export function engineChecks(minDockerVersion: number, m: Messages): string {
  return `\
# Whether version $1 is $2.$3 or newer. A version that is no number is taken for a new one.
is_at_least() {
  local major=\${1#v} minor
  minor=\${major#*.}
  major=\${major%%[!0-9]*}
  minor=\${minor%%[!0-9]*}
  [ -z "$major" ] || [ "$major" -gt "$2" ] || { [ "$major" -eq "$2" ] && [ "\${minor:-0}" -ge "$3" ]; }
}

check_docker() {
  local version user
  command -v docker > /dev/null 2>&1 ||
    fail ${problem(m.dockerMissing, 6)}

  if ! version=$(docker version --format '{{.Server.Version}}' 2>&1); then
    case $version in
      *'permission denied'*)
        user=$(id -un)
        fail ${problem(m.enginePermission, 10)}
        ;;
    esac
    printf '%s\\n' "$version" >&2
    fail ${problem(m.engineUnreachable, 6)}
  fi
  version=\${version##*[[:space:]]}
  is_at_least "$version" ${minDockerVersion} 0 ||
    fail ${problem(m.engineOld(`${minDockerVersion}`), 6)}

  version=$(docker compose version --short 2> /dev/null) || version=
  [ -n "$version" ] ||
    fail ${problem(m.composeMissing, 6)}
  is_at_least "$version" ${LEAST_COMPOSE.major} ${LEAST_COMPOSE.minor} ||
    fail ${problem(m.composeOld(LEAST_COMPOSE.text), 6)}
}
`;
}

/** What Compose reads for a variable. */
export function valueOf(): string {
  return `\
# What Compose will read for a variable: the shell's value, or else the env file's.
value_of() {
  ! printenv "$1" || return 0
  [ -f "$env_file" ] || return 0
  tr -d '\\r' < "$env_file" |
    sed -n "s/^[[:space:]]*\\(export[[:space:]]\\{1,\\}\\)\\{0,1\\}$1[[:space:]]*=//p" |
    sed -e "s/^[[:space:]]*'\\([^']*\\)'.*/\\1/" -e t \\
      -e 's/^[[:space:]]*"\\([^"]*\\)".*/\\1/' -e t \\
      -e 's/[[:space:]]#.*//' -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' |
    tail -n 1
}
`;
}

/** What a script has to know of the ports that a stack publishes. */
export interface PortCheckFacts {
  readonly envFile: string;
  /** The ports of the host. */
  readonly ports: { readonly variable: string; readonly port: number }[];
  /** The address that ports are published on, as a program on this machine connects to it. */
  readonly address: string;
}

/** Whether the ports of the host are free. */
export function portChecks(facts: PortCheckFacts, m: Messages): string {
  return `\
# Who listens on port $1 of this machine, as far as we are allowed to see it.
owner_of_port() {
  local names
  names=$(docker ps --filter "publish=$1" --format '{{.Names}}' | tr '\\n' ' ')
  names=\${names% }
  if [ -n "$names" ]; then
    echo ${say(m.byContainer)}
    return
  fi
  if command -v lsof > /dev/null 2>&1; then
    names=$(lsof -nP -iTCP:"$1" -sTCP:LISTEN 2> /dev/null | sed -n '2s/^\\([^ ]*\\) *\\([0-9]*\\) .*/\\1 (pid \\2)/p' || true)
  elif command -v ss > /dev/null 2>&1; then
    names=$(ss -Hltnp "sport = :$1" 2> /dev/null | sed -n 's/.*(("\\([^"]*\\)",pid=\\([0-9]*\\).*/\\1 (pid \\2)/p' | tail -n 1 || true)
  fi
  if [ -n "$names" ]; then
    echo ${say(m.byProcess)}
  else
    echo ${say(m.byAnother)}
  fi
}

check_port() {
  local variable=$1 port owner
  port=$(value_of "$variable")
  port=\${port:-$2}
  if ! [[ $port =~ ^[1-9][0-9]{0,4}$ ]] || [ "$port" -gt 65535 ]; then
    complain ${problem(m.portInvalid(facts.envFile), 6)}
    problems=1
    return
  fi
  case $wanted in
    *" $port "*)
      complain ${problem(m.portTwice(facts.envFile), 8)}
      problems=1
      return
      ;;
  esac
  wanted="$wanted$port "
  # nobody answers there, or a container of this very project does
  (: > "/dev/tcp/${facts.address}/$port") 2> /dev/null || return 0
  [ -z "$(docker ps --quiet --filter "label=com.docker.compose.project=$project" --filter "publish=$port")" ] || return 0
  owner=$(owner_of_port "$port")
  complain ${problem(m.portTaken(facts.envFile))}
  problems=1
}

check_ports() {
  local problems=0 wanted=' '
${lines(facts.ports, ({ variable, port }) => `  check_port ${variable} ${port}`)}\
  [ "$problems" -eq 0 ] || exit 1
}
`;
}

export function problem({ what, todo }: Problem, indent: number = 4): string {
  return `${say(what)} \\\n${' '.repeat(indent)}${say(todo)}`;
}

export function lines<T>(items: T[], line: (item: T) => string): string {
  return items.map((item) => `${line(item)}\n`).join('');
}

/** How a script is called from the repository's root. */
export function shellPath(path: string): string {
  return word(`./${path}`);
}

export function unique(items: string[]): string[] {
  return [...new Set(items)];
}
