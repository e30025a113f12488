#!/bin/sh
# end-when-unhealthy.sh LIMIT CHECK...: runs a health check, and after LIMIT failures in a row kills everything in the container but
# the init process, which then ends too. A check that hangs is killed by the engine, so what counts is that it began and was never good.
# Handed to `sh -c` in one line: each line is a command of its own.
limit=$1
shift
count=$(($(cat /tmp/.unhealthy 2> /dev/null || echo 0) + 1))
[ "$count" -le "$limit" ] || kill -KILL -1
echo "$count" > /tmp/.unhealthy
"$@" && rm -f /tmp/.unhealthy && exit 0
[ "$count" -lt "$limit" ] || kill -KILL -1
exit 1
