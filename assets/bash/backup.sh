# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Saves the data of services to files that were read again. Beside each stands what is known of it: "<file>.about".

# Writes the data of a service to standard output.
dump() {
  local service=$1 id=$2 path
  if words_of backup_command "$service"; then
    attend_typed docker exec "$id" "${words[@]}"
    return
  fi
  words_of data_paths "$service"
  set --
  for path in "${words[@]}"; do
    set -- "$@" --exclude "${path#/}/$aside"
  done
  # as if the power had gone: what it had written by then, all at one moment
  put_to_sleep "$service" "$id" || return 1
  attend_typed with_helper --network none --user 0:0 --volumes-from "$id:ro" --entrypoint tar "$(image_of_container "$id")" \
    -C / -cf - "$@" "${words[@]#/}" || return 1
  wake_up
  end_work
}

# is_whole service file image: of that service, and to its end.
is_whole() {
  local service=$1 file=$2 image=$3 first
  if words_of backup_command "$service"; then
    words_of verify_command "$service" || return 0
    set -- "${words[@]}"
    first=$1
    shift
    attend_typed with_helper --interactive --network none --entrypoint "$first" "$image" "$@" < "$file"
    return
  fi
  words_of data_paths "$service"
  tar -tf "$file" > "$work/names" && [ -s "$work/names" ] || return 1
  # an archive ends with two blocks of zeros
  [ "$(($(tail -c 1024 "$file" | tr -d '\0' | wc -c)))" -eq 0 ] || return 1
  printf '%s\n' "${words[@]#/}" | awk '
    NR == FNR { paths[$0]; next }
    {
      found = 0
      for (path in paths) if ($0 == path || index($0, path "/") == 1) found = 1
      if (!found || ("/" $0 "/") ~ /\/\.\.\//) exit bad = 1
    }
    END { exit bad }
  ' - "$work/names"
}

# save service: to $file.
save() {
  local service=$1 id version
  id=$(running_container "$service")
  mkdir -p "$backup_folder"
  name_backup
  if ! dump "$service" "$id" > "$part" || ! [ -s "$part" ]; then
    fail backup_failed
  fi
  is_whole "$service" "$part" "$(image_of_container "$id")" || fail backup_unreadable
  version=$(version_in "$service" exec "$id")
  describe_backup "$project"
  mv "$part" "$file"
  part=''
}

# By the rule that the stack gives. What has no name of a backup of the service is none; the latest one stays.
prune_backups() {
  local service=$1 each today removed=''
  [ "$kept_backups" -gt 0 ] || [ "$kept_backup_days" -gt 0 ] || return 0
  today=$(date -u +%Y%m%d)
  removed=$(
    for each in "$backup_folder/$service"-*; do
      ! is_backup_of "$service" "$each" || echo "$each"
    done | sort -r | awk -v count="$kept_backups" -v days="$kept_backup_days" -v now="$today" -v before="$backup_folder/$service-" '
      # days since a day long ago
      function day(text, y, m) {
        y = substr(text, 1, 4) + 0; m = substr(text, 5, 2) + 0
        if (m < 3) { y--; m += 12 }
        return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * (m - 3) + 2) / 5) + substr(text, 7, 2)
      }
      NR == 1 { next }
      count > 0 && NR <= count { next }
      days > 0 && day(now) - day(substr($0, length(before) + 1, 8)) < days { next }
      { print }
    '
  )
  [ -n "$removed" ] || return 0
  printf '%s\n' "$removed" | while IFS= read -r each; do
    rm -f "$each" "$each.about"
    file=$each
    say backup_pruned
  done
}

backup() {
  local service file chosen
  at_most_one_service "$@"
  enter_data
  chosen=${1:-$saved}
  for service in $chosen; do
    is_among "$service" "$saved" || fail no_backup_of
  done
  for service in $chosen; do
    save "$service"
    say backed_up
    prune_backups "$service"
  done
}
