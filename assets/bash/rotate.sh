# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Gives a secret a new value. It comes into service as a release does, with the images of the one in charge. A password of a data service is
# a fact of that service and not of a release: every release that is kept gets the new one. So it is with other secrets that are rotated,
# because the old value is no good any more. The ledger's file "secrets" has "<name> <SHA-256 of a value that it had>".

rotating='' # the variable whose value is changed
owner=''    # the data service whose password that is, if it is one
accepted='' # whether that accepts the new one
secret=''   # the new value
old_secret=''

# --- values ------------------------------------------------------------------

# setting_of file name
setting_of() {
  (
    unset "$2"
    # shellcheck disable=SC2030 # in here only
    env_file=$1
    value_of "$2"
  )
}

# The variables of the release that have a value.
settings_known() {
  local name
  for name in $(variables_in "$compose_file"); do
    [ -z "$(setting_of "$ledger/releases/$before/settings" "$name")" ] || echo "$name"
  done | in_one_line
}

# set_setting file name value: in the place of what the file has.
set_setting() {
  NEXT=$3 awk -v name="$2" -v quote="'" '
    function opens(text, first) {
      sub(/^[ \t]+/, "", text)
      first = substr(text, 1, 1)
      return (first == quote || first == "\"") && index(substr(text, 2), first) == 0 ? first : ""
    }
    open != "" { if (index($0, open) > 0) open = ""; next }
    $0 ~ "^[ \t]*(export[ \t]+)?" name "[ \t]*=" {
      open = opens(substr($0, index($0, "=") + 1))
      if (!done++) print name "=" quote ENVIRON["NEXT"] quote
      next
    }
    { print }
    END { if (!done) print name "=" quote ENVIRON["NEXT"] quote }
  ' "$1" > "$work/settings.new" || return 1
  # the file stays the same one, with its owner and its mode
  cat "$work/settings.new" > "$1"
  rm -f "$work/settings.new"
}

digest_of_secret() {
  printf '%s' "$1" > "$work/value"
  sha256_of "$work/value"
  rm -f "$work/value"
}

# owner_of variable: the data service that has that password.
owner_of() {
  local service
  for service in $data; do
    if words_of passwords "$service" && is_among "$1" "${words[*]}"; then
      echo "$service"
      return
    fi
  done
}

# keep_rotated file: settings of this checkout that have a password which the data service does not have, or a value that was rotated
# away, get the one that is in use.
keep_rotated() {
  local file=$1 name value used folder=$ledger/releases/$before/settings rotated=''
  [ -n "$before" ] && [ -f "$folder" ] || return 0
  [ ! -f "$ledger/secrets" ] || rotated=$(cut -d ' ' -f 1 "$ledger/secrets" | sort -u | in_one_line)
  for name in $(
    for service in $data; do
      [ -z "$(containers_of "$service" | sed -n 1p)" ] || ! words_of passwords "$service" || printf '%s\n' "${words[@]}"
    done
  ) $rotated; do
    value=$(setting_of "$file" "$name")
    used=$(setting_of "$folder" "$name")
    if [ -n "$used" ] && [ "$value" != "$used" ] &&
      { [ -n "$(owner_of "$name")" ] || grep -qxF "$name $(digest_of_secret "$value")" "$ledger/secrets"; }; then
      set_setting "$file" "$name" "$used"
      say secret_kept
    fi
  done
}

# read_secret: the new value, from a person, from standard input, or made up; never from the command line.
read_secret() {
  local again=''
  if [ -n "$generated" ]; then
    secret=$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')
  elif [ -t 0 ]; then
    read -r -s -p "$(say rotate_prompt) " secret || true
    echo
    read -r -s -p "$(say rotate_again) " again || true
    echo
    [ "$secret" = "$again" ] || fail rotate_differs
  else
    IFS= read -r secret || true
  fi
  [ -n "$secret" ] || fail rotate_empty
  [[ $secret != *\'* ]] || fail rotate_quote
  if [ "${#secret}" -lt 8 ] || is_template_value "$secret"; then
    fail rotate_weak
  fi
  if is_among "$rotating" "$in_urls" && [[ $secret =~ [^A-Za-z0-9._~-] ]]; then
    fail rotate_in_url
  fi
}

# --- the data service --------------------------------------------------------

# tell_data add|change present next: nothing of it is seen in the list of processes.
tell_data() {
  local id
  id=$(running_container "$owner")
  words_of "${1}_password" "$owner" || return 1
  printf '%s\n%s\n' "$2" "$3" | docker exec --interactive "$id" "${words[@]}" "$rotating" > "$work/output" 2>&1 || {
    cat "$work/output" >&2
    return 1
  }
}

# Before the first container starts that logs in with it.
accept_secret() {
  [ -n "$owner" ] || return 0
  accepted=1
  if words_of add_password "$owner"; then tell_data add "$old_secret" "$secret"; else tell_data change "$old_secret" "$secret"; fi
}

# Before the containers come back that log in with the old one.
refuse_secret() {
  [ -n "$accepted" ] || return 0
  accepted=''
  tell_data change "$secret" "$old_secret"
}

# --- from here on it is in use -----------------------------------------------

# Every release that is kept has it, the checkout too, and the old one is nowhere.
spread_secret() {
  local folder value
  for folder in "$ledger"/releases/*/; do
    [ -f "$folder/settings" ] || continue
    value=$(setting_of "$folder/settings" "$rotating")
    if [ -n "$value" ] && { [ -n "$owner" ] || [ "$value" = "$old_secret" ]; }; then
      set_setting "$folder/settings" "$rotating" "$secret"
    fi
  done
  echo "$rotating $(digest_of_secret "$old_secret")" >> "$ledger/secrets"
  if [ -n "$owner" ]; then
    tell_data change "$old_secret" "$secret" || return 1
    say restarting_data
    quietly compose up --detach --no-deps "$owner" && works "$owner" || return 1
    record_data "$owner"
  fi
}

# settle_rotation variable release-before release-after: of one that was killed. Where it took charge it is ended, and taken back where not.
settle_rotation() {
  local former=$ledger/releases/$2/settings new=$ledger/releases/$3/settings
  rotating=$1
  owner=$(owner_of "$rotating")
  old_secret=$(setting_of "$former" "$rotating")
  secret=$(setting_of "$new" "$rotating")
  if [ "$(current_release)" = "$3" ]; then
    spread_secret || return 1
    say rotation_ended
  else
    accepted=$owner
    refuse_secret || return 1
    complain rotation_taken_back
  fi
}

# --- the command -------------------------------------------------------------

# Under an id of its own: the release in charge, with the new value.
make_rotated() {
  local folder image name id
  folder=$ledger/releases/$release
  rm -rf "$folder"
  cp -R "$ledger/releases/$before" "$folder"
  set_setting "$folder/settings" "$rotating" "$secret"
  sed -e "s/^made .*/made $(now)/" "$ledger/releases/$before/about" > "$folder/about"
  while read -r image id; do
    [[ $image == *:'<release>' ]] || continue
    name=${image%:*}
    docker tag "$name:$before" "$name:$release" || give_up rotate_image_gone
  done < "$folder/images"
}

rotate() {
  # shellcheck disable=SC2031 # nothing of it was modified
  local generated='' name='' known settings_file=$env_file arguments=$*
  while [ $# -gt 0 ]; do
    case $1 in
      --generate) generated=1 ;;
      *)
        [ -z "$name" ] || wrong_usage too_many_arguments
        name=$1
        ;;
    esac
    shift
  done
  check_numbers
  find_containers
  open_work
  enter
  [ -f "$ledger/releases/$before/facts" ] || fail rotate_without_release
  (
    as_release "$before"
    what=$name
    if is_among "$name" "$data" && words_of passwords "$name"; then what=${words[0]}; fi
    known=$(settings_known)
    is_among "$what" "$known" || fail rotate_of_nothing
    echo "$what" > "$work/variable"
    owner_of "$what" > "$work/owner"
    service=$(cat "$work/owner")
    what=''
    [ -z "$service" ] || what=$(changes_of_data "$service")
    [ -z "$what" ] || fail rotate_pending
  ) || exit 1
  rotating=$(cat "$work/variable") owner=$(cat "$work/owner")
  old_secret=$(setting_of "$ledger/releases/$before/settings" "$rotating")
  read_secret
  [ "$secret" != "$old_secret" ] || fail rotate_same
  say rotating_secret
  release=$(id_beside "$before")
  begin
  echo "rotate $rotating rotating $before $release" > "$ledger/data-work"
  make_rotated
  write_ledger || give_up ledger_unwritable
  bring_into_service
  spread_secret || fail rotate_unfinished
  end_work
  if [ -f "$settings_file" ] && [ -n "$(setting_of "$settings_file" "$rotating")" ]; then
    set_setting "$settings_file" "$rotating" "$secret"
    say rotated_here
  fi
  say rotated
}
