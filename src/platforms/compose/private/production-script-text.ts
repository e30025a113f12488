import { Messages } from './messages';
import { ProductionMessages } from './production-messages';
import {
  argumentChecks, complaints, engineChecks, lines, portChecks, problem, scriptStart, shellPath, valueOf,
} from './script-parts';
import { shellMessage as say, shellWord as word } from './shell';
import { Backup, ServiceKind } from '../../../model';

/** How a service is replaced. */
export enum Replacement {
  /** The new containers start next to the old ones, which stop when the new ones do their work. */
  START_FIRST = 'start-first',
  /** The old container stops before the new one starts: there must never be two. */
  STOP_FIRST = 'stop-first',
  /** It is started if it does not run, and never touched otherwise. */
  NEVER = 'never',
  /** It runs once for each release, to its end, before the release takes over. */
  JOB = 'job',
}

/** One service, as far as releases are concerned. */
export interface ReleasedService {
  readonly id: string;
  readonly kind: ServiceKind;
  readonly replacement: Replacement;
  readonly replicas: number;
  /** The image; `$RELEASE` in it is the release's id. */
  readonly image: string;
  /** Its health check, as it runs in the container. */
  readonly probe?: string[];
  /** What more it has to be before it takes over. */
  readonly readiness?: string[];
  /** The variable with the name that tells its containers apart, where another service chooses among them. */
  readonly slotVariable?: string;
  readonly releaseCommand?: string[];
  readonly trialCommand?: string[];
  readonly backup?: Backup;
  /** Folders with its data, for a service that has no backup of its own. */
  readonly dataPaths: string[];
}

/** What the script has to know of its stack. */
export interface ProductionScriptFacts {
  readonly title: string;
  /** The oldest major version of Docker that will do. */
  readonly minDockerVersion: number;
  /** The script itself, relative to the repository's root. */
  readonly script: string;
  readonly composeFile: string;
  readonly envFile: string;
  readonly stateFolder: string;
  readonly backupFolder: string;
  readonly secretsFolder: string;
  readonly services: ReleasedService[];
  /** Who chooses among the containers of other services, and the program that does. */
  readonly switches: { readonly by: string; readonly command: string[]; readonly services: string[] }[];
  /** The names of images that are built here, without their tags. */
  readonly images: string[];
  readonly variables: { readonly name: string; readonly description: string; readonly required: boolean; readonly secret: boolean }[];
  /** Values that stand in the repository and so are no secrets. */
  readonly knownValues: string[];
  readonly secretFiles: string[];
  readonly requiredFiles: string[];
  readonly ports: { readonly variable: string; readonly port: number }[];
  readonly address: string;
  readonly settleSeconds: number;
  readonly watchSeconds: number;
  readonly patienceSeconds: number;
  readonly keptReleases: number;
  readonly leastFreeMebibytes: number;
}

/** The script that releases a stack, for bash 3.2 (macOS) and newer. */
export function productionScript(facts: ProductionScriptFacts, m: Messages & ProductionMessages): string {
  const script = shellPath(facts.script);
  const all = facts.services.map(({ id }) => id);
  const of = (replacement: Replacement) => facts.services.filter((service) => service.replacement === replacement);
  const quoted = (services: ReleasedService[]) => `'${services.map(({ id }) => id).join(' ')}'`;
  const beside = of(Replacement.START_FIRST);
  const stopFirst = of(Replacement.STOP_FIRST);
  // who chooses among the others' containers has to be there before the choice is made; what works by the clock comes last of all
  const inPlace = stopFirst.filter(({ kind }) => kind === ServiceKind.HTTP);
  const last = stopFirst.filter(({ kind }) => kind !== ServiceKind.HTTP);
  const tried = stopFirst.filter(({ trialCommand }) => trialCommand);
  const kept = of(Replacement.NEVER);
  const slotted = facts.services.filter(({ slotVariable }) => slotVariable !== undefined);
  const jobs = facts.services.filter(({ releaseCommand, replacement }) => releaseCommand || replacement === Replacement.JOB);
  const saved = facts.services.filter(({ backup, dataPaths }) => backup || dataPaths.length > 0);
  const checked = facts.variables.filter(({ required, secret }) => required || secret);
  const needed = facts.variables.filter(({ required }) => required).map(({ name }) => name);
  const slots = (value: string) => slotted.map(({ slotVariable }) => `${slotVariable}=${value}`).join(' ');
  const copy = `cp ${word(`${facts.envFile}.example`)} ${word(facts.envFile)}`;

  return `${scriptStart(m.productionHeader(script, facts.title), facts.script)}
env_file=${word(facts.envFile)}
state=${word(facts.stateFolder)}     # what was released, and what runs
compose_file=${word(facts.composeFile)}
project='' # the name of the Compose project, as soon as Compose has said it
settle=\${SETTLE_SECONDS:-${facts.settleSeconds}} # how long the new containers have to stay healthy before they get work
watch=\${WATCH_SECONDS:-${facts.watchSeconds}}  # how long they are watched after that, while the old ones are still there
# requests that were on their way to the old ones arrive within that time
[ "$watch" -ge 1 ] || watch=1
patience=\${PATIENCE_SECONDS:-${facts.patienceSeconds}} # how long they may take to become healthy

# how each service is replaced: new containers next to the old ones; one after the other, before or after the rest; not at all
start_first=${quoted(beside)}
replaced_first=${quoted(inPlace)}
replaced_last=${quoted(last)}
${kept.length > 0 ? `data=${quoted(kept)}
` : ''}\
${slotted.length > 0 ? `# services whose containers are chosen among, by the names <service>-a and <service>-b
slotted=${quoted(slotted)}
` : ''}\
${facts.images.length > 0 ? `# what is built, by the names of the images
images='${facts.images.join(' ')}'
` : ''}\
${needed.length > 0 ? `# variables that must have a value
required='${needed.join(' ')}'
` : ''}\
${saved.length > 0 ? `# services whose data can be saved
saved=${quoted(saved)}
` : ''}\

compose() {
  set -- --project-directory . --file "$compose_file" "$@"
  [ ! -f "$env_file" ] || set -- --env-file "$env_file" "$@"
  docker compose "$@"
}

usage() {
  cat << 'USAGE'
${m.productionUsage({ script, title: facts.title, services: all, saved: saved.map(({ id }) => id) })}
USAGE
}

${complaints()}
${argumentChecks(all, m)}
# --- checks ------------------------------------------------------------------

${engineChecks(facts.minDockerVersion, m)}
${valueOf()}
# Values that are no values: a template's, and those that stand in the repository for everybody to read.
is_placeholder() {
  case $(printf '%s' "$1" | tr '[:upper:]' '[:lower:]') in
    *change*me* | '<'*'>' | 'your-'* | 'your_'* | xxx* | todo | placeholder | example | secret | password | admin | admin123) return 0 ;;
  esac
  case $1 in
    ${[...facts.knownValues.map((value) => word(value)), '\'\''].join(' | ')}) return 0 ;;
  esac
  return 1
}

# check_variable name required|optional [description]
check_variable() {
  local name=$1 about=\${3:+ ($3)} value
  value=$(value_of "$name")
  if [ -z "$value" ]; then
    [ "$2" = optional ] && return
    complain ${problem(m.variableMissing(facts.envFile), 6)}
    problems=1
  elif is_placeholder "$value"; then
    complain ${problem(m.variablePlaceholder(facts.envFile), 6)}
    problems=1
  fi
}

check_file() {
  local file=$1
  if ! [ -s "$file" ]; then
    complain ${problem(m.fileMissing, 6)}
    problems=1
  fi
}

check_settings() {
  local problems=0
  [ -f "$env_file" ] ||
    fail ${problem(m.envFileMissing(facts.envFile, copy), 6)}
${lines(checked, ({ name, required, description }) => `  check_variable ${name} ${required ? 'required' : 'optional'} ${word(description)}`.replace(/ ''$/, ''))}\
${lines(facts.secretFiles, (secret) => `  check_file ${word(`${facts.secretsFolder}/${secret}`)}`)}\
${lines(facts.requiredFiles, (file) => `  check_file ${word(file)}`)}\
  [ "$problems" -eq 0 ] || exit 1
}

engine_is_here() {
  case \${DOCKER_HOST:-unix:} in
    unix:*) ;;
    *) return 1 ;;
  esac
}

# Whether there is room for new images.
check_disk() {
  local root free need=\${LEAST_FREE_MIB:-${facts.leastFreeMebibytes}}
  root=$(docker info --format '{{.DockerRootDir}}')
  [ -d "$root" ] || return 0
  free=$(($(df -Pk "$root" | awk 'NR == 2 { print $4 }') / 1024))
  [ "$free" -ge "$need" ] ||
    fail ${problem(m.diskFull, 6)}
}

check_state() {
  local folder=$state
  [ -e "$state" ] || folder=.
  if ! [ -d "$folder" ] || ! [ -w "$folder" ]; then
    fail ${problem(m.stateUnwritable, 6)}
  fi
}

find_project() {
  project=$(compose config | sed -n 's/^name: //p' | tr -d "\\"'")
}

# Of services only: what somebody runs beside them, from an image that Compose has built, carries the project's label too.
project_containers() {
  docker ps --all --quiet --no-trunc --filter "label=com.docker.compose.project=$project" --filter label=com.docker.compose.oneoff=False "$@"
}

containers_of() {
  local service=$1
  shift
  project_containers --filter "label=com.docker.compose.service=$service" "$@"
}

${portChecks(facts, m)}
# --- one at a time -----------------------------------------------------------

# A lock names who holds it. One whose holder is gone, as after a crash, is taken over.
lock() {
  local pid host since
  mkdir -p "$state"
  until mkdir "$state/lock" 2> /dev/null; do
    # the holder writes its name right after it has made the folder
    [ -f "$state/lock/owner" ] || sleep 1
    pid='' host='' since=''
    [ ! -f "$state/lock/owner" ] || read -r pid host since < "$state/lock/owner" || true
    if [ -n "$pid" ] && { [ "$host" != "$(hostname)" ] || is_deploying "$pid"; }; then
      fail ${problem(m.locked, 8)}
    fi
    # of several who find it, one moves it away; who comes later finds that it has moved a lock that holds, and puts it back
    if mv "$state/lock" "$state/lock.$$" 2> /dev/null; then
      if [ "$(cat "$state/lock.$$/owner" 2> /dev/null || true)" = "\${pid:+$pid $host $since}" ]; then
        rm -rf "$state/lock.$$"
        echo ${say(m.lockTakenOver)}
      else
        mv "$state/lock.$$" "$state/lock"
      fi
    fi
  done
  echo "$$ $(hostname) $(now)" > "$state/lock/owner"
  locked=1
}

is_deploying() {
  case $(ps -p "$1" -o args= 2> /dev/null) in
    *${word(facts.script.split('/').pop()!)}*) return 0 ;;
  esac
  return 1
}

unlock() {
  [ -z "$locked" ] || rm -rf "$state/lock"
  locked=''
}
locked=''

now() {
  date -u +%Y-%m-%dT%H:%M:%SZ
}

# --- what runs ---------------------------------------------------------------

# The file "current" says what the release in charge consists of: its id, and a line for each service,
# "<service> <a, b or -> <fingerprint> <container> ...". It is replaced in one step.
current_release() {
  [ ! -f "$state/current" ] || sed -n 's/^release //p' "$state/current"
}

recorded() {
  [ ! -f "$state/current" ] || sed -n "s/^service $1 //p" "$state/current"
}

slot_of() {
  recorded "$1" | cut -d ' ' -f 1
}

recorded_containers() {
  recorded "$1" | cut -s -d ' ' -f 3-
}

# The containers of the release in charge that run.
serving() {
  local id
  for id in $(recorded_containers "$1"); do
    [ "$(docker inspect --format '{{.State.Running}}' "$id" 2> /dev/null)" != true ] || echo "$id"
  done
}

image_of() {
  case $1 in
${lines(facts.services, ({ id, image }) => `    ${id}) echo ${say(image.replace('$RELEASE', '$release'))} ;;`)}\
  esac
}

replicas_of() {
  case $1 in
${lines(facts.services.filter(({ replicas }) => replicas !== 1), ({ id, replicas }) => `    ${id}) echo ${replicas} ;;`)}\
    *) echo 1 ;;
  esac
}

# What decides whether a service has changed: its configuration, apart from the release's id, and its image.
fingerprint() {
  local configuration image
  configuration=$(RELEASE=fingerprint${slots('a') && ` ${slots('a')}`} compose config --hash "$1" | awk '{ print $2 }')
  image=$(docker image inspect --format '{{.Id}}' "$(image_of "$1")" 2> /dev/null || true)
  echo "$configuration.\${image#sha256:}"
}

has_changed() {
  local serving
  serving=$(serving "$1" | wc -l)
  [ "$((serving))" -ne "$(replicas_of "$1")" ] || [ "$(recorded "$1" | cut -s -d ' ' -f 2)" != "$(fingerprint "$1")" ]
}

# --- health ------------------------------------------------------------------

# Whether the service can do its work, asked by its own health check: sooner than the engine asks.
probe() {
  case $1 in
${lines(facts.services.filter(({ probe }) => probe), ({ id, probe }) => `    ${id}) docker exec "$2" ${probe!.map(word).join(' ')} > /dev/null 2>&1 ;;`)}\
    *) ;;
  esac
}

# Whether it can take over, where that is more than being healthy.
is_ready() {
  case $1 in
${lines(facts.services.filter(({ readiness }) => readiness), ({ id, readiness }) => `    ${id}) docker exec "$2" ${readiness!.map(word).join(' ')} > /dev/null 2>&1 ;;`)}\
    *) ;;
  esac
}

# "healthy", "starting", or "failed" and why. Once healthy, it is not asked whether it is ready again.
condition_of() {
  local state
  state=$(docker inspect --format '{{.State.Status}} {{.RestartCount}} {{with .State.Health}}{{.Status}}{{end}}' "$2" 2> /dev/null) || state=gone
  case $state in
    'running 0 healthy') echo healthy ;;
    'running 0 unhealthy') echo 'failed: unhealthy' ;;
    'running 0 '*) if probe "$1" "$2"; then echo healthy; else echo starting; fi ;;
    'created '*) echo starting ;;
    'running '* | 'restarting '*) echo 'failed: it ended and was started again' ;;
    *) echo "failed: \${state%% *}" ;;
  esac
}

# wait_for seconds: until all that was started has been healthy for that long. On failure $blamed is the container.
wait_for() {
  local steady=$1 deadline=$((SECONDS + patience + $1)) since='' service id condition waiting
  while :; do
    waiting=''
    while read -r service id; do
      [ -n "$id" ] || continue
      condition=$(condition_of "$service" "$id")
      case $condition in
        healthy)
          case " $ready " in
            *" $id "*) continue ;;
          esac
          if is_ready "$service" "$id"; then
            ready="$ready $id"
          else
            waiting="$waiting $service"
            blamed="$service $id"
          fi
          ;;
        starting)
          waiting="$waiting $service"
          blamed="$service $id"
          ;;
        *)
          blamed="$service $id"
          reason=${say(m.becameUnhealthy)}
          return 1
          ;;
      esac
    done <<< "$started"
    if [ -n "$waiting" ]; then
      since=''
    else
      since=\${since:-$SECONDS}
      [ "$((SECONDS - since))" -lt "$steady" ] || break
    fi
    if [ "$SECONDS" -ge "$deadline" ]; then
      service=\${blamed%% *}
      reason=${say(m.neverHealthy)}
      return 1
    fi
    sleep 0.5
  done
  blamed=''
}

# A data service is not of this release: it may have been started again long ago, or be busy for a moment.
wait_for_data() {
  local service=$1 deadline=$((SECONDS + patience)) id
  for id in $(containers_of "$service"); do
    until [ "$(docker inspect --format '{{.State.Running}}' "$id" 2> /dev/null)" = true ] && probe "$service" "$id"; do
      if [ "$SECONDS" -ge "$deadline" ]; then
        blamed="$service $id"
        reason=${say(m.neverHealthy)}
        return 1
      fi
      sleep 0.5
    done
  done
}

# --- steps of a release ------------------------------------------------------

release=''   # the id of the new release
before=''    # the id of the release in charge
present=''   # the containers that were there before
started=''   # "<service> <container>" of the new release, one a line
replaced=''  # services whose old container is gone
switched=''  # services whose requests go to the new containers
changed=''
ready=''     # containers that were ready once
phase=''     # "releasing" while a failure has something to undo
reason='' blamed=''
${saved.length > 0 ? `asleep=''   # what has to be said to the engine for a container that stands still
part=''     # the file of a backup that is being made
` : ''}\

# Compose, for the new release.
compose_new() {
  RELEASE=$release compose "$@"
}

add_started() {
  local service=$1 known=$2 id
  for id in $(containers_of "$service"); do
    case " $known " in
      *" $id "*) ;;
      *) started="$started$service $id
" ;;
    esac
  done
}

# Compose says a lot; it is of interest when it fails.
quietly() {
  local output
  if ! output=$("$@" 2>&1); then
    printf '%s\\n' "$output" >&2
    return 1
  fi
}

other_slot() {
  if [ "$(slot_of "$1")" = a ]; then echo b; else echo a; fi
}

start_beside() {
  local service=$1 known total${slotted.length > 0 ? ' slot\n  slot=$(other_slot "$service")' : ''}
  known=$(containers_of "$service" | tr '\\n' ' ')
  total=$(($(printf '%s' "$known" | wc -w) + $(replicas_of "$service")))
  case $service in
${lines(slotted, ({ id, slotVariable }) => `    ${id}) export ${slotVariable}="$slot" ;;`)}\
    *) ;;
  esac
  quietly compose_new up --detach --no-deps --no-build --no-recreate --scale "$service=$total" "$service" || return 1
  add_started "$service" "$known"
}

${tried.length > 0 ? `\
# Whether a service would start with its settings, while the old one still runs.
try_settings() {
  case $1 in
${lines(tried, ({ id, trialCommand }) => `    ${id}) set -- ${[id, ...trialCommand!].map(word).join(' ')} ;;`)}\
    *) return 0 ;;
  esac
  quietly compose_new run --rm --no-deps --no-TTY "$@" < /dev/null
}

` : ''}\
# Compose stops and removes the old container before it starts the new one.
replace_in_place() {
  local service=$1 known
${tried.length > 0 ? '  try_settings "$service" || return 1\n' : ''}\
  known=$(containers_of "$service" | tr '\\n' ' ')
  replaced="$replaced $service"
  quietly compose_new up --detach --no-deps --no-build --scale "$service=$(replicas_of "$service")" "$service" || return 1
  add_started "$service" "$known"
}
${facts.switches.length > 0 ? `
# All new requests for a service go to its containers with the name <service>-<slot>, at once.
switch_traffic() {
  local service=$1 slot=$2 id
  case $service in
${lines(facts.switches, ({ by, command, services }) => `    ${services.join(' | ')})
      for id in $(containers_of ${by}); do
        [ "$(docker inspect --format '{{.State.Running}}' "$id")" = true ] || continue
        docker exec "$id" ${command.map(word).join(' ')} "$service" "$slot" || return 1
      done
      ;;`)}\
  esac
}
` : ''}
last_lines() {
  local service=\${1%% *} id=\${1#* }
  [ -n "$1" ] || return 0
  printf '\\n%s\\n' ${say(m.lastLinesOf)} >&2
  docker logs --tail 20 "$id" 2>&1 | sed 's/^/  /' >&2 || true
  docker inspect --format '{{with .State.Health}}{{range .Log}}{{println .Output}}{{end}}{{end}}' "$id" 2> /dev/null |
    sed '/^[[:space:]]*$/d' | tail -n 3 | sed 's/^/  health check: /' >&2 || true
  echo >&2
}

# The release before it keeps serving, and nothing of the new one is left.
undo() {
  local service id old failed=''
  phase=''
  set +e
  last_lines "$blamed"
  echo ${say(m.undoing)} >&2
  for service in $switched; do
${facts.switches.length > 0 ? '    [ -z "$(slot_of "$service")" ] || switch_traffic "$service" "$(slot_of "$service")"\n' : '    :\n'}\
  done
  for service in $replaced; do
    if [ -n "$(recorded "$service")" ]; then
      old=$compose_file
      compose_file=$state/releases/$before/compose.yml
      RELEASE=$before quietly compose up --detach --no-deps --no-build "$service"
      compose_file=$old
      keep_recorded "$service"
    fi
  done
  # asked anew: what was interrupted may have started more than is known
  for service in $start_first $replaced; do
    for id in $(containers_of "$service"); do
      case " $present $(recorded_containers "$service") " in
        *" $id "*) ;;
        *) failed="$failed $id" ;;
      esac
    done
  done
  # shellcheck disable=SC2086 # one word each
  remove $failed
  set -e
}

# From here on a failure has something to undo.
begin() {
  present=$(project_containers | tr '\\n' ' ')
  phase=releasing
}

# With the time that each takes to finish what it has begun.
remove() {
  [ $# -gt 0 ] || return 0
  docker stop "$@" > /dev/null 2>&1 || true
  docker rm --force --volumes "$@" > /dev/null 2>&1 || true
}

# A container that had to be made anew is the one of the release in charge from now on.
keep_recorded() {
  local service=$1
  sed "s/^\\(service $service [^ ]* [^ ]*\\).*/\\1 $(containers_of "$service" | tr '\\n' ' ' | sed 's/ $//')/" "$state/current" > "$state/current.new"
  mv -f "$state/current.new" "$state/current"
}

# However the script ends: what was begun is undone, the attempt is in the history, and the lock is free.
leave() {
  local code=$?
  # who is impatient does not stop it half-way
  trap '' HUP INT TERM
  trap - EXIT
  if [ "$phase" = releasing ]; then
    undo
    [ -n "$reason" ] || reason=${say(m.interrupted)}
    note failed "$reason"
    if [ -n "$before" ]; then
      complain ${problem(m.releaseFailed(script), 8)}
    else
      complain ${problem(m.firstReleaseFailed, 8)}
    fi
    [ "$code" -ne 0 ] || code=1
  fi
  unlock
${saved.length > 0 ? `  wake_up || true
  [ -z "$part" ] || rm -f "$part"
` : ''}\
  exit "$code"
}
trap leave EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# note ok|failed [reason]
note() {
  printf '%s\\t%s\\t%s\\t%s\\t%s\\n' "$(now)" "$command" "$release" "$1" "\${2:-}" >> "$state/history"
}

give_up() {
  reason=$1
  exit 1
}

# What a release left behind that was killed before its end: containers that belong to no release in charge.
finish_what_was_killed() {
  local service id ours found=''
  before=$(current_release)
  [ -n "$before" ] || return 0
${facts.switches.length > 0 ? `  for service in $slotted; do
    [ -z "$(slot_of "$service")" ] || switch_traffic "$service" "$(slot_of "$service")" || true
  done
` : ''}\
  for service in $start_first $replaced_first $replaced_last; do
    ours=" $(recorded_containers "$service") "
    for id in $(containers_of "$service"); do
      case $ours in
        *" $id "*) continue ;;
      esac
      # of a service of which there may be one only, the one that runs may be all there is: it is replaced with the rest
      case " $replaced_first $replaced_last " in
        *" $service "*) [ "$(docker inspect --format '{{.State.Running}}' "$id" 2> /dev/null)" != true ] || continue ;;
      esac
      found="$found $id"
    done
  done
  # shellcheck disable=SC2086 # one word each
  [ -z "$found" ] || { remove $found; echo ${say(m.leftoversRemoved)}; }
}

run_job() {
  local service=$1
  shift
  [ ! -f "$state/releases/$release/done-$service" ] || return 0
  echo ${say(m.runningJob)}
  compose_new run --rm --no-deps --no-TTY "$service" "$@" < /dev/null || give_up ${say(m.jobFailed)}
  touch "$state/releases/$release/done-$service"
}

# Everything from here on is the same for a new release and for one that comes back.
bring_into_service() {
  local service id old
  compose_file=$state/releases/$release/compose.yml
${kept.length > 0 ? `
  for service in $data; do
    quietly compose_new up --detach --no-deps --no-recreate "$service" || give_up ${say(m.startFailedOf)}
    wait_for_data "$service" || exit 1
  done
` : ''}\
${lines(jobs, ({ id, releaseCommand }) => `  [ "$command" = rollback ] || run_job ${[id, ...releaseCommand ?? []].map(word).join(' ')}`)}
  changed=''
  for service in $start_first $replaced_first $replaced_last; do
    ! has_changed "$service" || changed="$changed $service"
  done
  if [ -z "$changed" ]; then
    echo ${say(m.nothingChanged)}
  else
    echo ${say(m.changedServices)}
  fi

  for service in $start_first; do
    is_changed "$service" || continue
    echo ${say(m.startingBeside)}
    start_beside "$service" || give_up ${say(m.startFailedOf)}
  done
  [ -z "$started" ] || wait_for "$settle" || exit 1
${inPlace.length > 0 ? `
  for service in $replaced_first; do
    is_changed "$service" || continue
    echo ${say(m.replacingInPlace)}
    replace_in_place "$service" || give_up ${say(m.startFailedOf)}
    wait_for 0 || exit 1
  done
` : ''}${facts.switches.length > 0 ? `
  for service in $slotted; do
    is_changed "$service" || continue
    echo ${say(m.switching)}
    switched="$switched $service"
    switch_traffic "$service" "$(other_slot "$service")" || give_up ${say(m.switchFailed)}
  done
` : ''}
  if [ -n "$started" ]; then
    echo ${say(m.watching)}
    wait_for "$watch" || exit 1
  fi
${last.length > 0 ? `
  for service in $replaced_last; do
    is_changed "$service" || continue
    echo ${say(m.replacingInPlace)}
    replace_in_place "$service" || give_up ${say(m.startFailedOf)}
    wait_for 0 || exit 1
  done
` : ''}
  old=$(old_containers)
  record
  phase=''
  note ok
  # shellcheck disable=SC2086 # one word each
  retire $old
  prune
}

is_changed() {
  case " $changed " in
    *" $1 "*) return 0 ;;
  esac
  return 1
}

# The containers whose work others do now.
old_containers() {
  local service id
  for service in $start_first; do
    is_changed "$service" || continue
    for id in $(containers_of "$service"); do
      case $started in
        *"$service $id"*) ;;
        *) echo "$id" ;;
      esac
    done
  done
}

record() {
  local service slot
  {
    echo "release $release"
    for service in $start_first $replaced_first $replaced_last; do
      if is_changed "$service"; then
        slot=-
        case $service in
${slotted.length > 0 ? `          ${slotted.map(({ id }) => id).join(' | ')}) slot=$(other_slot "$service") ;;
` : ''}          *) ;;
        esac
        echo "service $service $slot $(fingerprint "$service") $(printf '%s' "$started" | sed -n "s/^$service //p" | tr '\\n' ' ' | sed 's/ $//')"
      else
        echo "service $service $(recorded "$service")"
      fi
    done
  } > "$state/current.new"
  mv -f "$state/current.new" "$state/current"
}

# They finish what they have begun, within their own grace period.
retire() {
  [ $# -gt 0 ] || return 0
  echo ${say(m.retiring)}
  remove "$@"
}

verified_releases() {
  {
    [ ! -f "$state/history" ] || awk -F '\\t' '$4 == "ok" { print $3 }' "$state/history"
    current_release
  } | awk '{ line[NR] = $0 } END { for (i = NR; i > 0; i--) if (!seen[line[i]]++) print line[i] }'
}

# The latest releases are kept; the images of older ones go, unless a container still runs them.
prune() {
  local folder id kept image
  # to the end, unlike head: a pipe that nobody reads any more would end the script
  kept=$(verified_releases | sed -n '1,${facts.keptReleases}p')
  for folder in "$state"/releases/*/; do
    [ -d "$folder" ] || continue
    id=$(basename "$folder")
    case "
$kept
" in
      *"
$id
"*) continue ;;
    esac
${facts.images.length > 0 ? `    for image in $images; do
      docker image rm "$image:$id" > /dev/null 2>&1 || true
    done
` : ''}\
    rm -rf "$folder"
  done
}

# --- commands ----------------------------------------------------------------

# The revision; with a mark and the time where files differ from it.
release_of_tree() {
  local revision
  if ! revision=$(git rev-parse --short=12 HEAD 2> /dev/null); then
    date -u +%Y%m%d-%H%M%S
  elif [ -n "$(git status --porcelain 2> /dev/null)" ]; then
    echo "$revision-dirty-$(date -u +%Y%m%d-%H%M%S)"
  else
    echo "$revision"
  fi
}

check_release_id() {
  case $1 in
    [!A-Za-z0-9_]* | *[!A-Za-z0-9_.-]* | '') fail ${problem(m.releaseInvalid)} ;;
  esac
  [ "\${#1}" -le 120 ] || fail ${problem(m.releaseInvalid)}
}

preflight() {
  check_docker
  check_settings
  check_state
  find_project
  before=$(current_release)
  # on another machine there may be another disk, and other programs
  if engine_is_here; then
    check_disk
    check_ports
  fi
}

deploy() {
  local dry='' arguments=$*
  while [ $# -gt 0 ]; do
    case $1 in
      --release) [ -n "\${2:-}" ] || wrong_usage ${say(m.releaseIdMissing)}; release=$2; shift 2 ;;
      --dry-run) dry=1; shift ;;
      *) wrong_usage ${say(m.tooManyArguments)} ;;
    esac
  done
  release=\${release:-$(release_of_tree)}
  check_release_id "$release"
  preflight
  if [ -n "$dry" ]; then
    echo ${say(m.dryRun)}
    RELEASE=$release compose config --quiet
    return
  fi
  lock
  finish_what_was_killed
  echo ${say(m.deploying)}
  begin
  # before there are images of it: what has a folder is removed one day, and they with it
  mkdir -p "$state/releases/$release"
  compose_new build || give_up ${say(m.buildFailedRelease)}
  cp "$compose_file" "$state/releases/$release/compose.yml"
  chmod u+w "$state/releases/$release/compose.yml"
  bring_into_service
  echo ${say(m.deployed)}
}

rollback() {
  local known image
  [ $# -le 1 ] || { local arguments=$*; wrong_usage ${say(m.tooManyArguments)}; }
  preflight
  lock
  finish_what_was_killed
  known=$(verified_releases | while read -r release; do [ ! -d "$state/releases/$release" ] || echo "$release"; done)
  release=\${1:-$(printf '%s\\n' "$known" | grep -vxF -e "$before" | head -n 1 || true)}
  [ -n "$release" ] ||
    fail ${problem(m.noReleaseBefore(script), 6)}
  check_release_id "$release"
  if ! printf '%s\\n' "$known" | grep -qxF -e "$release"; then
    known=$(printf '%s' "$known" | tr '\\n' ' ')
    fail ${problem(m.releaseUnknown, 6)}
  fi
${facts.images.length > 0 ? `  for image in $images; do
    docker image inspect "$image:$release" > /dev/null 2>&1 ||
      fail ${problem(m.releaseImageGone(script), 8)}
  done
` : ''}\
  echo ${say(m.rollingBack)}
  begin
  bring_into_service
  echo ${say(m.rolledBack)}
}

find_containers() {
  check_docker
  # with values for what is missing: to look at containers they do not matter
${needed.length > 0 ? `  local name
  for name in $required; do
    [ -n "$(value_of "$name")" ] || export "$name=-"
  done
` : ''}\
  find_project
}

status() {
  local current
  find_containers
  current=$(current_release)
  if [ -n "$current" ]; then
    echo ${say(m.inCharge)}
  else
    echo ${say(m.nothingReleased(script))}
  fi
  docker ps --all --filter "label=com.docker.compose.project=$project" --format 'table {{.Label "com.docker.compose.service"}}\\t{{.Image}}\\t{{.Status}}\\t{{.Names}}'
}

logs() {
  find_containers
  compose logs --follow --tail 200 "$@"
}

history() {
  if [ ! -s "$state/history" ]; then
    echo ${say(m.nothingReleased(script))}
    return
  fi
  awk -F '\\t' -v current="$(current_release)" '{ printf "%s  %-8s  %-6s  %s%s%s\\n", $1, $2, $4, $3, ($3 == current ? " *" : ""), ($5 == "" ? "" : "  " $5) }' "$state/history"
}
${saved.length > 0 ? backupCommands(facts, saved, m) : ''}
# -----------------------------------------------------------------------------

if [ $# -eq 0 ]; then
  usage >&2
  exit 1
fi
command=$1
shift
case $command in
  deploy) deploy "$@" ;;
  rollback) rollback "$@" ;;
  status) no_arguments "$@"; status ;;
  history) no_arguments "$@"; history ;;
  logs) at_most_one_service "$@"; logs "$@" ;;
${saved.length > 0 ? `  backup) at_most_one_service "$@"; backup "$@" ;;
  restore) restore "$@" ;;
` : ''}\
  help | --help | -h) usage ;;
  *) wrong_usage ${say(m.unknownCommand)} ;;
esac
`;
}

/** In a pattern of the shell. */
const DIGIT = '[0-9]';

/** Commands that exist only where data services run in the stack. */
function backupCommands(facts: ProductionScriptFacts, saved: ReleasedService[], m: Messages & ProductionMessages): string {
  const own = saved.filter(({ backup }) => backup);
  const cold = saved.filter(({ backup }) => !backup);
  return `
# --- data --------------------------------------------------------------------

running_container() {
  local service=$1 id
  id=$(containers_of "$service" --filter status=running | head -n 1)
  [ -n "$id" ] ||
    fail ${problem(m.dataServiceNotRunning, 6)}
  echo "$id"
}

ending_of() {
  case $1 in
${lines(own, ({ id, backup }) => `    ${id}) echo ${word(backup!.fileEnding)} ;;`)}\
    *) echo .tar ;;
  esac
}

# What stands still goes on, however its backup ended, and half a file is none.
wake_up() {
  local call=$asleep
  asleep=''
  # shellcheck disable=SC2086 # two words
  [ -z "$call" ] || docker $call > /dev/null
}

# Writes the data of a service to standard output.
dump() {
  case $1 in
${lines(own, ({ id, backup }) => `    ${id}) docker exec "$2" ${backup!.dump.map(word).join(' ')} ;;`)}\
${lines(cold, ({ id, dataPaths }) => `    ${id})
      # as if the power had gone: what it had written by then, all at one moment
      asleep="unpause $2"
      docker pause "$2" > /dev/null || { asleep=''; return 1; }
      docker run --rm --network none --user 0:0 --volumes-from "$2:ro" --entrypoint tar "$(docker inspect --format '{{.Image}}' "$2")" \\
        -C / -cf - ${dataPaths.map((path) => word(path.slice(1))).join(' ')} || return 1
      wake_up
      ;;`)}\
  esac
}

load() {
  case $1 in
${lines(own, ({ id, backup }) => `    ${id}) docker exec --interactive "$2" ${backup!.restore.map(word).join(' ')} ;;`)}\
${lines(cold, ({ id, dataPaths }) => `    ${id})
      asleep="start $2"
      docker stop "$2" > /dev/null || return 1
      docker run --rm --interactive --network none --user 0:0 --volumes-from "$2" --entrypoint sh "$(docker inspect --format '{{.Image}}' "$2")" \\
        -c 'find ${dataPaths.join(' ')} -mindepth 1 -delete && tar -C / -xf -' || return 1
      wake_up
      ;;`)}\
  esac
}

backup() {
  local service file id services=\${1:-$saved}
  find_containers
  # nobody else reads it
  umask 077
  mkdir -p ${word(facts.backupFolder)}
  for service in $services; do
    case $service in
      ${saved.map(({ id }) => id).join(' | ')}) ;;
      *) fail ${problem(m.noBackupOf(saved.map(({ id }) => id).join(', ')), 8)} ;;
    esac
    id=$(running_container "$service")
    file=${word(facts.backupFolder)}/$service-$(date -u +%Y%m%d-%H%M%S)$(ending_of "$service")
    part=$file.part
    if ! dump "$service" "$id" > "$part" || ! [ -s "$part" ]; then
      fail ${problem(m.backupFailed, 8)}
    fi
    mv "$part" "$file"
    part=''
    echo ${say(m.backedUp)}
  done
}

restore() {
  local file='' agreed='' answer='' service='' each id arguments=$*
  while [ $# -gt 0 ]; do
    case $1 in
      -y | --yes) agreed=1 ;;
      *) [ -z "$file" ] || wrong_usage ${say(m.tooManyArguments)}; file=$1 ;;
    esac
    shift
  done
  [ -n "$file" ] || wrong_usage ${say(m.restoreFileMissing)}
  # a path from where the script was called
  case $file in
    /*) ;;
    *) [ -e "$file" ] || ! [ -e "$OLDPWD/$file" ] || file=$OLDPWD/$file ;;
  esac
  [ -s "$file" ] || fail ${problem(m.backupMissing(facts.backupFolder))}
  for each in $saved; do
    case $(basename "$file") in
      "$each"-${DIGIT.repeat(8)}-${DIGIT.repeat(6)}"$(ending_of "$each")") service=$each ;;
    esac
  done
  [ -n "$service" ] || fail ${problem(m.backupOfNothing)}
  find_containers
  id=$(running_container "$service")
  if [ -z "$agreed" ]; then
    [ -t 0 ] || fail ${problem(m.restoreNoTerminal(shellPath(facts.script)))}
    read -r -p ${say(m.restoreQuestion)} answer || true
    case $answer in
      ${m.cleanAgreed}) ;;
      *) echo ${say(m.restoreRefused)}; return ;;
    esac
  fi
  load "$service" "$id" < "$file" || fail ${problem(m.restoreFailed)}
  echo ${say(m.restored)}
}
`;
}
