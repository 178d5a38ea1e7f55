#!/bin/sh
# Whether the loops of index and text answer the same, bit for bit, at every level of vector instructions of this
# processor and on aarch64: there a product and a sum may become one instruction that rounds once.
#
# Usage: processors.sh
#
# Needs the clang of the Swift toolchain; for aarch64 beside x86-64 also Debian's qemu-user, libc6-dev-arm64-cross and
# libgcc-12-dev-arm64-cross. What is missing is skipped loudly. The status is 1 if answers differ.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
sources=$here/../../Sources
clang=$(dirname "$(readlink -f "$(command -v "${SWIFT:-swift}")")")/clang
[ -x "$clang" ] || clang=$(command -v clang) || {
  echo 'SKIPPED loops on other processors: no clang beside swift or on the PATH' >&2
  exit 0
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# build PROGRAM OPTION…
build() {
  program=$1
  shift
  "$clang" -O2 "$@" -I "$sources/CPostings/include" -I "$sources/CTextTables/include" \
    "$here/loops.c" "$sources"/CPostings/*.c "$sources"/CTextTables/*.c -o "$program"
}

failed=0
# compare NAME COMMAND…
compare() {
  name=$1
  shift
  status=0
  "$@" >"$folder/found" || status=$?
  if [ $status -eq 3 ]; then
    echo "SKIPPED $name: this processor does not have it" >&2
  elif [ $status -eq 0 ] && cmp -s "$folder/expected" "$folder/found"; then
    echo "$name: as without vector instructions"
  else
    echo "$name: OTHER ANSWERS (status $status)" >&2
    diff "$folder/expected" "$folder/found" >&2 || :
    failed=1
  fi
}

build "$folder/loops"
"$folder/loops" 0 >"$folder/expected"
compare AVX2 "$folder/loops" 1
compare AVX-512 "$folder/loops" 2

arm=/usr/aarch64-linux-gnu
gcc=/usr/lib/gcc-cross/aarch64-linux-gnu/12
if [ "$(uname -m)" != aarch64 ] && [ -d $arm/include ] && [ -d $gcc ] && command -v qemu-aarch64 >/dev/null 2>&1; then
  # Debian's cross libraries lie where clang does not look.
  build "$folder/loops-aarch64" --target=aarch64-linux-gnu -fuse-ld=lld -static -nostartfiles -isystem $arm/include \
    -L $arm/lib -L $gcc $arm/lib/crt1.o $arm/lib/crti.o $gcc/crtbeginT.o $gcc/crtend.o $arm/lib/crtn.o
  compare aarch64 qemu-aarch64 "$folder/loops-aarch64" 0
elif [ "$(uname -m)" != aarch64 ]; then
  echo 'SKIPPED aarch64: apt-get install qemu-user libc6-dev-arm64-cross libgcc-12-dev-arm64-cross' >&2
fi
exit $failed
