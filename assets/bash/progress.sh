# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# What people see while the script waits: on a terminal a line that is written anew, elsewhere a line a minute. It says what is waited
# for, how long that has taken, and how long it may take.

awaited=''       # the message of what is waited for; nothing where nobody has to know
awaited_since=0  # when that began
limit=''         # how many seconds it may take, where that is known
in_lines=''      # whether something else writes meanwhile, so that the line cannot stay the last one
progress_next=0  # after how many seconds there is something to say again
progress_seen='' # whether there is a line to take away
ticker=''        # the process that speaks while a call is waited for

# awaiting message [seconds]
awaiting() {
  awaited=$1 awaited_since=$SECONDS limit=${2:-} progress_next=60
  ! is_updated || progress_next=2
}

end_progress() {
  end_ticking
  awaited='' in_lines=''
}

# Whether one line can be written over and over.
is_updated() {
  [ -z "$in_lines" ] && [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]
}

# To be called often by who waits.
progress() {
  local passed=$((SECONDS - awaited_since))
  show_progress
}

show_progress() {
  local line width
  [ "$passed" -ge "$progress_next" ] || return 0
  if is_updated; then
    progress_next=$((passed + 2)) progress_seen=1
    line=$(say "$awaited")
    width=$(stty size 2> /dev/null < /dev/tty | cut -d ' ' -f 2 || true)
    # the sign at its beginning takes two columns
    [[ $width =~ ^[1-9][0-9]+$ ]] || width=80
    printf '\r\033[K%s' "${line:0:$((width - 2))}" >&2
  else
    progress_next=$((passed + 60))
    say "$awaited" >&2
  fi
}

# While a call is waited for, by the real clock, and as long as this process lives.
begin_ticking() {
  [ -n "$awaited" ] || return 0
  tick > /dev/null < /dev/null &
  ticker=$!
  # its end is of no interest to anybody
  disown "$ticker"
  ! is_updated || progress_seen=1
}

tick() {
  local passed=$((SECONDS - awaited_since))
  while command sleep 2 > /dev/null 2>&1 && kill -0 "$$" 2> /dev/null; do
    passed=$((passed + 2))
    show_progress
  done
}

end_ticking() {
  # in a way that it cannot take for a signal to this script: it may have begun this very moment
  [ -z "$ticker" ] || kill -9 "$ticker" 2> /dev/null || true
  [ -z "$progress_seen" ] || printf '\r\033[K' >&2
  ticker='' progress_seen=''
}
