# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Replaces a data service, which no deploy does. The ledger's folder "data" has what each was made from: "<service>.yml", whole, so that it
# can be made from that again, and "<service>.about", its container and image.

# --- what it is made from ----------------------------------------------------

# As Compose understands it, from wherever the checkout is.
description_of() {
  local text
  text=$(RELEASE=- compose config "$1") || return 1
  printf '%s\n' "${text//"$PWD"/.}"
}

# record_data service: its container is made from what the release says.
record_data() {
  local id
  id=$(containers_of "$1" | sed -n 1p)
  mkdir -p "$ledger/data"
  description_of "$1" > "$ledger/data/$1.yml"
  printf '%s\n' "container $id" "image $(image_of_container "$id")" > "$ledger/data/$1.about"
}

# It is started where it does not run, and never made anew.
start_data() {
  local service=$1 id
  id=$(containers_of "$service" | sed -n 1p)
  if [ -n "$id" ]; then
    # from what it was made: the release before knows better than the one that comes
    {
      [ -n "$before" ] && (
        as_release "$before"
        get_to_know "$service" "$id"
      )
    } || get_to_know "$service" "$id" || return 1
  fi
  quietly compose up --detach --no-deps --no-recreate "$service" || return 1
  [ -n "$id" ] || record_data "$service"
}

# Of a container that this script has not made it is only known which image it is from: the rest is taken for what the release says.
get_to_know() {
  local service=$1 id=$2 image text
  [ "$(sed -n 's/^container //p' "$ledger/data/$service.about" 2> /dev/null)" != "$id" ] || return 0
  image=$(docker inspect --format '{{.Config.Image}}' "$id")
  text=$(description_of "$service" 2> /dev/null) || return 1
  mkdir -p "$ledger/data"
  printf '%s\n' "$text" | awk -v image="$image" '/^    image: / { $0 = "    image: " image } { print }' > "$ledger/data/$service.yml"
  printf '%s\n' "container $id" "image $(image_of_container "$id")" > "$ledger/data/$service.about"
}

# changes_of_data service: what the release in charge has other than what runs: names, never values. Nothing where nothing differs.
changes_of_data() {
  local service=$1 id image
  id=$(containers_of "$service" | sed -n 1p)
  [ -n "$id" ] || return 0
  get_to_know "$service" "$id"
  description_of "$service" > "$work/description" || return 0
  image=$(docker image inspect --format '{{.Id}}' "$(image_of "$service")" 2> /dev/null || true)
  {
    [ -z "$image" ] || [ "$image" = "$(image_of_container "$id")" ] || echo image
    awk -v service="$service" '
      FNR == 1 { file++; inside = 0; key = "" }
      /^[^ ]/ { part = $1 }
      /^  [^ ]/ { inside = (part == "services:" && $1 == service ":") }
      inside && /^    [^ ]/ { key = $1; sub(/:$/, "", key) }
      inside && key != "" {
        name = key
        if (key == "environment" && /^      [^ ]/) { name = $1; sub(/:$/, "", name) }
        if (key == "environment" && name == "environment:") next
        text[file, name] = text[file, name] "\n" $0
        names[name]
      }
      END { for (name in names) if (text[1, name] != text[2, name] && name != "environment") print name }
    ' "$ledger/data/$service.yml" "$work/description"
  } | sort -u | in_one_line
}

# For each data service that differs from what runs.
say_pending_data() {
  local service what
  for service in $data; do
    what=$(changes_of_data "$service")
    [ -z "$what" ] || say data_pending
  done
}

# --- whether it can ----------------------------------------------------------

# check_versions: whether data of version $from can be read by version $to.
check_versions() {
  local step
  [ -n "$from" ] && [ -n "$to" ] || return 0
  ! is_older "$to" "$from" || fail upgrade_downgrade
  case $(steps_of "$service") in
    next-major)
      step=$((${from%%.*} + 1))
      [ "${to%%.*}" -le "$step" ] || fail upgrade_jump
      ;;
    same-major) [ "${to%%.*}" = "${from%%.*}" ] || fail upgrade_major ;;
  esac
}

# --- and back ----------------------------------------------------------------

# go_back service copy: the container that it had, with the data that it had.
go_back() {
  local service=$1 copy=$2 id image known=$ledger/data/$1
  image=$(sed -n 's/^image //p' "$known.about")
  # what was made has the volumes
  id=$(containers_of "$service" | sed -n 1p)
  if [ -n "$id" ]; then
    docker stop "$id" > /dev/null 2>&1
    if [ "$copy" != - ] && in_data "$service" "$id" "$look_for" "$copy"; then
      in_data "$service" "$id" "$exchange" "$copy" undone && in_data "$service" "$id" "$drop" undone || return 1
    fi
  fi
  # its name may be another image's by now
  [ "$(docker image inspect --format '{{.Id}}' "$(sed -n 's/^    image: //p' "$known.yml" | sed -n 1p)" 2> /dev/null)" = "$image" ] || {
    sed "s|^    image: .*|    image: $image|" "$known.yml" > "$work/known.yml" && mv "$work/known.yml" "$known.yml"
  }
  (
    compose_file=$known.yml
    quietly compose up --detach --no-deps "$service"
  ) || return 1
  printf '%s\n' "container $(containers_of "$service" | sed -n 1p)" "image $image" > "$known.about"
  [ "$copy" = - ] || in_data "$service" "$(containers_of "$service" | sed -n 1p)" "$drop" "$copy" 2> /dev/null || true
  works "$service"
}

# --- the command -------------------------------------------------------------

upgrade() {
  local service agreed='' given='' what id from to copy=- file='' saving=1
  one_and_yes "$@"
  service=$given
  check_numbers
  enter_data
  [ -n "$before" ] || fail upgrade_without_release
  is_among "$service" "$data" || fail upgrade_of_nothing
  release=$before
  id=$(container_of "$service")
  what=$(changes_of_data "$service")
  if [ -z "$what" ]; then
    say upgrade_nothing
    return
  fi
  docker image inspect "$(image_of "$service")" > /dev/null 2>&1 || quietly compose pull "$service" || fail upgrade_image_missing
  from=$(version_in "$service" run "$(image_of_container "$id")")
  to=$(version_in "$service" run "$(image_of "$service")")
  check_versions
  is_among "$service" "$saved" || saving=''
  # the same version leaves data as the version that ran before would have left it
  [ "$from" = "$to" ] && [ -n "$from" ] || ! words_of data_paths "$service" || copy=before-$(date -u +%Y%m%d-%H%M%S)
  say upgrade_plan
  ask_first "$(say upgrade_question)" || return 0
  if [ -n "$saving" ]; then
    save "$service"
    say backed_up
  fi
  if words_of prepare_command "$service" && ! attend "$work/output" docker exec "$id" "${words[@]}"; then
    cat "$work/output" >&2
    fail upgrade_unprepared
  fi
  say upgrading
  begin_work upgrade "$service" replacing "$copy" "$id"
  replace_data || fail upgrade_failed
  [ "$copy" = - ] || in_data "$service" "$(containers_of "$service" | sed -n 1p)" "$drop" "$copy" || true
  record_data "$service"
  changed=$service
  note ok
  end_work
  say upgraded
}

replace_data() {
  attend /dev/null docker stop "$id" || return 1
  [ "$copy" = - ] || in_data "$service" "$id" "$keep" "$copy" || return 1
  quietly compose up --detach --no-deps "$service" || return 1
  if ! works "$service"; then
    last_lines "$service $(containers_of "$service" | sed -n 1p)"
    return 1
  fi
}
