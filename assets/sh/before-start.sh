#!/bin/sh
# Runs when the container starts, before nginx does. It is silent if all is well.
#
# What differs between stacks is in the file of facts, which is sourced: by default the image's own.

set -eu

facts=${1:-/usr/share/frontend/before-start.facts}

# Where nginx finds what is found out here, what it listens on (a line each: port and options), and the services
# (host:port, separated by spaces) that it follows to another address.
includes=
listens=
services=
# The application's configuration: where it is written, and its properties, a line each: type, key, variable.
config=
properties=
# For how many earlier releases, and for how many seconds, hashed files are kept; where; and which of this release's they are.
releases=0
max_age=0
folder=
root=
list=
# The other containers of this frontend, where a platform says at which name they are (host:port), and where one takes the files from
# another: on Kubernetes. Nobody else reaches that port.
peers=${FRONTEND_PEERS:-}
peers_port=8081
# Seconds until all of them know of one more: what name servers of clusters remember, and what nginx does.
known_after=35
# Of the system.
resolv_conf=/etc/resolv.conf
if_inet6=/proc/net/if_inet6

# shellcheck source=/dev/null
. "$facts"

main() {
  case $peers in
    *[!A-Za-z0-9.:-]*) refuse "FRONTEND_PEERS is \"$peers\", allowed are a name and a port, such as frontend-pods:8080" ;;
  esac
  # first, because a container that does not start is not in service
  if [ -n "$properties" ]; then
    write_config
  fi
  write_includes
  if [ "$releases" -gt 0 ]; then
    # Nginx starts in any case: without old files, the worst is a page that has to be loaded again. The last line says what
    # went wrong; that an unprivileged user cannot give files to others, as BusyBox's cp says, does not matter.
    # (set -e holds in a pipe, but not behind if, && or ||.)
    outcome=$({
      set -e
      keep_files
      echo kept
    } 2>&1 | sed "/can't preserve ownership/d" | tail -n 1)
    [ "$outcome" = kept ] || printf 'before-start.sh: files of earlier releases are not kept: %s\n' "$outcome" >&2
  fi
  become_ready
}

# A page of a new release makes browsers ask anybody for its files: others have to know by then whom they may ask for them.
become_ready() {
  [ -n "$peers" ] || return 0
  rm -f "$includes/ready"
  if [ -e "$folder/unknown" ]; then
    (sleep "$known_after" && rm -f "$folder/unknown" && : > "$includes/ready") > /dev/null 2>&1 < /dev/null &
  else
    : > "$includes/ready"
  fi
}

# In one step, so that nobody ever reads half of it.
write() {
  cat > "$1.new"
  chmod 644 "$1.new"
  mv "$1.new" "$1"
}

# --- the application's configuration -----------------------------------------

# What the environment says, as JSON. A value that is none of its type ends the start here, which a deploy notices.
write_config() {
  json=$(config_as_json)
  printf '%s\n' "$json" | write "$config"
}

# By bytes (LC_ALL), so that UTF-8 goes through as it is, whichever awk there is.
config_as_json() {
  printf '%s\n' "$properties" | LC_ALL=C awk '
    BEGIN {
      for (i = 1; i < 32; i++) escaped[sprintf("%c", i)] = sprintf("\\u%04x", i)
      escaped["\t"] = "\\t"
      escaped["\n"] = "\\n"
      escaped["\r"] = "\\r"
      escaped["\""] = "\\\""
      escaped["\\"] = "\\\\"
    }

    NF == 3 { property($1, $2, $3) }

    END {
      if (refused) exit 1
      print "{\n" written "\n}"
    }

    function property(type, key, variable,   value, json) {
      value = ENVIRON[variable]
      if (type == "text") {
        json = text(value)
      } else if (value == "") {
        json = "null"
      } else if (type == "number" && value !~ /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$/) {
        refuse(key, variable, value, "a number as JSON writes it, such as 10, -1 or 0.5")
      } else if (type == "boolean" && value != "true" && value != "false") {
        refuse(key, variable, value, "true or false")
      } else {
        json = value
      }
      written = written (written == "" ? "" : ",\n") "  " text(key) ": " json
    }

    function text(value,   i, character, json) {
      for (i = 1; i <= length(value); i++) {
        character = substr(value, i, 1)
        json = json (character in escaped ? escaped[character] : character)
      }
      return "\"" json "\""
    }

    function refuse(key, variable, value, allowed) {
      print "before-start.sh: \"" key "\" of the configuration is \"" value "\" (" variable "), allowed is " allowed \
        ": correct what sets it, or leave it empty for null" | "cat >&2"
      refused = 1
    }
  '
}

# --- what nginx has to know of this container --------------------------------

# An image does not know where it will run: whether there is IPv6, who knows the addresses of services, and by which names.
write_includes() {
  mkdir -p "$includes"
  printf '%s\n' "$listens" | while read -r port options; do
    [ -z "$port" ] || listen_on_ipv6 "$port" "$options" | write "$includes/listen-$port.conf"
  done
  addresses_of_services | write "$includes/services.conf"
}

# Nginx does not start if it is told to listen on what the host does not have.
listen_on_ipv6() {
  [ ! -e "$if_inet6" ] || printf 'listen [::]:%s;\n' "$1${2:+ $2}"
}

addresses_of_services() {
  suffix=$(search_suffix)
  printf 'resolver %s valid=5s%s;\nresolver_timeout 2s;\n' "$(name_servers)" "$(ipv6_off)"
  # shellcheck disable=SC2016 # the variable is nginx's
  printf 'map "" $search_suffix {\n    default "%s";\n}\n' "$suffix"
  peers_of_this
  for service in $services; do
    host=${service%:*}
    port=${service##*:}
    cat << END
upstream ${host}_$port {
    zone ${host}_$port 64k;
    server $host$suffix:$port resolve max_fails=0;
    keepalive 16;
}
END
  done
}

# Whom a file is asked for that this container does not have. Who is asked by another one does not go on asking.
peers_of_this() {
  if [ -z "$peers" ]; then
    # shellcheck disable=SC2016 # the variable is nginx's
    printf 'map "" $peers {\n    default "";\n}\n'
    return
  fi
  cat << END
map \$http_x_from_peer \$peers {
    default "";
    "" "${peers%:*}$suffix:${peers##*:}";
}
server {
    listen $peers_port;
$(listen_on_ipv6 "$peers_port" | sed 's/^/    /')
    location = /releases.tar {
        root $folder;
    }
    location = /ready {
        if (!-f $includes/ready) {
            return 503;
        }
        return 200;
    }
    location / {
        return 404;
    }
}
END
}

# Those that the container itself asks, as nginx writes them.
name_servers() {
  awk '
    $1 == "nameserver" && $2 ~ /^[0-9A-Fa-f.:]+$/ { servers = servers (servers ? " " : "") ($2 ~ /:/ ? "[" $2 "]" : $2) }
    END { print servers ? servers : "127.0.0.1" }
  ' "$resolv_conf"
}

# Nginx, unlike everybody else, takes a name as it is and tries no search domains. In Kubernetes services are below the first
# one, <namespace>.svc.<cluster domain>. Others are not used: engines copy those of the host into their containers, also where
# the host is itself in a cluster; but then the name server is at a loopback address, and knows services by their short names.
search_suffix() {
  awk '
    $1 == "nameserver" && $2 ~ /^127\./ { short = 1 }
    $1 == "search" || $1 == "domain" { domains = $0 }
    END {
      count = split(domains, domain)
      for (i = 2; i <= count && !short; i++) {
        sub(/\.$/, "", domain[i])
        if (domain[i] ~ /^[a-z0-9-]+\.svc\.[a-z0-9.-]+$/) {
          print "." domain[i]
          exit
        }
      }
    }
  ' "$resolv_conf"
}

# Whoever has no IPv6 address that reaches further than this container and its network card cannot reach one.
ipv6_off() {
  [ -e "$if_inet6" ] && awk '$4 == "00" { found = 1 } END { exit !found }' "$if_inet6" || echo ' ipv6=off'
}

# --- files of earlier releases -----------------------------------------------

# A page that was loaded before a release goes on asking for files of that time, whose names have a hash. They are kept in a
# volume, where nginx looks for what this image does not have:
#   files/  the hashed files of all releases that are kept, with their compressed forms
#   lists/  what each of these releases has; when one was last in service is its list's modification time
keep_files() {
  if ! { mkdir -p "$folder/files" "$folder/lists" && touch "$folder/lock"; } 2> /dev/null; then
    refuse "$folder cannot be written by user $(id -u) (is a volume mounted there?)"
  fi
  cd "$folder"
  lock_folder
  # what a start that was killed has left
  rm -rf new
  # what a start that fails will leave
  trap 'rm -rf new' EXIT

  take_from_peers

  cp "$list" lists/.new
  own=lists/$(sha256sum < lists/.new | cut -d ' ' -f 1)
  now=$(date +%s)

  # The newest list is that of the release that was in service until now: its age begins. It is a second older than ours, because
  # times are compared by the second. If it is ours, this is a restart or another container of the same release.
  newest=$(lists_by_age | head -n 1 | cut -d ' ' -f 2)
  if [ -n "$newest" ] && [ "$newest" != "$own" ]; then
    touch -d "@$((now - 1))" "$newest"
    [ -z "$taken" ] || : > unknown
  fi
  touch lists/.new
  mv lists/.new "$own"

  # first take away, then add: a volume that is full would stay full otherwise
  lists_by_age |
    awk -v own="$own" -v releases="$releases" -v oldest="$((now - max_age))" \
      '$2 != own && (++others > releases || $1 < oldest) { print $2 }' |
    xargs -r rm -f
  unlisted_files | tr '\n' '\0' | xargs -0 -r rm -f
  find files -mindepth 1 -depth -type d -exec rmdir {} + 2> /dev/null || true # those that are not empty stay

  # Copied aside and then moved, so that nginx never serves half a file. With the times, of which nginx makes the ETag.
  mkdir new
  missing_files | tr '\n' '\0' | (cd "$root" && xargs -0 -r cp -p --parents -t "$folder/new" --)
  find new -type d | while IFS= read -r from; do
    into=files${from#new}
    mkdir -p "$into"
    find "$from" -maxdepth 1 -type f -exec mv -f -t "$into" {} +
  done
  if [ -n "$peers" ]; then
    tar -cf releases.tar.new files lists
    mv releases.tar.new releases.tar
  fi
}

# A container that starts with an empty volume takes what those in service keep: from the one that keeps the most releases.
take_from_peers() {
  taken=
  if [ -z "$peers" ]; then
    return
  fi
  kept=$(lists_by_age)
  if [ -n "$kept" ]; then
    return
  fi
  rm -rf best
  most=0
  for address in $(addresses_of "${peers%:*}$(search_suffix)" | head -n 5); do
    mkdir new
    if (unset http_proxy && wget -q -T 5 -O new/releases.tar "http://$address:$peers_port/releases.tar" &&
      tar -xf new/releases.tar -C new) 2> /dev/null; then
      count=$(find new/lists -type f | wc -l)
      if [ "$count" -gt "$most" ]; then
        most=$count
        rm -rf best
        mv new best
      fi
    fi
    rm -rf new
  done
  if [ "$most" -gt 0 ]; then
    rm -rf files lists
    mv best/files best/lists .
    rm -rf best
    taken=1
  fi
}

# All addresses of a name, as they stand in a URL.
addresses_of() {
  if command -v getent > /dev/null; then
    getent ahosts "$1"
  else
    # BusyBox: first the server that was asked, then what it said
    nslookup "$1" | awk '/^Name:/ { found = 1 } found && /^Address/ { print $NF }'
  fi 2> /dev/null | awk '{ print $1 ~ /:/ ? "[" $1 "]" : $1 }' | sort -u
}

# Containers that start at the same time share the volume. BusyBox's flock cannot wait for a limited time.
lock_folder() {
  command -v flock > /dev/null || refuse 'there is no flock to lock the folder with'
  exec 9> lock
  waited=0
  until flock -n 9; do
    [ "$waited" -lt 30 ] || refuse "$folder/lock has been locked by another container for 30 seconds"
    sleep 1
    waited=$((waited + 1))
  done
}

# Seconds and name, the newest first.
lists_by_age() {
  find lists -type f ! -name '.*' -exec stat -c '%Y %n' {} + | sort -k 1,1nr -k 2
}

# What is kept and in none of the lists.
unlisted_files() {
  find files -type f | awk '
    !listed { names["files/" $0]; next }
    { name = $0; sub(/\.(gz|br|zst)$/, "", name) }
    !($0 in names) && !(name in names)
  ' lists/* listed=1 -
}

# What this release has, in its list, and is not kept yet.
missing_files() {
  find files "$root" -type f | awk -v above="$root/" '
    !listed { names[$0]; next }
    index($0, "files/") == 1 { kept[substr($0, 7)]; next }
    { file = name = substr($0, length(above) + 1); sub(/\.(gz|br|zst)$/, "", name) }
    (file in names || name in names) && !(file in kept) { print file }
  ' "$list" listed=1 -
}

refuse() {
  printf '%s\n' "$1" >&2
  exit 1
}

main
