#!/bin/bash
# Reads a folder of documents, beside Recoll that indexes it.
#
#   Benchmarks/Reading/recoll.sh [DOCUMENTS [PARLANCE]]
#
# DOCUMENTS is ../shared/data/documents unless given. Both end with a search index; Recoll is the
# Debian package recollcmd, its filters those that it finds. Medians of three runs, processor time of
# all helpers included.
set -eu

project=$(cd "$(dirname "$0")/../.." && pwd)
documents=${1:-${PARLANCE_DATA:-$project/../shared/data}/documents}
program=${2:-$project/.build/release/parlance}
[ -d "$documents" ] || { echo "SKIPPED: no documents in $documents" >&2; exit 0; }
command -v recollindex >/dev/null || { echo "SKIPPED: recollindex is not installed (recollcmd)" >&2; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$documents" "$folder/documents"
chmod -R u+w "$folder/documents"

measure() {
  name=$1
  shift
  for _ in 1 2 3; do
    rm -rf "$folder/recoll" "$folder/workspace"
    mkdir -p "$folder/recoll" "$folder/workspace"
    printf 'topdirs = %s\nthrTCounts = 2 2 1\n' "$folder/documents" > "$folder/recoll/recoll.conf"
    "$program" import "$project/Vocabularies/enterprise.xml" --workspace "$folder/workspace" >/dev/null
    /usr/bin/time -f '%e %U %S' -o "$folder/time" "$@" >"$folder/output" 2>&1 || true
    tail -n 1 "$folder/time"
  done | sort -n -k2 | awk -v name="$name" '
    NR == 2 { printf "%-44s%.2f s wall, %.2f s of processor\n", name, $1, $2 + $3 }'
}

measure 'Recoll: recollindex' recollindex -c "$folder/recoll" -z
measure 'Parlance: read, tag, keep (retag)' \
  "$program" retag "$folder/documents" --yes --write-to catalog --workspace "$folder/workspace"
measure 'Parlance: read only (ReadingBenchmark)' \
  "$project/.build/release/ReadingBenchmark" "$folder/documents" --quiet
tail -n 1 "$folder/output"
