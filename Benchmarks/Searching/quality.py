#!/usr/bin/env python3
"""How well the words of queries find what people judged relevant, beside SQLite's FTS5.

Usage: quality.py DATA PARLANCE     (DATA is the folder with search/cranfield, search/cacm, search/adi)

Runs of 1,000 hits, one setting for all collections. FTS5 ranks by BM25 over title (weight 3, as here) and text, words stemmed
by Porter's algorithm, any word of a query enough, and knows neither nearness nor feedback. adi was never used to
choose anything. Intervals are 95 % by bootstrap over queries.
"""
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import figures  # noqa: E402
import relevance  # noqa: E402

SETS = ("cranfield", "cacm", "adi")


def own(tool, folder):
    with tempfile.TemporaryDirectory() as workspace:
        place = ["--workspace", workspace]
        subprocess.run([tool, "index", folder / "docs.jsonl", *place], check=True,
                       stdout=subprocess.DEVNULL)
        run = subprocess.run(
            [tool, "search", "--batch", folder / "queries.tsv", "--format", "trec", "--limit", "1000",
             *place], check=True, stdout=subprocess.PIPE, text=True)
    return relevance.rankings(run.stdout.splitlines())


def fts5(folder):
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table docs using fts5(id unindexed, title, text, tokenize='porter unicode61')")
    with open(folder / "docs.jsonl", encoding="utf-8") as lines:
        base.executemany("insert into docs values (?, ?, ?)", (
            (one["id"], one.get("title", ""), one["text"]) for one in map(json.loads, lines)))
    found = {}
    with open(folder / "queries.tsv", encoding="utf-8") as lines:
        for line in lines:
            number, query = line.rstrip("\n").split("\t", 1)
            words = " OR ".join('"%s"' % word for word in sorted(set(re.findall(r"\w+", query))))
            found[number] = [row[0] for row in base.execute(
                "select id from docs where docs match ? order by bm25(docs, 0, 3, 1), rowid limit 1000",
                [words])] if words else []
    return found


def main():
    data, tool = pathlib.Path(sys.argv[1]) / "search", pathlib.Path(sys.argv[2]).resolve()
    if not data.is_dir():
        sys.exit("SKIPPED: %s is not there" % data)
    for name in SETS:
        grades = relevance.judgements(data / name / "qrels.tsv")
        for rival, ranking in (("", own(tool, data / name)), ("SQLite FTS5", fts5(data / name))):
            rows = list(relevance.scores(grades, ranking))
            for place, measure in enumerate(relevance.MEASURES):
                value = figures.mean(row[place] for row in rows)
                interval = figures.bootstrap(rows, lambda rows: figures.mean(row[place] for row in rows))
                figures.add(name, "search", measure, value, interval, rival=rival)
                print("%-10s %-12s %-10s %.4f [%.4f, %.4f] of %d queries" % (
                    name, rival or "Parlance", measure, value, *interval, len(rows)), flush=True)


main()
