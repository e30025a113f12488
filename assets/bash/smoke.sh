# shellcheck shell=bash disable=SC2016,SC2034,SC2154 # facts come from the script that reads this, and its parts share their variables
#
# The smoke test: requests that a release has to answer, before it gets those of users and after. Who is asked asks itself, from inside
# its container, with the program that its health check is made with: nothing has to be reachable from here.

# --- asking ------------------------------------------------------------------

# Programs that ask for a URL: how the answer begins goes to stderr, the body to stdout. No proxy is asked, no redirect followed, and no
# certificate checked: names lead to 127.0.0.1 here.
asking_python='
import http.client, ssl, sys, urllib.parse
url = urllib.parse.urlsplit(sys.argv[1])
options = {"context": ssl._create_unverified_context()} if url.scheme == "https" else {}
kind = http.client.HTTPSConnection if options else http.client.HTTPConnection
connection = kind(url.hostname, url.port, timeout=float(sys.argv[2]), **options)
try:
    path = sys.argv[1][sys.argv[1].index("/", 8):]
    connection.request("GET", path, headers=dict(header.split(": ", 1) for header in sys.argv[3:]))
    answer = connection.getresponse()
    sys.stderr.write("HTTP/1.1 %d\n" % answer.status)
    sys.stdout.buffer.write(answer.read())
except Exception as error:
    sys.exit("%s: %s" % (type(error).__name__, error))
'
asking_node='
const [url, seconds, ...headers] = process.argv.slice(1);
const failed = (error) => { console.error(error.message); process.exit(1); };
require(url.startsWith("https") ? "https" : "http").get(url, {
  agent: false, rejectUnauthorized: false, timeout: seconds * 1000,
  headers: Object.fromEntries(headers.map((each) => each.split(/: (.*)/s, 2))),
}, (answer) => {
  process.stderr.write(`HTTP/1.1 ${answer.statusCode}\n`);
  answer.on("error", failed).pipe(process.stdout);
}).on("timeout", function () { this.destroy(new Error("no answer in time")); }).on("error", failed);
'

# asking tool url seconds [header ...]: the program and its arguments, in $words.
asking() {
  local tool=$1 url=$2 seconds=$3 header
  shift 3
  case $tool in
    python) words=(python -I -c "$asking_python" "$url" "$seconds" "$@") ;;
    node) words=(env -u NODE_OPTIONS node -e "$asking_node" "$url" "$seconds" "$@") ;;
    curl)
      words=(curl --disable --noproxy '*' --silent --show-error --insecure --max-time "$seconds")
      words+=(--write-out '%{stderr}HTTP/1.1 %{http_code}\n')
      for header in "$@"; do words+=(--header "$header"); done
      words+=("$url")
      ;;
    wget)
      words=(env -u http_proxy -u https_proxy -u WGETRC -u SYSTEM_WGETRC HOME=/nonexistent wget -q -S -t 1 -T "$seconds" -O -)
      [ "${url%%:*}" != https ] || words+=(--no-check-certificate)
      for header in "$@"; do words+=(--header "$header"); done
      words+=("$url")
      ;;
  esac
}

# In a process of its own: beginning and body of the answer apart.
separately() {
  "$@" > "$work/body" 2> "$work/head"
}

# judge call ...: whether the answer is right. On failure $reason is set.
judge() {
  local status said
  attend_for $((seconds + 5)) separately "$@" || true
  # of an answer that leads elsewhere and is followed all the same, the first one counts
  status=$(sed -n '/^ *HTTP\//{s|^ *HTTP/[0-9.]* \([1-9][0-9][0-9]\).*|\1|p;q;}' "$work/head")
  if [ -z "$status" ]; then
    said=$(sed -n '$p' "$work/head" | cut -c 1-200)
    reason=$(say smoke_no_answer)
  elif ! is_expected "$status"; then
    reason=$(say smoke_status)
  elif [ -n "$text" ] && ! grep -qF -e "$text" "$work/body"; then
    reason=$(say smoke_text)
  else
    return 0
  fi
  sed -n '1,5p' "$work/body" | cut -c 1-200 | sed 's/^/  /' >&2
  return 1
}

is_expected() {
  case $expected in
    2xx) [[ $1 == 2* ]] ;;
    *) is_among "$1" "${expected//,/ }" ;;
  esac
}

# host_header name: unless the request names one itself.
host_header() {
  local header
  for header in ${headers[@]+"${headers[@]}"}; do
    case $header in [Hh][Oo][Ss][Tt]:*) return 0 ;; esac
  done
  [ -z "$1" ] || headers+=("Host: $1")
}

# --- who is asked ------------------------------------------------------------

# A container itself.
ask_container() {
  local id=$1 headers=(${headers[@]+"${headers[@]}"}) tool port
  words_of asks "$service"
  tool=${words[0]} port=${words[2]}
  host_header "${words[3]:-}"
  asking "$tool" "http://127.0.0.1:$port$path" "$seconds" ${headers[@]+"${headers[@]}"}
  blamed="$service $id"
  judge docker exec "$id" "${words[@]}"
}

# The entrance, as users do: by its name, where it has one, and with TLS, where it speaks that.
ask_entrance() {
  local headers=(${headers[@]+"${headers[@]}"}) tool scheme port domain id network address image code=0
  id=$(containers_of "$through" --filter status=running | sed -n 1p)
  words_of entrance "$through"
  tool=${words[0]} scheme=${words[1]} port=${words[2]} domain=${words[3]:-}
  blamed="$through $id"
  if [ "$scheme" = http ] || [ -z "$domain" ]; then
    host_header "$domain"
    asking "$tool" "$scheme://127.0.0.1:$port$path" "$seconds" ${headers[@]+"${headers[@]}"}
    judge docker exec "$id" "${words[@]}"
    return
  fi
  # which certificate is shown depends on the name that is asked for: it leads to the entrance in a container of its own, which does not
  # get through while there is maintenance
  if in_maintenance; then
    say smoke_in_maintenance
    return
  fi
  read -r image network address <<< "$(docker inspect --format \
    '{{.Image}}{{range $name, $network := .NetworkSettings.Networks}} {{$name}} {{$network.IPAddress}}{{end}}' "$id" 2> /dev/null || true)"
  asking "$tool" "https://$domain:$port$path" "$seconds" ${headers[@]+"${headers[@]}"}
  # a program that has its answer and does not end is ended with its container, whatever becomes of this call
  end_job "$project.asks-$through"
  judge with_helper --init --no-healthcheck --name "$project.asks-$through" --network "$network" \
    --add-host "$domain:${address%% *}" --entrypoint "${words[0]}" "$image" "${words[@]:1}" || code=1
  end_job "$project.asks-$through"
  return "$code"
}

# ask_new service: each of its containers that started beside the old ones.
ask_new() {
  local id
  for id in $(printf '%s' "$started" | sed -n "s/^$service //p"); do
    ask_container "$id" || return 1
  done
}

# ask_serving service: through the entrance, where that leads there.
ask_serving() {
  local id
  if [ "$through" != - ]; then
    ask_entrance
    return
  fi
  id=$(printf '%s' "$started" | sed -n "s/^$service //p" | sed -n 1p)
  ask_container "${id:-$(containers_of "$service" --filter status=running | sed -n 1p)}"
}

# --- the test ----------------------------------------------------------------

# try_requests service how: one after the other, until one is not answered as it should be.
try_requests() {
  local service=$1 how=$2 line lines path='' expected seconds through text='' headers=()
  words_of requests "$service" || return 0
  lines=("${words[@]}" end)
  for line in "${lines[@]}"; do
    case $line in
      'header '*) headers+=("${line#header }") ;;
      'text '*) text=${line#text } ;;
      *)
        [ -z "$path" ] || "$how" || return 1
        headers=() text=''
        read -r path expected seconds through <<< "$line"
        ;;
    esac
  done
}

has_smoke_test() {
  local service
  [ -z "$smoke_program" ] || return 0
  for service in $(replaced_services); do
    ! words_of requests "$service" || return 0
  done
  return 1
}

# smoke_test before|after: before requests go to the new containers, and when they do.
smoke_test() {
  local phase=$1 service containers=''
  has_smoke_test || return 0
  say "smoke_$phase"
  for service in $(replaced_services); do
    if [ "$phase" = after ]; then
      try_requests "$service" ask_serving || return 1
    elif is_among "$service" "$start_first" && is_among "$service" "$changed"; then
      try_requests "$service" ask_new || return 1
    fi
  done
  blamed=''
  [ -x "$smoke_program" ] || return 0
  hook=$smoke_program
  run_own "$smoke_program" PHASE="$phase" CONTAINERS="${started%
}" || {
    reason=$(say smoke_program_failed)
    return 1
  }
}
