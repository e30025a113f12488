# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# What every script needs: how it speaks, takes its arguments and calls Compose.

# --- what it says ------------------------------------------------------------

# say message: in the language of this stack, with the variables of whoever says it.
say() {
  "message_$1"
}

# What is wrong, and what to do about it: how messages of that kind are written.
problem() {
  printf '%s\n  %s\n' "$1" "$2"
}

complain() {
  say "$1" >&2
}

fail() {
  complain "$1"
  exit 1
}

wrong_usage() {
  printf '%s\n\n' "$(say "$1")" >&2
  usage >&2
  exit 1
}

in_one_line() {
  tr '\n' ' ' | sed 's/ $//'
}

# --- facts -------------------------------------------------------------------

# is_among word words
is_among() {
  local each
  for each in $2; do
    [ "$each" != "$1" ] || return 0
  done
  return 1
}

# words_of fact service: what the script says about a service, in $words. It fails where the script says nothing.
words_of() {
  local name=$1_${2//-/_}
  words=()
  declare -p "$name" > /dev/null 2>&1 || return 1
  name="${name}[@]"
  words=("${!name}")
}

# --- who and when ------------------------------------------------------------

now() {
  date -u +%Y-%m-%dT%H:%M:%SZ
}

who() {
  local user
  # where a user has no name, the number is said, and that it is an error
  user=$(id -un 2> /dev/null) || user=$(id -u)
  echo "${RELEASED_BY:-$user@$(uname -n)}" | tr -s '[:space:]' ' ' | sed 's/ $//'
}

# --- releases ----------------------------------------------------------------

# The revision; with a mark and the time where files differ from it.
release_of_tree() {
  local revision
  if ! revision=$(git rev-parse --short=12 HEAD 2> /dev/null); then
    date -u +%Y%m%d-%H%M%S
  elif [ -n "$(git status --porcelain 2> /dev/null)" ]; then
    echo "$revision-dirty-$(date -u +%Y%m%d-%H%M%S)"
  else
    echo "$revision"
  fi
}

check_release_id() {
  case $1 in
    [!A-Za-z0-9_]* | *[!A-Za-z0-9_.-]* | '') fail release_invalid ;;
  esac
  [ "${#1}" -le 120 ] || fail release_invalid
}

# --- arguments ---------------------------------------------------------------

# run [command [argument ...]]
run() {
  if [ $# -eq 0 ]; then
    usage >&2
    exit 1
  fi
  command=$1
  shift
  case $command in
    help | --help | -h)
      usage
      return
      ;;
  esac
  is_among "$command" "$commands" || wrong_usage unknown_command
  # some have the name of something else that there is in a shell or in these programs
  if declare -F "${command}_command" > /dev/null; then
    "${command}_command" "$@"
  else
    "$command" "$@"
  fi
}

# needs_value option value: what stands behind an option.
needs_value() {
  local option=$1
  [ -n "${2:-}" ] || wrong_usage option_value_missing
}

no_arguments() {
  local arguments=$*
  [ $# -eq 0 ] || wrong_usage too_many_arguments
}

at_most_one_service() {
  local arguments=$* service=${1:-}
  [ $# -gt 0 ] || return 0
  [ $# -eq 1 ] || wrong_usage too_many_arguments
  is_among "$service" "$services" || fail service_unknown
}

# one_and_yes argument ...: the one that is $given, or none, and whether what is asked for is $agreed.
one_and_yes() {
  local arguments=$*
  while [ $# -gt 0 ]; do
    case $1 in
      -y | --yes) agreed=1 ;;
      *)
        [ -z "$given" ] || wrong_usage too_many_arguments
        given=$1
        ;;
    esac
    shift
  done
}

# ask_first question: whether what was asked for is to be done. It needs --yes where nobody can be asked.
ask_first() {
  local answer=''
  [ -z "$agreed" ] || return 0
  [ -t 0 ] || fail no_terminal
  read -r -p "$1" answer || true
  agrees "$answer" && return 0
  say not_agreed
  return 1
}

# is_older version version: by their first two numbers.
is_older() {
  local one=$1.0 other=$2.0 minor_one minor_other
  minor_one=${one#*.} minor_other=${other#*.}
  [ "${one%%.*}" -lt "${other%%.*}" ] ||
    { [ "${one%%.*}" -eq "${other%%.*}" ] && [ "${minor_one%%.*}" -lt "${minor_other%%.*}" ]; }
}

# --- Compose -----------------------------------------------------------------

project=''  # the name of the Compose project, as soon as Compose has said it
attended='' # "exec" where a process is there for one call only
child=''    # the call that is waited for
whole=''    # "-" where all that it has started is meant

# attend file call ...: in a process of its own, so that a signal is acted on at once. Whatever is told to end then is this very process.
# What it says goes to the file; with "-", to where all goes.
attend() {
  local file=$1 code=0
  shift
  attended='exec'
  # not of this function as a whole: what is said when a signal comes is meant for everybody
  if [ "$file" = - ]; then
    "$@" &
  else
    "$@" > "$file" 2>&1 &
  fi
  child=$!
  attended=''
  begin_ticking
  wait "$child" || code=$?
  end_ticking
  child=''
  return "$code"
}

# attend_typed call ...: the same, with what is typed or piped in.
attend_typed() {
  local code=0
  attended='exec'
  "$@" <&0 &
  child=$!
  attended=''
  wait "$child" || code=$?
  child=''
  return "$code"
}

# attend_for seconds call ...: the same, for a call that is ended, with all that it has started, when it takes longer. Then there is a
# file "late". What it says goes to where all goes.
attend_for() {
  local seconds=$1 guard code=0
  shift
  rm -f "$work/late"
  # a group of processes for each
  set -m
  "$@" < /dev/null &
  child=$! whole=-
  watch_over "$child" "$seconds" > /dev/null 2>&1 < /dev/null &
  guard=$!
  set +m
  disown "$guard"
  begin_ticking
  wait "$child" || code=$?
  end_ticking
  kill -9 -- "-$guard" 2> /dev/null || true
  child='' whole=''
  return "$code"
}

# watch_over process seconds
watch_over() {
  command sleep "$2"
  : > "$work/late"
  kill -- "-$1"
  command sleep 5
  kill -9 -- "-$1"
}

# What was called and is still at it ends, too.
end_attended() {
  local tries=0
  [ -n "$child" ] || return 0
  kill -- "$whole$child" 2> /dev/null || true
  while kill -0 -- "$whole$child" 2> /dev/null && [ "$tries" -lt 20 ]; do
    tries=$((tries + 1))
    command sleep 0.5
  done
  kill -9 -- "$whole$child" 2> /dev/null || true
  child='' whole=''
}

# Compose finds ".env" by itself, and refuses to work with another file that is named and missing.
compose() {
  set -- --project-directory . --file "$compose_file" "$@"
  if [ "$env_file" != .env ] && [ -f "$env_file" ]; then
    set -- --env-file "$env_file" "$@"
  fi
  # shellcheck disable=SC2086 # one word or none
  $attended docker compose "$@"
}

find_project() {
  project=$(compose config | sed -n 's/^name: //p' | tr -d "\"'")
}

# For commands that work with what is there, whatever the settings are.
find_containers() {
  check_docker
  fill_gaps
  find_project
}
