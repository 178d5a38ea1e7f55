#!/usr/bin/env python3
"""Serves the passages of passages.py with Datasette (PyPI), to be measured beside `parlance serve`.

Usage:
    datasette-peer.py PASSAGES FOLDER          # writes FOLDER/passages.db unless it is there
    datasette-peer.py PASSAGES FOLDER --paths  # prints the paths to ask, one a line

A table with an index of words (FTS5, porter) and columns for type, product and year. The paths ask for the ten best hits of a
query with the counts of the three, as far as Datasette counts them: facets stop after 200 ms unless told otherwise.
"""
import json
import pathlib
import sqlite3
import sys
import urllib.parse

QUERIES = ["archive migration", "text document format"]


def build(passages, database):
    connection = sqlite3.connect(database)
    connection.executescript(
        """
        PRAGMA journal_mode = OFF;
        CREATE TABLE passages (number INTEGER PRIMARY KEY, id TEXT, title TEXT, text TEXT, type TEXT, product TEXT, year TEXT);
        CREATE VIRTUAL TABLE passages_fts USING fts5(title, text, content='passages', content_rowid='number', tokenize='porter');
        """
    )

    def rows():
        with open(passages) as lines:
            for number, line in enumerate(lines):
                document = json.loads(line)
                facets = document.get("facets", {})
                yield (
                    number, document["id"], document["title"], document["text"], *(facets.get(key, [None])[0] for key in ("type", "product")),
                    document.get("date", "")[:4],
                )

    connection.executemany("INSERT INTO passages VALUES (?,?,?,?,?,?,?)", rows())
    connection.executescript(
        """
        INSERT INTO passages_fts (passages_fts) VALUES ('rebuild');
        CREATE INDEX of_type ON passages (type);
        CREATE INDEX of_product ON passages (product);
        CREATE INDEX of_year ON passages (year);
        """
    )
    connection.commit()


def main():
    passages, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    if "--paths" in sys.argv:
        for query in QUERIES:
            fields = [("_search", query), ("_size", 10), ("_facet", "type"), ("_facet", "product"), ("_facet", "year")]
            print("passages/passages.json?" + urllib.parse.urlencode(fields))
        return
    database = folder / "passages.db"
    if not database.exists():
        build(passages, database)


main()
