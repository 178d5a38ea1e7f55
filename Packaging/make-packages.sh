#!/bin/sh
# make-packages.sh MAKE PROGRAM STAGE OUTPUT: the tarball, the Debian package and the SPDX list of one build.
#
# All of it has the time of the last commit. lintian must find no error.
set -eu

make=$1
program=$2
stage=$3
output=$4
here=$(cd "$(dirname "$0")" && pwd)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
version=$("$program" --version)
architecture=$(dpkg --print-architecture)

rm -rf "$stage" "$output"
mkdir -p "$stage" "$output"
stage=$(cd "$stage" && pwd)
"$make" --no-print-directory install DESTDIR="$stage" PREFIX=/usr
sh "$here/settle-programs.sh" "$stage/usr/bin/parlance" "$stage/usr/libexec/parlance-server"
mkdir -p "$stage/usr/share/doc/parlance"
python3 "$here/make-sbom.py" Package.resolved "$version" >"$stage/usr/share/doc/parlance/sbom.spdx.json"
cp "$stage/usr/share/doc/parlance/sbom.spdx.json" "$output/parlance-$version.spdx.json"
tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
  --transform="s,^\.,parlance-$version," -C "$stage/usr" -cf - . |
  gzip -9n >"$output/parlance-$version-linux-$architecture.tar.gz"
package=$output/parlance_$version-1_$architecture.deb
sh "$here/make-deb.sh" "$stage" "$version" "$package"
lintian --fail-on error --suppress-tags bad-distribution-in-changes-file "$package"
(cd "$output" && sha256sum -- *.deb *.tar.gz *.json >SHA256SUMS && cat SHA256SUMS)
