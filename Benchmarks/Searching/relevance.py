#!/usr/bin/env python3
"""nDCG@10 (linear gain), MAP and recall@100 of a TREC run, as trec_eval computes them.

Usage: parlance search --batch QUERIES.tsv --format trec --limit 1000 | relevance.py QRELS.tsv
"""
import collections
import math
import sys

MEASURES = ("nDCG@10", "MAP", "recall@100")


def judgements(path):
    """The grade of each document that was judged, by query."""
    grades = collections.defaultdict(dict)
    with open(path, encoding="utf-8") as file:
        for line in file:
            query, _, document, grade = line.split()
            grades[query][document] = int(grade)
    return grades


def rankings(lines):
    """The documents of each query of a TREC run, the best first."""
    run = collections.defaultdict(list)
    for line in lines:
        query, _, document, rank, score, _ = line.split()
        run[query].append((-float(score), int(rank), document))
    return {query: [document for _, _, document in sorted(hits)] for query, hits in run.items()}


def scores(relevance, rankings):
    """The measures of each query of which a document is relevant."""
    for query, grades in relevance.items():
        wanted = {document for document, grade in grades.items() if grade > 0}
        if not wanted:
            continue
        ranked = rankings.get(query, [])
        gain = sum(max(grades.get(document, 0), 0) / math.log2(position + 2)
                   for position, document in enumerate(ranked[:10]))
        ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:10]
        best = sum(grade / math.log2(position + 2) for position, grade in enumerate(ideal))
        found, total = 0, 0.0
        for position, document in enumerate(ranked):
            if document in wanted:
                found += 1
                total += found / (position + 1)
        yield gain / best, total / len(wanted), len(wanted.intersection(ranked[:100])) / len(wanted)


def main():
    rows = list(scores(judgements(sys.argv[1]), rankings(sys.stdin)))
    print("%d queries  %s" % (len(rows), "  ".join(
        "%s %.4f" % (measure, sum(row[place] for row in rows) / len(rows))
        for place, measure in enumerate(MEASURES))))


if __name__ == "__main__":
    main()
