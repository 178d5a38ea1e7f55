#!/bin/sh
# serving.sh PROGRAM [WORKSPACE [PASSAGES]]: how fast `parlance serve` answers 16 connections, how large it is and its pages are.
#
# Measures a workspace of the samples, or the one given. Needs wrk (Debian) and curl; says so without them. Environment:
# SECONDS_EACH (5) for each kind of request; MINUTES (0) of all kinds at once, with the memory before and after; CORE (none)
# keeps the server on one processor; DATASETTE, the program of that name (PyPI), is measured on PASSAGES (docs.jsonl of passages.py).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
root=$(cd "$here/../.." && pwd)
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
# load CONNECTIONS SECONDS ADDRESS
load() { wrk -t1 -c"$1" -d"$2s" --timeout 30s --latency "$3" | grep -E '50%|99%|Requests/sec|Non-2xx|Socket errors' || true; }
memory() {
  awk '/VmRSS/ {all = $2} /RssAnon/ {own = $2} /Threads/ {threads = $2}
    END {printf "resident " all " KiB, of it anonymous " own " KiB, " threads " threads"}' "/proc/$server/status"
  echo ", $(ls "/proc/$server/fd" | wc -l) descriptors"
}

uptime
command -v python3 >/dev/null && python3 "$here/start.py" "$program" "$workspace"
begun=$(now)
${CORE:+taskset -c "$CORE"} "$program" serve --workspace "$workspace" --listen 127.0.0.1:0 2>"$folder/said" &
server=$!
until grep -q '^Serving ' "$folder/said"; do
  kill -0 "$server" 2>/dev/null || { cat "$folder/said" >&2; exit 1; }
done
url=$(sed -n 's/^Serving .* at //p' "$folder/said")
curl -s "${url}healthz" >/dev/null
echo "first answer after $(((($(now) - begun) / 1000000))) ms"

page="search?q=price+list+acme+vault"
echo "search page $(curl -s "$url$page" | wc -c) bytes, $(curl -s "$url$page" | gzip -c | wc -c) gzip"
paths="api/search?q=archive+migration api/search?q=text+document+format $page api/suggest?q=har healthz"
for path in $paths; do
  echo "== $path, one connection, then 16"
  load 1 "${SECONDS_EACH:-5}" "$url$path"
  load 16 "${SECONDS_EACH:-5}" "$url$path"
done
memory
if [ "${MINUTES:-0}" -gt 0 ]; then
  echo "== all kinds at once for $MINUTES minutes"
  for path in $paths; do load 4 $((MINUTES * 60)) "$url$path" >"$folder/$(echo "$path" | tr -c 'a-z\n' _).load" & done
  for minute in $(seq "$MINUTES"); do
    sleep 60
    echo "after $minute: $(memory)"
  done
  sleep 2
  grep -h 'Non-2xx\|Socket errors' "$folder"/*.load || echo 'every answer was one'
fi
kill "$server"
wait "$server" 2>/dev/null || true
server=

if [ -n "${DATASETTE:-}" ] && [ -n "${3:-}" ]; then
  title=$("$DATASETTE" --version)
  place=${DATASETTE_FOLDER:-$folder}
  python3 "$here/datasette-peer.py" "$3" "$place"
  ${CORE:+taskset -c "$CORE"} "$DATASETTE" serve "$place/passages.db" --port 7333 --setting sql_time_limit_ms 10000 >"$folder/peer" 2>&1 &
  server=$!
  until curl -s -o /dev/null http://127.0.0.1:7333/; do kill -0 "$server" 2>/dev/null || { cat "$folder/peer" >&2; exit 1; }; done
  python3 "$here/datasette-peer.py" "$3" "$place" --paths | while read -r path; do
    echo "== $title: $path, one connection, then 16"
    load 1 "${SECONDS_EACH:-5}" "http://127.0.0.1:7333/$path"
    load 16 "${SECONDS_EACH:-5}" "http://127.0.0.1:7333/$path"
  done
  memory
fi
uptime
