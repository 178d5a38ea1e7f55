#!/usr/bin/env python3
"""What decisions teach in the order in which a review asks for them, beside that of files and at random.

Usage: teaching.py DATA PARLANCE

DATA is the folder that holds tagging/. Of the documents of `renames` 500 are asked; the others are tagged untrained,
25, 50 and 100 of them are answered by people's tags, and those asked are tagged by what that teaches. The order of the review
is `TeachingOrder` of Sources/Tagging, written once more here; that at random is the mean of five seeds.
"""
import collections
import importlib.util
import json
import pathlib
import random
import sys
import tempfile

COUNTS = (25, 50, 100)
SEEDS = 5


def load(name):
    spec = importlib.util.spec_from_file_location(name, pathlib.Path(__file__).with_name(name + ".py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def teaching(answers):
    """The numbers of documents, what teaches most first."""
    kinds = collections.defaultdict(list)
    for number, (document, tags) in enumerate(answers):
        folder = document.record.get("path", "").rpartition("/")[0]
        for tag in tags:
            uncertainty = 4 * tag["score"] * (1 - tag["score"])
            kinds[tag["scheme"], tag["concept"], folder].append((-uncertainty, number))
    values = [0.0] * len(answers)
    for kind in sorted(kinds):
        for rank, (uncertainty, number) in enumerate(sorted(kinds[kind])):
            values[number] -= uncertainty * len(kinds[kind]) / (rank + 1)
    return sorted(range(len(answers)), key=lambda number: (-values[number], number))


def main():
    meaning = load("meaning")
    data, tool = pathlib.Path(sys.argv[1]).resolve() / "tagging/renames", pathlib.Path(sys.argv[2]).resolve()
    documents, _ = meaning.renames_documents(data)
    places = list(range(len(documents)))
    random.Random(9).shuffle(places)
    asked = [documents[place] for place in places[:500]]
    pool = sorted((documents[place] for place in places[500:]),
                  key=lambda one: one.record.get("path", one.record["id"]))
    with tempfile.TemporaryDirectory() as folder:
        set_ = meaning.Collection(tool, data / "vocabulary.xml", documents, folder)
        orders = [("what teaches most", teaching(set_.answers(pool)[0])), ("files", list(range(len(pool))))]
        for seed in range(SEEDS):
            order = list(range(len(pool)))
            random.Random(seed).shuffle(order)
            orders.append(("at random", order))
        sums = collections.defaultdict(list)
        for way, order in orders:
            for count in COUNTS:
                answers, _, _ = set_.answers(asked, [pool[number] for number in order[:count]])
                for scheme in ("product", "type"):
                    hits = [meaning.top(one, tags, scheme)[0] for one, tags in answers if one.wanted.get(scheme)]
                    sums[way, scheme, count].append(sum(hits) / len(hits))
    print("%-20s %-10s %s" % ("order", "scheme", "  ".join("%5d" % count for count in COUNTS)))
    for way in ("what teaches most", "files", "at random"):
        for scheme in ("product", "type"):
            print("%-20s %-10s %s" % (way, scheme, "  ".join(
                "%.3f" % (sum(sums[way, scheme, count]) / len(sums[way, scheme, count])) for count in COUNTS)))


if __name__ == "__main__":
    main()
