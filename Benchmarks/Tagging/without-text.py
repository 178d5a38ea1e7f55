#!/usr/bin/env python3
"""What scores are worth of documents without text: scans, drawings, encrypted and damaged files.

Usage: without-text.py DATA PARLANCE

DATA is the folder that holds tagging/renames. Its documents are tagged twice, as they are and with nothing but their
paths (no text, no title, no metadata), untrained and after learning from the other folds' whole documents. For each scheme: the
share on top that is right, the share accepted, how many of these are right, the mean score, and the calibration error (ten
bins) with its 95 % interval by bootstrap over documents.
"""
import collections
import json
import pathlib
import sys
import tempfile

import meaning


def bare(document):
    """A document of which nothing but the path is known."""
    record = {name: document.record[name] for name in ("id", "path") if name in document.record}
    return meaning.Document(dict(record, text=""), document.wanted)


def mean(table, way, scheme, answers):
    scores = [max((tag["score"] for tag in tags if tag["scheme"] == scheme), default=None)
              for document, tags in answers if document.wanted.get(scheme)]
    rows = [score for score in scores if score is not None]
    table.add("renames", f"{scheme}, {way}", "score on top", rows, lambda rows: sum(rows) / max(len(rows), 1))


def main():
    data, tool = pathlib.Path(sys.argv[1]) / "tagging" / "renames", pathlib.Path(sys.argv[2]).resolve()
    base = "https://id.msdocs.example/"
    wanted = collections.defaultdict(lambda: collections.defaultdict(list))
    for document, scheme, concept in meaning.tag_lines(data / "gold.tsv"):
        wanted[document][scheme].append(base + concept)
    with open(data / "docs.jsonl", encoding="utf-8") as lines:
        whole = [meaning.Document(one, wanted[one["id"]]) for one in map(json.loads, lines)]
    numbers = json.loads((data / "folds.json").read_text())
    parts = [numbers[one.record["id"]] for one in whole]
    stripped = [bare(one) for one in whole]
    table = meaning.Table()
    with tempfile.TemporaryDirectory() as folder:
        set_ = meaning.Collection(tool, data / "vocabulary.xml", whole, folder)
        for name, documents in (("whole", whole), ("path alone", stripped)):
            found, _, _ = set_.answers(documents)
            for scheme in ("product", "type"):
                meaning.one_of(table, "renames", f"untrained, {name}", scheme, found)
                mean(table, f"untrained, {name}", scheme, found)
        for name, documents in (("whole", whole), ("path alone", stripped)):
            found = []
            for fold in sorted(set(parts)):
                asked = [one for one, part in zip(documents, parts) if part == fold]
                known = [one for one, part in zip(whole, parts) if part != fold]
                found += set_.answers(asked, known)[0]
            for scheme in ("product", "type"):
                meaning.one_of(table, "renames", f"5 folds, {name}", scheme, found)
                mean(table, f"5 folds, {name}", scheme, found)


if __name__ == "__main__":
    main()
