#!/usr/bin/env python3
"""How well a document type and a product find what people tagged so, on `tagging/renames`.

Usage: renames.py DATA PARLANCE

Each of 50 queries names a product, by an old or a current name, and a type. Scores nDCG@10 (linear
gain) and recall@100 of the words alone, and of the query understood over documents without tags,
with the tags that the program itself accepts, and with people's tags.
"""
import collections
import json
import math
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import figures  # noqa: E402

# What the project's design asks of the first ten hits.
GOALS = {"own tags": "≥ 0.62", "people's tags": "≥ 0.985"}

data, tool = pathlib.Path(sys.argv[1]) / "tagging" / "renames", pathlib.Path(sys.argv[2]).resolve()
if not data.is_dir():
    sys.exit("SKIPPED: %s is not there" % data)
base = "https://id.msdocs.example/"
documents = [json.loads(line) for line in open(data / "docs.jsonl", encoding="utf-8")]
gold = collections.defaultdict(list)
for line in open(data / "gold.tsv", encoding="utf-8"):
    document, _, concept = line.rstrip("\n").split("\t")
    gold[document].append(base + concept)
relevant = collections.defaultdict(set)
for line in open(data / "qrels.txt", encoding="utf-8"):
    query, _, document, _ = line.split()
    relevant[query].add(document)
kinds = {line.split("\t")[0]: line.split("\t")[1]
         for line in open(data / "queries-about.tsv", encoding="utf-8")}


def run(*arguments, **options):
    return subprocess.run([tool, *arguments], check=True, stdout=subprocess.PIPE, **options).stdout


def evaluate(title, tags, *options):
    with tempfile.TemporaryDirectory() as folder:
        run("import", data / "vocabulary.xml", "--workspace", folder)
        path = pathlib.Path(folder) / "documents.jsonl"
        with open(path, "w", encoding="utf-8") as file:
            for document in documents:
                file.write(json.dumps({**document, "tags": tags.get(document["id"], [])}) + "\n")
        run("index", path, "--workspace", folder)
        output = run("search", "--batch", data / "queries.tsv", "--format", "jsonl", "--limit",
                     "100", "--workspace", folder, *options)
    rankings = collections.defaultdict(list)
    for line in output.splitlines():
        hit = json.loads(line)
        rankings[hit["query"]].append(hit["id"])
    scores = collections.defaultdict(list)
    for query, wanted in relevant.items():
        ranking = rankings[query]
        gain = sum(1 / math.log2(place + 2)
                   for place, document in enumerate(ranking[:10]) if document in wanted)
        ideal = sum(1 / math.log2(place + 2) for place in range(min(10, len(wanted))))
        for kind in ("all", kinds[query]):
            scores[kind].append((gain / ideal, len(wanted.intersection(ranking)) / len(wanted)))
    print("renames, search, %s: %s" % (title, "; ".join(
        "%s (%d) nDCG@10 %.3f recall@100 %.3f" % (
            kind, len(all_), *(sum(one[place] for one in all_) / len(all_) for place in (0, 1)))
        for kind, all_ in sorted(scores.items()))), flush=True)
    for place, measure in enumerate(("nDCG@10", "recall@100")):
        figures.add("renames", "search, " + title, measure, figures.mean(one[place] for one in scores["all"]),
                    figures.bootstrap(scores["all"], lambda rows: figures.mean(one[place] for one in rows)),
                    GOALS.get(title, "") if place == 0 else "")


with tempfile.TemporaryDirectory() as folder:
    run("import", data / "vocabulary.xml", "--workspace", folder)
    with open(data / "docs.jsonl", "rb") as file:
        lines = run("tag", "--workspace", folder, stdin=file).splitlines()
own = {answer["id"]: [tag["concept"] for tag in answer["tags"]
                      if tag.get("outcome", "accepted") == "accepted"]
       for answer in map(json.loads, lines)}
evaluate("words alone", {}, "--literal")
evaluate("without tags", {})
evaluate("own tags", own)
evaluate("people's tags", gold)
