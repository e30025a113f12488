# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Programs of the repository that run at points of a release: hooks, and the one of the smoke test. What they have to know is in
# variables. They have a limit of time, and end with this script.

known_hooks='before-build after-build before-jobs after-jobs before-cutover after-cutover on-failure'

hook=''      # the hook that ran last
hook_code='' # what it ended with; "late" where it was ended

# Names that mean nothing, and files that cannot run: said before anything is begun.
check_hooks() {
  local file name problems=0
  for file in "$hooks"/*; do
    name=${file##*/}
    case $name in *.md | '*') continue ;; esac
    # what hooks share is in folders
    [ ! -d "$file" ] || continue
    if ! is_among "$name" "$known_hooks"; then
      complain hook_unknown
      problems=1
    elif ! [ -x "$file" ]; then
      complain hook_not_executable
      problems=1
    fi
  done
  file=$smoke_program
  if [ -n "$file" ] && ! { [ -f "$file" ] && [ -x "$file" ]; }; then
    complain smoke_program_missing
    problems=1
  fi
  [ "$problems" -eq 0 ] || exit 1
}

# own_program file [variable=value ...]: in a process of its own, with the facts of the release.
own_program() {
  local file=$1 revision='' by each
  shift
  by=$(who)
  [ ! -f "$ledger/releases/$release/about" ] || revision=$(sed -n 's/^revision //p' "$ledger/releases/$release/about")
  [ -n "$revision" ] || revision=$(git rev-parse --verify --quiet HEAD 2> /dev/null || true)
  export RELEASE="$release" PREVIOUS_RELEASE="$before" ENVIRONMENT="$environment" REVISION="$revision" COMMAND="$command" \
    WHO="$by" PROJECT="$project" SERVICES="${changed# }" FAILURE="$reason"
  for each in "$@"; do
    export "${each%%=*}=${each#*=}"
  done
  exec "./$file"
}

# run_own file [variable=value ...]: it fails with $hook_code.
run_own() {
  hook_code=0
  in_lines=1
  awaiting waiting_program "$hook_seconds"
  attend_for "$hook_seconds" own_program "$@" || hook_code=$?
  end_progress
  [ ! -e "$work/late" ] || hook_code=late
  [ "$hook_code" = 0 ]
}

# run_hook name: where there is one.
run_hook() {
  hook=$1
  [ -f "$hooks/$hook" ] && [ -x "$hooks/$hook" ] || return 0
  say running_hook
  run_own "$hooks/$hook" HOOK="$hook"
}

# What is in service stays there, whatever a hook says afterwards: that it has failed is known, and said by the exit code.
run_last_hook() {
  run_hook after-cutover || {
    complain hook_failed_after
    command=after-cutover note failed "$(say hook_failed)"
    write_ledger || complain ledger_unwritable
    return 1
  }
}
