# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Whether the machine and the settings are as they have to be, asked before anything is begun.

# --- the engine --------------------------------------------------------------

# Whether version $1 is $2 or newer. A version that is no number is taken for a new one.
is_at_least() {
  local version=${1#v} least=$2 part number needed
  case $version in [!0-9]* | '') return 0 ;; esac
  for part in major minor patch; do
    number=${version%%[!0-9]*}
    needed=${least%%.*}
    [ "${number:-0}" -eq "${needed:-0}" ] || {
      [ "${number:-0}" -gt "${needed:-0}" ]
      return
    }
    version=${version#"$number"}
    version=${version#.}
    case $least in *.*) least=${least#*.} ;; *) least= ;; esac
  done
}

check_docker() {
  local version user least=$min_docker
  command -v docker > /dev/null 2>&1 || fail docker_missing

  if ! version=$(docker version --format '{{.Server.Version}}' 2>&1); then
    case $version in
      *'permission denied'*)
        user=$(id -un)
        fail engine_permission
        ;;
    esac
    printf '%s\n' "$version" >&2
    fail engine_unreachable
  fi
  version=${version##*[[:space:]]}
  is_at_least "$version" "$least" || fail engine_old

  version=$(docker compose version --short 2> /dev/null) || version=
  least=$min_compose
  [ -n "$version" ] || fail compose_missing
  is_at_least "$version" "$least" || fail compose_old
}

# --- settings ----------------------------------------------------------------

# What stands behind the last "NAME=" of the env file, with its quotes and comments.
written_value_of() {
  [ -f "$env_file" ] || return 0
  tr -d '\r' < "$env_file" |
    sed -n "s/^[[:space:]]*\(export[[:space:]]\{1,\}\)\{0,1\}$1[[:space:]]*=//p" |
    tail -n 1
}

# What Compose will read for a variable: the shell's value, or else the env file's.
value_of() {
  ! printenv "$1" || return 0
  written_value_of "$1" |
    sed -e "s/^[[:space:]]*'\([^']*\)'.*/\1/" -e t \
      -e 's/^[[:space:]]*"\([^"]*\)".*/\1/' -e t \
      -e 's/[[:space:]]#.*//' -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//'
}

# The variable that Compose puts into the env file's value of variable $1 in place of a piece of it, if there is one that has no value.
lost_reference_of() {
  local rest name
  ! printenv "$1" > /dev/null || return 0
  rest=$(written_value_of "$1")
  [[ ! $rest =~ ^[[:space:]]*\' ]] || return 0
  while [[ $rest =~ (^|[^\\])\$\{?([A-Za-z_][A-Za-z0-9_]*)(.*)$ ]]; do
    name=${BASH_REMATCH[2]} rest=${BASH_REMATCH[3]}
    if [ -z "$(value_of "$name")" ]; then
      printf '%s' "$name"
      return
    fi
  done
}

# Values that are no values, as templates have them. The whole value has to be one: a word of it that looks like one is none.
is_template_value() {
  local words each
  case $1 in '<'*'>') return 0 ;; esac
  words=$(printf '%s' "$1" | tr '[:upper:]' '[:lower:]' | tr -cs 'a-z0-9' '-')
  words=${words#-}
  words=${words%-}
  case -$words- in
    *-change-me-* | *-changeme-* | -todo- | -placeholder- | -example- | -secret- | -password- | -admin- | -admin123-) return 0 ;;
    -xxx*) [ -n "${words//[x-]/}" ] || return 0 ;;
    -your-*)
      for each in ${words//-/ }; do
        case $each in
          your | own | secret | key | api | password | passphrase | token | client) ;;
          id | value | here | name | user | url | host | domain) ;;
          *) return 1 ;;
        esac
      done
      return 0
      ;;
  esac
  return 1
}

# Values of a template, and those that stand in the repository for everybody to read. KEEP_VALUES names variables whose values are meant.
is_placeholder() {
  local each
  [ "$placeholders" = refused ] || return 1
  for each in ${known_values[@]+"${known_values[@]}"}; do
    [ "$2" != "$each" ] || return 0
  done
  is_template_value "$2" && ! is_among "$1" "$(value_of KEEP_VALUES)"
}

# check_variable name required|optional [description]
check_variable() {
  local name=$1 about=${3:+ ($3)} value lost character
  value=$(value_of "$name")
  lost=$(lost_reference_of "$name")
  if [ -n "$lost" ]; then
    complain variable_dollar
    problems=1
  elif [ -z "$value" ]; then
    [ "$2" = required ] || return 0
    complain variable_missing
    problems=1
  elif is_placeholder "$name" "$value"; then
    complain variable_placeholder
    problems=1
  elif is_among "$name" "${in_urls:-}" && [[ $value =~ [^A-Za-z0-9._~%-] ]]; then
    character=${BASH_REMATCH[0]}
    complain variable_in_url
    problems=1
  fi
}

check_settings() {
  local problems=0 line name need about file network
  [ -f "$env_file" ] || fail env_file_missing
  for line in ${variables[@]+"${variables[@]}"}; do
    read -r name need about <<< "$line"
    check_variable "$name" "$need" "$about"
  done
  for file in ${files[@]+"${files[@]}"}; do
    if ! [ -s "$file" ]; then
      complain file_missing
      problems=1
    fi
  done
  for network in ${external_networks[@]+"${external_networks[@]}"}; do
    if ! docker network inspect "$network" > /dev/null 2>&1; then
      complain network_missing
      problems=1
    fi
  done
  [ "$problems" -eq 0 ] || exit 1
}

# Compose refuses to read its file while a required variable is empty. To look at containers, or stop them, the value does not matter.
fill_gaps() {
  local line name need
  for line in ${variables[@]+"${variables[@]}"}; do
    read -r name need _ <<< "$line"
    [ "$need" = optional ] || [ -n "$(value_of "$name")" ] || export "$name=-"
  done
}

# --- ports -------------------------------------------------------------------

# Who listens on port $1 of this machine, as far as we are allowed to see it.
owner_of_port() {
  local names
  names=$(docker ps --filter "publish=$1" --format '{{.Names}}' | tr '\n' ' ')
  names=${names% }
  if [ -n "$names" ]; then
    say by_container
    return
  fi
  if command -v lsof > /dev/null 2>&1; then
    names=$(lsof -nP -iTCP:"$1" -sTCP:LISTEN 2> /dev/null | sed -n '2s/^\([^ ]*\) *\([0-9]*\) .*/\1 (pid \2)/p' || true)
  elif command -v ss > /dev/null 2>&1; then
    names=$(ss -Hltnp "sport = :$1" 2> /dev/null | sed -n 's/.*(("\([^"]*\)",pid=\([0-9]*\).*/\1 (pid \2)/p' | tail -n 1 || true)
  fi
  if [ -n "$names" ]; then
    say by_process
  else
    say by_another
  fi
}

# check_port variable port
check_port() {
  local variable=$1 port owner
  port=$(value_of "$variable")
  port=${port:-$2}
  if ! [[ $port =~ ^[1-9][0-9]{0,4}$ ]] || [ "$port" -gt 65535 ]; then
    complain port_invalid
    problems=1
    return
  fi
  if is_among "$port" "$wanted"; then
    complain port_twice
    problems=1
    return
  fi
  wanted="$wanted $port"
  # nobody answers there, or a container of this very project does
  (: > "/dev/tcp/$address/$port") 2> /dev/null || return 0
  [ -z "$(docker ps --quiet --filter "label=com.docker.compose.project=$project" --filter "publish=$port")" ] || return 0
  owner=$(owner_of_port "$port")
  complain port_taken
  problems=1
}

check_ports() {
  local problems=0 wanted='' line
  for line in ${ports[@]+"${ports[@]}"}; do
    check_port "${line% *}" "${line#* }"
  done
  [ "$problems" -eq 0 ] || exit 1
}
