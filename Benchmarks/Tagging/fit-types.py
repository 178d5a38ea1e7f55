#!/usr/bin/env python3
"""What speaks for a document type, and how often it is right: the source of numbers in `type-evidence.tsv`.

Usage: fit-types.py DATA PARLANCE

Tags `tagging/renames` without anything learned and takes the type on top of each document. Prints for
each kind of evidence how many of these have it, how many of those are what people set, and its weight
in a logistic regression of that over all kinds, with squared weights penalized; then what the
probabilities come to on each product when it is left out.
"""
import collections
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile

data, tool = pathlib.Path(sys.argv[1]) / "tagging" / "renames", pathlib.Path(sys.argv[2]).resolve()
if not data.is_dir():
    sys.exit("SKIPPED: %s is not there" % data)
PENALTY = 1.0


def position(text, start, end):
    """Where a label stands in a title or file name."""
    before, after = text[:start].strip(), text[end:].strip()
    if not before:
        if not after:
            return "whole"
        if after[0] in ":-–—|_":
            return "head"
        return "object" if re.match(r"(for|of|to|in|with|on|from|by)\b", after) else "first"
    return "inside" if after else "tail"


def kinds(document, evidence):
    """The kinds of evidence for a type, each place of its name beside the first as a second one."""
    result, is_named = [], False
    first = {}
    for item in evidence:
        if item.get("weight", 0) > 0.01 and item["rule"] not in ("start", "further", "habit"):
            first.setdefault(item["rule"], item)
    for rule, item in sorted(first.items(), key=lambda pair: -pair[1]["weight"]):
        kind = rule
        if rule == "title":
            title = document["title"].split(" | ")[0]
            kind = "title " + position(title, item["start"], item["end"])
        elif rule == "file":
            name = document["path"].rsplit("/", 1)[-1]
            base = len(document["path"].encode()) - len(name.encode())
            kind = "file " + position(
                name.rsplit(".", 1)[0], item["start"] - base, item["end"] - base)
        elif rule in ("form", "layout"):
            kind = "%s %s" % (rule, re.sub(r"^\d+ |section .*", "", item["note"]))
        if rule in ("title", "file", "form"):
            if is_named:
                kind = "a second place of the name"
            is_named = True
        result.append(kind)
    return set(result)


def fit(rows, names):
    """Weights by gradient descent; the last one is of no evidence at all."""
    weights = dict.fromkeys(names, 0.0)
    bias = 0.0
    for _ in range(400):
        gradient = {name: PENALTY * weight for name, weight in weights.items()}
        own = 0.0
        for found, right, *_ in rows:
            error = chance(weights, bias, found) - right
            own += error
            for name in found:
                gradient[name] += error
        for name in weights:
            weights[name] -= gradient[name] * 4 / len(rows)
        bias -= own * 4 / len(rows)
    return weights, bias


def chance(weights, bias, found):
    return 1 / (1 + math.exp(-bias - sum(weights.get(name, 0) for name in found)))


def main():
    gold = collections.defaultdict(dict)
    for line in open(data / "gold.tsv", encoding="utf-8"):
        document, scheme, concept = line.rstrip("\n").split("\t")
        gold[document][scheme] = concept
    documents = {one["id"]: one for one in map(json.loads, open(data / "docs.jsonl", encoding="utf-8"))}
    with tempfile.TemporaryDirectory() as workspace:
        subprocess.run([tool, "import", data / "vocabulary.xml", "--workspace", workspace],
                       check=True, stdout=subprocess.DEVNULL)
        with open(data / "docs.jsonl", "rb") as lines:
            output = subprocess.run([tool, "tag", "--scheme", "type", "--workspace", workspace],
                                    stdin=lines, check=True, stdout=subprocess.PIPE).stdout
    rows = []
    for answer in map(json.loads, output.splitlines()):
        wanted = gold[answer["id"]].get("type")
        if wanted and answer["tags"]:
            tag = answer["tags"][0]
            rows.append((kinds(documents[answer["id"]], tag["evidence"]),
                         tag["concept"].endswith("/" + wanted),
                         gold[answer["id"]].get("product"), tag["score"]))
    names = sorted({name for row in rows for name in row[0]})
    weights, bias = fit(rows, names)
    print("%-45s %9s %6s %7s" % ("evidence", "documents", "right", "weight"))
    for name in sorted(names, key=lambda name: -weights[name]):
        own = [row[1] for row in rows if name in row[0]]
        print("%-45s %9d %6.2f %7.2f" % (name, len(own), sum(own) / len(own), weights[name]))
    print("%-45s %9d %6.2f %7.2f" % (
        "none", len(rows), sum(row[1] for row in rows) / len(rows), bias))
    left = []
    for product in sorted({row[2] for row in rows if row[2]}):
        known = fit([row for row in rows if row[2] != product], names)
        left += [(chance(*known, row[0]), row[1]) for row in rows if row[2] == product]
    for least in (0.5, 0.6, 0.7, 0.8):
        above = [right for score, right in left if score >= least]
        shown = [row[1] for row in rows if row[3] >= least]
        print("from %.1f: by what the other products teach %d, right %.3f; by the program %d, right %.3f" % (
            least, len(above), sum(above) / max(len(above), 1), len(shown),
            sum(shown) / max(len(shown), 1)))


main()
