# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# The ledger of releases. It is kept where the releases run, in a volume of the engine, so that every checkout, laptop and job that
# reaches the engine sees the same. The volume is read and written through a container that never runs, of an image with nothing in it.
#
# The ledger is one archive. It is written as edition 1, 2, 3 ... to two files in turn, and ends with its number: who is killed while
# it writes spoils the older of the two, and the last whole one counts.

nothing=container-stack/nothing:1 # an image that is made here, and never pulled
work=''                           # a folder of this process
ledger=''                         # the copy of the ledger in it
edition=0                         # the number of that copy; 0 where the engine has no ledger
former=''                         # whether the copy comes from this checkout, where the version before kept it
lost=''                           # whether the lock was lost: then nothing is touched any more

# --- the engine --------------------------------------------------------------

# make_mark name [option ...]: a container that never runs. Of several who make the same, one succeeds. It says its id.
make_mark() {
  local name=$1
  shift
  docker image inspect "$nothing" > /dev/null 2>&1 || head -c 1024 /dev/zero | docker import - "$nothing" > /dev/null || return 1
  docker create --pull never --name "$name" --label "container-stack.project=$project" "$@" "$nothing" -
}

# id_of_mark name: nothing where there is none.
id_of_mark() {
  docker container inspect --format '{{.Id}}' "$1" 2> /dev/null || true
}

# The container through which the volume is reached. It is also why pruning volumes leaves this one alone.
reach_volume() {
  [ -z "$(id_of_mark "$project.releases")" ] || return 0
  make_mark "$project.releases" --volume "$project.releases:/ledger" > /dev/null 2> "$work/said" ||
    [ -n "$(id_of_mark "$project.releases")" ] || {
    cat "$work/said" >&2
    return 1
  }
}

# --- the copy ----------------------------------------------------------------

# Nobody else reads what is in it: settings are.
open_work() {
  local each
  if ! mkdir -p "$state" 2> /dev/null || ! [ -w "$state" ]; then
    fail state_unwritable
  fi
  umask 077
  # what a script left behind that was killed
  for each in "$state"/work.*; do
    [ ! -d "$each" ] || kill -0 "${each##*.}" 2> /dev/null || rm -rf "$each"
  done
  work=$state/work.$$
  ledger=$work/ledger
  rm -rf "$work"
  mkdir -p "$ledger/releases"
}

close_work() {
  [ -n "$work" ] || return 0
  rm -rf "$work"
  work=''
  # only if nothing else is in it
  rmdir "$state" 2> /dev/null || true
}

# What cannot be read is an error, and never taken for a ledger in which nothing is.
read_ledger() {
  local volumes each number chosen=''
  volumes=$(docker volume ls --quiet --filter "label=container-stack.ledger=$project") || fail ledger_unreadable
  edition=0
  if [ -z "$volumes" ]; then
    read_former
    return 0
  fi
  rm -rf "$work/copies"
  reach_volume || fail ledger_unreadable
  quietly docker cp "$project.releases:/ledger" "$work/copies" || fail ledger_unreadable
  for each in "$work"/copies/*.tar; do
    [ -f "$each" ] || continue
    mkdir -p "$each.d"
    tar -xf "$each" -C "$each.d" 2> /dev/null || continue
    number=$(cat "$each.d/edition" 2> /dev/null || true)
    if [[ $number =~ ^[1-9][0-9]*$ ]] && [ "$number" -gt "$edition" ]; then
      edition=$number
      chosen=$each.d
    fi
  done
  if [ -n "$chosen" ]; then
    rm -rf "$ledger"
    mv "$chosen/ledger" "$ledger"
    mkdir -p "$ledger/releases"
  elif [ -e "$work/copies/0.tar" ]; then
    fail ledger_unreadable
  else
    # the first edition was not finished, and before that nothing is begun
    read_former
  fi
  rm -rf "$work/copies"
}

# Whether the lock is still that of this script.
has_lock() {
  if [ -z "$locked" ] || [ "$(id_of_mark "$project.lock")" != "$locked" ]; then
    lost=1
    complain lock_lost
    return 1
  fi
}

# Only by who holds the lock.
write_ledger() {
  local slot
  has_lock || return 1
  [ -n "$(docker volume ls --quiet --filter "label=container-stack.ledger=$project")" ] ||
    docker volume create --label "container-stack.ledger=$project" "$project.releases" > /dev/null || return 1
  reach_volume || return 1
  edition=$((edition + 1))
  slot=$work/$((edition % 2)).tar
  echo "$edition" > "$work/edition"
  # on macOS, without what only that knows
  COPYFILE_DISABLE=1 tar -cf "$slot" -C "$work" ledger edition && quietly docker cp "$slot" "$project.releases:/ledger/${slot##*/}"
}

# --- what the version before kept in the checkout ----------------------------

read_former() {
  local each
  former=''
  for each in current history releases; do
    [ -e "$state/$each" ] || continue
    former=1
    rm -rf "${ledger:?}/$each"
    cp -R "$state/$each" "$ledger/$each"
  done
  mkdir -p "$ledger/releases"
}

# Once: from then on the engine has a ledger.
take_over_former() {
  local each
  [ -n "$former" ] || return 0
  [ ! -e "$state/lock" ] || fail former_lock
  write_ledger || fail ledger_unwritable
  mkdir -p "$state/taken-over"
  for each in current history releases; do
    [ ! -e "$state/$each" ] || mv "$state/$each" "$state/taken-over/"
  done
  former=''
  say former_taken_over
}
