#!/bin/sh
# try-deb.sh PACKAGE: installs the package in a fresh Debian 12, uses it, and purges it. As root, with debootstrap.
set -eu

package=$1
root=$(cd "$(dirname "$0")/.." && pwd)
fresh=$(mktemp -d)/debian
trap 'rm -rf "${fresh%/debian}"' EXIT
debootstrap --variant=minbase bookworm "$fresh" >/dev/null
cp "$package" "$fresh/parlance.deb"
cp -R "$root/Samples/share" "$fresh/srv/share"
inside() { chroot "$fresh" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/tmp "$@"; }

inside sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq /parlance.deb' >/dev/null
inside sh -eu -c '
  test "$(stat -c %U:%a /var/lib/parlance)" = parlance:700
  run() { su -s /bin/sh parlance -c "cd /var/lib/parlance && parlance $*"; }
  run import /usr/share/parlance/enterprise.xml
  run retag /srv/share --yes --write-to catalog >/dev/null || test $? -eq 3
  run search "price list acme vault" --limit 3 --format paths | grep -q .
  run doctor
  test -x /usr/libexec/parlance-server
  gzip -dc /usr/share/man/man1/parlance-search.1.gz | grep -q parlance
'
inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get purge -y -qq parlance' >/dev/null
test -d "$fresh/var/lib/parlance/.parlance" || { echo "the purge took a workspace along" >&2; exit 1; }
left=$(inside sh -c 'find / -xdev -path /proc -prune -o -name "*parlance*" -print' | grep -v -e ^/parlance.deb -e ^/var || true)
[ -z "$left" ] || { echo "left behind: $left" >&2; exit 1; }
echo "Installed, used and purged in a fresh Debian 12."
