#!/usr/bin/env python3
"""Scores parlance on the public tagging sets, driving the tool as built.

Usage: evaluate.py DATA PARLANCE [SET…]     (SET: fao780, ncbi-disease, win32-doctypes)

DATA is the folder that holds tagging/. Subjects and types are scored by 5-fold cross-validation
over documents (`parlance evaluate tags --folds 5 --limit 5`), and untrained. Mentions are scored
by span and concept, untrained, and with the marked places and tags of the other four folds
learned (`parlance learn` with "mentions").
"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
import time

data, tool = pathlib.Path(sys.argv[1]) / "tagging", pathlib.Path(sys.argv[2]).resolve()
sets = sys.argv[3:] or ["fao780", "ncbi-disease", "win32-doctypes"]
if not data.is_dir():
    sys.exit("SKIPPED: %s is not there" % data)


def run(*arguments, workspace, text=None):
    begin = time.time()
    result = subprocess.run(
        [str(tool), *map(str, arguments)], input=text, capture_output=True, text=True,
        cwd=workspace)
    if result.returncode not in (0, 1, 3):
        sys.exit("%s: %s" % (" ".join(map(str, arguments)), result.stderr))
    return result.stdout, time.time() - begin


def subjects(name, vocabulary, suffix, is_path):
    gold = collections.defaultdict(list)
    for line in open(data / name / "gold.tsv", encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        gold[fields[0]].append(fields[1])
    with tempfile.TemporaryDirectory() as folder:
        run("import", data / name / vocabulary, "--workspace", folder, workspace=folder)
        path = pathlib.Path(folder) / "gold.jsonl"
        with open(path, "w", encoding="utf-8") as out:
            for document in sorted(gold):
                text = (data / name / "docs" / (document + suffix)).read_bytes()
                record = {"id": document, "text": text.decode("utf-8", "replace"),
                          "tags": gold[document]}
                if is_path:
                    record["path"] = document
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
        for title, options in (("untrained", []), ("untrained, any order", ["--any-order"]),
                               ("5-fold", ["--folds", "5"])):
            output, seconds = run(
                "evaluate", "tags", path, "--limit", "5", "--format", "tsv", *options,
                workspace=folder)
            values = {line.split("\t")[0]: line.split("\t")[1:]
                      for line in output.splitlines()[1:]}
            print("%s, %s: %s; %.1f s" % (name, title, ", ".join(
                "%s %s [%s, %s]" % (words, *values[measure]) for words, measure in (
                    ("F1@5", "f1_sample"), ("micro", "f1_micro"), ("nDCG", "ndcg"),
                    ("first right", "accuracy"))), seconds))


def mentions(name, vocabulary):
    gold, tags, marks = set(), collections.defaultdict(set), collections.defaultdict(list)
    texts = {p.stem: p.read_text(encoding="utf-8") for p in (data / name / "docs").glob("*.txt")}

    def offset(document, characters):
        return len(texts[document][:characters].encode())

    rows = [line.rstrip("\n").split("\t")
            for line in open(data / name / "gold-mentions.tsv", encoding="utf-8")][1:]
    for document, start, end, surface, _, concepts, _ in rows:
        start, end = offset(document, int(start)), offset(document, int(end))
        gold.add((document, start, end, " ".join(sorted(concepts.split()))))
        tags[document].update(concepts.split())
        if " " not in concepts:
            marks[document].append({"start": start, "end": end, "concept": concepts})
    documents = sorted(tags)

    def score(title, folds):
        right = given = learning = 0
        with tempfile.TemporaryDirectory() as folder:
            run("import", data / name / vocabulary, "--workspace", folder, workspace=folder)
            for asked, known in folds:
                if known:
                    (pathlib.Path(folder) / "gold.jsonl").write_text("".join(
                        json.dumps({"id": d, "text": texts[d], "tags": sorted(tags[d]),
                                    "mentions": marks[d]}) + "\n" for d in known))
                    learning += run("learn", "gold.jsonl", workspace=folder)[1]
                lines = "".join(json.dumps({"id": d, "text": texts[d]}) + "\n" for d in asked)
                for line in run("tag", "--mentions", workspace=folder, text=lines)[0].splitlines():
                    answer = json.loads(line)
                    for mention in answer["tags"]:
                        given += 1
                        right += (answer["id"], mention["start"], mention["end"],
                                  mention["concept"]) in gold
        precision, recall = right / max(given, 1), right / len(gold)
        print("%s, %s: P %.4f, R %.4f, F1 %.4f; learning %.1f s" % (
            name, title, precision, recall,
            2 * precision * recall / max(precision + recall, 1e-9), learning))

    score("untrained", [(documents, [])])
    score("5-fold, labels seen", [
        ([d for i, d in enumerate(documents) if i % 5 == fold],
         [d for i, d in enumerate(documents) if i % 5 != fold]) for fold in range(5)])


if "fao780" in sets:
    subjects("fao780", "agrovoc_en.rdf", ".txt", False)
if "win32-doctypes" in sets:
    subjects("win32-doctypes", "doctypes.rdf", "", True)
if "ncbi-disease" in sets:
    mentions("ncbi-disease", "medic.rdf")
