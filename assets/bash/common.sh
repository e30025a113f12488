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
  "$command" "$@"
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

# --- Compose -----------------------------------------------------------------

project=''  # the name of the Compose project, as soon as Compose has said it
attended='' # "exec" where a process is there for one call only
child=''    # the call that is waited for

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
  wait "$child" || code=$?
  child=''
  return "$code"
}

# What was called and is still at it ends, too.
end_attended() {
  local tries=0
  [ -n "$child" ] || return 0
  kill "$child" 2> /dev/null || true
  while kill -0 "$child" 2> /dev/null && [ "$tries" -lt 20 ]; do
    tries=$((tries + 1))
    command sleep 0.5
  done
  kill -9 "$child" 2> /dev/null || true
  child=''
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
