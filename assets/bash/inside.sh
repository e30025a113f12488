# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Programs that operators run: in a container of the release in service, or in one of its own that is gone afterwards.

# The service that is named first, of those of the release in service, and what is to be run there, in $words.
service_and_words() {
  service=${1:-}
  [ -n "$service" ] || wrong_usage service_missing
  case $service in -*) wrong_usage too_many_arguments ;; esac
  shift
  [ "${1:-}" != -- ] || shift
  look_at_release
  is_among "$service" "$services" || fail service_unknown
  words=("$@")
}

at_a_terminal() {
  [ -t 0 ] && [ -t 1 ]
}

# The containers of a service that run and are of the release in service.
running_of() {
  if is_among "$1" "$(replaced_services)"; then
    serving "$1"
  else
    containers_of "$1" --filter status=running
  fi
}

# container_in_service service: one that runs, a healthy one where there is one.
container_in_service() {
  local service=$1 id chosen=''
  for id in $(running_of "$service"); do
    [ -n "$chosen" ] || chosen=$id
    if [ "$(condition_of "$service" "$id")" = healthy ]; then
      chosen=$id
      break
    fi
  done
  [ -n "$chosen" ] || fail not_running
  echo "$chosen"
}

# exec_in service program ...
exec_in() {
  local id terminal=''
  id=$(container_in_service "$1")
  shift
  ! at_a_terminal || terminal=--tty
  attend_typed docker exec --interactive ${terminal:+"$terminal"} "$id" "$@"
}

exec_command() {
  local service current arguments=$*
  service_and_words "$@"
  [ "${#words[@]}" -gt 0 ] || wrong_usage words_missing
  exec_in "$service" "${words[@]}"
}

shell() {
  local service current arguments=$*
  service_and_words "$@"
  [ "${#words[@]}" -eq 0 ] || wrong_usage too_many_arguments
  exec_in "$service" sh -c 'if command -v bash > /dev/null 2>&1; then exec bash; else exec sh; fi'
}

# The container has a name of its own and the mark of who runs it. It gets no requests, has no ports, and nobody asks for its health.
run_command() {
  local service current terminal='' code=0 arguments=$*
  service_and_words "$@"
  [ "${#words[@]}" -gt 0 ] || wrong_usage words_missing
  ! is_among "$service" "$data" || fail run_of_data
  at_a_terminal || terminal=--no-TTY
  printf 'services:\n  "%s":\n    healthcheck:\n      disable: true\n' "$service" > "$work/run.yml"
  job=$project.run-$service-$(date -u +%Y%m%d-%H%M%S)-$$
  attend_typed compose --file "$work/run.yml" run --rm --no-deps ${terminal:+"$terminal"} --name "$job" \
    --label "container-stack.run=$(who)" "$service" "${words[@]}" || code=$?
  # it is gone, or else it ends with this script
  [ -n "$(id_of_mark "$job")" ] || job=''
  return "$code"
}
