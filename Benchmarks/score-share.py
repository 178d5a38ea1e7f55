#!/usr/bin/env python3
"""Precision, recall and F1 of a retag plan against a gold file, by facet.

Usage: parlance retag SHARE --dry-run --format jsonl | score-share.py GOLD.jsonl

GOLD has a line {"path": …, "tags": [URI, …]} for each document; one that nobody can read ("unreadable": true) is
not scored, since only its name tags it. The facet of a URI is its segment
before the last, as in https://id.harbor.example/type/brochure.
"""
import collections
import json
import sys

import figures

# What the project's design asks of the samples: no less than before.
GOALS = {"type": "≥ 0.79"}


def facet(uri):
    return uri.rsplit("/", 2)[-2]


def score(rows, key):
    """F1 of a facet over documents: the tags given and expected of each."""
    def of_facet(tags):
        return sum(1 for tag in tags if key in ("all", facet(tag)))
    both = sum(of_facet(tags) + of_facet(expected) for tags, expected in rows)
    return 2 * sum(of_facet(tags & expected) for tags, expected in rows) / max(both, 1)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    gold = {line["path"]: set(line["tags"]) for line in lines}
    unreadable = {line["path"] for line in lines if line.get("unreadable")}
    right, given, wanted = (collections.Counter() for _ in range(3))
    documents = []
    for line in map(json.loads, sys.stdin):
        tags = {uri for change in line["changes"] for uri in change["new"]}
        expected = gold.pop(line["path"])
        if line["path"] in unreadable:
            continue
        documents.append((tags, expected))
        for counter, uris in ((right, tags & expected), (given, tags), (wanted, expected)):
            counter.update(facet(uri) for uri in uris)
            counter["all"] += len(uris)
    if gold:
        sys.exit(f"{len(gold)} documents of the gold file were not in the plan, such as {min(gold)}")
    print(f"{len(documents)} documents")
    print("facet     precision  recall  F1     right  given  wanted")
    for key in sorted(wanted, key=lambda key: (key == "all", -wanted[key])):
        precision = right[key] / given[key] if given[key] else 0
        recall = right[key] / wanted[key] if wanted[key] else 0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
        print(
            f"{key:9} {precision:9.3f} {recall:7.3f} {f1:6.3f} "
            f"{right[key]:6} {given[key]:6} {wanted[key]:7}"
        )
        interval = figures.bootstrap(documents, lambda rows: score(rows, key))
        figures.add("samples", key, "F1", f1, interval, GOALS.get(key, ""))
        figures.add("samples", key, "precision", precision)
        figures.add("samples", key, "recall", recall)


main()
