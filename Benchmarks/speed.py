#!/usr/bin/env python3
"""The figures of a run of `make bench`, each beside its goal, the best rival of the run and the last release.

Usage: speed.py LOG [--write FILE]

Reads what run.sh printed. The figures of releases are Benchmarks/speed-VERSION.tsv, written by --write when one is made; a
clock on another or a busier machine says little, so ratios to a rival of the same run are figures of their own. What a run
left out is left out here. A figure that is more than a tenth worse than in the last release is marked.
"""
import argparse
import pathlib
import re
import statistics

HERE = pathlib.Path(__file__).resolve().parent
KINDS = ("term", "AND", "OR", "phrase", "prefix", "OR + filter")
# Search kinds with their goals as multiples of what tantivy takes: with AVX-512, and without.
SEARCH_GOALS = {"term": (None, 4), "AND": (None, 4), "OR": (5, 4), "phrase": (None, 3), "prefix": (None, 5),
                "OR + filter": (4, 4)}
LESS, MORE = "≤", "≥"


def medians(log, pattern):
    """The median of all numbers of a pattern with one group; None if it stands nowhere."""
    found = [float(number) for number in re.findall(pattern, log, re.MULTILINE)]
    return statistics.median(found) if found else None


def ratio(above, below):
    return above / below if above is not None and below else None


def seconds(log, name):
    return medians(log, r"^%s\s+([0-9.]+) s," % re.escape(name))


def processor(log, name):
    """User and system seconds together."""
    found = re.findall(r"^%s\s+[0-9.]+ s, ([0-9.]+) s user, ([0-9.]+) s system" % re.escape(name), log, re.MULTILINE)
    return statistics.median(float(user) + float(system) for user, system in found) if found else None


def searching(log):
    for kind in KINDS:
        rival = medians(log, r"^tantivy\s+%s: median (\d+) µs" % re.escape(kind))
        for level, goal in zip(("avx512", "avx2", "none"), (SEARCH_GOALS[kind][0], *[SEARCH_GOALS[kind][1]] * 2)):
            for plain in (" plain", ""):
                own = medians(log, r"^Parlance %s%s %s: median (\d+) µs" % (level, plain, re.escape(kind)))
                yield ("search, %s, %s%s" % (kind, level, plain), own, "µs",
                       (LESS, 350) if kind == "prefix" and not plain else None)
                yield ("tantivy / search, %s, %s%s" % (kind, level, plain), ratio(rival, own), "×",
                       (MORE, goal) if goal else None)
    yield "index build, a million passages", medians(log, r"^Parlance build \d+ passages: ([0-9.]+) s CPU"), "s", (LESS, 12)
    yield "its size", medians(log, r"^Parlance build .* elapsed, (\d+) MB"), "MB", (LESS, 180)


def figures(log):
    """Name, value, unit and goal (sign and number) of each figure."""
    yield "--version, a new process", medians(log, r"^median ([0-9.]+) ms.*: \S+ --version"), "ms", None
    for command in ("--version", "search vault", "search type:brochure", "tag (AGROVOC)"):
        yield command + ", instructions", medians(log, r"^ *([0-9.]+) M  parlance %s$" % re.escape(command)), "M", None
    xmllint = processor(log, "xmllint --stream large.rdf")
    yield "SKOS import / xmllint, processor", ratio(processor(log, "import large.rdf"), xmllint), "×", (LESS, 0.9)
    yield ("SKOS import / xmllint, clock",
           ratio(seconds(log, "import large.rdf"), seconds(log, "xmllint --stream large.rdf")), "×", (LESS, 0.9))
    yield ("Parlance XML / SKOS of STW, processor",
           ratio(processor(log, "import stw.xml"), processor(log, "import stw-9.06.rdf")), "×", (LESS, 1.3))
    yield "reading, the samples", medians(log, r"; ([0-9.]+) MB/s$"), "MB/s", None
    yield ("an unchanged share / find",
           ratio(medians(log, r"^retag --dry-run, nothing new\s+([0-9.]+) s wall"),
                 medians(log, r"^find -printf.*?\s+([0-9.]+) s wall")), "×", (LESS, 2))
    yield ("normalizing, all different, a processor's minute",
           medians(log, r"^distinct\t.*\t([0-9.]+)$"), "labels", (MORE, 2_000_000))
    short, _, whole = log.partition("== Tagging: fao780")
    yield "tagging passages of 200 characters", medians(short, r"^tags as JSON\t([0-9.]+) MB/s"), "MB/s", None
    for stage, goal in (("matching", None), ("tags as JSON", (MORE, 150))):
        yield "tagging whole papers, " + stage, medians(whole, r"^%s\t([0-9.]+) MB/s" % stage), "MB/s", goal
    yield from searching(log)
    yield "requests a second, search page", medians(log, r"search\?q=price.*(?:\n.*)*?Requests/sec:\s+([0-9.]+)"), "/s", None
    yield "the run", medians(log, r"^The run took (\d+) minutes"), "min", (LESS, 60)


def last_release():
    """The version and the figures of the newest release that has some."""
    def version(path):
        return [int(part) for part in path.stem.partition("-")[2].split(".")]

    files = sorted(HERE.glob("speed-*.tsv"), key=version)
    if not files:
        return "none", {}
    lines = (line.split("\t") for line in files[-1].read_text(encoding="utf-8").splitlines())
    return files[-1].stem.partition("-")[2], {name: float(value) for name, value in lines}


def is_less_better(name, unit):
    return unit in ("µs", "ms", "s", "MB", "M", "min") or " / xmllint" in name or " / SKOS" in name or " / find" in name


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("log", type=pathlib.Path)
    parser.add_argument("--write", type=pathlib.Path)
    arguments = parser.parse_args()
    log = arguments.log.read_text(encoding="utf-8", errors="replace")
    found = [figure for figure in figures(log) if figure[1] is not None]
    version, before = last_release()
    print("| figure | now | unit | goal | reached | %s | now / %s |" % (version, version))
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, value, unit, goal in found:
        reached = ""
        if goal:
            reached = "yes" if (value <= goal[1] if goal[0] == LESS else value >= goal[1]) else "no"
        old, change = before.get(name), ""
        if old:
            change = "%.2f" % (value / old)
            worse = value / old if is_less_better(name, unit) else old / value
            if worse > 1.1:
                change += " worse"
        print("| %s | %.4g | %s | %s | %s | %s | %s |" % (
            name, value, unit, "%s %g" % goal if goal else "", reached, "%.4g" % old if old else "", change))
    if arguments.write:
        arguments.write.write_text("".join("%s\t%.6g\n" % figure[:2] for figure in found), encoding="utf-8")


if __name__ == "__main__":
    main()
