#!/bin/sh
#
# apply-caddyfile.sh folder socket: gives the running Caddy the configuration that is read from the standard input, without a pause:
# connections that are open finish what they have begun. What Caddy refuses changes nothing.
#
# It is kept in the folder by the container's own name, for when the container is started again. A new container starts with what its
# image has.

set -eu
folder=$1 socket=$2
own=$folder/$(cat /etc/hostname)
mkdir -p "$folder"
cat > "$own.new"
if caddy reload --config - --adapter caddyfile --address "unix/$socket" < "$own.new"; then
  # those of containers that are gone
  for each in "$folder"/*; do
    [ "$each" = "$own.new" ] || rm -f "$each"
  done
  mv -f "$own.new" "$own"
else
  rm -f "$own.new"
  exit 1
fi
