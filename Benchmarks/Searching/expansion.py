#!/usr/bin/env python3
"""Chooses the numbers of relevance feedback, and shows what it gains for queries of every length.

Usage: expansion.py DATA      (the folder with search/cranfield, search/cacm, search/adi; see ranking.py for packages)

Queries are taken as they are, and cut to their three, two and one rarest words. In each of five folds the setting is
chosen on the other four fifths of the queries of Cranfield and CACM, by the mean nDCG@10 over both collections and
all lengths, and scored on the fifth that is left; adi chooses nothing. Of settings within a standard error of the best the one is
taken that trusts feedback least.
"""
import itertools
import pathlib
import sys

import numpy

from ranking import Collection, Setting

lengths, folds = (None, 3, 2, 1), 5
grid = [Setting(original=original, power=power, words=count)
        for original, power, count in itertools.product((.8, .7, .6, .5, .4), (4, 6), (0, 6))]
plain = {"as written": Setting(fewest=99),
         "reordered from 4 words on": Setting(fewest=4, retrieves=False),
         "reordered": Setting(retrieves=False),
         "retrieved": Setting()}


def sets(collection):
    return [collection.shortened(length) if length else collection.queries for length in lengths]


def chosen(results, folds_of, fold):
    """The setting whose mean is best outside a fold, or about as good and more careful."""
    kept = [[rows[folds_of[place] != fold, 0] for place, rows in enumerate(result)] for result in results]
    means = [numpy.mean([rows.mean() for rows in part]) for part in kept]
    best = int(numpy.argmax(means))
    error = numpy.sqrt(sum(((kept[best][place] - kept[0][place]).std() ** 2 / len(kept[0][place]))
                           for place in range(len(kept[0])))) / len(kept[0])
    near = [place for place, mean in enumerate(means) if mean >= means[best] - error]
    return max(near, key=lambda place: (grid[place]["original"], means[place]))


def line(name, rows):
    print(f"  {name:44s}" + "".join(
        "  %.3f %.2f" % tuple(part.mean(0)[[0, 2]]) for part in rows))


def main():
    data = pathlib.Path(sys.argv[1]) / "search"
    collections = [Collection(data / name) for name in ("cranfield", "cacm", "adi")]
    for collection in collections:
        print(f"{collection.name}: nDCG@10 and recall@100 of whole queries and of 3, 2, 1 words")
        for name, setting in plain.items():
            line(name, [collection.evaluate(queries, setting) for queries in sets(collection)])
    training = [(collection, queries) for collection in collections[:2] for queries in sets(collection)]
    results = [[collection.evaluate(queries, setting) for collection, queries in training]
               for setting in grid]
    folds_of = [numpy.arange(len(queries)) % folds for _, queries in training]
    held = [numpy.zeros_like(rows) for rows in results[0]]
    for fold in range(folds):
        place = chosen(results, folds_of, fold)
        print(f"fold {fold + 1}: {grid[place]}")
        for number, rows in enumerate(held):
            rows[folds_of[number] == fold] = results[place][number][folds_of[number] == fold]
    print("chosen on the other folds: cranfield, then cacm")
    line("", held[:len(lengths)])
    line("", held[len(lengths):])
    place = chosen(results, folds_of, None)
    print(f"chosen on all: {grid[place]}")
    line("adi", [collections[2].evaluate(queries, grid[place]) for queries in sets(collections[2])])


main()
