#!/bin/sh
# browser-walk.sh PROGRAM PYTHON FOLDER: serves the samples and walks their pages; screenshots go to FOLDER.
set -eu

program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
python=$2
screenshots=$3
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
[ -x "$python" ] || { echo "There is no $python: make setup-browser" >&2; exit 1; }
mkdir -p "$screenshots"
folder=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
server=
cp -R "$root/Samples/share" "$folder/share"
"$program" import "$root/Vocabularies/enterprise.xml" --workspace "$folder" >/dev/null
"$program" retag "$folder/share" --yes --write-to catalog --workspace "$folder" >/dev/null 2>&1 || [ $? -eq 3 ]

"$program" serve --workspace "$folder" --listen 127.0.0.1:0 --serve-files 2>"$folder/said" &
server=$!
until grep -q '^Serving ' "$folder/said"; do
  sleep 0.1
  kill -0 "$server" 2>/dev/null || { cat "$folder/said" >&2; exit 1; }
done
url=$(sed -n 's/^Serving .* at //p' "$folder/said")
"$python" "$here/browser-walk.py" "$url" "$screenshots"
"$python" "$here/mcp-client.py" http "${url}mcp"
