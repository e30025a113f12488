# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Whether containers do their work.

started=''          # "<service> <container>" of the new release, one a line
ready=''            # containers that were ready once
reason='' blamed='' # why a release fails, and "<service> <container>" of what is to blame

# ask fact service container: runs what the script says there in the container. A service of which it says nothing agrees.
ask() {
  words_of "$1" "$2" || return 0
  docker exec "$3" "${words[@]}" > /dev/null 2>&1
}

# "healthy", "starting", or "failed" and why. Once healthy, it is not asked whether it is ready again.
condition_of() {
  local state
  state=$(docker inspect --format '{{.State.Status}} {{.RestartCount}} {{with .State.Health}}{{.Status}}{{end}}' "$2" 2> /dev/null) ||
    state=gone
  case $state in
    'running 0 healthy') echo healthy ;;
    'running 0 unhealthy') echo 'failed: unhealthy' ;;
    # its own health check is asked sooner than the engine does
    'running 0 '*) if ask probe "$1" "$2"; then echo healthy; else echo starting; fi ;;
    'created '*) echo starting ;;
    'running '* | 'restarting '*) echo 'failed: it ended and was started again' ;;
    *) echo "failed: ${state%% *}" ;;
  esac
}

# wait_for seconds: until all that was started has been healthy for that long. On failure $blamed is the container.
wait_for() {
  local code=0
  become_steady "$1" || code=$?
  end_progress
  return "$code"
}

become_steady() {
  local steady=$1 deadline=$((SECONDS + patience + $1)) since='' service id condition waiting
  while :; do
    waiting=''
    while read -r service id; do
      [ -n "$id" ] || continue
      condition=$(condition_of "$service" "$id")
      case $condition in
        healthy)
          ! is_among "$id" "$ready" || continue
          if ask readiness "$service" "$id"; then
            ready="$ready $id"
          else
            waiting="$waiting $service"
            blamed="$service $id"
          fi
          ;;
        starting)
          waiting="$waiting $service"
          blamed="$service $id"
          ;;
        *)
          blamed="$service $id"
          reason=$(say became_unhealthy)
          return 1
          ;;
      esac
    done <<< "$started"
    if [ -n "$waiting" ]; then
      since=''
      [ "$awaited" = waiting_healthy ] || awaiting waiting_healthy "$((patience + steady))"
    else
      since=${since:-$SECONDS}
      [ "$awaited" = waiting_steady ] || awaiting waiting_steady "$steady"
      [ "$((SECONDS - since))" -lt "$steady" ] || break
    fi
    if [ "$SECONDS" -ge "$deadline" ]; then
      service=${blamed%% *}
      reason=$(say never_healthy)
      return 1
    fi
    progress
    sleep 0.5
  done
  blamed=''
}

# A data service is not of this release: it may have been started again long ago, or be busy for a moment.
wait_for_data() {
  local service=$1 deadline=$((SECONDS + patience)) id waiting=" $1"
  awaiting waiting_healthy "$patience"
  for id in $(containers_of "$service"); do
    until is_running "$id" && ask probe "$service" "$id"; do
      if [ "$SECONDS" -ge "$deadline" ]; then
        blamed="$service $id"
        reason=$(say never_healthy)
        end_progress
        return 1
      fi
      progress
      sleep 0.5
    done
  done
  end_progress
}

last_lines() {
  local service=${1%% *} id=${1#* }
  [ -n "$1" ] || return 0
  printf '\n%s\n' "$(say last_lines_of)" >&2
  docker logs --tail 20 "$id" 2>&1 | sed 's/^/  /' >&2 || true
  health_said "$id" | tail -n 3 | sed 's/^/  /' >&2 || true
  echo >&2
}

# What the health check of a container has said.
health_said() {
  docker inspect --format '{{with .State.Health}}{{range .Log}}{{println .Output}}{{end}}{{end}}' "$1" 2> /dev/null |
    sed '/^[[:space:]]*$/d; s/^/health check: /' || true
}
