#!/bin/sh
# static-libraries.sh FOLDER: makes the libraries of the program link statically. Looking up symbols in
# a dozen shared ones takes longer than a search. The linker and SwiftPM look into FOLDER first
# (PKG_CONFIG_PATH): it holds the static libraries alone. Where one is not installed, it stays empty,
# and the program is linked with the shared ones.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
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

# Of the tables of Foundation's ICU the program needs a tenth (icu-tables.c). The linker takes the first library that has
# them: that of SQLite, which stands before Foundation, becomes a script that asks for the small one.
foundation=$("${SWIFT:-swift}" -static-stdlib -print-target-info |
  sed -n 's/.*"runtimeResourcePath": *"\(.*\)".*/\1/p')/linux/lib_FoundationICU.a
found=$(nm -A -S "$foundation" 2>/dev/null | sed -n 's/.*:\([^:]*\):[0-9a-f]* \([0-9a-f]*\) R \(icudt[0-9]*_dat\)$/\1 \2 \3/p')
if [ -n "$found" ]; then
  # shellcheck disable=SC2086
  set -- $found
  (
    cd "$folder"
    ar x "$foundation" "$1"
    "$compiler" -O1 -DICU_TABLE="$3" "$here/icu-tables.c" "$1" -o icu-tables
    ./icu-tables icu-tables.dat "$((0x$2))"
    cat >icu-tables.s <<EOF
.section .rodata
.globl $3
.type $3, %object
.balign 16
$3:
.incbin "icu-tables.dat"
.size $3, . - $3
.section .note.GNU-stack, "", %progbits
EOF
    "$compiler" -c icu-tables.s -o icu-tables.o
    ar rcs libicu-tables.a icu-tables.o
    rm -f "$1" icu-tables icu-tables.dat icu-tables.s icu-tables.o
    sqlite=$(readlink libsqlite3.a)
    rm libsqlite3.a
    echo "EXTERN($3) INPUT(\"$folder/libicu-tables.a\" \"$sqlite\")" >libsqlite3.a
  )
else
  echo "Linking with all tables of Foundation's ICU, 30 MB: they are not where they are looked for, in $foundation" >&2
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
