#!/bin/sh
# Keeps a workspace of a release for UpgradeTests: workspace-VERSION.tar.gz beside this file, with the vocabulary and the
# share of the first one. Run 1 tags documents in their files, a person refuses the tags of one by run 2, a query is saved.
#
# Usage: make.sh PROGRAM, the program of the release
set -eu

here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 1 ] || { echo 'Usage: make.sh PROGRAM' >&2; exit 2; }
program=$(readlink -f "$1")
version=$("$program" --version)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tar -xzf "$here/workspace-0.1.0.tar.gz" -C "$folder" ./share.before ./vocabulary.xml
cd "$folder"
cp -a share.before share
"$program" init
"$program" import vocabulary.xml
"$program" retag share --write-to documents --yes || [ $? -eq 3 ]
"$program" unassign share/sales/meeting.md product='Harbor Content' type=Minutes
"$program" query save prices 'type:"price list"'
tar -czf "$here/workspace-$version.tar.gz" --owner=0 --group=0 --sort=name .
