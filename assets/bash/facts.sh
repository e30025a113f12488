# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# What a release consists of, as the ledger keeps it in a folder for each: "compose.yml", "settings", "facts" (what the script says of
# its services) and "images"; "about" says from where it is. Everything that is done with a release is done from these, whatever the
# checkout says that does it.

lists='services start_first replaced_first replaced_last data jobs blue_green edges saved images address'
of_services='image replicas probe readiness requests asks entrance slot_variable release_command release_timeout trial_command'
of_services="$of_services traffic_to switch_command maintenance_command configuration_file configuration_command"
of_services="$of_services backup_command restore_command backup_ending verify_command data_paths data_check version_command version_steps"
of_services="$of_services prepare_command passwords change_password add_password"

# --- facts -------------------------------------------------------------------

# fact_lines name word ...: a word a line. They are read as data, never as program.
fact_lines() {
  local name=$1 word
  shift
  for word in "$@"; do
    case $word in
      *\\* | *$'\n'*) word=$(printf '%s' "$word" | sed 's/\\/\\\\/g' | awk '{ printf "%s%s", (NR == 1 ? "" : "\\n"), $0 }') ;;
    esac
    printf '%s+=%s\n' "$name" "$word"
  done
}

write_facts() {
  local name service
  for name in $lists; do
    printf '%s=%s\n' "$name" "${!name}"
  done
  fact_lines ports ${ports[@]+"${ports[@]}"}
  for service in $services; do
    for name in $of_services; do
      ! words_of "$name" "$service" || fact_lines "${name}_${service//-/_}" "${words[@]}"
    done
  done
}

# is_fact name: of those that a release has.
is_fact() {
  local each
  [[ $1 =~ ^[a-z_][a-z0-9_]*$ ]] || return 1
  ! is_among "$1" "$lists ports" || return 0
  for each in $of_services; do
    [[ $1 != "${each}_"?* ]] || return 0
  done
  return 1
}

forget_facts() {
  local name service
  for service in $services; do
    for name in $of_services; do
      unset "${name}_${service//-/_}"
    done
  done
  ports=()
}

read_facts() {
  local line name word
  forget_facts
  while IFS= read -r line; do
    name=${line%%=*}
    printf -v word '%b' "${line#*=}"
    if is_fact "${name%+}"; then
      if [ "$name" = "${name%+}" ]; then
        printf -v "$name" '%s' "$word"
      else
        eval "${name}=(\"\$word\")"
      fi
    fi
  done
}

# list_of release list: a list of the services of another release; nothing where the version before has recorded it.
list_of() {
  sed -n "s/^$2=//p" "$ledger/releases/$1/facts" 2> /dev/null || true
}

# --- settings ----------------------------------------------------------------

# The variables that files speak of.
variables_in() {
  cat "$@" 2> /dev/null | grep -oE '[$][{]?[A-Za-z_][A-Za-z0-9_]*' | sed 's/^[^A-Za-z_]*//' | sort -u || true
}

# The variables of the shell that Compose would put into a release, but for those that are about the shell and the engine.
shell_variables_of() {
  local name shell
  shell=$(compgen -e)
  for name in $(variables_in "$@"); do
    case $name in
      RELEASE | PATH | HOME | USER | PWD | SHELL | DOCKER_* | COMPOSE_* | SSH_*) ;;
      *) ! is_among "$name" "$shell" || echo "$name" ;;
    esac
  done
}

# The env file, and what the shell says instead.
write_settings() {
  local name
  cat "$env_file"
  for name in $(shell_variables_of "$compose_file" "$env_file"); do
    printf '\n%s="%s"\n' "$name" "$(printenv "$name" | sed 's/[\\"$]/\\&/g')"
  done
}

# different_settings file file: the names, never the values.
different_settings() {
  awk '
    /^[ \t]*(export[ \t]+)?[A-Za-z_][A-Za-z0-9_]*[ \t]*=/ {
      line = $0
      sub(/^[ \t]*(export[ \t]+)?/, "", line)
      sub(/[ \t\r]+$/, "", line)
      name = substr(line, 1, index(line, "=") - 1)
      sub(/[ \t]+$/, "", name)
      value = substr(line, index(line, "=") + 1)
      gsub(/^["\047]|["\047]$/, "", value)
      if (FILENAME == ARGV[1]) one[name] = value; else other[name] = value
    }
    END {
      for (name in one) if (one[name] != other[name]) print name
      for (name in other) if (!(name in one) && other[name] != "") print name
    }
  ' "$1" "$2" | sort | tr '\n' ' ' | sed 's/ $//'
}

# --- a release ---------------------------------------------------------------

# The folder of the release that is made, from the checkout. Its images are there.
write_record() {
  local folder=$ledger/releases/$1
  mkdir -p "$folder"
  cat "$compose_file" > "$folder/compose.yml"
  write_settings > "$folder/settings"
  keep_rotated "$folder/settings"
  write_facts > "$folder/facts"
  images_of "$1" > "$folder/images"
  {
    echo "made $(now)"
    echo "by $(who)"
    echo "revision $(git rev-parse --verify --quiet HEAD 2> /dev/null || true)"
  } > "$folder/about"
}

# The images of a release as they are on the engine: those that were built for it, and those that its services pull.
images_of() {
  local image service
  {
    for image in $images; do
      echo "$image:<release>"
    done
    for service in $(replaced_services); do
      ! words_of image "$service" || echo "${words[0]}"
    done
  } | sort -u | while read -r image; do
    echo "$image $(docker image inspect --format '{{.Id}}' "${image/<release>/$1}" 2> /dev/null || true)"
  done
}

# same_content release release: whether two of the ledger are the same but for their ids.
same_content() {
  local each
  for each in compose.yml settings facts images; do
    [ -f "$ledger/releases/$1/$each" ] && [ "$(cat "$ledger/releases/$1/$each")" = "$(cat "$ledger/releases/$2/$each")" ] || return 1
  done
}

# From here on, all that is done is done with that release: its services, its Compose file, its settings.
as_release() {
  local folder=$ledger/releases/$1 name
  export RELEASE=$1
  compose_file=$folder/compose.yml
  # one that the version before has made has no more than its Compose file
  [ -f "$folder/facts" ] || return 0
  env_file=$folder/settings
  for name in $(shell_variables_of "$compose_file" "$env_file"); do
    unset "$name"
  done
  read_facts < "$folder/facts"
}
