# shellcheck shell=bash disable=SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# Looks at all that a release depends on, and says of each whether it is as it has to be. Nothing is changed. It fails where something
# is wrong; warnings are no failure.

found_wrong=0 found_odd=0

# finding ok|warning|wrong text: a text of two lines says in the second one what to do.
finding() {
  local word text=$2
  case $1 in
    ok) word=$(say doctor_ok) ;;
    warning) word=$(say doctor_warning) found_odd=$((found_odd + 1)) ;;
    *) word=$(say doctor_problem) found_wrong=$((found_wrong + 1)) ;;
  esac
  # what to do stands below
  printf '%-9s %s\n' "$word" "$(printf '%s' "$text" | sed '2,$s/^ */          /')"
}

# problems_of check ...: what it complains about is a problem each; it fails where there is one.
problems_of() {
  local said line text=''
  said=$("$@" 2>&1) || true
  [ -n "$said" ] || return 0
  while IFS= read -r line; do
    case $line in
      ' '*) text="$text
$line" ;;
      *)
        [ -z "$text" ] || finding wrong "$text"
        text=$line
        ;;
    esac
  done <<< "$said"
  finding wrong "$text"
  return 1
}

# --- the machine -------------------------------------------------------------

doctor_engine() {
  local engine composed
  problems_of check_docker || exit 1
  engine=$(docker version --format '{{.Server.Version}}')
  composed=$(docker compose version --short)
  finding ok "$(say doctor_versions)"
}

# What is free where the engine keeps images: seen from here, or, on another machine, from inside a container.
doctor_disk() {
  local root id free='' need=${LEAST_FREE_MIB:-$least_free_mebibytes}
  root=$(docker info --format '{{.DockerRootDir}}')
  if engine_is_here && [ -d "$root" ]; then
    free=$(df -Pk "$root" | awk 'NR == 2 { print $4 }')
  else
    for id in $(project_containers --filter status=running); do
      free=$(docker exec "$id" df -Pk / 2> /dev/null | awk 'NR == 2 { print $4 }') || true
      [ -z "$free" ] || break
    done
  fi
  if ! [[ $free =~ ^[0-9]+$ ]]; then
    finding warning "$(say doctor_disk_unknown)"
    return
  fi
  free=$((free / 1024))
  if [ "$free" -lt "$need" ]; then finding wrong "$(say disk_full)"; else finding ok "$(say doctor_disk_free)"; fi
}

# What containers may take, and those that the engine has ended because they took more.
doctor_memory() {
  local total limits=0 id limit killed name format='{{.HostConfig.Memory}} {{.State.OOMKilled}} {{.Name}}'
  total=$(docker info --format '{{.MemTotal}}')
  [[ $total =~ ^[0-9]+$ ]] || return 0
  total=$((total / 1048576))
  for id in $(project_containers); do
    read -r limit killed name <<< "$(docker inspect --format "$format" "$id" 2> /dev/null || true)"
    name=${name#/}
    [[ $limit =~ ^[0-9]+$ ]] || continue
    limit=$((limit / 1048576))
    limits=$((limits + limit))
    [ "$killed" != true ] || finding wrong "$(say doctor_out_of_memory)"
  done
  if [ "$limits" -gt "$total" ]; then
    finding warning "$(say doctor_memory_promised)"
  else
    finding ok "$(say doctor_memory_free)"
  fi
}

# seconds_of time: since 1970, of a time as RFC 3339 has it, with an offset or Z.
seconds_of() {
  printf '%s\n' "$1" | awk '
    match($0, /^[0-9]+-[0-9]+-[0-9]+T[0-9]+:[0-9]+:[0-9]+/) {
      split(substr($0, 1, RLENGTH), part, /[-T:]/)
      zone = $0
      sub(/^[^T]*T[0-9:]*([.][0-9]*)?/, "", zone)
      year = part[1]; month = part[2] - 3
      if (month < 0) { month += 12; year-- }
      days = 365 * year + int(year / 4) - int(year / 100) + int(year / 400) + int((153 * month + 2) / 5) + part[3] - 719469
      seconds = days * 86400 + part[4] * 3600 + part[5] * 60 + part[6]
      if (zone ~ /^[-+]/) seconds -= (substr(zone, 1, 1) "1") * (substr(zone, 2, 2) * 3600 + substr(zone, 5, 2) * 60)
      printf "%d\n", seconds
    }
  '
}

# The clock of the engine beside that of this machine. How long the question takes is no difference.
doctor_clock() {
  local earlier later engine skew=0
  earlier=$(seconds_of "$(now)")
  engine=$(seconds_of "$(docker info --format '{{.SystemTime}}')")
  later=$(seconds_of "$(now)")
  [ -n "$engine" ] || return 0
  [ "$engine" -ge "$earlier" ] || skew=$((engine - earlier))
  [ "$engine" -le "$later" ] || skew=$((engine - later))
  if [ "${skew#-}" -gt 60 ]; then
    finding wrong "$(say doctor_clock_differs)"
  elif [ "${skew#-}" -gt 2 ]; then
    finding warning "$(say doctor_clock_differs)"
  else
    finding ok "$(say doctor_clock_same)"
  fi
}

# Versions in images whose makers mend them no longer, or soon will not.
doctor_ending_versions() {
  local line what ends days today=${TODAY:-$(date -u +%Y-%m-%d)} odd=$found_odd
  for line in ${ending_versions[@]+"${ending_versions[@]}"}; do
    ends=${line%% *} what=${line#* }
    days=$((($(seconds_of "${ends}T00:00:00Z") - $(seconds_of "${today}T00:00:00Z")) / 86400))
    if [ "$days" -lt 0 ]; then
      finding warning "$(say doctor_version_ended)"
    elif [ "$days" -le 90 ]; then
      finding warning "$(say doctor_version_ends)"
    fi
  done
  [ -z "${ending_versions+given}" ] || [ "$found_odd" -gt "$odd" ] || finding ok "$(say doctor_versions_mended)"
}

# Who has the ports. Those of another machine are asked from its engine.
doctor_ports() {
  local line variable port wanted='' names
  for line in ${ports[@]+"${ports[@]}"}; do
    variable=${line% *}
    port=$(value_of "$variable")
    port=${port:-${line#* }}
    names=$(docker ps --filter "publish=$port" --filter "label=com.docker.compose.project=$project" --format '{{.Names}}' | in_one_line)
    if [ -n "$names" ]; then
      finding ok "$(say doctor_port_ours)"
    elif engine_is_here; then
      ! problems_of check_port "${line% *}" "${line#* }" || finding ok "$(say doctor_port_free)"
    else
      names=$(docker ps --filter "publish=$port" --format '{{.Names}}' | in_one_line)
      if [ -n "$names" ]; then finding wrong "$(say doctor_port_foreign)"; else finding ok "$(say doctor_port_free)"; fi
    fi
  done
}

# --- settings ----------------------------------------------------------------

# The variables as they resolve for the next release, by name.
doctor_settings() {
  local name given='' by_default='' from_shell='' own=RELEASE line
  if ! [ -f "$env_file" ]; then
    finding warning "$(say env_file_missing)"
    return
  fi
  ! problems_of check_settings || finding ok "$(say doctor_settings_complete)"
  for line in $blue_green; do
    ! words_of slot_variable "$line" || own="$own ${words[0]}"
  done
  for name in $(variables_in "$compose_file"); do
    ! is_among "$name" "$own" || continue
    if printenv "$name" > /dev/null; then
      from_shell="$from_shell $name"
    elif [ -n "$(value_of "$name")" ]; then
      given="$given $name"
    else
      by_default="$by_default $name"
    fi
  done
  [ -z "$given" ] || finding ok "$(say doctor_settings_given)"
  [ -z "$by_default" ] || finding ok "$(say doctor_settings_default)"
  [ -z "$from_shell" ] || finding warning "$(say doctor_settings_shell)"
}
