#!/bin/sh
# try-reproducible.sh MAKE: builds the last commit twice, from nothing, and compares the programs as they are packaged, byte by byte.
#
# Both in a folder of one path: GRDB has lengths of paths of its sources in it (`#file` of Swift 5). Takes two builds, half an
# hour on two cores.
set -eu

make=$1
project=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
commit=$(git -C "$project" rev-parse HEAD)
[ -z "$(git -C "$project" status --porcelain)" ] || echo "try-reproducible: what is not committed is left out" >&2
for number in 1 2; do
  git clone --quiet "$project" "$folder/parlance"
  git -C "$folder/parlance" checkout --quiet "$commit"
  "$make" --no-print-directory -C "$folder/parlance" build >"$folder/log" 2>&1 || {
    tail -n 40 "$folder/log" >&2
    exit 1
  }
  mkdir "$folder/$number"
  cp "$folder/parlance/.build/release/parlance" "$folder/parlance/.build/release/parlance-server" "$folder/$number"
  sh "$project/Packaging/settle-programs.sh" "$folder/$number/parlance" "$folder/$number/parlance-server"
  rm -rf "$folder/parlance"
done
status=0
for program in parlance parlance-server; do
  if cmp "$folder/1/$program" "$folder/2/$program"; then
    echo "$program: the same twice, $(sha256sum <"$folder/1/$program" | cut -d' ' -f1)"
  else
    echo "$program: two builds of commit $commit differ" >&2
    status=1
  fi
done
exit $status
