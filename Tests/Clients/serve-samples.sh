#!/bin/sh
# serve-samples.sh PROGRAM COMMAND [ARGUMENT ...]: serves the samples and runs a command with the address as URL.
#
# Further options of the server are taken from SERVE_OPTIONS, the folder of the workspace is WORKSPACE. With SAMPLES only these
# folders and files of the share are served, a line each. The status is that of the command.
set -eu

program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
# Copies: what is decided about labels is written into the vocabulary's own file.
printf '%s\n' "${SAMPLES:-.}" | while read -r part; do
  mkdir -p "$folder/share/$(dirname "$part")"
  cp -RT "$root/Samples/share/$part" "$folder/share/$part"
done
cp "$root/Vocabularies/enterprise.xml" "$folder"
"$program" import "$folder/enterprise.xml" --workspace "$folder" >/dev/null
"$program" retag "$folder/share" --yes --write-to catalog --workspace "$folder" >/dev/null 2>&1 || [ $? -eq 3 ]

# The file is there before the first look: the shell may get to it before the server does.
: >"$folder/said"
# shellcheck disable=SC2086  # options are words
"$program" serve --workspace "$folder" --listen 127.0.0.1:0 --serve-files ${SERVE_OPTIONS:-} 2>"$folder/said" &
server=$!
until grep -q '^Serving ' "$folder/said"; do
  sleep 0.1
  kill -0 "$server" 2>/dev/null || { cat "$folder/said" >&2; exit 1; }
done
URL=$(sed -n 's/^Serving .* at //p' "$folder/said")
WORKSPACE=$folder
export URL WORKSPACE
"$@"
