# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Saves the data of services in a cluster to files that were read again, and brings it back, by the programs of the services.

# in_pod fact service: runs there what the script says of it, with what is piped in.
in_pod() {
  words_of "$1" "$2" || return 0
  attend_typed kube exec --stdin "$(workload_of "$2")" -- "${words[@]}"
}

# version_in_pod service: of its program.
version_in_pod() {
  in_pod version_command "$1" < /dev/null 2> /dev/null | grep -oE '[0-9]+(\.[0-9]+)+' | sed -n 1p || true
}

# save service: to $file.
save() {
  local service=$1 part version
  name_backup
  if ! in_pod backup_command "$service" < /dev/null > "$part" || ! [ -s "$part" ]; then
    rm -f "$part"
    fail backup_failed
  fi
  if ! in_pod verify_command "$service" < "$part" > /dev/null; then
    rm -f "$part"
    fail backup_unreadable
  fi
  version=$(version_in_pod "$service")
  describe_backup "$instance"
  mv "$part" "$file"
}

backup() {
  local service file chosen
  at_most_one_service "$@"
  chosen=${1:-$saved}
  for service in $chosen; do
    is_among "$service" "$saved" || fail no_backup_of
  done
  look_at_cluster
  for service in $chosen; do
    save "$service"
    say backed_up
  done
}

# What the file has takes the place of all that there is. That is saved first, and comes back if the service does not do its work then.
restore() {
  local file='' agreed='' service='' version here given safety
  choose_backup "$@"
  find_backup
  given=$file
  look_at_cluster
  if [ -f "$file.about" ]; then
    here=$(version_in_pod "$service")
    check_description
  else
    say backup_unknown
  fi
  in_pod verify_command "$service" < "$file" > /dev/null || fail backup_broken
  ask_first "$(say restore_question)" || return 0
  lock_cluster
  save "$service"
  safety=$file
  file=$given
  if in_pod restore_command "$service" < "$given" && in_pod data_check "$service" < /dev/null > /dev/null; then
    say restored
    file=$safety
    say safety_file
  else
    in_pod restore_command "$service" < "$safety" || true
    file=$safety
    complain safety_file
    file=$given
    fail restore_failed
  fi
}
