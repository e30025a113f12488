# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# How the containers of a service are replaced, and how that is taken back.

present=''  # the containers that were there before
replaced='' # services whose old container is gone
switched='' # services whose requests go to the new containers
changed=''  # services that this release replaces
gone=''     # services of the release before that this one does not have

# Compose, for the new release.
compose_new() {
  RELEASE=$release compose "$@"
}

# Compose says a lot; it is of interest when it fails.
quietly() {
  if ! attend "$work/output" "$@"; then
    cat "$work/output" >&2
    return 1
  fi
}

add_started() {
  local service=$1 known=$2 id
  for id in $(containers_of "$service"); do
    is_among "$id" "$known" || started="$started$service $id
"
  done
}

# The new containers start next to the old ones: where others choose among them, as the set of the other colour.
start_beside() {
  local service=$1 known total
  known=$(containers_of "$service" | tr '\n' ' ')
  total=$(($(printf '%s' "$known" | wc -w) + $(replicas_of "$service")))
  ! is_among "$service" "$blue_green" || choose_slot "$service" "$(other_slot "$service")"
  quietly compose_new up --detach --no-deps --no-build --no-recreate --scale "$service=$total" "$service" || return 1
  add_started "$service" "$known"
}

# Whether a service would start with its settings, while the old one still runs.
try_settings() {
  words_of trial_command "$1" || return 0
  quietly compose_new run --rm --no-deps --no-TTY "$1" "${words[@]}" < /dev/null
}

# Compose stops and removes the old container before it starts the new one.
replace_in_place() {
  local service=$1 known
  try_settings "$service" || return 1
  known=$(containers_of "$service" | tr '\n' ' ')
  replaced="$replaced $service"
  quietly compose_new up --detach --no-deps --no-build --scale "$service=$(replicas_of "$service")" "$service" || return 1
  add_started "$service" "$known"
}

# switch_traffic service blue|green: all new requests for it go to that set of its containers, at once, wherever they come in.
# Every edge is told, even when one of them cannot be.
switch_traffic() {
  local service=$1 slot=$2 edge id failed=''
  for edge in $edges; do
    words_of traffic_to "$edge"
    is_among "$service" "${words[*]}" || continue
    for id in $(containers_of "$edge"); do
      is_running "$id" || continue
      words_of switch_command "$edge"
      docker exec "$id" "${words[@]}" "$service" "$slot" || failed=1
    done
  done
  [ -z "$failed" ]
}

# To the containers of the release in charge, where there is one.
switch_back() {
  local slot
  slot=$(slot_of "$1")
  [ -z "$slot" ] || switch_traffic "$1" "$slot"
}

# The containers whose work others do now.
old_containers() {
  local service id
  for service in $start_first; do
    is_among "$service" "$changed" || continue
    for id in $(containers_of "$service"); do
      case $started in
        *"$service $id"*) ;;
        *) echo "$id" ;;
      esac
    done
  done
}

# gone_of list: services of the release before, of that list, that this one does not have.
gone_of() {
  local service
  for service in $(list_of "$before" "$1"); do
    is_among "$service" "$services" || echo "$service"
  done | in_one_line
}

# Those that have to be gone before others start. Of the version before it is not recorded which they are: all of them.
gone_last() {
  local service
  if [ -n "$before" ] && [ ! -f "$ledger/releases/$before/facts" ]; then
    for service in $(recorded_services); do
      is_among "$service" "$services" || echo "$service"
    done | in_one_line
  else
    gone_of replaced_last
  fi
}

# They are not of this release: they end, and come back if it fails.
end_gone() {
  local service
  for service in "$@"; do
    say ending_gone
    replaced="$replaced $service"
    # shellcheck disable=SC2046 # one word each
    remove $(containers_of "$service")
  done
}

# With the time that each takes to finish what it has begun.
remove() {
  [ $# -gt 0 ] || return 0
  attend /dev/null docker stop "$@" || true
  docker rm --force --volumes "$@" > /dev/null 2>&1 || true
}

# They finish what they have begun, within their own grace period.
retire() {
  [ $# -gt 0 ] || return 0
  say retiring
  remove "$@"
}

# Its containers come back as it had them: from its configuration, with its settings.
bring_back() {
  local service=$1
  (
    as_release "$before"
    ! words_of slot_variable "$service" || choose_slot "$service" "$(slot_of "$service")"
    quietly compose up --detach --no-deps --no-build "$service"
  )
}

# The release before it keeps serving, and nothing of the new one is left.
undo() {
  local service id failed=''
  set +e
  last_lines "$blamed"
  say undoing >&2
  for service in $switched; do
    switch_back "$service"
  done
  for service in $replaced; do
    if [ -n "$(recorded "$service")" ]; then
      bring_back "$service"
      keep_recorded "$service"
    fi
  done
  # asked anew: what was interrupted may have started more than is known
  for service in $start_first $replaced; do
    for id in $(containers_of "$service"); do
      is_among "$id" "$present $(recorded_containers "$service")" || failed="$failed $id"
    done
  done
  # shellcheck disable=SC2086 # one word each
  remove $failed
  set -e
}

# The services of the release before that do not do their work. Those that were made anew have as much time as new ones.
services_down() {
  local soon=$((SECONDS + 5)) late=$((SECONDS + patience)) service end
  (
    as_release "$before"
    for service in $(replaced_services); do
      end=$soon
      ! is_among "$service" "$replaced" || end=$late
      until does_its_work "$service"; do
        if [ "$SECONDS" -ge "$end" ]; then
          echo "$service"
          break
        fi
        sleep 0.5
      done
    done | in_one_line
  )
}

does_its_work() {
  local id found=0
  for id in $(serving "$1"); do
    found=$((found + 1))
    ask probe "$1" "$id" || return 1
  done
  [ "$found" -ge "$(replicas_of "$1")" ]
}
