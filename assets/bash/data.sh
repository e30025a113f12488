# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Saves the data of services that run in the stack, and brings it back.

asleep='' # what has to be said to the engine for a container that stands still
part=''   # the file of a backup that is being made

# What stands still goes on, however its backup ended.
wake_up() {
  local call=$asleep
  asleep=''
  # shellcheck disable=SC2086 # two words
  [ -z "$call" ] || docker $call > /dev/null
}

# However the script ends: half a file is none.
leave_data() {
  wake_up || true
  [ -z "$part" ] || rm -f "$part"
}

running_container() {
  local service=$1 id
  id=$(containers_of "$service" --filter status=running | head -n 1)
  [ -n "$id" ] || fail data_service_not_running
  echo "$id"
}

ending_of() {
  if words_of backup_ending "$1"; then echo "${words[0]}"; else echo .tar; fi
}

image_of_container() {
  docker inspect --format '{{.Image}}' "$1"
}

# Writes the data of a service to standard output.
dump() {
  if words_of backup_command "$1"; then
    docker exec "$2" "${words[@]}"
    return
  fi
  words_of data_paths "$1"
  # as if the power had gone: what it had written by then, all at one moment
  asleep="unpause $2"
  docker pause "$2" > /dev/null || {
    asleep=''
    return 1
  }
  docker run --rm --network none --user 0:0 --volumes-from "$2:ro" --entrypoint tar "$(image_of_container "$2")" \
    -C / -cf - "${words[@]#/}" || return 1
  wake_up
}

load() {
  if words_of restore_command "$1"; then
    docker exec --interactive "$2" "${words[@]}"
    return
  fi
  words_of data_paths "$1"
  asleep="start $2"
  docker stop "$2" > /dev/null || return 1
  docker run --rm --interactive --network none --user 0:0 --volumes-from "$2" --entrypoint sh "$(image_of_container "$2")" \
    -c 'find "$@" -mindepth 1 -delete && tar -C / -xf -' restore "${words[@]}" || return 1
  wake_up
}

backup() {
  local service file id chosen=${1:-$saved}
  at_most_one_service "$@"
  find_containers
  # nobody else reads it
  umask 077
  mkdir -p "$backup_folder"
  for service in $chosen; do
    is_among "$service" "$saved" || fail no_backup_of
    id=$(running_container "$service")
    file=$backup_folder/$service-$(date -u +%Y%m%d-%H%M%S)$(ending_of "$service")
    part=$file.part
    if ! dump "$service" "$id" > "$part" || ! [ -s "$part" ]; then
      fail backup_failed
    fi
    mv "$part" "$file"
    part=''
    say backed_up
  done
}

# is_backup_of service file: by its name.
is_backup_of() {
  local ending
  ending=$(ending_of "$1")
  [[ $(basename "$2") =~ ^"$1"-[0-9]{8}-[0-9]{6}"$ending"$ ]]
}

restore() {
  local file='' agreed='' answer='' service='' each id arguments=$*
  while [ $# -gt 0 ]; do
    case $1 in
      -y | --yes) agreed=1 ;;
      *)
        [ -z "$file" ] || wrong_usage too_many_arguments
        file=$1
        ;;
    esac
    shift
  done
  [ -n "$file" ] || wrong_usage restore_file_missing
  # a path from where the script was called
  case $file in
    /*) ;;
    *) [ -e "$file" ] || ! [ -e "$OLDPWD/$file" ] || file=$OLDPWD/$file ;;
  esac
  [ -s "$file" ] || fail backup_missing
  for each in $saved; do
    ! is_backup_of "$each" "$file" || service=$each
  done
  [ -n "$service" ] || fail backup_of_nothing
  find_containers
  id=$(running_container "$service")
  if [ -z "$agreed" ]; then
    [ -t 0 ] || fail restore_no_terminal
    read -r -p "$(say restore_question)" answer || true
    if ! agrees "$answer"; then
      say restore_refused
      return
    fi
  fi
  load "$service" "$id" < "$file" || fail restore_failed
  say restored
}
