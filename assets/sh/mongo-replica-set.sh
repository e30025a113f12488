#!/bin/sh
#
# mongo-replica-set.sh set host:port [option...]: starts MongoDB as the only member of a replica set, and makes it one as soon as it lets
# its administrator in. It is a member already when it starts again.

set -eu
set=$1 member=$2
shift 2

# Members log in to each other with this file. There is one member, and nobody else has to know it: a new one with each start.
key=${TMPDIR:-/tmp}/members.key
(umask 077 && head -c 300 /dev/urandom | base64 > "$key")

# Not over the loopback interface: while the image prepares the database, a temporary server is there.
# shellcheck disable=SC2016 # mongosh reads the variables
make_set='
  const password = encodeURIComponent(process.env.MONGO_INITDB_ROOT_PASSWORD);
  const host = require("os").hostname();
  const admin = connect(`mongodb://admin:${password}@${host}/admin?directConnection=true&serverSelectionTimeoutMS=3000`);
  const isMember = admin.runCommand({ hello: 1 }).setName !== undefined;
  const made = isMember || admin.adminCommand({
    replSetInitiate: { _id: process.env.SET, members: [{ _id: 0, host: process.env.MEMBER }] },
  });
  if (made !== true && made.ok !== 1) { throw new Error(made.errmsg); }
'
# twice in the background: the server is not to be the one who waits for its end
(
  {
    until SET="$set" MEMBER="$member" HOME=/nonexistent mongosh --quiet --norc --nodb --eval "$make_set" > /dev/null 2>&1; do
      sleep 2
    done
    echo "MongoDB: \"$member\" is the member of the replica set \"$set\""
  } &
)
exec docker-entrypoint.sh mongod --replSet "$set" --keyFile "$key" --bind_ip_all "$@"
