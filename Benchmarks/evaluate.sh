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
skip() { printf '\n== %s: SKIPPED, %s is not there\n' "$1" "$2"; }

cp -R "$project/Samples/share" "$folder/share"
cd "$folder"
title 'Samples: labels'
"$program" import "$project/Vocabularies/enterprise.xml" >/dev/null
"$program" evaluate labels "$project/Samples/labels.csv" --gold "$project/Samples/labels.gold.csv"
title 'Samples: tags'
"$program" retag share --yes --write-to catalog >/dev/null || [ $? -eq 3 ]
"$program" evaluate tags share --gold "$project/Samples/share.gold.jsonl"
