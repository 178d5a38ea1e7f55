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
