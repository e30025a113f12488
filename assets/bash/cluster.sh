# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# The cluster: what is asked of it, what it remembers of releases, and the lock. Releases are kept in the namespace itself, as ConfigMaps:
# every checkout, laptop and CI job that reaches the cluster sees the same.

work=''   # the folder of this run
locked='' # whether the lock is ours

kube() {
  $attended kubectl --namespace "$namespace" "$@"
}

# --- this run ----------------------------------------------------------------

open_cluster_work() {
  umask 077
  work=$work_folder/work.$$
  rm -rf "$work"
  mkdir -p "$work"
  trap leave_cluster EXIT
}

leave_cluster() {
  end_progress
  end_attended
  [ -z "$locked" ] || kube delete configmap "$instance-lock" --ignore-not-found > /dev/null 2>&1 || true
  rm -rf "$work"
  rmdir "$work_folder" 2> /dev/null || true
}

# --- what is there -----------------------------------------------------------

check_cluster() {
  local version said
  command -v kubectl > /dev/null || fail kubectl_missing
  said=$(kubectl version --request-timeout=20s 2>&1) || true
  version=$(sed -n 's/^Server Version: v\([0-9]*\.[0-9]*\).*/\1/p' <<< "$said")
  said=$(sed -n '$p' <<< "$said" | cut -c 1-300)
  [ -n "$version" ] || fail cluster_unreachable
  ! is_older "$version" "$least_kubernetes" || fail cluster_old
}

# The namespace is this environment's alone. One that is there and is nobody's is taken, unless something runs in it.
namespace_owner() {
  kubectl get namespace "$namespace" --output 'jsonpath={.metadata.labels.app\.kubernetes\.io/instance}' 2> /dev/null
}

check_namespace() {
  local owner foreign
  if ! owner=$(namespace_owner); then
    return 1
  fi
  [ -z "$owner" ] || [ "$owner" = "$instance" ] || fail namespace_of_others
  if [ -z "$owner" ]; then
    foreign=$(kube get deployments,statefulsets,daemonsets --selector "app.kubernetes.io/instance!=$instance" --output name | in_one_line)
    [ -z "$foreign" ] || fail namespace_in_use
  fi
}

# For commands that only work with what is there.
look_at_cluster() {
  check_cluster
  check_namespace || fail namespace_missing
  open_cluster_work
  read_cluster_ledger
}

# --- the ledger --------------------------------------------------------------

# One ConfigMap says what is in service and what happened, and changes in one step; each release is one of its own.
read_cluster_ledger() {
  kube get configmap "$instance-ledger" --output 'jsonpath={.data.history}' > "$work/history" 2> /dev/null || : > "$work/history"
  current=$(kube get configmap "$instance-ledger" --output 'jsonpath={.data.current}' 2> /dev/null || true)
}

# keep_map name label key=file|key:value ...: a ConfigMap of ours, new or as it is now.
keep_map() {
  local name=$1 label=$2 each arguments=()
  shift 2
  for each in "$@"; do
    case $each in
      *=*) arguments+=("--from-file=$each") ;;
      *) arguments+=("--from-literal=${each%%:*}=${each#*:}") ;;
    esac
  done
  kube create configmap "$name" "${arguments[@]}" --dry-run=client --output yaml |
    kube label --local --filename - --output yaml "app.kubernetes.io/instance=$instance" "projen-container-stack/ledger=$label" |
    kube apply --server-side --force-conflicts --field-manager projen-container-stack-ledger --filename - > /dev/null
}

# record outcome [reason]: what became of what was begun; the last two hundred are remembered.
record_outcome() {
  local outcome=$1 said=${2:-}
  [ "$outcome" != ok ] || current=$release
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$(now)" "$command" "$release" "$outcome" "$(who)" "$(tr '\t\n' '  ' <<< "$said")" >> "$work/history"
  sed -n 'H;$!d;x;s/^\n//;p' "$work/history" | tail -n 200 > "$work/remembered"
  cp "$work/remembered" "$work/history"
  keep_map "$instance-ledger" state "history=$work/history" "current:$current"
}

# map_of release: the name of the ConfigMap with it.
map_of() {
  echo "$instance-release-$(tr 'A-Z_.' 'a-z--' <<< "$1" | sed 's/-*$//')"
}

# What a release was applied as, in a file.
manifest_of() {
  kube get configmap "$(map_of "$1")" --output 'jsonpath={.data.manifest}' > "$2" 2> /dev/null && [ -s "$2" ]
}

# Those that came into service, the last one first, each once.
served_releases() {
  awk -F '\t' '$4 == "ok" && ($2 == "deploy" || $2 == "rollback") { print $3 }' "$work/history" | awk '{ line[NR] = $0 }
    END { for (i = NR; i > 0; i--) if (!seen[line[i]]++) print line[i] }'
}

# --- the lock ----------------------------------------------------------------

lock_cluster() {
  local holder
  if ! kube create configmap "$instance-lock" --from-literal=by="$(who)" --from-literal=since="$(now)" --from-literal=what="$command" \
    > /dev/null 2> "$work/said"; then
    holder=$(kube get configmap "$instance-lock" --output 'jsonpath={.data.by}, {.data.what}, {.data.since}' 2> /dev/null ||
      sed -n '$p' "$work/said")
    fail cluster_locked
  fi
  locked=1
}

unlock() {
  no_arguments "$@"
  look_at_cluster
  kube delete configmap "$instance-lock" --ignore-not-found
}
