#!/usr/bin/env bash
# As the official entrypoint: options alone mean the server; an empty folder becomes a cluster with POSTGRES_USER and POSTGRES_DB; what
# lies in /docker-entrypoint-initdb.d runs while a server listens on its socket only; POSTGRES_PASSWORD is needed for that.
set -Eeo pipefail
case $1 in -*) set -- postgres "$@" ;; esac
if [ "$1" != postgres ]; then exec "$@"; fi
mkdir -p "$PGDATA"
chmod 00700 "$PGDATA" 2>/dev/null || :
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  user=${POSTGRES_USER:-postgres} database=${POSTGRES_DB:-${POSTGRES_USER:-postgres}}
  if [ -z "$POSTGRES_PASSWORD" ]; then
    echo 'Error: Database is uninitialized and superuser password is not specified.' >&2
    exit 1
  fi
  # shellcheck disable=SC2086
  initdb --username="$user" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") $POSTGRES_INITDB_ARGS
  printf '\nhost all all all scram-sha-256\n' >> "$PGDATA/pg_hba.conf"
  export PGPASSWORD=${PGPASSWORD:-$POSTGRES_PASSWORD}
  PGUSER=$user pg_ctl -D "$PGDATA" -o "$(printf '%q ' "${@:2}" -c listen_addresses= -p 5432)" -w start
  ask() { PGHOST='' PGHOSTADDR='' psql -v ON_ERROR_STOP=1 --username "$user" --no-password --no-psqlrc "$@"; }
  if [ "$database" != postgres ]; then ask --dbname postgres --set db="$database" <<< 'CREATE DATABASE :"db" ;'; fi
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
      *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
      *.sql) ask --dbname "$database" -f "$file" ;;
    esac
  done
  PGUSER=$user pg_ctl -D "$PGDATA" -m fast -w stop
  unset PGPASSWORD
  echo 'PostgreSQL init process complete; ready for start up.'
fi
exec "$@"
