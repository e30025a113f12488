# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# How the containers of a service are replaced, and how that is taken back.

present=''      # the containers that were there before
replaced=''     # services whose old containers have stopped for the new ones
reconfigured='' # services whose running containers have got a new configuration
switched=''     # services whose requests go to the new containers
changed=''      # services that this release replaces
gone=''         # services of the release before that this one does not have

# Compose, for containers of the new release. What is said of them beside their configuration is no part of what they are compared by.
compose_new() {
  write_additions > "$work/additions.yml"
  RELEASE=$release compose --file "$work/additions.yml" "$@"
}

# Which release a container is of, from which revision, by whom and since when it was made: for "docker ps --filter label=...". And what
# the kernel has to do where a program opens its port anew when it takes another configuration: connections that wait at the former one
# go over to the new one.
write_additions() {
  local service revision about=$ledger/releases/$release/about migrates=''
  ! kernel_migrates || migrates=1
  revision=$(sed -n 's/^revision //p' "$about" 2> /dev/null || true)
  printf 'services:\n'
  for service in $(replaced_services); do
    printf '  "%s":\n    labels:\n' "$service"
    printf '      container-stack.%s: %s\n' \
      release "$(yaml_text "$release")" revision "$(yaml_text "$revision")" by "$(yaml_text "$(who)")" since "$(yaml_text "$(now)")"
    if [ -n "$migrates" ] && words_of configuration_file "$service"; then
      printf '    sysctls:\n      net.ipv4.tcp_migrate_req: "1"\n'
    fi
  done
}

# Since 5.14. An older one would start no container that asks for it.
kernel_migrates() {
  local version
  version=$(docker info --format '{{.KernelVersion}}' 2> /dev/null || true)
  [[ $version =~ ^([0-9]+)\.([0-9]+) ]] || return 1
  [ "${BASH_REMATCH[1]}" -gt 5 ] || { [ "${BASH_REMATCH[1]}" -eq 5 ] && [ "${BASH_REMATCH[2]}" -ge 14 ]; }
}

# As text in quotes, which Compose takes as it is.
yaml_text() {
  printf '"%s"' "$(printf '%s' "$1" | tr -d '[:cntrl:]' | sed 's/[\\"]/\\&/g; s/[$]/$$/g')"
}

# Compose says a lot; it is of interest when it fails.
quietly() {
  if ! attend "$work/output" "$@"; then
    cat "$work/output" >&2
    return 1
  fi
}

# starting call ...: quietly, but people may know that it takes its time.
starting() {
  local code=0
  awaiting waiting_start
  quietly "$@" || code=$?
  end_progress
  return "$code"
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
  starting compose_new up --detach --no-deps --no-build --no-recreate --scale "$service=$total" "$service" || return 1
  add_started "$service" "$known"
}

# The containers whose work others do now.
old_containers() {
  local service id
  for service in $changed; do
    ! is_among "$service" "$reconfigured" || continue
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

# They are not of this release: they end, and start again if it fails.
end_gone() {
  local service
  for service in "$@"; do
    say ending_gone
    replaced="$replaced $service"
    # shellcheck disable=SC2046 # one word each
    stop_old "$service" $(containers_of "$service")
  done
}

# With the time that each takes to finish what it has begun.
remove() {
  [ $# -gt 0 ] || return 0
  awaiting waiting_stop "$(grace_of "$@")"
  attend /dev/null docker stop "$@" || true
  end_progress
  docker rm --force --volumes "$@" > /dev/null 2>&1 || true
}

# The longest time that one of the containers may take to stop, where it says so.
grace_of() {
  docker inspect --format '{{.Config.StopTimeout}}' "$@" 2> /dev/null | grep -E '^[0-9]+$' | sort -n | tail -n 1 || true
}

# They finish what they have begun, within their own grace period.
retire() {
  local id
  for id in "$@"; do
    # not of those that had to stop before the new ones started
    if is_running "$id"; then
      say retiring
      break
    fi
  done
  remove "$@"
}

# The release before it keeps serving, and nothing of the new one is left.
undo() {
  local service
  set +e
  last_lines "$blamed"
  # shellcheck disable=SC2046 # one word each
  keep_logs $(new_containers)
  say undoing >&2
  refuse_secret
  for service in $switched; do
    switch_back "$service"
  done
  for service in $reconfigured; do
    tell_back "$service"
  done
  # what nobody answers for meanwhile comes first
  for service in $replaced; do
    return_to_old "$service"
  done
  # shellcheck disable=SC2046 # one word each
  remove $(new_containers)
  set -e
}

# What this release has started, asked anew: what was interrupted may have started more than is known.
new_containers() {
  local service
  for service in $(replaced_services); do
    new_containers_of "$service"
  done
}

# The services of the release before that do not do their work. Those that were made anew have as much time as new ones.
services_down() {
  local soon=$((SECONDS + 5)) late=$((SECONDS + patience)) service end waiting
  (
    as_release "$before"
    for service in $(replaced_services); do
      end=$soon
      ! is_among "$service" "$replaced" || end=$late
      waiting=" $service"
      awaiting waiting_healthy "$((end - SECONDS))"
      until does_its_work "$service"; do
        if [ "$SECONDS" -ge "$end" ]; then
          echo "$service"
          break
        fi
        progress
        sleep 0.5
      done
      end_progress
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
