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
program=${PARLANCE:-$package/.build/release/parlance}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/journal"
cp -a "$data/documents" "$work/documents"
chmod -R u+w "$work/documents"
# Attributes of others, which must be there afterwards.
find "$work/documents" -type f -exec python3 -c 'import os, sys
for number, path in enumerate(sys.argv[1:]):
    os.setxattr(path, "user.others", b"%d" % number)' {} + 2>/dev/null ||
  echo "SKIPPED: no extended attributes here" >&2
cp -a "$work/documents" "$work/original"
state() {
  (cd "$work/documents" && find . -type f -printf '%p %m %U %T@\n' | sort &&
    find . -type f -print0 | sort -z | xargs -0 sha256sum &&
    python3 -c 'import os, sys
for folder, _, names in sorted(os.walk(".")):
    for path in sorted(os.path.join(folder, name) for name in names):
        print(path, sorted((key, os.getxattr(path, key)) for key in os.listxattr(path)))')
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
"${PYTHON:-python3}" "$here/foreign-readers.py" "$work/outcomes.tsv" "$work/documents" "$work/original" \
  $([ -x "$program" ] && echo "$program" "$package/Vocabularies/enterprise.xml")

echo "== undo"
"$probe" undo "$work/journal" one three | cut -f1 | sort | uniq -c
state > "$work/after"
if cmp -s "$work/before" "$work/after"; then
  echo "every checksum, mode, owner, time and extended attribute is as before"
else
  echo "DIFFERENT after undo:"
  diff "$work/before" "$work/after" | head
  exit 1
fi

echo "== mutated documents (seeded)"
timeout 300 "$probe" mutate "$work/documents" 1 "${MUTANTS:-20}" || { echo "CRASH OR HANG"; exit 1; }
