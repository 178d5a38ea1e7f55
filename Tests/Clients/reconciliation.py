#!/usr/bin/env python3
"""Holds the answers of a reconciliation service against the JSON schemas of the specification.

    reconciliation.py URL SPECIFICATION

SPECIFICATION is a copy of https://github.com/reconciliation-api/specs, whose folders 0.2/schemas and 1.0-draft/schemas are used.
Needs the Python package jsonschema, which schemathesis brings along. Ends with 77 if something of that is not there, with 1 at the
first answer that a schema does not allow.
"""
import json
import os
import sys
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

try:
    from jsonschema import validators
    from referencing import Registry, Resource
except ImportError as error:
    print(f"jsonschema is not there: {error}", file=sys.stderr)
    sys.exit(77)

URL, FOLDER = sys.argv[1].rstrip("/"), sys.argv[2] if len(sys.argv) > 2 else ""
if not os.path.isdir(os.path.join(FOLDER, "1.0-draft", "schemas")):
    print(f"there are no schemas in {FOLDER!r}: git clone https://github.com/reconciliation-api/specs", file=sys.stderr)
    sys.exit(77)
LABELS = ["Acme Vault", "price list", "flyer", "HC", "no such thing", "", "a" * 1000, "<b>\"x\"</b>", "Preisliste"]
checked = 0


def schemas(version):
    """The schemas of a version by their files; what they refer to is looked for beside them."""
    folder = os.path.join(FOLDER, version, "schemas")
    texts = {name: json.load(open(os.path.join(folder, name), encoding="utf-8")) for name in os.listdir(folder)}
    registry = Registry()
    for name, schema in texts.items():
        resource = Resource.from_contents(schema, default_specification=validators.referencing.jsonschema.DRAFT7)
        for place in {schema.get("$id", name), schema.get("$id", "").rsplit("/", 1)[0] + "/" + name}:
            registry = registry.with_resource(place, resource)
    return {name: validators.Draft7Validator(schema, registry=registry) for name, schema in texts.items()}


def ask(place, form=None, body=None):
    data, headers = None, {}
    if form is not None:
        data = urlencode(form).encode()
    if body is not None:
        data, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
    with urlopen(Request(place, data, headers), timeout=60) as answer:
        return json.load(answer)


def hold(validator, value, what):
    global checked
    errors = [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in validator.iter_errors(value)]
    if errors:
        print(f"{what}: {errors[:3]}\n{json.dumps(value)[:400]}")
        sys.exit(1)
    checked += 1


def suggestions(places, allowed):
    for kind, place in places.items():
        for prefix in ["a", "Acme", "product", "zzz", "é\"<"]:
            name = f"suggest-{'properties' if kind == 'property' else 'types' if kind == 'type' else 'entities'}-response.json"
            hold(allowed[name], ask(f"{place}?prefix={quote(prefix)}"), f"suggest {kind} {prefix}")


def released(root):
    """Version 0.2."""
    allowed = schemas("0.2")
    manifest = ask(root)
    hold(allowed["manifest.json"], manifest, f"manifest of {root}")
    queries = {f"q{number}": {"query": label, "limit": 3} for number, label in enumerate(LABELS)}
    queries["date"] = {"query": "Acme Vault", "properties": [{"pid": "date", "v": "2008"}]}
    hold(allowed["reconciliation-query-batch.json"], queries, "our own queries")
    answer = ask(root, form={"queries": json.dumps(queries)})
    hold(allowed["reconciliation-result-batch.json"], answer, f"candidates of {root}")
    suggestions({kind: one["service_url"] + one["service_path"] for kind, one in manifest["suggest"].items()}, allowed)
    proposing = manifest["extend"]["propose_properties"]
    proposed = ask(f"{proposing['service_url']}{proposing['service_path']}?type=product")
    hold(allowed["data-extension-property-proposal.json"], proposed, "proposed properties")
    found = [candidate["id"] for entry in answer.values() for candidate in entry["result"]]
    query = {"ids": found[:20], "properties": [{"id": one["id"]} for one in proposed["properties"]]}
    hold(allowed["data-extension-query.json"], query, "our own extension")
    hold(allowed["data-extension-response.json"], ask(root, form={"extend": json.dumps(query)}), "extension")


def drafted(root):
    """The draft of version 1.0."""
    allowed = schemas("1.0-draft")
    hold(allowed["manifest.json"], ask(root), f"manifest of {root}")
    named = [[{"matchType": "name", "propertyValue": label}] for label in LABELS if label]
    batch = {"queries": [{"conditions": conditions, "limit": 3} for conditions in named]}
    hold(allowed["reconciliation-query-batch.json"], batch, "our own queries")
    answer = ask(f"{root}/match", body=batch)
    hold(allowed["reconciliation-result-batch.json"], answer, f"candidates of {root}")
    suggestions({kind: f"{root}/suggest/{kind}" for kind in ["entity", "type", "property"]}, allowed)
    proposed = ask(f"{root}/extend/propose?type=product")
    hold(allowed["data-extension-property-proposal.json"], proposed, "proposed properties")
    found = [candidate["id"] for entry in answer["results"] for candidate in entry["candidates"]]
    query = {"ids": found[:20], "properties": [{"id": one["id"]} for one in proposed["properties"]]}
    hold(allowed["data-extension-query.json"], query, "our own extension")
    hold(allowed["data-extension-response.json"], ask(f"{root}/extend", body=query), "extension")


for scheme in ["", "/product", "/type"]:
    released(f"{URL}/reconcile{scheme}")
    drafted(f"{URL}/reconcile/1.0-draft{scheme}")
print(f"{checked} answers are as the schemas of 0.2 and of the draft of 1.0 have them")
