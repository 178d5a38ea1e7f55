#!/bin/bash
# Writes tags into every sample document, asks foreign programs what they see, and takes all back.
#
#   Benchmarks/Writing/evaluate.sh [DATA]
#
# DATA (or PARLANCE_DATA) is the folder that holds documents/; default ../shared/data. Foreign
# readers that are not installed are skipped, and named. PYTHON may name an interpreter that has
# python-docx, python-pptx, openpyxl and pypdf.
set -u
here=$(cd "$(dirname "$0")" && pwd)
package=$(cd "$here/../.." && pwd)
data=${1:-${PARLANCE_DATA:-$package/../shared/data}}
if [ ! -d "$data/documents" ]; then
  echo "SKIPPED: no documents in $data" >&2
  exit 0
fi
probe=${PROBE:-$package/.build/release/WritingProbe}
if [ ! -x "$probe" ]; then
  swift build --package-path "$package" -c release --product WritingProbe || exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/journal"
cp -a "$data/documents" "$work/documents"
chmod -R u+w "$work/documents"
cp -a "$work/documents" "$work/original"
state() {
  (cd "$work/documents" && find . -type f -printf '%p %m %U %T@\n' | sort &&
    find . -type f -print0 | sort -z | xargs -0 sha256sum)
}
state > "$work/before"

echo "== apply"
/usr/bin/time -f '%U s user, %e s wall, %M kB' "$probe" apply "$work/documents" "$work/journal" one \
  > "$work/outcomes.tsv"
cut -f1,2 "$work/outcomes.tsv" | sed 's/byte [0-9]*/byte …/; s/object [0-9]*/object …/' |
  sort | uniq -c | sort -rn
awk -F'\t' '$1 == "changed" { old += $4; journal += $6; n++ }
  END { printf "journal: %d files, %d bytes, journal %d bytes (%.2f %%)\n", n, old, journal, 100 * journal / old }' \
  "$work/outcomes.tsv"

echo "== refused files keep their bytes"
awk -F'\t' '$1 == "refused" { print $3 }' "$work/outcomes.tsv" | while IFS= read -r file; do
  cmp -s "$file" "$work/original${file#"$work/documents"}" || echo "CHANGED: $file"
done

echo "== apply again"
"$probe" apply "$work/documents" "$work/journal" two | cut -f1 | sort | uniq -c

echo "== foreign readers"
"${PYTHON:-python3}" "$here/foreign-readers.py" "$work/outcomes.tsv" "$work/documents" "$work/original"

echo "== undo"
"$probe" undo "$work/journal" one three | cut -f1 | sort | uniq -c
state > "$work/after"
if cmp -s "$work/before" "$work/after"; then
  echo "every checksum, mode, owner and time is as before"
else
  echo "DIFFERENT after undo:"
  diff "$work/before" "$work/after" | head
  exit 1
fi

echo "== mutated documents (seeded)"
timeout 300 "$probe" mutate "$work/documents" 1 "${MUTANTS:-20}" || { echo "CRASH OR HANG"; exit 1; }
