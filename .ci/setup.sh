#!/bin/sh
# Installs the Debian packages named, if any is missing; says what to do where it cannot. Packages
# that stand behind `--toolchain` are only looked at if SWIFT (default: swift) does not start.
set -eu

swift=${SWIFT:-swift}
starts() { "$swift" --version >/dev/null 2>&1; }

missing=
for package in "$@"; do
  if [ "$package" = --toolchain ]; then
    starts && break
    continue
  fi
  status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  case $status in
  *" installed") ;;
  *) missing="$missing $package" ;;
  esac
done

if [ -n "$missing" ]; then
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "These packages are needed (Debian's names); install them, then run make again:$missing" >&2
    exit 1
  fi
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
  else
    echo "As root, run: apt-get install$missing" >&2
    exit 1
  fi
  echo "Installing$missing" >&2
  $as_root apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

if ! starts; then
  echo "A Swift 6.3 toolchain is needed (https://www.swift.org/install/linux/), with swift on the PATH or SWIFT=… for make:" >&2
  "$swift" --version >&2 || exit 1
fi
