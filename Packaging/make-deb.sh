#!/bin/sh
# make-deb.sh STAGE VERSION OUTPUT: makes a Debian package of what `make install DESTDIR=STAGE PREFIX=/usr` put there.
#
# Needs dpkg-dev. SOURCE_DATE_EPOCH is the time of all files and of the changelog's entry, so that two builds of one
# commit are the same bytes.
set -eu

stage=$(cd "$1" && pwd)
version=$2
output=$3
here=$(cd "$(dirname "$0")" && pwd)
: "${SOURCE_DATE_EPOCH:?the time of the commit, in seconds since 1970}"
export SOURCE_DATE_EPOCH
document=$stage/usr/share/doc/parlance
maintainer='Parlance maintainers <maintainers@parlance.invalid>'

# Where Debian has the completions of packages.
mkdir -p "$stage/usr/share/zsh/vendor-completions"
mv "$stage/usr/share/zsh/site-functions/_parlance" "$stage/usr/share/zsh/vendor-completions/_parlance"
rmdir "$stage/usr/share/zsh/site-functions"

install -D -m 644 "$here/copyright" "$document/copyright"
install -D -m 644 "$here/lintian-overrides" "$stage/usr/share/lintian/overrides/parlance"
install -D -m 644 "$here/default" "$stage/etc/default/parlance"
for unit in parlance.service parlance-retag.service parlance-retag.timer parlance-watch.service; do
  install -D -m 644 "$here/$unit" "$stage/lib/systemd/system/$unit"
done
install -D -m 644 "$here/../Vocabularies/enterprise.xml" "$stage/usr/share/parlance/enterprise.xml"
install -D -m 644 "$here/../CHANGELOG.md" "$document/changelog"
cat >"$document/changelog.Debian" <<END
parlance ($version-1) unstable; urgency=medium

  * See /usr/share/doc/parlance/changelog.gz.

 -- $maintainer  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
END
gzip -9n "$document/changelog" "$document/changelog.Debian"
find "$stage/usr/share/man" -name '*.1' -exec gzip -9n {} +
cp "$here/README.Debian" "$document/README.Debian"

# What is left to be linked when the programs start.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/debian"
printf 'Source: parlance\n\nPackage: parlance\nArchitecture: any\n' >"$scratch/debian/control"
depends=$(cd "$scratch" && dpkg-shlibdeps -O "$stage/usr/bin/parlance" "$stage/usr/libexec/parlance-server" |
  sed -n 's/^shlibs:Depends=//p')

mkdir -p "$stage/DEBIAN"
for script in postinst postrm prerm; do install -m 755 "$here/$script" "$stage/DEBIAN/$script"; done
echo /etc/default/parlance >"$stage/DEBIAN/conffiles"
cat >"$stage/DEBIAN/control" <<END
Package: parlance
Version: $version-1
Architecture: $(dpkg --print-architecture)
Maintainer: $maintainer
Installed-Size: $(du -sk --exclude=DEBIAN "$stage" | cut -f1)
Depends: adduser, $depends
Recommends: poppler-utils, libimage-exiftool-perl, curl
Suggests: antiword, catdoc, djvulibre-bin, libreoffice
Section: text
Priority: optional
Description: one language for an enterprise's documents
 Parlance imports a controlled vocabulary (SKOS, Parlance XML and others),
 tags the documents of a share with it, and finds them by every name that a
 thing ever had. Tags can be written into the documents, with a plan before
 and an undo after.
 .
 It has a command, a server with pages and a JSON interface, and answers
 assistants over the Model Context Protocol.
END
(cd "$stage" && find . -path ./DEBIAN -prune -o -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' md5sum) \
  >"$stage/DEBIAN/md5sums"
chmod 644 "$stage/DEBIAN/md5sums" "$stage/DEBIAN/control" "$stage/DEBIAN/conffiles"
find "$stage" -type d -exec chmod 755 {} +
find "$stage" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group --build "$stage" "$output" >/dev/null
