# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# What an edge is told while it runs: which containers of a service get requests, and a new configuration.

# --- which containers get requests -------------------------------------------

# switch_traffic service blue|green: all new requests for it go to that set of its containers, at once, wherever they come in.
# Every edge is told, even when one of them cannot be. The other set is there until all of them have been told.
switch_traffic() {
  local service=$1 slot=$2 edge id failed=''
  for edge in $edges; do
    words_of traffic_to "$edge"
    is_among "$service" "${words[*]}" || continue
    for id in $(containers_of "$edge"); do
      is_running "$id" || continue
      words_of switch_command "$edge"
      docker exec "$id" "${words[@]}" "$service" "$slot" || failed=1
    done
  done
  [ -z "$failed" ]
}

# To the containers of the release in charge, where it has a choice: other versions call their sets by other names.
switch_back() {
  local slot
  slot=$(slot_of "$1")
  case $slot in
    blue | green) switch_traffic "$1" "$slot" ;;
  esac
}

# An edge that is new, or has lost what it was told, would send requests to all containers of a service, those that are not ready too.
tell_choices() {
  local service
  for service in $blue_green; do
    switch_back "$service" > /dev/null 2>&1 || true
  done
}

# --- a new configuration -----------------------------------------------------

# Whether all that is new of a service is a file that its running container can be told: then no container is replaced.
takes_new_configuration() {
  local service=$1 ids file running
  words_of configuration_file "$service" || return 1
  file=${words[0]}
  words_of configuration_command "$service" || return 1
  ids=$(serving "$service")
  [ -n "$ids" ] && [ "$(printf '%s\n' "$ids" | wc -l)" -eq "$(replicas_of "$service")" ] || return 1
  running=$(recorded "$service" | cut -s -d ' ' -f 2)
  [ "${running%%.*}" = "$(fingerprint "$service" | cut -d . -f 1)" ] || return 1
  running=$(docker inspect --format '{{.Image}}' "${ids%%[[:space:]]*}" 2> /dev/null) || return 1
  ends_with_file "$running" "$file" && ends_with_file "$(image_of "$service")" "$file" &&
    [ "$(all_but_last_of "$running")" = "$(all_but_last_of "$(image_of "$service")")" ]
}

# ends_with_file image file: whether the last that was done to the files of an image is that this one was copied into it. What is said of
# an image is no file of it.
ends_with_file() {
  docker history --no-trunc --format '{{.CreatedBy}} ' "$1" 2> /dev/null |
    grep -vE '^(/bin/sh -c #\(nop\) +)?(CMD|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|STOPSIGNAL|USER|VOLUME) ' |
    sed -n 1p | grep -qE "COPY .* ${2//./\\.} "
}

# What an image consists of, without the last that was done to it.
all_but_last_of() {
  docker image inspect --format '{{json .Config}} {{range .RootFS.Layers}}{{println .}}{{end}}' "$1" | sed '/^$/d' | sed '$d'
}

# The running containers get the configuration of this release. It was tried in the new image already.
tell_configuration() {
  local service=$1
  say telling_configuration
  reconfigured="$reconfigured $service"
  tell "$service"
}

# tell service: what the image of the release has.
tell() {
  local service=$1 file id
  words_of configuration_file "$service"
  file=${words[0]}
  with_helper --network none --entrypoint cat "$(image_of "$service")" "$file" > "$work/configuration" || return 1
  words_of configuration_command "$service"
  for id in $(serving "$service"); do
    docker exec --interactive "$id" "${words[@]}" < "$work/configuration" > "$work/output" 2>&1 || {
      cat "$work/output" >&2
      return 1
    }
  done
}

# What the release in charge has.
tell_back() {
  (
    release=$before
    as_release "$before"
    ! words_of configuration_file "$1" || tell "$1"
  )
}
