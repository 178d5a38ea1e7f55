#!/usr/bin/env python3
"""Counts what became of files: documents read or refused, vocabularies that come back as they were.

Usage: parlance retag FOLDER --dry-run --format jsonl | score-files.py documents
       Benchmarks/Vocabularies/round-trip.sh | score-files.py trips
"""
import collections
import json
import sys

import figures


def documents(lines):
    """None may be lost: each is read, or refused with a reason."""
    records = [json.loads(line) for line in lines]
    outcomes = collections.Counter(record["outcome"] for record in records)
    print(", ".join("%d %s" % (count, outcome) for outcome, count in outcomes.most_common()))
    silent = sum(1 for one in records if one["outcome"] == "unreadable" and not one.get("reason"))
    figures.add("documents", "real and hostile files", "answered", len(records), decimals=0)
    figures.add("documents", "real and hostile files", "refused without a reason", silent, goal="≤ 0", decimals=0)


def trips(lines):
    results = [": same through " in line for line in lines if " through " in line]
    same = sum(results) / max(len(results), 1)
    figures.add("vocabularies", "exported and imported again", "the same", same,
                figures.wilson(same, len(results)), "≥ 1")
    print("%d of %d the same" % (sum(results), len(results)))


{"documents": documents, "trips": trips}[sys.argv[1]](sys.stdin)
