#!/bin/sh
# Quality against gold standards, in parts, and all figures in one table at the end.
#
# usage: evaluate.sh PROGRAM [PART…]     (PART: samples labels tags mentions search copies vectors vocabularies
#                                         documents; all if none)
#
# What needs the real data beside the project is skipped loudly when it is not there; PARLANCE_DATA names its folder,
# ../shared/data unless set. A part that fails does not keep the others from running; the status is 1 then. The table
# goes to the file that PARLANCE_TABLE names, too.
set -eu

parts='samples labels tags mentions search copies vectors vocabularies documents'
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
project=$(cd "$(dirname "$0")/.." && pwd)
data=${PARLANCE_DATA:-$project/../shared/data}
if [ -d "$data" ]; then data=$(cd "$data" && pwd); fi
benchmarks=$project/Benchmarks
shift

title() { printf '\n== %s\n' "$*"; }
skip() { printf '\n== %s: SKIPPED, there is no %s\n' "$1" "$2" >&2; }
has() { python3 -c "import $1" 2>/dev/null; }

# Whether the public data is there; says what is skipped if it is not.
has_data() { [ -d "$data" ] || { skip "$1" "$data"; return 1; }; }

samples() {
  cp -R "$project/Samples/share" share
  "$program" import "$project/Vocabularies/enterprise.xml" >/dev/null
  title 'Samples: labels'
  "$program" evaluate labels "$project/Samples/labels.gold.csv" --concept-column concept --scheme type \
    --format jsonl | python3 "$benchmarks/Normalization/splits.py" samples
  title 'Samples: tags of the share'
  ("$program" retag share --dry-run --format jsonl || [ $? -eq 3 ]) |
    python3 "$benchmarks/score-share.py" "$project/Samples/share.gold.jsonl"
}

labels() {
  has_data Labels || return 0
  sets='document-types products programming-languages openaire-countries openaire-languages'
  for set in $sets; do
    names=$data/labels/$set.canonical.tsv
    title "Labels: $set, half of each concept's labels known, the other half asked, 5 seeds"
    "$program" evaluate labels "$data/labels/$set.tsv" --names "$names" --free-text --format jsonl |
      python3 "$benchmarks/Normalization/splits.py" "$set"
  done
  title 'Labels: document-types, the same with their URIs'
  "$program" evaluate labels "$data/labels/document-types.tsv" --names "$data/labels/document-types.canonical.tsv" \
    --format jsonl | python3 "$benchmarks/Normalization/splits.py" 'document-types with URIs'
  if has 'rapidfuzz, sklearn'; then
    title 'Labels: other ways, the same splits, the best threshold on the labels asked'
    python3 "$benchmarks/Normalization/rivals.py" "$data/labels" $sets 'document-types with URIs'
  else
    skip 'Labels: other ways' 'rapidfuzz and scikit-learn (PyPI) for python3'
  fi
}

tags() {
  has_data Tags || return 0
  title 'Tags: untrained and learned, with intervals, and TF-IDF with logistic regression on the same splits'
  python3 "$benchmarks/Tagging/meaning.py" "$data" "$program"
  title 'Tags: decisions in the order in which a review asks for them'
  python3 "$benchmarks/Tagging/teaching.py" "$data" "$program"
  title 'Tags: for whom, where and for which trade documents are'
  python3 "$benchmarks/Tagging/scopes.py" "$program" "$project" "$data"
}

mentions() {
  has_data Mentions || return 0
  title 'Tags: mentions of ncbi-disease'
  python3 "$benchmarks/Tagging/mentions.py" "$data" "$program"
}

search() {
  title 'Search: documents that people tagged so, by labels of their tags, words alone and understood'
  python3 "$benchmarks/Searching/concepts.py" "$program" "$project" "$data"
  has_data Search || return 0
  title 'Search: renames, a product and a type, without tags, with those of the program and of people'
  python3 "$benchmarks/Searching/renames.py" "$data" "$program"
  python3 "$benchmarks/Searching/likely.py" "$data" "$program"
  title 'Search: collections with judgements, and SQLite FTS5 on the same queries'
  python3 "$benchmarks/Searching/quality.py" "$data" "$program"
  if has 'numpy, scipy, snowballstemmer'; then
    title 'Search: the numbers of feedback, chosen in five folds, for queries of every length'
    python3 "$benchmarks/Searching/expansion.py" "$data"
  else
    skip 'Search: the numbers of feedback' 'numpy, scipy and snowballstemmer (PyPI) for python3'
  fi
}

copies() {
  has_data Near-duplicates || return 0
  title 'Near-duplicates: real documents saved again, converted, edited; in a search and in report duplicates'
  python3 "$benchmarks/Searching/copies.py" "$data" "$program"
}

vectors() {
  has_data 'Word vectors' || return 0
  model=$project/.build/vectors
  if [ -f "$model/model.safetensors" ]; then
    title 'Search: what word vectors add, and what they cost'
    python3 "$benchmarks/Searching/vectors.py" "$program" "$model/model.safetensors" "$model/tokenizer.json" \
      "$data/search/cranfield" "$data/search/cacm" "$data/search/adi"
  else
    skip 'Search: word vectors' "$model; make vectors gets it"
  fi
}

vocabularies() {
  has_data Vocabularies || return 0
  title 'Vocabularies: import, export, import again'
  "$benchmarks/Vocabularies/round-trip.sh" "$program" "$data/vocabularies" >round-trips || true
  cat round-trips
  python3 "$benchmarks/score-files.py" trips <round-trips
}

documents() {
  has_data Documents || return 0
  title 'Documents: real and hostile files, read or refused'
  "$program" import "$project/Vocabularies/enterprise.xml" >/dev/null
  cp -R "$data/documents" documents
  chmod -R u+w documents
  ("$program" retag documents --dry-run --format jsonl || [ $? -eq 3 ]) |
    python3 "$benchmarks/score-files.py" documents
}

for part in "$@"; do
  case " $parts --one " in *" $part "*) ;; *)
    echo "evaluate.sh: \"$part\" is no part; there are: $parts" >&2
    exit 64
  esac
done

if [ "${1:-}" = --one ]; then
  # By itself, since the shell does not end at the first failure of what stands before ||.
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  cd "$folder"
  "$2"
  exit 0
fi

PARLANCE_FIGURES=$(mktemp)
export PARLANCE_FIGURES
trap 'rm -f "$PARLANCE_FIGURES"' EXIT
begin=$(date +%s)
failed=''
for part in ${*:-$parts}; do
  start=$(date +%s)
  sh "$0" "$program" --one "$part" || failed="$failed $part"
  printf '\n(%s: %d s)\n' "$part" $(($(date +%s) - start))
done

title "All figures; what a part was skipped or failed for is missing ($(($(date +%s) - begin)) s for ${*:-all parts})"
python3 "$benchmarks/figures.py" "$PARLANCE_FIGURES" | tee "${PARLANCE_TABLE:-/dev/null}"
if [ -n "$failed" ]; then
  echo "FAILED:$failed" >&2
  exit 1
fi
