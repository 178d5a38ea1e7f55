#!/usr/bin/env python3
"""Flips single bits in every kind of file of a workspace and looks at what commands answer.

Usage: workspace-flips.py PROGRAM [--flips N] [--seed S] [--only PART-OF-A-NAME] [--seconds N]

For each flip the workspace is put back as it was, one bit of one file is changed, and the commands are
run. Each has to give the answer of the whole workspace (the file was rebuilt, or the bit does not
matter) or an error with status 2 that names a file. Anything else is printed and counted: a signal, a
hang of more than 60 s, another answer. Ends with 1 if there is any.
"""

import argparse
import collections
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

VOCABULARY = """<vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
  <scheme id="type" assign="one"><title>Types</title>
    <concept id="type/brochure"><name>Brochure</name><alias>Flyer</alias></concept>
    <concept id="type/price-list"><name>Price list</name></concept></scheme>
  <scheme id="product"><title>Products</title>
    <concept id="product/archive"><name>Harbor Archive</name><former until="2009-06-30">Acme Vault</former></concept>
  </scheme>
</vocabulary>
"""

COMMANDS = [
    ["show", "Brochure", "--format", "json"],
    ["export", "--format", "csv"],
    ["search", "harbor", "--format", "jsonl"],
    ["search", "acme vault", "--facet", "type=Brochure", "--format", "jsonl"],
    ["status", "--format", "jsonl"],
    ["log", "--format", "jsonl"],
    ["tune"],
    ["sources"],
    ["normalize", "labels.csv"],
    ["search", "query:q", "--format", "jsonl"],
    ["undo", "1", "--format", "jsonl"],
]


def make(program, folder):
    os.makedirs(f"{folder}/share")
    with open(f"{folder}/v.xml", "w") as file:
        file.write(VOCABULARY)
    for index in range(12):
        with open(f"{folder}/share/{index}.md", "w") as file:
            kind = "Brochure" if index % 2 else "Price list"
            file.write(f"---\ntitle: {kind} Harbor Archive {index}\n---\n# {kind}\n\nHarbor Archive {index}.\n")
    with open(f"{folder}/e.jsonl", "w") as file:
        for index in range(20):
            file.write(json.dumps({"id": f"e{index}", "text": f"harbor mail and vault {index}"}) + "\n")
    with open(f"{folder}/labels.csv", "w") as file:
        file.write("label\nLeaf let\n")
    with open(f"{folder}/decisions.tsv", "w") as file:
        file.write("label\toutcome\tconcept\nLeaf let\tnever\t\n")
    for arguments in (
        ["import", "v.xml"],
        ["retag", "share", "--yes", "--write-to", "documents"],
        ["index", "e.jsonl"],
        ["tune", "--threshold", "type=0.4"],
        ["review", "labels.csv", "--apply", "decisions.tsv"],
        ["query", "save", "q", "harbor"],
        ["search", "harbor"],
    ):
        subprocess.run([program, *arguments], cwd=folder, check=False, capture_output=True)


def run(program, folder, arguments):
    try:
        result = subprocess.run(
            [program, *arguments], cwd=folder, capture_output=True, timeout=60, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return ("hang", b"", b"")
    return (result.returncode, result.stdout, result.stderr)


def restore(whole, folder):
    for name in (".parlance", "share"):
        shutil.rmtree(f"{folder}/{name}")
        shutil.copytree(f"{whole}/{name}", f"{folder}/{name}", copy_function=shutil.copy2)


def files(folder):
    found = []
    for parent, _, names in os.walk(f"{folder}/.parlance"):
        for name in names:
            path = os.path.join(parent, name)
            if name != "lock" and os.path.getsize(path) > 0:
                found.append(os.path.relpath(path, folder))
    return sorted(found)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=int, default=1 << 30, help="end sooner, after so many seconds")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    generator = random.Random(options.seed)
    counts = collections.Counter()
    deadline = time.monotonic() + options.seconds
    flips = 0
    with tempfile.TemporaryDirectory() as top:
        folder, whole = f"{top}/work", f"{top}/whole"
        make(program, folder)
        shutil.copytree(folder, whole, copy_function=shutil.copy2)
        right = []
        for command in COMMANDS:
            right.append(run(program, folder, command))
            restore(whole, folder)
        names = [name for name in files(folder) if options.only in name]
        for number in range(options.flips):
            if time.monotonic() > deadline:
                break
            flips += 1
            name = names[number % len(names)]
            restore(whole, folder)
            with open(f"{folder}/{name}", "r+b") as file:
                content = bytearray(file.read())
                place = generator.randrange(len(content))
                content[place] ^= 1 << generator.randrange(8)
                file.seek(0)
                file.write(content)
            for command, expected in zip(COMMANDS, right):
                status, output, errors = run(program, folder, command)
                if (status, output) == expected[:2]:
                    kind = "right"
                elif status == 2 and b".parlance" in errors or status == 3 and command[0] == "undo":
                    kind = "named"
                else:
                    kind = "WRONG"
                    print(f"{name} byte {place}: {' '.join(command)}: {status} {errors[:200]!r}", flush=True)
                counts[kind] += 1
    print(f"{flips} flips in {len(names)} files: {dict(counts)}")
    sys.exit(1 if counts["WRONG"] else 0)


main()
