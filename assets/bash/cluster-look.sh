# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# What there is to see in a cluster, and programs that operators run there: nothing of a release is changed.

usage() {
  say cluster_usage
}

# workload_of service: as kubectl names it.
workload_of() {
  local each
  for each in $workloads; do
    [ "${each#*/}" != "$1" ] || echo "$each"
  done
}

status() {
  no_arguments "$@"
  look_at_cluster
  say cluster_current
  kube get deployments,statefulsets --selector "app.kubernetes.io/instance=$instance"
  echo
  kube get pods --selector "app.kubernetes.io/instance=$instance" --label-columns app.kubernetes.io/version
}

history() {
  no_arguments "$@"
  look_at_cluster
  awk -F '\t' -v current="$current" '{ line[NR] = $0 }
    END {
      for (i = NR; i > 0; i--) {
        split(line[i], field, "\t")
        mark = field[3] == current && field[4] == "ok" && !seen++ ? "*" : " "
        why = field[6] ~ /^ *$/ ? "" : "  " field[6]
        printf "%s %-20s  %-8s  %-24s  %-6s  %s%s\n", mark, field[1], field[2], field[3], field[4], field[5], why
      }
    }' "$work/history"
}

logs() {
  local selector follow=--follow tail=100 since=() option chosen=''
  while [ $# -gt 0 ]; do
    option=$1
    case $1 in
      --no-follow) follow='' ;;
      --tail)
        needs_value "$1" "${2:-}"
        tail=$2
        shift
        ;;
      --since)
        needs_value "$1" "${2:-}"
        since=(--since "$2")
        shift
        ;;
      *)
        at_most_one_service "$1"
        chosen="$chosen${chosen:+,}$1"
        ;;
    esac
    shift
  done
  look_at_cluster
  selector="app.kubernetes.io/instance=$instance${chosen:+,app.kubernetes.io/component in ($chosen)}"
  attend_typed kube logs --selector "$selector" --prefix --tail "$tail" --max-log-requests 100 ${follow:+"$follow"} \
    ${since[@]+"${since[@]}"}
}

# The service that is named first, and what is to be run there, in $words.
pod_and_words() {
  local arguments=$*
  service=${1:-}
  [ -n "$service" ] || wrong_usage service_missing
  is_among "$service" "$services" || fail service_unknown
  shift
  [ "${1:-}" != -- ] || shift
  words=("$@")
  [ "${#words[@]}" -gt 0 ] || wrong_usage words_missing
  look_at_cluster
}

exec_command() {
  local service terminal=''
  pod_and_words "$@"
  [ ! -t 0 ] || [ ! -t 1 ] || terminal=--tty
  attend_typed kube exec --stdin ${terminal:+"$terminal"} "$(workload_of "$service")" -- "${words[@]}"
}

# json_words word ...: as a list.
json_words() {
  local each list=''
  for each in "$@"; do
    each=${each//\\/\\\\}
    each=${each//\"/\\\"}
    each=${each//$'\n'/\\n}
    each=${each//$'\t'/\\t}
    list="$list${list:+,}\"$each\""
  done
  echo "[$list]"
}

# A pod of its own, with the image and the settings of the service as they are in the cluster. It gets no requests and is not asked for
# its health; network policies know it as one of the service. It is gone afterwards.
run_command() {
  local service pod template code=0
  pod_and_words "$@"
  ! is_among "$service" "$data" || fail run_of_data
  pod=$(printf '%.40s' "$service")-run-$(date -u +%H%M%S)-$$
  template=$(kube get "$(workload_of "$service")" --output 'jsonpath={.spec.template.spec}')
  printf '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","labels":{%s,%s,%s}},"spec":%s}' "$pod" \
    "\"app.kubernetes.io/name\":\"$service-run\"" "\"app.kubernetes.io/instance\":\"$instance\"" \
    "\"app.kubernetes.io/component\":\"$service\",\"app.kubernetes.io/version\":\"${current:-unreleased}\"" "$template" > "$work/pod.json"
  kube patch --local --filename "$work/pod.json" --type json --output json --patch "[
    {\"op\":\"add\",\"path\":\"/spec/restartPolicy\",\"value\":\"Never\"},
    {\"op\":\"add\",\"path\":\"/spec/containers/0/args\",\"value\":$(json_words "${words[@]}")},
    {\"op\":\"add\",\"path\":\"/spec/containers/0/startupProbe\",\"value\":null},
    {\"op\":\"add\",\"path\":\"/spec/containers/0/readinessProbe\",\"value\":null},
    {\"op\":\"add\",\"path\":\"/spec/containers/0/livenessProbe\",\"value\":null},
    {\"op\":\"add\",\"path\":\"/spec/containers/0/lifecycle\",\"value\":null}]" > "$work/run.json"
  kube create --filename "$work/run.json" > /dev/null
  follow_pod "$pod" || code=$?
  kube delete pod "$pod" --wait=false > /dev/null
  return "$code"
}

# follow_pod pod: what it says, to its end; with its exit code.
follow_pod() {
  local pod=$1 phase='' code='' tries=0
  until [[ $phase =~ ^(Running|Succeeded|Failed)$ ]] || [ "$tries" -gt "$patience_seconds" ]; do
    command sleep 1
    tries=$((tries + 1))
    phase=$(kube get pod "$pod" --output 'jsonpath={.status.phase}' 2> /dev/null || true)
  done
  attend - kube logs --follow "$pod" || true
  # what it said has an end before the cluster knows with which code it ended
  tries=0
  until [ -n "$code" ] || [ "$tries" -gt 60 ]; do
    code=$(kube get pod "$pod" --output 'jsonpath={.status.containerStatuses[0].state.terminated.exitCode}' 2> /dev/null || true)
    [ -n "$code" ] || command sleep 1
    tries=$((tries + 1))
  done
  return "${code:-1}"
}
