# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# What there is to see: nothing is changed.

# For commands that only look.
look_into_ledger() {
  find_containers
  open_work
  read_ledger
}

# For commands that work with the release in service, from its own facts, whatever this checkout says.
look_at_release() {
  look_into_ledger
  current=$(current_release)
  [ -n "$current" ] || fail nothing_released
  as_release "$current"
}

# A line for each container: its service, the release that has started it and when, its state and its name.
containers_by_service() {
  {
    [ ! -f "$ledger/current" ] || sed -n 's/^since \([^ ]*\) \([^ ]*\) /\1|\2|/p' "$ledger/current"
    docker ps --all --no-trunc --filter "label=com.docker.compose.project=$project" --filter label=com.docker.compose.oneoff=False \
      --format '{{.Label "com.docker.compose.service"}}|{{.Status}}|{{.Names}}|' | sort
  } | awk -F '|' '
    NF == 3 { release[$1] = $2; time[$1] = $3; next }
    { printf "%-20s  %-24s  %-20s  %-28s  %s\n", $1, ($1 in release ? release[$1] : "-"), ($1 in time ? time[$1] : "-"), $2, $3 }
  '
}

# Services of which there are containers, and that the release in service does not have.
foreign_services() {
  local service
  for service in $(docker ps --all --filter "label=com.docker.compose.project=$project" --filter label=com.docker.compose.oneoff=False \
    --format '{{.Label "com.docker.compose.service"}}' | sort -u); do
    is_among "$service" "$services" || echo "$service"
  done | in_one_line
}

# The release that was begun and not ended.
pending_release() {
  [ ! -f "$ledger/pending" ] || sed -n 's/^release //p' "$ledger/pending"
}

# in_service_since release: when, and by whom.
in_service_since() {
  awk -F '\t' -v release="$1" '
    ($2 == "deploy" || $2 == "rollback") && $4 == "ok" && $3 == release { since = $1 " " $6 }
    END { print since }
  ' "$ledger/history" 2> /dev/null || true
}

status() {
  local current since pending foreign allowed=''
  no_arguments "$@"
  look_into_ledger
  current=$(current_release)
  if [ -n "$current" ]; then
    since=$(in_service_since "$current")
    say in_charge
    as_release "$current"
    foreign=$(foreign_services)
    [ -z "$foreign" ] || say foreign_containers
    say_pending_data
    ! in_maintenance || say maintenance_on
  else
    say nothing_released
  fi
  pending=$(pending_release)
  [ -z "$pending" ] || say release_pending
  [ ! -f "$ledger/data-work" ] || say data_work_pending
  ! look_at_lock || say lock_held
  echo
  containers_by_service
}

history() {
  local file
  no_arguments "$@"
  look_into_ledger
  file=$ledger/history
  if [ ! -s "$file" ]; then
    say nothing_released
    return
  fi
  awk -F '\t' -v current="$(current_release)" '
    {
      printf "%s  %-8s  %-6s  %s%s", $1, $2, $4, $3, ($3 == current ? " *" : "")
      if ($8 != "") printf "  %s s", $8
      if ($6 != "") printf "  %s", $6
      if ($7 != "" && index($3, substr($7, 1, 12)) != 1) printf "  %s", substr($7, 1, 12)
      if ($9 != "") printf "  [%s]", $9
      if ($5 != "") printf "  %s", $5
      print ""
    }
  ' "$file"
}
