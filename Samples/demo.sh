#!/bin/sh
# The three jobs on a copy of the samples: import a vocabulary, normalize labels and retag a share,
# search it. Prints each command before it runs.
set -eu

program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
samples=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$samples/share" "$samples/labels.csv" "$samples/../Vocabularies/enterprise.xml" \
  "$samples/../Vocabularies/resource-types.rdf" "$folder"
cd "$folder"

show() {
  printf '\n$ parlance'
  for word in "$@"; do
    case $word in
    *[!A-Za-z0-9_./=-]*) printf " '%s'" "$word" ;;
    *) printf ' %s' "$word" ;;
    esac
  done
  printf '\n'
  # Nobody is asked, at a terminal either. Status 3: done, but some documents could not be read, as is to be expected of a real share.
  "$program" "$@" </dev/null || [ $? -eq 3 ]
}

show import enterprise.xml
show normalize labels.csv --column label --count-column count --scheme type --summary
show retag share --yes --write-to catalog
show retag share --yes --write-to catalog
show search 'price list acme vault' --limit 3
show search 'archive migration' --facet type=Brochure --limit 2
show show HC
# The next release: a product gets another name, one is merged into another.
sed -e 's|<name>Harbor Backup</name>|<name>Harbor Protect</name><former until="2012">Harbor Backup</former>|' \
  -e 's|<concept id="product/harbor-archive-cloud">|<concept id="product/harbor-archive-cloud" deprecated="2013">\
<successor ref="product/harbor-archive" on="2013"/>|' enterprise.xml >next.xml
show diff next.xml --impact
show check resource-types.rdf --rule DisjointLabelsViolation
show undo
