#!/usr/bin/env python3
"""Fails, or kills at, every call with which a command changes files, and looks at what is left.

Usage: interrupted-calls.py PROGRAM [--kinds ENOSPC,EIO,KILL] [--scenes retag,undo,...] [--sample N]
                            [--jobs N] [--seconds N [--seed S]] [--verbose]

Each command is recorded with strace first. Then it is run again, in a folder put back as it was, once for
each of its calls that write, sync, open, rename, cut, link or delete something below that folder, with just
that call failing (ENOSPC, EIO) or the process killed there (KILL). After each:

- it did not end by a signal of its own, and no run takes more than 60 s;
- with status 0 everything is as after a run that nothing disturbed; with another one a message says why;
- every document, vocabulary and output has the bytes from before or those from after, never others;
- readers work, and see what was before or what is after;
- the same command, run again, brings the state of an undisturbed run, and no temporary file is left;
- what can be taken back is taken back to the first byte.

--sample N takes at most N calls of one kind on one file, spread evenly; 0 takes all (the long form).
--seconds N ends after so many seconds; the calls of a command are then tried in an order that --seed makes.
Prints a line for each breach and the counts at the end; ends with 1 if there is any breach.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

CALLS = (
    "write,pwrite64,fsync,fdatasync,syncfs,rename,renameat,renameat2,openat,ftruncate,link,linkat,unlink,"
    "unlinkat,mkdir,fchmod,fchown,fallocate,sync_file_range"
).split(",")

CONCEPTS = """<vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
  <scheme id="type" facet="type" assign="one"><title>Types</title>
    <concept id="type/brochure"><name>Brochure</name><alias>Flyer</alias></concept>
    <concept id="type/price-list"><name>Price list</name></concept>%s</scheme>
  <scheme id="product" facet="product"><title>Products</title>
    <concept id="product/archive"><name>Harbor Archive</name></concept></scheme>
</vocabulary>
"""

SETUP = {
    "import": [],
    "import-again": [["import", "v.xml"], ["retag", "share", "--yes", "--write-to", "documents"]],
    "retag": [["import", "v.xml"]],
    "sidecar": [["import", "v.xml"]],
    "undo": [["import", "v.xml"], ["retag", "share", "--yes", "--write-to", "documents"]],
    "undo-sidecar": [["import", "v.xml"], ["retag", "share", "--yes", "--write-to", "sidecar"]],
    "index": [["import", "v.xml"], ["index", "e.jsonl"]],
    "review": [["import", "v.xml"]],
    "export": [["import", "v.xml"]],
    "fix": [["import", "v.xml"]],
    "plan": [["import", "v.xml"]],
    "query": [["import", "v.xml"], ["query", "save", "old", "harbor"]],
}

COMMAND = {
    "import": ["import", "v.xml"],
    "import-again": ["import", "w.xml", "--replace"],
    "retag": ["retag", "share", "--yes", "--write-to", "documents"],
    "sidecar": ["retag", "share", "--yes", "--write-to", "sidecar"],
    "undo": ["undo", "1", "--yes"],
    "undo-sidecar": ["undo", "1", "--yes"],
    "index": ["index", "f.jsonl"],
    "review": ["review", "labels.csv", "--apply", "decisions.tsv", "--author", "tests"],
    "export": ["export", "--to", "csv", "-o", "out.csv", "--force"],
    "fix": ["export", "--to", "turtle", "-o", "new.ttl"],
    "plan": ["retag", "share", "--plan-out", "plan.jsonl"],
    "query": ["query", "save", "new", "brochure"],
}

READERS = [
    ["export", "--to", "csv"],
    ["search", "harbor", "--format", "jsonl"],
    ["query", "list"],
]

# The words for what happened, of the system and of SQLite.
REASONS = re.compile(r"No space left|Input/output error|disk I/O error|is full|disk is full|cannot be ")


class Trial:
    """A folder in which commands run, and what is in it."""

    def __init__(self, program, folder):
        self.program, self.folder, self.errors = program, folder, {}

    def run(self, arguments, prefix=()):
        try:
            result = subprocess.run(
                [*prefix, self.program, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                capture_output=True, timeout=60,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TMPDIR": self.folder})
        except subprocess.TimeoutExpired:
            return "more than 60 s", "", ""
        return (
            result.returncode, result.stdout.decode(errors="replace"),
            result.stderr.decode(errors="replace"))

    def restore(self, template):
        shutil.rmtree(self.folder, ignore_errors=True)
        subprocess.run(["cp", "-a", template, self.folder], check=True)

    def owned(self):
        """The bytes of everything that is not the workspace's, whatever number the run in a mark has."""
        found = {}
        for folder, folders, names in os.walk(self.folder):
            if ".parlance" in folders:
                folders.remove(".parlance")
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, self.folder)] = re.sub(
                        rb"Parlance/1 run=\d+", b"Parlance/1 run=N", file.read())
        return found

    def leftovers(self):
        return sorted(
            os.path.relpath(os.path.join(folder, name), self.folder)
            for folder, _, names in os.walk(self.folder) for name in names
            if ".tmp" in name or re.search(r"\.parlance-\w{6}$", name))

    def read(self):
        """What readers see, or the error that they end with."""
        seen = []
        for arguments in READERS:
            status, output, errors = self.run(arguments)
            if arguments[0] == "search":
                output = sorted(
                    str(json.loads(line).get("path") or json.loads(line).get("id"))
                    for line in output.splitlines() if line.startswith("{"))
                output = [name.rsplit("/", 1)[-1] for name in output]
            seen.append((status, output if status in (0, 1) else ""))
            self.errors[arguments[0]] = errors.strip()[:300]
        return seen


def make(program, folder, scene):
    os.makedirs(f"{folder}/share")
    with open(f"{folder}/v.xml", "w") as file:
        file.write(CONCEPTS % "")
    with open(f"{folder}/w.xml", "w") as file:
        file.write(CONCEPTS % '<concept id="type/letter"><name>Letter</name></concept>')
    for index in range(4):
        kind = "Brochure" if index % 2 else "Price list"
        with open(f"{folder}/share/{index}.md", "w") as file:
            file.write(f"---\ntitle: {kind} Harbor Archive {index}\n---\n# {kind}\n\nHarbor {index}.\n")
    for name, count in (("e", 3), ("f", 6)):
        with open(f"{folder}/{name}.jsonl", "w") as file:
            for index in range(count):
                file.write(json.dumps({"id": f"e{index}", "text": f"harbor {name} {index}"}) + "\n")
    with open(f"{folder}/labels.csv", "w") as file:
        file.write("label,count\nLeaflet,3\nNonsense,2\n")
    with open(f"{folder}/decisions.tsv", "w") as file:
        file.write(
            "label\toutcome\tconcept\tpreferred_label\n"
            "Leaflet\taccepted\thttps://id.example/type/brochure\tBrochure\nNonsense\tnever\t\t\n")
    with open(f"{folder}/out.csv", "w") as file:
        file.write("old\n")
    trial = Trial(program, folder)
    for arguments in SETUP[scene]:
        status, _, errors = trial.run(arguments)
        if status not in (0, 3):
            sys.exit(f"{scene}: {arguments}: {status} {errors}")


def calls(trial, scene, sample):
    """The calls of the command on files below the folder: (name, number, path)."""
    log = trial.folder + ".trace"
    trial.run(
        COMMAND[scene],
        ["strace", "-f", "--seccomp-bpf", "-y", "-qq", "-o", log, "-e", "trace=" + ",".join(CALLS)])
    counts, found = collections.Counter(), collections.defaultdict(list)
    for line in open(log, errors="replace"):
        match = re.match(r"(\d+) +(\w+)\((.*)", line)
        if match is None or match[2] not in CALLS:
            continue
        thread, call, rest = match.groups()
        # The injection counts the calls of each thread for itself.
        counts[thread, call] += 1
        number = counts[thread, call]
        places = re.findall(r'[<"](/[^">]*)[">]', rest)
        named = re.search(r'"(/[^"]*)"', rest)
        places = [named[1]] if named else places
        place = next((p for p in places if p.startswith(trial.folder)), None)
        relative = re.match(r'AT_FDCWD<%s>, "([^/][^"]*)"' % re.escape(trial.folder), rest)
        if place is None:
            continue
        name = relative[1] if relative else place[len(trial.folder):]
        name = re.sub(r"parlance-\w{6}$|\.\d{6,}\.", "*", name)
        name += " (made)" if "O_CREAT" in rest else ""
        if number not in found[call, name]:
            found[call, name].append(number)
    os.remove(log)
    chosen = []
    for (call, name), numbers in found.items():
        step = max(1, -(-len(numbers) // sample)) if sample else 1
        chosen += [(call, number, name) for number in numbers[::step]]
    return list({(call, number): (call, number, name) for call, number, name in chosen}.values())


class Scene:
    """One command with its states before and after."""

    def __init__(self, program, scene, root):
        self.scene, self.program = scene, program
        self.template = f"{root}/{scene}-template"
        # The catalog keeps absolute paths: the states are made where the trials run.
        self.folder = f"{root}/{scene}"
        make(program, self.folder, scene)
        self.trial = Trial(program, self.folder)
        shutil.copytree(self.folder, self.template)
        subprocess.run(["cp", "-a", self.folder + "/.", self.template], check=True)
        self.before = self.trial.owned()
        self.seen_before = self.trial.read()
        self.trial.restore(self.template)
        self.status, _, self.errors = self.trial.run(COMMAND[scene])
        self.after = self.trial.owned()
        self.seen_after = self.trial.read()
        if self.status not in (0, 1, 3):
            sys.exit(f"{scene}: {self.status} {self.errors}")

    def owned_breaches(self, moment):
        now = self.trial.owned()
        for name in sorted(set(now) | set(self.before)):
            if ".tmp" in name or re.search(r"\.parlance-\w{6}$", name):
                continue
            if now.get(name) not in (self.before.get(name), self.after.get(name)) and not self.is_part(name, now):
                yield f"{moment}: {name} is neither as before nor as after"

    def is_part(self, name, now):
        """Whether a plan lacks just documents that the answer names as not read."""
        return (self.scene == "plan" and self.last[0] == 3 and name == "plan.jsonl"
                and set(now[name].splitlines()) <= set(self.after[name].splitlines()))

    def breaches(self, kind, call, number):
        """What is wrong after one run with one call failing."""
        self.trial.restore(self.template)
        what = "signal=SIGKILL" if kind == "KILL" else f"error={kind}"
        status, output, errors = self.trial.run(
            COMMAND[self.scene],
            ["strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
             f"inject={call}:{what}:when={number}"])
        self.last = (status, output[-300:], errors)
        # Files that could not be written are listed in the answer.
        said = output + errors
        hasReason = REASONS.search(said) is not None
        yield from self.owned_breaches("then")
        if kind != "KILL":
            if not isinstance(status, int) or status < 0:
                yield f"ended with {status}: {errors.strip()[:300]}"
            elif status == self.status and not hasReason:
                if self.trial.owned() != self.after:
                    yield f"status {status}, but not everything was written: {said.strip()[-300:]}"
            elif status not in (self.status, 1, 2, 3):
                yield f"ended with {status}: {errors.strip()[:300]}"
            elif not hasReason:
                yield f"status {status} without a reason: {said.strip()[-300:]!r}"
        seen = self.trial.read()
        for now, old, new, reader in zip(seen, self.seen_before, self.seen_after, READERS):
            # Some documents could not be read or written, and the answer says which.
            isPart = self.last[0] == 3 and now[0] == 0 and reader[0] == "search" and set(
                now[1]) <= set(old[1]) | set(new[1])
            if now not in (old, new) and not isPart:
                yield f"then: {reader[0]} sees {now}: {self.trial.errors[reader[0]]}"
        # A plan without all documents stands there and is not replaced unasked.
        again = COMMAND[self.scene] + (["--force"] if self.scene == "plan" and self.last[0] == 3 else [])
        status, _, errors = self.trial.run(again)
        # What is taken back already cannot be taken back again, and says so.
        if status != self.status and "was taken back already" not in errors:
            yield f"again: {status} {errors.strip()[:300]}"
        seen = self.trial.read()
        if self.trial.owned() != self.after:
            now = self.trial.owned()
            names = [n for n in set(now) | set(self.after) if now.get(n) != self.after.get(n)]
            yield f"again: other bytes than after an undisturbed run: {names}"
        if seen != self.seen_after:
            yield f"again: readers see {seen} instead of {self.seen_after}"
        if self.trial.leftovers():
            yield f"again: left {self.trial.leftovers()}"
        if self.scene in ("retag", "sidecar"):
            tries = 0
            while self.trial.run(["undo", "--yes"])[0] in (0, 3) and tries < 5:
                tries += 1
            if self.trial.owned() != self.before:
                yield "undo: not as before"


def run(program, scene, kinds, sample, end, seed, verbose):
    counts, messages, lines = collections.Counter(), collections.Counter(), []
    with tempfile.TemporaryDirectory() as root:
        state = Scene(program, scene, os.path.realpath(root))
        state.trial.restore(state.template)
        tried = list(calls(state.trial, scene, sample))
        if end is not None:
            random.Random(seed).shuffle(tried)
        for call, number, name in tried:
            if end is not None and time.monotonic() > end:
                break
            counts["calls"] += 1
            for kind in kinds:
                counts[kind] += 1
                for breach in state.breaches(kind, call, number):
                    counts["breaches"] += 1
                    lines.append(f"{scene}: {kind} at {call} {number} of {name}: {breach}")
                    print(lines[-1], flush=True)
                if verbose:
                    print(scene, kind, call, number, name, state.last, flush=True)
    return scene, counts


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--kinds", default="ENOSPC,EIO,KILL")
    parser.add_argument("--scenes", default=",".join(COMMAND))
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    if shutil.which("strace") is None:
        sys.exit("strace is not installed")
    program = os.path.realpath(options.program)
    total = collections.Counter()
    scenes = options.scenes.split(",")
    # Each command has an equal part of the time.
    start, part = time.monotonic(), options.seconds and options.seconds * options.jobs / len(scenes)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        runs = [
            pool.submit(
                run, program, scene, options.kinds.split(","), options.sample,
                part and start + part * (index // options.jobs + 1), options.seed, options.verbose)
            for index, scene in enumerate(scenes)
        ]
        for result in runs:
            scene, counts = result.result()
            print(f"{scene}: {dict(counts)}", flush=True)
            total += counts
    print(f"all: {dict(total)}")
    return 1 if total["breaches"] else 0


if __name__ == "__main__":
    sys.exit(main())
