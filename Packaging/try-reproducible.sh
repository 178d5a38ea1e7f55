#!/bin/sh
# try-reproducible.sh MAKE: builds the last commit twice, in folders of different names, and compares the programs byte by byte.
#
# Takes two builds from nothing, a quarter of an hour on two cores.
set -eu

make=$1
project=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
commit=$(git -C "$project" rev-parse HEAD)
[ -z "$(git -C "$project" status --porcelain)" ] || echo "try-reproducible: what is not committed is left out" >&2
for name in one another-folder; do
  git clone --quiet "$project" "$folder/$name"
  git -C "$folder/$name" checkout --quiet "$commit"
  "$make" --no-print-directory -C "$folder/$name" build >"$folder/$name.log" 2>&1 || {
    tail -n 40 "$folder/$name.log" >&2
    exit 1
  }
done
status=0
for program in parlance parlance-server; do
  one=$folder/one/.build/release/$program
  another=$folder/another-folder/.build/release/$program
  if cmp "$one" "$another"; then
    echo "$program: the same twice, $(sha256sum <"$one" | cut -d' ' -f1)"
  else
    echo "$program: two builds of commit $commit differ" >&2
    status=1
  fi
done
exit $status
