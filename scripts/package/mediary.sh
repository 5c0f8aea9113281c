#!/bin/sh
# The `mediary` command of the installed app: the same program without its window. What stands behind `--` belongs to
# the command; Chromium reads nothing of it.
self=$0
while [ -h "$self" ]; do
  target=$(readlink "$self")
  case $target in /*) self=$target ;; *) self=$(dirname "$self")/$target ;; esac
done
folder=$(cd "$(dirname "$self")" && pwd)
app=$folder/mediary-app
[ -x "$app" ] || app=$folder/../MacOS/Mediary
# No page is shown, so there is nothing for Chromium's sandbox to hold; root could not start it.
[ "$(id -u)" = 0 ] && set -- --no-sandbox --mediary-cli -- "$@" || set -- --mediary-cli -- "$@"
[ "$(uname)" = Linux ] && set -- --ozone-platform=headless --log-level=3 "$@"
exec "$app" "$@"
