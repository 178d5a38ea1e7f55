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

title 'Vocabularies: a generated one of 170,000 concepts, beside xmllint (Documentation/VocabularySpeed.md)'
"$binaries/VocabularyBenchmark" generate 170000 "$folder/large.rdf"
for run in 1 2 3; do
  if command -v xmllint >/dev/null 2>&1; then
    /usr/bin/time -f 'xmllint --stream  %U s user, %M KB' xmllint --stream --noout "$folder/large.rdf"
  fi
  /usr/bin/time -f 'import            %U s user, %M KB' "$binaries/VocabularyBenchmark" import "$folder/large.rdf"
done

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

title 'Matching: all labels in one pass beside other matchers: Benchmarks/matching/rivals.py (Documentation/Matching.md)'
