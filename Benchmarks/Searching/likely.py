#!/usr/bin/env python3
"""Chooses what a likely type adds to a score (`likely-tag-share` of ranking.tsv), on `tagging/renames`.

Usage: likely.py DATA PARLANCE

The documents bear the tags that the program itself accepts. `--explain` tells what a likely type added to each of 1,000 hits, so
that the order under another share follows without a search; hits keep what else they have. Five folds of the queries: the
share that is best on four has its nDCG@10 taken on the fifth.
"""
import collections
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

SHARES = (0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
BUILT_IN = 0.2

data, tool = pathlib.Path(sys.argv[1]) / "tagging" / "renames", pathlib.Path(sys.argv[2]).resolve()
if not data.is_dir():
    sys.exit("SKIPPED: %s is not there" % data)


def run(*arguments, **options):
    return subprocess.run([tool, *arguments], check=True, stdout=subprocess.PIPE, **options).stdout


def hits(query, folder):
    """The hits of a query: identifier, score, what a likely type added to it."""
    answer = json.loads(run("search", query, "--format", "json", "--limit", "1000", "--explain", "--all-copies",
                            "--workspace", folder, stderr=subprocess.DEVNULL))
    return [(hit["id"], hit["score"], sum(part["score"] for part in hit["explanation"]
                                          if part["part"].startswith("likely "))) for hit in answer["hits"]]


def score(found, wanted, share):
    ranking = sorted(found, key=lambda hit: -(hit[1] + hit[2] * (share / BUILT_IN - 1)))[:10]
    gain = sum(1 / math.log2(place + 2) for place, hit in enumerate(ranking) if hit[0] in wanted)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(10, len(wanted))))


def mean(values):
    return sum(values) / len(values)


def main():
    wanted = collections.defaultdict(set)
    for line in open(data / "qrels.txt", encoding="utf-8"):
        query, _, document, _ = line.split()
        wanted[query].add(document)
    with tempfile.TemporaryDirectory() as folder:
        run("import", data / "vocabulary.xml", "--workspace", folder)
        with open(data / "docs.jsonl", "rb") as file:
            own = {answer["id"]: [tag["concept"] for tag in answer["tags"]
                                  if tag.get("outcome", "accepted") == "accepted"]
                   for answer in map(json.loads, run("tag", "--workspace", folder, stdin=file).splitlines())}
        path = pathlib.Path(folder) / "documents.jsonl"
        with open(path, "w", encoding="utf-8") as file:
            for document in map(json.loads, open(data / "docs.jsonl", encoding="utf-8")):
                file.write(json.dumps({**document, "tags": own.get(document["id"], [])}) + "\n")
        run("index", path, "--workspace", folder)
        queries = dict(line.rstrip("\n").split("\t", 1) for line in open(data / "queries.tsv", encoding="utf-8"))
        found = {query: hits(queries[query], folder) for query in wanted}
    scores = {share: {query: score(found[query], wanted[query], share) for query in wanted} for share in SHARES}
    for share in SHARES:
        print("share %.2f: nDCG@10 %.3f" % (share, mean(scores[share].values())))
    order = sorted(wanted)
    random.Random(1).shuffle(order)
    held = []
    for fold in range(5):
        rest = [query for place, query in enumerate(order) if place % 5 != fold]
        best = max(SHARES, key=lambda share: mean([scores[share][query] for query in rest]))
        part = [scores[best][query] for query in order[fold::5]]
        held += part
        print("fold %d chooses %.2f: %.3f on the others" % (fold + 1, best, mean(part)))
    print("chosen on the other folds: nDCG@10 %.3f" % mean(held))


main()
