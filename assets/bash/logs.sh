# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# What containers have said: those that are there, and, from the ledger, those of releases that failed, which are gone. For each
# attempt that failed the ledger has a folder "failed/<time>-<release>", and in it a file for each container that was new.

kept_attempts=5    # the latest
kept_containers=10 # of an attempt
kept_bytes=32768   # of a container, its last

kept_folder='' # of this attempt
kept_number=0  # how many containers are in it

# --- what is kept ------------------------------------------------------------

# In which state a container is, and what its health check said.
state_of_container() {
  local format='{{.State.Status}}, exit code {{.State.ExitCode}}, restarts {{.RestartCount}}'
  format="$format"'{{if .State.OOMKilled}}, out of memory{{end}}{{with .State.Error}}, {{.}}{{end}}'
  docker inspect --format "$format"'{{with .State.Health}}, health {{.Status}}{{end}}' "$1"
  health_said "$1"
}

# keep_logs container ...: of the attempt to release $release, with the state that each is in at this moment.
keep_logs() {
  local id service
  kept_folder=${kept_folder:-$ledger/failed/$(date -u +%Y%m%d-%H%M%S)-$release}
  for id in "$@"; do
    service=$(docker inspect --format '{{index .Config.Labels "com.docker.compose.service"}}' "$id" 2> /dev/null) || continue
    [ "$kept_number" -lt "$kept_containers" ] || break
    kept_number=$((kept_number + 1))
    mkdir -p "$kept_folder"
    {
      state_of_container "$id" | tail -c "$kept_bytes" || true
      echo
      docker logs --timestamps --tail 1000 "$id" 2>&1 | tail -c "$kept_bytes" || true
    } > "$kept_folder/$service.$kept_number"
  done
  # the names begin with the time
  set -- "$ledger"/failed/*/
  while [ $# -gt "$kept_attempts" ]; do
    rm -rf "$1"
    shift
  done
}

# What was kept last of a release.
kept_logs_of() {
  local folder kept=''
  for folder in "$ledger"/failed/*/; do
    [[ ! $(basename "$folder") =~ ^[0-9]{8}-[0-9]{6}-(.*)$ ]] || [ "${BASH_REMATCH[1]}" != "$1" ] || kept=$folder
  done
  echo "$kept"
}

# The releases of which logs are kept.
releases_with_logs() {
  local folder
  for folder in "$ledger"/failed/*/; do
    [ ! -d "$folder" ] || basename "$folder" | cut -d - -f 3-
  done | sort -u | in_one_line
}

# --- the command -------------------------------------------------------------

# Only lines in which the pattern is, each as soon as it comes.
matching() {
  if [ -z "$pattern" ]; then
    cat
  else
    grep --line-buffered -E -e "$pattern" || [ $? -eq 1 ]
  fi
}

show_kept_logs() {
  local folder file service known lines=$tail
  folder=$(kept_logs_of "$of")
  if [ -z "$folder" ]; then
    known=$(releases_with_logs)
    fail no_logs_kept
  fi
  for file in "$folder"*; do
    service=$(basename "$file")
    [ -z "$chosen" ] || is_among "${service%.*}" "$chosen" || continue
    say logs_of_kept
    # the state, and behind an empty line the logs
    sed '/^$/,$d; s/^/  /' "$file"
    sed '1,/^$/d' "$file" | if [ "$lines" = all ]; then cat; else tail -n "$lines"; fi | matching | sed "s/^/$service | /"
  done
}

show_logs() {
  local service
  if [ -n "$current" ]; then
    as_release "$current"
  fi
  for service in $chosen; do
    is_among "$service" "$services" || fail service_unknown
  done
  # shellcheck disable=SC2086 # one word each
  set -- ${follow:+--follow} --tail "$tail" ${since:+--since "$since"} $chosen
  if [ -z "$follow" ]; then
    compose logs "$@" | matching
  elif [ -z "$pattern" ]; then
    attend - compose logs "$@"
  else
    attend - compose logs "$@" > >(matching)
  fi
}

logs() {
  local since='' tail=200 pattern='' follow=1 of='' chosen='' current code=0 arguments=$*
  while [ $# -gt 0 ]; do
    case $1 in
      --since | --tail | --grep | --release) needs_value "$@" ;;
    esac
    case $1 in
      --since) since=$2 && shift ;;
      --tail) tail=$2 && shift ;;
      --grep) pattern=$2 && shift ;;
      --release) of=$2 && shift ;;
      --no-follow) follow='' ;;
      -*) wrong_usage too_many_arguments ;;
      *) chosen="$chosen $1" ;;
    esac
    shift
  done
  [[ $tail =~ ^([0-9]{1,9}|all)$ ]] || fail tail_invalid
  [ -z "$pattern" ] || grep -E -e "$pattern" < /dev/null > /dev/null 2>&1 || code=$?
  [ "$code" -le 1 ] || fail pattern_invalid
  look_into_ledger
  current=$(current_release)
  if [ -z "$of" ] || { [ "$of" = "$current" ] && [ -z "$(kept_logs_of "$of")" ]; }; then
    show_logs
  else
    [ -z "$since" ] || wrong_usage since_of_kept
    show_kept_logs
  fi
}
