# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# How containers are replaced of which there cannot be two: they have a port of this machine, or work by the clock. The new ones are
# made while the old ones still run; between the end of the old ones and the start of the new ones nothing else is done. The old ones
# stay until the release is in charge, so that they come back by being started.

# How long, at most, those who have a port of this machine finish what they have begun: nobody answers meanwhile.
pause_seconds=1

replace_in_place() {
  local service=$1 known old
  if takes_new_configuration "$service"; then
    tell_configuration "$service"
    return
  fi
  say replacing_in_place
  known=$(containers_of "$service" | tr '\n' ' ')
  old=$(containers_of "$service" --filter status=running | tr '\n' ' ')
  starting compose_new up --no-start --no-deps --no-build --no-recreate \
    --scale "$service=$(($(printf '%s' "$known" | wc -w) + $(replicas_of "$service")))" "$service" || return 1
  has_lock || return 1
  replaced="$replaced $service"
  add_started "$service" "$known"
  # shellcheck disable=SC2086 # one word each
  stop_old "$service" $old
  start_new "$service"
}

start_new() {
  local service=$1 id
  for id in $(new_containers_of "$service"); do
    starting docker start "$id" || return 1
  done
}

# stop_old service container ...
stop_old() {
  local service=$1
  shift
  [ $# -gt 0 ] || return 0
  if is_among "$service" "$replaced_first"; then set -- --time "$pause_seconds" "$@"; fi
  attend /dev/null docker stop "$@" || true
}

# The containers of a service that are of no release in charge, and were not there before this release began.
new_containers_of() {
  local id
  for id in $(containers_of "$1"); do
    is_among "$id" "$present $(recorded_containers "$1")" || echo "$id"
  done
}

# The old containers start again, once the new ones have gone; nothing that those do is waited for.
return_to_old() {
  local service=$1 id known=0
  for id in $(new_containers_of "$service"); do
    docker rm --force --volumes "$id" > /dev/null 2>&1
  done
  [ -n "$(recorded "$service")" ] || return 0
  for id in $(recorded_containers "$service"); do
    if docker start "$id" > /dev/null 2>&1; then known=$((known + 1)); fi
  done
  [ "$known" -lt "$(recorded_containers "$service" | wc -w)" ] || return 0
  bring_back "$service"
  keep_recorded "$service"
}

# Its containers come back as it had them: from its configuration, with its settings.
bring_back() {
  local service=$1
  (
    as_release "$before"
    ! words_of slot_variable "$service" || choose_slot "$service" "$(slot_of "$service")"
    starting compose up --detach --no-deps --no-build "$service"
  )
}
