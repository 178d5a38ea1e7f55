#!/usr/bin/env python3
"""tantivy, Xapian and SQLite FTS5 on a collection of SearchingBenchmark: top 10 and counts of all facets, the same hits.

Usage:
    pip install tantivy; apt-get install python3-xapian
    passages.py FOLDER, or SearchingBenchmark export FOLDER 1000000
    SearchingBenchmark build FOLDER && SearchingBenchmark query FOLDER 5 all avx512 plain
    rivals.py FOLDER [tantivy] [xapian] [sqlite]

Prints for each kind of query the median of CPU microseconds, the mean number of hits, and how many queries have just the
hits that `SearchingBenchmark query … plain` left in FOLDER/hits.tsv; stemmers and word boundaries differ a little. A built index is
kept and used again. Rivals without their Python package are skipped, except Xapian, which Debian's own python3 may have.
"""
import json
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
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


def expected(folder):
    path = folder / "hits.tsv"
    if not path.exists():
        return {}
    return {tuple(fields[:3]): int(fields[3])
            for fields in (line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8"))}


def run(name, folder, answer, rounds=3):
    times, hits, same = {}, {}, {}
    wanted = expected(folder)
    for round_number in range(rounds):
        for kind, query, value in queries(folder):
            before = time.process_time()
            total = answer(kind, query, value)
            spent = time.process_time() - before
            if round_number > 0 or rounds == 1:
                times.setdefault(kind, []).append(spent)
            if round_number == 0:
                hits.setdefault(kind, []).append(total)
                same.setdefault(kind, []).append(total == wanted.get((kind, query, value)))
    for kind in KINDS:
        if times.get(kind):
            print("%-8s %s: median %d µs, hits %d, the same for %d of %d queries"
                  % (name, kind, statistics.median(times[kind]) * 1e6, statistics.mean(hits[kind]),
                     sum(same[kind]), len(same[kind])), flush=True)


def built(name, path, build):
    """Builds unless there is a finished index."""
    done = path.parent / (path.name + ".done")
    if not done.exists():
        shutil.rmtree(path, ignore_errors=True)
        path.unlink(missing_ok=True) if path.is_file() else None
        before = time.process_time()
        build()
        size = sum(p.stat().st_size for p in path.rglob("*")) if path.is_dir() else path.stat().st_size
        done.write_text("%-8s build %.1f s CPU (reading JSON included), %.0f MB"
                        % (name, time.process_time() - before, size / 1e6))
    print(done.read_text(), flush=True)


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

    def build():
        path.mkdir()
        index = tantivy.Index(builder.build(), path=str(path))
        writer = index.writer(heap_size=500_000_000, num_threads=1)
        for document, kind, product, line, year in documents(folder):
            fields = {"id": document["id"], "title": document["title"], "text": document["text"],
                      "type": kind, "year": year}
            if product:
                fields["product"] = product
                fields["line"] = line
            writer.add_document(tantivy.Document(**fields))
        writer.commit()
        writer.wait_merging_threads()

    built("tantivy", path, build)
    index = tantivy.Index.open(str(path))
    index.reload()
    searcher = index.searcher()
    counts = {name: {"terms": {"field": name, "size": 500}} for name in ("type", "product", "line", "year")}

    def answer(kind, query, value):
        if kind == "prefix":
            pattern = query.rstrip("*") + ".*"
            parts = [tantivy.Query.regex_query(index.schema, field, pattern) for field in ("title", "text")]
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


def xapian_rival(folder):
    try:
        import xapian
    except ImportError:
        if sys.executable == "/usr/bin/python3":
            print("Xapian is not installed; skipped")
        else:
            subprocess.run(["/usr/bin/python3", __file__, str(folder), "xapian"], check=False)
        return
    names = ("type", "product", "line", "year")
    path = folder / "xapian"

    def build():
        database = xapian.WritableDatabase(str(path), xapian.DB_CREATE_OR_OVERWRITE)
        generator = xapian.TermGenerator()
        generator.set_stemmer(xapian.Stem("en"))
        for document, *values in documents(folder):
            entry = xapian.Document()
            generator.set_document(entry)
            generator.index_text(document["title"])
            generator.increase_termpos()
            generator.index_text(document["text"])
            entry.add_boolean_term("XT" + values[0])
            for slot, value in enumerate(values):
                entry.add_value(slot, value)
            database.add_document(entry)
        database.commit()

    built("Xapian", path, build)
    database = xapian.Database(str(path))
    parser = xapian.QueryParser()
    parser.set_stemmer(xapian.Stem("en"))
    parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
    parser.set_database(database)
    parser.set_default_op(xapian.Query.OP_OR)
    flags = parser.FLAG_BOOLEAN | parser.FLAG_PHRASE | parser.FLAG_WILDCARD

    def answer(kind, query, value):
        parsed = parser.parse_query(query, flags)
        if value:
            parsed = xapian.Query(xapian.Query.OP_FILTER, parsed, xapian.Query("XT" + value))
        enquire = xapian.Enquire(database)
        enquire.set_query(parsed)
        spies = [xapian.ValueCountMatchSpy(slot) for slot in range(len(names))]
        for spy in spies:
            enquire.add_matchspy(spy)
        enquire.get_mset(0, 10, database.get_doccount())
        counted = [sum(1 for _ in spy.values()) for spy in spies]
        return spies[0].get_total() if counted else 0

    run("Xapian", folder, answer, rounds=2)


def sqlite_rival(folder):
    path = folder / "fts.sqlite"

    def build():
        database = sqlite3.connect(path)
        database.execute("CREATE VIRTUAL TABLE passage USING fts5(title, text, tokenize='porter unicode61')")
        database.execute(
            "CREATE TABLE facet (id INTEGER PRIMARY KEY, type TEXT, product TEXT, line TEXT, year TEXT)")
        for number, (document, kind, product, line, year) in enumerate(documents(folder)):
            database.execute("INSERT INTO passage(rowid, title, text) VALUES (?, ?, ?)",
                             (number, document["title"], document["text"]))
            database.execute("INSERT INTO facet VALUES (?, ?, ?, ?, ?)", (number, kind, product, line, year))
        database.commit()
        database.close()

    built("SQLite", path, build)
    database = sqlite3.connect(path)

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

    run("SQLite", folder, answer, rounds=1)


if __name__ == "__main__":
    base = pathlib.Path(sys.argv[1])
    rivals = {"tantivy": tantivy_rival, "xapian": xapian_rival, "sqlite": sqlite_rival}
    for rival in sys.argv[2:] or rivals:
        rivals[rival](base)
