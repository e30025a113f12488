#!/bin/sh
#
# apply-caddyfile.sh folder socket live file: gives the running Caddy the configuration that is read from the standard input, without a
# pause: requests that have begun come to their end. What Caddy refuses changes nothing.
#
# With another configuration Caddy cuts off connections that are idle, and what a client sends on one in that moment is lost. So every
# answer ends its connection for some seconds before, while the marker "closing" is in the live folder.
#
# The configuration is kept in the folder by the container's own name, for when the container is started again. A new container starts with
# what its image has, the file.

set -eu
folder=$1 socket=$2 live=$3 running=$4
own=$folder/$(cat /etc/hostname)
mkdir -p "$folder" "$live"
cat > "$own.new"
[ ! -f "$own" ] || running=$own
if ! cmp -s "$own.new" "$running"; then
  trap 'rm -f "$live/closing"' EXIT
  : > "$live/closing"
  sleep 5
fi
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
