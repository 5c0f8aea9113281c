#!/bin/sh
# Run by dpkg and rpm when the files are in place.
set -e
ln -sf '/opt/${sanitizedProductName}/mediary' /usr/bin/mediary
# Where the kernel gives no user namespaces, Chromium's sandbox needs its helper to belong to root.
chown root:root '/opt/${sanitizedProductName}/chrome-sandbox' && chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox' || true
if command -v update-mime-database >/dev/null 2>&1; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database /usr/share/applications || true; fi
