# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# How an attempt to release something begins, and how it ends: in charge, undone, or killed and put right by the next one.

phase=''     # "releasing" while a failure has something to undo
unchanged='' # whether there was nothing to release
job=''       # the container of a job that runs
signal=''    # what has told the script to end

# One at a time, with what the engine knows, and after what was killed.
enter() {
  take_lock $$ "$command"
  read_ledger
  take_over_former
  before=$(current_release)
  remove_helpers
  finish_what_was_killed
  settle_data
}

# From here on a failure has something to undo.
begin() {
  present=$(project_containers | tr '\n' ' ')
  mkdir -p "$ledger/releases/$release"
  printf '%s\n' "release $release" "command $command" "by $(who)" "present $present" > "$ledger/pending"
  write_ledger || fail ledger_unwritable
  phase=releasing
}

# end_without_release: nothing was changed, and nothing is recorded.
end_without_release() {
  rm -f "$ledger/pending"
  write_ledger || fail ledger_unwritable
  phase=''
  unchanged=1
}

# From here on it is in service. Nothing comes between what is written and what is known of it.
take_charge() {
  trap '' HUP INT TERM
  rm -rf "$work/before"
  cp -R "$ledger" "$work/before"
  record
  note ok
  printf '%s\n' "release $release" "command $command" "retired $*" > "$ledger/pending"
  if ! write_ledger; then
    rm -rf "$ledger"
    mv "$work/before" "$ledger"
    give_up ledger_unwritable
  fi
  phase=''
  listen
}

# give_up message
give_up() {
  reason=$(say "$1")
  exit 1
}

# However the script ends: what was begun is undone, the attempt is in the history, and the lock is free.
leave() {
  local code=$? down=''
  # who is impatient does not stop it half-way
  trap '' HUP INT TERM
  trap - EXIT
  end_progress
  end_attended
  if [ -n "$job" ]; then
    [ "$phase" != releasing ] || keep_logs "$job"
    remove "$job"
  fi
  if [ "$phase" = releasing ] && [ -z "$lost" ]; then
    phase=''
    undo
    [ -z "$(kept_logs_of "$release")" ] || complain logs_are_kept
    [ -n "$reason" ] || reason=$(say ended)
    note failed "$reason"
    rm -f "$ledger/pending" "$ledger/data-work"
    write_ledger || complain ledger_unwritable
    run_hook on-failure || complain hook_failed_too
    if [ -z "$before" ]; then
      complain first_release_failed
    else
      down=$(services_down)
      if [ -z "$down" ]; then complain release_failed; else complain release_failed_down; fi
    fi
    [ "$code" -ne 0 ] || code=1
  fi
  leave_data
  [ -z "$locked" ] || [ -n "$lost" ] || remove_helpers
  unlock
  close_work
  exit "$code"
}

# told signal code
told() {
  signal=$1
  [ -n "$reason" ] || reason=$(say interrupted)
  exit "$2"
}

listen() {
  trap 'told SIGHUP 129' HUP
  trap 'told SIGINT 130' INT
  trap 'told SIGTERM 143' TERM
}
trap leave EXIT
listen

# Whether there is none of the containers any more that a service of the release in charge consists of.
has_lost_its_own() {
  local id
  [ -n "$(recorded "$1")" ] || return 1
  for id in $(recorded_containers "$1"); do
    ! docker container inspect --format '{{.Id}}' "$id" > /dev/null 2>&1 || return 1
  done
}

# What had stopped for the new containers starts again, and what was told a new configuration is told its own.
put_back() (
  as_release "$before"
  for service in $replaced_first $replaced_last; do
    for id in $(recorded_containers "$service"); do
      is_running "$id" || docker start "$id" > /dev/null 2>&1 || true
    done
    tell_back "$service" > /dev/null 2>&1 || true
  done
)

# What a release left behind that was killed before its end, as the ledger has it: what was not there before it began and is of no
# release in charge, or, where it had taken charge, what it was about to stop. Nothing else is removed.
finish_what_was_killed() {
  local killed retired kept service id found=''
  [ -f "$ledger/pending" ] || return 0
  killed=$(pending_release)
  retired=$(sed -n 's/^retired //p' "$ledger/pending")
  kept=$(sed -n 's/^present //p' "$ledger/pending")
  if grep -q '^retired ' "$ledger/pending"; then
    for id in $retired; do
      ! docker container inspect --format '{{.Id}}' "$id" > /dev/null 2>&1 || found="$found $id"
    done
  elif [ -n "$before" ]; then
    found=$(
      as_release "$before"
      tell_choices
      as_release "$killed"
      for service in $jobs; do
        docker container inspect --format '{{.Id}}' "$(job_of "$service")" 2> /dev/null || true
      done
      for service in $(replaced_services); do
        for id in $(containers_of "$service"); do
          ! is_among "$id" "$kept $(recorded_containers "$service")" || continue
          # of a service of which there may be one only, the one that runs may be all there is: it is replaced with the rest
          is_among "$service" "$start_first" || ! is_running "$id" || ! has_lost_its_own "$service" || continue
          echo "$id"
        done
      done
    )
  fi
  # shellcheck disable=SC2086 # one word each
  grep -q '^retired ' "$ledger/pending" || release=$killed kept_folder='' kept_number=0 keep_logs $found
  # shellcheck disable=SC2086 # one word each
  remove $found
  [ -z "$found" ] || say leftovers_removed
  [ -z "$before" ] || grep -q '^retired ' "$ledger/pending" || put_back
  grep -q '^retired ' "$ledger/pending" ||
    release=$killed took='' command=$(sed -n 's/^command //p' "$ledger/pending") RELEASED_BY=$(sed -n 's/^by //p' "$ledger/pending") \
      note failed "$(say killed)"
  rm -f "$ledger/pending"
  write_ledger || fail ledger_unwritable
}
