#!/bin/sh
# Quality against gold standards. What needs the real data beside the project is skipped loudly when
# it is not there; PARLANCE_DATA names its folder, ../shared/data unless set.
set -eu

program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
project=$(cd "$(dirname "$0")/.." && pwd)
data=${PARLANCE_DATA:-$project/../shared/data}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

title() { printf '\n== %s\n' "$*"; }
skip() { printf '\n== %s: SKIPPED, there is no %s\n' "$1" "$2" >&2; }

cp -R "$project/Samples/share" "$folder/share"
cd "$folder"
"$program" import "$project/Vocabularies/enterprise.xml" >/dev/null

title 'Samples: labels'
"$program" evaluate labels "$project/Samples/labels.gold.csv" --concept-column concept --scheme type

title 'Samples: tags of the share'
("$program" retag share --dry-run --format jsonl || [ $? -eq 3 ]) |
  python3 "$project/Benchmarks/score-share.py" "$project/Samples/share.gold.jsonl"

title 'Search: documents that people tagged so, by labels of their tags, words alone and understood'
python3 "$project/Benchmarks/Searching/concepts.py" "$program" "$project" "$data"

if [ ! -d "$data" ]; then
  skip 'Public gold standards' "$data"
  exit 0
fi

sets='document-types products programming-languages openaire-countries openaire-languages'
for set in $sets; do
  title "Labels: $set, half of each concept's labels known, the other half asked, 5 seeds"
  "$program" evaluate labels "$data/labels/$set.tsv" --names "$data/labels/$set.canonical.tsv" --free-text
done

if python3 -c 'import rapidfuzz, sklearn' 2>/dev/null; then
  title 'Labels: other ways, the same splits, the best threshold on the labels asked'
  python3 "$project/Benchmarks/Normalization/rivals.py" "$data/labels" $sets
else
  skip 'Labels: other ways' 'rapidfuzz and scikit-learn (PyPI) for python3'
fi

title 'Tags: untrained and learned, with intervals, and TF-IDF with logistic regression on the same splits'
python3 "$project/Benchmarks/Tagging/meaning.py" "$data" "$program"

title 'Tags: decisions in the order in which a review asks for them'
python3 "$project/Benchmarks/Tagging/teaching.py" "$data" "$program"

title 'Tags: for whom, where and for which trade documents are'
python3 "$project/Benchmarks/Tagging/scopes.py" "$program" "$project" "$data"

title 'Tags: mentions of ncbi-disease'
python3 "$project/Benchmarks/Tagging/mentions.py" "$data" "$program"

title 'Search: renames, a product and a type, without tags, with those of the program and of people'
python3 "$project/Benchmarks/Searching/renames.py" "$data" "$program"

title 'Near-duplicates: real documents saved again, converted, edited; in a search and in report duplicates'
python3 "$project/Benchmarks/Searching/copies.py" "$data" "$program"

for set in cranfield cacm adi; do
  title "Search: $set (nDCG@10, MAP, recall@100)"
  mkdir "$set"
  "$program" index "$data/search/$set/docs.jsonl" --workspace "$set" >/dev/null
  "$program" search --batch "$data/search/$set/queries.tsv" --format trec --limit 1000 --workspace "$set" |
    python3 "$project/Benchmarks/score-search.py" "$data/search/$set/qrels.tsv"
done

if python3 -c 'import numpy, scipy, snowballstemmer' 2>/dev/null; then
  title 'Search: the numbers of feedback, chosen in five folds, for queries of every length'
  python3 "$project/Benchmarks/Searching/expansion.py" "$data"
else
  skip 'Search: the numbers of feedback' 'numpy, scipy and snowballstemmer (PyPI) for python3'
fi

vectors=$project/.build/vectors
if [ -f "$vectors/model.safetensors" ]; then
  title 'Search: what word vectors add, and what they cost'
  python3 "$project/Benchmarks/Searching/vectors.py" "$program" \
    "$vectors/model.safetensors" "$vectors/tokenizer.json" \
    "$data/search/cranfield" "$data/search/cacm" "$data/search/adi"
else
  skip 'Search: word vectors' "$vectors; make vectors gets it"
fi

title 'Vocabularies: import, export, import again'
"$project/Benchmarks/Vocabularies/round-trip.sh" "$program" "$data/vocabularies" || true

title 'Documents: 281 real and hostile files, read or refused'
cp -R "$data/documents" documents
chmod -R u+w documents
("$program" retag documents --dry-run --format jsonl || [ $? -eq 3 ]) |
  python3 -c 'import collections, json, sys
outcomes = collections.Counter(json.loads(line)["outcome"] for line in sys.stdin)
print(", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))'
