#!/usr/bin/env python3
"""Scores untrained tags on `tagging/renames`: a real share whose people set document types and products.

Usage: renames.py DATA PARLANCE

Prints for types and products: how often the tag on top is the one that people set, how much is
accepted and how much of that is right, and the expected calibration error in ten bins.
"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

data, tool = pathlib.Path(sys.argv[1]) / "tagging" / "renames", pathlib.Path(sys.argv[2]).resolve()
if not data.is_dir():
    sys.exit("SKIPPED: %s is not there" % data)

gold = collections.defaultdict(dict)
for line in open(data / "gold.tsv", encoding="utf-8"):
    document, scheme, concept = line.rstrip("\n").split("\t")
    gold[scheme][document] = concept

with tempfile.TemporaryDirectory() as workspace:
    subprocess.run([tool, "import", data / "vocabulary.xml", "--workspace", workspace], check=True,
                   stdout=subprocess.DEVNULL)
    with open(data / "docs.jsonl", "rb") as documents:
        output = subprocess.run([tool, "tag", "--workspace", workspace], stdin=documents, check=True,
                                stdout=subprocess.PIPE).stdout
answers = {answer["id"]: answer["tags"] for answer in map(json.loads, output.splitlines())}

for scheme, wanted in sorted(gold.items()):
    first = accepted = right = 0
    bins = [[0, 0, 0.0] for _ in range(10)]
    for document, concept in wanted.items():
        tags = [tag for tag in answers[document] if tag["scheme"] == scheme]
        if not tags:
            continue
        best = max(tags, key=lambda tag: tag["score"])
        is_right = best["concept"].endswith("/" + concept)
        first += is_right
        if best.get("outcome", "accepted") == "accepted":
            accepted += 1
            right += is_right
        one = bins[min(int(best["score"] * 10), 9)]
        one[0] += 1
        one[1] += is_right
        one[2] += best["score"]
    shown = sum(one[0] for one in bins)
    error = sum(abs(one[1] - one[2]) for one in bins) / max(shown, 1)
    print("renames, %s, untrained: on top %.3f of %d; accepted %.3f, of these right %.3f; "
          "calibration error %.3f" % (scheme, first / len(wanted), len(wanted), accepted / len(wanted),
                                      right / max(accepted, 1), error))
