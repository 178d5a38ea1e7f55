#!/bin/bash
# Plans an unchanged share of 100,000 small files, beside find over the same folders.
#
#   Benchmarks/Reading/incremental.sh [PARLANCE [FILES]]
#
# Makes the share once in PARLANCE_BENCH (else a new folder in /tmp, deleted in the end), tags it in
# the catalog, and then times what a nightly run does when nothing has changed. Medians of nine runs.
set -eu

project=$(cd "$(dirname "$0")/../.." && pwd)
program=${1:-$project/.build/release/parlance}
files=${2:-100000}
if [ -n "${PARLANCE_BENCH:-}" ]; then
  folder=$PARLANCE_BENCH
  mkdir -p "$folder"
else
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
export PARLANCE_WORKSPACE=$folder

if [ ! -d "$folder/share" ]; then
  python3 - "$folder/share" "$files" <<'PY'
import os, sys
root, count = sys.argv[1], int(sys.argv[2])
kinds = ["Brochure", "Price list", "Data sheet", "Meeting notes", "Quote"]
for number in range(count):
    folder = os.path.join(root, f"department {number // 10000}", f"project {number // 100 % 100:02d}")
    if number % 100 == 0:
        os.makedirs(folder, exist_ok=True)
    kind = kinds[number * 7 % len(kinds)]
    with open(os.path.join(folder, f"{kind} {number:06d}.md"), "w") as file:
        file.write(f"# {kind}\n\nHarbor Archive, number {number}.\n")
PY
  "$program" import "$project/Vocabularies/enterprise.xml" >/dev/null
  /usr/bin/time -f 'first run                       %e s wall, %U s user, %S s system, %M KB' \
    "$program" retag "$folder/share" --yes --write-to catalog >/dev/null || [ $? -eq 3 ]
  # What changed while the first run looked at the share is looked at once more by the second.
  /usr/bin/time -f 'second run                      %e s wall, %U s user, %S s system, %M KB' \
    "$program" retag "$folder/share" --yes --write-to catalog >/dev/null || [ $? -eq 3 ]
fi

# median NAME COMMAND…: wall-clock and processor time of nine runs
median() {
  name=$1
  shift
  for _ in 1 2 3 4 5 6 7 8 9; do
    /usr/bin/time -f '%e %U %S %M' -o "$folder/time" "$@" >/dev/null 2>&1 || true
    tail -n 1 "$folder/time"
  done | awk -v name="$name" '
    { wall[NR] = $1; processor[NR] = $2 + $3; memory = $4 }
    END {
      n = asort_(wall); asort_(processor)
      printf "%-32s%.2f s wall, %.2f s of processor, %d KB\n", name, wall[5], processor[5], memory
    }
    function asort_(a,  i, j, t) {
      for (i = 2; i in a; i++) for (j = i; j > 1 && a[j] < a[j-1]; j--) { t = a[j]; a[j] = a[j-1]; a[j-1] = t }
      return i - 1
    }'
}

median "find -printf '%s %T@'" find "$folder/share" -printf '%s %T@\n'
median 'retag --dry-run, nothing new' "$program" retag "$folder/share" --dry-run
median 'retag --yes, nothing new' "$program" retag "$folder/share" --yes --write-to catalog
median "find -printf '%s %T@'" find "$folder/share" -printf '%s %T@\n'
