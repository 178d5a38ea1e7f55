#!/bin/sh
# Imports every vocabulary below a folder, exports it as SKOS RDF/XML and as Parlance XML, and reports what
# differs when the export is imported again. Skips loudly what is not there.
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
failed=0
find "$folder" -type f \( -name '*.rdf' -o -name '*.xml' \) ! -path '*w3c*' | sort | {
  while read -r file; do
    name=${file#"$folder"/}
    for format in skos parlance; do
      if ! "$program" export "$file" --to $format --output "$work/export.xml" 2>"$work/errors"; then
        echo "$name: not read: $(head -n 1 "$work/errors")"
        failed=1
        continue
      fi
      result=$("$program" diff "$file" "$work/export.xml" 2>&1 | head -n 5)
      case $result in
        "No differences.") echo "$name: same through $format" ;;
        *) echo "$name: differs through $format:"; echo "$result"; failed=1 ;;
      esac
    done
  done
  exit $failed
}
