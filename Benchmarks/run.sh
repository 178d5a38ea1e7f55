#!/bin/sh
# Speed and size, each figure with the command that measures it. Rivals come from PyPI into a folder
# of their own. Quote medians and ratios: one run on a busy machine says little.
# The arguments are those of `swift build`; `make bench` gives the ones of `make build`.
#
# Environment:
#   SECTIONS         which of the sections below to run (default: all)
#   SPEED_FIGURES    a file for the figures as they are kept of a release (default: none)
#   PARLANCE_BENCH   a folder that is kept, so that the next run makes nothing anew (default: a new one, deleted)
#   PARLANCE_DATA    public data, ../shared/data unless set
#   PYTHON           an interpreter that has the rivals (default: python3)
#   PASSAGES         how many passages to search (default: 1000000)
#
# What is missing is skipped loudly; no command runs longer than its limit. The status is 1 if one failed.
set -eu
[ $# -gt 0 ] || set -- --configuration release -Xswiftc -static-stdlib

project=$(cd "$(dirname "$0")/.." && pwd)
cd "$project"
swift=${SWIFT:-swift}
data=${PARLANCE_DATA:-$project/../shared/data}
python=${PYTHON:-python3}
if [ -n "${PARLANCE_BENCH:-}" ]; then
  folder=$PARLANCE_BENCH
  mkdir -p "$folder"
else
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
folder=$(cd "$folder" && pwd)

title() { printf '\n== %s\n' "$*"; }
skip() { printf 'SKIPPED %s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }
# bounded SECONDS COMMAND…
bounded() {
  if has timeout; then timeout "$@"; else shift && "$@"; fi
}
# timed NAME COMMAND…: what it takes, after its own output.
timed() {
  timed_name=$1
  shift
  if [ -x /usr/bin/time ]; then
    bounded 600 /usr/bin/time -f "$timed_name  %e s, %U s user, %S s system, %M KB" "$@"
  else
    bounded 600 "$@"
  fi
}
[ -x /usr/bin/time ] || skip 'times of whole programs: there is no /usr/bin/time (package time)'

for product in parlance VocabularyBenchmark MatchingBenchmark NormalizationBenchmark ReadingBenchmark SearchingBenchmark \
  TaggingBenchmark; do
  $swift build "$@" --product $product
done
binaries=$project/.build/release
parlance=$binaries/parlance

vocabularies() {
  title 'Vocabularies: generated ones beside xmllint (Documentation/VocabularySpeed.md)'
  vb=$binaries/VocabularyBenchmark
  [ -f "$folder/large.rdf" ] || "$vb" generate 170000 "$folder/large.rdf"
  [ -f "$folder/twice.rdf" ] || "$vb" generate 340000 "$folder/twice.rdf"
  # A real one too, where it lies beside the project.
  real=$data/vocabularies/stw/stw-9.06.rdf
  [ -r "$real" ] || skip "STW: there is no $real"
  has xmllint || skip 'xmllint: not installed (package libxml2-utils)'
  cd "$folder"
  for file in large.rdf "$real"; do
    [ -r "$file" ] || continue
    for _ in 1 2 3 4 5; do
      name=$(basename "$file")
      if has xmllint; then timed "xmllint --stream $name" xmllint --stream --noout "$file"; fi
      timed "import $name" "$vb" import "$file"
    done
  done
  if [ -r "$real" ]; then
    # The same vocabulary in both dialects.
    "$parlance" export "$real" --to parlance --output "$folder/stw.xml" --force
    for _ in 1 2 3 4 5; do timed 'import stw.xml' "$vb" import "$folder/stw.xml"; done
  fi
  for size in large twice; do
    "$vb" snapshot $size.rdf $size.snapshot
    "$vb" check $size.snapshot 3
  done
  rm -rf vocabulary
  mkdir vocabulary
  for _ in 1 2 3; do
    timed 'parlance import ' "$parlance" import large.rdf --workspace vocabulary >/dev/null
    timed 'parlance check  ' "$parlance" check large.rdf >/dev/null
  done
  label=$(sed -n 's/.*prefLabel xml:lang="en">\(.* 99999\)<.*/\1/p' large.rdf)
  "$vb" process 21 "$parlance" --version
  "$vb" process 21 "$parlance" show "$label" --workspace vocabulary
  "$vb" process 21 "$parlance" show http://example.org/concept/99999 --workspace vocabulary
}

reading() {
  title 'Reading: a folder of documents (Documentation/DocumentFormats.md)'
  "$binaries/ReadingBenchmark" "$project/Samples/share" --quiet
  if [ -x /usr/bin/time ]; then
    title 'Retagging 20,000 files that have not changed, beside find'
    PARLANCE_BENCH=$folder/unchanged bounded 900 "$project/Benchmarks/Reading/incremental.sh" "$parlance" 20000
  else
    skip 'the unchanged share: there is no /usr/bin/time (package time)'
  fi
}

normalizing() {
  title 'Normalizing: labels a minute, all different and each ten times (Documentation/Normalization.md)'
  "$binaries/NormalizationBenchmark" "$project/Vocabularies/enterprise.xml" 20000 type
  "$binaries/NormalizationBenchmark" "$project/Vocabularies/enterprise.xml" 20000
}

passages() {
  [ -f "$folder/passages/queries.tsv" ] && return
  mkdir -p "$folder/passages"
  if has apt-get &&
    bounded 1800 "$python" "$project/Benchmarks/Searching/passages.py" "$folder/passages" "${PASSAGES:-1000000}"; then
    return
  fi
  skip 'real passages: passages.py (python3, apt-get) did not make them; made-up ones take their place'
  "$binaries/SearchingBenchmark" export "$folder/passages" "${PASSAGES:-1000000}"
}

tagging() {
  title 'Tagging: stored text, stage by stage (Documentation/Tagging.md)'
  passages
  head -n 50000 "$folder/passages/docs.jsonl" >"$folder/documents.jsonl"
  "$binaries/TaggingBenchmark" "$project/Vocabularies/enterprise.xml" "$folder/documents.jsonl" 3
  # Whole papers with a large vocabulary, where they lie beside the project.
  fao=$data/tagging/fao780
  [ -d "$fao" ] || { skip "fao780: there is no $fao"; return; }
  "$python" - "$fao/docs" >"$folder/fao780.jsonl" <<'PY'
import json, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.txt")):
    print(json.dumps({"id": path.stem, "title": "", "text": path.read_text(errors="replace")}))
PY
  title 'Tagging: fao780 with AGROVOC'
  "$binaries/TaggingBenchmark" "$fao/agrovoc_en.rdf" "$folder/fao780.jsonl" 3
}

searching() {
  title 'Searching: real passages, or made-up ones without apt-get (Documentation/Search.md)'
  passages
  benchmark=$binaries/SearchingBenchmark
  if has taskset; then
    printf 'on one core: '
    taskset -c 0 "$benchmark" build "$folder/passages"
  fi
  "$benchmark" build "$folder/passages"
  for level in none avx2 avx512; do
    "$benchmark" query "$folder/passages" 5 all $level
    "$benchmark" query "$folder/passages" 5 all $level plain
  done
  bounded 1800 "$python" "$project/Benchmarks/Searching/rivals.py" "$folder/passages" ||
    skip 'the other engines: rivals.py failed or took longer than half an hour'
  title 'Start-up: search on the same passages, a new process each time'
  rm -rf "$folder/million"
  mkdir "$folder/million"
  timed 'index ' "$parlance" index "$folder/passages/docs.jsonl" --workspace "$folder/million"
  for _ in 1 2 3 4 5; do
    timed 'search' "$parlance" search 'text document format' --workspace "$folder/million" >/dev/null
  done
}

starting() {
  title 'Start-up: search on the samples, a new process each time'
  rm -rf "$folder/samples"
  mkdir "$folder/samples"
  cp -R "$project/Samples/share" "$folder/samples/share"
  "$parlance" import "$project/Vocabularies/enterprise.xml" --workspace "$folder/samples" >/dev/null
  "$parlance" retag "$folder/samples/share" --yes --write-to catalog --workspace "$folder/samples" \
    >/dev/null 2>&1 || [ $? -eq 3 ]
  "$parlance" search 'price list acme vault' --workspace "$folder/samples" >/dev/null
  for _ in 1 2 3 4 5; do
    timed 'search' "$parlance" search 'price list acme vault' --workspace "$folder/samples" >/dev/null
  done
  title 'Start-up: instructions, which no other load of the machine changes (Documentation/Structure.md)'
  if has valgrind; then
    bounded 900 "$python" "$project/Benchmarks/Searching/start-up.py" "$parlance"
  else
    skip 'instructions: valgrind is not installed (package valgrind)'
  fi
}

matching() {
  title 'Matching: all labels in one pass beside other matchers (Documentation/Matching.md)'
  passages
  if [ ! -d "$folder/passages/packages" ]; then
    skip 'matching: its corpus is cut from the packages that the passages come from'
    return
  fi
  [ -f "$folder/matching/labels-500000.txt" ] || "$python" "$project/Benchmarks/Matching/make_corpus.py" \
    "$folder/matching" "$folder/passages/packages"
  bounded 1800 "$python" "$project/Benchmarks/Matching/rivals.py" "$folder/matching" \
    "$binaries/MatchingBenchmark" --megabytes 50 5000 50000
}

writing() {
  title 'Writing tags: sizes, foreign readers, undo (Documentation/DocumentFormats.md)'
  $swift build "$@" --product WritingProbe
  PYTHON=$python bounded 900 "$project/Benchmarks/Writing/evaluate.sh" "$data"
}

serving() {
  title 'Serving: 16 connections on the samples (Documentation/Services.md)'
  $swift build "$@" --product parlance-server
  bounded 300 sh "$project/Benchmarks/Serving/serving.sh" "$parlance"
}

sections() {
  failed=
  for section in ${SECTIONS:-vocabularies reading normalizing starting tagging searching matching writing serving}; do
    # In a process of its own, so that one that fails does not end the others; the caller lets go on after a failure.
    (
      set -e
      $section "$@"
    )
    # shellcheck disable=SC2181
    [ $? -eq 0 ] || failed="$failed $section"
  done
  [ -z "$failed" ] || {
    printf '\nFAILED:%s\n' "$failed"
    return 1
  }
}

{
  begun=$(date +%s)
  set +e
  sections "$@" 2>&1
  echo $? >"$folder/status"
  printf '\nThe run took %s minutes.\n' $((($(date +%s) - begun + 30) / 60))
} | tee "$folder/log"
title 'All figures beside the last release'
"$python" "$project/Benchmarks/speed.py" "$folder/log" ${SPEED_FIGURES:+--write "$SPEED_FIGURES"}
exit "$(cat "$folder/status")"
