#!/bin/sh
# short-walk.sh PROGRAM PYTHON: the part of browser-walk.sh that make test runs, at most five minutes; says loudly if it cannot.
set -eu

missing=
command -v chromium >/dev/null || missing='chromium'
"$2" -c 'import playwright, axe_playwright_python' 2>/dev/null || missing="${missing:+$missing, }playwright and axe (Python)"
if [ -n "$missing" ]; then
  {
    echo '************************************************************************'
    echo "SKIPPED: nobody walked the pages in a browser. Missing: $missing."
    echo 'make setup-browser gets it.'
    echo '************************************************************************'
  } >&2
  exit 0
fi
screenshots=$(mktemp -d)
trap 'rm -rf "$screenshots"' EXIT
# The program of the tests is not optimised: documents whose metadata has labels to match would take it half a minute.
# The type of the last one waits for a person's word, so that there is something to review.
samples='intl/価格表_2011.txt
mail/archiv/fw price list.eml
mail/archiv/AW Angebot Verlängerung.eml
sales/pricing/care_plans_2012.csv
finance/orders/PO_55120_Fennimore.csv
support/release-notes/RN_HarborBackup_7.0.1.txt
support/release-notes/LIESMICH_Passport_SSO.txt
documentation/spec_jetty_slot_mapping.txt
hr/orgchart 2009-10.html'
SAMPLES=$samples WALK=short PATIENCE=60 timeout -k 10 300 sh "$(dirname "$0")/browser-walk.sh" "$1" "$2" "$screenshots"
