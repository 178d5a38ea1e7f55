#!/bin/sh
# short-walk.sh PROGRAM PYTHON: the part of browser-walk.sh that make test runs, at most five minutes; says loudly if it cannot.
set -eu

missing=
command -v chromium >/dev/null || missing='chromium'
"$2" -c 'import playwright, axe_playwright_python' 2>/dev/null || missing="${missing:+$missing, }playwright and axe (Python)"
if [ -n "$missing" ]; then
  {
    echo '************************************************************************'
    echo "SKIPPED: nobody walked the pages in a browser. Missing: $missing."
    echo 'make setup-browser gets it.'
    echo '************************************************************************'
  } >&2
  exit 0
fi
screenshots=$(mktemp -d)
trap 'rm -rf "$screenshots"' EXIT
# The program of the tests is not optimised, so that a page may take seconds, and a document two.
SAMPLES='sales/pricing presales/poc' WALK=short PATIENCE=60 timeout 300 sh "$(dirname "$0")/browser-walk.sh" "$1" "$2" "$screenshots"
