# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# While there is maintenance, the edge answers everybody with 503 and a page, but for those who are let through. It is a mark in the
# edge's volume, so that it outlives restarts and releases.

# tell_edges action [address ...]: what each of them says, once.
tell_edges() {
  local edge id told='' said
  for edge in $edges; do
    words_of maintenance_command "$edge" || continue
    for id in $(containers_of "$edge" --filter status=running); do
      said=$(docker exec "$id" "${words[@]}" "$@") || return 1
      [ -n "$told" ] || printf '%s\n' "$said"
      told=1
    done
  done
  [ -n "$told" ] || return 2
}

# Since it says so on: in $allowed who gets through all the same.
in_maintenance() {
  local said
  said=$(tell_edges status 2> /dev/null) || return 1
  [ "${said%%$'\n'*}" = on ] || return 1
  allowed=$(printf '%s\n' "$said" | sed 1d | in_one_line)
}

maintenance() {
  local action=${1:-status} current allowed='' code=0 arguments=$*
  [ $# -eq 0 ] || shift
  is_among "$action" 'on off status' || wrong_usage too_many_arguments
  while [ $# -gt 0 ]; do
    [ "$action $1" = 'on --allow' ] || wrong_usage too_many_arguments
    needs_value "$@"
    allowed="$allowed $(printf '%s' "$2" | tr '[:upper:]' '[:lower:]')"
    shift 2
  done
  look_at_release
  [ -n "$edges" ] || fail maintenance_without_edge
  if [ "$action" != status ]; then
    # shellcheck disable=SC2086 # one word each
    tell_edges "$action" $allowed > /dev/null || code=$?
    [ "$code" -ne 2 ] || fail maintenance_no_edge_runs
    [ "$code" -eq 0 ] || fail maintenance_failed
  fi
  if in_maintenance; then say maintenance_on; else say maintenance_off; fi
}
