import { Messages } from './messages';
import { argumentChecks, complaints, engineChecks, lines, portChecks, problem, scriptStart, shellPath, unique, valueOf } from './script-parts';
import { shellMessage as say, shellWord as word } from './shell';

/** What the script has to know of its stack. */
export interface DevelopmentScriptFacts {
  readonly title: string;
  /** The oldest major version of Docker that will do. */
  readonly minDockerVersion: number;
  /** The script itself, relative to the repository's root. */
  readonly script: string;
  readonly composeFile: string;
  readonly envFile: string;
  readonly services: string[];
  /** The service whose shell is opened where none is named. */
  readonly shellService: string;
  /** Which service's build gives the image that a service runs. */
  readonly builds: { readonly service: string; readonly source: string }[];
  /** The names of the images that are built here. */
  readonly images: string[];
  /** Services that are done when they have ended. */
  readonly jobs: string[];
  /** The variables that have to have a value. */
  readonly required: { readonly name: string; readonly description: string }[];
  /** The ports of the host. */
  readonly ports: { readonly variable: string; readonly port: number }[];
  /** The address that ports are published on, as a program on this machine connects to it. */
  readonly address: string;
  readonly endpoints: { readonly title: string; readonly variable: string; readonly port: number; readonly path: string }[];
  /** The host's name or address in a browser. */
  readonly host: string;
  readonly runsAsHostUser: boolean;
  /** Folders that the engine would create, as root. */
  readonly folders: string[];
  /** Folders of containers that are copies of the image's. */
  readonly imageFolders: { readonly service: string; readonly path: string }[];
}

/** The script that manages a development environment, for bash 3.2 (macOS) and newer. */
export function developmentScript(facts: DevelopmentScriptFacts, m: Messages): string {
  const script = shellPath(facts.script);
  const usage = { script, title: facts.title, services: facts.services, shellService: facts.shellService };
  const copy = `cp ${word(`${facts.envFile}.example`)} ${word(facts.envFile)}`;
  const renew = facts.imageFolders.length > 0 ? ' --renew-anon-volumes' : '';
  const built = unique(facts.builds.map(({ source }) => source));
  return `${scriptStart(m.developmentHeader(script, facts.title), facts.script)}
env_file=${word(facts.envFile)}
project='' # the name of the Compose project, as soon as Compose has said it

compose() {
${composeCommand(facts)}}

usage() {
  cat << 'USAGE'
${m.developmentUsage(usage)}
USAGE
}

${complaints()}
${argumentChecks(facts.services, m)}
# --- checks ------------------------------------------------------------------

${engineChecks(facts.minDockerVersion, m)}
${valueOf()}
check_variable() {
  local name=$1 about=\${2:+ ($2)}
  if [ -z "$(value_of "$name")" ]; then
    complain ${problem(m.variableMissing(facts.envFile), 6)}
    problems=1
  fi
}

check_settings() {
  local problems=0
  [ -f "$env_file" ] ||
    fail ${problem(m.envFileMissing(facts.envFile, copy), 6)}
${lines(facts.required, ({ name, description }) => `  check_variable ${name} ${word(description)}`.replace(/ ''$/, ''))}\
  [ "$problems" -eq 0 ] || exit 1
}

${facts.required.length > 0 ? `# Compose refuses to read its file while a required variable is empty. To stop containers, say, the value does not matter.
fill_gaps() {
  local name
  for name in ${facts.required.map(({ name }) => name).join(' ')}; do
    [ -n "$(value_of "$name")" ] || export "$name=-"
  done
}

` : ''}find_project() {
  project=$(compose config | sed -n 's/^name: //p' | tr -d "\\"'")
}

# For commands that work with what is there, whatever the settings are.
find_containers() {
  check_docker
${facts.required.length > 0 ? '  fill_gaps\n' : ''}\
  find_project
}

project_containers() {
  docker ps --all --quiet --filter "label=com.docker.compose.project=$project" "$@"
}

${portChecks(facts, m)}${facts.runsAsHostUser ? `
# Containers write to mounted folders as this user, so that the files belong to whoever started them.
# With a rootless engine, root in the container is that user.
export_host_user() {
  local uid gid
  uid=$(id -u)
  gid=$(id -g)
  case $(docker info --format '{{.SecurityOptions}}') in
    *name=rootless*) uid=0 gid=0 ;;
  esac
  [ -n "$(value_of HOST_UID)" ] || export HOST_UID="$uid"
  [ -n "$(value_of HOST_GID)" ] || export HOST_GID="$gid"
}
` : ''}${facts.folders.length > 0 ? `
make_folder() {
  local folder=$1 owner
  mkdir -p "$folder" 2> /dev/null || true
  if ! [ -O "$folder" ] || ! [ -w "$folder" ]; then
    owner=$(id -u):$(id -g)
    complain ${problem(m.folderForeign, 6)}
  fi
}

# Folders that containers mount, or mount something in: the engine would create those that are missing, as root.
make_folders() {
${lines(facts.folders, (folder) => `  make_folder ${word(folder)}`)}\
}
` : ''}
# For commands that create containers.
prepare() {
  check_docker
  check_settings
${facts.runsAsHostUser ? '  export_host_user\n' : ''}  find_project
  check_ports
${facts.folders.length > 0 ? '  make_folders\n' : ''}}

# --- start and stop ----------------------------------------------------------
${facts.imageFolders.length > 0 ? `
# Volumes that hold copies of folders of an image. Compose leaves them behind whenever it replaces or removes a container.
image_volumes() {
${lines(facts.imageFolders, ({ service, path }) => `  image_volume ${service} ${path}`)}\
}

image_volume() {
  local id
  for id in $(project_containers --filter "label=com.docker.compose.service=$1"); do
    docker inspect --format '{{range .Mounts}}{{.Destination}} {{.Name}}{{"\\n"}}{{end}}' "$id" | sed -n "s|^$2 \\([0-9a-f]\\{64\\}\\)$|\\1|p"
  done
}

# The engine refuses to remove those that are still in use.
remove_unused() {
  local volume
  for volume in "$@"; do
    docker volume rm "$volume" > /dev/null 2>&1 || true
  done
}
` : ''}
# The last lines of each container that is not as it should be, and what its health check said.
show_failures() {
  local id state service status
  compose ps --all >&2 || true
  for id in $(project_containers); do
    state=$(docker inspect --format \\
      '{{index .Config.Labels "com.docker.compose.service"}} {{.State.Status}} {{.State.ExitCode}} {{with .State.Health}}{{.Status}}{{end}}' "$id")
    case $state in
      *' running 0 ' | *' running 0 healthy' | *' created '*) continue ;;
${lines(facts.jobs, (job) => `      ${word(`${job} exited 0 `)}*) continue ;;`)}\
    esac
    service=\${state%% *}
    status=\${state#* }
    status=\${status% }
    printf '\\n%s\\n' ${say(m.lastLines)} >&2
    docker logs --tail 20 "$id" >&2 2>&1 || true
    case $status in
      *healthy | *starting)
        echo ${say(m.healthCheckSaid)} >&2
        docker inspect --format '{{with .State.Health}}{{range .Log}}{{println .Output}}{{end}}{{end}}' "$id" | sed '/^[[:space:]]*$/d' | tail -n 3 >&2
        ;;
    esac
  done
  echo >&2
}
${facts.endpoints.length > 0 ? `
show_url() {
  local port
  port=$(value_of "$2")
  printf '  %s: http://${facts.host}:%s%s\\n' "$1" "\${port:-$3}" "\${4:-}"
}
` : ''}
bring_up() {
${facts.imageFolders.length > 0 ? '  local before\n  before=$(image_volumes)\n' : ''}\
  if ! compose up --detach --build --wait --wait-timeout 300${renew}; then
    show_failures
    fail ${problem(m.startFailed(script), 6)}
  fi
${facts.imageFolders.length > 0 ? '  # shellcheck disable=SC2086 # one word each\n  remove_unused $before\n' : ''}\
  echo ${say(m.started)}
${lines(facts.endpoints, ({ title, variable, port, path }) => `  show_url ${word(title)} ${variable} ${port} ${path}`.trimEnd())}\
}

start() {
  prepare
  echo ${say(m.starting)}
  bring_up
}

stop() {
  find_containers
  echo ${say(m.stopping)}
${facts.imageFolders.length > 0 ? '  local before\n  before=$(image_volumes)\n' : ''}\
  compose down
${facts.imageFolders.length > 0 ? '  # shellcheck disable=SC2086 # one word each\n  remove_unused $before\n' : ''}\
  echo ${say(m.stopped)}
}

restart() {
  check_docker
  check_settings
${facts.runsAsHostUser ? '  export_host_user\n' : ''}\
  find_project
  require_containers "$@"
  echo ${say(m.restarting)}
  compose restart "$@"
  # healthy again; with a service, only that one is waited for
  if ! compose up --detach --no-recreate --no-build \${1:+--no-deps} --wait --wait-timeout 300 "$@"; then
    show_failures
    fail ${problem(m.restartFailed(script), 6)}
  fi
  echo ${say(m.restarted)}
}

rebuild() {
  local service=\${1:-} source
  case $service in
${built.length > 0 ? `    ${['\'\'', ...built].join(' | ')}) source=$service ;;` : '    \'\') source= ;;'}
${lines(facts.builds.filter(({ service, source }) => service !== source), ({ service, source }) => `    ${service}) source=${source} ;;`)}\
    *)
      fail ${problem(m.serviceNotBuilt(script), 8)}
      ;;
  esac
  prepare
  echo ${say(m.rebuilding)}
  compose build --no-cache \${source:+"$source"} ||
    fail ${problem(m.buildFailed, 6)}
  bring_up
}

# --- look inside -------------------------------------------------------------

require_containers() {
  local service=\${1:-}
  [ -z "$(project_containers \${service:+--filter "label=com.docker.compose.service=$service"})" ] || return 0
  [ -z "$service" ] ||
    fail ${problem(m.nothingRunsOf(script), 6)}
  fail ${problem(m.nothingRuns(script))}
}

logs() {
  find_containers
  require_containers "$@"
  compose logs --follow --tail 200 "$@"
}

status() {
  find_containers
  compose ps --all
}

open_shell() {
  local service=\${1:-${facts.shellService}} tty=''
  find_containers
  [ -n "$(project_containers --filter "label=com.docker.compose.service=$service" --filter status=running)" ] ||
    fail ${problem(m.serviceNotRunning(script), 6)}
  [ -t 0 ] || tty=--no-TTY
  compose exec \${tty:+"$tty"} "$service" sh -c 'if command -v bash > /dev/null 2>&1; then exec bash; else exec sh; fi'
}

# --- clean -------------------------------------------------------------------

# The images that are built here, of those that exist.
own_images() {
  local image
${facts.images.length > 0 ? `  for image in ${facts.images.join(' ')}; do
    ! docker image inspect "$image" > /dev/null 2>&1 || echo "$image"
  done
` : '  :\n'}}

# $2 and so on, one a line, each after the word $1.
list() {
  local kind=$1 name
  shift
  for name in "$@"; do
    echo "  $kind $name"
  done
}

clean() {
  local arguments=$* agreed='' answer='' containers networks volumes images image
  case $arguments in
    '') ;;
    -y | --yes) agreed=1 ;;
    *) wrong_usage ${say(m.tooManyArguments)} ;;
  esac
  find_containers
  containers=$(docker ps --all --filter "label=com.docker.compose.project=$project" --format '{{.Names}}')
  networks=$(docker network ls --filter "label=com.docker.compose.project=$project" --format '{{.Name}}')
  volumes=$(docker volume ls --filter "label=com.docker.compose.project=$project" --format '{{.Name}}')
  images=$(own_images)
  if [ -z "$containers$networks$volumes$images" ]; then
    echo ${say(m.cleanNothing)}
    return
  fi
  echo ${say(m.cleanList)}
  # shellcheck disable=SC2086 # one word each
  {
    list ${word(m.cleanContainer)} $containers
    list ${word(m.cleanNetwork)} $networks
    list ${word(m.cleanVolume)} $volumes
    list ${word(m.cleanImage)} $images
  }
  if [ -z "$agreed" ]; then
    [ -t 0 ] ||
      fail ${problem(m.cleanNoTerminal(script), 8)}
    read -r -p ${say(m.cleanQuestion)} answer || true
    case $answer in
      ${m.cleanAgreed}) ;;
      *)
        echo ${say(m.cleanRefused)}
        return
        ;;
    esac
  fi
  echo ${say(m.cleaning)}
  compose down --volumes --remove-orphans --rmi local
  for image in $images; do
    docker image rm "$image" > /dev/null || echo ${say(m.cleanImageKept)} >&2
  done
  echo ${say(m.cleaned)}
}

# -----------------------------------------------------------------------------

if [ $# -eq 0 ]; then
  usage >&2
  exit 1
fi
command=$1
shift
case $command in
  start) no_arguments "$@"; start ;;
  stop) no_arguments "$@"; stop ;;
  status) no_arguments "$@"; status ;;
  restart) at_most_one_service "$@"; restart "$@" ;;
  logs) at_most_one_service "$@"; logs "$@" ;;
  shell) at_most_one_service "$@"; open_shell "$@" ;;
  rebuild) at_most_one_service "$@"; rebuild "$@" ;;
  clean) clean "$@" ;;
  help | --help | -h) usage ;;
  *) wrong_usage ${say(m.unknownCommand)} ;;
esac
`;
}

/** Compose finds `.env` by itself, and refuses to work with another one that is named and missing. */
function composeCommand({ composeFile, envFile }: DevelopmentScriptFacts): string {
  const files = `--project-directory . --file ${word(composeFile)} "$@"`;
  return envFile === '.env'
    ? `  docker compose ${files}\n`
    : `  set -- ${files}
  [ ! -f "$env_file" ] || set -- --env-file "$env_file" "$@"
  docker compose "$@"
`;
}
