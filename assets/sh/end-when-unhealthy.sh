#!/bin/sh
# end-when-unhealthy.sh LIMIT SECONDS CHECK...: runs a health check. After LIMIT failures in a row, SECONDS after the first of them at the
# earliest, it kills everything in the container but the init process, which then ends too. A check that hangs is killed by the engine, so
# what counts is that it began and was never good.
# The count, and when it began, are kept in /dev/shm, which a container can always write to and which is empty again when it starts again.
# Handed to `sh -c` in one line: each line is a command of its own.
limit=$1 grace=$2
shift 2
now=$(date +%s)
{ read -r count first < /dev/shm/.unhealthy; } 2> /dev/null || count=0
count=$((${count:-0} + 1)) first=${first:-$now}
left=$((grace - now + first))
[ "$count" -le "$limit" ] || [ "$left" -gt 0 ] || kill -KILL -1
echo "$count $first" > /dev/shm/.unhealthy
"$@" && rm -f /dev/shm/.unhealthy && exit 0
[ "$count" -lt "$limit" ] || [ "$left" -gt 0 ] || kill -KILL -1
exit 1
