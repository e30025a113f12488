# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# What is known of releases beside what runs, and what runs beside what the repository says: the second half of "doctor".

# --- the ledger --------------------------------------------------------------

doctor_ledger() {
  local count
  problems_of read_ledger || return 1
  read_ledger
  count=$(verified_releases | grep -c . || true)
  finding ok "$(say doctor_ledger_readable)"
}

# A lock of a process of this machine that is gone is taken over by the next command.
doctor_lock() {
  if ! look_at_lock; then
    finding ok "$(say lock_free)"
  elif [ "$lock_here" = "$(here)" ] && ! kill -0 "$lock_process" 2> /dev/null; then
    finding warning "$(say doctor_lock_left)"
  else
    finding warning "$(say lock_held)"
  fi
  pending=$(pending_release)
  [ -z "$pending" ] || finding warning "$(say release_pending)"
}

# --- what runs ---------------------------------------------------------------

# Whether each service of the release in service does its work, with as many containers as it is to have, of its own image.
doctor_services() {
  local service id image count replicas healthy=''
  for service in $(replaced_services) $data; do
    count=0
    for id in $(containers_in_service "$service"); do
      ! is_running "$id" || ! ask probe "$service" "$id" || count=$((count + 1))
    done
    replicas=$(replicas_of "$service")
    if [ "$count" -lt "$replicas" ]; then
      finding wrong "$(say doctor_service_down)"
    else
      healthy="$healthy $service"
    fi
    ! is_among "$service" "$data" || continue
    image=$(docker image inspect --format '{{.Id}}' "$(image_of "$service")" 2> /dev/null || true)
    for id in $(containers_in_service "$service"); do
      [ -z "$image" ] || ! is_running "$id" || [ "$(image_of_container "$id")" = "$image" ] || finding wrong "$(say doctor_image_differs)"
    done
  done
  [ -z "$healthy" ] || finding ok "$(say doctor_services_up)"
}

# Containers that nobody looks after.
doctor_orphans() {
  local foreign name
  foreign=$(foreign_services)
  [ -z "$foreign" ] || finding warning "$(say doctor_foreign)"
  for name in $(docker ps --all --filter "label=com.docker.compose.project=$project" --filter label=com.docker.compose.oneoff=True \
    --format '{{.Names}}'); do
    finding warning "$(say doctor_one_off)"
  done
}

# The images of releases that one can go back to.
doctor_images() {
  local id image name sum missing=''
  for id in $(verified_releases | sed -n "1,${kept_releases}p"); do
    [ -f "$ledger/releases/$id/images" ] || continue
    while read -r image sum; do
      name=${image/<release>/$id}
      [ "$(docker image inspect --format '{{.Id}}' "$name" 2> /dev/null || true)" = "$sum" ] || missing="$missing $name"
    done < "$ledger/releases/$id/images"
  done
  if [ -n "$missing" ]; then finding warning "$(say doctor_images_missing)"; else finding ok "$(say doctor_images_there)"; fi
}

# --- the repository ----------------------------------------------------------

# hashes_of file: "<service> <hash>" of its configuration, with the settings of the release in service, whatever its id and its colours.
hashes_of() {
  local compose_file=$1
  (
    export RELEASE=fingerprint
    for service in $blue_green; do
      choose_slot "$service" blue
    done
    compose config --hash '*' 2> /dev/null
  )
}

# hash_of service hashes
hash_of() {
  printf '%s\n' "$2" | sed -n "s/^$1 //p"
}

# What the next deploy from this checkout would change.
doctor_drift() {
  local mine=$1 settings=$2 services_here=$3 service there here different='' revision now_at
  for service in $services_here; do
    is_among "$service" "$services" || finding warning "$(say doctor_service_new)"
  done
  for service in $services; do
    is_among "$service" "$services_here" || finding warning "$(say doctor_service_gone)"
  done
  there=$(hashes_of "$compose_file")
  if ! here=$(hashes_of "$mine"); then
    finding warning "$(say doctor_configuration_unreadable)"
  else
    for service in $services; do
      is_among "$service" "$services_here" || continue
      [ "$(hash_of "$service" "$there")" = "$(hash_of "$service" "$here")" ] || different="$different $service"
    done
    if [ -n "$different" ]; then
      finding warning "$(say doctor_configuration_differs)"
    else
      finding ok "$(say doctor_configuration_same)"
    fi
  fi
  if [ -s "$settings" ] && [ -f "$env_file" ]; then
    different=$(different_settings "$env_file" "$settings")
    if [ -n "$different" ]; then finding warning "$(say doctor_settings_differ)"; else finding ok "$(say doctor_settings_same)"; fi
  fi
  revision=$(sed -n 's/^revision //p' "$ledger/releases/$current/about" 2> /dev/null || true)
  now_at=$(git rev-parse --verify --quiet HEAD 2> /dev/null || true)
  [ -z "$revision" ] || [ -z "$now_at" ] || [ "$revision" = "$now_at" ] || finding warning "$(say doctor_revision_differs)"
}

# --- the command -------------------------------------------------------------

doctor() {
  local current='' pending='' mine=$compose_file services_here=$services
  no_arguments "$@"
  doctor_engine
  doctor_settings
  find_containers
  open_work
  # as this checkout has them, for the comparison
  [ ! -f "$env_file" ] || write_settings > "$work/settings"
  if doctor_ledger; then
    current=$(current_release)
  fi
  doctor_lock
  doctor_disk
  doctor_memory
  doctor_clock
  doctor_ending_versions
  if [ -z "$current" ]; then
    finding ok "$(say nothing_released)"
    doctor_ports
  else
    release=$current
    as_release "$release"
    doctor_ports
    doctor_services
    doctor_images
    doctor_orphans
    doctor_drift "$mine" "$work/settings" "$services_here"
  fi
  echo
  say doctor_summary
  [ "$found_wrong" -eq 0 ]
}
