# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Brings a release into service, a new one or an earlier one, or leaves the one before it serving.

settle=${SETTLE_SECONDS:-$settle_seconds}       # how long the new containers have to stay healthy before they get work
watch=${WATCH_SECONDS:-$watch_seconds}          # how long they are watched after that, while the old ones are still there
patience=${PATIENCE_SECONDS:-$patience_seconds} # how long they may take to become healthy
# requests that were on their way to the old ones arrive within that time
[ "$watch" -ge 1 ] || watch=1

release='' # the id of the new release
before=''  # the id of the release in charge
phase=''   # "releasing" while a failure has something to undo

usage() {
  say production_usage
}

# --- checks ------------------------------------------------------------------

engine_is_here() {
  case ${DOCKER_HOST:-unix:} in
    unix:*) ;;
    *) return 1 ;;
  esac
}

# Whether there is room for new images.
check_disk() {
  local root free need=${LEAST_FREE_MIB:-$least_free_mebibytes}
  root=$(docker info --format '{{.DockerRootDir}}')
  [ -d "$root" ] || return 0
  free=$(($(df -Pk "$root" | awk 'NR == 2 { print $4 }') / 1024))
  [ "$free" -ge "$need" ] || fail disk_full
}

check_state() {
  local folder=$state
  [ -e "$state" ] || folder=.
  if ! [ -d "$folder" ] || ! [ -w "$folder" ]; then
    fail state_unwritable
  fi
}

check_release_id() {
  case $1 in
    [!A-Za-z0-9_]* | *[!A-Za-z0-9_.-]* | '') fail release_invalid ;;
  esac
  [ "${#1}" -le 120 ] || fail release_invalid
}

preflight() {
  check_docker
  check_settings
  check_state
  find_project
  before=$(current_release)
  # on another machine there may be another disk, and other programs
  if engine_is_here; then
    check_disk
    check_ports
  fi
}

# --- begin and end -----------------------------------------------------------

# From here on a failure has something to undo.
begin() {
  present=$(project_containers | tr '\n' ' ')
  phase=releasing
}

# give_up message
give_up() {
  reason=$(say "$1")
  exit 1
}

# However the script ends: what was begun is undone, the attempt is in the history, and the lock is free.
leave() {
  local code=$?
  # who is impatient does not stop it half-way
  trap '' HUP INT TERM
  trap - EXIT
  if [ "$phase" = releasing ]; then
    phase=''
    undo
    [ -n "$reason" ] || reason=$(say interrupted)
    note failed "$reason"
    if [ -n "$before" ]; then
      complain release_failed
    else
      complain first_release_failed
    fi
    [ "$code" -ne 0 ] || code=1
  fi
  unlock
  leave_data
  exit "$code"
}
trap leave EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# What a release left behind that was killed before its end: containers that belong to no release in charge.
finish_what_was_killed() {
  local service id found=''
  before=$(current_release)
  [ -n "$before" ] || return 0
  for service in $blue_green; do
    switch_back "$service" || true
  done
  for service in $start_first $replaced_first $replaced_last; do
    for id in $(containers_of "$service"); do
      ! is_among "$id" "$(recorded_containers "$service")" || continue
      # of a service of which there may be one only, the one that runs may be all there is: it is replaced with the rest
      is_among "$service" "$start_first" || ! is_running "$id" || continue
      found="$found $id"
    done
  done
  [ -n "$found" ] || return 0
  # shellcheck disable=SC2086 # one word each
  remove $found
  say leftovers_removed
}

# --- into service ------------------------------------------------------------

# Once for each release, and not when it comes back.
run_job() {
  local service=$1
  [ "$command" != rollback ] && [ ! -f "$state/releases/$release/done-$service" ] || return 0
  say running_job
  words_of release_command "$service" || true
  compose_new run --rm --no-deps --no-TTY "$service" ${words[@]+"${words[@]}"} < /dev/null || give_up job_failed
  touch "$state/releases/$release/done-$service"
}

# One after the other, each as soon as the one before it is healthy.
replace_each() {
  local service
  for service in "$@"; do
    is_among "$service" "$changed" || continue
    say replacing_in_place
    replace_in_place "$service" || give_up start_failed_of
    wait_for 0 || exit 1
  done
}

# Everything from here on is the same for a new release and for one that comes back.
bring_into_service() {
  local service old
  compose_file=$state/releases/$release/compose.yml
  for service in $data; do
    quietly compose_new up --detach --no-deps --no-recreate "$service" || give_up start_failed_of
    wait_for_data "$service" || exit 1
  done
  for service in $jobs; do
    run_job "$service"
  done

  changed=''
  for service in $start_first $replaced_first $replaced_last; do
    ! has_changed "$service" || changed="$changed $service"
  done
  if [ -z "$changed" ]; then
    say nothing_changed
  else
    say changed_services
  fi

  for service in $start_first; do
    is_among "$service" "$changed" || continue
    say starting_beside
    start_beside "$service" || give_up start_failed_of
  done
  [ -z "$started" ] || wait_for "$settle" || exit 1
  # who chooses among the others' containers has to be there before the choice is made; what works by the clock comes last of all
  # shellcheck disable=SC2086 # one word each
  replace_each $replaced_first
  for service in $blue_green; do
    is_among "$service" "$changed" || continue
    say switching
    switched="$switched $service"
    switch_traffic "$service" "$(other_slot "$service")" || give_up switch_failed
  done
  if [ -n "$started" ]; then
    say watching
    wait_for "$watch" || exit 1
  fi
  # shellcheck disable=SC2086 # one word each
  replace_each $replaced_last

  old=$(old_containers)
  record
  phase=''
  note ok
  # shellcheck disable=SC2086 # one word each
  retire $old
  prune
}

# --- commands ----------------------------------------------------------------

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

deploy() {
  local dry='' arguments=$*
  while [ $# -gt 0 ]; do
    case $1 in
      --release)
        [ -n "${2:-}" ] || wrong_usage release_id_missing
        release=$2
        shift 2
        ;;
      --dry-run)
        dry=1
        shift
        ;;
      *) wrong_usage too_many_arguments ;;
    esac
  done
  release=${release:-$(release_of_tree)}
  check_release_id "$release"
  preflight
  if [ -n "$dry" ]; then
    say dry_run
    RELEASE=$release compose config --quiet
    return
  fi
  lock
  finish_what_was_killed
  say deploying
  begin
  # before there are images of it: what has a folder is removed one day, and they with it
  mkdir -p "$state/releases/$release"
  compose_new build || give_up build_failed_release
  cp "$compose_file" "$state/releases/$release/compose.yml"
  chmod u+w "$state/releases/$release/compose.yml"
  bring_into_service
  say deployed
}

rollback() {
  local arguments=$* known image
  [ $# -le 1 ] || wrong_usage too_many_arguments
  preflight
  lock
  finish_what_was_killed
  known=$(verified_releases | while read -r release; do [ ! -d "$state/releases/$release" ] || echo "$release"; done)
  release=${1:-$(printf '%s\n' "$known" | grep -vxF -e "$before" | head -n 1 || true)}
  [ -n "$release" ] || fail no_release_before
  check_release_id "$release"
  if ! printf '%s\n' "$known" | grep -qxF -e "$release"; then
    known=$(printf '%s' "$known" | tr '\n' ' ')
    fail release_unknown
  fi
  for image in $images; do
    docker image inspect "$image:$release" > /dev/null 2>&1 || fail release_image_gone
  done
  say rolling_back
  begin
  bring_into_service
  say rolled_back
}

status() {
  local current
  no_arguments "$@"
  find_containers
  current=$(current_release)
  if [ -n "$current" ]; then
    say in_charge
  else
    say nothing_released
  fi
  docker ps --all --filter "label=com.docker.compose.project=$project" \
    --format 'table {{.Label "com.docker.compose.service"}}\t{{.Image}}\t{{.Status}}\t{{.Names}}'
}

logs() {
  at_most_one_service "$@"
  find_containers
  compose logs --follow --tail 200 "$@"
}

history() {
  no_arguments "$@"
  if [ ! -s "$state/history" ]; then
    say nothing_released
    return
  fi
  awk -F '\t' -v current="$(current_release)" '
    { printf "%s  %-8s  %-6s  %s%s%s\n", $1, $2, $4, $3, ($3 == current ? " *" : ""), ($5 == "" ? "" : "  " $5) }
  ' "$state/history"
}
