#!/bin/sh
# Shows the main job on the real graph; the day is pinned, so that the output stays the same.
set -eu
incumbent=$1
export INCUMBENT_KB=.
[ -t 1 ] || export COLUMNS="${COLUMNS:-120}" # a table that nobody shows on a terminal would be as wide as its cells

show() {
    printf '\n$ incumbent %s\n' "$*"
    "$incumbent" "$@"
}

show ask participants --today 2026-01-01
show ask planned --today 2026-01-01
show ask line
show show "Moscow trilateral defence meeting" --today 2026-01-01
echo
echo "Next: 'incumbent ask' lists the questions, 'incumbent --help' the commands."
echo "They are in $(dirname "$incumbent"); put that on your PATH, or write $incumbent."
