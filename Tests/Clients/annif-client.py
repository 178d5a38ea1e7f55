#!/usr/bin/env python3
"""Drives a server with Annif's own client (PyPI: annif-client), unchanged.

    annif-client.py URL

Prints a line for each call and ends with 1 at the first answer that is not what Annif's would be, with 77 if the client
is not there.
"""
import sys

try:
    from annif_client import AnnifClient
except ImportError as error:
    print(f"the Python package annif-client is not there: {error}", file=sys.stderr)
    sys.exit(77)

TEXT = "Price list 2010 for Harbor Archive, valid until the end of the year."


def check(condition, words):
    if not condition:
        raise SystemExit(f"annif-client: {words}")


def fails(call, *arguments):
    try:
        call(*arguments)
    except ValueError as error:
        return str(error)
    raise SystemExit(f"annif-client: {arguments} was answered")


annif = AnnifClient(sys.argv[1].rstrip("/") + "/v1/")
check(annif.api_info["version"] and annif.api_info["title"], annif.api_info)
projects = annif.projects
check({"parlance", "type", "product"} <= {project["project_id"] for project in projects}, projects)
for project in projects:
    check(annif.get_project(project["project_id"])["name"] == project["name"], project)
    check({"language", "backend", "vocab", "is_trained"} <= set(project), project)
print(f"projects: {len(projects)}")
check("no-such-project" in fails(annif.get_project, "no-such-project"), "unknown project")

found = annif.suggest("product", TEXT)
check(found and found[0]["label"] == "Harbor Archive", found)
check(set(found[0]) >= {"uri", "label", "notation", "score"}, found[0])
check(found == sorted(found, key=lambda tag: -tag["score"]), "not by score")
check(len(annif.suggest("parlance", TEXT, limit=1)) == 1, "limit")
check(all(tag["score"] >= 0.5 for tag in annif.suggest("parlance", TEXT, threshold=0.5)), "threshold")
check("no-such-project" in fails(annif.suggest, "no-such-project", TEXT), "unknown project")
print(f"suggest: {found[0]['label']} {found[0]['score']:.2f}")

documents = [{"document_id": str(number), "text": TEXT} for number in range(32)]
batch = annif.suggest_batch("product", documents, limit=3)
check([entry["document_id"] for entry in batch] == [str(number) for number in range(32)], "order")
check(all(entry["results"][0]["uri"] == found[0]["uri"] for entry in batch), "batch is not as one")
print(f"suggest-batch: {len(batch)}")

# What is not offered is told as Annif tells it.
fails(annif.detect_language, TEXT, ["en", "de"])
fails(annif.learn, "product", [{"text": TEXT, "subjects": []}])
print("detect-language and learn: not offered")
