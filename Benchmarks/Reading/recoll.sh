#!/bin/bash
# Reads a folder of documents, beside Recoll that indexes it.
#
#   Benchmarks/Reading/recoll.sh [DOCUMENTS [PARLANCE]]
#
# DOCUMENTS is ../shared/data/documents unless given. Recoll is the Debian package recollcmd, its filters
# those that it finds. Medians of three runs, processor time of all helpers included; the vocabulary is
# imported, and what labels mean is learned from it, once and before. With WritingProbe (PROBE, or of
# the release build) tags are written then, and Recoll is asked for a word that only they have.
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
    echo Brochure | "$program" normalize - --workspace "$folder/workspace" >/dev/null
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

probe=${PROBE:-$project/.build/release/WritingProbe}
[ -x "$probe" ] || { echo "SKIPPED: no WritingProbe to write tags with" >&2; exit 0; }
mkdir "$folder/journal"
extensions() { sed 's/.*\.//' | tr A-Z a-z | sort | uniq -c; }
"$probe" apply "$folder/documents" "$folder/journal" run |
  awk -F'\t' '$1 == "changed" { print $3 }' | extensions > "$folder/written"
rm -rf "$folder/recoll/xapiandb"
recollindex -c "$folder/recoll" -z >/dev/null 2>&1
recollq -c "$folder/recoll" -b -n 0 'Häfen' 2>/dev/null | extensions > "$folder/found"
echo 'files written, and found by Recoll by a word of the tags:'
awk 'NR == FNR { found[$2] = $1; next } { printf "  %-6s%4d %4d\n", $2, $1, found[$2] }' \
  "$folder/found" "$folder/written"
