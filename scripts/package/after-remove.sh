#!/bin/sh
# Run by dpkg and rpm when the files are gone, and by an upgrade, whose own after-install comes next. What people have
# written lies in their homes and stays.
set -e
case "$1" in
  upgrade | 1) ;;
  *) rm -f /usr/bin/mediary ;;
esac
if command -v update-mime-database >/dev/null 2>&1; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database /usr/share/applications || true; fi
