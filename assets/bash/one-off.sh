# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Containers that run one command and are gone: jobs of a release, trials of its settings, and helpers. Whatever their service says, they
# have no health check and are not started again; they have a name or a label, so that they are found when the script is killed.

# The container of a job, or of a trial.
job_of() {
  echo "$project.job-$1"
}

# run_once file name service [word ...]: what it says goes to the file; with "-", to where all goes. If it fails it is still there, so
# that what it said can be kept.
run_once() {
  local file=$1 name=$2 service=$3
  shift 3
  # of a script that was killed: two of them must not run
  end_job "$name"
  printf 'services:\n  "%s":\n    restart: "no"\n    healthcheck:\n      test: ["NONE"]\n' "$service" > "$work/one-off.yml"
  job=$name
  attend "$file" compose --file "$work/one-off.yml" run --name "$name" --no-deps --no-TTY "$service" "$@" < /dev/null || return 1
  docker container rm --force --volumes "$name" > /dev/null 2>&1 || true
  job=''
}

end_job() {
  [ -z "$(id_of_mark "$1")" ] || remove "$1"
}

# Once for each release, and not when it comes back.
run_job() {
  local service=$1 ran=$ledger/releases/$release/done-$1 most failed=''
  # what the version before has recorded says nothing of it
  words_of release_timeout "$service" || words=(1800)
  most=${words[0]}
  say running_job
  words_of release_command "$service" || true
  in_lines=1
  awaiting waiting_job
  begin_limit "$most" "$(job_of "$service")"
  run_once - "$(job_of "$service")" "$service" ${words[@]+"${words[@]}"} || failed=1
  end_limit
  [ ! -e "$work/too-late" ] || give_up job_too_late
  [ -z "$failed" ] || give_up job_failed
  end_progress
  touch "$ran"
  write_ledger || give_up ledger_unwritable
}

# begin_limit seconds container: it is stopped when they are over. A program of its own, which ends when the file is gone: with the job,
# with the folder of this script, or where another script has removed what this one had left.
begin_limit() {
  rm -f "$work/too-late"
  : > "$work/limited"
  bash -c '
    passed=0
    while [ -e "$3/limited" ]; do
      if [ "$passed" -ge "$1" ]; then
        : > "$3/too-late"
        docker stop "$2"
        break
      fi
      command sleep 1
      passed=$((passed + 1))
    done
  ' - "$1" "$2" "$work" > /dev/null 2>&1 < /dev/null &
}

end_limit() {
  rm -f "$work/limited"
}

# Whether a service would start with its settings, in its new image, while all that serves still does.
try_settings() {
  local service=$1
  words_of trial_command "$service" || return 0
  awaiting waiting_start
  run_once "$work/output" "$project.trial-$service" "$service" "${words[@]}" || {
    cat "$work/output" >&2
    return 1
  }
  end_progress
}

# --- helpers -----------------------------------------------------------------

# with_helper [argument ...]: what "docker run" takes. A container of this script beside the services, of which nothing stays. One that was
# killed before it started is not gone by itself: it is known by its label, and only who has the lock has helpers.
with_helper() {
  # shellcheck disable=SC2086 # one word or none
  $attended docker run --rm --label "container-stack.helper=$project" --pull never "$@"
}

remove_helpers() {
  local id
  for id in $(docker ps --all --quiet --filter "label=container-stack.helper=$project"); do
    docker rm --force --volumes "$id" > /dev/null 2>&1 || true
  done
}
