"""The ranking of words in Python, to choose its numbers with: BM25F, nearness, feedback that retrieves.

What it leaves out (copies, versions, questions, concepts, other languages than English) moves nothing on test
collections; nDCG@10 agrees with the program's to 0.005. Needs numpy, scipy and snowballstemmer (PyPI).
"""
import collections
import json
import math
import pathlib
import re

import numpy
import scipy.sparse
import snowballstemmer

resources = pathlib.Path(__file__).resolve().parents[2] / "Sources"
stemmer = snowballstemmer.stemmer("english")
stop_words = next(
    set(line.rstrip("\n").split("\t")[1].split())
    for line in open(resources / "TextAnalysis/Resources/stop-words.tsv", encoding="utf-8")
    if line.startswith("en\t"))
numbers = {
    name: float(number) for name, number in (
        line.split("\t") for line in open(resources / "Searching/Resources/ranking.tsv", encoding="utf-8")
        if not line.startswith("#"))}
title_weight, gap, slop = 3, 16, 6
stems = {}


def stem(word):
    if word not in stems:
        stems[word] = stemmer.stemWord(word)
    return stems[word]


def words(text):
    return re.findall(r"[^\W_]+", text.lower())


def kept_length(length):
    """Lengths are exact to 39, then four significant bits."""
    if length < 40:
        return length
    shift = (length - 24).bit_length() - 4
    return 24 + ((length - 24) >> shift << shift)


class Setting(dict):
    """Numbers of feedback, those of the program unless given."""

    def __init__(self, **given):
        super().__init__(
            original=numbers["original-query"], power=numbers["feedback-power"],
            words=numbers["feedback-words"], documents=10, terms=20, fewest=1, retrieves=True)
        self.update(given)

    def __str__(self):
        return " ".join(f"{name} {value:g}" for name, value in self.items())


class Collection:
    """A test collection: weighted frequencies, positions, queries with their relevance."""

    def __init__(self, folder):
        self.name = folder.name
        documents = [json.loads(line) for line in open(folder / "docs.jsonl", encoding="utf-8")]
        self.ordinals, self.positions, self.pairs_of = {}, [], {}
        entries, telling, lengths = [], [], []
        for number, document in enumerate(documents):
            counts, positions, place = collections.Counter(), collections.defaultdict(list), 0
            for text, weight in ((document.get("title", ""), title_weight), (document["text"], 1)):
                for word in words(text):
                    term = self.ordinals.setdefault(stem(word), len(self.ordinals))
                    counts[term] += weight
                    positions[term].append(place)
                    place += 1
                    if word not in stop_words and len(word) > 1 and not word.isdigit():
                        telling.append((number, term, weight))
                place += gap
            self.positions.append(positions)
            entries += [(number, term, count) for term, count in counts.items()]
            lengths.append(sum(counts.values()))
        shape = len(documents), len(self.ordinals)
        self.count = len(documents)
        self.frequencies = self.matrix(entries, shape).tocsc()
        self.telling = self.matrix(telling, shape)
        self.telling_lengths = numpy.maximum(numpy.asarray(self.telling.sum(1)).ravel(), 1)
        having = numpy.diff(self.frequencies.indptr)
        self.rarity = numpy.log(1 + (self.count - having + .5) / (having + .5))
        kept = numpy.array([kept_length(length) for length in lengths], float)
        b = numbers["b"]
        self.damping = numbers["k1"] * (1 - b + b * kept / numpy.mean(lengths))
        self.saturated = self.frequencies.copy()
        self.saturated.data /= self.saturated.data + self.damping[self.saturated.indices]
        numbers_of = {document["id"]: number for number, document in enumerate(documents)}
        self.grades = collections.defaultdict(dict)
        for line in open(folder / "qrels.tsv", encoding="utf-8"):
            query, _, document, grade = line.split()
            self.grades[query][numbers_of.get(document, document)] = int(grade)
        self.queries = {}
        for line in open(folder / "queries.tsv", encoding="utf-8"):
            query, text = line.rstrip("\n").split("\t", 1)
            kept = [word for word in words(text) if word not in stop_words] or words(text)
            if any(grade > 0 for grade in self.grades[query].values()):
                self.queries[query] = [self.ordinals[stem(word)] for word in kept
                                       if stem(word) in self.ordinals]

    @staticmethod
    def matrix(entries, shape):
        rows, columns, values = zip(*entries)
        return scipy.sparse.coo_matrix((numpy.array(values, float), (rows, columns)), shape).tocsr()

    def shortened(self, count):
        """The queries cut to their rarest words, in their order."""
        short = {}
        for query, terms in self.queries.items():
            rarest = set(sorted(dict.fromkeys(terms), key=lambda term: -self.rarity[term])[:count])
            short[query] = [term for term in dict.fromkeys(terms) if term in rarest]
        return short

    def weight(self, term):
        return self.rarity[term] * (numbers["k1"] + 1)

    def scores(self, terms):
        result = numpy.zeros(self.count)
        for term, weight in terms:
            part = slice(self.saturated.indptr[term], self.saturated.indptr[term + 1])
            result[self.saturated.indices[part]] += weight * self.saturated.data[part]
        return result

    def nearness(self, terms):
        """What neighboring words of the query add where they stand together."""
        key = tuple(terms)
        if key not in self.pairs_of:
            result = numpy.zeros(self.count)
            for first, second in zip(terms, terms[1:]):
                if first != second:
                    self.add_pair(first, second, result)
            self.pairs_of[key] = result
        return self.pairs_of[key]

    def add_pair(self, first, second, result):
        columns = [self.frequencies[:, term].indices for term in (first, second)]
        weight = self.weight(first) + self.weight(second)
        for document in numpy.intersect1d(*columns):
            left, right = (self.positions[document][term] for term in (first, second))
            lowest = min(self.frequencies[document, term] for term in (first, second))
            beside = sum(place + 1 in set(right) for place in left)
            near = sum(any(0 < abs(other - place) <= slop + 1 for other in right) for place in left)
            for name, count in (("adjacent", beside), ("near", near)):
                frequency = min(title_weight * count, lowest)
                if frequency:
                    result[document] += (numbers[name] * weight * frequency
                                         / (frequency + self.damping[document]))

    def rank(self, terms, setting):
        """The scores of all documents, and which of them are hits."""
        scores = self.scores((term, self.weight(term)) for term in terms)
        hits = scores > 0
        scores = scores + self.nearness(terms)
        if not hits.any() or len(terms) < setting["fewest"]:
            return scores, hits
        best = numpy.argsort(-numpy.where(hits, scores, -1), kind="stable")
        best = best[:min(setting["documents"], hits.sum())]
        shares = (scores[best] / scores[best].max()) ** setting["power"]
        part = self.telling[best]
        weights = numpy.asarray(part.multiply(
            (shares / shares.sum() / self.telling_lengths[best])[:, None]).sum(0)).ravel()
        shared = numpy.asarray((part > 0).sum(0)).ravel()
        known = numpy.nonzero(shared >= min(2, len(best)))[0]
        order = numpy.argsort(-weights[known] * self.rarity[known], kind="stable")
        telling = known[order[:setting["terms"]]]
        if not telling.size:
            return scores, hits
        scale = ((1 - setting["original"]) / setting["original"]
                 * max(len(terms), setting["words"]) / weights[telling].sum())
        added = self.scores((term, weights[term] * scale * self.weight(term)) for term in telling)
        return scores + added, hits | (added > 0) if setting["retrieves"] else hits

    def measures(self, query, scores, hits):
        """nDCG@10 (linear gain), average precision and recall@100 of a query."""
        found = numpy.nonzero(hits)[0]
        order = found[numpy.lexsort((found, -scores[found]))][:1000]
        grades = self.grades[query]
        ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)
        relevant = [grades.get(int(document), 0) > 0 for document in order]
        gain = sum(max(grades.get(int(document), 0), 0) / math.log2(place + 2)
                   for place, document in enumerate(order[:10]))
        precision = sum(sum(relevant[:place + 1]) / (place + 1)
                        for place, isRelevant in enumerate(relevant) if isRelevant)
        return (gain / sum(grade / math.log2(place + 2) for place, grade in enumerate(ideal[:10])),
                precision / len(ideal), sum(relevant[:100]) / len(ideal))

    def evaluate(self, queries, setting):
        """A row of measures for each query."""
        return numpy.array([self.measures(query, *self.rank(terms, setting))
                            for query, terms in queries.items()])
