# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Stops, starts and restarts services of the release in service. Everything is done under the lock, one service after the other, in
# the order in which they need each other.

chosen='' # services, in the order in which they start
again=''  # services that are replaced by new containers of the same release

# begin_with [service ...]: under the lock, with the release in service. Without names, all are chosen.
begin_with() {
  local service arguments=$*
  for service in "$@"; do
    case $service in -*) wrong_usage too_many_arguments ;; esac
  done
  check_numbers
  find_containers
  open_work
  enter
  [ -n "$before" ] || fail nothing_released
  release=$before
  as_release "$release"
  for service in "$@"; do
    is_among "$service" "$services" || fail service_unknown
    ! is_among "$service" "$jobs" || is_among "$service" "$(replaced_services)" || fail service_is_job
  done
  for service in $data $start_first $replaced_first $replaced_last; do
    if [ $# -eq 0 ] || is_among "$service" "$arguments"; then
      chosen="$chosen $service"
    fi
  done
}

# end_with: what was done is in the history.
end_with() {
  changed=$chosen gone=''
  note ok
  write_ledger || fail ledger_unwritable
}

# The containers of a service, of the release in service.
containers_in_service() {
  if is_among "$1" "$data"; then
    containers_of "$1"
  else
    recorded_containers "$1"
  fi
}

# wait_until_healthy service: all of its containers. How they were before, and how often the engine has started them, does not matter.
wait_until_healthy() {
  local service=$1 deadline=$((SECONDS + patience)) id
  for id in $(containers_in_service "$service"); do
    until is_running "$id" && ask probe "$service" "$id"; do
      if [ "$SECONDS" -ge "$deadline" ]; then
        reason=$(say never_healthy)
        last_lines "$service $id"
        fail not_healthy_again
      fi
      sleep 0.5
    done
  done
}

# --- stop --------------------------------------------------------------------

stop() {
  local service order='' id running
  begin_with "$@"
  for service in $chosen; do
    order="$service $order"
  done
  for service in $order; do
    running=$(containers_of "$service" --filter status=running | in_one_line)
    [ -n "$running" ] || continue
    say stopping_service
    # shellcheck disable=SC2086 # one word each
    attend /dev/null docker stop $running || fail stop_failed
  done
  end_with
  say stopped_services
}

# --- start -------------------------------------------------------------------

# Of what is gone, the containers come back as they were.
start_service() {
  local service=$1 id there=0
  for id in $(containers_in_service "$service"); do
    if docker start "$id" > /dev/null 2> "$work/said"; then
      there=$((there + 1))
    elif [ -n "$(id_of_mark "$id")" ]; then
      cat "$work/said" >&2
      fail start_failed_again
    fi
  done
  if is_among "$service" "$data"; then
    [ "$there" -gt 0 ] || quietly compose up --detach --no-deps --no-recreate "$service" || fail start_failed_again
  elif [ "$there" -lt "$(replicas_of "$service")" ]; then
    bring_back "$service" || fail start_failed_again
    keep_recorded "$service"
    ! is_among "$service" "$blue_green" || switch_back "$service"
  fi
  wait_until_healthy "$service"
}

start() {
  local service
  begin_with "$@"
  for service in $chosen; do
    say starting_service
    start_service "$service"
  done
  end_with
  say started_services
}

# --- restart -----------------------------------------------------------------

# New containers start next to the old ones where that is possible, and no request fails. The others are gone for a moment. Without
# names, data services are left alone.
restart() {
  local service running in_place='' named=$#
  begin_with "$@"
  for service in $chosen; do
    if is_among "$service" "$start_first"; then
      again="$again $service"
    elif [ "$named" -gt 0 ] || ! is_among "$service" "$data"; then
      in_place="$in_place $service"
    fi
  done
  for service in $in_place; do
    is_among "$service" "$data" || continue
    restart_in_place
  done
  if [ -n "$again" ]; then
    started='' ready=''
    begin
    bring_into_service
  fi
  for service in $in_place; do
    is_among "$service" "$data" || restart_in_place
  done
  if [ -n "$in_place" ]; then
    chosen=$in_place
    end_with
  fi
  say restarted_services
}

restart_in_place() {
  running=$(containers_in_service "$service" | in_one_line)
  say restarting_in_place
  # shellcheck disable=SC2086 # one word each
  if [ -z "$running" ] || ! attend /dev/null docker restart $running; then
    start_service "$service"
  else
    wait_until_healthy "$service"
  fi
}
