#!/bin/bash
# part.sh N COUNT: reads and tags the N-th of COUNT parts of a list of paths, N from 0.
#
#   PARLANCE  the program              ROOT    the folder of the share, the same on every node
#   BUNDLE    what parlance bundle wrote   PATHS   a file of paths beneath ROOT, one a line
#   OUTPUT    the folder of results: documents-N.jsonl and tags-N.jsonl; parts, which says of what they are parts
#
# A part that is there is not made again; one appears when it is whole. So whatever failed is run once more. Parts of
# another COUNT or of other PATHS are refused: together they would leave out documents.
set -euo pipefail

number=${1-}
count=${2-}
if ! [[ $number =~ ^[0-9]{1,5}$ && $count =~ ^[0-9]{1,5}$ ]] || ((10#$number >= 10#$count)); then
  echo "part.sh: '$number' of '$count' is no part: N is from 0 to COUNT - 1, COUNT at least 1" >&2
  exit 64
fi
number=$((10#$number))
count=$((10#$count))
name=$(printf '%05d' "$number")
mkdir -p "$OUTPUT"
scratch=$(mktemp -d "$OUTPUT/.part-$name.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

checksum=$(sha256sum <"$PATHS")
echo "$count parts of ${checksum%% *}" >"$scratch/parts"
# Whoever comes first says it; where the file system has no hard links, by a name that is not taken yet.
ln "$scratch/parts" "$OUTPUT/parts" 2>/dev/null || mv -n "$scratch/parts" "$OUTPUT/parts"
if [ "$(cat "$OUTPUT/parts")" != "$count parts of ${checksum%% *}" ]; then
  echo "part.sh: $OUTPUT: has parts of another COUNT or of other PATHS: $(cat "$OUTPUT/parts")" >&2
  echo "Hint: go on with these, or name another OUTPUT" >&2
  exit 2
fi
[ ! -e "$OUTPUT/tags-$name.jsonl" ] || exit 0

split -n "l/$((number + 1))/$count" "$PATHS" |
  "$PARLANCE" extract --bundle "$BUNDLE" --root "$ROOT" >"$scratch/documents"
# Through a pipe: of a file, tag would let the documents of the part count for each other.
cat "$scratch/documents" | "$PARLANCE" tag --bundle "$BUNDLE" >"$scratch/tags"
mv "$scratch/documents" "$OUTPUT/documents-$name.jsonl"
mv "$scratch/tags" "$OUTPUT/tags-$name.jsonl"
