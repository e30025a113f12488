# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# What all that is done with data has in common. What is begun is in the ledger's file "data-work" until it is ended, so that a command
# that was killed is put right by the next one: "<what> <service> <step> <name of the copy> <container>".

aside=.container-stack # the folder, in each of a service's volumes, with data that is not in use

asleep='' # the container that stands still
waking='' # the process that lets it go on if this one is killed
part=''   # the file of a backup that is being made
doing=''  # what is being done with data: what data-work says

# --- the service -------------------------------------------------------------

# With the facts of the release in charge, where it has facts about data.
enter_data() {
  find_containers
  open_work
  enter
  ! grep -q '^saved=' "$ledger/releases/$before/facts" 2> /dev/null || as_release "$before"
}

# A service whose data does not let it start has a container all the same.
container_of() {
  local service=$1 id
  id=$(containers_of "$service" | sed -n 1p)
  [ -n "$id" ] || fail data_service_missing
  echo "$id"
}

running_container() {
  local service=$1 id
  id=$(containers_of "$service" --filter status=running | sed -n 1p)
  [ -n "$id" ] || fail data_service_not_running
  echo "$id"
}

image_of_container() {
  docker inspect --format '{{.Image}}' "$1"
}

# version_in run|exec where: what the program of the service says there; nothing where it does not say.
version_in() {
  local service=$1 how=$2 where=$3 said first
  words_of version_command "$service" || return 0
  set -- "${words[@]}"
  first=$1
  shift
  if [ "$how" = exec ]; then
    said=$(docker exec "$where" "$first" "$@" 2> /dev/null) || true
  else
    said=$(with_helper --network none --entrypoint "$first" "$where" "$@" 2> /dev/null) || true
  fi
  printf '%s' "$said" | grep -oE '[0-9]+(\.[0-9]+)+' | sed -n 1p || true
}

steps_of() {
  if words_of version_steps "$1"; then echo "${words[0]}"; else echo any; fi
}

# works service: it is healthy, and its data can be read.
works() {
  wait_for_data "$1" && ask data_check "$1" "$(containers_of "$1" | sed -n 1p)"
}

# --- what is begun and not ended ---------------------------------------------

# begin_work what service step [copy] [container]
begin_work() {
  doing="$1 $2 $3 ${4:--} ${5:--}"
  echo "$doing" > "$ledger/data-work"
  write_ledger || fail ledger_unwritable
}

end_work() {
  doing=''
  rm -f "$ledger/data-work"
  write_ledger || fail ledger_unwritable
}

# Whatever ends this script: a service that stands still goes on. A process of its own sees to it when this one is killed.
put_to_sleep() {
  local service=$1 id=$2
  begin_work backup "$service" paused - "$id"
  asleep=$id
  wake_if_killed "$id" > /dev/null 2>&1 < /dev/null &
  waking=$!
  docker pause "$id" > /dev/null
}

wake_if_killed() {
  while kill -0 "$$"; do
    command sleep 1
  done
  docker unpause "$1"
}

wake_up() {
  local id=$asleep
  [ -z "$waking" ] || kill "$waking" 2> /dev/null || true
  asleep='' waking=''
  [ -z "$id" ] || docker unpause "$id" > /dev/null 2>&1 || true
}

# However the script ends, but for being killed: half a file is none, and half a change is taken back.
leave_data() {
  wake_up
  [ -z "$part" ] || rm -f "$part" "${part%.part}.about"
  [ -n "$doing" ] && [ -z "$lost" ] || return 0
  set +e
  if take_back_work "$doing"; then rm -f "$ledger/data-work"; else complain data_not_back; fi
  write_ledger || complain ledger_unwritable
  set -e
}

# What the command that was killed has begun.
settle_data() {
  local what service step copy id
  [ -f "$ledger/data-work" ] || return 0
  read -r what service step copy id < "$ledger/data-work"
  say data_work_found
  # what cannot be put right is tried again by the next one, and keeps nobody from a restore
  if (
    ! grep -q '^saved=' "$ledger/releases/$before/facts" 2> /dev/null || as_release "$before"
    release=$before
    take_back_work "$what $service $step $copy $id" settled
  ); then rm -f "$ledger/data-work"; else complain data_not_back; fi
  write_ledger || fail ledger_unwritable
}

# take_back_work work [settled]: the data is as before. Where the script was killed ("settled"), the new data may have been in use since:
# then it stays.
take_back_work() {
  local what service step copy id kept=${2:-}
  read -r what service step copy id <<< "$1"
  case $step in
    paused) docker unpause "$id" > /dev/null 2>&1 || true ;;
    beside) remove_beside "$service" "$id" ;;
    swapping)
      if [ -n "$kept" ] && is_running "$id"; then
        say restore_kept
      else
        swap_back "$service" "$id" "${copy%/*}" "${copy#*/}" || return 1
        complain data_taken_back
      fi
      ;;
    replacing)
      if [ -n "$kept" ] && [ "$(containers_of "$service" --filter status=running | sed -n 1p)" != "$id" ] && works "$service"; then
        record_data "$service"
        say upgrade_kept
      else
        go_back "$service" "$copy" || return 1
        complain data_taken_back
      fi
      ;;
    rotating) settle_rotation "$service" "$copy" "$id" ;;
  esac
}

# --- folders in the volumes --------------------------------------------------

# in_data service container program [argument ...]: a program of sh, beside the service, with its volumes. There is one at a time.
in_data() {
  local service=$1 id=$2 program=$3 name=$project.data-$1
  shift 3
  words_of data_paths "$service"
  docker rm --force "$name" > /dev/null 2>&1 || true
  attend_typed with_helper --name "$name" --network none --user 0:0 --volumes-from "$id" ${mounts[@]+"${mounts[@]}"} --entrypoint sh \
    "$(image_of_container "$id")" -euc "$program" "$aside" "$@" "${words[@]}"
}

mounts=() # more of what is mounted there

# What stands in folder $1 of each volume is in use from now on, and what was in use stands in folder $2. Moving takes a moment, however
# much it is; what was interrupted is done again.
# shellcheck disable=SC2016 # a program of sh
exchange='from=$1 to=$2
shift 2
all_of() {
  for each in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    if { [ -e "$each" ] || [ -L "$each" ]; } && [ "${each##*/}" != "$0" ]; then
      mv "$each" "$2/"
    fi
  done
}
for path; do
  mkdir -p "$path/$0"
  if [ ! -e "$path/$0/$to.whole" ]; then
    mkdir -p "$path/$0/$to"
    all_of "$path" "$path/$0/$to"
    : > "$path/$0/$to.whole"
  fi
done
for path; do
  if [ -d "$path/$0/$from" ]; then
    all_of "$path/$0/$from" "$path"
    rm -rf "$path/$0/$from" "$path/$0/$from.whole"
  fi
done
sync'

# A copy of what is in use, in folder $1 of each volume.
# shellcheck disable=SC2016 # a program of sh
keep='to=$1
shift
for path; do
  mkdir -p "$path/$0"
  rm -rf "$path/$0/$to" "$path/$0/$to.part"
  mkdir "$path/$0/$to.part"
  for each in "$path"/* "$path"/.[!.]* "$path"/..?*; do
    if { [ -e "$each" ] || [ -L "$each" ]; } && [ "${each##*/}" != "$0" ]; then
      cp -a "$each" "$path/$0/$to.part/"
    fi
  done
  mv "$path/$0/$to.part" "$path/$0/$to"
  : > "$path/$0/$to.whole"
done
sync'

# Folders, but for folder $1.
# shellcheck disable=SC2016 # a program of sh
drop_others='but=$1
shift
for path; do
  for each in "$path/$0"/*; do
    case ${each##*/} in "$but" | "$but.whole") ;; *) rm -rf "$each" ;; esac
  done
  rmdir "$path/$0" 2> /dev/null || true
done'

# Whether folder $1 stands in each volume.
# shellcheck disable=SC2016 # a program of sh
look_for='folder=$1
shift
for path; do
  [ -e "$path/$0/$folder.whole" ]
done'

# Without folder $1.
# shellcheck disable=SC2016 # a program of sh
drop='of=$1
shift
for path; do
  rm -rf "$path/$0/$of" "$path/$0/$of.part" "$path/$0/$of.whole"
  rmdir "$path/$0" 2> /dev/null || true
done'

# swap_back service container from to: however far it had come, what was in use is in use again.
swap_back() {
  docker stop "$2" > /dev/null 2>&1
  in_data "$1" "$2" "$exchange" "$3" "$4" && in_data "$1" "$2" "$exchange" "$4" "$3" && docker start "$2" > /dev/null || return 1
  [ "$3" != new ] || in_data "$1" "$2" "$drop" new
}
