# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Brings a release into service, a new one or an earlier one, or leaves the one before it serving.

settle=''   # how many seconds the new containers have to stay healthy before they get work
watch=''    # how many they are watched after that, while the old ones are still there
patience='' # how many they may take to become healthy

release='' # the id of the new release
before=''  # the id of the release in charge

usage() {
  say production_usage
}

# --- checks ------------------------------------------------------------------

# Whether the engine is on this machine: a Docker context may name another one, too.
engine_is_here() {
  local address
  address=$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2> /dev/null) || address=${DOCKER_HOST:-}
  case ${address:-unix:} in
    unix:*) ;;
    *) return 1 ;;
  esac
}

# Whether there is room for new images.
check_disk() {
  local root free need=${LEAST_FREE_MIB:-$least_free_mebibytes}
  root=$(docker info --format '{{.DockerRootDir}}')
  [ -d "$root" ] || return 0
  free=$(($(df -Pk "$root" | awk 'NR == 2 { print $4 }') / 1024))
  [ "$free" -ge "$need" ] || fail disk_full
}

# Seconds and sizes that the shell may say.
check_numbers() {
  local variable value
  for variable in SETTLE_SECONDS WATCH_SECONDS PATIENCE_SECONDS LEAST_FREE_MIB; do
    value=${!variable:-0}
    [[ $value =~ ^[0-9]{1,9}$ ]] || fail number_invalid
  done
  settle=$((10#${SETTLE_SECONDS:-$settle_seconds}))
  watch=$((10#${WATCH_SECONDS:-$watch_seconds}))
  patience=$((10#${PATIENCE_SECONDS:-$patience_seconds}))
  # requests that were on their way to the old ones arrive within that time
  [ "$watch" -ge 1 ] || watch=1
}

preflight() {
  check_numbers
  check_docker
  check_settings
  check_hooks
  find_project
  open_work
  # on another machine there may be another disk, and other programs
  if engine_is_here; then
    check_disk
    check_ports
  fi
}

# --- into service ------------------------------------------------------------

# Before the first of them and after the last, where any runs.
run_jobs() {
  local service ran=''
  [ "$command" != rollback ] || return 0
  for service in $jobs; do
    [ ! -f "$ledger/releases/$release/done-$service" ] || continue
    [ -n "$ran" ] || run_hook before-jobs || give_up hook_failed
    ran=1
    run_job "$service"
  done
  [ -z "$ran" ] || run_hook after-jobs || give_up hook_failed
}

# One after the other, each as soon as the one before it is healthy.
replace_each() {
  local service
  for service in "$@"; do
    is_among "$service" "$changed" || continue
    replace_in_place "$service" || give_up start_failed_of
    wait_for 0 || exit 1
  done
}

# Everything from here on is the same for a new release and for one that comes back.
bring_into_service() {
  local service old ending ending_first ending_last
  as_release "$release"
  for service in $data; do
    start_data "$service" || give_up start_failed_of
    wait_for_data "$service" || exit 1
  done
  # what is rotated is brought to its data service in the end
  [ -n "$rotating" ] || say_pending_data
  run_jobs

  changed=$again
  for service in $(replaced_services); do
    [ -n "$again" ] || ! has_changed "$service" || changed="$changed $service"
  done
  ending=$(gone_of start_first)
  ending_first=$(gone_of replaced_first)
  ending_last=$(gone_last)
  # shellcheck disable=SC2116,SC2086 # in one line
  gone=$(echo $ending $ending_first $ending_last)
  if [ -n "$changed" ]; then
    say changed_services
  elif [ -z "$gone" ]; then
    say nothing_changed
    if [ "$release" = "$before" ]; then
      prune
      end_without_release
      return
    fi
  fi

  for service in $replaced_first $replaced_last; do
    is_among "$service" "$changed" || continue
    try_settings "$service" || give_up start_failed_of
  done
  [ -z "$rotating" ] || accept_secret || give_up rotate_refused
  for service in $start_first; do
    is_among "$service" "$changed" || continue
    say starting_beside
    start_beside "$service" || give_up start_failed_of
  done
  [ -z "$started" ] || wait_for "$settle" || exit 1
  [ -z "$changed" ] || smoke_test before || exit 1
  run_hook before-cutover || give_up hook_failed
  # who chooses among the others' containers has to be there before the choice is made; what works by the clock comes last of all
  # shellcheck disable=SC2086 # one word each
  end_gone $ending_first
  # shellcheck disable=SC2086 # one word each
  replace_each $replaced_first
  for service in $edges; do
    ! is_among "$service" "$replaced" || tell_choices
  done
  for service in $blue_green; do
    is_among "$service" "$changed" || continue
    say switching
    switched="$switched $service"
    switch_traffic "$service" "$(other_slot "$service")" || give_up switch_failed
  done
  [ -z "$changed$gone" ] || smoke_test after || exit 1
  if [ -n "$started" ]; then
    say watching
    wait_for "$watch" || exit 1
  fi
  # never two that work by the clock, by whatever name
  # shellcheck disable=SC2086 # one word each
  end_gone $ending_last
  # shellcheck disable=SC2086 # one word each
  replace_each $replaced_last

  old=$(
    old_containers
    for service in $gone; do
      containers_of "$service"
    done
  )
  # shellcheck disable=SC2086 # one word each
  take_charge $old
  # shellcheck disable=SC2086 # one word each
  retire $old
  prune
  rm -f "$ledger/pending"
  write_ledger || fail ledger_unwritable
}

# --- commands ----------------------------------------------------------------

# is_kept id: whether it was in service and is still known.
is_kept() {
  [ -d "$ledger/releases/$1" ] && is_among "$1" "$(verified_releases | in_one_line)"
}

# The next id that no release has.
id_beside() {
  local number=2
  while [ -d "$ledger/releases/$1-$number" ]; do
    number=$((number + 1))
  done
  echo "$1-$number"
}

# What was built is as a release that is known already: it is that one, and no other has its id.
recognize() {
  local known=$1 given=$2 built=$release same=''
  if [ -n "$before" ] && same_content "$before" "$built"; then
    same=$before
  elif [ -n "$known" ] && same_content "$known" "$built"; then
    same=$known
  elif [ -n "$known" ] && [ -n "$given" ]; then
    forget_release "$built"
    end_without_release
    release=$known
    fail release_taken
  elif [ -n "$known" ]; then
    say release_renamed
  fi
  if [ -n "$same" ] && [ "$same" != "$built" ]; then
    forget_release "$built"
    release=$same
  fi
}

deploy() {
  local dry='' given='' known='' tag arguments=$*
  while [ $# -gt 0 ]; do
    case $1 in
      --release)
        [ -n "${2:-}" ] || wrong_usage release_id_missing
        given=$2
        shift 2
        ;;
      --dry-run)
        dry=1
        shift
        ;;
      *) wrong_usage too_many_arguments ;;
    esac
  done
  release=${given:-$(release_of_tree)}
  check_release_id "$release"
  preflight
  if [ -n "$dry" ]; then
    say dry_run
    RELEASE=$release compose config --quiet
    return
  fi
  enter
  if [ -n "$registry" ]; then say deploying_pulled; else say deploying; fi
  # what is built has an id of its own until it is known to be the same
  tag=$release
  if is_kept "$release"; then
    known=$release
    release=$(id_beside "$release")
  fi
  begin
  if [ -n "$registry" ]; then
    pull "$tag"
  else
    run_hook before-build || give_up hook_failed
    RELEASE=$release attend - compose build || give_up build_failed_release
    run_hook after-build || give_up hook_failed
  fi
  write_record "$release"
  recognize "$known" "$given"
  bring_into_service
  if [ -n "$unchanged" ]; then
    say still_deployed
    return
  fi
  say deployed
  run_last_hook
}

rollback() {
  local arguments=$* known image id different
  [ $# -le 1 ] || wrong_usage too_many_arguments
  check_numbers
  # what is wrong with hooks is said, and keeps nobody from going back
  (check_hooks) || true
  find_containers
  open_work
  enter
  known=$(verified_releases | while read -r release; do [ ! -d "$ledger/releases/$release" ] || echo "$release"; done)
  release=${1:-$(printf '%s\n' "$known" | grep -vxF -e "$before" | sed -n 1p || true)}
  [ -n "$release" ] || fail no_release_before
  check_release_id "$release"
  if ! printf '%s\n' "$known" | grep -qxF -e "$release"; then
    known=$(printf '%s' "$known" | tr '\n' ' ')
    fail release_unknown
  fi
  if [ -f "$ledger/releases/$release/facts" ]; then
    while read -r image id; do
      [[ $image == *:'<release>' ]] || continue
      image=${image%:*}
      is_here "$image:$release" "$id" || { pull_again "$image" && is_here "$image:$release" "$id"; } || fail release_image_gone
    done < "$ledger/releases/$release/images"
  else
    say release_of_former
    check_settings
    for image in $images; do
      docker image inspect "$image:$release" > /dev/null 2>&1 || fail release_image_gone
    done
  fi
  say rolling_back
  say_different_settings
  begin
  bring_into_service
  say rolled_back
  [ -n "$unchanged" ] || run_last_hook
}

# is_here image id
is_here() {
  [ "$(docker image inspect --format '{{.Id}}' "$1" 2> /dev/null || true)" = "$2" ]
}

# What the release that comes back has other than this checkout, and than the release in service.
say_different_settings() {
  local different folder=$ledger/releases
  [ -f "$folder/$release/settings" ] || return 0
  if [ -f "$env_file" ]; then
    write_settings > "$work/settings"
  elif [ -f "$folder/$before/settings" ]; then
    cat "$folder/$before/settings" > "$work/settings"
  else
    return 0
  fi
  different=$(different_settings "$folder/$release/settings" "$work/settings")
  [ -z "$different" ] || say settings_differ
}
