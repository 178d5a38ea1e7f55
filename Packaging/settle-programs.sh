#!/bin/sh
# settle-programs.sh PROGRAM…: takes out of programs what differs from build to build and nothing reads.
#
# That is the compiler's hashes of what it was asked (.swift_modhash), in which names of temporary files are, and the linker's build
# id, which is made of all bytes. Needs binutils.
set -eu

for program in "$@"; do
  objcopy --remove-section .swift_modhash --remove-section .note.gnu.build-id "$program"
done
