#!/bin/sh
# maintenance.sh folder on|off|status [address ...]: from now on nobody gets through, but for clients with these addresses.
#
# In the folder there is a marker "maintenance", and one for each address, "maintenance.for.<address>", as Caddy writes addresses. They
# are looked up for every request, and outlive the container.

set -eu
folder=$1 action=$2
shift 2
for address; do
  case $address in
    '' | *[!0-9a-f.:]*)
      echo "who gets through: an address such as 203.0.113.7 or 2001:db8::7, not \"$address\"" >&2
      exit 2
      ;;
  esac
done
mkdir -p "$folder"
cd "$folder"
case $action in
  on)
    rm -f maintenance.for.*
    for address; do
      : > "maintenance.for.$address"
    done
    : > maintenance
    ;;
  off) rm -f maintenance maintenance.for.* ;;
  status)
    [ -e maintenance ] || exit 0
    echo on
    for each in maintenance.for.*; do
      [ ! -e "$each" ] || echo "${each#maintenance.for.}"
    done
    ;;
  *)
    echo "maintenance: on, off or status, not \"$action\"" >&2
    exit 2
    ;;
esac
