#!/bin/sh
# static-libraries.sh FOLDER: makes the libraries of the program link statically. Looking up symbols in
# a dozen shared ones takes longer than a search. The linker and SwiftPM look into FOLDER first
# (PKG_CONFIG_PATH): it holds the static libraries alone. Where one is not installed, it stays empty,
# and the program is linked with the shared ones.
set -eu

folder=$1
rm -rf "$folder"
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

compiler=
for candidate in "${CC:-cc}" gcc clang; do
  if command -v "$candidate" >/dev/null 2>&1; then
    compiler=$candidate
    break
  fi
done
xml=$(pkg-config --static --libs libxml-2.0)
for flag in $xml -lz -lstemmer -luchardet -lsqlite3 -lstdc++; do
  case $flag in
  -lm | -ldl | -lpthread) ;;
  -l*)
    name=lib${flag#-l}.a
    file=$([ -z "$compiler" ] || "$compiler" -print-file-name="$name")
    if [ ! -e "$file" ]; then
      echo "Linking with shared libraries: there is no $name here" >&2
      rm -rf "$folder"
      exit 0
    fi
    ln -sf "$file" "$folder/$name"
    ;;
  esac
done

# libxml2 asks the iconv of the C library for an encoding before it asks ICU, so that ICU's tables, a third of the
# program, serve nothing: an empty one takes their place. Its name has the version of ICU in it.
table=$(nm "$folder/libicudata.a" 2>/dev/null | sed -n 's/.* R \(icudt[0-9]*_dat\)$/\1/p')
if [ -n "$table" ]; then
  cat >"$folder/table.c" <<EOF
#include <stdint.h>
/* The head of ICU's common data (unicode/udata.h), with no entries. */
const struct {
  uint16_t headSize;
  uint8_t magic[2];
  uint16_t infoSize, reserved;
  uint8_t isBigEndian, charset, unitSize, reservedByte, format[4], formatVersion[4], version[4];
  char padding[8];
  uint32_t entryCount, end[3];
} $table = {32, {0xda, 0x27}, 20, 0, 0, 0, 2, 0, {'T', 'o', 'C', 'P'}, {1}, {0}, {0}, 0, {0}};
EOF
  rm -f "$folder/libicudata.a"
  "$compiler" -c "$folder/table.c" -o "$folder/table.o"
  ar rcs "$folder/libicudata.a" "$folder/table.o"
  rm -f "$folder/table.c" "$folder/table.o"
fi

# Blanks in paths are escaped in the files of pkg-config.
escaped=$(printf '%s' "$folder" | sed 's/ /\\ /g')
package() {
  cat >"$folder/$1.pc" <<EOF
Name: $1
Description: $1, linked statically
Version: $(pkg-config --modversion "$1")
Cflags: $(pkg-config --cflags "$1")
Libs: -L$escaped $2
EOF
}
# ICU, which libxml2 needs, and uchardet are C++.
package libxml-2.0 "$xml -lstdc++"
package zlib -lz
package uchardet "-luchardet -lstdc++"
