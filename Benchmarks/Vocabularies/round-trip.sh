#!/bin/sh
# Imports every vocabulary below a folder, exports it as SKOS RDF/XML and as Parlance XML, imports the export again
# and reports what differs: first as a vocabulary owner sees it (diff), then whether every statement is the same,
# by the Turtle of both, concept by concept. Skips loudly what is not there.
#
# usage: round-trip.sh [PROGRAM [FOLDER]]
program=${1:-.build/release/parlance}
folder=${2:-${PARLANCE_DATA:-../shared/data}/vocabularies}
if [ ! -d "$folder" ]; then
  echo "SKIPPED: no vocabularies in $folder; name the folder, or set PARLANCE_DATA" >&2
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The statements of a vocabulary: one line for each resource, its statements sorted, the lines sorted.
statements() {
  "$program" export "$1" --to turtle | awk '
    BEGIN { RS = ""; FS = " ;\n" }
    { split("", s); for (i = 1; i <= NF; i++) { f = $i; sub(/ \.$/, "", f); gsub(/^[ \n]+/, "", f); s[i] = f }
      for (i = 2; i <= NF; i++) { v = s[i]; for (j = i - 1; j > 1 && s[j] > v; j--) s[j + 1] = s[j]; s[j + 1] = v }
      line = s[1]; for (i = 2; i <= NF; i++) line = line " ; " s[i]; gsub(/\n/, " ", line); print line }
  ' | sort
}

failed=0
find "$folder" -type f \( -name '*.rdf' -o -name '*.xml' \) ! -path '*w3c*' | sort | {
  while read -r file; do
    name=${file#"$folder"/}
    statements "$file" >"$work/before" 2>"$work/errors" || :
    for format in skos parlance; do
      # An export does not take the place of what another one left there.
      rm -f "$work/export.xml"
      if ! "$program" export "$file" --to $format --output "$work/export.xml" 2>"$work/errors"; then
        echo "$name: not read: $(head -n 1 "$work/errors")"
        failed=1
        continue
      fi
      result=$("$program" diff "$file" "$work/export.xml" 2>"$work/errors" | head -n 5)
      statements "$work/export.xml" >"$work/after"
      if [ "$result" != "No differences." ]; then
        echo "$name: differs through $format:"
        echo "$result"
        failed=1
      elif [ ! -s "$work/before" ] || ! cmp -s "$work/before" "$work/after"; then
        echo "$name: the same names through $format, but other statements:"
        diff "$work/before" "$work/after" | cut -c 1-200 | head -n 4
        failed=1
      else
        echo "$name: same through $format ($(wc -l <"$work/before") resources)"
      fi
    done
  done
  exit $failed
}
