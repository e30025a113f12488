# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Takes away: the whole stack from the engine, or what is left of releases that nobody can go back to.

# --- remove ------------------------------------------------------------------

# belongings kind: names of what the engine has of this project, one a line. One-off containers count, too.
belongings() {
  case $1 in
    container) docker ps --all --filter "label=com.docker.compose.project=$project" --format '{{.Names}}' ;;
    network) docker network ls --filter "label=com.docker.compose.project=$project" --format '{{.Name}}' ;;
    volume) docker volume ls --filter "label=com.docker.compose.project=$project" --format '{{.Name}}' ;;
  esac | sort
}

# list_belongings: what will be removed, and what stays.
list_belongings() {
  local kind name
  say remove_list
  for kind in container network; do
    for name in $(belongings "$kind"); do
      printf '  %s %s\n' "$(say "clean_$kind")" "$name"
    done
  done
  for name in $(belongings volume) $(docker volume ls --quiet --filter "label=container-stack.ledger=$project"); do
    if [ -n "$with_volumes" ]; then printf '  %s %s\n' "$(say clean_volume)" "$name"; else kept="$kept $name"; fi
  done
  if [ -n "$with_volumes" ]; then
    say remove_ledger
  elif [ -n "$kept" ]; then
    say remove_keeps
  fi
}

# Whoever wants this has to type the name of the project.
ask_for_removal() {
  local answer=''
  [ -t 0 ] || fail remove_no_terminal
  read -r -p "$(say remove_question)" answer || true
  [ "$answer" = "$project" ]
}

remove_command() {
  local with_volumes='' agreed='' kept='' found service ids release arguments=$*
  while [ $# -gt 0 ]; do
    case $1 in
      --volumes) with_volumes=1 ;;
      -y | --yes) agreed=1 ;;
      *) wrong_usage too_many_arguments ;;
    esac
    shift
  done
  find_containers
  open_work
  take_lock $$ "$command"
  read_ledger
  take_over_former
  before=$(current_release)
  list_belongings
  if [ -z "$agreed" ] && ! ask_for_removal; then
    say remove_refused
    return
  fi
  # entrances first, data last, each with the time that it has to end
  if [ -n "$before" ]; then
    as_release "$before"
    for service in $replaced_last $replaced_first $start_first; do
      ids=$(containers_of "$service" --filter status=running | in_one_line)
      # shellcheck disable=SC2086 # one word each
      [ -z "$ids" ] || attend /dev/null docker stop $ids || true
    done
  fi
  ids=$(belongings container | in_one_line)
  # shellcheck disable=SC2086 # one word each
  if [ -n "$ids" ]; then
    attend /dev/null docker stop $ids || true
    quietly docker container rm --force ${with_volumes:+--volumes} $ids || fail remove_failed
  fi
  for found in $(belongings network); do
    quietly docker network rm "$found" || fail remove_failed
  done
  if [ -n "$with_volumes" ]; then
    remove_data
  else
    rm -f "$ledger/current" "$ledger/pending"
    release=$before changed='' gone=''
    [ -z "$before" ] || note ok
    write_ledger || fail ledger_unwritable
  fi
  say removed_stack
}

# Data, the releases with their images, and last the ledger.
remove_data() {
  local folder found
  for found in $(belongings volume); do
    quietly docker volume rm "$found" || fail remove_failed
  done
  for folder in "$ledger"/releases/*/; do
    [ ! -d "$folder" ] || forget_release "$(basename "$folder")"
  done
  docker container rm --force "$project.releases" > /dev/null 2>&1 || true
  for found in $(docker volume ls --quiet --filter "label=container-stack.ledger=$project"); do
    quietly docker volume rm "$found" || fail remove_failed
  done
}

# --- prune -------------------------------------------------------------------

# Every id that a release had, of which there may be images.
known_ids() {
  local folder
  for folder in "$ledger"/releases/*/; do
    [ ! -d "$folder" ] || basename "$folder"
  done
  [ ! -f "$ledger/history" ] || cut -f 3 "$ledger/history"
}

# "<image> <bytes>" of what nobody can go back to, one a line: of releases that are not kept, and of builds that have no name any more.
# An image that a container has is not among them.
old_images() {
  local kept known used name id
  kept=$(verified_releases | sed -n "1,${kept_releases}p")
  known=$(known_ids | sort -u)
  used=$(
    for id in $(project_containers); do
      docker inspect --format '{{.Image}}' "$id" 2> /dev/null || true
    done
  )
  {
    for name in $images; do
      for id in $(docker image ls --format '{{.Tag}}' "$name"); do
        if is_among "$id" "$known" && ! is_among "$id" "$kept"; then
          echo "$name:$id"
        fi
      done
    done
    docker image ls --quiet --no-trunc --filter dangling=true --filter "label=com.docker.compose.project=$project"
  } | while read -r name; do
    id=$(docker image inspect --format '{{.Id}}' "$name" 2> /dev/null) || continue
    is_among "$id" "$used" || docker image inspect --format "$name {{.Size}}" "$name"
  done
}

prune_command() {
  local dry='' old image size freed=0 count=0 arguments=$*
  if [ "${1:-}" = --dry-run ]; then
    dry=1
    shift
  fi
  [ $# -eq 0 ] || wrong_usage too_many_arguments
  find_containers
  open_work
  enter
  [ -z "$before" ] || as_release "$before"
  old=$(old_images)
  if [ -z "$old" ]; then
    say prune_nothing
    prune
    write_ledger || fail ledger_unwritable
    return
  fi
  say prune_list
  while read -r image size; do
    size=$(((size + 1048575) / 1048576))
    freed=$((freed + size))
    printf '  %s (%s MiB)\n' "$image" "$size"
  done <<< "$old"
  say prune_sum
  [ -z "$dry" ] || return 0
  while read -r image size; do
    ! docker image rm "$image" > /dev/null 2>&1 || count=$((count + 1))
  done <<< "$old"
  prune
  write_ledger || fail ledger_unwritable
  say pruned
}
