#!/bin/sh
# Puts a backup in the place of all that Redis holds. For a Redis that is stopped, where its data lies:
#   docker compose stop
#   docker compose run --rm --no-deps -T redis sh /restore.sh < mediary.rdb
#   docker compose up --detach
# What was there before is kept beside it, in before-<time>. A file that isn't whole changes nothing.
# Elsewhere: sh restore.sh DATA-FOLDER REDIS.CONF REDIS-URL < mediary.rdb
set -eu
data=${1:-/data}
conf=${2:-/etc/redis.conf}
url=${3:-redis://redis:6379}

socket=$data/restore.sock
cli() { redis-cli -s "$socket" "$@"; }
info() { cli info persistence | tr -d '\r' | sed -n "s/^$1://p"; }
fail() {
  echo "restore: $1" >&2
  exit 1
}

if redis-cli -u "$url" ping > /dev/null 2>&1; then fail 'Redis is running; stop it first'; fi
cat > "$data/restored.rdb"
if ! redis-check-rdb "$data/restored.rdb" > /dev/null; then
  rm "$data/restored.rdb"
  fail 'this is no whole backup; nothing was changed'
fi

before=$data/before-$(date -u +%Y%m%dT%H%M%SZ)
mkdir "$before"
for name in dump.rdb appendonlydir; do
  if [ -e "$data/$name" ]; then mv "$data/$name" "$before/"; fi
done
mv "$data/restored.rdb" "$data/dump.rdb"

# Where the append-only file is on, a start reads it and nothing else; so it is first made of what the backup holds.
redis-server "$conf" --dir "$data" --port 0 --unixsocket "$socket" --appendonly no > "$data/restore.log" &
server=$!
until [ "$(cli ping 2> /dev/null)" = PONG ]; do
  kill -0 "$server" 2> /dev/null || fail "Redis didn't start, see restore.log; what was there is in $before"
  sleep 0.1
done
cli config set appendonly yes > /dev/null
while [ "$(info aof_rewrite_in_progress)$(info aof_rewrite_scheduled)" != 00 ]; do sleep 0.1; done
[ "$(info aof_last_bgrewrite_status)" = ok ] ||
  fail "the append-only file couldn't be written, see restore.log; what was there is in $before"
keys=$(cli dbsize)
cli shutdown
wait "$server"
rm "$data/restore.log"
echo "restored: $keys keys; what was there before is in $before"
