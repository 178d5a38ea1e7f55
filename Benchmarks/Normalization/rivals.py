"""Scores other ways of matching labels on the very splits of `parlance evaluate labels`.

Usage: rivals.py FOLDER NAME...   (FOLDER holds NAME.tsv and NAME.canonical.tsv; "NAME with URIs" asks those, too)
Needs rapidfuzz and scikit-learn from PyPI. Coverage is the best one at 95 % precision with the
threshold chosen on the labels asked, which favors the rivals: Parlance chooses on the known half.
"""
import csv
import pathlib
import re
import sys
import unicodedata
from collections import defaultdict

import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import figures  # noqa: E402

WITH_IDENTIFIERS = " with URIs"
IDENTIFIERS = ("http://", "https://", "info:", "urn:", "pkg:", "cpe:")


def rows(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def plain(text):
    text = unicodedata.normalize("NFD", text.strip().lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"[\W_]", lambda m: " " if m.group().isspace() else "", text)


def fingerprint(text):
    return " ".join(sorted(set(plain(text).split())))


def ngram_fingerprint(text):
    text = plain(text).replace(" ", "")
    return "".join(sorted({text[i : i + 2] for i in range(max(len(text) - 1, 1))}))


def by_key(key):
    def match(known, asked):
        table = defaultdict(list)
        for label, concept in known:
            table[key(label)].append(concept)
        for label in asked:
            found = table.get(key(label), [])
            yield (max(sorted(set(found)), key=found.count), 1.0) if found else ("", 0.0)

    return match


def wratio(known, asked):
    labels = [label for label, _ in known]
    for label in asked:
        _, score, index = process.extractOne(label, labels, scorer=fuzz.WRatio)
        yield known[index][1], score / 100


def neighbors(known, asked):
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    matrix = vectorizer.fit_transform([label for label, _ in known])
    scores = (vectorizer.transform(asked) @ matrix.T).toarray()
    for row in scores:
        index = int(row.argmax())
        yield known[index][1], float(row[index])


def logistic(known, asked):
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    model = LogisticRegression(C=100, max_iter=400)
    model.fit(vectorizer.fit_transform([label for label, _ in known]), [c for _, c in known])
    chances = model.predict_proba(vectorizer.transform(asked))
    for row in chances:
        index = int(row.argmax())
        yield str(model.classes_[index]), float(row[index])


def ridge(known, asked):
    """Kernel ridge regression of concepts on n-grams, as sure as its lead over the second concept."""
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    matrix = vectorizer.fit_transform([label for label, _ in known])
    concepts = sorted({concept for _, concept in known})
    truth = np.zeros((len(known), len(concepts)))
    for row, (_, concept) in enumerate(known):
        truth[row, concepts.index(concept)] = 1
    weights = np.linalg.solve((matrix @ matrix.T).toarray() + np.eye(len(known)), truth)
    for row in (vectorizer.transform(asked) @ matrix.T).toarray() @ weights:
        order = np.argsort(-row)
        yield concepts[order[0]], float(row[order[0]] - row[order[1]])


RIVALS = {
    "RapidFuzz WRatio": wratio,
    "OpenRefine fingerprint": by_key(fingerprint),
    "OpenRefine n-gram fingerprint": by_key(ngram_fingerprint),
    "character n-gram neighbor": neighbors,
    "logistic regression": logistic,
    "ridge regression": ridge,
}


class SplitMix64:
    """The generator of `LabelEvaluation.split`, with Swift's way to a random index."""

    mask = (1 << 64) - 1

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & self.mask
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & self.mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & self.mask
        return mixed ^ (mixed >> 31)

    def below(self, bound):
        product = self.next() * bound
        if product & self.mask < bound:
            limit = ((1 << 64) - bound) % bound
            while product & self.mask < limit:
                product = self.next() * bound
        return product >> 64

    def shuffle(self, values):
        for place in range(len(values) - 1):
            other = place + self.below(len(values) - place)
            values[place], values[other] = values[other], values[place]


def split(gold, names, seed):
    groups = defaultdict(list)
    for label, concept in gold:
        groups[concept].append(label)
    generator = SplitMix64(seed)
    known, asked = list(names), []
    for concept in sorted(groups):
        labels = groups[concept]
        generator.shuffle(labels)
        half = len(labels) // 2
        if len(labels) % 2 and generator.next() & 1:
            half += 1
        known += [(label, concept) for label in labels[:half]]
        asked += [(label, concept) for label in labels[half:]]
    return known, asked


def coverage(answers):
    best = right = 0
    ordered = sorted(answers, key=lambda answer: -answer[0])
    for position, (score, is_right) in enumerate(ordered, 1):
        right += is_right
        ends = position == len(ordered) or ordered[position][0] < score
        if ends and right >= 0.95 * position:
            best = position
    return best / len(ordered)


def main():
    folder, *data = sys.argv[1:]
    print("data\trival\taccuracy\tcoverage_at_95")
    for name in data:
        file = name.removesuffix(WITH_IDENTIFIERS)
        gold = [
            (row["label"], row["canonical_id"])
            for row in rows(f"{folder}/{file}.tsv")
            if file != name or not row["label"].startswith(IDENTIFIERS)
        ]
        names = [(r["name"], r["canonical_id"]) for r in rows(f"{folder}/{file}.canonical.tsv")]
        for rival, match in RIVALS.items():
            accuracy, covered = [], []
            for seed in range(1, 6):
                known, asked = split(gold, names, seed)
                found = list(match(known, [label for label, _ in asked]))
                answers = [(s, c == truth) for (c, s), (_, truth) in zip(found, asked)]
                accuracy.append(sum(right for _, right in answers) / len(answers))
                covered.append(coverage(answers))
            print(f"{name}\t{rival}\t{sum(accuracy) / 5:.3f}\t{sum(covered) / 5:.3f}", flush=True)
            way = "labels, half known, 5 splits"
            figures.add(name, way, "right on top", sum(accuracy) / 5, rival=rival)
            figures.add(name, way, "accepted", sum(covered) / 5, rival=rival)


if __name__ == "__main__":
    main()
