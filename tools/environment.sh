#!/bin/sh
# Makes the virtual environment $2 with the Python $1, without touching that Python itself.
set -u
python=$1
venv=$2

if ! command -v "$python" >/dev/null 2>&1; then
    echo "make: no '$python' here; install Python 3.11 or newer, or name one: make PYTHON=python3.12 ..." >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "make: '$python' is $("$python" -V 2>&1); 3.11 or newer is needed: make PYTHON=python3.12 ..." >&2
    exit 1
fi
log=$(mktemp)
"$python" -m venv "$venv" >"$log" 2>&1 && rm -f "$log" && exit 0
rm -rf "$venv"
"$python" -m virtualenv --quiet "$venv" >>"$log" 2>&1 && rm -f "$log" && exit 0
command -v virtualenv >/dev/null 2>&1 && virtualenv --quiet --python "$python" "$venv" >>"$log" 2>&1 && rm -f "$log" && exit 0
rm -rf "$venv"
cat "$log" >&2
rm -f "$log"
echo "make: '$python' can make no virtual environment; install python3-venv (Debian, Ubuntu) or virtualenv." >&2
exit 1
