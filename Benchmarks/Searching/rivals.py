#!/usr/bin/env python3
"""tantivy and SQLite FTS5 on the collection that SearchingBenchmark makes: the same hits, top 10 and counts of all facets.

Usage:
    pip install tantivy
    SearchingBenchmark export FOLDER 1000000
    rivals.py FOLDER

Prints for each kind of query the median of CPU microseconds, and the mean number of hits, which must agree with
`SearchingBenchmark query`.
"""
import json
import pathlib
import shutil
import sqlite3
import statistics
import sys
import time

KINDS = ["term", "AND", "OR", "phrase", "prefix", "OR + filter"]


def queries(folder):
    with open(folder / "queries.tsv", encoding="utf-8") as file:
        for line in file:
            kind, query, value = line.rstrip("\n").split("\t")
            yield kind, query, value


def documents(folder):
    with open(folder / "docs.jsonl", encoding="utf-8") as file:
        for line in file:
            document = json.loads(line)
            facets = document["facets"]
            product = facets.get("product", [""])[0]
            line = "urn:line:%d" % (int(product.rsplit(":", 1)[1]) // 20) if product else ""
            yield document, facets["type"][0], product, line, document["date"][:4]


def report(name, times, hits):
    for kind in KINDS:
        if times.get(kind):
            print("%s  %s: median %d µs, hits %d"
                  % (name, kind, statistics.median(times[kind]) * 1e6, statistics.mean(hits[kind])))


def run(name, folder, answer):
    times, hits = {}, {}
    for round_number in range(3):
        for kind, query, value in queries(folder):
            before = time.process_time()
            total = answer(kind, query, value)
            spent = time.process_time() - before
            if round_number > 0:
                times.setdefault(kind, []).append(spent)
                hits.setdefault(kind, []).append(total)
    report(name, times, hits)


def tantivy_rival(folder):
    try:
        import tantivy
    except ImportError:
        print("tantivy is not installed; skipped")
        return
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", tokenizer_name="en_stem")
    builder.add_text_field("text", tokenizer_name="en_stem")
    for name in ("type", "product", "line", "year"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    path = folder / "tantivy"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    index = tantivy.Index(builder.build(), path=str(path))
    writer = index.writer(heap_size=500_000_000, num_threads=1)
    before = time.process_time()
    for document, kind, product, line, year in documents(folder):
        fields = {"id": document["id"], "title": document["title"], "text": document["text"],
                  "type": kind, "year": year}
        if product:
            fields["product"] = product
            fields["line"] = line
        writer.add_document(tantivy.Document(**fields))
    writer.commit()
    writer.wait_merging_threads()
    size = sum(p.stat().st_size for p in path.iterdir())
    print("tantivy  build %.1f s CPU (reading JSON included), %.0f MB"
          % (time.process_time() - before, size / 1e6))
    index.reload()
    searcher = index.searcher()
    counts = {name: {"terms": {"field": name, "size": 500}} for name in ("type", "product", "line", "year")}

    def answer(kind, query, value):
        if kind == "prefix":
            pattern = query.rstrip("*") + ".*"
            parts = [tantivy.Query.regex_query(index.schema, pattern, field) for field in ("title", "text")]
            parsed = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
        else:
            parsed = index.parse_query(query, ["title", "text"])
        if value:
            only = tantivy.Query.term_query(index.schema, "type", value)
            parsed = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, parsed), (tantivy.Occur.Must, only)])
        found = searcher.search(parsed, 10, count=True)
        if hasattr(searcher, "aggregate"):
            searcher.aggregate(parsed, counts)
        return found.count

    run("tantivy", folder, answer)


def sqlite_rival(folder):
    path = folder / "fts.sqlite"
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.execute("CREATE VIRTUAL TABLE passage USING fts5(title, text, tokenize='porter unicode61')")
    database.execute(
        "CREATE TABLE facet (id INTEGER PRIMARY KEY, type TEXT, product TEXT, line TEXT, year TEXT)")
    before = time.process_time()
    for number, (document, kind, product, line, year) in enumerate(documents(folder)):
        database.execute("INSERT INTO passage(rowid, title, text) VALUES (?, ?, ?)",
                         (number, document["title"], document["text"]))
        database.execute("INSERT INTO facet VALUES (?, ?, ?, ?, ?)", (number, kind, product, line, year))
    database.commit()
    print("SQLite   build %.1f s CPU (reading JSON included), %.0f MB"
          % (time.process_time() - before, path.stat().st_size / 1e6))

    def answer(kind, query, value):
        if kind in ("OR", "OR + filter"):
            query = " OR ".join(query.split())
        only = " AND facet.type = '%s'" % value if value else ""
        source = "FROM passage JOIN facet ON facet.id = passage.rowid WHERE passage MATCH ?" + only
        database.execute("SELECT passage.rowid %s ORDER BY bm25(passage) LIMIT 10" % source, (query,)).fetchall()
        total = 0
        for name in ("type", "product", "line", "year"):
            rows = database.execute("SELECT %s, count(*) %s GROUP BY 1" % (name, source), (query,)).fetchall()
            total = sum(count for _, count in rows)
        return total

    run("SQLite", folder, answer)


if __name__ == "__main__":
    base = pathlib.Path(sys.argv[1])
    tantivy_rival(base)
    if "--no-sqlite" not in sys.argv:
        sqlite_rival(base)
