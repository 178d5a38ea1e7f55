#!/usr/bin/env python3
"""What PPMI word vectors would add to the ranking: a prototype over Parlance's own answers.

Usage: vectors.py PARLANCE FOLDER…      (numpy and scipy; FOLDER has docs.jsonl, queries.tsv, qrels.tsv)

Words that stand within 8 words of one another are counted, weighted by positive pointwise mutual
information (contexts smoothed by the power 0.75), and brought to 150 dimensions by an SVD, after Levy
and Goldberg, NIPS 2014, and Levy, Goldberg and Dagan, TACL 2015. A document is the sum of its words by
their rarity. Each hit gets 0.7 of its score, divided by the best one, and 0.3 of the cosine to the query.
Prints nDCG@10, MAP and recall@100 before and after, and the seconds of CPU that the vectors took.
"""
import collections
import ctypes
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import numpy
import scipy.sparse
import scipy.sparse.linalg

window, dimensions, smoothing = 8, 150, 0.75
scorer = pathlib.Path(__file__).resolve().parent.parent / "score-search.py"
library = ctypes.CDLL("libstemmer.so.0d")
library.sb_stemmer_new.restype = ctypes.c_void_p
library.sb_stemmer_stem.restype = ctypes.c_void_p
library.sb_stemmer_stem.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
library.sb_stemmer_length.argtypes = [ctypes.c_void_p]
stemmer = ctypes.c_void_p(library.sb_stemmer_new(b"english", b"UTF_8"))
known = {}


def stem(word):
    if word not in known:
        bytes_ = word.encode()
        address = library.sb_stemmer_stem(stemmer, bytes_, len(bytes_))
        known[word] = ctypes.string_at(address, library.sb_stemmer_length(stemmer)).decode()
    return known[word]


def words(text):
    return [stem(word) for word in re.findall(r"\w+", text.lower()) if len(word) > 1]


def normalized(matrix):
    return matrix / (numpy.linalg.norm(matrix, axis=-1, keepdims=True) + 1e-9)


class Vectors:
    def __init__(self, texts):
        texts = [words(text) for text in texts]
        frequency = collections.Counter(word for text in texts for word in set(text))
        self.numbers = {word: number for number, word in enumerate(sorted(frequency))}
        # What stands in most documents, stop words above all, tells nothing.
        self.rarity = numpy.array([max(0, math.log(len(texts) / (2 * frequency[word])))
                                   for word in sorted(frequency)])
        pairs = collections.Counter()
        for text in texts:
            numbers = [self.numbers[word] for word in text if self.rarity[self.numbers[word]] > 0]
            for place, first in enumerate(numbers):
                for second in numbers[place + 1:place + 1 + window]:
                    pairs[first, second] += 1
                    pairs[second, first] += 1
        rows, columns = numpy.array(list(pairs)).T
        counts = numpy.array(list(pairs.values()), float)
        total = counts.sum()
        single = numpy.bincount(rows, counts, len(self.numbers))
        context = single ** smoothing / (single ** smoothing).sum()
        information = numpy.log(counts / single[rows] / context[columns])
        kept = information > 0
        matrix = scipy.sparse.csr_matrix(
            (information[kept], (rows[kept], columns[kept])), shape=(len(single),) * 2)
        left, values, _ = scipy.sparse.linalg.svds(matrix, k=dimensions, random_state=1)
        self.vectors = normalized(left * numpy.sqrt(values))
        self.documents = [self.vector(text, math.log1p) for text in texts]

    def vector(self, text, damp=float):
        counts = collections.Counter(self.numbers[word] for word in text if word in self.numbers)
        return normalized(sum((damp(count) * self.rarity[number] * self.vectors[number]
                               for number, count in counts.items()),
                              numpy.zeros(self.vectors.shape[1])))


def evaluate(program, folder):
    documents = [json.loads(line) for line in open(folder / "docs.jsonl", encoding="utf-8")]
    queries = dict(line.rstrip("\n").split("\t", 1)
                   for line in open(folder / "queries.tsv", encoding="utf-8"))
    with tempfile.TemporaryDirectory() as workspace:
        subprocess.run([program, "index", folder / "docs.jsonl", "--workspace", workspace],
                       check=True, stdout=subprocess.DEVNULL)
        run = subprocess.run(
            [program, "search", "--batch", folder / "queries.tsv", "--format", "trec", "--limit",
             "1000", "--workspace", workspace], check=True, capture_output=True, text=True).stdout
    begin = time.process_time()
    vectors = Vectors([document.get("title", "") + "\n" + document["text"]
                       for document in documents])
    seconds = time.process_time() - begin
    by_id = {document["id"]: vector for document, vector in zip(documents, vectors.documents)}
    hits = collections.defaultdict(list)
    for line in run.splitlines():
        query, _, document, _, score, _ = line.split()
        hits[query].append((float(score), document))
    lines = []
    for query, ranking in hits.items():
        vector = vectors.vector(words(queries[query]))
        best = max(ranking)[0]
        again = sorted(((0.7 * score / best + 0.3 * float(by_id[document] @ vector), document)
                        for score, document in ranking), reverse=True)
        lines += ["%s Q0 %s %d %.6f vectors\n" % (query, document, rank + 1, score)
                  for rank, (score, document) in enumerate(again)]
    print("%s: %.0f s of CPU for vectors" % (folder.name, seconds), flush=True)
    for name, text in (("without", run), ("with", "".join(lines))):
        scores = subprocess.run([sys.executable, scorer, folder / "qrels.tsv"], input=text,
                                check=True, capture_output=True, text=True).stdout
        print("  %-8s %s" % (name, scores), end="", flush=True)


for name in sys.argv[2:]:
    evaluate(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(name))
