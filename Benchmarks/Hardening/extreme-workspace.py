#!/usr/bin/env python3
"""Puts extreme numbers into the files of a workspace and into what commands read, with checksums made right.

Usage: extreme-workspace.py PROGRAM [--mutants N] [--seed S] [--only PART-OF-A-NAME] [--seconds N]

Such files could come from a program with a mistake, or from somebody who means harm. Of each mutant the
commands that read it are run: they may refuse it or believe it, but neither end by a signal nor take longer
than ten seconds of processor time. Every kind of file gets as many mutants. Ends with 1 if anything else happened.
"""

import argparse
import collections
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import extreme_numbers

VOCABULARY = """<vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
  <scheme id="type" assign="one"><title>Types</title>
    <concept id="type/brochure"><name>Brochure</name><alias>Flyer</alias></concept>
    <concept id="type/price-list"><name>Price list</name><name xml:lang="de">Preisliste</name></concept></scheme>
  <scheme id="product"><title>Products</title>
    <concept id="product/archive"><name>Harbor Archive</name><former until="2009-06-30">Acme Vault</former></concept>
    <concept id="product/mail"><name>Harbor Mail</name><broader ref="product/archive"/></concept>
  </scheme>
</vocabulary>
"""

SEARCHES = [
    ["search", "harbor"], ["search", "acme vault"], ["search", '"harbor archive"'], ["search", "harb*"],
    ["search", "harbro"], ["search", "number:7 OR vault", "--sort", "date"],
    ["search", "*", "--values", "type"], ["search", "harbor archive mail vault", "--histogram", "month"],
    ["search", "harbor", "--like", "e7"], ["search", "harbor", "--facet", "type=Brochure", "--explain"],
]
WORDS = [["show", "Brochure"], ["export", "--to", "csv"], ["tag", "<docs.jsonl"], ["normalize", "labels.csv"]]
RUNS = [
    ["log"], ["status"], ["undo", "1", "--dry-run"], ["undo", "1", "--yes"], ["retag", "share", "--dry-run"],
    ["retag", "share", "--yes"], ["search", "harbor"], ["journal", "prune", "--keep", "1"],
]

EVALUATE = ["evaluate", "search", "--docs", "e.jsonl", "--queries", "queries.txt", "--qrels", "qrels.txt"]

# What reads a file, by a part of its name; the first that fits.
READERS = [
    ("vocabulary", WORDS + SEARCHES[:3] + RUNS[:2]), ("labels.index", WORDS + SEARCHES[:3]),
    ("normalizer", [["normalize", "labels.csv"], ["retag", "share", "--dry-run"]]),
    ("tagging.model", [["tag", "<docs.jsonl"], ["retag", "share", "--dry-run"]]),
    ("learned-", [["tag", "<docs.jsonl"], ["retag", "share", "--dry-run"]]),
    ("tagging.settings", [["tune"], ["tag", "<docs.jsonl"], ["retag", "share", "--dry-run"]]),
    ("decisions", [["normalize", "labels.csv"]]), ("queries.tsv", [["query", "list"], ["search", "query:q"]]),
    ("index", SEARCHES + [["index", "more.jsonl"]]), ("exports.list", SEARCHES[:2] + [["index", "more.jsonl"]]),
    ("journal", RUNS), ("catalog", RUNS), ("sources", [["sources"], ["show", "Brochure"]]),
    ("plan.jsonl", [["retag", "--apply", "plan.jsonl", "--yes"]]),
    ("docs.jsonl", [["tag", "<docs.jsonl"], ["index", "docs.jsonl"], ["learn", "docs.jsonl"]]),
    ("more.jsonl", [["index", "more.jsonl"], ["learn", "more.jsonl"]]),
    ("labels.csv", [["normalize", "labels.csv", "--column", "label", "--count-column", "count", "--summary"],
                    ["normalize", "labels.csv", "--context-columns", "date"]]),
    ("queries.txt", [EVALUATE]),
    ("qrels.txt", [EVALUATE]),
    ("v.xml", [["import", "v.xml"], ["check", "v.xml"]]),
]
INPUTS = ["plan.jsonl", "docs.jsonl", "more.jsonl", "labels.csv", "queries.txt", "qrels.txt", "v.xml"]


def make(program, folder):
    def write(name, lines):
        with open(f"{folder}/{name}", "w") as file:
            file.writelines(line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines)

    def done(*arguments):
        result = run(program, folder, arguments)
        if result.returncode not in (0, 1):
            sys.exit(f"{' '.join(arguments)}: {result.returncode} {result.stderr.decode()}")

    os.makedirs(f"{folder}/share")
    os.makedirs(f"{folder}/plans")
    write("v.xml", [VOCABULARY])
    for index in range(14):
        kind, price = ("Brochure", 10) if index % 2 else ("Price list", 20)
        for part in ("share", "plans"):
            write(f"{part}/{index}.md", [
                f"---\ntitle: {kind} Harbor Archive {index}\ndate: 2009-03-{index + 1:02}\n---\n# {kind}\n\n",
                f"Harbor Archive {index}, {price} euro a seat. Acme Vault.\n"])
    write("e.jsonl", [
        {"id": f"e{index}", "title": f"number {index}", "text": f"harbor mail and vault {index}",
         "date": f"20{index % 20:02}-0{index % 9 + 1}-11", "facets": {"stage": [str(index % 3)], "size": [str(index)]}}
        for index in range(160)])
    write("docs.jsonl", [
        {"id": index, "title": f"Letter {index}", "text": f"euro {index} harbor mail brochure", "date": "2008-01-02",
         "tags": [["https://id.example/type/brochure"], ["https://id.example/type/price-list"]][index % 2]}
        for index in range(24)])
    write("more.jsonl", [{"id": "e3", "text": "harbor 2", "facets": {"stage": ["7"]}, "date": "2011"}, {"id": 9, "text": "new"}])
    write("labels.csv", ["label,count,date\n", "Brochure,7,2009-01-01\n", "prise list,12,2011\n", "HA 2,1,2005-05\n"])
    write("queries.txt", ["1\tharbor\n", "2\tmail\n"])
    write("qrels.txt", ["1\t0\te3\t1\n", "2\t0\te4\t2\n"])
    done("import", "v.xml")
    done("retag", "share", "--yes", "--write-to", "documents")
    done("learn", "docs.jsonl")
    done("index", "e.jsonl")
    done("tune", "--threshold", "type=0.4")
    done("query", "save", "q", "harbor")
    done("normalize", "labels.csv")
    done("index", "more.jsonl")
    done("search", "harbor")
    done("tag", "<docs.jsonl")
    done("retag", "plans", "--dry-run", "--plan-out", "plan.jsonl")


def run(program, folder, arguments, **options):
    """Runs a command; an argument that begins with '<' names what it reads from standard input."""
    given = [argument[1:] for argument in arguments if argument.startswith("<")]
    words = [argument for argument in arguments if not argument.startswith("<")]
    with open(f"{folder}/{given[0]}" if given else os.devnull, "rb") as source:
        return subprocess.run([program, *words], cwd=folder, capture_output=True, stdin=source, **options)


def files(folder):
    found = []
    for parent, _, names in os.walk(f"{folder}/.parlance"):
        for name in names:
            path = os.path.join(parent, name)
            leave = name == "lock" or name.endswith((".verified", ".xml", "-wal", "-shm"))
            if not leave and os.path.getsize(path) > 0:
                found.append(os.path.relpath(path, folder))
    return sorted(found) + [name for name in INPUTS if os.path.exists(f"{folder}/{name}")]


def readers(name):
    return next(commands for part, commands in READERS if part in name)


def change(path, generator):
    with open(path, "rb") as file:
        data = file.read()
    if data.startswith(b"SQLite format"):
        return extreme_numbers.put_into_catalog(path, generator)
    if data.startswith(b"PARL") and not data.startswith(b"PARLANCE"):
        data, what = extreme_numbers.put_into_sections(data, generator)
    elif data.startswith(b"PARLANCE JOURNAL"):
        data, what = extreme_numbers.put_into_journal(data, generator)
    else:
        data, what = extreme_numbers.put_into_text(data, generator)
    with open(path, "wb") as file:
        file.write(data)
    return what


def restore(whole, folder):
    shutil.rmtree(folder)
    shutil.copytree(whole, folder, copy_function=shutil.copy2)


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (10, 12))


def cause(errors):
    """What a program that ended by a signal said of it."""
    lines = [line for line in errors.decode(errors="replace").splitlines() if line.strip()]
    return next((line for line in lines if "Fatal error" in line), lines[-1] if lines else "")[:300]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--mutants", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=1 << 30, help="end sooner, after so many seconds")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    generator = random.Random(options.seed)
    counts = collections.Counter()
    os.environ["SWIFT_BACKTRACE"] = "enable=no"
    deadline = time.monotonic() + options.seconds
    mutants = 0
    with tempfile.TemporaryDirectory() as top:
        folder, whole = f"{top}/work", f"{top}/whole"
        make(program, folder)
        shutil.copytree(folder, whole, copy_function=shutil.copy2)
        names = [name for name in files(folder) if options.only in name]
        while mutants < options.mutants and time.monotonic() < deadline:
            name = names[mutants % len(names)]
            mutants += 1
            restore(whole, folder)
            what = change(f"{folder}/{name}", generator)
            for command in generator.sample(readers(name), k=min(3, len(readers(name)))):
                try:
                    result = run(program, folder, command, timeout=120, preexec_fn=limit)
                    status, errors = result.returncode, result.stderr
                except subprocess.TimeoutExpired:
                    status, errors = "hang", b""
                isRight = status in (0, 1, 2, 3, 64)
                counts["read" if status in (0, 1) else "refused" if isRight else f"WRONG {status}"] += 1
                if not isRight:
                    print(f"{name}, {what}: {' '.join(command)}: {status} {cause(errors)}", flush=True)
    print(f"{mutants} mutants of {len(names)} files: {dict(counts)}")
    sys.exit(1 if any(kind.startswith("WRONG") for kind in counts) else 0)


main()
