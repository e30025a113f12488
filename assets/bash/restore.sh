# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Brings data back: what is in a backup is tried beside first, and takes the place of the data in use last. That is kept.

# --- the file ----------------------------------------------------------------

# check_backup: whether $file is a whole backup of $service, which has container $id and that can read it.
check_backup() {
  local version here
  if [ -f "$file.about" ]; then
    here=$(version_in "$service" run "$(image_of_container "$id")")
    check_description
    if [ -n "$version" ] && [ -n "$here" ]; then
      # files are for the version that has written them
      if [ "$(kind_of "$service")" = archive ] && [ "$(steps_of "$service")" != any ] && [ "${version%%.*}" != "${here%%.*}" ]; then
        fail backup_of_older
      fi
    fi
  else
    say backup_unknown
  fi
  is_whole "$service" "$file" "$(image_of_container "$id")" || fail backup_broken
}

# --- beside ------------------------------------------------------------------

beside_of() {
  echo "$project.beside-$1"
}

# Containers and volumes that nobody else has.
remove_beside() {
  local name each mounts=()
  name=$(beside_of "$1")
  docker rm --force --volumes "$name" "$project.data-$1" > /dev/null 2>&1 || true
  for each in $(docker volume ls --quiet --filter "label=container-stack.beside=$name"); do
    docker volume rm "$each" > /dev/null 2>&1 || true
  done
  ! words_of data_paths "$1" || [ -z "${2:-}" ] || in_data "$1" "$2" "$drop" new || true
}

# fill_beside: a container of the service, with volumes of its own, does its work with what is in the file.
fill_beside() {
  local name image path number=0 end
  name=$(beside_of "$service")
  image=$(image_of_container "$id")
  remove_beside "$service" "$id"
  mounts=()
  words_of data_paths "$service" || words=()
  for path in ${words[@]+"${words[@]}"}; do
    number=$((number + 1))
    docker volume create --label "container-stack.beside=$name" "$name-$number" > /dev/null || return 1
    mounts=(${mounts[@]+"${mounts[@]}"} --volume "$name-$number:$path")
  done
  if [ "$(kind_of "$service")" = archive ]; then
    attend_typed with_helper --interactive --name "$project.data-$service" --network none --user 0:0 "${mounts[@]}" \
      --entrypoint tar "$image" -C / -xf - < "$file" || return 1
  fi
  quietly compose run --detach --no-deps --name "$name" ${mounts[@]+"${mounts[@]}"} "$service" || return 1
  end=$((SECONDS + patience))
  until is_running "$name" && ask probe "$service" "$name"; do
    if [ "$SECONDS" -ge "$end" ]; then
      blamed="$service $name"
      last_lines "$blamed"
      return 1
    fi
    sleep 0.5
  done
  if words_of restore_command "$service"; then
    attend_typed docker exec --interactive "$name" "${words[@]}" < "$file" || return 1
  fi
  ask probe "$service" "$name" && ask data_check "$service" "$name" || return 1
  docker stop "$name" > /dev/null
}

# Copies what is beside, but for what was brought along of other times.
# shellcheck disable=SC2016 # a program of sh
take='number=0
for path; do
  number=$((number + 1))
  mkdir -p "$path/$0"
  rm -rf "$path/$0/new" "$path/$0/new.part"
  cp -a "/beside/$number" "$path/$0/new.part"
  rm -rf "$path/$0/new.part/$0"
  mv "$path/$0/new.part" "$path/$0/new"
done
sync'

# What is beside stands in the folder "new" of the volumes in use.
lay_down() {
  local name path number=0 code=0
  name=$(beside_of "$service")
  mounts=()
  words_of data_paths "$service"
  for path in "${words[@]}"; do
    number=$((number + 1))
    mounts=(${mounts[@]+"${mounts[@]}"} --volume "$name-$number:/beside/$number:ro")
  done
  in_data "$service" "$id" "$take" || code=1
  mounts=()
  return "$code"
}

# --- into use ----------------------------------------------------------------

# put_into_use folder: of the volumes. If it does not do its work, the data is as before.
put_into_use() {
  local copy
  copy=before-$(date -u +%Y%m%d-%H%M%S)
  begin_work restore "$service" swapping "$1/$copy" "$id"
  say swapping_data
  attend /dev/null docker stop "$id" || fail restore_failed
  in_data "$service" "$id" "$exchange" "$1" "$copy" || fail restore_failed
  docker start "$id" > /dev/null || fail restore_failed
  if ! works "$service"; then
    last_lines "$service $id"
    fail restore_failed
  fi
  end_work
  # one is kept, as what is older than it can be saved
  in_data "$service" "$id" "$drop_others" "$copy" || true
  say restored
  say copy_kept
}

# What keeps its data in no volume: it is saved to a file first, and takes what the file to restore has.
load_directly() {
  local given=$file before_it
  save "$service"
  words_of restore_command "$service"
  if attend_typed docker exec --interactive "$id" "${words[@]}" < "$given" && works "$service"; then
    before_it=$file file=$given
    say restored
    file=$before_it
    say safety_file
  else
    words_of restore_command "$service"
    docker exec --interactive "$id" "${words[@]}" < "$file" || true
    complain safety_file
    file=$given
    fail restore_failed
  fi
}

# restore_copy name: of the data that another restore has replaced.
restore_copy() {
  local name=$1 copy
  copy=${name#"$service"-}
  id=$(container_of "$service")
  in_data "$service" "$id" "$look_for" "$copy" || fail copy_missing
  ask_first "$(say restore_question)" || return 0
  put_into_use "$copy"
}

restore() {
  local file='' agreed='' service='' each id
  choose_backup "$@"
  check_numbers
  enter_data
  for each in $saved; do
    if [[ $file =~ ^"$each"-before-[0-9]{8}-[0-9]{6}$ ]] && ! [ -e "$file" ]; then
      service=$each
      restore_copy "$file"
      return
    fi
  done
  find_backup
  id=$(container_of "$service")
  check_backup
  ask_first "$(say restore_question)" || return 0
  say trying_beside
  begin_work restore "$service" beside - "$id"
  fill_beside || fail restore_beside_failed
  if ! words_of data_paths "$service"; then
    remove_beside "$service"
    end_work
    load_directly
    return
  fi
  lay_down || fail restore_beside_failed
  # from here on it is in the volumes in use: whoever is killed leaves nothing else
  remove_beside "$service"
  put_into_use new
}
