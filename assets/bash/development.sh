# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Starts a development environment, stops it, and shows what is in it.

usage() {
  say development_usage
}

project_containers() {
  docker ps --all --quiet --filter "label=com.docker.compose.project=$project" "$@"
}

# Two checkouts of one repository have one project: what one has started, the other does not touch. A folder that is gone was moved.
require_own_checkout() {
  local other
  while read -r other; do
    if [ -n "$other" ] && [ -d "$other" ] && ! [ "$other" -ef . ]; then
      fail other_checkout
    fi
  done < <(docker ps --all --filter "label=com.docker.compose.project=$project" \
    --format '{{.Label "com.docker.compose.project.working_dir"}}')
}

# --- before containers are made ----------------------------------------------

# Containers write to mounted folders as this user, so that the files belong to whoever started them.
# With a rootless engine, root in the container is that user.
export_host_user() {
  local uid gid
  [ "$runs_as_host_user" = yes ] || return 0
  uid=$(id -u)
  gid=$(id -g)
  case $(docker info --format '{{.SecurityOptions}}') in
    *name=rootless*) uid=0 gid=0 ;;
  esac
  [ -n "$(value_of HOST_UID)" ] || export HOST_UID="$uid"
  [ -n "$(value_of HOST_GID)" ] || export HOST_GID="$gid"
}

# Folders that containers mount, or mount something in: the engine would create those that are missing, as root.
make_folders() {
  local folder owner
  for folder in ${folders[@]+"${folders[@]}"}; do
    mkdir -p "$folder" 2> /dev/null || true
    if ! [ -O "$folder" ] || ! [ -w "$folder" ]; then
      owner=$(id -u):$(id -g)
      complain folder_foreign
    fi
  done
}

# Who has just cloned the repository has no env file yet. In development its template will do; what it leaves open is named after that.
make_env_file() {
  if ! [ -f "$env_file" ] && [ -f "$env_template" ]; then
    (umask 077 && cat "$env_template" > "$env_file")
    say env_file_made
  fi
}

prepare() {
  check_docker
  make_env_file
  check_settings
  export_host_user
  find_project
  require_own_checkout
  check_ports
  make_folders
}

# Volumes that hold copies of folders of an image. Compose leaves them behind whenever it replaces or removes a container.
image_volumes() {
  local line service path id
  for line in ${image_folders[@]+"${image_folders[@]}"}; do
    service=${line%% *}
    path=${line#* }
    for id in $(project_containers --filter "label=com.docker.compose.service=$service"); do
      docker inspect --format '{{range .Mounts}}{{.Destination}} {{.Name}}{{"\n"}}{{end}}' "$id" |
        sed -n "s|^$path \([0-9a-f]\{64\}\)$|\1|p"
    done
  done
}

# The engine refuses to remove those that are still in use.
remove_unused() {
  local volume
  for volume in "$@"; do
    docker volume rm "$volume" > /dev/null 2>&1 || true
  done
}

# --- start and stop ----------------------------------------------------------

# The last lines of each container that is not as it should be, and what its health check said.
show_failures() {
  local id state service status format
  format='{{index .Config.Labels "com.docker.compose.service"}} {{.State.Status}} {{.State.ExitCode}} '
  format+='{{with .State.Health}}{{.Status}}{{end}}'
  compose ps --all >&2 || true
  for id in $(project_containers); do
    state=$(docker inspect --format "$format" "$id")
    service=${state%% *}
    status=${state#* }
    case $status in
      'running 0 ' | 'running 0 healthy' | 'created '*) continue ;;
      'exited 0 '*) ! is_among "$service" "$jobs" || continue ;;
    esac
    status=${status% }
    printf '\n%s\n' "$(say last_lines)" >&2
    docker logs --tail 20 "$id" >&2 2>&1 || true
    case $status in
      *healthy | *starting)
        say health_check_said >&2
        docker inspect --format '{{with .State.Health}}{{range .Log}}{{println .Output}}{{end}}{{end}}' "$id" |
          sed '/^[[:space:]]*$/d' | tail -n 3 >&2
        ;;
    esac
  done
  echo >&2
}

# What people open, each as "<variable> <port>[/path] <title>".
show_endpoints() {
  local line variable address title port path
  for line in ${endpoints[@]+"${endpoints[@]}"}; do
    read -r variable address title <<< "$line"
    port=$(value_of "$variable")
    path=${address#"${address%%/*}"}
    printf '  %s: http://%s:%s%s\n' "$title" "$host" "${port:-${address%%/*}}" "$path"
  done
}

bring_up() {
  local before renew=''
  before=$(image_volumes)
  [ -z "${image_folders[*]-}" ] || renew=--renew-anon-volumes
  if ! compose up --detach --build --wait --wait-timeout 300 ${renew:+"$renew"}; then
    show_failures
    fail start_failed
  fi
  # shellcheck disable=SC2086 # one word each
  remove_unused $before
  say started
  show_endpoints
}

start() {
  no_arguments "$@"
  prepare
  say starting
  bring_up
  [ -z "${watched-}" ] || say watch_hint
}

# Sends changes of sources into the containers for as long as it runs. What changed while nobody watched is in the images that a start
# builds.
watch() {
  no_arguments "$@"
  prepare
  say starting
  bring_up
  say watching_sources
  compose watch --no-up
}

stop() {
  local before
  no_arguments "$@"
  find_containers
  require_own_checkout
  say stopping
  before=$(image_volumes)
  compose down
  # shellcheck disable=SC2086 # one word each
  remove_unused $before
  say stopped
}

# What ends by itself does not stay: its output is shown, and then whether it did its work.
run_again() {
  local service=$1 code id
  compose up --no-recreate --no-build --no-deps "$service"
  for id in $(project_containers --filter "label=com.docker.compose.service=$service"); do
    code=$(docker inspect --format '{{.State.ExitCode}}' "$id")
    [ "$code" -eq 0 ] || fail run_again_failed
  done
}

# The services that stay, if there are others too: what ends by itself is started below, once.
lasting_services() {
  local each
  [ -n "$jobs" ] || return 0
  for each in $services; do
    is_among "$each" "$jobs" || echo "$each"
  done
}

restart() {
  local lasting
  at_most_one_service "$@"
  check_docker
  check_settings
  export_host_user
  find_project
  require_own_checkout
  require_containers "$@"
  say restarting
  if [ $# -gt 0 ] && is_among "$1" "$jobs"; then
    run_again "$1"
    say restarted
    return
  fi
  lasting=$*
  [ $# -gt 0 ] || lasting=$(lasting_services)
  # shellcheck disable=SC2086 # one word each
  compose restart $lasting
  # healthy again; with a service, only that one is waited for
  if ! compose up --detach --no-recreate --no-build ${1:+--no-deps} --wait --wait-timeout 300 "$@"; then
    show_failures
    fail restart_failed
  fi
  say restarted
}

rebuild() {
  local service=${1:-} source=''
  at_most_one_service "$@"
  if words_of build "$service"; then
    # it runs another service's image
    source=${words[0]}
  elif [ $# -eq 0 ] || is_among "$service" "$built"; then
    source=$service
  else
    fail service_not_built
  fi
  prepare
  say rebuilding
  compose build --no-cache ${source:+"$source"} || fail build_failed
  bring_up
}

# --- look inside -------------------------------------------------------------

require_containers() {
  local service=${1:-}
  [ -z "$(project_containers ${service:+--filter "label=com.docker.compose.service=$service"})" ] || return 0
  [ -z "$service" ] || fail nothing_runs_of
  fail nothing_runs
}

logs() {
  at_most_one_service "$@"
  find_containers
  require_containers "$@"
  compose logs --follow --tail 200 "$@"
}

status() {
  no_arguments "$@"
  find_containers
  compose ps --all
}

require_running() {
  local service=$1
  [ -n "$(project_containers --filter "label=com.docker.compose.service=$service" --filter status=running)" ] ||
    fail service_not_running
}

shell() {
  local service=${1:-$shell_service} tty=''
  at_most_one_service "$@"
  find_containers
  require_running "$service"
  [ -t 0 ] || tty=--no-TTY
  compose exec ${tty:+"$tty"} "$service" sh -c 'if command -v bash > /dev/null 2>&1; then exec bash; else exec sh; fi'
}

# --- tests -------------------------------------------------------------------

# Whether what the words of a command begin with is in the container: a program, or a module of Python. What is missing is $tool.
has_tool() {
  tool=$1
  if [ "$1 ${2:-}" = 'python -m' ]; then
    tool=$3
    set -- python -c "import $tool"
  else
    set -- sh -c "command -v \"\$1\"" sh "$tool"
  fi
  compose exec --no-TTY "$service" "$@" > /dev/null 2>&1 < /dev/null
}

# test_command [service] [argument ...]: what does not begin with a service is for the tests of the application.
test_command() {
  local service=$shell_service tool tty=''
  if is_among "${1:-}" "$services"; then
    service=$1
    shift
  fi
  words_of test "$service" || fail tests_missing
  find_containers
  require_running "$service"
  has_tool "${words[@]}" || fail test_tool_missing
  { [ -t 0 ] && [ -t 1 ]; } || tty=--no-TTY
  compose exec ${tty:+"$tty"} "$service" "${words[@]}" "$@"
}

# --- clean -------------------------------------------------------------------

# The images that are built here, of those that exist.
own_images() {
  local image
  for image in $images; do
    ! docker image inspect "$image" > /dev/null 2>&1 || echo "$image"
  done
}

# $2 and so on, one a line, each after the word $1.
list() {
  local kind=$1 name
  shift
  for name in "$@"; do
    echo "  $kind $name"
  done
}

clean() {
  local arguments=$* agreed='' answer='' containers networks volumes found image
  case $arguments in
    '') ;;
    -y | --yes) agreed=1 ;;
    *) wrong_usage too_many_arguments ;;
  esac
  find_containers
  require_own_checkout
  containers=$(docker ps --all --filter "label=com.docker.compose.project=$project" --format '{{.Names}}')
  networks=$(docker network ls --filter "label=com.docker.compose.project=$project" --format '{{.Name}}')
  volumes=$(docker volume ls --filter "label=com.docker.compose.project=$project" --format '{{.Name}}')
  found=$(own_images)
  if [ -z "$containers$networks$volumes$found" ]; then
    say clean_nothing
    return
  fi
  say clean_list
  # shellcheck disable=SC2086 # one word each
  {
    list "$(say clean_container)" $containers
    list "$(say clean_network)" $networks
    list "$(say clean_volume)" $volumes
    list "$(say clean_image)" $found
  }
  if [ -z "$agreed" ]; then
    [ -t 0 ] || fail clean_no_terminal
    read -r -p "$(say clean_question)" answer || true
    if ! agrees "$answer"; then
      say clean_refused
      return
    fi
  fi
  say cleaning
  compose down --volumes --remove-orphans --rmi local
  # Compose has removed those of its own; which these are depends on its version
  for image in $found; do
    if docker image inspect "$image" > /dev/null 2>&1; then
      docker image rm "$image" > /dev/null || say clean_image_kept >&2
    fi
  done
  say cleaned
}
