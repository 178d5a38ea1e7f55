#!/bin/sh
# A bounded part of the hardening, at most ten minutes on two cores; Documentation/Hardening.md has the long form.
#
# Usage: harden.sh PROGRAM PROBE
# Environment: SEED (default: the day of the year, so that each day tries others)
#
# What cannot run is skipped loudly. The status is 1 if anything ended by a signal, hung, lost a byte or gave a
# wrong answer.
set -u
program=$1
probe=$2
project=$(cd "$(dirname "$0")/../.." && pwd)
cd "$project" || exit 2
seed=${SEED:-$(date +%j | sed 's/^0*//')}
failed=''

title() { printf '\n== %s\n' "$*"; }
skip() { printf 'SKIPPED %s\n' "$*" >&2; }
# part NAME SECONDS COMMAND…
part() {
  title "$1"
  name=$1
  seconds=$2
  shift 2
  timeout "$seconds" "$@" || { printf 'FAILED with status %s: %s\n' "$?" "$name" >&2; failed=1; }
}

part 'extreme numbers in vocabularies of every dialect' 60 "$probe" Benchmarks/Hardening/Vocabularies 400 "$seed"
part 'extreme numbers in documents of every format' 120 "$probe" Samples/share 40 "$seed"
if command -v python3 > /dev/null; then
  part 'extreme numbers under right checksums, in a workspace and in what commands read' 150 \
    python3 Benchmarks/Hardening/extreme-workspace.py "$program" --mutants 100000 --seconds 75 --seed "$seed"
  part 'flipped bits in every file of a workspace' 120 \
    python3 Benchmarks/Hardening/workspace-flips.py "$program" --flips 100000 --seconds 50 --seed "$seed"
  part 'four times as much of one thing' 100 python3 Benchmarks/Hardening/doubling.py "$program" \
    --seconds 75 --seed "$seed"
  if [ "$(id -u)" = 0 ] && id nobody > /dev/null 2>&1; then
    part 'documents that another account may not read' 150 \
      python3 Benchmarks/Hardening/other-account.py "$program" nobody
  else
    skip 'what another account learns: it takes root, and an account nobody'
  fi
  if [ ! -f Benchmarks/Hardening/interrupted-calls.py ] || ! command -v strace > /dev/null; then
    skip 'kills and failing calls: there is no strace'
  else
    part 'kills, full disk and input errors at the calls of commands' 150 \
      python3 Benchmarks/Hardening/interrupted-calls.py "$program" --scenes retag,undo \
      --sample 1 --seconds 110 --seed "$seed"
  fi
else
  skip 'workspaces, flips and kills: there is no python3'
fi
if [ -x .build/debug/parlance ] && command -v strace > /dev/null; then
  part 'power loss, and folders of a share swapped for links' 120 \
    "${SWIFT:-swift}" test --skip-build --filter 'PowerLossTests|SwappedFolderTests|SwappedShareTests'
else
  skip 'power loss and swapped folders: make test builds them, and they need strace'
fi
[ -z "$failed" ]
