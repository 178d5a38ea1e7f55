#!/usr/bin/env python3
"""For whom, where and for which trade documents say that they hold: precision, recall and F1 by facet.

Usage: scopes.py PROGRAM PROJECT [DATA]

`scopes.jsonl` has letters, manuals, price lists and reports written for this project in English, German and
French, with their audiences, regions and industries; many name some without being for them. With DATA, the folder
of real documents, it also counts how many of the documents of `renames`, `win32-doctypes` and the public files
are given one, and prints thirty of them drawn at random, to be judged by eye: hardly any of them is for one.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

FACETS = ("audience", "region", "industry")
SHOWN = 30


def run(*arguments, source=None):
    result = subprocess.run(
        [str(one) for one in arguments], input=source, capture_output=True, text=True)
    if result.returncode not in (0, 1, 3):
        sys.exit("%s: %s" % (" ".join(map(str, arguments)), result.stderr))
    return result.stdout


def accepted(program, workspace, documents):
    lines = run(program, "tag", "--workspace", workspace,
                source="".join(json.dumps(one) + "\n" for one in documents))
    for line in map(json.loads, lines.splitlines()):
        yield line["id"], [
            tag for tag in line.get("tags", [])
            if tag["outcome"] == "accepted" and tag["scheme"] in FACETS]


def score(program, workspace, project):
    with open(project / "Benchmarks/Tagging/scopes.jsonl", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    wanted = {one["id"]: set(one.pop("tags")) for one in documents}
    counts = {facet: [0, 0, 0] for facet in FACETS}
    for name, tags in accepted(program, workspace, documents):
        found = {tag["concept"] for tag in tags}
        if found != wanted[name]:
            print("  %s: %s" % (name, ", ".join(
                ["+" + uri.rsplit("/", 2)[-1] for uri in sorted(found - wanted[name])]
                + ["-" + uri.rsplit("/", 2)[-1] for uri in sorted(wanted[name] - found)])))
        for facet in FACETS:
            own = {uri for uri in found if "/%s/" % facet in uri}
            right = {uri for uri in wanted[name] if "/%s/" % facet in uri}
            for place, count in enumerate((len(own & right), len(own), len(right))):
                counts[facet][place] += count
    print("facet     precision  recall  F1     right  given  wanted")
    for facet, (right, given, all_) in counts.items():
        print("%-9s %9.3f %7.3f %6.3f %6d %6d %7d" % (
            facet, right / max(given, 1), right / max(all_, 1),
            2 * right / max(given + all_, 1), right, given, all_))


def real(program, data):
    """The real documents, as records."""
    with open(data / "tagging/renames/docs.jsonl", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
    for path in sorted((data / "tagging/win32-doctypes/docs").rglob("*")):
        if path.is_file():
            yield {"id": "win32/" + path.name, "path": path.name,
                   "text": path.read_bytes().decode("utf-8", "replace")}
    for line in run(program, "extract", data / "documents/share").splitlines():
        record = json.loads(line)
        if "error" not in record:
            yield dict(record, id="share/" + str(record.get("id")))


def count(program, workspace, data):
    documents = list(real(program, data))
    given = []
    for name, tags in accepted(program, workspace, documents):
        given += [(name, tag) for tag in tags]
    print("\n%d real documents" % len(documents))
    for facet in FACETS:
        own = [name for name, tag in given if tag["scheme"] == facet]
        print("%-9s %5d tags on %5d documents" % (facet, len(own), len(set(own))))
    random.Random(5).shuffle(given)
    for name, tag in given[:SHOWN]:
        places = [one.get("surface", "") + " (" + one.get("rule", "") + ")" for one in tag["evidence"][:2]]
        print("  %-60s %-10s %-28s %.2f  %s" % (
            name[-60:], tag["scheme"], tag["label"], tag["score"], "; ".join(places)))


def main():
    program, project = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as workspace:
        run(program, "import", project / "Vocabularies/enterprise.xml", "--workspace", workspace)
        score(program, workspace, project)
        if len(sys.argv) > 3:
            count(program, workspace, pathlib.Path(sys.argv[3]).resolve())


main()
