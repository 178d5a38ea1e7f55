#!/usr/bin/env python3
"""Prints the figures of `parlance evaluate labels --format jsonl`, and adds them to those of `make evaluate`.

Usage: parlance evaluate labels … --format jsonl | splits.py SET

Intervals are Wilson's for the labels that one split asks: those of several splits are mostly the same.
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import figures  # noqa: E402

# What the project's design asks of each set.
GOALS = {
    ("document-types", "accepted"): "≥ 0.60", ("document-types with URIs", "accepted"): "≥ 0.60",
    ("programming-languages", "right on top"): "≥ rival", ("programming-languages", "accepted"): "≥ rival",
}


def main():
    name = sys.argv[1]
    runs = [json.loads(line) for line in sys.stdin]
    if not runs:
        sys.exit("%s: nothing was evaluated" % name)
    whole = runs[-1]
    asked = whole["labels"] / max(len(runs) - 1, 1)
    way = "labels" if len(runs) == 1 else "labels, half known, %d splits" % (len(runs) - 1)
    for measure, key, count in (
            ("right on top", "accuracy", asked), ("accepted", "coverage", asked),
            ("right of accepted", "precision", asked * whole["coverage"]),
            ("calibration error", "calibration_error", 0)):
        value = whole[key]
        interval = figures.wilson(value, count) if count else None
        goal = GOALS.get((name, measure), "")
        if measure == "right of accepted":
            goal = "≥ 0.95"
        elif measure == "calibration error":
            goal = "≤ 0.05"
        figures.add(name, way, measure, value, interval, goal)
        print("%-26s %-32s %-18s %.3f %s" % (
            name, way, measure, value, "[%.3f, %.3f]" % interval if interval else ""))


main()
