# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Images that are built elsewhere: built and pushed there, pulled where they run. A release knows its images by their digests.

# --- push --------------------------------------------------------------------

build() {
  local push='' given='' arguments=$* image digest
  while [ $# -gt 0 ]; do
    case $1 in
      --push)
        push=1
        shift
        ;;
      --release)
        [ -n "${2:-}" ] || wrong_usage release_id_missing
        given=$2
        shift 2
        ;;
      *) wrong_usage too_many_arguments ;;
    esac
  done
  release=${given:-$(release_of_tree)}
  check_release_id "$release"
  # what is built knows no settings: where images are built there need not be any
  find_containers
  open_work
  say building
  export RELEASE=$release
  if [ -z "$push" ]; then
    attend - compose build || fail build_failed_here
    say built_here
    return
  fi
  if [ "${#build_options[@]}" -gt 0 ]; then push_with_builder; else push_what_was_built; fi
  say pushed
  for image in $images; do
    digest=$(cat "$work/digest-$image")
    say pushed_image
  done
}

push_what_was_built() {
  local image there
  attend - compose build || fail build_failed_here
  for image in $images; do
    there=$registry/$image:$release
    docker image tag "$image:$release" "$there"
    attend "$work/output" docker push "$there" || fail_of_registry push
    digest_of "$there" "$image" > "$work/digest-$image"
    [ -s "$work/digest-$image" ] || fail_of_registry push
    docker image rm "$there" > /dev/null
  done
}

# What Compose cannot be told: several platforms, caches, what is said about an image.
push_with_builder() {
  local image option service sets=() targets=()
  # with everything in its place: the builder would read another env file
  compose config > "$work/bake.yml"
  for image in $images; do
    service=$(service_of_image "$image")
    targets+=("$service")
    sets+=(--set "$service.tags=$registry/$image:$release")
    for option in "${build_options[@]}"; do
      sets+=(--set "$service.${option//\{image\}/$image}")
    done
  done
  attend - docker buildx bake --file "$work/bake.yml" --push "${sets[@]}" "${targets[@]}" || fail push_failed
  for image in $images; do
    attend "$work/digest-$image" docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$registry/$image:$release" ||
      fail push_failed
  done
}

# The service that an image is built for.
service_of_image() {
  local line
  for line in "${builds[@]}"; do
    [ "${line% *}" != "$1" ] || echo "${line#* }"
  done
}

# --- pull --------------------------------------------------------------------

# digest_of reference image: as the engine has it from this registry. Docker's own it does not name.
digest_of() {
  docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$1" 2> /dev/null |
    sed -n "s|^${registry#docker.io/}/$2@||p" | sed -n 1p
}

# registry_said: what kind of failure it was, by what the engine says.
registry_said() {
  case $(cat "$work/output") in
    # a name that is not found is no image that is not found
    *'dial tcp'* | *' lookup '* | *timeout* | *'server misbehaving'*) echo unreachable ;;
    *nauthorized* | *denied* | *'no basic auth'* | *'authentication required'*) echo unauthorized ;;
    *'manifest unknown'* | *'not found'* | *'name unknown'* | *'no such manifest'*) echo missing ;;
    *) echo unreachable ;;
  esac
}

# For commands that have begun nothing.
fail_of_registry() {
  cat "$work/output" >&2
  fail "$1_$(registry_said)"
}

# pull tag: the images of a release, with its id from then on. Which they are is known by their digests.
pull() {
  local tag=$1 image there digest
  for image in $images; do
    there=$registry/$image:$tag
    say pulling
    awaiting waiting_pull
    attend "$work/output" docker pull --quiet "$there" || {
      end_progress
      cat "$work/output" >&2
      give_up "pull_$(registry_said)"
    }
    end_progress
    digest=$(digest_of "$there" "$image")
    [ -n "$digest" ] || give_up pull_missing
    docker image tag "$there" "$image:$release"
    docker image rm "$there" > /dev/null 2>&1 || true
    echo "$image $registry/$image@$digest" >> "$ledger/releases/$release/digests"
  done
}

# pull_again image: of an earlier release, by its digest. It fails where that is not known, or not there any more.
pull_again() {
  local there
  there=$(sed -n "s|^$1 ||p" "$ledger/releases/$release/digests" 2> /dev/null || true)
  [ -n "$there" ] || return 1
  say pulling
  awaiting waiting_pull
  attend "$work/output" docker pull --quiet "$there" || {
    end_progress
    cat "$work/output" >&2
    fail "pull_$(registry_said)"
  }
  end_progress
  docker image tag "$there" "$1:$release"
}

# forget_digests release: what the engine keeps an image for, unless another release has the same.
forget_digests() {
  local image there
  [ -f "$ledger/releases/$1/digests" ] || return 0
  while read -r image there; do
    [ "$(cat "$ledger"/releases/*/digests | grep -cxF -e "$image $there")" -gt 1 ] || docker image rm "$there" > /dev/null 2>&1 || true
  done < "$ledger/releases/$1/digests"
}
