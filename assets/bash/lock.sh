# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# One at a time, whoever it is and wherever: the lock is a container of the engine, which has a name, so that there can be one only. It
# never runs. It says who holds it, and who holds it gives signs of life. One whose holder is gone, as after a crash, is taken over.

beat_seconds=10
silence_seconds=60 # how long a holder is silent who is gone

locked=''  # the container that is our lock
beating='' # the process that gives signs of life

# Where processes have numbers of their own, and one user may ask for them: there a number says for certain that nobody has it.
here() {
  local boot space
  boot=$(cat /proc/sys/kernel/random/boot_id 2> /dev/null || uname -n)
  space=$(readlink /proc/self/ns/pid 2> /dev/null || true)
  echo "$boot/$space/$(id -u)" | tr -d ' '
}

# take_lock process what: of process number $1, or of nobody's with "-".
take_lock() {
  local process=$1 what=$2 tries=0
  until locked=$(make_mark "$project.lock" --label "container-stack.since=$(now)" --label "container-stack.here=$(here)" \
    --label "container-stack.process=$process" --label "container-stack.what=$what" --label "container-stack.by=$(who)" 2> "$work/said"); do
    locked=''
    if ! look_at_lock; then
      # it was given back at this moment, or something else is wrong
      tries=$((tries + 1))
      [ "$tries" -lt 3 ] || {
        cat "$work/said" >&2
        fail lock_impossible
      }
      continue
    fi
    ! holder_is_there || fail locked
    # by its id: of several who find it, one removes it, and nobody removes the lock of who was quicker
    if docker rm --force "$lock_id" > /dev/null 2>&1; then
      say lock_taken_over
    fi
  done
  [ "$process" != - ] || return 0
  beat > /dev/null 2>&1 < /dev/null &
  beating=$!
}

# Who holds the lock. It fails where nobody does.
look_at_lock() {
  local format='{{.Id}}' label facts
  for label in since here process what by; do
    format="$format {{index .Config.Labels \"container-stack.$label\"}}"
  done
  facts=$(docker container inspect --format "$format" "$project.lock" 2> /dev/null) || return 1
  read -r lock_id lock_since lock_here lock_process lock_what lock_by <<< "$facts"
}

holder_is_there() {
  local sign end=$((SECONDS + silence_seconds))
  # taken by hand, and given back by hand
  [ "$lock_process" != - ] || return 0
  if [ "$lock_here" = "$(here)" ]; then
    kill -0 "$lock_process" 2> /dev/null && ! grep -q '^State:[[:space:]]*Z' "/proc/$lock_process/status" 2> /dev/null
    return
  fi
  say lock_waiting
  sign=$(sign_of_life)
  while [ "$SECONDS" -lt "$end" ]; do
    sleep 2
    [ -n "$(id_of_mark "$lock_id")" ] || return 1
    [ "$(sign_of_life)" = "$sign" ] || return 0
  done
  return 1
}

sign_of_life() {
  docker cp "$lock_id:/beat" - 2> /dev/null | tr -d '\0' || true
}

# As long as this process lives, by the real clock.
beat() {
  local count=0
  while command sleep "$beat_seconds" && kill -0 "$$" 2> /dev/null; do
    count=$((count + 1))
    echo "$count" > "$work/beat"
    docker cp "$work/beat" "$locked:/beat" || true
  done
}

unlock() {
  [ -z "$beating" ] || kill "$beating" 2> /dev/null || true
  [ -z "$locked" ] || docker rm --force "$locked" > /dev/null 2>&1 || true
  locked='' beating=''
}

# --- the command -------------------------------------------------------------

lock() {
  local action=${1:-status} arguments=$*
  [ $# -le 1 ] || wrong_usage too_many_arguments
  is_among "$action" 'status acquire release' || wrong_usage too_many_arguments
  find_containers
  case $action in
    status)
      if look_at_lock; then say lock_held; else say lock_free; fi
      ;;
    acquire)
      open_work
      take_lock - lock
      # it stays
      locked=''
      say lock_acquired
      ;;
    release)
      if look_at_lock; then
        docker rm --force "$lock_id" > /dev/null
        say lock_released
      else
        say lock_free
      fi
      ;;
  esac
}
