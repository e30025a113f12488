#!/bin/sh
#
# switch-traffic.sh folder service blue|green: from now on the service's new requests go to that set of its containers.
#
# In the folder there is one marker for each service, "<set>.<service>", or none before the first choice. It is looked up for
# every request, and it is renamed in one step: there is never a moment with two, or without one.

set -eu
folder=$1 service=$2 slot=$3
case $slot in
  blue) other=green ;;
  green) other=blue ;;
  *)
    echo "which containers of $service get requests: blue or green, not \"$slot\"" >&2
    exit 2
    ;;
esac
mkdir -p "$folder"
cd "$folder"
if [ -e "$other.$service" ]; then
  mv -f "$other.$service" "$slot.$service"
elif [ ! -e "$slot.$service" ]; then
  : > "$slot.$service"
fi
