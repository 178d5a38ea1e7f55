#!/bin/sh
# clients.sh PROGRAM PYTHON: serves the samples to the clients of other software, each unchanged.
#
# PYTHON has the packages mcp, annif-client, skosmos-client and schemathesis. What is not there is said and makes the
# status 1, as a client that fails does; the others are driven all the same.
set -u

program=$1
python=$2
here=$(cd "$(dirname "$0")" && pwd)
[ -x "$python" ] || { echo "There is no $python: make setup-clients" >&2; exit 1; }

if [ -z "${URL:-}" ]; then
  exec sh "$here/serve-samples.sh" "$program" sh "$here/clients.sh" "$program" "$python"
fi
failed=0
drive() {
  name=$1
  shift
  echo "== $name"
  "$@" && return
  status=$?
  [ $status -ne 77 ] || echo "$name: NOT RUN: make setup-clients" >&2
  failed=1
}
drive "MCP over HTTP (mcp)" "$python" "$here/mcp-client.py" http "${URL}mcp"
drive "MCP over standard input (mcp)" "$python" "$here/mcp-client.py" stdio "$program" mcp --workspace "$WORKSPACE"
drive "Annif (annif-client)" "$python" "$here/annif-client.py" "$URL"
drive "Skosmos (skosmos-client)" "$python" "$here/skosmos-client.py" "$URL"
drive "OpenAPI (schemathesis)" sh "$here/openapi.sh" "$URL" "$(dirname "$python")/schemathesis"
drive "OpenRefine" "$python" "$here/openrefine.py" "$URL" "$here/../../Samples/labels.csv"
if [ -n "${RECONCILIATION_SPECS:-}" ]; then
  drive "Reconciliation schemas" "$python" "$here/reconciliation.py" "$URL" "$RECONCILIATION_SPECS"
else
  echo "Reconciliation schemas: not looked at; RECONCILIATION_SPECS=FOLDER is a copy of https://github.com/reconciliation-api/specs" >&2
fi
exit $failed
