#!/bin/sh
#
# start-caddy.sh file folder live: starts Caddy with the configuration that this container was told last, if it was told one since it was made
# (apply-caddyfile.sh), or else with that of its image, the file. It becomes Caddy, which gets all signals. Caddy reads it from its
# standard input, here and in apply-caddyfile.sh: it hides the file that it reads, so that the same text from another file is not the same
# configuration, and Caddy would open its ports anew for nothing.

set -eu
config=$1 told=$2/$(cat /etc/hostname) live=$3
# of apply-caddyfile.sh, if it was killed
rm -f "$live/closing"
[ ! -f "$told" ] || config=$told
exec caddy run --config - --adapter caddyfile < "$config"
