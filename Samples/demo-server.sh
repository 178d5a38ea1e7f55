#!/bin/sh
# The search page on a copy of the samples, which is gone when it ends.
set -eu

program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
samples=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 0' INT TERM
cp -R "$samples/share" "$samples/../Vocabularies/enterprise.xml" "$folder"
cd "$folder"

"$program" import enterprise.xml >/dev/null
# Status 3: done, but some documents could not be read, as is to be expected of a real share.
"$program" retag share --yes --write-to catalog >/dev/null 2>&1 || [ $? -eq 3 ]
"$program" query save offers 'type:quote date:2010..'
echo 'Open http://127.0.0.1:7311/search?q=price+list+acme+vault   (Ctrl-C ends it)'
"$program" serve --serve-files
