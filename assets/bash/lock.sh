# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# One release at a time. A lock names who holds it. One whose holder is gone, as after a crash, is taken over.

locked=''

lock() {
  local pid host since
  mkdir -p "$state"
  until mkdir "$state/lock" 2> /dev/null; do
    # the holder writes its name right after it has made the folder
    [ -f "$state/lock/owner" ] || sleep 1
    pid='' host='' since=''
    [ ! -f "$state/lock/owner" ] || read -r pid host since < "$state/lock/owner" || true
    if [ -n "$pid" ] && { [ "$host" != "$(hostname)" ] || is_deploying "$pid"; }; then
      fail locked
    fi
    # of several who find it, one moves it away; who comes later finds that it has moved a lock that holds, and puts it back
    if mv "$state/lock" "$state/lock.$$" 2> /dev/null; then
      if [ "$(cat "$state/lock.$$/owner" 2> /dev/null || true)" = "${pid:+$pid $host $since}" ]; then
        rm -rf "$state/lock.$$"
        say lock_taken_over
      else
        mv "$state/lock.$$" "$state/lock"
      fi
    fi
  done
  echo "$$ $(hostname) $(now)" > "$state/lock/owner"
  locked=1
}

# Whether a process runs a script of this name.
is_deploying() {
  case $(ps -p "$1" -o args= 2> /dev/null) in
    *"${self##*/}"*) return 0 ;;
  esac
  return 1
}

unlock() {
  [ -z "$locked" ] || rm -rf "$state/lock"
  locked=''
}
