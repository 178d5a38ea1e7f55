#!/bin/sh
# Speed and size, each figure with the command that measures it. Rivals come from PyPI into a folder
# of their own. Quote medians and ratios: one run on a busy machine says little.
set -eu

project=$(cd "$(dirname "$0")/.." && pwd)
cd "$project"
swift=${SWIFT:-swift}
folder=${PARLANCE_BENCH:-$(mktemp -d)}
mkdir -p "$folder"
title() { printf '\n== %s\n' "$*"; }

$swift build --configuration release -Xswiftc -static-stdlib --product parlance
for product in VocabularyBenchmark MatchingBenchmark NormalizationBenchmark ReadingBenchmark SearchingBenchmark; do
  $swift build --configuration release --product $product
done
binaries=$project/.build/release

title 'Vocabularies: generated ones beside xmllint (Documentation/VocabularySpeed.md)'
vb=$binaries/VocabularyBenchmark
"$vb" generate 170000 "$folder/large.rdf"
"$vb" generate 340000 "$folder/twice.rdf"
# A real one too, where it lies beside the project.
real=$project/../shared/data/vocabularies/stw/stw-9.06.rdf
cd "$folder"
for file in large.rdf "$real"; do
  [ -r "$file" ] || continue
  for run in 1 2 3 4 5; do
    if command -v xmllint >/dev/null 2>&1; then
      /usr/bin/time -f 'xmllint --stream  %e s, %U s user, %S s system, %M KB' \
        xmllint --stream --noout "$file"
    fi
    /usr/bin/time -f 'import            %e s, %U s user, %S s system, %M KB' "$vb" import "$file"
  done
done
for size in large twice; do
  "$vb" snapshot $size.rdf $size.snapshot
  "$vb" check $size.snapshot 3
done
cd "$project"
mkdir -p "$folder/vocabulary"
rm -rf "$folder/vocabulary/.parlance"
for run in 1 2 3; do
  /usr/bin/time -f 'parlance import   %e s, %U s user, %S s system, %M KB' \
    "$binaries/parlance" import "$folder/large.rdf" --workspace "$folder/vocabulary" >/dev/null
  /usr/bin/time -f 'parlance check    %e s, %U s user, %S s system, %M KB' \
    "$binaries/parlance" check "$folder/large.rdf" >/dev/null
done
label=$(sed -n 's/.*prefLabel xml:lang="en">\(.* 99999\)<.*/\1/p' "$folder/large.rdf")
"$vb" process 21 "$binaries/parlance" --version
"$vb" process 21 "$binaries/parlance" show "$label" --workspace "$folder/vocabulary"
"$vb" process 21 "$binaries/parlance" show http://example.org/concept/99999 \
  --workspace "$folder/vocabulary"

title 'Reading: a folder of documents (Documentation/DocumentFormats.md)'
"$binaries/ReadingBenchmark" "$project/Samples/share" --quiet

title 'Searching: a million real passages, or made-up ones without apt-get (Documentation/Search.md)'
mkdir -p "$folder/passages"
if [ ! -f "$folder/passages/queries.tsv" ]; then
  python3 "$project/Benchmarks/Searching/passages.py" "$folder/passages" ||
    "$binaries/SearchingBenchmark" export "$folder/passages" 1000000
fi
if command -v taskset >/dev/null 2>&1; then
  printf 'on one core: '
  taskset -c 0 "$binaries/SearchingBenchmark" build "$folder/passages"
fi
"$binaries/SearchingBenchmark" build "$folder/passages"
"$binaries/SearchingBenchmark" query "$folder/passages"
python3 "$project/Benchmarks/Searching/rivals.py" "$folder/passages"
title 'Start-up: search on a million passages, a new process each time'
mkdir -p "$folder/million"
/usr/bin/time -f 'index  %e s, %U s user, %M KB' \
  "$binaries/parlance" index "$folder/passages/docs.jsonl" --workspace "$folder/million"
for run in 1 2 3 4 5; do
  /usr/bin/time -f 'search  %e s wall, %U s user, %M KB' \
    "$binaries/parlance" search 'text document format' --workspace "$folder/million" >/dev/null
done

title 'Normalizing: labels a minute, all different and each ten times (Documentation/Normalization.md)'
"$binaries/NormalizationBenchmark" "$project/Vocabularies/enterprise.xml" 20000 type
"$binaries/NormalizationBenchmark" "$project/Vocabularies/enterprise.xml" 20000

title 'Start-up: search on the samples, a new process each time'
cp -R "$project/Samples/share" "$folder/share"
rm -rf "$folder/.parlance"
"$binaries/parlance" import "$project/Vocabularies/enterprise.xml" --workspace "$folder" >/dev/null
"$binaries/parlance" retag "$folder/share" --yes --write-to catalog --workspace "$folder" >/dev/null || [ $? -eq 3 ]
"$binaries/parlance" search 'price list acme vault' --workspace "$folder" >/dev/null
for run in 1 2 3 4 5; do
  /usr/bin/time -f 'search  %e s wall, %U s user, %M KB' \
    "$binaries/parlance" search 'price list acme vault' --workspace "$folder" >/dev/null
done

title 'Matching: all labels in one pass beside other matchers: Benchmarks/Matching/rivals.py (Documentation/Matching.md)'
