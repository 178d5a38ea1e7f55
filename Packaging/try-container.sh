#!/bin/sh
# try-container.sh PACKAGE: builds the container of the package on a fresh Debian 12 and uses it. As root, with buildah and
# debootstrap; no registry is asked, and no image is left.
set -eu

package=$1
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs
build() { buildah --root "$work/images" --runroot "$work/run" "$@"; }
finish() {
  build rm --all >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap finish EXIT

debootstrap --variant=minbase bookworm "$work/debian" >/dev/null
mkdir "$work/context"
cp "$package" "$work/context/"
base=$(build from scratch)
build add --quiet "$base" "$work/debian" / >/dev/null
build commit --quiet "$base" localhost/debian >/dev/null
build bud --quiet --build-arg BASE=localhost/debian --file "$root/Packaging/Containerfile" --tag parlance "$work/context" >/dev/null

container=$(build from localhost/parlance)
run() { build run --volume "$root/Samples/share:/srv/share:ro" "$container" -- "$@"; }
run parlance import /usr/share/parlance/enterprise.xml
run parlance retag /srv/share --yes --write-to catalog >/dev/null || test $? -eq 3
run parlance search 'price list acme vault' --limit 3 --format paths | grep -q .
run sh -eu -c '
  test "$(id -un)" = parlance
  umask 077
  echo "parlance $(head -c 32 /dev/urandom | sha256sum | cut -c 1-40)" >/tmp/tokens
  parlance serve --listen 0.0.0.0:7311 --token-file /tmp/tokens >/tmp/served 2>&1 &
  server=$!
  until grep -q 7311 /tmp/served; do kill -0 $server; done
  kill $server
  wait $server
  cat /tmp/served
'
echo "Built on a fresh Debian 12 and used: $(build images --format '{{.Size}}' localhost/parlance)."
