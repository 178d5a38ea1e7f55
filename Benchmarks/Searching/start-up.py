#!/usr/bin/env python3
"""Counts the instructions of a cold `parlance search` and `tag`, which no other load of the machine changes.

    start-up.py PROGRAM [BASELINE-PROGRAM]

On a copy of the samples, tagged by each program itself; then, where PARLANCE_DATA (../shared/data) has it, `tag` of
one document with AGROVOC, which is what starting a tagger with a large vocabulary takes. With a second program, such as that of the release before,
each line has the ratio, and the status is 1 if one is above 1.02. Needs valgrind.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
COMMANDS = [
    ["--version"],
    ["show", "Harbor Archive"],
    ["search", "vault"],
    ["search", "type:brochure"],
    ["search", "price list acme vault"],
    ["search", "what replaces jetty 12"],
]
MOST = 1.02
DATA = pathlib.Path(os.environ.get("PARLANCE_DATA", PROJECT.parent / "shared" / "data"))
AGROVOC = DATA / "tagging" / "fao780" / "agrovoc_en.rdf"
DOCUMENT = '{"id":"1","title":"Rice","text":"Rice growing in paddy fields."}\n'


def prepared(program, folder):
    """A workspace of the samples, with everything that the first search makes."""
    shutil.copytree(PROJECT / "Samples" / "share", folder / "share")
    for arguments in (
        ["import", str(PROJECT / "Vocabularies" / "enterprise.xml")],
        ["retag", "share", "--yes", "--write-to", "catalog"],
        ["search", "vault"],
    ):
        done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True)
        # 3: some of the samples cannot be read, which is what they are for.
        if done.returncode not in (0, 3):
            sys.exit(f"{program} {' '.join(arguments)}: {done.stderr}")


def with_agrovoc(program, folder):
    """How many instructions `tag` takes with a large vocabulary."""
    done = subprocess.run([program, "import", str(AGROVOC)], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{program} import {AGROVOC}: {done.stderr}")
    return instructions(program, ["tag"], folder, DOCUMENT)


def instructions(program, arguments, folder, input=""):
    """How many instructions a command takes."""
    counting = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, *arguments]
    done = subprocess.run(counting, cwd=folder, input=input, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit(f"{' '.join(counting)}: {done.returncode}: {done.stderr[-500:]}")
    return int(found.group(1))


def main():
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    if not shutil.which("valgrind"):
        sys.exit("start-up.py: valgrind is not installed (package valgrind)")
    programs = [str(pathlib.Path(program).resolve()) for program in sys.argv[1:]]
    commands = list(COMMANDS)
    if AGROVOC.exists():
        commands.append(["tag", "(AGROVOC)"])
    else:
        print(f"start-up.py: SKIPPED tag: there is no {AGROVOC}", file=sys.stderr)
    counts = []
    for program in programs:
        with tempfile.TemporaryDirectory() as folder:
            prepared(program, pathlib.Path(folder))
            counts.append([instructions(program, command, folder) for command in COMMANDS])
        if AGROVOC.exists():
            with tempfile.TemporaryDirectory() as folder:
                counts[-1].append(with_agrovoc(program, folder))
    slower = False
    for number, command in enumerate(commands):
        line = f"{counts[0][number] / 1e6:8.2f} M  "
        if len(counts) > 1:
            ratio = counts[0][number] / counts[1][number]
            slower = slower or ratio > MOST
            line += f"{counts[1][number] / 1e6:8.2f} M  {ratio:6.3f}  "
        print(line + "parlance " + " ".join(command))
    sys.exit(1 if slower else 0)


if __name__ == "__main__":
    main()
