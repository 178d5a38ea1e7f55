#!/usr/bin/env python3
"""The figures of `make evaluate` in one table: each script adds its own, and at the end all stand together.

Usage: figures.py FILE     prints the table of what was added to FILE

A script calls `add`, which does nothing unless PARLANCE_FIGURES names that file. A figure of another way to do the same
has the same set, way and measure and the name of a rival; the best rival stands beside the program's own figure.
"""
import json
import os
import random
import sys

SAMPLES = 300


def add(set_, way, measure, value, interval=None, goal="", rival="", decimals=3):
    """Adds a figure.

    - set_, way, measure: what was measured, on what and how; together they name the figure
    - value: the figure; interval: its 95 % interval, low and high, if there is one
    - goal: what is asked for, such as "≥ 0.60" or "≤ 0.05"; none if empty
    - rival: the name of the other way that the figure is of; the program itself if empty
    """
    path = os.environ.get("PARLANCE_FIGURES")
    if not path:
        return
    low, high = interval or (None, None)
    with open(path, "a", encoding="utf-8") as file:
        file.write(json.dumps({
            "set": set_, "way": way, "measure": measure, "value": value, "low": low, "high": high,
            "goal": goal, "rival": rival, "decimals": decimals}) + "\n")


def wilson(share, count):
    """The 95 % interval of a share of a number of independent cases (Wilson 1927)."""
    if not count:
        return 0.0, 1.0
    z = 1.959964
    center = share + z * z / (2 * count)
    spread = z * (share * (1 - share) / count + z * z / (4 * count * count)) ** 0.5
    whole = 1 + z * z / count
    return max(0.0, (center - spread) / whole), min(1.0, (center + spread) / whole)


def bootstrap(rows, measure):
    """The 95 % interval of a measure of rows that are drawn again with replacement."""
    if not rows:
        return None
    generator = random.Random(7)
    values = sorted(measure(generator.choices(rows, k=len(rows))) for _ in range(SAMPLES))
    return values[int(0.025 * SAMPLES)], values[int(0.975 * SAMPLES)]


def mean(values):
    values = list(values)
    return sum(values) / max(len(values), 1)


def is_reached(value, goal, rival):
    """Whether a value reaches a goal such as "≥ 0.60" or "≥ rival"; None if there is none, or no such rival."""
    sign, _, number = goal.partition(" ")
    if number == "rival" and rival is not None:
        number = "%.3f" % rival
    try:
        bound = float(number)
    except ValueError:
        return None
    # As both are printed: 0.5996 is 0.600.
    rounded = round(value, max(len(number.partition(".")[2]), 3))
    return rounded >= bound if sign == "≥" else rounded <= bound if sign == "≤" else None


def table(records):
    """The lines of the table, as Markdown: the program's figures in the order in which they were added."""
    rivals, own = {}, {}
    for record in records:
        name = record["set"], record["way"], record["measure"]
        if record["rival"]:
            rivals.setdefault(name, []).append(record)
        else:
            own[name] = record
    yield "| set | way | measure | value | 95 % | goal | reached | best rival |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for name, record in own.items():
        number = "%%.%df" % record["decimals"]
        interval = ""
        if record["low"] is not None:
            interval = "%s–%s" % (number % record["low"], number % record["high"])
        best, beside = None, ""
        if name in rivals:
            # Of what shall be small the smallest is best.
            sign = -1 if "≤" in record["goal"] or "error" in record["measure"] else 1
            best = max(rivals[name], key=lambda rival: sign * rival["value"])
            beside = "%s (%s)" % (number % best["value"], best["rival"])
        reached = is_reached(record["value"], record["goal"], best and best["value"])
        yield "| %s |" % " | ".join([
            *name, number % record["value"], interval, record["goal"],
            "" if reached is None else "yes" if reached else "no", beside])


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    if not records:
        sys.exit("no figures: every part was skipped or failed")
    for line in table(records):
        print(line)


if __name__ == "__main__":
    main()
