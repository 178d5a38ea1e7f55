#!/usr/bin/env python3
"""Scores mentions on `tagging/ncbi-disease` by span and concept, driving the tool as built.

Usage: mentions.py DATA PARLANCE

DATA is the folder that holds tagging/. Untrained, and with the marked places and tags of the other four
folds learned (`parlance learn` with "mentions").
"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import figures  # noqa: E402

data, tool = pathlib.Path(sys.argv[1]) / "tagging", pathlib.Path(sys.argv[2]).resolve()
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


def scores(rows):
    """Precision, recall and F1 of documents: right, given and wanted mentions of each."""
    right, given, wanted = (sum(row[place] for row in rows) for place in range(3))
    return right / max(given, 1), right / max(wanted, 1), 2 * right / max(given + wanted, 1)


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
        learning, counts = 0, {d: [0, 0, 0] for d in documents}
        for place in gold:
            counts[place[0]][2] += 1
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
                        counts[answer["id"]][0] += (
                            answer["id"], mention["start"], mention["end"], mention["concept"]) in gold
                        counts[answer["id"]][1] += 1
        rows = list(counts.values())
        interval = figures.bootstrap(rows, lambda rows: scores(rows)[2])
        precision, recall, f1 = scores(rows)
        print("%s, %s: P %.4f, R %.4f, F1 %.4f [%.4f, %.4f]; learning %.1f s" % (
            name, title, precision, recall, f1, *interval, learning))
        figures.add(name, "mentions, " + title, "F1", f1, interval)
        figures.add(name, "mentions, " + title, "precision", precision)
        figures.add(name, "mentions, " + title, "recall", recall)

    score("untrained", [(documents, [])])
    score("5-fold, labels seen", [
        ([d for i, d in enumerate(documents) if i % 5 == fold],
         [d for i, d in enumerate(documents) if i % 5 != fold]) for fold in range(5)])


mentions("ncbi-disease", "medic.rdf")
