#!/bin/sh
# browser-walk.sh PROGRAM PYTHON FOLDER: serves the samples and walks their pages; screenshots go to FOLDER.
set -eu

[ -x "$2" ] || { echo "There is no $2: make setup-browser" >&2; exit 1; }
mkdir -p "$3"
here=$(cd "$(dirname "$0")" && pwd)
export PYTHON="$2" SCREENSHOTS="$3" HERE="$here"
exec sh "$here/serve-samples.sh" "$1" sh -c '"$PYTHON" -u "$HERE/browser-walk.py" "$URL" "$SCREENSHOTS"'
