#!/bin/sh
# end-when-unhealthy.sh LIMIT CHECK...: runs a health check, and after LIMIT failures in a row kills everything in the container but
# the init process, which then ends too. A check that hangs is killed by the engine, so what counts is that it began and was never good.
# The count is kept in /dev/shm, which a container can always write to and which is empty again when it starts again.
# Handed to `sh -c` in one line: each line is a command of its own.
limit=$1
shift
count=$(($(cat /dev/shm/.unhealthy 2> /dev/null || echo 0) + 1))
[ "$count" -le "$limit" ] || kill -KILL -1
echo "$count" > /dev/shm/.unhealthy
"$@" && rm -f /dev/shm/.unhealthy && exit 0
[ "$count" -lt "$limit" ] || kill -KILL -1
exit 1
