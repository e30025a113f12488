#!/bin/sh
#
# start-caddy.sh file folder: starts Caddy with the configuration that this container was told last, if it was told one since it was made
# (apply-caddyfile.sh), or else with that of its image, the file. It becomes Caddy, which gets all signals.

set -eu
config=$1 told=$2/$(cat /etc/hostname)
[ ! -f "$told" ] || config=$told
exec caddy run --config "$config" --adapter caddyfile
