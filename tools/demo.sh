#!/bin/sh
# Shows the main job on the real graph; the day is pinned, so that the output stays the same.
set -eu
incumbent=$1
export INCUMBENT_KB=.

show() {
    printf '\n$ incumbent %s\n' "$*"
    "$incumbent" "$@"
}

show ask participants --today 2026-01-01
show ask meetings --today 2026-01-01
show ask evidence --thing "Hulusi Akar"
echo
echo "Next: 'incumbent ask' lists the questions, 'incumbent --help' the commands."
echo "They are in $(dirname "$incumbent"); put that on your PATH, or write $incumbent."
