# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# What runs, and what is known of it. The ledger's file "current" says what the release in charge consists of: its id, and lines for
# each service, "service <service> <blue, green or -> <fingerprint> <container> ..." and "since <service> <release> <time>".

# Of services only: what somebody runs beside them, from an image that Compose has built, carries the project's label too.
project_containers() {
  docker ps --all --quiet --no-trunc --filter "label=com.docker.compose.project=$project" \
    --filter label=com.docker.compose.oneoff=False "$@"
}

containers_of() {
  local service=$1
  shift
  project_containers --filter "label=com.docker.compose.service=$service" "$@"
}

is_running() {
  [ "$(docker inspect --format '{{.State.Running}}' "$1" 2> /dev/null)" = true ]
}

# --- the release in charge ---------------------------------------------------

current_release() {
  [ ! -f "$ledger/current" ] || sed -n 's/^release //p' "$ledger/current"
}

recorded() {
  [ ! -f "$ledger/current" ] || sed -n "s/^service $1 //p" "$ledger/current"
}

slot_of() {
  recorded "$1" | cut -d ' ' -f 1
}

other_slot() {
  if [ "$(slot_of "$1")" = blue ]; then echo green; else echo blue; fi
}

recorded_containers() {
  recorded "$1" | cut -s -d ' ' -f 3-
}

# The containers of the release in charge that run.
serving() {
  local id
  for id in $(recorded_containers "$1"); do
    ! is_running "$id" || echo "$id"
  done
}

# The services that a release replaces.
replaced_services() {
  echo "$start_first $replaced_first $replaced_last"
}

# The services of the release in charge, data and jobs apart.
recorded_services() {
  [ ! -f "$ledger/current" ] || sed -n 's/^service \([^ ]*\) .*/\1/p' "$ledger/current"
}

record() {
  local service slot
  {
    echo "release $release"
    for service in $(replaced_services); do
      if is_among "$service" "$reconfigured"; then
        echo "service $service - $(fingerprint "$service") $(recorded_containers "$service")"
        echo "since $service $release $(now)"
      elif is_among "$service" "$changed"; then
        slot=-
        ! is_among "$service" "$blue_green" || slot=$(other_slot "$service")
        echo "service $service $slot $(fingerprint "$service") $(printf '%s' "$started" | sed -n "s/^$service //p" | in_one_line)"
        echo "since $service $release $(now)"
      else
        echo "service $service $(recorded "$service")"
        sed -n "/^since $service /p" "$ledger/current"
      fi
    done
  } > "$ledger/current.new"
  mv -f "$ledger/current.new" "$ledger/current"
}

# A container that had to be made anew is the one of the release in charge from now on.
keep_recorded() {
  sed "s/^\(service $1 [^ ]* [^ ]*\).*/\1 $(containers_of "$1" | in_one_line)/" "$ledger/current" > "$ledger/current.new"
  mv -f "$ledger/current.new" "$ledger/current"
}

# --- what a service consists of ----------------------------------------------

# The image of a service in this release.
image_of() {
  words_of image "$1"
  echo "${words[0]/<release>/$release}"
}

replicas_of() {
  if words_of replicas "$1"; then echo "${words[0]}"; else echo 1; fi
}

# What decides whether a service has changed: its configuration, apart from the release's id and its own colour, and its image.
fingerprint() {
  local configuration image
  configuration=$(
    export RELEASE=fingerprint
    for service in $blue_green; do
      choose_slot "$service" blue
    done
    compose config --hash "$1" | awk '{ print $2 }'
  )
  image=$(docker image inspect --format '{{.Id}}' "$(image_of "$1")" 2> /dev/null || true)
  echo "$configuration.${image#sha256:}"
}

# choose_slot service blue|green: Compose gives new containers of the service that name.
choose_slot() {
  words_of slot_variable "$1"
  export "${words[0]}=$2"
}

has_changed() {
  local serving
  serving=$(serving "$1" | wc -l)
  [ "$((serving))" -ne "$(replicas_of "$1")" ] || [ "$(recorded "$1" | cut -s -d ' ' -f 2)" != "$(fingerprint "$1")" ]
}

# --- releases ----------------------------------------------------------------

# note ok|failed [reason]: into the history, with who, from which revision, how many seconds it took, and what it has replaced.
note() {
  local about=$ledger/releases/$release/about revision='' what="$changed $gone"
  [ ! -f "$about" ] || revision=$(sed -n 's/^revision //p' "$about")
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$(now)" "$command" "$release" "$1" "$(printf '%s' "${2:-}" | tr '\t\n' '  ')" \
    "$(who)" "$revision" "${took-$SECONDS}" "$(printf '%s' "$what" | tr -s ' ' | sed 's/^ //; s/ $//')" >> "$ledger/history"
}

# Those that were in service, the latest first.
verified_releases() {
  {
    [ ! -f "$ledger/history" ] || awk -F '\t' '$4 == "ok" { print $3 }' "$ledger/history"
    current_release
  } | awk '{ line[NR] = $0 } END { for (i = NR; i > 0; i--) if (!seen[line[i]]++) print line[i] }'
}

# forget_release id: its images, unless a container still runs them, and what was known of it, settings too.
forget_release() {
  local image names
  names=$(sed -n 's/:<release> .*//p' "$ledger/releases/$1/images" 2> /dev/null || true)
  for image in ${names:-$images}; do
    docker image rm "$image:$1" > /dev/null 2>&1 || true
  done
  forget_digests "$1"
  rm -rf "${ledger:?}/releases/$1"
}

# The latest releases are kept.
prune() {
  local folder id kept
  # to the end, unlike head: a pipe that nobody reads any more would end the script
  kept=$(verified_releases | sed -n "1,${kept_releases}p")
  for folder in "$ledger"/releases/*/; do
    [ -d "$folder" ] || continue
    id=$(basename "$folder")
    is_among "$id" "$kept" || forget_release "$id"
  done
}
