#!/bin/sh
# Installs, where root may and Debian's packages are at hand, what some tests can use beside the program: the reader
# rapper, which reads exports with code that did not write them, and the database Virtuoso. Tests skip without them.
set -u
missing=""
command -v rapper >/dev/null 2>&1 || missing="$missing raptor2-utils"
command -v virtuoso-t >/dev/null 2>&1 || missing="$missing virtuoso-opensource-7"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "servers: not installed:$missing (needs root and apt-get); tests that use them are skipped." >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q >/dev/null 2>&1
for package in $missing; do
    if ! timeout 240 apt-get install -q -y --no-install-recommends "$package" >/dev/null 2>&1; then
        echo "servers: $package could not be installed; tests that use it are skipped." >&2
    fi
done
exit 0
