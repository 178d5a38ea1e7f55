#!/bin/sh
# openapi.sh URL SCHEMATHESIS: holds a server against its own description with schemathesis (PyPI), unchanged.
#
# Requests are made up from /openapi.json, valid and not; an answer that the description does not have, a status of
# 500 or a media type of another kind is a failure.
set -eu
url=${1%/}
program=$(command -v "$2") || { echo "There is no $2: make setup-clients" >&2; exit 77; }
case $program in /*) ;; *) program=$PWD/$program ;; esac
# It keeps what it found in the folder where it runs.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$program" run "$url/openapi.json" --url "$url" --phases examples,coverage,fuzzing --max-examples "${EXAMPLES:-40}" \
  --mode all --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,negative_data_rejection,unsupported_method \
  --request-timeout 20 --generation-deterministic --no-color
