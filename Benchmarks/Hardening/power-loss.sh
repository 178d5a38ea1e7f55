#!/bin/bash
# The long form of PowerLossTests: 20 runs of 2 to 602 documents, into the documents and into sidecars.
#
# Each run is recorded with strace and made again once for each of its waits for the disk (fsync,
# fdatasync, syncfs), killed there, and cut back to what had been waited for; after each the next
# retag and undos have to leave every byte as before, no tag of ours taken for a person's.
# Needs strace. Usage: Benchmarks/Hardening/power-loss.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v strace > /dev/null || { echo "strace is not installed" >&2; exit 2; }
swift build --build-tests
PARLANCE_THOROUGH=1 swift test --skip-build --filter PowerLossTests
