#!/usr/bin/env bash
# Asks RabbitMQ what an application asks before it sends its first message: to let it in, with its password, to its virtual host. A broker
# that is short of memory or disk lets everybody in and takes no message, so that its alarms are asked for too. This costs a few
# milliseconds; rabbitmq-diagnostics would start a virtual machine of Erlang each time.
set -euo pipefail
export LC_ALL=C

# short TEXT, long TEXT: a text behind its length, as printf takes it.
short() { printf '\\x%02x%s' "${#1}" "$1"; }
long() { printf '\\x00\\x00\\x00\\x%02x%s' "$2" "$1"; }

# send BYTES: a method of the connection, as a frame.
send() {
  local size
  # shellcheck disable=SC2059 # it is a format: bytes stand in it as \x00
  size=$(printf "$1" | wc -c)
  # shellcheck disable=SC2059
  printf "\\x01\\x00\\x00\\x00\\x00\\x$(printf '%02x' $((size / 256)))\\x$(printf '%02x' $((size % 256)))$1\\xce" >&3
}

# bytes COUNT: the next bytes of the answer, as numbers.
bytes() { dd bs=1 count="$1" status=none <&3 | od -An -v -tu1 | tr -s ' \n' ' '; }

# expect METHOD WHAT: the next frame has to be this method of the connection.
expect() {
  local frame=() method=()
  read -r -a frame <<<"$(bytes 7)" || :
  if ((${#frame[@]} < 7)); then
    echo "$2" >&2
    exit 1
  fi
  read -r -a method <<<"$(bytes $((frame[3] * 16777216 + frame[4] * 65536 + frame[5] * 256 + frame[6] + 1)))"
  if ((method[3] != $1)); then
    echo "$2" >&2
    exit 1
  fi
}

exec 3<>/dev/tcp/127.0.0.1/5672
printf 'AMQP\x00\x00\x09\x01' >&3
expect 10 'no AMQP 0-9-1 on port 5672'
user=$RABBITMQ_DEFAULT_USER password=$RABBITMQ_DEFAULT_PASS
send "\\x00\\x0a\\x00\\x0b\\x00\\x00\\x00\\x00$(short PLAIN)$(long "\\x00$user\\x00$password" $((2 + ${#user} + ${#password})))$(short en_US)"
expect 30 "RabbitMQ does not let the user \"$user\" in with the password that applications have"
send '\x00\x0a\x00\x1f\x00\x01\x00\x02\x00\x00\x00\x00'
send "\\x00\\x0a\\x00\\x28$(short "$RABBITMQ_DEFAULT_VHOST")\\x00\\x00"
expect 41 "RabbitMQ does not let the user \"$user\" use the virtual host \"$RABBITMQ_DEFAULT_VHOST\""
send '\x00\x0a\x00\x32\x00\xc8\x00\x00\x00\x00\x00'
expect 51 'RabbitMQ does not close a connection'

exec 3<>/dev/tcp/127.0.0.1/15692
printf 'GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
metrics=$(tr -d '\0' <&3)
if [[ $metrics != *rabbitmq_alarms_memory_used_watermark* ]]; then
  echo 'no alarms on port 15692: the plugin rabbitmq_prometheus is not enabled' >&2
  exit 1
fi
if [[ $metrics =~ rabbitmq_alarms_([a-z_]+)\ 1 ]]; then
  echo "RabbitMQ takes no messages: ${BASH_REMATCH[1]} is in alarm" >&2
  exit 1
fi
