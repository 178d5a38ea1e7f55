#!/bin/sh
# serving.sh PROGRAM [WORKSPACE]: how fast `parlance serve` answers 16 connections, how large it is and its pages are.
#
# Measures a workspace of the samples, or the one given. Needs wrk (Debian) and curl; says so without them.
set -eu

program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
for tool in wrk curl; do
  command -v $tool >/dev/null || { echo "Serving: skipped, there is no $tool (apt-get install $tool)" >&2; exit 0; }
done
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
workspace=${2:-$folder}
if [ -z "${2:-}" ]; then
  cp -R "$root/Samples/share" "$folder/share"
  "$program" import "$root/Vocabularies/enterprise.xml" --workspace "$folder" >/dev/null
  "$program" retag "$folder/share" --yes --write-to catalog --workspace "$folder" >/dev/null 2>&1 || [ $? -eq 3 ]
fi

now() { date +%s%N; }
begun=$(now)
"$program" serve --workspace "$workspace" --listen 127.0.0.1:0 2>"$folder/said" &
server=$!
until grep -q '^Serving ' "$folder/said"; do
  kill -0 "$server" 2>/dev/null || { cat "$folder/said" >&2; exit 1; }
done
url=$(sed -n 's/^Serving .* at //p' "$folder/said")
curl -s "${url}healthz" >/dev/null
echo "first answer after $(((($(now) - begun) / 1000000))) ms"

page="search?q=price+list+acme+vault"
echo "search page $(curl -s "$url$page" | wc -c) bytes, $(curl -s "$url$page" | gzip -c | wc -c) gzip"
for path in "api/search?q=archive+migration" "$page" "api/suggest?q=har" "healthz"; do
  echo "== $path"
  wrk -t1 -c16 -d"${SECONDS_EACH:-5}s" --latency "$url$path" | grep -E '50%|99%|Requests/sec|Non-2xx|Socket errors' || true
done
echo "resident: $(awk '/VmRSS/ {print $2}' "/proc/$server/status") KiB, of it anonymous $(awk '/RssAnon/ {print $2}' "/proc/$server/status") KiB"
