# shellcheck shell=bash disable=SC2016,SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Brings a release into service in a cluster, a new one or an earlier one, or goes back to the one before it, as a whole.

release='' # the id of the release
current='' # the id of the release in service
reason=''  # why it failed
blamed=''  # the pod that did
ails=''    # what the cluster says of it

# Kinds of which things are removed that are written no more. Claims and secrets are nobody's but people's.
kinds='deployments.apps,statefulsets.apps,services,configmaps,networkpolicies.networking.k8s.io,poddisruptionbudgets.policy'
kinds=$kinds,horizontalpodautoscalers.autoscaling,ingresses.networking.k8s.io,jobs.batch

# --- checks ------------------------------------------------------------------

# Seconds that the shell may say.
check_seconds() {
  local variable value
  for variable in PATIENCE_SECONDS WATCH_SECONDS; do
    value=${!variable:-0}
    [[ $value =~ ^[0-9]{1,9}$ ]] || fail number_invalid
  done
  patience_seconds=$((10#${PATIENCE_SECONDS:-$patience_seconds}))
  watch_seconds=$((10#${WATCH_SECONDS:-$watch_seconds}))
}

check_secrets() {
  local there key missing=''
  [ -n "$required_secrets" ] || return 0
  there=$(kube get secret "$secret_name" \
    --output 'go-template={{range $key, $value := .data}}{{if $value}}{{$key}} {{end}}{{end}}' 2> /dev/null) || fail secret_missing
  for key in $required_secrets; do
    is_among "$key" "$there" || missing="$missing $key"
  done
  [ -z "$missing" ] || fail secret_keys_missing
  for key in $provided_secrets; do
    kube get secret "$key" > /dev/null 2>&1 || fail provided_secret_missing
  done
}

# bytes_of quantity: what Kubernetes calls 1Gi.
bytes_of() {
  local number=${1%%[A-Za-z]*} unit factor=1
  unit=${1#"$number"}
  case $unit in
    Ki) factor=1024 ;;
    Mi) factor=$((1024 * 1024)) ;;
    Gi) factor=$((1024 * 1024 * 1024)) ;;
    Ti) factor=$((1024 * 1024 * 1024 * 1024)) ;;
    k) factor=1000 ;;
    M) factor=1000000 ;;
    G) factor=1000000000 ;;
    T) factor=1000000000000 ;;
  esac
  echo $((number * factor))
}

# A claim can only grow.
check_claims() {
  local line claim size has
  for line in ${claims[@]+"${claims[@]}"}; do
    claim=${line% *} size=${line#* }
    has=$(kube get persistentvolumeclaim "$claim" --output 'jsonpath={.spec.resources.requests.storage}' 2> /dev/null || true)
    [ -n "$has" ] || continue
    [ "$(bytes_of "$has")" -le "$(bytes_of "$size")" ] || fail claim_shrinks
  done
}

# --- what is applied ---------------------------------------------------------

# The images of a release, each with its digest where that is wanted: what was tried is what runs, even if a tag is moved.
find_release_images() {
  local image digest said
  : > "$work/images"
  for image in $images; do
    if [ -z "$images_by_digest" ]; then
      printf '  - {name: "%s", newTag: "%s"}\n' "$image" "$release" >> "$work/images"
      continue
    fi
    digest=$(docker buildx imagetools inspect "$image:$release" --format '{{.Manifest.Digest}}' 2> "$work/said" || true)
    said=$(sed -n '$p' "$work/said" | cut -c 1-300)
    [[ $digest == sha256:* ]] || fail image_not_there
    printf '  - {name: "%s", digest: "%s"}\n' "$image" "$digest" >> "$work/images"
  done
}

# overlay folder kind ...: the manifests of a folder as they are for this release, in a file of that name.
overlay() {
  local name=$1 folder=$2 target=$3 suffix=${4:-} said
  mkdir -p "$work/$name"
  {
    printf 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: ["../../../%s"]\n' "$folder"
    [ -z "$suffix" ] || printf 'nameSuffix: "%s"\n' "$suffix"
    [ ! -s "$work/images" ] || { echo images: && cat "$work/images"; }
    printf 'patches:\n  - target: {%s}\n    patch: |-\n' "$target"
    printf '      - {op: replace, path: "/spec/template/metadata/labels/app.kubernetes.io~1version", value: "%s"}\n' "$release"
  } > "$work/$name/kustomization.yaml"
  if ! kubectl kustomize "$work/$name" > "$work/$name.yaml" 2> "$work/said"; then
    said=$(sed -n '1,3p' "$work/said")
    fail manifests_unreadable
  fi
}

render_release() {
  overlay services "$folder" 'kind: Deployment|StatefulSet, labelSelector: projen-container-stack/step=release'
  [ -z "$jobs" ] || overlay jobs "$jobs_folder" 'kind: Job' "-$(tr 'A-Z_.' 'a-z--' <<< "$release" | cut -c 1-20 | sed 's/-*$//')"
}

apply_manifests() {
  kube apply --server-side --force-conflicts --field-manager projen-container-stack "$@"
}

# What the API server would refuse is said before anything is changed. The names of all that is written are in a file then.
try_manifests() {
  local said
  if ! apply_manifests --dry-run=server --output name --filename "$work/services.yaml" > "$work/names" 2> "$work/said"; then
    said=$(grep -v '^Warning' "$work/said" | cut -c 1-600 | sed -n '1,5p' | in_one_line)
    if grep -qiE 'immutable|forbidden: updates to statefulset|field is immutable' "$work/said"; then
      fail manifests_immutable
    fi
    fail manifests_refused
  fi
}

# What there is of ours and is not written any more. Settings of releases that can be brought back stay.
left_over() {
  local each release
  : > "$work/kept"
  for release in $(served_releases | head -n "$kept_releases"); do
    manifest_of "$release" "$work/kept-one" || continue
    cat "$work/kept-one" >> "$work/kept"
  done
  for each in $(kube get "$kinds" --output name \
    --selector "app.kubernetes.io/instance=$instance,app.kubernetes.io/managed-by=projen-container-stack"); do
    case $each in
      job.batch/*) continue ;;
      configmap/*) ! grep -q "name: ${each#*/}\$" "$work/kept" || continue ;;
    esac
    grep -qxF "$each" "$work/names" || echo "$each"
  done
}

remove_left_over() {
  local names
  names=$(left_over | in_one_line)
  [ -n "$names" ] || return 0
  say removing_left_over
  # shellcheck disable=SC2086 # one word each
  kube delete $names --ignore-not-found > /dev/null
}

# --- waiting -----------------------------------------------------------------

# Reasons for which a container waits that do not go away by themselves.
hopeless='CreateContainer(Config)?Error|ImagePullBackOff|ErrImageNeverPull|InvalidImageName|CrashLoopBackOff|RunContainerError'

# A line for each pod that is not ready: its name, and what is not so.
unready='{{range .items}}{{$pod := .metadata.name}}{{range .status.conditions}}'
unready=$unready'{{if ne .status "True"}}{{$pod}} {{.message}}{{"\n"}}{{end}}{{end}}{{end}}'

# of_containers template: one that says something of each container of each pod, as kubectl takes it.
of_containers() {
  printf '{{range .items}}{{$pod := .metadata.name}}{{range .status.containerStatuses}}%s{{end}}{{end}}' "$1"
}

# pods_of service: the pods of this release; of what keeps data, all.
pods_of() {
  local version=",app.kubernetes.io/version=$release"
  ! is_among "$1" "$data" || version=''
  echo "app.kubernetes.io/instance=$instance,app.kubernetes.io/name=$1$version"
}

# what_ails service: why a pod of this release cannot come up, if that is known.
what_ails() {
  local service=$1 line
  line=$(kube get pods --selector "$(pods_of "$service")" \
    --output "go-template=$(of_containers '{{with .state.waiting}}{{$pod}} {{.reason}} {{.message}}{{"\n"}}{{end}}')" 2> /dev/null |
    grep -E "^[^ ]+ ($hopeless) " | sed -n 1p)
  [ -n "$line" ] || return 1
  blamed=${line%% *}
  line=${line#* }
  reason="$service: ${line%% *} ($(cut -c 1-200 <<< "${line#* }"))"
}

# blame_unready service: a pod of it that is not ready, and what the cluster says of it.
blame_unready() {
  local line
  line=$(kube get pods --selector "$(pods_of "$1")" --output "go-template=$unready" 2> /dev/null | sed -n 1p)
  blamed=${line%% *}
  ails=${line#"$blamed"}
  ails=$(cut -c 2-300 <<< "$ails")
}

# await_rollout workload
await_rollout() {
  local workload=$1 service=${1#*/} until=$((SECONDS + patience_seconds))
  awaiting waiting_rollout "$patience_seconds"
  until kube rollout status "$workload" --timeout=3s > "$work/said" 2>&1; do
    progress
    if what_ails "$service"; then
      return 1
    fi
    if grep -q 'exceeded its progress deadline' "$work/said" || [ "$SECONDS" -ge "$until" ]; then
      blame_unready "$service"
      reason=$(say rollout_late)
      return 1
    fi
    command sleep 1
  done
  end_progress
}

# await_all workload ...
await_all() {
  local workload
  for workload in "$@"; do
    await_rollout "$workload" || return 1
  done
}

# What runs of all that is applied, as kubectl names it: what keeps data, and what is replaced with a release.
data_workloads() {
  written_workloads | while read -r workload; do
    ! is_among "${workload#*/}" "$data" || echo "$workload"
  done
}

released_workloads() {
  written_workloads | while read -r workload; do
    is_among "${workload#*/}" "$data" || echo "$workload"
  done
}

written_workloads() {
  grep -E '^(deployment|statefulset)\.apps/' "$work/names" || true
}

# --- jobs --------------------------------------------------------------------

# One after the other, in the order of services: each is waited for to complete or to fail.
run_cluster_jobs() {
  local job state
  [ -n "$jobs" ] && [ "$command" = deploy ] || return 0
  say cluster_jobs
  kube delete --filename "$work/jobs.yaml" --ignore-not-found > /dev/null 2>&1
  if ! apply_manifests --filename "$work/jobs.yaml" > "$work/said" 2>&1; then
    reason=$(sed -n '$p' "$work/said")
    return 1
  fi
  for job in $(kube get --filename "$work/jobs.yaml" --output name); do
    awaiting waiting_cluster_job
    while :; do
      state=$(kube get "$job" --output 'jsonpath={range .status.conditions[?(@.status=="True")]}{.type} {end}')
      case " $state" in
        *' Complete '*) break ;;
        *' Failed '*)
          kube logs "$job" --tail 20 2> /dev/null | sed 's/^/  /' >&2 || true
          reason=$(say cluster_job_failed)
          return 1
          ;;
      esac
      if job_ails "${job#*/}"; then
        return 1
      fi
      progress
      command sleep 1
    done
    end_progress
  done
}

# job_ails name: its pod cannot start, for want of a secret or an image.
job_ails() {
  local said
  said=$(kube get pods --selector "batch.kubernetes.io/job-name=$1" \
    --output 'jsonpath={.items[*].status.containerStatuses[*].state.waiting.reason}')
  case $said in
    *CreateContainerConfigError* | *ImagePullBackOff* | *ErrImageNeverPull* | *InvalidImageName*)
      reason="$1: $said"
      return 0
      ;;
  esac
  return 1
}

# --- is it well --------------------------------------------------------------

# A pod of the release itself, by the program that its health check is made with.
ask_pod() {
  local tool pod headers=(${headers[@]+"${headers[@]}"})
  words_of asks "$service"
  tool=${words[0]}
  host_header "${words[3]:-}"
  asking "$tool" "http://127.0.0.1:${words[2]}$path" "$seconds" ${headers[@]+"${headers[@]}"}
  pod=$(kube get pods --selector "$(pods_of "$service")" --field-selector status.phase=Running \
    --output 'jsonpath={.items[0].metadata.name}')
  blamed=$pod
  judge kube exec "$pod" -- "${words[@]}"
}

smoke_test_in_cluster() {
  local service
  for service in $(released_workloads | sed 's/.*\///'); do
    ! words_of requests "$service" || say smoke_after
    try_requests "$service" ask_pod || return 1
  done
}

# Restarts of the pods of this release.
restarts() {
  kube get pods --selector "app.kubernetes.io/instance=$instance,app.kubernetes.io/version=$release" \
    --output "go-template=$(of_containers '{{$pod}} {{.restartCount}}{{"\n"}}')" |
    awk '$2 > 0 { print $1 }'
}

# One that ends soon after it has taken over fails the release too.
watch_release() {
  local until=$((SECONDS + watch_seconds))
  [ "$watch_seconds" -gt 0 ] || return 0
  say cluster_watching
  while [ "$SECONDS" -lt "$until" ]; do
    blamed=$(restarts | sed -n 1p)
    if [ -n "$blamed" ]; then
      reason=$(say pod_ended)
      return 1
    fi
    command sleep 1
  done
  # shellcheck disable=SC2046 # one word each
  await_all $(released_workloads)
}

# --- into service ------------------------------------------------------------

bring_into_cluster() {
  trap 'reason=$(say cluster_interrupted); give_up_in_cluster' HUP INT TERM
  say cluster_applying
  apply_step foundation || give_up_in_cluster
  # shellcheck disable=SC2046 # one word each
  await_all $(data_workloads) || give_up_in_cluster
  run_cluster_jobs || give_up_in_cluster
  apply_step release || give_up_in_cluster
  say cluster_rolling
  # shellcheck disable=SC2046 # one word each
  await_all $(released_workloads) || give_up_in_cluster
  smoke_test_in_cluster || give_up_in_cluster
  watch_release || give_up_in_cluster
  trap '' HUP INT TERM
  keep_map "$(map_of "$release")" release "manifest=$work/services.yaml" "release:$release" "by:$(who)" "since:$(now)"
  record_outcome ok
  ails='' # what the cluster says of it
  remove_left_over
  forget_releases
  trap - HUP INT TERM
}

# apply_step step
apply_step() {
  apply_manifests --filename "$work/services.yaml" --selector "projen-container-stack/step=$1" > "$work/said" 2>&1 && return 0
  reason=$(grep -v '^Warning' "$work/said" | sed -n '$p')
  return 1
}

# Releases that cannot be brought back any more.
forget_releases() {
  local each kept
  kept=" $(for each in $(served_releases | head -n "$kept_releases"); do map_of "$each"; done | in_one_line) "
  for each in $(kube get configmaps --output name \
    --selector "app.kubernetes.io/instance=$instance,projen-container-stack/ledger=release"); do
    [[ $kept == *" ${each#*/} "* ]] || kube delete "$each" > /dev/null
  done
}

# What was goes on, as a whole; where nothing was, nothing stays but claims and secrets.
give_up_in_cluster() {
  local failed=$reason
  trap '' HUP INT TERM
  end_progress
  end_attended
  ails='' # what the cluster says of it
  complain cluster_release_failed
  if [ -n "$blamed" ]; then
    kube logs "$blamed" --tail 20 2> /dev/null | sed 's/^/  /' >&2 || true
    kube logs "$blamed" --previous --tail 20 2> /dev/null | sed 's/^/  /' >&2 || true
  fi
  if [ -n "$current" ] && manifest_of "$current" "$work/before.yaml"; then
    go_back
  elif [ -z "$current" ]; then
    : > "$work/names"
    remove_left_over
    kube delete jobs --selector "app.kubernetes.io/instance=$instance" --ignore-not-found > /dev/null
    complain nothing_served
  fi
  record_outcome failed "$failed"
  exit 1
}

go_back() {
  local service said broken=$release
  complain going_back
  if ! apply_manifests --filename "$work/before.yaml" > "$work/said" 2>&1; then
    said=$(sed -n '$p' "$work/said")
    complain going_back_refused
  fi
  apply_manifests --dry-run=server --output name --filename "$work/before.yaml" > "$work/names" 2> /dev/null || cp /dev/null "$work/names"
  release=$current
  # a pod of a StatefulSet that never became ready would be waited for, for ever
  for service in $(released_workloads | sed -n 's/^statefulset.apps.//p'); do
    kube delete pods --selector "app.kubernetes.io/instance=$instance,app.kubernetes.io/name=$service,app.kubernetes.io/version=$broken" \
      --wait=false > /dev/null 2>&1 || true
  done
  [ ! -s "$work/names" ] || remove_left_over
  # shellcheck disable=SC2046 # one word each
  if await_all $(data_workloads) $(released_workloads); then
    complain old_serves
  else
    complain old_does_not_serve
  fi
  release=$broken
}

# --- commands ----------------------------------------------------------------

deploy() {
  local option only_try='' arguments=$*
  while [ $# -gt 0 ]; do
    option=$1
    case $1 in
      --dry-run) only_try=1 ;;
      --release)
        needs_value "$1" "${2:-}"
        release=$2
        shift
        ;;
      *) wrong_usage too_many_arguments ;;
    esac
    shift
  done
  release=${release:-$(release_of_tree)}
  check_release_id "$release"
  [ "${#release}" -le 63 ] || fail release_invalid
  check_seconds
  check_cluster
  open_cluster_work
  if ! check_namespace; then
    say making_namespace
    kubectl apply --filename "$folder/namespace.yaml" > /dev/null
  elif [ -z "$only_try" ]; then
    kubectl apply --server-side --force-conflicts --filename "$folder/namespace.yaml" > /dev/null
  fi
  [ -n "$only_try" ] || lock_cluster
  read_cluster_ledger
  check_secrets
  check_claims
  find_release_images
  render_release
  try_manifests
  if [ -n "$only_try" ]; then
    say cluster_tried
    return
  fi
  say cluster_deploying
  bring_into_cluster
  say cluster_deployed
}

rollback() {
  local known
  [ $# -le 1 ] || { arguments=$* && wrong_usage too_many_arguments; }
  check_seconds
  look_at_cluster
  [ -n "$current" ] || fail nothing_released
  release=${1:-$(served_releases | grep -vxF -e "$current" | sed -n 1p)}
  [ -n "$release" ] || fail no_release_before
  lock_cluster
  known=$(served_releases | in_one_line)
  manifest_of "$release" "$work/services.yaml" || fail release_unknown_in_cluster
  check_secrets
  try_manifests
  say cluster_rolling_back
  bring_into_cluster
  say cluster_rolled_back
}

diff_command() {
  release=${1:-$(release_of_tree)}
  check_release_id "$release"
  look_at_cluster
  find_release_images
  render_release
  try_manifests
  kube diff --server-side --force-conflicts --field-manager projen-container-stack --filename "$work/services.yaml" || [ $? -eq 1 ]
  left_over | sed 's/^/- /'
}

doctor() {
  local problems=0
  no_arguments "$@"
  check_cluster
  check_namespace || fail namespace_missing
  open_cluster_work
  (check_secrets) || problems=1
  (check_claims) || problems=1
  doctor_classes || problems=1
  doctor_pods || problems=1
  [ "$problems" -eq 0 ] || exit 1
  say doctor_ok
}

# What is asked of the cluster by name has to be there.
doctor_classes() {
  local kind name problems=0
  for name in $needed_classes; do
    kind=${name%%/*}
    kubectl get "$kind" "${name#*/}" > /dev/null 2>&1 || { complain class_missing && problems=1; }
  done
  return "$problems"
}

doctor_pods() {
  local pods
  pods=$(kube get pods --selector "app.kubernetes.io/instance=$instance" --field-selector 'status.phase!=Succeeded' \
    --output "go-template=$(of_containers '{{if not .ready}}{{$pod}}{{"\n"}}{{end}}')" | sort -u | in_one_line)
  [ -z "$pods" ] || { complain pods_not_ready && return 1; }
}
