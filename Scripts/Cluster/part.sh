#!/bin/bash
# part.sh N COUNT: reads and tags the N-th of COUNT parts of a list of paths, N from 0.
#
#   PARLANCE  the program              ROOT    the folder of the share, the same on every node
#   BUNDLE    what parlance bundle wrote   PATHS   a file of paths beneath ROOT, one a line
#   OUTPUT    the folder of results: documents-N.jsonl and tags-N.jsonl
#
# A part that is there is not made again; one appears when it is whole. So whatever failed is run once more.
set -euo pipefail

number=$1
count=$2
name=$(printf '%05d' "$number")
[ ! -e "$OUTPUT/tags-$name.jsonl" ] || exit 0
mkdir -p "$OUTPUT"
scratch=$(mktemp -d "$OUTPUT/.part-$name.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

split -n "l/$((number + 1))/$count" "$PATHS" |
  "$PARLANCE" extract --bundle "$BUNDLE" --root "$ROOT" >"$scratch/documents"
# Through a pipe: of a file, tag would let the documents of the part count for each other.
cat "$scratch/documents" | "$PARLANCE" tag --bundle "$BUNDLE" >"$scratch/tags"
mv "$scratch/documents" "$OUTPUT/documents-$name.jsonl"
mv "$scratch/tags" "$OUTPUT/tags-$name.jsonl"
